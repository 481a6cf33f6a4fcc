"""More articles at once than a worker can read: what its memory does, and whether it keeps its place in the group.

    python -m tests.support.burst --articles 100000 --minutes 10

starts Apache Kafka (unless VOLTEFACE_TEST_BOOTSTRAP names a cluster), a worker with an extractor that is slow on
purpose, sends the articles as fast as it can, and prints the worker's memory and progress until the time is over or all
is read. It ends with status 1 if memory did not level off or the worker lost its place.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from streams.process import running_worker
from streams.settings import Settings
from streams.topics import RAW, ensure_topics, topic_name
from tests.support.apache_kafka import ApacheKafka
from tests.support.chat_server import answer, chat_server, completion

WARM_ARTICLES = 32
IN_FLIGHT = 500


@dataclass(frozen=True)
class Sample:
    """The worker at one moment."""

    seconds: float
    """Since the burst began."""
    megabytes: float
    """Resident memory of the worker's own process, where records are buffered."""
    with_children: float
    """That and its language processes."""
    sent: int
    """Articles sent."""
    read: int
    """Articles read, by committed offsets."""
    member: str
    """The worker's id in the consumer group; a worker that misses its heartbeats comes back under another one."""


@dataclass(frozen=True)
class Burst:
    """What was seen: the first sample is of a worker that is warm and has nothing to do."""

    samples: list[Sample]

    @property
    def growth(self) -> float:
        """Megabytes that the worker's process grew by at the most."""
        return max(one.megabytes for one in self.samples) - self.samples[0].megabytes

    @property
    def late_growth(self) -> float:
        """Megabytes by which the peak of the second half of the time is above that of the first."""
        middle = len(self.samples) // 2
        first, second = self.samples[:middle], self.samples[middle:]
        return max(one.megabytes for one in second) - max(one.megabytes for one in first)

    @property
    def members(self) -> set[str]:
        """The worker's ids in the consumer group; one if it never lost its place."""
        return {one.member for one in self.samples}


async def burst(
    settings: Settings,
    folder: Path,
    *,
    articles: int,
    characters: int,
    answer_seconds: float,
    watch_seconds: float,
    every: float = 0.5,
    tell: Callable[[Sample], None] = lambda sample: None,
) -> Burst:
    """Send a burst to a worker of its own.

    Args:
        settings: of an installation of its own; the extractor is set here.
        folder: for the log.
        articles: how many.
        characters: length of each.
        answer_seconds: how long the extractor takes for each article.
        watch_seconds: how long to look on after the last article was sent.
        every: seconds between samples.
        tell: is called with each sample.
    """

    async def slowly() -> web.Response:
        await asyncio.sleep(answer_seconds)
        return completion(answer())

    async with chat_server(lambda number, body: slowly()) as server:
        slow: dict[str, Any] = {"extractor": "llm", "llm_base_url": server.base_url, "llm_model": "slow"}
        settings = Settings(**(settings.model_dump() | slow))
        await ensure_topics(settings)
        async with running_worker(settings, folder / "worker.log") as worker, _eyes(settings, worker.pid) as look:
            counted = [0]
            await _send(settings, WARM_ARTICLES, characters, counted)
            start = time.monotonic()
            while (first := await look(start, 0)).read < WARM_ARTICLES:
                await asyncio.sleep(every)
            samples = [first]
            start, counted[0] = time.monotonic(), 0
            sending = asyncio.create_task(_send(settings, articles, characters, counted))
            end: float | None = None
            while end is None or time.monotonic() < end:
                sample = await look(start, counted[0])
                samples.append(sample)
                tell(sample)
                if sending.done():
                    sending.result()
                    end = end or time.monotonic() + watch_seconds
                if sample.read >= articles + WARM_ARTICLES:
                    break
                await asyncio.sleep(every)
            await sending
            if worker.returncode is not None:
                raise AssertionError(f"the worker ended with status {worker.returncode}")
            worker.kill()  # what it has not read is of no interest
            return Burst(samples)


