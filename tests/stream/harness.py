"""What the stream tests share: a worker in a process of its own, and plain aiokafka clients around it."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.lag import wait_until_idle
from streams.settings import Settings
from streams.topics import RAW, TopicSpec, ensure_topics, topic_name
from tests.conftest import Broker

DEADLINE_SECONDS = 100.0
"""How long anything may take before the test fails; nothing is asserted about speed."""


def settings_for(broker: Broker, data_dir: Path, **changes: Any) -> Settings:
    """Settings of an installation of the test's own on a shared broker."""
    wanted: dict[str, Any] = {
        "broker": (broker.bootstrap,),
        "topic_prefix": f"test-{uuid.uuid4().hex[:8]}",
        "data_dir": data_dir / "data",
        "partitions": 3,
        "processes": 1,
        # the embedded broker makes a group wait for part of the session timeout; others allow no less than six seconds
        "session_timeout_seconds": 3.0 if broker.kind == "embedded" else 6.0,
        "recovery_check": broker.kind != "embedded",
        "commit_seconds": 0.3,
        "web_port": 0,
        "actors_file": (Path(str(files("seeds"))) / "actors-samples.yaml",),
    }
    return Settings(**(wanted | changes))


def article(number: int, text: str, /, **fields: Any) -> dict[str, Any]:
    """A raw article as a producer would write it."""
    return {
        "url": f"https://news.example/{number}",
        "source": "The Example",
        "title": f"Article {number}",
        "text": text,
        "published_at": f"2026-0{1 + number // 28}-{1 + number % 28:02d}T10:00:00Z",
    } | fields


@asynccontextmanager
async def producer(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """A plain producer."""
    client = AIOKafkaProducer(**settings.client(), max_request_size=2 * settings.max_message_bytes)
    await client.start()
    try:
        yield client
    finally:
        await client.stop()


async def create_topic(settings: Settings, name: str, *, partitions: int) -> None:
    """A topic that somebody else made."""
    admin = AIOKafkaAdminClient(**settings.client())
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, partitions, 1)])
    finally:
        await admin.close()


async def produce(settings: Settings, records: Sequence[dict[str, Any] | bytes | None], **options: Any) -> None:
    """Send raw records, one after the other."""
    await ensure_topics(settings)
    async with producer(settings) as client:
        for record in records:
            value = orjson.dumps(record) if isinstance(record, dict) else record
            await client.send_and_wait(topic_name(RAW, settings), value, key=b"any", **options)


async def consume(
    settings: Settings, spec: TopicSpec, enough: Callable[[list[ConsumerRecord]], bool]
) -> list[ConsumerRecord]:
    """Records from the beginning of a topic until there are enough of them."""
    seen: list[ConsumerRecord] = []
    consumer = AIOKafkaConsumer(
        topic_name(spec, settings), **settings.client(), auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not enough(seen):
                seen.append(await consumer.getone())
    except TimeoutError:
        shown = [(record.key, (record.value or b"")[:80]) for record in seen[-10:]]
        raise AssertionError(f"not enough on {spec.name}: {len(seen)} records, the last ones {shown}") from None
    finally:
        await consumer.stop()
    return seen


QUIET_POLLS = 2
"""Polls in a row that bring nothing at the end of a topic."""


async def all_records(settings: Settings, spec: TopicSpec) -> list[ConsumerRecord]:
    """Everything on a topic, once the workers have nothing left to do."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        await wait_until_idle(settings)
    consumer = AIOKafkaConsumer(
        topic_name(spec, settings), **settings.client(), auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    seen: list[ConsumerRecord] = []
    try:
        quiet = 0
        while quiet < QUIET_POLLS:  # the first one may be over before the consumer knows the partitions
            batch = await consumer.getmany(timeout_ms=1000)
            quiet = 0 if batch else quiet + 1
            seen += [record for records in batch.values() for record in records]
    finally:
        await consumer.stop()
    return seen


def documents(records: Sequence[ConsumerRecord]) -> list[dict[str, Any]]:
    """The records' values, read."""
    return [orjson.loads(record.value) for record in records]
