"""Faust, with what loses events mended: every work-around for the framework itself is here.

What each one is for was shown by the fault suite (`tests/faults`) on Apache Kafka.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from concurrent.futures.process import BrokenProcessPool
from typing import Any, cast

import aiokafka
import faust
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.protocol.commit import OffsetCommitRequest
from faust.tables.manager import TableManager
from faust.transport.drivers import aiokafka as driver
from faust.types import Message, TransportT
from faust.types.tuples import TP, FutureMessage
from mode.utils.objects import cached_property
from mode.utils.queues import FlowControlEvent

from streams.buffers import App
from streams.settings import START_AGAIN

logger = logging.getLogger(__name__)

_MARGIN = 0.9
"""Part of the session timeout for which a heartbeat is trusted."""
_LOOK_SECONDS = 0.05
_ALLOCATIONS = 10_000
"""Objects after which young garbage is looked for: each record makes hundreds, which mostly go by themselves."""
_WHY = "the group has given this worker's partitions to others; it ends, to start afresh"


class Lease:
    """Whether this worker's partitions are surely still its own.

    They are for a session timeout after the last heartbeat that the group's coordinator answered was sent. A worker
    that was paused for longer, or cut off, may have been replaced without knowing: what it sends then would come after
    its successor's records, and an older state would be the last one on the changelog. Kafka fences such a worker off
    with transactions only.

    Args:
        seconds: session timeout.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds * _MARGIN
        self._since = time.monotonic()
        self._coordinator: GroupCoordinator | None = None

    def renew(self, asked_at: float) -> None:
        """Note a heartbeat that was sent at this time of the monotonic clock, and answered."""
        self._since = max(self._since, asked_at)

    @property
    def held(self) -> bool:
        """Whether nobody else can have the partitions."""
        return time.monotonic() - self._since < self._seconds

    async def wait(self) -> None:
        """Return when it is held: at once, or when a heartbeat is answered. The process ends when none will be."""
        while not self.held:
            if self._coordinator is not None and _expelled(self._coordinator):
                end(_WHY)
            await asyncio.sleep(_LOOK_SECONDS)

    def watch(self, coordinator: GroupCoordinator) -> None:
        """Follow the consumer's heartbeats; the process ends when the group has expelled this worker."""
        heartbeat = coordinator._do_heartbeat
        self._coordinator = coordinator

        async def watched() -> bool:
            asked_at = time.monotonic()
            answered: bool = await heartbeat()
            if answered:
                self.renew(asked_at)
            elif _expelled(coordinator):
                end(_WHY)
            return answered

        coordinator._do_heartbeat = watched

    def guard(self, producer: aiokafka.AIOKafkaProducer) -> None:
        """Have the producer send nothing while the lease is not held."""
        client = producer.client
        send = client.send

        async def guarded(*arguments: Any, **options: Any) -> Any:
            await self.wait()
            return await send(*arguments, **options)

        client.send = guarded


def _expelled(coordinator: GroupCoordinator) -> bool:
    return bool(coordinator.generation == OffsetCommitRequest.DEFAULT_GENERATION_ID)


def end(why: str, status: int = START_AGAIN) -> None:
    """End the process at once; whatever it has in hand is not committed and will be read again."""
    logger.critical(why)
    logging.shutdown()
    os._exit(status)


class SteadyFlow(FlowControlEvent):
    """Resuming a flow that flows does nothing.

    After each rebalance Faust resumes the flow twice: before it reads changelogs, and after it has sought the committed
    offsets and let the fetcher go on. The second time throws away what was fetched in between. Where a partition had no
    committed offset yet, or one record was dropped, the next commit passed over it and it was lost; otherwise nothing
    was ever committed again (https://github.com/faust-streaming/faust/issues/596).
    """

    def resume(self) -> None:
        """Let records through, with empty queues at first."""
        if not self.is_active():
            super().resume()


class _Tables(TableManager):
    """Starts at once. Faust waits a second for tables that are made late; ours are made before the app starts."""

    async def on_start(self) -> None:
        await self._update_channels()
        await self.recovery.start()


