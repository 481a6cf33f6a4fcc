"""Waiting until the workers have nothing left to do."""

from __future__ import annotations

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.settings import Settings
from streams.topics import ENRICHED, HOLDINGS, RAW, STATEMENTS, topic_name

CONSUMED = (RAW, ENRICHED, STATEMENTS, HOLDINGS)
"""Topics that stages read."""
QUIET_LOOKS = 2
"""How often in a row everything has to be found committed."""


async def wait_until_idle(settings: Settings, *, poll_milliseconds: int = 250) -> None:
    """Return when the workers have committed every record of every stage's topic.

    It reads the topics themselves, since the embedded broker tells the end of a topic wrongly when records came in
    batches.
    """
    partitions = [
        TopicPartition(topic_name(spec, settings), number) for spec in CONSUMED for number in range(settings.partitions)
    ]
    ends = dict.fromkeys(partitions, 0)
    admin = AIOKafkaAdminClient(**settings.client())
    consumer = AIOKafkaConsumer(
        **settings.client(), auto_offset_reset="earliest", max_partition_fetch_bytes=settings.max_message_bytes
    )
    await admin.start()
    try:
        await consumer.start()
        try:
            consumer.assign(partitions)
            quiet = 0
            while quiet < QUIET_LOOKS:
                # Committed offsets first: a stage commits after its output is there, so what is read next is complete.
                known = await admin.list_consumer_group_offsets(settings.group, partitions=partitions)
                await _read_on(consumer, ends, poll_milliseconds)
                done = all(end == 0 or (known[key].offset if key in known else -1) >= end for key, end in ends.items())
                quiet = quiet + 1 if done else 0
        finally:
            await consumer.stop()
    finally:
        await admin.close()


async def _read_on(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int], poll_milliseconds: int) -> None:
    while batch := await consumer.getmany(timeout_ms=poll_milliseconds):
        for partition, records in batch.items():
            ends[partition] = records[-1].offset + 1
