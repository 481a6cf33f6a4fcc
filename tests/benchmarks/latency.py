"""Seconds from an article to the alert that it raises, at a given load.

Articles come at random (a Poisson process) at an even rate, whatever the workers do. Some of them turn an actor round,
and nine in ten of these raise an alert. The time of an alert is when a consumer of the topic has it; that of its
article is when it was due to be sent. Which article it was tells the trace of the alert.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from aiokafka import AIOKafkaProducer

from streams import work
from streams.topics import ALERTS, ENRICHED, HOLDINGS, RAW, STATEMENTS, topic_name
from tests.benchmarks import report
from tests.benchmarks.conftest import Bench
from tests.benchmarks.corpus import (
    SAMPLE_ACTORS,
    TURNS,
    Pair,
    Raw,
    article,
    articles,
    history,
    invented,
    pairs,
    turn,
    write_actors,
)
from tests.benchmarks.pipeline import Installation, consumer, installation, settings_for, trace_of
from tests.benchmarks.report import percentile
from tests.benchmarks.throughput import SECONDS, processes

LOADS = report.numbers("LOADS", (25, 50, 75))
SHARE = 0.25
"""Of the articles that turn somebody."""
MOST_TURNS = 300
"""In one load."""
QUIET = 1.0
"""Seconds for the last alert to be read, once everything is committed."""


async def latencies(
    bench: Bench, folder: Path, *, workers: int, sustained: float, loads: Sequence[int]
) -> list[dict[str, Any]]:
    """Latency at each load.

    Args:
        bench: the broker.
        folder: for state and logs.
        workers: how many.
        sustained: highest rate, in articles/s.
        loads: percentages of it.
    """
    counts = [max(4, round(sustained * load / 100 * SECONDS)) for load in loads]
    turns = [min(MOST_TURNS, int(count * SHARE)) // TURNS * TURNS or TURNS for count in counts]
    actors = invented(-(-sum(turns) // TURNS // 4) + 1)
    folder.mkdir(parents=True, exist_ok=True)
    files = (SAMPLE_ACTORS, write_actors(actors, folder / "actors.json"))
    work.load(work.Resources(actors=files))
    known = pairs(actors)[: sum(turns) // TURNS]
    fresh = iter(known)
    settings = settings_for(bench.bootstrap, bench.kind, folder, processes=processes(workers), actors_file=files)
    made = []
    async with installation(settings, folder, workers=workers, broker_pid=bench.pid) as running:
        await running.send(history(known, "latency"))
        await running.send(articles(100, "latency-warm", earlier=1))
        await running.idle()
        for load, count, turning in zip(loads, counts, turns, strict=True):
            chosen = [next(fresh) for _ in range(turning // TURNS)]
            stream = list(_mixed(chosen, count, f"load-{load}"))
            made.append({"load_percent": load} | await _at_rate(running, stream, turning, sustained * load / 100))
    return made


def _mixed(chosen: Sequence[Pair], count: int, seed: str) -> Iterator[Raw]:
    """Ordinary articles, and among them, evenly, those of each turn."""
    draw = random.Random(seed)
    turning = list(chosen) * TURNS
    step = count / len(turning)
    places = {int(number * step): number for number in range(len(turning))}
    for place in range(count):
        if place in places:
            number = places[place]
            yield turn(turning[number], number, seed, draw)
        else:
            yield article(place, seed, draw, days=1 - place / count)


async def _at_rate(running: Installation, stream: Sequence[Raw], turning: int, rate: float) -> dict[str, Any]:
    draw = random.Random(len(stream))
    due: dict[str, float] = {}
    seen: dict[str, float] = {}
    cpu = running.cpu()
    async with consumer(running.settings, (ALERTS,)) as alerts:
        watching = asyncio.create_task(_watch(alerts, seen))
        async with AIOKafkaProducer(**running.settings.client()) as client:
            at = begin = time.time() + 0.5
            for record in stream:
                trace = f"{draw.getrandbits(128):032x}"
                at += draw.expovariate(rate)
                due[trace] = at
                await asyncio.sleep(max(0.0, at - time.time()))
                headers = [("traceparent", f"00-{trace}-{draw.getrandbits(64):016x}-01".encode())]
                await client.send(topic_name(RAW, running.settings), record.value, key=record.key, headers=headers)
                running.sent += 1
            await client.flush()
        spent = time.time() - begin
        left = running.sent - await running.committed(RAW)
        cpu = {who: seconds - cpu[who] for who, seconds in running.cpu().items()}
        await running.idle()
        await asyncio.sleep(QUIET)
        watching.cancel()
    taken = sorted(at - due[trace] for trace, at in seen.items() if trace in due)
    return {
        "articles_per_s": len(stream) / spent,
        "articles": len(stream),
        "turning": turning,
        "alerts": len(taken),
        "p50_ms": _ms(percentile(taken, 50)),
        "p95_ms": _ms(percentile(taken, 95)),
        "p99_ms": _ms(percentile(taken, 99)),
        "max_ms": _ms(taken[-1] if taken else None),
        "uncommitted_at_end": left,
        "cores_busy": sum(cpu.values()) / spent,
        "median_ms_until": await _stages(running, {trace: due[trace] for trace in seen if trace in due}),
    }


async def _watch(alerts: Any, seen: dict[str, float]) -> None:
    async for record in alerts:
        seen.setdefault(trace_of(record.headers), time.time())


async def _stages(running: Installation, due: dict[str, float]) -> dict[str, float | None]:
    """Median milliseconds from an article until its record is written by each stage, for those that raised an alert."""
    specs = (ENRICHED, STATEMENTS, HOLDINGS, ALERTS)
    topics = await running.topics(specs)
    found = {}
    for spec in specs:
        written = topics[spec].traces
        taken = [written[trace] - at * 1000 for trace, at in due.items() if trace in written]
        found[spec.name] = round(median(taken), 1) if taken else None
    return found


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 1)


def table(rows: Sequence[dict[str, Any]], best: dict[str, Any]) -> None:
    """Print the table."""
    stages = list(rows[0]["median_ms_until"])
    report.table(
        f"Article to alert, {best['workers']} worker(s), milliseconds; baseline: the rate sustained, "
        f"{best['articles_per_s']:.0f} articles/s",
        (
            "load",
            "articles/s",
            "alerts",
            "p50",
            "p95",
            "p99",
            "max",
            "cores busy",
            *(f"p50 to {one.replace('.', ' ')}" for one in stages),
        ),
        [
            [
                f"{one['load_percent']} %",
                *(one[name] for name in ("articles_per_s", "alerts", "p50_ms", "p95_ms", "p99_ms", "max_ms")),
                one["cores_busy"],
                *(one["median_ms_until"][stage] for stage in stages),
            ]
            for one in rows
        ],
    )
