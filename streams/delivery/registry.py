"""The endpoints as every worker knows them: the latest record of each, followed as they change."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import yaml
from aiokafka import AIOKafkaConsumer, TopicPartition
from pydantic import TypeAdapter, ValidationError

from schemas import WebhookSubscription
from streams.delivery.records import Records
from streams.records import decode
from streams.rejection import Rejected
from streams.settings import Settings, Webhook
from streams.topics import WEBHOOKS, topic_name
from streams.webhooks.subscriptions import created, reconciled

logger = logging.getLogger(__name__)

QUIET_SECONDS = 0.3
"""A poll that brings nothing for so long is the end: a broker may tell the end of a topic too low."""


class WebhookFileError(ValueError):
    """The file of webhooks is wrong; the message says where, and shows no secret."""


def webhooks_of(settings: Settings) -> list[Webhook]:
    """The endpoints of the environment and of the file.

    Raises:
        WebhookFileError: the file cannot be read or is wrong, or two endpoints have one id.
    """
    found = list(settings.webhooks)
    if settings.webhooks_file is not None:
        found += _read_file(settings.webhooks_file)
    return found


def _read_file(path: Path) -> list[Webhook]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise WebhookFileError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise WebhookFileError(f"{path}: not YAML" + (f", line {mark.line + 1}" if mark else "")) from None
    if isinstance(document, dict) and set(document) == {"webhooks"}:
        document = document["webhooks"]
    try:
        return TypeAdapter(list[Webhook]).validate_python(document or [])
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise WebhookFileError(f"{path}: {place or 'webhooks'}: {first['msg']}") from None


def subscriptions_of(settings: Settings, now: datetime) -> list[WebhookSubscription]:
    """The endpoints of the settings, as if they were new.

    Raises:
        WebhookFileError: the file is wrong, or two endpoints have one id.
    """
    wanted: dict[str, WebhookSubscription] = {}
    for hook in webhooks_of(settings):
        secrets = [item.get_secret_value() for item in (hook.secret, hook.previous_secret) if item]
        try:
            made = created(
                hook.url.get_secret_value(), secrets, now, id=hook.id, source="settings", since=hook.since,
                format=hook.format, chat_id=hook.chat_id, filter=hook.filter,
            )  # fmt: skip
        except ValidationError as error:
            raise WebhookFileError(f"webhook {hook.id or ''}: {error.errors()[0]['msg']}") from None
        if made.id in wanted:
            raise WebhookFileError(f"two webhooks have the id {made.id}")
        wanted[made.id] = made
    return list(wanted.values())


class Registry:
    """All endpoints by id.

    Args:
        settings: where the brokers are.
        changed: called after each change.
    """

    def __init__(self, settings: Settings, changed: Callable[[], None]) -> None:
        self.endpoints: dict[str, WebhookSubscription] = {}
        self.removed: set[str] = set()
        """Ids of those that are no more."""
        self.ready = asyncio.Event()
        """Set when all that there is has been read."""
        self._settings = settings
        self._changed = changed

    async def follow(self) -> None:
        """Read the topic from its beginning, and go on until cancelled."""
        name = topic_name(WEBHOOKS, self._settings)
        consumer = AIOKafkaConsumer(**self._settings.client(), auto_offset_reset="earliest", enable_auto_commit=False)
        await consumer.start()
        try:
            partitions = [TopicPartition(name, number) for number in range(self._settings.partitions)]
            consumer.assign(partitions)
            last = time.monotonic()
            while True:
                batches = await consumer.getmany(timeout_ms=60_000 if self.ready.is_set() else 100)
                for records in batches.values():
                    for record in records:
                        self._fold(record.key, record.value)
                if batches:
                    last = time.monotonic()
                if not self.ready.is_set():
                    quiet = time.monotonic() - last > QUIET_SECONDS
                    if quiet and len(await ends_reached(consumer, partitions)) == len(partitions):
                        self.ready.set()
                        self._changed()
                elif batches:
                    self._changed()
        finally:
            await consumer.stop()

    def _fold(self, key: bytes | None, value: bytes | None) -> None:
        id = (key or b"").decode("utf-8", "replace")
        if value is None:
            self.endpoints.pop(id, None)
            self.removed.add(id)
            return
        try:
            event = decode(WebhookSubscription, value)
        except Rejected as error:
            logger.error("the record of webhook %s cannot be read: %s", id, error.reason)  # no values: secrets
            return
        self.endpoints[event.id] = event
        self.removed.discard(event.id)


async def ends_reached(consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition]) -> set[TopicPartition]:
    """Those partitions of which all has been read that the brokers tell of."""
    ends = await consumer.end_offsets(partitions)
    places = await asyncio.gather(*(consumer.position(partition) for partition in partitions))
    return {partition for partition, place in zip(partitions, places, strict=True) if place >= ends[partition]}


async def reconcile(registry: Registry, settings: Settings, records: Records) -> None:
    """Write what the settings say of endpoints, where it is not so already."""
    await registry.ready.wait()
    changes, removed = reconciled(registry.endpoints, subscriptions_of(settings, datetime.now(UTC)))
    for change in changes:
        await records.subscription(change)
    for id in removed:
        logger.warning("webhook %s is no longer in the settings and is removed", id)
        await records.forget_subscription(id)
