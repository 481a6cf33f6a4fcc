"""A worker: seconds until it is ready, memory of its processes, and the recovery of a table of many positions.

`make bench ARGS="-k worker"` takes about a minute and a half. A worker is started with an article waiting for it;
`ready` is when its log says so, `first position` when what the article says has come through every stage. Baseline: the
same start with no positions to recover.

VOLTEFACE_BENCH_POSITIONS (100000; 1000000 takes some minutes more and a gigabyte) is the size of the table, a state of
one statement each. VOLTEFACE_BENCH_BROKERS names the broker, the first of it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaProducer

from streams import work
from streams.settings import Settings
from streams.topics import POSITIONS, TRACK_TABLE, changelog_name, ensure_topics
from tests.benchmarks import report
from tests.benchmarks.bench_pipeline import KINDS
from tests.benchmarks.conftest import Bench
from tests.benchmarks.corpus import PUBLISHED, SAMPLE_ACTORS, Raw, articles, invented, pairs, raw
from tests.benchmarks.growth import small_state
from tests.benchmarks.measure import family, language_process
from tests.benchmarks.pipeline import DEADLINE_SECONDS, IN_FLIGHT, Installation, consumer, installation, settings_for

COUNT = report.number("POSITIONS", 100_000)
ARTICLES = 300
"""Before memory is looked at."""


def test_worker(brokers: Callable[[str], Bench], tmp_path: Path) -> None:
    work.load(work.Resources(actors=(SAMPLE_ACTORS,)))
    bench = brokers(KINDS[0])
    fresh, memory = asyncio.run(_fresh(bench, tmp_path / "fresh"))
    recovered = asyncio.run(_recovered(bench, tmp_path / "recovered"))
    report.save("worker", {"starts": [fresh, recovered], "memory": memory})
    report.table(
        f"Start of a worker on {bench.kind}, seconds; baseline: with no state",
        ("state", "ready", "first position", "positions recovered/s", "resident MB, worker alone"),
        [
            [
                f"{one['positions']:,} positions, {one['megabytes']:.0f} MB",
                one["ready_s"],
                one["first_position_s"],
                one["per_s"],
                one["resident_mb"],
            ]
            for one in (fresh, recovered)
        ],
        ""
        if COUNT >= 1_000_000
        else f"{COUNT:,} positions, not a million: VOLTEFACE_BENCH_POSITIONS=1000000 for that.",
    )
    report.table(
        f"Memory of a worker after {ARTICLES} articles, resident MB",
        ("process", "now", "at most", "now, shared with no other"),
        [[one["process"], one["resident_mb"], one["peak_mb"], one["own_mb"]] for one in memory],
    )


async def _fresh(bench: Bench, folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    settings = settings_for(bench.bootstrap, bench.kind, folder)
    await ensure_topics(settings)
    async with installation(settings, folder, workers=0) as waiting:
        await waiting.send([_article(0)])
    async with installation(settings, folder, workers=1) as running:
        start = await _start(running)
        await running.send(articles(ARTICLES, "memory"))
        running.sent += 1
        await running.idle()
        members = family(running.pids[0])
        memory = [
            {
                "process": _name(place, one.command, language_process(one), one.parent != members[0].pid),
                "resident_mb": one.resident,
                "peak_mb": one.peak,
                "own_mb": one.own,
            }
            for place, one in enumerate(members)
        ]
    return start | {"positions": 0, "megabytes": 0.0, "per_s": None}, memory


def _name(place: int, command: str, language: bool, forked: bool) -> str:
    if place == 0:
        return "worker"
    if not language:
        return command.split(" -c ")[-1][:40]
    return "language process" if forked else "their server, with the lexicons"


async def _recovered(bench: Bench, folder: Path) -> dict[str, Any]:
    settings = settings_for(bench.bootstrap, bench.kind, folder)
    await ensure_topics(settings)
    value = small_state()
    async with installation(settings, folder, workers=0) as waiting:
        await _fill(settings, value)
        await waiting.send([_article(1)])
    async with installation(settings, folder, workers=1) as running:  # its folder is empty: all is read anew
        start = await _start(running)
    megabytes = COUNT * len(value) / 1e6
    return start | {"positions": COUNT, "megabytes": megabytes, "per_s": COUNT / start["ready_s"]}


async def _fill(settings: Settings, value: bytes) -> None:
    """Write the changelog of `COUNT` positions."""
    topic = changelog_name(TRACK_TABLE, settings)
    options: dict[str, Any] = {"linger_ms": 20, "max_batch_size": 1_048_576, "compression_type": "gzip"}
    async with AIOKafkaProducer(**settings.client(), **options) as client:
        pending: set[asyncio.Future[Any]] = set()
        for number in range(COUNT):
            key = b"holder-%d|issue" % number
            pending.add(await client.send(topic, value, key=key, partition=number % settings.partitions))
            if len(pending) >= 20 * IN_FLIGHT:
                _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.gather(*pending)


async def _start(running: Installation) -> dict[str, Any]:
    """Seconds since the worker was started, just before the call, until it is ready and at work."""
    begin = time.monotonic()
    log = running.folder / "worker-0.log"
    first = asyncio.create_task(_first_position(running.settings))
    ready: float | None = None
    async with asyncio.timeout(DEADLINE_SECONDS):
        while ready is None or not first.done():
            running.check()
            if ready is None and b"ready: the tables are recovered" in log.read_bytes():
                ready = time.monotonic() - begin
            await asyncio.sleep(0.05)
    return {
        "ready_s": ready,
        "first_position_s": first.result() - begin,
        "resident_mb": next((one.resident for one in family(running.pids[0])), None),
    }


async def _first_position(settings: Settings) -> float:
    async with consumer(settings, (POSITIONS,)) as client:
        await client.getone()
        return time.monotonic()


def _article(number: int) -> Raw:
    return next(_articles(number))


def _articles(number: int) -> Iterator[Raw]:
    for pair in pairs(invented(1)):
        yield raw(f"https://bench.example/first/{number}", pair.says("en", against=False), PUBLISHED)
