"""Language processes: order, errors, and a process that dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import AsyncIterator
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from pathlib import Path

import pytest
import pytest_asyncio

from streams import pool_server
from streams.pool import LanguagePool
from streams.records import Failure
from streams.work import Resources

pytestmark = pytest.mark.asyncio(loop_scope="module")


def shout(value: bytes | None, timestamp_ms: float) -> str | Failure:
    """A job: upper case; `fail` raises, `hang` never ends, `wait` waits, `die` kills its process, `die once` once."""
    text = (value or b"").decode()
    if text == "fail":
        raise ZeroDivisionError("seven by zero")
    while text == "hang":
        pass
    if text == "wait":
        time.sleep(1.5)
    if text == "die" or (text.startswith("die once") and not Path(text.split()[-1]).exists()):
        if text.startswith("die once"):
            Path(text.split()[-1]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return text.upper()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def pool() -> AsyncIterator[LanguagePool]:
    pool_server.start()
    pool = LanguagePool(Resources(), 2)
    yield pool
    pool.close()


async def test_results_stand_in_the_order_of_the_items(pool: LanguagePool) -> None:
    words = [f"word {number}" for number in range(25)]
    assert await pool.run(shout, [(word.encode(), 0.0) for word in words]) == [word.upper() for word in words]


async def test_error_of_one_item_costs_no_other(pool: LanguagePool) -> None:
    first, failed, last = await pool.run(shout, [(b"a", 0.0), (b"fail", 0.0), (b"b", 0.0)])
    assert (first, last) == ("A", "B")
    assert isinstance(failed, Failure)
    assert failed.reason == "processing-error"
    assert "seven by zero" in failed.message


async def test_process_killed_once_costs_nothing(pool: LanguagePool, tmp_path: Path) -> None:
    words = ["a", f"die once {tmp_path / 'died'}", "b"]
    assert await pool.run(shout, [(word.encode(), 0.0) for word in words]) == [word.upper() for word in words]


async def test_processes_are_replaced_though_their_server_was_killed(pool: LanguagePool, tmp_path: Path) -> None:
    assert await pool.run(shout, [(b"a", 0.0)]) == ["A"]
    server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]  # nobody tells it
    os.kill(server, signal.SIGKILL)
    words = ["a", f"die once {tmp_path / 'died'}", "b"]
    assert await pool.run(shout, [(word.encode(), 0.0) for word in words]) == [word.upper() for word in words]


async def test_item_that_kills_its_process_every_time_is_told(pool: LanguagePool) -> None:
    first, deadly, last = await pool.run(shout, [(b"a", 0.0), (b"die", 0.0), (b"b", 0.0)])
    assert (first, last) == ("A", "B")
    assert isinstance(deadly, Failure)
    assert deadly.reason == "processing-error"


async def test_item_that_never_ends_is_told() -> None:
    pool = LanguagePool(Resources(), 1, seconds=1.0)
    await pool.warm()
    first, endless, last = await pool.run(shout, [(b"a", 0.0), (b"hang", 0.0), (b"b", 0.0)])
    pool.close()
    assert (first, last) == ("A", "B")
    assert isinstance(endless, Failure)
    assert "took over 1 seconds" in endless.message


async def test_time_without_the_processor_is_no_fault_of_the_record() -> None:
    pool = LanguagePool(Resources(), 1, seconds=1.0)
    await pool.warm()
    assert await pool.run(shout, [(b"wait", 0.0)]) == ["WAIT"]
    pool.close()


async def test_processes_that_cannot_start_are_no_fault_of_the_records(tmp_path: Path) -> None:
    broken = tmp_path / "actors.yaml"
    broken.write_text("actors: [{id: 7}]")
    pool = LanguagePool(Resources(actors=(broken,)), 1)
    with pytest.raises(BrokenProcessPool):
        await pool.warm()
    pool.close()
