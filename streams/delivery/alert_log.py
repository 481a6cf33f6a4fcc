"""The alerts as the endpoints of a worker read them: the newest from memory, older ones from the brokers."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import cast

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from schemas import Alert, WebhookSubscription
from streams.records import decode
from streams.rejection import Rejected
from streams.settings import Settings
from streams.topics import ALERTS, topic_name
from streams.webhooks.formats import Posting, message_id, render
from streams.webhooks.queue import Message, Place

logger = logging.getLogger(__name__)

KEPT_BYTES = 32 * 1024 * 1024
"""How much of the newest alerts a worker keeps in memory, over all partitions."""
LOOK_BACK_ALERTS = 100
"""Alerts read at once for an endpoint that is behind."""
FETCH_SECONDS = 5.0
TAIL_WAIT_MS = 50


class LoggedAlert:
    """A record of the topic of alerts. What is made of it is made once for all endpoints."""

    def __init__(self, record: ConsumerRecord) -> None:
        self.record = record
        self.place = Place(record.partition, record.offset)
        self._postings: dict[tuple[str, str | None], Posting] = {}

    @cached_property
    def alert(self) -> Alert | Rejected:
        """The alert, or why it cannot be read."""
        try:
            return decode(Alert, self.record.value)
        except Rejected as error:
            return error

    @cached_property
    def message(self) -> Message:
        """What identifies it to endpoints."""
        if isinstance(self.alert, Rejected):
            id = f"{self.place.partition}-{self.place.offset}"
            return Message(self.place, id, id)
        return Message(self.place, message_id(self.alert), self.alert.id, self.alert.holder.id)

    def posting(self, subscription: WebhookSubscription) -> Posting:
        """What is posted to an endpoint, without the signature; the alert must be readable."""
        key = (subscription.format, subscription.chat_id)
        if key not in self._postings:
            assert isinstance(self.alert, Alert)
            self._postings[key] = render(subscription.format, self.alert, subscription.chat_id)
        return self._postings[key]

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, more or less."""
        return 12 * len(self.record.value or b"") + 2000


class AlertLog:
    """Follows the topic of alerts, and reads older parts of it for whoever is behind.

    Args:
        settings: where the brokers are.
        arrived: called when there is something new.
    """

    def __init__(self, settings: Settings, arrived: Callable[[], None]) -> None:
        self._settings = settings
        self._arrived = arrived
        self._topic = topic_name(ALERTS, settings)
        self._recent: dict[int, deque[LoggedAlert]] = {}
        self._from: dict[int, int] = {}
        """Partition → offset from which on everything is in memory."""
        self._order: deque[int] = deque()
        """Partitions of what is in memory, oldest first."""
        self._bytes = 0
        self._past: AIOKafkaConsumer | None = None
        self._past_lock = asyncio.Lock()
        self._started = asyncio.Event()

    @property
    def partitions(self) -> range:
        """The topic's partitions."""
        return range(self._settings.partitions)

    async def follow(self) -> None:
        """Keep the newest alerts in memory, until cancelled."""
        # a short wait, since not every broker answers as soon as there is something
        consumer = await self._consumer("latest", fetch_max_wait_ms=TAIL_WAIT_MS)
        try:
            for number in self.partitions:
                self._recent[number] = deque()
                self._from[number] = await consumer.position(TopicPartition(self._topic, number))
            self._started.set()
            self._arrived()
            while True:
                batches = cast(Mapping[TopicPartition, list[ConsumerRecord]], await consumer.getmany(timeout_ms=60_000))
                for records in batches.values():
                    for record in records:
                        self._keep(LoggedAlert(record))
                if batches:
                    self._arrived()
        finally:
            await consumer.stop()
            if self._past is not None:
                await self._past.stop()

    async def read(self, place: Place, limit: int = LOOK_BACK_ALERTS) -> list[LoggedAlert]:
        """Alerts of a partition from an offset on, at most `limit`; empty when there are none yet.

        Raises:
            aiokafka.errors.KafkaError: the brokers cannot be reached.
        """
        await self._started.wait()
        start = self._from[place.partition]
        if place.offset >= start:
            recent = self._recent[place.partition]
            if not recent or place.offset > recent[-1].place.offset:
                return []
            # offsets may have gaps, so this is the least index that may hold it
            index = min(max(0, place.offset - recent[0].place.offset), len(recent) - 1)
            while index > 0 and recent[index - 1].place.offset >= place.offset:
                index -= 1
            return [recent[at] for at in range(index, min(index + limit, len(recent)))]
        return await self._read_past(place, limit)

    def in_memory(self, place: Place) -> bool:
        """Whether this alert and those after it need not be fetched."""
        return place.offset >= self._from.get(place.partition, place.offset + 1)

    async def start(self, partition: int, since: datetime) -> int:
        """Offset of the first alert that was recorded at this time or later, or one before it."""
        await self._started.wait()
        key = TopicPartition(self._topic, partition)
        async with self._past_lock:
            past = await self._past_consumer()
            end = (await past.end_offsets([key]))[key]
            found = (await past.offsets_for_times({key: round(since.timestamp() * 1000)}))[key]
        return int(found.offset if found is not None else end)

    async def one(self, place: Place) -> LoggedAlert | None:
        """The alert at this place; none if it is no longer there."""
        found = await self.read(place, 1)
        return found[0] if found and found[0].place == place else None

    def _keep(self, item: LoggedAlert) -> None:
        number = item.place.partition
        self._recent[number].append(item)
        self._order.append(number)
        self._bytes += item.size
        while self._bytes > KEPT_BYTES and len(self._order) > 1:
            oldest = self._recent[self._order.popleft()].popleft()
            self._bytes -= oldest.size
            self._from[oldest.place.partition] = oldest.place.offset + 1

    async def _read_past(self, place: Place, limit: int) -> list[LoggedAlert]:
        partition = TopicPartition(self._topic, place.partition)
        async with self._past_lock:
            past = await self._past_consumer()
            past.seek(partition, place.offset)
            past.resume(partition)
            try:
                async with asyncio.timeout(FETCH_SECONDS):
                    while True:
                        batches = await past.getmany(partition, timeout_ms=500, max_records=limit)
                        if records := batches.get(partition):
                            return [LoggedAlert(record) for record in records]
                        if await past.position(partition) >= self._from[place.partition]:
                            # nothing is left of what was there
                            return await self.read(Place(place.partition, self._from[place.partition]), limit)
            except TimeoutError:
                pass
            finally:
                past.pause(partition)
        logger.warning("%s[%d] offset %d: no answer yet", self._topic, place.partition, place.offset)
        return []

    async def _past_consumer(self) -> AIOKafkaConsumer:
        """A consumer that is idle between reads: other requests would queue behind its fetches."""
        if self._past is None:
            self._past = await self._consumer("earliest", fetch_max_wait_ms=100)
            self._past.pause(*self._past.assignment())
        return self._past

    async def _consumer(self, start: str, **options: int) -> AIOKafkaConsumer:
        consumer = AIOKafkaConsumer(
            **self._settings.client(), auto_offset_reset=start, enable_auto_commit=False, **options
        )
        await consumer.start()
        consumer.assign([TopicPartition(self._topic, number) for number in self.partitions])
        return consumer
