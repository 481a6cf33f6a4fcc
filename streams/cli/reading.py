"""A topic's records from the first to the last, without a consumer group."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.errors import KafkaTimeoutError

from schemas.base import Event
from streams.cli import console
from streams.records import decode
from streams.rejection import Rejected
from streams.settings import Settings
from streams.topics import TopicSpec, topic_name

E = TypeVar("E", bound=Event)

QUIET_MS = 1000
"""A poll that brings nothing for so long is the end of the topic: an end offset alone is not, as a broker may tell it
too low."""
MAX_QUIET = 30
"""Quiet polls after which a topic that is said to have more is given up."""


async def events(settings: Settings, spec: TopicSpec, model: type[E]) -> AsyncIterator[E]:
    """The events of a topic in order; none where there is no such topic. Unreadable records are told and passed over.

    Raises:
        aiokafka.errors.KafkaError: the brokers cannot be reached, or do not send what they have.
    """
    async for _, event in entries(settings, spec, model):
        yield event


async def entries(
    settings: Settings, spec: TopicSpec, model: type[E]
) -> AsyncIterator[tuple[ConsumerRecord[bytes, bytes], E]]:
    """The records of a topic, each with its event, as `events` does.

    Raises:
        aiokafka.errors.KafkaError: the brokers cannot be reached, or do not send what they have.
    """
    async for record in records(settings, spec):
        # without a value it is a tombstone of a compacted topic
        if record.value is not None and (event := _read(record, model)) is not None:
            yield record, event


def _read(record: ConsumerRecord[bytes, bytes], model: type[E]) -> E | None:
    try:
        return decode(model, record.value)
    except Rejected as error:
        told = f"{record.topic}[{record.partition}] offset {record.offset}: {error.message}"
        console.err.print(told, style="red", markup=False, soft_wrap=True)
        return None


async def latest_entries(settings: Settings, spec: TopicSpec, model: type[E]) -> dict[bytes | None, E]:
    """What a compacted topic ends as: the last event of each key, without those that a tombstone took away.

    Raises:
        aiokafka.errors.KafkaError: the brokers cannot be reached, or do not send what they have.
    """
    latest: dict[bytes | None, E] = {}
    async for record in records(settings, spec):
        if record.value is None:
            latest.pop(record.key, None)
        elif (event := _read(record, model)) is not None:
            latest[record.key] = event
    return latest


async def records(settings: Settings, spec: TopicSpec) -> AsyncIterator[ConsumerRecord[bytes, bytes]]:
    """The records of a topic in order, those without a value too; none where there is no such topic.

    Raises:
        aiokafka.errors.KafkaError: the brokers cannot be reached, or do not send what they have.
    """
    name = topic_name(spec, settings)
    consumer = AIOKafkaConsumer(
        **settings.client(),
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=2 * settings.max_message_bytes,
    )
    await consumer.start()
    try:
        if name not in await consumer.topics():
            return
        consumer.subscribe([name])
        quiet = 0
        while True:
            batch = await consumer.getmany(timeout_ms=QUIET_MS)
            for found in batch.values():
                for record in found:
                    yield record
            if batch:
                quiet = 0
                continue
            quiet += 1
            if await _at_end(consumer):
                return
            if quiet >= MAX_QUIET:
                raise KafkaTimeoutError(f"{name}: no records for {quiet * QUIET_MS / 1000:.0f} s before its end")
    finally:
        await consumer.stop()


async def _at_end(consumer: AIOKafkaConsumer) -> bool:
    partitions = consumer.assignment()
    if not partitions:
        return False
    ends = await consumer.end_offsets(partitions)
    places = await asyncio.gather(*(consumer.position(partition) for partition in partitions))
    return all(place >= ends[partition] for partition, place in zip(partitions, places, strict=True))
