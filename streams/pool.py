"""Language work in other processes, so that the event loop keeps its heartbeats."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import FrameType
from typing import TypeVar

from streams import work
from streams.pool_server import CONTEXT
from streams.records import Failure

R = TypeVar("R")
Job = Callable[[bytes | None, float], "R | Failure"]
"""A function of `streams.work`: value and timestamp in, result or failure out."""
Item = tuple[bytes | None, float]
"""A record's value and its Kafka timestamp in milliseconds."""

logger = logging.getLogger(__name__)

_PAUSES = (0.02, 0.1, 0.5, 2.0)
"""Seconds between tries to start a process."""
_TRIES_ALONE = 2
"""Tries of one record alone: a process may also die of something else, such as a lack of memory."""


def _start(resources: work.Resources) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the worker decides when we end
    signal.signal(signal.SIGPROF, _give_up)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)  # killed workers must not leave language processes behind

    threading.Thread(target=follow, name="parent-watch", daemon=True).start()
    if not work.loaded(resources):
        work.load(resources)


class _TooLong(BaseException):
    """Raised by the alarm in the middle of a record; no `except Exception` of the work itself may swallow it."""


def _give_up(number: int, frame: FrameType | None) -> None:
    raise _TooLong


def _run_all(job: Job[R], items: Sequence[Item], seconds: float) -> list[R | Failure]:
    results: list[R | Failure] = []
    for value, timestamp in items:
        try:
            # of the processor: a machine that is paused or busy elsewhere is no fault of the record
            signal.setitimer(signal.ITIMER_PROF, seconds)
            try:
                results.append(job(value, timestamp))
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
        except _TooLong:
            where = traceback.format_exc(limit=-3)
            results.append(Failure("processing-error", f"took over {seconds:g} seconds of processor time\n{where}"))
        except Exception as error:  # a bad record must not cost its batch: it becomes a dead letter, with traceback
            where = traceback.format_exc(limit=-3)
            results.append(Failure("processing-error", f"{type(error).__name__}: {error}\n{where}"))
    return results


class LanguagePool:
    """A bounded pool of warm language processes.

    A process that dies is replaced, and its records are tried once more, one by one; one that it dies of again gets a
    last try. A record that takes too long is given up.

    Args:
        resources: what each process loads.
        processes: how many.
        seconds: how much processor time one record may take.
    """

    def __init__(self, resources: work.Resources, processes: int, seconds: float = 20.0) -> None:
        self._resources = resources
        self._processes = processes
        self._seconds = seconds
        self._executor = self._new()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes,
            mp_context=CONTEXT,
            initializer=_start,
            initargs=(self._resources,),
        )

    async def run(self, job: Job[R], items: Sequence[Item]) -> list[R | Failure]:
        """Run `job` on each item; results in the order of the items.

        An unexpected error of a job, or a process that dies of an item each time, becomes a `processing-error`.
        """
        if not items:
            return []
        share = -(-len(items) // self._processes)
        parts = [items[start : start + share] for start in range(0, len(items), share)]
        executor = self._executor
        try:
            done = await asyncio.gather(*(self._submit(executor, job, part) for part in parts))
        except BrokenProcessPool:
            logger.exception("a language process died; trying its %d records one by one", len(items))
            self._replace(executor)
            await self.warm()
            return [await self._run_alone(job, item) for item in items]
        return [result for part in done for result in part]

    async def _run_alone(self, job: Job[R], item: Item) -> R | Failure:
        for _ in range(_TRIES_ALONE):
            executor = self._executor
            try:
                return (await self._submit(executor, job, [item]))[0]
            except BrokenProcessPool as error:
                cause = error
                self._replace(executor)
                await self.warm()
        return Failure("processing-error", f"the language process died of this record: {cause}")

    def _submit(
        self, executor: ProcessPoolExecutor, job: Job[R], items: Sequence[Item]
    ) -> asyncio.Future[list[R | Failure]]:
        return asyncio.wrap_future(executor.submit(_run_all, job, items, self._seconds))

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if self._executor is broken:  # several stages may notice at once
            self._executor = self._new()
            _end(broken)

    async def warm(self) -> None:
        """Start the processes and wait until they have loaded their lexicons.

        Raises:
            BrokenProcessPool: they cannot start, so it is not a record's fault.
        """
        executor = self._executor
        # in a thread, since starting a process waits for the server of `streams.pool_server`, which may still load
        started = [await asyncio.to_thread(_started, executor) for _ in range(self._processes)]
        await asyncio.gather(*map(asyncio.wrap_future, started))

    def close(self) -> None:
        """Stop the processes; what they have in hand was not acknowledged, and will be read again."""
        _end(self._executor)


def _end(executor: ProcessPoolExecutor) -> None:
    # A process that hangs ends only when it is killed, for which there is no public call before Python 3.14.
    processes = list((executor._processes or {}).values())
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()


def _started(executor: ProcessPoolExecutor) -> Future[None]:
    """Have the executor start a process; a server that was just killed counts as running until the system says so."""
    for pause in _PAUSES:
        try:
            return executor.submit(_nothing)
        except (ConnectionRefusedError, EOFError) as error:
            cause = error
            time.sleep(pause)
    raise BrokenProcessPool(f"no server to fork it: {cause!r}")


def _nothing() -> None:
    """What a process that is only to start is given to do."""
