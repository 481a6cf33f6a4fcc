"""How far the workers are behind: end offsets against committed ones."""

from __future__ import annotations

import asyncio

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.settings import Settings
from streams.topics import ALERTS, ENRICHED, HOLDINGS, RAW, STATEMENTS, topic_name

CONSUMED = (RAW, ENRICHED, STATEMENTS, HOLDINGS, ALERTS)
"""Topics that stages read."""


async def stage_lag(settings: Settings) -> dict[str, int]:
    """Records of each topic that the workers have not committed yet, by full topic name."""
    admin = AIOKafkaAdminClient(**settings.client())
    consumer = AIOKafkaConsumer(**settings.client())
    await admin.start()
    await consumer.start()
    try:
        return await _lag(admin, consumer, settings)
    finally:
        await consumer.stop()
        await admin.close()


async def wait_until_idle(settings: Settings, *, poll_seconds: float = 0.3) -> None:
    """Return when the workers have committed everything, at two looks in a row."""
    admin = AIOKafkaAdminClient(**settings.client())
    consumer = AIOKafkaConsumer(**settings.client())
    await admin.start()
    await consumer.start()
    try:
        quiet = 0
        while quiet < 2:
            quiet = 0 if any((await _lag(admin, consumer, settings)).values()) else quiet + 1
            await asyncio.sleep(poll_seconds)  # there is no event for a commit: the offsets have to be asked for
    finally:
        await consumer.stop()
        await admin.close()


async def _lag(admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, settings: Settings) -> dict[str, int]:
    partitions = [
        TopicPartition(topic_name(spec, settings), number) for spec in CONSUMED for number in range(settings.partitions)
    ]
    ends = await consumer.end_offsets(partitions)
    starts = await consumer.beginning_offsets(partitions)
    committed = await admin.list_consumer_group_offsets(settings.group, partitions=partitions)
    lag: dict[str, int] = {}
    for partition in partitions:
        known = committed.get(partition)
        done = known.offset if known is not None and known.offset >= 0 else starts[partition]
        lag[partition.topic] = lag.get(partition.topic, 0) + max(0, ends[partition] - done)
    return lag
