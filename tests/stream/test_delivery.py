"""Alerts on their way to real HTTP servers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
from aiohttp import web
from standardwebhooks.webhooks import Webhook as Verifier

from schemas import Alert, DeadLetter
from schemas.dead_letter import Original
from streams.process import running_worker
from streams.topics import ALERTS, DEAD_LETTERS, ensure_topics, topic_name
from tests.stream.harness import consume, producer, settings_for

SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
EXAMPLE = Path(__file__).parents[2] / "schemas" / "examples" / "alert" / "confirmed.json"


class Receiver:
    """An endpoint that answers with the statuses it is told, the last one for ever, and keeps what it got."""

    def __init__(self, *statuses: int) -> None:
        self._statuses = list(statuses)
        self.received: asyncio.Queue[tuple[bytes, dict[str, str]]] = asyncio.Queue()
        self.url = ""

    async def _answer(self, request: web.Request) -> web.Response:
        await self.received.put((await request.read(), dict(request.headers)))
        status = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        return web.Response(status=status)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Receiver]:
        application = web.Application()
        application.router.add_post("/hook", self._answer)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/hook"  # type: ignore[union-attr]
        try:
            yield self
        finally:
            await runner.cleanup()


async def test_alert_arrives_signed_after_a_failure_and_a_refusal_is_dead_lettered(broker, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    alert = Alert.from_json(EXAMPLE.read_bytes())
    async with Receiver(500, 204).listening() as healing, Receiver(410).listening() as gone:
        hooks = [{"url": healing.url, "secret": SECRET}, {"url": gone.url, "secret": SECRET}]
        settings = settings_for(broker, tmp_path, webhooks=hooks, webhook_attempts=2)
        await ensure_topics(settings)
        async with producer(settings) as client:
            await client.send_and_wait(topic_name(ALERTS, settings), alert.to_json(), key=alert.holder.id.encode())
        async with running_worker(settings, tmp_path / "worker.log"):
            async with asyncio.timeout(60):
                first, _ = await healing.received.get(), await gone.received.get()
                second = await healing.received.get()
            letters = await consume(settings, DEAD_LETTERS, lambda seen: len(seen) >= 1)
    body, headers = second
    verified = Verifier(SECRET).verify(body, {name.lower(): value for name, value in headers.items()})
    assert verified["id"] == alert.id
    assert first[1]["webhook-id"] == headers["webhook-id"]
    letter = DeadLetter.from_json(letters[0].value)
    assert (letter.stage, letter.reason, letter.field) == ("delivery", "undeliverable", "url")
    assert letter.value == gone.url
    assert isinstance(letter.original, Original)
    assert orjson.loads(letter.original.value or b"")["id"] == alert.id
