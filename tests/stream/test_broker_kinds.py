"""What the program needs of any broker, shown on each kind that the tests run against."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from tests.conftest import Broker


async def create(broker: Broker, partitions: int = 2, **settings: str) -> str:
    name = f"test-{uuid.uuid4()}"
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        named = {key.replace("_", "."): value for key, value in settings.items()}
        answer = await admin.create_topics([NewTopic(name, partitions, 1, topic_configs=named)])
        assert [error[1] for error in answer.topic_errors] == [0]
    finally:
        await admin.close()
    return name


async def take(consumer: AIOKafkaConsumer, count: int) -> list[Any]:
    records: list[Any] = []
    async with asyncio.timeout(60):
        while len(records) < count:
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                records.extend(batch)
    return records


async def test_key_headers_tombstone_and_partition_come_through(broker: Broker) -> None:
    topic = await create(broker)
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap) as producer:
        await producer.send_and_wait(topic, b"v", key=b"k", headers=[("ce_id", b"1")], partition=1, timestamp_ms=1_000)
        await producer.send_and_wait(topic, None, key=b"k", partition=1)
    async with AIOKafkaConsumer(bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest") as consumer:
        consumer.assign([TopicPartition(topic, 1)])
        first, second = await take(consumer, 2)
    assert (first.key, first.value, first.headers, first.timestamp) == (b"k", b"v", (("ce_id", b"1"),), 1_000)
    assert (second.key, second.value, second.offset) == (b"k", None, 1)


async def test_a_group_goes_on_where_it_committed(broker: Broker) -> None:
    topic = await create(broker, partitions=1)
    group = f"group-{uuid.uuid4()}"
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap) as producer:
        for number in range(10):
            await producer.send_and_wait(topic, str(number).encode())

    def consumer() -> AIOKafkaConsumer:
        return AIOKafkaConsumer(
            topic, bootstrap_servers=broker.bootstrap, group_id=group, auto_offset_reset="earliest",
            enable_auto_commit=False, session_timeout_ms=6_000, heartbeat_interval_ms=1_000,
        )  # fmt: skip

    async with consumer() as before:
        for _ in range(4):
            await before.getone()
        await before.commit()
    async with consumer() as after:
        assert [record.value for record in await take(after, 6)] == [b"4", b"5", b"6", b"7", b"8", b"9"]


async def test_every_compression_is_read(broker: Broker) -> None:
    topic = await create(broker, partitions=1)
    kinds = ["gzip", "lz4", "snappy", "zstd"]
    for kind in kinds:
        async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap, compression_type=kind) as producer:
            await producer.send_and_wait(topic, kind.encode() * 1_000)
    async with AIOKafkaConsumer(topic, bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest") as consumer:
        assert [record.value for record in await take(consumer, 4)] == [kind.encode() * 1_000 for kind in kinds]


async def test_topic_settings_are_kept(broker: Broker) -> None:
    topic = await create(broker, cleanup_policy="compact", retention_ms="86400000")
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        (answer,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
    finally:
        await admin.close()
    settings = {entry[0]: entry[1] for entry in answer.resources[0][4]}
    assert (settings["cleanup.policy"], settings["retention.ms"]) == ("compact", "86400000")
