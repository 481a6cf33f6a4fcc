"""A worker as a process of its own: started again when it asks for it, not otherwise."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import IO

import pytest

from streams import process
from streams.process import running_worker
from streams.settings import START_AGAIN, Settings


def starts(monkeypatch: pytest.MonkeyPatch, *statuses: int) -> list[int]:
    """Have the worker's place taken by programs that end with these statuses; returns the list of those started."""
    started: list[int] = []

    async def spawn(settings: Settings, log: IO[bytes]) -> asyncio.subprocess.Process:
        started.append(statuses[len(started)])
        program = f"import sys, time; time.sleep(60 if {started[-1]} < 0 else 0); sys.exit({started[-1]})"
        return await asyncio.create_subprocess_exec(sys.executable, "-c", program)

    monkeypatch.setattr(process, "spawn", spawn)
    return started


async def test_worker_that_asks_for_it_is_started_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started = starts(monkeypatch, START_AGAIN, START_AGAIN, 70)
    async with running_worker(Settings(), tmp_path / "log") as worker:
        assert await asyncio.wait_for(worker.wait(), 60) == 70
    assert started == [START_AGAIN, START_AGAIN, 70]


async def test_worker_is_stopped_on_the_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    starts(monkeypatch, -1)
    async with running_worker(Settings(), tmp_path / "log") as worker:
        pass
    assert await asyncio.wait_for(worker.wait(), 60) == -15
