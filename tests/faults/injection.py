"""The faults, each a coroutine that does it and undoes it, drawn from a seed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.faults.installation import SESSION_SECONDS, Endpoint, Worker
from tests.support.apache_kafka import ApacheKafka

MIN_RUNNING = 2
MAX_RUNNING = 3
HUNG_SECONDS = 30.0
AT_WORK = 0.99
"""Of the looks for a worker to be hit, each a third of a second after the other, those that pass over one that is just
starting; so some are hit then too."""

WEIGHTS = {
    "worker killed": 6,
    "worker paused past its session": 2,
    "worker paused for a moment": 2,
    "worker added or removed": 3,
    "state wiped": 2,
    "language process killed": 4,
    "broker killed": 1,
    "broker restarted": 1,
    "state's disk full": 1,
    "webhook failing": 2,
}
"""Kinds of faults, and how often each is drawn."""


class Injector:
    """Does faults to an installation.

    Args:
        kafka: its broker.
        workers: places for workers.
        endpoint: its webhook's.
        draw: source of chance.
        small_disk: the worker whose state is on a small disk; none where it could not be mounted.
    """

    def __init__(
        self,
        kafka: ApacheKafka,
        workers: list[Worker],
        endpoint: Endpoint,
        draw: random.Random,
        small_disk: Worker | None,
    ) -> None:
        self.injected: Counter[str] = Counter()
        self.running: set[int] = set()
        """Numbers of the workers that are wanted up."""
        self._kafka = kafka
        self._broker = asyncio.Lock()
        self._workers = workers
        self._endpoint = endpoint
        self._draw = draw
        self._small_disk = small_disk
        self._kinds: dict[str, Callable[[], Awaitable[bool]]] = {
            "worker killed": self._kill,
            "worker paused past its session": self._pause_long,
            "worker paused for a moment": self._pause_briefly,
            "worker added or removed": self._scale,
            "state wiped": self._wipe,
            "language process killed": self._kill_language_process,
            "broker killed": self._kill_broker,
            "broker restarted": self._restart_broker,
            "state's disk full": self._fill_disk,
            "webhook failing": self._fail_webhook,
        }
        if small_disk is None:
            del self._kinds["state's disk full"]

    async def run(self, faults: int, mean_gap: float, kinds: frozenset[str] | None = None) -> None:
        """Inject faults one after the other without waiting for each to be over: each kind once, then at random.

        Args:
            faults: how many.
            mean_gap: seconds from one to the next, on average.
            kinds: only these.
        """
        weights = {kind: WEIGHTS[kind] for kind in self._kinds if kinds is None or kind in kinds}
        kinds_drawn = self._draw.sample(list(weights), len(weights))
        kinds_drawn += self._draw.choices(list(weights), list(weights.values()), k=max(0, faults - len(weights)))
        tasks: list[asyncio.Task[None]] = []
        for kind in kinds_drawn[:faults]:
            await asyncio.sleep(self._draw.uniform(0.2, 2 * mean_gap - 0.2))
            tasks.append(asyncio.create_task(self._inject(kind)))
        await asyncio.gather(*tasks)

    async def _inject(self, kind: str) -> None:
        while not await self._kinds[kind]():
            await asyncio.sleep(0.3)  # nothing there to be hit at this moment
        self.injected[kind] += 1

    def _any(self) -> Worker | None:
        """A worker to be hit, most often one that is at work."""
        free = [w for w in self._workers if w.number in self.running and w.pid is not None and not w.busy.locked()]
        if self._draw.random() < AT_WORK:
            free = [worker for worker in free if worker.ready]
        return self._draw.choice(free) if free else None

    async def _kill(self) -> bool:
        worker = self._any()
        if worker is None:
            return False
        worker.kill()
        return True

    async def _pause_long(self) -> bool:
        return await self._pause(SESSION_SECONDS + self._draw.uniform(1.0, 4.0))

    async def _pause_briefly(self) -> bool:
        return await self._pause(self._draw.uniform(0.5, SESSION_SECONDS - 1.0))

    async def _pause(self, seconds: float) -> bool:
        worker = self._any()
        if worker is None:
            return False
        async with worker.busy:
            await worker.pause(seconds)
        return True

    async def _scale(self) -> bool:
        if len(self.running) >= MAX_RUNNING:
            worker = self._any()
            if worker is None:
                return False
            self.running.discard(worker.number)
            async with worker.busy:
                await worker.stop(signal.SIGTERM, HUNG_SECONDS)
            return True
        down = [w for w in self._workers if w.number not in self.running and not w.busy.locked()]
        if not down:
            return False
        worker = self._draw.choice(down)
        self.running.add(worker.number)
        worker.start()
        return True

    async def _wipe(self) -> bool:
        worker = self._any()
        if worker is None:
            return False
        async with worker.busy:
            await worker.stop(signal.SIGKILL)
            _empty(worker.data)
            worker.start()
        return True

    async def _kill_language_process(self) -> bool:
        worker = self._any()
        processes = worker.language_processes() if worker else []
        if not processes:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._draw.choice(processes), signal.SIGKILL)
        return True

    async def _kill_broker(self) -> bool:
        async with self._broker:
            await self._kafka.kill()
            await asyncio.sleep(self._draw.uniform(0.0, 3.0))
            await self._kafka.start()
        return True

    async def _restart_broker(self) -> bool:
        async with self._broker:
            await self._kafka.shut_down()
            await asyncio.sleep(self._draw.uniform(0.0, 3.0))
            await self._kafka.start()
        return True

    async def _fill_disk(self) -> bool:
        worker = self._small_disk
        assert worker is not None
        if worker.number not in self.running or worker.busy.locked():
            return False
        async with worker.busy:
            filler = worker.data / "filler"
            with filler.open("wb", buffering=0) as file:
                for size in (1 << 16, 1 << 8, 1):
                    with contextlib.suppress(OSError):
                        while file.write(bytes(size)) == size:
                            pass
            await asyncio.sleep(self._draw.uniform(2.0, 6.0))
            filler.unlink(missing_ok=True)
        return True

    async def _fail_webhook(self) -> bool:
        self._endpoint.healthy = False
        await asyncio.sleep(self._draw.uniform(0.5, 3.0))
        self._endpoint.healthy = True
        return True


def _empty(folder: Path) -> None:
    for path in folder.glob("*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
