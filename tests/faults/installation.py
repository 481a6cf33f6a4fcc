"""An installation under test: Apache Kafka, workers that a supervisor starts again, an endpoint for webhooks."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import orjson
from aiohttp import web

from streams.process import spawn
from streams.settings import Settings

ACTORS = Path(str(files("seeds"))) / "actors-samples.yaml"
SIGNED_WITH = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SESSION_SECONDS = 6.0
STALL_SECONDS = 20.0
PAUSE_BEFORE_RESTART = 0.5
DISK_BYTES = 48 * 1024 * 1024
"""Size of the small disk that one worker keeps its state on."""


class Worker:
    """A place for a worker, with its own state on disk. Whenever the process ends, it is started again.

    Args:
        number: which place.
        settings: the installation's; the state's folder is replaced.
        folder: for its state and its log.
        exits: counts exits that nobody caused, by status.
    """

    def __init__(self, number: int, settings: Settings, folder: Path, exits: Counter[str]) -> None:
        self.number = number
        self.data = folder / f"state-{number}"
        self.log = folder / f"worker-{number}.log"
        self.busy = asyncio.Lock()
        """Held by the fault that is being done to it."""
        self._settings = settings.model_copy(update={"data_dir": self.data})
        self._exits = exits
        self._process: asyncio.subprocess.Process | None = None
        self._wanted = asyncio.Event()
        self._blamed = False
        self._begun = 0
        self._supervisor = asyncio.create_task(self._supervise())

    @property
    def pid(self) -> int | None:
        """Process id, while it runs."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    @property
    def ready(self) -> bool:
        """Whether it has got as far as reading records since it was last started."""
        if self.pid is None:
            return False
        with self.log.open("rb") as log:
            log.seek(self._begun)
            return b"Worker ready" in log.read()

    def start(self) -> None:
        """Keep it running from now on."""
        self._wanted.set()

    async def stop(self, number: signal.Signals, seconds: float = 25.0) -> None:
        """End it, and leave it down; one that does not end in time is killed."""
        self._wanted.clear()
        self._signal(number)
        process = self._process
        if process is not None:
            try:
                await asyncio.wait_for(process.wait(), seconds)
            except TimeoutError:
                self._exits["did not stop"] += 1
                self._signal(signal.SIGKILL)
                await process.wait()

    def kill(self) -> None:
        """SIGKILL: the supervisor starts it again."""
        self._signal(signal.SIGKILL)

    async def pause(self, seconds: float) -> None:
        """Stop it and its children in their tracks for a while."""
        pid = self.pid
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGSTOP)
            await asyncio.sleep(seconds)
            os.killpg(pid, signal.SIGCONT)

    def language_processes(self) -> list[int]:
        """Process ids of its pool."""
        pid = self.pid
        tool = shutil.which("pgrep")
        if pid is None or tool is None:
            return []
        servers = [str(pid)]
        for _ in range(2):  # the server that they are forked from is one itself, by its command line
            found = subprocess.run(
                [tool, "-P", ",".join(servers), "-f", "multiprocessing.forkserver"], capture_output=True, text=True
            )
            servers = found.stdout.split()
            if not servers:
                break
        return [int(line) for line in servers]

    def tell_tasks(self) -> None:
        """Have it write to its log what every task is waiting for."""
        if self.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGUSR1)

    async def close(self) -> None:
        """Kill it for good."""
        self._supervisor.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._supervisor
        pid = self.pid
        if pid is not None and self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            await self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        pid = self.pid
        if pid is not None:
            self._blamed = True
            with contextlib.suppress(ProcessLookupError):  # it ended by itself at this moment
                os.kill(pid, number)

    async def _supervise(self) -> None:
        while True:
            await self._wanted.wait()
            with self.log.open("ab") as log:
                self._blamed = False
                self._begun = log.tell()
                self._process = await spawn(self._settings, log)
                status = await self._process.wait()
                log.write(f"ended with status {status}{' as it was told' if self._blamed else ''}\n".encode())
            if not self._blamed:
                self._exits[f"status {status}"] += 1
            await asyncio.sleep(PAUSE_BEFORE_RESTART)


class Endpoint:
    """Takes alerts, or answers 500 while it is told to."""

    def __init__(self) -> None:
        self.healthy = True
        self.received: Counter[tuple[str, int]] = Counter()
        """Alert id and revision → how often."""
        self.url = ""

    async def _answer(self, request: web.Request) -> web.Response:
        body = orjson.loads(await request.read())
        if not self.healthy:
            return web.Response(status=500)
        alert = body["data"]
        self.received[alert["id"], alert.get("revision", 1)] += 1
        return web.Response(status=204)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Endpoint]:
        """Listen on a free port of the loopback address."""
        application = web.Application()
        application.router.add_post("/", self._answer)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        try:
            yield self
        finally:
            await runner.cleanup()


def settings_for(bootstrap: str, prefix: str, folder: Path, hook: str) -> Settings:
    """Settings with short patience, several partitions and small batches, so that faults strike in between."""
    return Settings.model_validate(
        {
            "broker": (bootstrap,),
            "topic_prefix": prefix,
            "data_dir": folder,
            "partitions": 4,
            "processes": 1,
            "session_timeout_seconds": SESSION_SECONDS,
            "commit_seconds": 0.5,
            "stall_seconds": STALL_SECONDS,
            "stop_seconds": 10.0,
            "batch_size": 16,
            "article_seconds": 60.0,
            "webhooks": [{"url": hook, "secret": SIGNED_WITH, "since": "2020-01-01T00:00:00Z"}],
            "webhook_allow": ("127.0.0.1",),
            "webhook_pauses": (0.5, 1.0, 2.0, 4.0, 8.0),
            "webhook_probe_seconds": 0.5,
            "actors_file": (ACTORS,),
            "web_port": 0,
        }
    )


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small file system in memory on `folder`, where that is allowed; yields whether it was."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "volteface-faults", str(folder)]
    mounted = os.geteuid() == 0 and shutil.which("mount") is not None and _ran(mount)
    try:
        yield mounted
    finally:
        if mounted:
            _ran(["umount", "--lazy", str(folder)])


def _ran(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
