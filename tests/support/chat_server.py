"""A real HTTP server that speaks the chat-completions protocol, and answers what a test tells it to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
from aiohttp import web

Reply = web.Response | Awaitable[web.Response]


def quotation(text: str, **fields: Any) -> dict[str, Any]:
    """A quotation as a model answers it."""
    return {
        "text": text,
        "kind": "direct",
        "speaker": None,
        "speaker_name": None,
        "speaker_kind": "person",
        "cue": None,
        "utterance": 1,
        "issues": [],
    } | fields


def answer(*quotations: dict[str, Any]) -> str:
    """What a model writes: a JSON document with these quotations."""
    return orjson.dumps({"quotations": quotations}).decode()


def completion(content: str | None, *, refusal: str | None = None, finish_reason: str = "stop") -> web.Response:
    """A chat completion of 1000 tokens of prompt and 200 of answer."""
    return web.json_response(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": "test-model",
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": content, "refusal": refusal},
                    "finish_reason": finish_reason,
                }
            ],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200},
        }
    )


def error(status: int, message: str = "no", **headers: str) -> web.Response:
    """An error as the protocol has it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response({"error": {"message": message, "type": "test"}}, status=status, headers=named)


class ChatServer:
    """What came in, and what goes out.

    Args:
        respond: makes the response to a request, given its number from 0 and its body.
    """

    def __init__(self, respond: Callable[[int, dict[str, Any]], Reply]) -> None:
        self._respond = respond
        self.base_url = ""
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.busy = 0
        """Requests in hand."""
        self.most_busy = 0

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request."""
        body = orjson.loads(await request.read())
        self.requests.append(body)
        self.headers.append(dict(request.headers))
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            reply = self._respond(len(self.requests) - 1, body)
            return reply if isinstance(reply, web.Response) else await reply
        finally:
            self.busy -= 1


@asynccontextmanager
async def chat_server(respond: Callable[[int, dict[str, Any]], Reply]) -> AsyncIterator[ChatServer]:
    """A running server on a free port of the loopback address."""
    server = ChatServer(respond)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.base_url = f"http://{host}:{port}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()


async def never() -> web.Response:
    """A response that does not come."""
    await asyncio.Event().wait()
    raise AssertionError("not reached")
