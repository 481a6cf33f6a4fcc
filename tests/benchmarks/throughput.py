"""Articles a second through an installation, measured from the first raw record to the last record made of them."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from streams import work
from streams.lag import CONSUMED
from streams.topics import DEAD_LETTERS, ENRICHED, RAW, STATEMENTS
from tests.benchmarks.conftest import Bench
from tests.benchmarks.corpus import SAMPLE_ACTORS, Density, articles
from tests.benchmarks.pipeline import FLOOR, WORKER, installation, settings_for
from tests.benchmarks.report import number

CORES = os.cpu_count() or 1
SECONDS = number("SECONDS", 20)
"""About how long to measure."""
ARTICLES = number("ARTICLES", 6000)
"""At the most."""
WARM = number("WARM_ARTICLES", 150)
"""Articles before the measurement, twice: by then every process and cache is warm, and the rate is about known."""
COLUMNS = (
    "broker", "workers", "articles", "state- ments each", "articles/s",
    "CPU ms each: worker", "its lan- guage", "broker", "client", "cores busy",
)  # fmt: skip


def processes(workers: int) -> int:
    """Language processes of each worker, so that all workers together have one for each core."""
    return int(os.environ.get("VOLTEFACE_PROCESSES") or max(1, CORES // workers))


async def throughput(
    bench: Bench,
    folder: Path,
    *,
    workers: int,
    density: Density = "ordinary",
    module: Sequence[str] = WORKER,
    seconds: float = SECONDS,
    **changes: Any,
) -> dict[str, Any]:
    """Send articles for some seconds of work at once and see when the last of them is through.

    Args:
        bench: the broker.
        folder: for state and logs.
        workers: how many.
        density: of statements in the articles.
        module: what to run in place of a worker.
        seconds: about how long to measure.
        changes: to the settings.
    """
    work.load(work.Resources(actors=(SAMPLE_ACTORS,)))
    settings = settings_for(bench.bootstrap, bench.kind, folder, **({"processes": processes(workers)} | changes))
    waited = CONSUMED if module == WORKER else (RAW,)
    async with installation(settings, folder, workers=workers, broker_pid=bench.pid, module=module) as running:
        await running.send(articles(WARM, "warm", density, earlier=2))
        await running.idle(waited)
        begin = time.monotonic()
        await running.send(articles(WARM, "warmer", density, earlier=1))
        await running.idle(waited)
        count = max(WARM, min(ARTICLES, round(WARM / (time.monotonic() - begin) * seconds)))
        sent = articles(count, "bench", density)
        before_topics = await running.topics((STATEMENTS,))
        before = running.cpu()
        first_ms = await running.send(sent)
        await running.idle(waited)
        after = running.cpu()
        topics = await running.topics()
    through = len(topics[ENRICHED].keys)
    assert through == count + 2 * WARM, f"{through} articles of {count + 2 * WARM} came through"
    assert topics[DEAD_LETTERS].records == 0, "there are dead letters"
    taken = (max(topic.last_ms for topic in topics.values()) - first_ms) / 1000
    cpu = {who: after[who] - before[who] for who in after}
    return {
        "broker": bench.kind,
        "workers": workers,
        "processes": settings.processes,
        "partitions": settings.partitions,
        "runs": "floor" if module == FLOOR else "worker",
        "density": density,
        "articles": count,
        "raw_bytes_per_article": round(sum(len(record.value) for record in sent) / count),
        "enriched_bytes_per_article": round(topics[ENRICHED].value_bytes / through),
        "statements_per_article": (topics[STATEMENTS].records - before_topics[STATEMENTS].records) / count,
        "seconds": taken,
        "articles_per_s": count / taken,
        "cpu_ms_per_article": {who: spent / count * 1000 for who, spent in cpu.items()},
        "cores_busy": sum(cpu.values()) / taken,
    }


def row(result: dict[str, Any]) -> list[object]:
    """A row of the table."""
    cpu = result["cpu_ms_per_article"]
    named = {"worker": str(result["workers"]), "floor": "plain aiokafka loop"}[result["runs"]]
    return [
        result["broker"],
        f"{named}, dense" if result["density"] == "dense" else named,
        result["articles"],
        result["statements_per_article"],
        result["articles_per_s"],
        *(cpu[who] for who in ("worker", "language", "broker", "client")),
        result["cores_busy"],
    ]
