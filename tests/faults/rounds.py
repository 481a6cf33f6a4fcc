"""One round: a corpus goes in while faults strike; afterwards the topics are held against the truth."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from schemas import Alert
from streams.settings import Settings
from streams.topics import ALERTS, PUBLIC, RAW, STATEMENTS, TABLES, changelog_name, ensure_topics, topic_name
from tests.faults.corpus import Item, corpus
from tests.faults.injection import MAX_RUNNING, MIN_RUNNING, Injector
from tests.faults.installation import Endpoint, Worker, settings_for, small_disk
from tests.faults.truth import NUMBER_HEADER, Verdict, contradicted, judge, lag, read_all
from tests.support.apache_kafka import ApacheKafka

READY_SECONDS = 120.0
"""How long the workers get to put the first statement out, before faults begin."""
QUIET_SECONDS = 240.0
"""How long they get to finish once the last fault is over."""
DELIVERY_SECONDS = 60.0
"""How long the webhooks get then."""
ANSWER_SECONDS = 60
"""For one look at the topics; a client now and then waits for ever after the broker came back."""
SENDS = 30
"""Times that a record is sent before the corpus is given up."""
LOOKS = 2
"""How often in a row there has to be nothing left to commit."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round does."""

    seed: int
    number: int
    articles: int = 400
    faults: int = 40
    mean_gap: float = 2.0
    """Seconds between two faults, on average."""
    kinds: frozenset[str] | None = None
    """Only these kinds of faults."""
    keep: bool = False
    """Whether to keep states and logs of a round that was good."""


@dataclass
class Outcome:
    """What came of it."""

    faults: Counter[str]
    verdict: Verdict
    exits: Counter[str]
    """Workers that ended without having been told or killed, by status."""
    seconds: float
    settle_seconds: float
    """From the last fault until everything was committed."""
    skipped: list[str] = field(default_factory=list)
    """Kinds of faults that this machine does not allow, and why."""

    @property
    def good(self) -> bool:
        """Whether the round shows no loss and nothing double."""
        return self.verdict.good


async def run_round(plan: Plan, kafka: ApacheKafka, folder: Path) -> Outcome:
    """Run one. `streams.work.load` must have been called, with the actors of the samples.

    Args:
        plan: what to do.
        kafka: a running broker; other rounds may have used it.
        folder: an empty folder for states and logs.
    """
    began = time.monotonic()
    seed = f"{plan.seed}-{plan.number}"
    items = corpus(seed, plan.articles)
    wrong = contradicted(items)
    assert not wrong, wrong
    draw = random.Random(f"faults {seed}")
    exits: Counter[str] = Counter()
    async with contextlib.AsyncExitStack() as stack:
        endpoint = await stack.enter_async_context(Endpoint().listening())
        settings = settings_for(kafka.bootstrap, f"faults-{seed}-{time.time_ns() // 1_000_000}", folder, endpoint.url)
        await ensure_topics(settings)
        workers = [Worker(number, settings, folder, exits) for number in range(MAX_RUNNING)]
        mounted = stack.enter_context(small_disk(workers[0].data))
        for worker in workers:
            stack.push_async_callback(worker.close)
        injector = Injector(kafka, workers, endpoint, draw, workers[0] if mounted else None)
        for worker in workers[:MIN_RUNNING]:
            injector.running.add(worker.number)
            worker.start()
        seconds = plan.faults * plan.mean_gap
        feeding = asyncio.create_task(_feed(settings, items, seconds, draw))
        try:
            async with asyncio.timeout(READY_SECONDS):
                while not await _has_statements(settings):
                    await asyncio.sleep(0.5)
            await injector.run(plan.faults, plan.mean_gap, plan.kinds)
            await feeding
        finally:
            feeding.cancel()
            await asyncio.gather(feeding, return_exceptions=True)
        endpoint.healthy = True
        last = time.monotonic()
        behind = await _settle(settings)
        settled = time.monotonic() - last
        await _delivered(settings, endpoint)
        if behind:
            for worker in workers:
                worker.tell_tasks()
            await asyncio.sleep(2)
        records = await _read(settings)
        verdict = judge(items, records, settings, endpoint.received)
        verdict.expect("wrong", "records not committed", (f"{name}: {number}" for name, number in behind.items()))
        if verdict.good:
            await _forget(settings)
        else:
            _write_down(records, folder / "records.jsonl")
    if verdict.good and not plan.keep:
        shutil.rmtree(folder, ignore_errors=True)
    skipped = [] if mounted else ["state's disk full: needs root and mount, to make a small disk"]
    return Outcome(injector.injected, verdict, exits, time.monotonic() - began, settled, skipped)


