"""The endpoints of a worker: which are its own, what is known of them, and their work.

Every endpoint belongs to a partition of the topics of deliveries and cursors, and the consumer group of the workers
hands out these partitions, so that one worker at a time posts to an endpoint. It takes over by reading both topics from
the beginning; both are compacted. Offsets are never committed: the cursors are what counts.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import IllegalStateError

from schemas import WebhookCursor, WebhookDelivery, WebhookSubscription
from streams.delivery.alert_log import AlertLog
from streams.delivery.endpoint import Count, Endpoint
from streams.delivery.network import Lookup, Sender
from streams.delivery.records import Records, from_record, partition_of
from streams.delivery.registry import QUIET_SECONDS, Registry, ends_reached, reconcile
from streams.records import decode
from streams.rejection import Rejected
from streams.settings import Settings
from streams.topics import WEBHOOK_CURSORS, WEBHOOK_DELIVERIES, topic_name
from streams.webhooks.breaker import BreakerSettings
from streams.webhooks.guard import Allowed
from streams.webhooks.queue import EndpointQueue, QueueSettings, Waiting

logger = logging.getLogger(__name__)

REBALANCE_SECONDS = 10.0
"""How long workers may take to let go of their endpoints: longer than what is under way may take to end."""


@dataclass
class Known:
    """What the topics say of one endpoint."""

    offsets: dict[int, int] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)


class Dispatcher:
    """Posts alerts to the endpoints that are this worker's.

    Args:
        settings: where the brokers are, and the rest.
        count: counts, for the monitor.
        lookup: resolves names; the system's resolver where none is given.
    """

    def __init__(self, settings: Settings, count: Count, lookup: Lookup | None = None) -> None:
        self._settings = settings
        self._count = count
        self._lookup = lookup
        self._look = asyncio.Event()
        self.registry = Registry(settings, self._look.set)
        self.log = AlertLog(settings, self._wake_all)
        self.records = Records(settings)
        self.sender: Sender | None = None
        self._known: dict[int, dict[str, Known]] = {}
        """Partition → endpoint → what is known."""
        self._last: dict[int, float] = {}
        """Partition that is being read → when a record of it came."""
        self._owned: set[int] = set()
        """Partitions that have been read."""
        self._running: dict[str, tuple[Endpoint, asyncio.Task[None]]] = {}
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until `stop`.

        Raises:
            aiokafka.errors.KafkaError: the brokers cannot be reached.
        """
        settings = self._settings
        allowed = Allowed.parse(settings.webhook_allow)
        consumer = self._consumer()
        async with (
            self.records,
            Sender(allowed, settings.webhook_timeout_seconds, settings.webhook_concurrency, self._lookup) as sender,
        ):
            self.sender = sender
            steer = asyncio.create_task(self._steer(sender))
            rest = [
                asyncio.create_task(work) for work in (self.registry.follow(), self.log.follow(), self._own(consumer))
            ]
            stopping = asyncio.create_task(self._stopping.wait())
            try:
                done, _ = await asyncio.wait([steer, stopping, *rest], return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                await _cancel([steer])
                await self._stop_endpoints(set(self._running))
                await _cancel([stopping, *rest])
                await consumer.stop()

    async def stop(self) -> None:
        """Let `run` end: what is under way gets a moment, cursors are written."""
        self._stopping.set()
        self._look.set()

    @property
    def partitions(self) -> frozenset[int]:
        """Partitions whose endpoints are this worker's now."""
        return frozenset(self._owned)

    async def put(self, subscription: WebhookSubscription) -> None:
        """Write an endpoint as it stands from now on; it holds here at once."""
        await self.records.subscription(subscription)
        self.registry.endpoints[subscription.id] = subscription
        self._look.set()

    async def remove(self, endpoint_id: str) -> None:
        """There is no such endpoint any more."""
        await self.records.forget_subscription(endpoint_id)

    def state(self, endpoint_id: str) -> dict[str, int | bool] | None:
        """How an endpoint of this worker does; none where it is another one's."""
        if endpoint_id not in self._running:
            return None
        queue = self._running[endpoint_id][0].queue
        return {"waiting": queue.waiting, "in_flight": queue.in_flight, "circuit_open": queue.breaker.is_open}

    # --- who owns what -----------------------------------------------------------------------------------------------

    def _consumer(self) -> AIOKafkaConsumer:
        return AIOKafkaConsumer(
            **self._settings.client(),
            group_id=f"{self._settings.topic_prefix}-webhooks",
            # both topics' partitions of one number go to the same worker
            partition_assignment_strategy=(RangePartitionAssignor,),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=round(self._settings.session_timeout_seconds * 1000),
            heartbeat_interval_ms=round(self._settings.session_timeout_seconds * 100),
            rebalance_timeout_ms=round(max(self._settings.session_timeout_seconds, REBALANCE_SECONDS) * 1000),
        )

    async def _own(self, consumer: AIOKafkaConsumer) -> None:
        names = [topic_name(spec, self._settings) for spec in (WEBHOOK_DELIVERIES, WEBHOOK_CURSORS)]
        consumer.subscribe(names, listener=_Listener(self))
        await consumer.start()
        while True:
            batches = await consumer.getmany(timeout_ms=100 if self._last else 1000)
            for key, records in batches.items():
                if key.partition in self._last:
                    self._last[key.partition] = time.monotonic()
                for record in records:
                    self._fold(record)
            quiet = [number for number, last in self._last.items() if time.monotonic() - last > QUIET_SECONDS]
            if quiet:
                await self._look_for_end(consumer, names, quiet)

    async def _look_for_end(self, consumer: AIOKafkaConsumer, names: list[str], partitions: list[int]) -> None:
        """Those of these partitions that have been read to their end are this worker's to work on."""
        try:
            ends = await ends_reached(
                consumer, [TopicPartition(name, number) for name in names for number in partitions]
            )
        except IllegalStateError:
            return  # they have just gone to another worker
        for number in partitions:
            done = all(TopicPartition(name, number) in ends for name in names)
            if done and self._last.pop(number, None) is not None:
                self._owned.add(number)
        self._look.set()

    async def revoked(self) -> None:
        """All partitions may go to others."""
        self._owned.clear()
        self._last.clear()
        await self._stop_endpoints(set(self._running))
        self._known.clear()

    def assigned(self, partitions: set[int]) -> None:
        """These partitions are this worker's, and will be read from the beginning."""
        self._known = {number: {} for number in partitions}
        self._last = dict.fromkeys(partitions, time.monotonic())

    def _fold(self, record: ConsumerRecord) -> None:
        if record.partition not in self._known:
            return
        id, _, message_id = (record.key or b"").decode("utf-8", "replace").partition("|")
        known = self._known[record.partition].setdefault(id, Known())
        try:
            if record.topic == topic_name(WEBHOOK_CURSORS, self._settings):
                known.offsets = decode(WebhookCursor, record.value).offsets if record.value else {}
            elif not record.value:
                known.waiting.pop(message_id, None)
            else:
                item = known.waiting[message_id] = from_record(decode(WebhookDelivery, record.value))
                if item.replay and not item.attempts and id in self._running:
                    endpoint, _ = self._running[id]
                    endpoint.queue.again(item)
                    endpoint.wake()
        except Rejected as error:
            logger.error("%s[%d] offset %d: %s", record.topic, record.partition, record.offset, error.message)

    # --- what they do ------------------------------------------------------------------------------------------------

    async def _steer(self, sender: Sender) -> None:
        """Start, change and stop endpoints as their records and their partitions come and go."""
        await reconcile(self.registry, self._settings, self.records)
        while True:
            await self._look.wait()
            self._look.clear()
            for id, (_, task) in list(self._running.items()):
                if task.done():
                    del self._running[id]
                    task.result()
            await self._stop_endpoints(set(self._running) - self._wanted())
            for id in self._wanted():
                subscription = self.registry.endpoints[id]
                if id not in self._running:
                    self._start(id, sender)
                elif self._running[id][0].subscription != subscription:
                    self._running[id][0].update(subscription)
            await self._forget_removed()

    def _wanted(self) -> set[str]:
        partitions = self._settings.partitions
        return {id for id in self.registry.endpoints if partition_of(id, partitions) in self._owned}

    def _start(self, id: str, sender: Sender) -> None:
        settings = self._settings
        known = self._known.get(partition_of(id, settings.partitions), {}).get(id, Known())
        queue = EndpointQueue(
            QueueSettings(
                pauses=settings.webhook_pauses,
                breaker=BreakerSettings(
                    settings.webhook_breaker_failures,
                    settings.webhook_probe_seconds,
                    settings.webhook_endpoint_concurrency,
                ),
            ),
            known.offsets,
            known.waiting.values(),
        )
        endpoint = Endpoint(
            self.registry.endpoints[id],
            queue,
            self.log,
            sender,
            self.records,
            self.put,
            self._count,
            settings.commit_seconds,
        )
        task = asyncio.create_task(endpoint.run(), name=f"webhook {id}")
        task.add_done_callback(lambda _: self._look.set())
        self._running[id] = (endpoint, task)
        logger.info("webhook %s: %d messages wait", id, queue.waiting)

    async def _stop_endpoints(self, ids: set[str]) -> None:
        stopped = [self._running.pop(id)[1] for id in ids if id in self._running]
        for task in stopped:
            task.cancel()
        for result in await asyncio.gather(*stopped, return_exceptions=True):
            if isinstance(result, Exception):
                logger.error("a webhook did not stop in order, and repeats what it did last: %r", result)

    async def _forget_removed(self) -> None:
        """Nothing is kept of endpoints that are no more."""
        for partition in self._owned:
            for id, known in list(self._known.get(partition, {}).items()):
                if id not in self.registry.removed:
                    continue
                del self._known[partition][id]
                if known.waiting:
                    await self.records.finished(id, list(known.waiting))
                if known.offsets:
                    await self.records.cursor(id, None)

    def _wake_all(self) -> None:
        for endpoint, _ in self._running.values():
            endpoint.wake()


async def _cancel(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class _Listener(ConsumerRebalanceListener):  # type: ignore[misc]
    """Tells the dispatcher which partitions are its own."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    async def on_partitions_revoked(self, revoked: object) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await self._dispatcher.revoked()

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        self._dispatcher.assigned({partition.partition for partition in assigned})
