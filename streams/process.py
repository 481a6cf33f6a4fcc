"""A worker as a process of its own, started and stopped by another program: `volteface up`, and the tests."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO, Any

import orjson
from pydantic import SecretStr

from streams.settings import START_AGAIN, Settings

STOP_SECONDS = 20.0
"""How long a worker may take to finish what it has in hand before it is killed."""


def environment(settings: Settings) -> dict[str, str]:
    """The settings that differ from their defaults, as environment variables."""
    changed = settings.model_dump(exclude_defaults=True)
    return {f"VOLTEFACE_{name.upper()}": _text(value) for name, value in changed.items()}


def _text(value: Any) -> str:
    if isinstance(value, tuple | list) and not any(isinstance(item, dict) for item in value):
        return ",".join(str(item) for item in value)
    if isinstance(value, tuple | list):
        return orjson.dumps(value, default=_plain).decode()
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    return str(_plain(value))


def _plain(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


async def spawn(settings: Settings, log: IO[bytes]) -> asyncio.subprocess.Process:
    """Start a worker.

    Args:
        settings: what it runs with.
        log: open file for its standard output and error.
    """
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "streams.cli", "worker"),
        env=os.environ | environment(settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,  # Ctrl-C in the terminal is for us; we tell the worker
    )


class WorkerProcess:
    """A worker, started again whenever it ends in order to be.

    Args:
        settings: what it runs with.
        log: open file for its standard output and error.
    """

    def __init__(self, settings: Settings, log: IO[bytes]) -> None:
        self._settings = settings
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False
        self._ended: asyncio.Task[int] | None = None

    async def start(self) -> None:
        """Start it."""
        self._process = await spawn(self._settings, self._log)
        self._ended = asyncio.create_task(self._follow(self._process))

    @property
    def pid(self) -> int:
        """Its process id, until it is started again."""
        assert self._process is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit status, if it has ended for good."""
        assert self._ended is not None
        return self._ended.result() if self._ended.done() else None

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        """Kill it at once."""
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Its exit status, once it has ended for good."""
        assert self._ended is not None
        return await asyncio.shield(self._ended)

    async def stop(self) -> None:
        """Ask it to stop; one that does not within `STOP_SECONDS` is killed."""
        assert self._ended is not None
        self._stopping = True
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._ended.done():
                return
            with contextlib.suppress(ProcessLookupError):
                self.send_signal(number)
            await asyncio.wait({self._ended}, timeout=STOP_SECONDS)

    async def _follow(self, process: asyncio.subprocess.Process) -> int:
        while (status := await process.wait()) == START_AGAIN and not self._stopping:
            process = self._process = await spawn(self._settings, self._log)
        return status


@contextlib.asynccontextmanager
async def running_worker(settings: Settings, log: Path) -> AsyncIterator[WorkerProcess]:
    """A worker process with these settings, asked to stop on the way out.

    Args:
        settings: what it runs with.
        log: file that its standard output and error are added to.
    """
    with log.open("ab") as stream:
        worker = WorkerProcess(settings, stream)
        await worker.start()
        try:
            yield worker
        finally:
            await worker.stop()