def _write_down(records: Mapping[str, Sequence[ConsumerRecord]], file: Path) -> None:
    """Keep what was on the topics, to find out from what a bad round came to."""
    with file.open("wb") as out:
        for topic, kept in records.items():
            for one in kept:
                row = {
                    "topic": topic,
                    "partition": one.partition,
                    "offset": one.offset,
                    "timestamp": one.timestamp,
                    "key": None if one.key is None else one.key.decode("utf-8", "replace"),
                    "headers": {name: value.decode("utf-8", "replace") for name, value in one.headers},
                    "value": None if one.value is None else one.value.decode("utf-8", "replace"),
                }
                out.write(orjson.dumps(row) + b"\n")


async def _feed(settings: Settings, items: Sequence[Item], seconds: float, draw: random.Random) -> None:
    """Send everything in bursts over a time; the producer is idempotent and outlives the broker's restarts."""
    producer = AIOKafkaProducer(**settings.client(), enable_idempotence=True, request_timeout_ms=120_000)
    await producer.start()
    try:
        place = 0
        while place < len(items):
            burst = items[place : place + draw.randint(1, 40)]
            await asyncio.gather(*(_sent(producer, topic_name(RAW, settings), item) for item in burst))
            place += len(burst)
            await asyncio.sleep(seconds * len(burst) / len(items) * draw.uniform(0.5, 1.2))
    finally:
        await producer.stop()


async def _sent(producer: AIOKafkaProducer, topic: str, item: Item) -> None:
    """Send a record until it is acknowledged: the producer gives some of a restarted broker's errors up."""
    headers = [(NUMBER_HEADER, str(item.number).encode())]
    for left in reversed(range(SENDS)):
        try:
            await producer.send_and_wait(topic, item.value, key=item.key, headers=headers)
            return
        except KafkaError:
            if not left:
                raise
            await asyncio.sleep(1)


async def _has_statements(settings: Settings) -> bool:
    partitions = [TopicPartition(topic_name(STATEMENTS, settings), number) for number in range(settings.partitions)]
    async with AIOKafkaConsumer(**settings.client()) as consumer:
        return any((await consumer.end_offsets(partitions)).values())


async def _settle(settings: Settings) -> dict[str, int]:
    """Wait until everything is committed; returns what is not."""
    deadline = time.monotonic() + QUIET_SECONDS
    quiet = 0
    behind: dict[str, int] = {"nothing known": 1}
    while time.monotonic() < deadline and quiet < LOOKS:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                behind = await lag(settings)
        except (KafkaError, TimeoutError, OSError):
            behind = {"no answer": 1}
        quiet = 0 if behind else quiet + 1
        await asyncio.sleep(1)
    return behind


async def _read(settings: Settings, names: Sequence[str] = ()) -> dict[str, list[ConsumerRecord]]:
    """All records; a client that began while the broker came back may wait for ever, so that another one is tried."""
    for left in reversed(range(SENDS)):
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await read_all(settings, names)
        except (KafkaError, TimeoutError):
            if not left:
                raise
    raise AssertionError("the last one raises")


async def _delivered(settings: Settings, endpoint: Endpoint) -> None:
    """Wait until the endpoint has every alert, or for a while: those in the dead letters never come."""
    name = topic_name(ALERTS, settings)
    deadline = time.monotonic() + DELIVERY_SECONDS
    while time.monotonic() < deadline:
        alerts = [Alert.from_json(record.value) for record in (await _read(settings, [name]))[name]]
        if all((alert.id, alert.revision) in endpoint.received for alert in alerts):
            return
        await asyncio.sleep(1)


async def _forget(settings: Settings) -> None:
    admin = AIOKafkaAdminClient(**settings.client())
    await admin.start()
    try:
        names = [topic_name(spec, settings) for spec in PUBLIC]
        await admin.delete_topics(names + [changelog_name(table, settings) for table in TABLES])
    finally:
        await admin.close()
