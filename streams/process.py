"""A worker as a process of its own, started and stopped by another program: `volteface up`, and the tests."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
from pydantic import SecretStr

from streams.settings import Settings

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


@contextlib.asynccontextmanager
async def running_worker(settings: Settings, log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker process with these settings, asked to stop on the way out.

    Args:
        settings: what it runs with.
        log: file that its standard output and error are added to.
    """
    with log.open("ab") as stream:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "streams.cli", "worker"),
            env=os.environ | environment(settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,  # Ctrl-C in the terminal is for us; we tell the worker
        )
        try:
            yield process
        finally:
            await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