async def _send(settings: Settings, articles: int, characters: int, counted: list[int]) -> None:
    chance = random.Random(articles)
    words = ["".join(chance.choices("abcdefghiklmnoprstuvwy", k=chance.randint(2, 9))) for _ in range(5000)]
    producer = AIOKafkaProducer(**settings.client(), linger_ms=20, max_batch_size=262_144)
    await producer.start()
    try:
        pending: set[asyncio.Future[Any]] = set()
        for number in range(articles):
            text = "The minister spoke. " + " ".join(chance.choices(words, k=characters // 7))
            value = orjson.dumps({"url": f"https://news.example/{articles}/{number}", "text": text})
            pending.add(await producer.send(topic_name(RAW, settings), value, partition=number % settings.partitions))
            if len(pending) >= IN_FLIGHT:
                done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                counted[0] += len(done)
        if pending:
            done, _ = await asyncio.wait(pending)
            counted[0] += len(done)
    finally:
        await producer.stop()


@asynccontextmanager
async def _eyes(settings: Settings, pid: int) -> AsyncIterator[Callable[[float, int], Any]]:
    partitions = [TopicPartition(topic_name(RAW, settings), number) for number in range(settings.partitions)]
    admin = AIOKafkaAdminClient(**settings.client())
    await admin.start()

    async def look(start: float, sent: int) -> Sample:
        own, all_ = await _memory(pid)
        try:
            offsets = await admin.list_consumer_group_offsets(settings.group, partitions=partitions)
            (answered,) = await admin.describe_consumer_groups([settings.group])
        except GroupCoordinatorNotAvailableError:  # the first group of a new cluster
            return Sample(time.monotonic() - start, own, all_, sent, 0, "")
        members = sorted(member[0] for member in answered.groups[0][5])
        read = sum(max(offset.offset, 0) for offset in offsets.values())
        return Sample(time.monotonic() - start, own, all_, sent, read, ",".join(members))

    try:
        yield look
    finally:
        await admin.close()


async def _memory(pid: int) -> tuple[float, float]:
    """Resident megabytes of a process, and of it and its children."""
    listing = await asyncio.create_subprocess_exec("ps", "-A", "-o", "pid=,ppid=,rss=", stdout=asyncio.subprocess.PIPE)
    out, _ = await listing.communicate()
    rows = [tuple(map(int, line.split())) for line in out.decode().splitlines()]
    own = sum(size for one, _, size in rows if one == pid)
    children = sum(size for one, parent, size in rows if parent == pid and one != listing.pid)
    return own / 1024, (own + children) / 1024


async def _main(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kafka = None if (own := os.environ.get("VOLTEFACE_TEST_BOOTSTRAP")) else ApacheKafka(folder)
        if kafka is not None:
            await kafka.start()
        settings = Settings(
            broker=(own or (kafka.bootstrap if kafka else ""),),
            topic_prefix=f"burst-{os.getpid()}",
            data_dir=folder / "data",
            processes=1,
            session_timeout_seconds=options.session_seconds,
            web_port=0,
            llm_concurrency=options.concurrency,
        )
        print("seconds   sent     read  worker MB  with language processes MB")

        def tell(sample: Sample) -> None:
            print(
                f"{sample.seconds:7.0f} {sample.sent:6d} {sample.read:8d} {sample.megabytes:10.0f}"
                f" {sample.with_children:10.0f}",
                flush=True,
            )

        try:
            seen = await burst(
                settings, folder, articles=options.articles, characters=options.characters,
                answer_seconds=options.answer_seconds, watch_seconds=60 * options.minutes, every=10, tell=tell,
            )  # fmt: skip
        finally:
            if kafka is not None:
                await kafka.stop()
    kept = len(seen.members) == 1
    level = seen.late_growth < 32
    print(f"grew by {seen.growth:.0f} MB at the most, of that {seen.late_growth:.0f} MB in the second half of the time")
    print("memory levels off" if level else "memory does NOT level off")
    print("no heartbeat missed" if kept else f"the worker LOST its place {len(seen.members) - 1} times")
    return 0 if level and kept else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--characters", type=int, default=3000, help="length of each article")
    parser.add_argument("--answer-seconds", type=float, default=0.2, help="how long the extractor takes for each")
    parser.add_argument("--concurrency", type=int, default=8, help="articles that it reads at once")
    parser.add_argument("--minutes", type=float, default=10, help="how long to look on once all are sent")
    parser.add_argument("--session-seconds", type=float, default=6, help="session timeout of the worker")
    raise SystemExit(asyncio.run(_main(parser.parse_args())))
