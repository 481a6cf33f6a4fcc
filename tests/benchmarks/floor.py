"""The floor for Faust's overhead: one plain aiokafka loop that does the same work on the same core calls.

Run as a process in place of a worker, with the same settings: consume raw articles in batches, read them in the same
language pool, keep ledgers and tracks in dictionaries, produce enriched articles, statements, positions and alerts,
commit. It has no hops between stages, no tables and no changelogs, and none of the guarantees that come with them.
"""

from __future__ import annotations

import asyncio
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord

from schemas import Statement
from streams.ledger import Ledger, Version, revise
from streams.pool import LanguagePool
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold
from streams.records import Failure
from streams.settings import Settings
from streams.topics import ALERTS, ENRICHED, POSITIONS, RAW, STATEMENTS, topic_name
from streams.work import Enriched, Reading, Resources, enrich_ahead_record, read_record


class Loop:
    """State of the loop."""

    def __init__(self, settings: Settings, pool: LanguagePool, producer: AIOKafkaProducer) -> None:
        self._settings = settings
        self._pool = pool
        self._producer = producer
        self._ledgers: dict[str, Ledger] = {}
        self._tracks: dict[str, TrackState] = {}
        self._tracker, self._noise = TrackerSettings(profile=settings.profile), NoiseModel.default()

    async def process(self, batch: list[ConsumerRecord[bytes, bytes]]) -> None:
        """Take a batch through every stage, and wait until the brokers have all of it."""
        raw = await self._pool.run(enrich_ahead_record, [(record.value, float(record.timestamp)) for record in batch])
        enriched = [one for one in raw if isinstance(one, Enriched)]
        late = [(one.value, 0.0) for one in enriched if one.reading is None]
        readings = [*(one.reading for one in enriched if one.reading), *await self._pool.run(read_record, late)]
        sends = [await self._send(ENRICHED, one.id, one.value) for one in enriched]
        for reading in readings:
            if not isinstance(reading, Failure):
                sends += await self._publish(reading)
        await asyncio.gather(*sends)

    async def _publish(self, reading: Reading) -> list[asyncio.Future[Any]]:
        version = Version(received_ms=reading.received_ms, content_hash=reading.version)
        said = [Statement.from_json(data) for data in reading.statements]
        self._ledgers[reading.article_id], changes = revise(self._ledgers.get(reading.article_id), version, said)
        sends = []
        for change in changes:
            sends.append(await self._send(STATEMENTS, change.speaker.id, change.to_json()))
            for holder in change.holders:
                key = f"{holder.id}|{change.issue.id}"
                self._tracks[key], position, alerts = fold(
                    self._tracks.get(key), change, holder, settings=self._tracker, noise=self._noise
                )
                if position is not None:
                    sends.append(await self._send(POSITIONS, key, position.to_json()))
                sends += [await self._send(ALERTS, alert.holder.id, alert.to_json()) for alert in alerts]
        return sends

    async def _send(self, topic: Any, key: str, value: bytes) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = await self._producer.send(
            topic_name(topic, self._settings), value, key=key.encode()
        )
        return future


async def main(settings: Settings) -> None:
    """Run until killed."""
    pool = LanguagePool(Resources.of(settings), settings.processes, settings.article_seconds)
    await pool.warm()
    consumer = AIOKafkaConsumer(
        topic_name(RAW, settings),
        **settings.client(),
        group_id=settings.group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        session_timeout_ms=int(settings.session_timeout_seconds * 1000),
        heartbeat_interval_ms=int(settings.session_timeout_seconds * 100),
    )
    options = {"acks": "all", "linger_ms": 5, "compression_type": "gzip", "max_request_size": 2**30}
    producer = AIOKafkaProducer(**settings.client(), **options)
    await consumer.start()
    await producer.start()
    loop = Loop(settings, pool, producer)
    try:
        while True:
            found = await consumer.getmany(timeout_ms=500, max_records=settings.batch_size)
            if batch := [record for records in found.values() for record in records]:
                await loop.process(batch)
                await consumer.commit()
    finally:
        await producer.stop()
        await consumer.stop()
        pool.close()


if __name__ == "__main__":
    asyncio.run(main(Settings()))