class SteadyApp(App):
    """A Faust app with the mended parts, whose buffers are bounded by bytes.

    Args:
        stop_seconds: how long it may take to stop before the process ends all the same.
        warm: waited for before the app counts as ready; where the language processes cannot start, the process ends.
    """

    def __init__(
        self, *arguments: Any, stop_seconds: float, warm: Callable[[], Awaitable[None]], **options: Any
    ) -> None:
        super().__init__(*arguments, TableManager=_Tables, **options)
        self._stop_seconds = stop_seconds
        self._warm = warm

    async def on_started(self) -> None:
        """Become ready."""
        try:
            await self._warm()
        except BrokenProcessPool as error:
            # Faust would wait for ever
            end(f"the language processes cannot load their lexicons: {error}", os.EX_SOFTWARE)
        gc.collect()
        gc.freeze()  # what is here now stays
        gc.set_threshold(_ALLOCATIONS, *gc.get_threshold()[1:])
        await super().on_started()
        logger.info("ready: the tables are recovered and the lexicons loaded")

    async def on_stop(self) -> None:
        """Stop, within bounds.

        Faust waits without bound for its consumer, its producer and its commits, so that a worker whose brokers are
        away would never stop. A thread counts the time, since the event loop may be blocked.
        """
        late = f"told to stop, it could not finish and commit within {self._stop_seconds:g} seconds"
        timer = threading.Timer(self._stop_seconds, end, [late])
        timer.daemon = True
        timer.start()
        await super().on_stop()

    @cached_property
    def flow_control(self) -> FlowControlEvent:
        """Flow into the streams' queues."""
        return SteadyFlow(loop=self.loop)

    @cached_property
    def lease(self) -> Lease:
        """Until when this worker may send."""
        return Lease(self.conf.broker_session_timeout)

    def assigned(self) -> set[aiokafka.TopicPartition]:
        """The partitions that this worker has now."""
        return {aiokafka.TopicPartition(*one) for one in self.consumer.assignment()} if self.started else set()

    def behind(self) -> int | None:
        """How many records of their changelogs the tables have yet to read; None when they are not being recovered."""
        recovery = cast(_Tables, self.tables)._recovery
        return recovery.active_remaining_total() if self.in_recovery and recovery is not None else None

    def _new_transport(self) -> TransportT:
        return _SteadyTransport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> TransportT:
        return _SteadyTransport(self.conf.broker_producer, self)


_FETCH_WAIT_MS = 250
"""How long a broker holds a fetch that finds nothing: the start of a worker waits for the fetch in flight."""


class _ConsumerThread(driver.AIOKafkaConsumerThread):
    def _create_worker_consumer(self, transport: driver.Transport) -> aiokafka.AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = _FETCH_WAIT_MS  # Faust has 1500 and no setting for it
        return consumer

    async def on_start(self) -> None:
        await super().on_start()
        assert self._consumer is not None
        cast(SteadyApp, self.app).lease.watch(self._consumer._coordinator)


class _Consumer(driver.Consumer):
    """After a rebalance it goes on where the group has committed, also where it has committed nothing yet.

    Faust throws away what it had fetched when partitions are paused, and counts on its seek to the committed offset to
    fetch it again; where there is none it stays behind what it threw away, and the next commit passes over that.

    It also resumes the streams' partitions before it seeks. What is fetched in between counts as read though it may be
    thrown away, so that it is dropped when the seek brings it back. Here the seek comes first.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._unsought: set[TP] = set()
        self._draining: asyncio.Task[Any] | None = None

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Message]]:
        self._draining = asyncio.current_task()
        async for found in super().getmany(timeout):
            yield found

    def resume_partitions(self, tps: Iterable[TP]) -> None:
        """Resume changelogs at once, and the streams' partitions once they have been sought."""
        wanted = set(tps)
        self._unsought |= {tp for tp in wanted if not self._is_changelog_tp(tp)}
        super().resume_partitions(wanted - self._unsought)

    async def perform_seek(self) -> None:
        await super().perform_seek()
        fresh = [
            aiokafka.TopicPartition(*partition)
            for partition in self.assignment()
            if self._committed_offset[partition] is None and not self._is_changelog_tp(partition)
        ]
        if fresh:
            await self._thread.seek_to_beginning(*fresh)
        if asyncio.current_task() is self._draining:
            return  # it seeks while the flow is stopped; the seek that precedes the resumption is to come
        for partition in fresh:
            self._read_offset[TP(*partition)] = None
        unsought, self._unsought = self._unsought, set()
        super().resume_partitions(unsought & self.assignment())

    def _new_consumer_thread(self) -> driver.AIOKafkaConsumerThread:
        return _ConsumerThread(self, loop=self.loop, beacon=self.beacon)


class _Producer(driver.Producer):
    def _new_producer(self, transactional_id: str | None = None) -> aiokafka.AIOKafkaProducer:
        producer = super()._new_producer(transactional_id)
        cast(SteadyApp, self.app).lease.guard(producer)
        return producer


class _SteadyTransport(driver.Transport):
    Consumer = _Consumer
    Producer = _Producer


class KeptTable(faust.Table[bytes, bytes]):
    """A table that can tell when its changes are safe.

    Faust commits offsets when it has flushed the changelog's producer; but its flush gives up after a tenth of a second
    without progress, as when a broker restarts, and a failed send to the changelog is only logged. So the stages wait
    for `kept` before they acknowledge what the changes were made of.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._sent: list[FutureMessage] = []

    def send_changelog(self, *arguments: Any, **options: Any) -> FutureMessage:
        """Send a change to the changelog, and remember that it is on its way."""
        message = super().send_changelog(*arguments, **options)
        self._sent.append(message)
        return message

    async def kept(self) -> None:
        """Return when the brokers have acknowledged every change made so far.

        Raises:
            Exception: whatever the producer could not send one of them for.
        """
        sent, self._sent = self._sent, []
        await asyncio.gather(*sent)
