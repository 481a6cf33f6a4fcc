"""A worker is killed in the middle and started again: nothing lost, nothing twice in the state."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from schemas import Position
from streams.brokers import EmbeddedBroker
from streams.process import running_worker
from streams.topics import ENRICHED, POSITIONS, STATEMENTS, ensure_topics
from tests.conftest import Broker
from tests.stream.harness import all_records, article, consume, documents, produce, settings_for

ARTICLES = 150
TEXT = "Foreign Minister Ilona Brasko said on Monday that Velmaria supports sanctions against Russia. Note {}."


async def test_killed_worker_loses_nothing_and_doubles_nothing(broker, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings = settings_for(broker, tmp_path, batch_size=8)
    await ensure_topics(settings)
    records = [
        article(1 + number % 50, TEXT.format(number), url=f"https://news.example/{number}")
        for number in range(ARTICLES)
    ]
    await produce(settings, records[:100])
    async with running_worker(settings, tmp_path / "first.log") as worker:
        # killed while work is in every stage
        await consume(settings, STATEMENTS, lambda seen: len(seen) >= 20)
        worker.send_signal(signal.SIGKILL)
        await worker.wait()
    await produce(settings, records[100:])
    async with running_worker(settings, tmp_path / "second.log"):
        await consume(settings, STATEMENTS, lambda seen: len({item["id"] for item in documents(seen)}) >= ARTICLES)
        statements = documents(await all_records(settings, STATEMENTS))
        enriched = documents(await all_records(settings, ENRICHED))
        positions = [Position.from_json(record.value) for record in await all_records(settings, POSITIONS)]
    assert len({item["id"] for item in enriched}) == ARTICLES
    assert len({item["id"] for item in statements}) == ARTICLES
    last = {position.holder.id: position for position in positions}
    assert last.keys() == {"ilona-brasko", "government-of-velmaria"}
    for position in last.values():
        assert position.stance.label == "support"
        assert len(set(position.last_statements)) == len(position.last_statements)


async def test_worker_that_is_told_to_stop_leaves_the_rest_for_the_next(broker, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings = settings_for(broker, tmp_path, batch_size=4)
    await ensure_topics(settings)
    await produce(settings, [article(1, TEXT.format(n), url=f"https://news.example/{n}") for n in range(60)])
    async with running_worker(settings, tmp_path / "first.log") as worker:
        await consume(settings, STATEMENTS, lambda seen: len(seen) >= 5)
        worker.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(worker.wait(), 60) == 0
    async with running_worker(settings, tmp_path / "second.log"):
        await consume(settings, STATEMENTS, lambda seen: len({item["id"] for item in documents(seen)}) >= 60)


async def test_worker_that_is_told_to_stop_ends_though_the_brokers_are_away(tmp_path: Path) -> None:
    process = EmbeddedBroker(tmp_path)
    await process.start()
    try:
        settings = settings_for(Broker("embedded", process.bootstrap), tmp_path, stop_seconds=3)
        await ensure_topics(settings)
        await produce(settings, [article(1, TEXT.format(1), url="https://news.example/1")])
        async with running_worker(settings, tmp_path / "worker.log") as worker:
            await consume(settings, STATEMENTS, lambda seen: len(seen) >= 1)
            await process.kill()
            worker.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(worker.wait(), 60) != 0  # it could not commit
    finally:
        await process.stop()
