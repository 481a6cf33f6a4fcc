"""Ends a worker that has stopped getting on, so that whoever supervises it starts it again.

A consumer may hang after a rebalance or a lost broker while its process looks well, see
https://github.com/faust-streaming/faust/issues/532 and https://github.com/faust-streaming/faust/issues/175. What tells
is that committed offsets stand still while there are records to read. The watchdog asks the brokers for both, on
connections and in a thread of its own, so that it sees also a worker whose event loop is blocked.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from streams.settings import Settings
from streams.steady import end

logger = logging.getLogger(__name__)

_LOOKS = 10
"""Looks within the time that a stall may last."""
_FETCH_MILLISECONDS = 2000
_BATCHES = 200
"""Batches after which any record that was fetched must have had its turn."""


@dataclass
class Progress:
    """What a stage has been doing, for the watchdog's thread to read."""

    batches: int = 0
    """Batches done."""
    idle_seconds: float = 0.0
    """Time without a batch in hand, up to `idle_since`."""
    idle_since: float | None = field(default_factory=time.monotonic)
    """Since when it has had no batch; none while it has one."""
    sending_since: float | None = None
    """Since when it has been waiting for the brokers to acknowledge something."""

    def begin(self) -> None:
        """A batch is taken in hand."""
        if self.idle_since is not None:
            self.idle_seconds += time.monotonic() - self.idle_since
            self.idle_since = None

    def finish(self) -> None:
        """The batch is done."""
        self.batches += 1
        self.idle_since = time.monotonic()

    def idle(self, now: float) -> float:
        """All the time without a batch, in seconds."""
        since = self.idle_since
        return self.idle_seconds + (now - since if since is not None else 0.0)


@dataclass(frozen=True, slots=True)
class _Mark:
    """How things stood when a partition last got on."""

    committed: int
    at: float
    idle: float
    batches: int


class StallClock:
    """Which partitions have stood still for too long (no input or output).

    Args:
        seconds: how long a stall may last.
        stages: what each topic's stage is doing.
    """

    def __init__(self, seconds: float, stages: Mapping[str, Progress]) -> None:
        self._seconds = seconds
        self._stages = stages
        self._marks: dict[TopicPartition, _Mark] = {}

    def forgive(self) -> None:
        """Start anew, as when the brokers could not be asked."""
        self._marks.clear()

    def look(
        self, committed: Mapping[TopicPartition, int], ends: Mapping[TopicPartition, int], now: float
    ) -> list[TopicPartition]:
        """The partitions that have records to read and have stood still.

        Time in which a stage works on a batch does not count, as it may be slow; unless it waits for the brokers for
        all that time, or has done so many batches that the partition's must have been among them.

        Args:
            committed: the group's offsets; 0 where it has committed none.
            ends: the partitions' ends.
            now: time of the monotonic clock.
        """
        stuck = []
        for partition, finish in ends.items():
            stage = self._stages[partition.topic]
            offset = committed.get(partition, 0)
            mark = self._marks.get(partition)
            if mark is None or offset != mark.committed or offset >= finish:
                self._marks[partition] = _Mark(offset, now, stage.idle(now), stage.batches)
                continue
            sending = stage.sending_since
            if (
                stage.idle(now) - mark.idle > self._seconds
                or (sending is not None and now - max(sending, mark.at) > self._seconds)
                or (stage.batches - mark.batches > _BATCHES and now - mark.at > self._seconds)
            ):
                stuck.append(partition)
        return stuck


class Watchdog:
    """Watches one worker.

    Args:
        settings: the brokers, the group, how long a stall may last.
        stages: what each topic's stage is doing.
        assignment: the partitions that this worker has now.
        recovering: how many records its tables are behind; None when they are not being recovered.
    """

    def __init__(
        self,
        settings: Settings,
        stages: Mapping[str, Progress],
        assignment: Callable[[], set[TopicPartition]],
        recovering: Callable[[], int | None],
    ) -> None:
        self._settings = settings
        self._partitions = [TopicPartition(topic, n) for topic in stages for n in range(settings.partitions)]
        self._clock = StallClock(settings.stall_seconds, stages)
        self._assignment = assignment
        self._recovering = recovering
        self._behind: int | None = None

    def start(self) -> None:
        """Watch, in a thread that ends with the process."""
        threading.Thread(target=lambda: asyncio.run(self._watch()), name="watchdog", daemon=True).start()

    async def _watch(self) -> None:
        pause = self._settings.stall_seconds / _LOOKS
        while True:
            await asyncio.sleep(pause)
            try:
                await self._connected(pause)
            except (KafkaError, OSError, TimeoutError) as error:
                logger.debug("the watchdog could not ask the brokers: %r", error)
            self._clock.forgive()  # of a cluster that does not answer nothing can be said

    async def _connected(self, pause: float) -> None:
        """Look again and again, until the brokers cannot be asked."""
        admin = AIOKafkaAdminClient(**self._settings.client())
        consumer = AIOKafkaConsumer(**self._settings.client())
        try:
            await admin.start()
            await consumer.start()
            while True:
                async with asyncio.timeout(self._settings.stall_seconds):
                    await self._look(admin, consumer)
                await asyncio.sleep(pause)
        finally:
            await consumer.stop()
            await admin.close()

    async def _look(self, admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer) -> None:
        known = await admin.list_consumer_group_offsets(self._settings.group, partitions=self._partitions)
        ends = await consumer.end_offsets(self._partitions)
        behind = self._recovering()
        if behind is not None and behind != self._behind:
            self._clock.forgive()  # tables are being rebuilt, and it gets on
        self._behind = behind
        # no offset committed is -1, and means that the partition is read from its start
        committed = {one: max(known[one].offset, 0) if one in known else 0 for one in self._partitions}
        stuck = self._clock.look(committed, ends, time.monotonic())
        if not stuck:
            return
        stuck = [one for one in stuck if await self._records_wait(consumer, one, committed[one])]
        own = self._assignment()
        if not stuck:
            self._clock.forgive()
        elif not own.isdisjoint(stuck) or (not own and not await self._stable(admin)):
            listed = ", ".join(f"{one.topic}[{one.partition}] at {committed[one]} of {ends[one]}" for one in stuck)
            end(f"no progress for over {self._settings.stall_seconds:g} seconds: {listed}; it ends, to start afresh")

    async def _records_wait(self, consumer: AIOKafkaConsumer, partition: TopicPartition, offset: int) -> bool:
        """Whether there is a record to read: the last offsets may be those of a producer's transaction markers."""
        consumer.assign([partition])
        consumer.seek(partition, offset)
        return bool(await consumer.getmany(partition, timeout_ms=_FETCH_MILLISECONDS))

    async def _stable(self, admin: AIOKafkaAdminClient) -> bool:
        """Whether the partitions are with members of the group, and none is due to this worker."""
        responses = await admin.describe_consumer_groups([self._settings.group])
        return all(group[2] == "Stable" for response in responses for group in response.groups)
