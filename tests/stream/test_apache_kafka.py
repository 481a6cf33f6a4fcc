"""The Apache Kafka of the tests can crash and come back, as fault tests need."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.brokers import BrokerUnavailable
from tests.conftest import without_kafka
from tests.support.apache_kafka import ApacheKafka


@pytest.mark.apache
async def test_what_was_acknowledged_outlives_a_crash(tmp_path: Path) -> None:
    kafka = ApacheKafka(tmp_path)
    try:
        await kafka.start()
    except BrokerUnavailable as error:
        without_kafka(error)
    try:
        bootstrap = kafka.bootstrap
        admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
        await admin.start()
        await admin.create_topics([NewTopic("news", 1, 1)])
        await admin.close()
        async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
            await producer.send_and_wait("news", b"kept")

        await kafka.kill()
        assert not kafka.running
        await kafka.start()

        assert kafka.bootstrap == bootstrap
        async with AIOKafkaConsumer("news", bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
            assert (await asyncio.wait_for(consumer.getone(), 30)).value == b"kept"
    finally:
        await kafka.stop()
