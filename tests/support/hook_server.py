"""A receiver of webhooks in a process of its own, that behaves as a test tells it to.

`python -m tests.support.hook_server PORT [lean]` serves; port 0 is any free one. It prints its port, and ends with its
standard input. Each name below `/hook/` is an endpoint with a list of behaviours, used up one a request, the last one
for ever: a status, a status with seconds for Retry-After (`429:2`), `silent` (no answer), `loris` (headers without
end), `reset`, `endless` (a body without end), `redirect:URL`.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

DEADLINE_SECONDS = 100.0


@dataclass(frozen=True)
class Received:
    """A request as it came in."""

    at: float
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    behaviour: str

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def taken(self) -> bool:
        return self.behaviour.startswith("2")


class Endpoints:
    """What came in, and what goes out."""

    def __init__(self, lean: bool) -> None:
        self.lean = lean
        self.behaviours: dict[str, list[str]] = defaultdict(lambda: ["204"])
        self.received: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.taken: dict[str, set[str]] = defaultdict(set)
        """Ids of what was answered with 2xx."""
        self.arrived = asyncio.Condition()

    async def hook(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        body = await request.read()
        script = self.behaviours[name]
        behaviour = script.pop(0) if len(script) > 1 else script[0]
        headers = {key.lower(): value for key, value in request.headers.items()}
        if self.lean:
            headers, body = {"webhook-id": headers["webhook-id"]}, b""
        self.received[name].append(
            {"at": time.time(), "headers": headers, "body": base64.b64encode(body).decode(), "behaviour": behaviour}
        )
        if behaviour.startswith("2"):
            self.taken[name].add(headers["webhook-id"])
        async with self.arrived:
            self.arrived.notify_all()
        return await self._answer(request, behaviour)

    async def _answer(self, request: web.Request, behaviour: str) -> web.StreamResponse:
        kind, _, more = behaviour.partition(":")
        transport = request.transport
        assert transport is not None
        if kind == "reset":
            transport.abort()
        elif kind == "silent":
            await asyncio.sleep(3600)
        elif kind == "loris":
            transport.write(b"HTTP/1.1 200 OK\r\n")
            while not transport.is_closing():
                transport.write(b"x: y\r\n")
                await asyncio.sleep(0.1)
        elif kind == "endless":
            response = web.StreamResponse()
            await response.prepare(request)
            with contextlib.suppress(ConnectionError):
                while True:
                    await response.write(b"x" * 65536)
        elif kind == "redirect":
            return web.Response(status=307, headers={"location": more})
        headers = {"retry-after": more} if more else {}
        return web.Response(status=int(kind) if kind.isdigit() else 200, headers=headers)

    async def behave(self, request: web.Request) -> web.Response:
        self.behaviours[request.match_info["name"]] = (await request.text()).split()
        return web.Response()

    async def wait(self, request: web.Request) -> web.Response:
        """What an endpoint has got, once it is enough."""
        name, count = request.match_info["name"], int(request.query["count"])
        taken = "taken" in request.query

        def enough() -> bool:
            return len(self.taken[name] if taken else self.received[name]) >= count

        async with self.arrived:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.arrived.wait_for(enough), float(request.query["seconds"]))
        return web.json_response(self.received[name])


async def serve(port: int, lean: bool) -> None:
    """Serve until standard input ends; lean: keep nothing but ids and times."""
    endpoints = Endpoints(lean)
    app = web.Application()
    app.router.add_post("/hook/{name}", endpoints.hook)
    app.router.add_put("/behave/{name}", endpoints.behave)
    app.router.add_get("/wait/{name}", endpoints.wait)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


class HookServer:
    """A test's side of it."""

    def __init__(self, port: int, client: aiohttp.ClientSession) -> None:
        self.port = port
        self._client = client

    def url(self, name: str, host: str = "127.0.0.1") -> str:
        """Where an endpoint is."""
        return f"http://{host}:{self.port}/hook/{name}"

    async def behave(self, name: str, *behaviours: str) -> None:
        """What an endpoint answers from now on."""
        async with self._client.put(f"http://127.0.0.1:{self.port}/behave/{name}", data=" ".join(behaviours)) as answer:
            answer.raise_for_status()

    async def received(
        self, name: str, count: int = 0, *, taken: bool = False, seconds: float = DEADLINE_SECONDS
    ) -> list[Received]:
        """What an endpoint has got, once there are so many requests, or so many different messages taken."""
        query = {"count": str(count), "seconds": str(seconds)} | ({"taken": "1"} if taken else {})
        async with self._client.get(f"http://127.0.0.1:{self.port}/wait/{name}", params=query) as answer:
            found = [
                Received(item["at"], item["headers"], base64.b64decode(item["body"]), item["behaviour"])
                for item in await answer.json()
            ]
        enough = len({item.id for item in found if item.taken}) if taken else len(found)
        assert enough >= count, f"{name} has {enough} of {count}: {[(item.id, item.behaviour) for item in found[-20:]]}"
        return found


@asynccontextmanager
async def hook_server(port: int = 0, *, lean: bool = False) -> AsyncIterator[HookServer]:
    """A server in a process of its own; lean: it keeps nothing but ids and times."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.support.hook_server", str(port), *(["lean"] if lean else [])),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None and process.stdin is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), 30)
        timeout = aiohttp.ClientTimeout(total=3600)
        async with aiohttp.ClientSession(timeout=timeout, max_field_size=65536) as client:
            yield HookServer(int(line), client)
    finally:
        process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 5)
        if process.returncode is None:
            process.kill()
            await process.wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), "lean" in sys.argv[2:]))
