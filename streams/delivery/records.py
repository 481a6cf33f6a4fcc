"""The records of the delivery: endpoints, cursors, messages that wait, dead letters."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from aiokafka import AIOKafkaProducer

from schemas import DeadLetter, WebhookCursor, WebhookDelivery, WebhookSubscription
from schemas.base import Event
from schemas.identity import dead_letter_id
from streams.delivery.alert_log import LoggedAlert
from streams.records import Failure, cloud_headers, dead_letter
from streams.settings import Settings
from streams.topics import (
    DEAD_LETTERS,
    WEBHOOK_CURSORS,
    WEBHOOK_DELIVERIES,
    WEBHOOKS,
    TopicSpec,
    topic_name,
)
from streams.webhooks.queue import Message, Place, Waiting

SOURCE = "/volteface/delivery"


def partition_of(endpoint_id: str, partitions: int) -> int:
    """The partition of all that belongs to an endpoint, and so the worker that posts to it."""
    return zlib.crc32(endpoint_id.encode()) % partitions


def delivery_key(endpoint_id: str, message_id: str) -> str:
    """Key of a delivery record."""
    return f"{endpoint_id}|{message_id}"


def to_record(endpoint_id: str, item: Waiting) -> WebhookDelivery:
    """A message that waits, as it stands on its topic."""
    return WebhookDelivery(
        endpoint_id=endpoint_id,
        message_id=item.message.id,
        alert_id=item.message.alert_id,
        holder_id=item.message.holder_id,
        partition=item.message.place.partition,
        offset=item.message.place.offset,
        attempts=item.attempts,
        first_at=datetime.fromtimestamp(item.first_at, UTC),
        next_at=datetime.fromtimestamp(item.next_at, UTC),
        cause=item.cause[:500],
        replay=item.replay,
    )


def from_record(record: WebhookDelivery) -> Waiting:
    """The reverse of `to_record`."""
    message = Message(Place(record.partition, record.offset), record.message_id, record.alert_id, record.holder_id)
    return Waiting(
        message,
        record.attempts,
        record.first_at.timestamp(),
        record.next_at.timestamp(),
        record.cause,
        record.replay,
    )


class Records:
    """Writes them; every method returns when the brokers have them.

    Raises:
        aiokafka.errors.KafkaError: the brokers cannot be reached or refuse; of every method.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._producer: AIOKafkaProducer

    async def __aenter__(self) -> Self:
        self._producer = AIOKafkaProducer(
            **self._settings.client(), acks="all", max_request_size=2 * self._settings.max_message_bytes
        )
        await self._producer.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._producer.stop()

    async def subscription(self, event: WebhookSubscription) -> None:
        """An endpoint as it stands now."""
        await self._send(WEBHOOKS, event.id, event.id, event, event.id, event.updated_at)

    async def forget_subscription(self, endpoint_id: str) -> None:
        """There is no such endpoint any more."""
        await self._send(WEBHOOKS, endpoint_id, endpoint_id, None, endpoint_id, datetime.now(UTC))

    async def cursor(self, endpoint_id: str, offsets: Mapping[int, int] | None) -> None:
        """Up to where an endpoint has got the alerts; none: nothing is known of it any more."""
        now = datetime.now(UTC)
        event = WebhookCursor(endpoint_id=endpoint_id, offsets=dict(offsets), updated_at=now) if offsets else None
        await self._send(WEBHOOK_CURSORS, endpoint_id, endpoint_id, event, endpoint_id, now)

    async def waiting(self, endpoint_id: str, items: Sequence[Waiting]) -> None:
        """Messages that wait for another try."""
        now = datetime.now(UTC)
        await asyncio.gather(
            *(
                self._send(
                    WEBHOOK_DELIVERIES,
                    endpoint_id,
                    delivery_key(endpoint_id, item.message.id),
                    to_record(endpoint_id, item),
                    f"{endpoint_id}|{item.message.id}|{item.attempts}",
                    now,
                )
                for item in items
            )
        )

    async def finished(self, endpoint_id: str, message_ids: Sequence[str]) -> None:
        """Messages that wait no more."""
        now = datetime.now(UTC)
        keys = [delivery_key(endpoint_id, id) for id in message_ids]
        await asyncio.gather(*(self._send(WEBHOOK_DELIVERIES, endpoint_id, key, None, key, now) for key in keys))

    async def dead(self, endpoint_id: str, item: LoggedAlert, failure: Failure) -> None:
        """A message that will not be delivered."""
        record = item.record
        letter: DeadLetter = dead_letter(
            "delivery",
            failure,
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            timestamp_ms=record.timestamp,
            key=record.key,
            value=record.value,
            headers=[(name, content or b"") for name, content in record.headers],
        )
        # one alert may fail at several endpoints
        id = dead_letter_id(f"delivery/{endpoint_id}", record.topic, record.partition, record.offset)
        letter = letter.model_copy(update={"id": id})
        await self._send(DEAD_LETTERS, None, id, letter, id, letter.first_seen)

    async def _send(
        self, spec: TopicSpec, endpoint_id: str | None, key: str, event: Event | None, id: str, time: datetime
    ) -> None:
        assert spec.event is not None
        await self._producer.send_and_wait(
            topic_name(spec, self._settings),
            event.to_json() if event else None,
            key=key.encode(),
            partition=None if endpoint_id is None else partition_of(endpoint_id, self._settings.partitions),
            headers=list(cloud_headers(spec.event.ce_type, id, SOURCE, time).items()),
        )
