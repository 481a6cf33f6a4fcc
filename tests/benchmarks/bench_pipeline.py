"""Articles a second through the whole pipeline, and seconds from an article to its alert at parts of that rate.

`make bench ARGS="-k throughput"` takes about five minutes, `-k latency` two (with `-k "throughput or latency"` the
latter uses what the former found). Baselines of the same run: a plain aiokafka loop over the same core, and the
embedded broker beside Apache Kafka.

VOLTEFACE_BENCH_BROKERS (apache,embedded), VOLTEFACE_BENCH_WORKERS (1,2), VOLTEFACE_BENCH_SECONDS (20, about, of each
measurement and load), VOLTEFACE_BENCH_ARTICLES (6000, at the most), VOLTEFACE_BENCH_WARM_ARTICLES (150),
VOLTEFACE_BENCH_LOADS (25,50,75 percent), VOLTEFACE_BENCH_SUSTAINED (articles/s, measured when not given). Settings of
the workers are taken from VOLTEFACE_* as usual, such as VOLTEFACE_BATCH_SIZE.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import report
from tests.benchmarks.conftest import Bench
from tests.benchmarks.latency import LOADS, latencies
from tests.benchmarks.latency import table as latency_table
from tests.benchmarks.pipeline import FLOOR
from tests.benchmarks.throughput import COLUMNS, row, throughput
from tests.conftest import OWN_CLUSTER

pytestmark = pytest.mark.timeout(3600)

KINDS = ("own",) if OWN_CLUSTER else report.words("BROKERS", ("apache", "embedded"))
WORKERS = report.numbers("WORKERS", (1, 2))
_found: list[dict[str, Any]] = []
"""What was measured so far in this run."""


def test_throughput(brokers: Callable[[str], Bench], tmp_path: Path) -> None:
    for kind in KINDS:
        for workers in WORKERS:
            _found.append(asyncio.run(throughput(brokers(kind), tmp_path / f"{kind}-{workers}", workers=workers)))
    main = brokers(KINDS[0])
    floor = asyncio.run(throughput(main, tmp_path / "floor", workers=1, module=FLOOR))
    dense = asyncio.run(throughput(main, tmp_path / "dense", workers=WORKERS[-1], density="dense"))
    best = _best()
    rows = [*_found, dense, floor]
    report.save("throughput", {"rows": rows, "of_floor": best["articles_per_s"] / floor["articles_per_s"]})
    report.table(
        "Whole pipeline, articles of 3,000 characters in the median",
        COLUMNS,
        [row(one) for one in rows],
        f"Baseline: the plain loop. The best on {best['broker']} reaches "
        f"{best['articles_per_s'] / floor['articles_per_s']:.0%} of it.",
    )


def test_latency(brokers: Callable[[str], Bench], tmp_path: Path) -> None:
    main = brokers(KINDS[0])
    given = report.number("SUSTAINED", 0)
    if not given and not _found:
        for workers in WORKERS:
            _found.append(asyncio.run(throughput(main, tmp_path / f"rate-{workers}", workers=workers)))
    best: dict[str, Any] = {"workers": WORKERS[0], "articles_per_s": float(given)} if given else _best()
    rows = asyncio.run(
        latencies(main, tmp_path / "latency", workers=best["workers"], sustained=best["articles_per_s"], loads=LOADS)
    )
    report.save("latency", {"sustained_articles_per_s": best["articles_per_s"], "rows": rows})
    latency_table(rows, best)


def _best() -> dict[str, Any]:
    """The highest rate on the first kind of broker."""
    return max((one for one in _found if one["broker"] == KINDS[0]), key=lambda one: one["articles_per_s"])
