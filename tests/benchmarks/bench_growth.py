"""How cost grows: with the length of an article, actors, issues, known positions, and partitions.

`make bench ARGS="-k growth"` takes about three minutes. Times are CPU times on one core, but for partitions, which is
the whole pipeline on Apache Kafka. The baseline of each table is its first row, measured in the same run.

VOLTEFACE_BENCH_LENGTHS (1000,10000,100000,1000000), VOLTEFACE_BENCH_ACTORS (100,1000,10000,100000),
VOLTEFACE_BENCH_ISSUES (10,64,250,1000), VOLTEFACE_BENCH_POSITION_COUNTS (1000,10000,100000; also 1000000, which fills
a gigabyte and takes half a minute more) and VOLTEFACE_BENCH_PARTITIONS (1,4,16) are the sizes.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks import report
from tests.benchmarks.conftest import Bench
from tests.benchmarks.corpus import LANGUAGES
from tests.benchmarks.throughput import COLUMNS, row, throughput
from tests.conftest import OWN_CLUSTER


def test_growth_with_length() -> None:
    rows = _rows("length", report.numbers("LENGTHS", (1000, 10_000, 100_000, 1_000_000)))
    columns = [f"{language}_{stage}_ms" for stage in ("extractor", "statements") for language in LANGUAGES]
    _tell(
        "length",
        "Cost against the length of an article, CPU ms per 1,000 characters (dense: sample articles only)",
        rows,
        ("characters", *columns, "resident_mb"),
    )


def test_growth_with_actors() -> None:
    rows = _rows("actors", report.numbers("ACTORS", (100, 1000, 10_000, 100_000)))
    _tell(
        "actors",
        "Extractor against the number of actors, CPU ms an article (below 1,000 without the catalogue that ships)",
        _against(rows, 1),
        ("actors", "ms_per_article", "of_baseline", "linked", "load_s", "resident_mb"),
        "Baseline: the second row, the catalogue that ships and 1,000 more.",
    )


def test_growth_with_issues() -> None:
    rows = _rows("issues", report.numbers("ISSUES", (10, 64, 250, 1000)))
    _tell(
        "issues",
        "Reading statements against the number of issues, CPU ms an article",
        _against(rows, 1),
        ("issues", "ms_per_article", "of_baseline", "statements", "load_s", "resident_mb"),
        "Baseline: the second row, about the catalogue that ships.",
    )


def test_growth_with_positions() -> None:
    rows = _rows("positions", report.numbers("POSITION_COUNTS", (1000, 10_000, 100_000)))
    parts = ("read_ms", "decode_ms", "fold_ms", "encode_ms", "write_ms")
    _tell(
        "positions",
        "One statement folded into one of so many positions in RocksDB, CPU ms",
        _against(rows, 0),
        ("positions", *parts, "ms", "of_baseline", "fill_s", "resident_mb"),
    )
    rows = _rows("statements", report.numbers("STATEMENTS", (1, 8, 32, 128)))
    _tell(
        "statements",
        "One more statement folded into a position of which so many are known, CPU ms",
        _against(rows, 0),
        ("statements", "ms", "of_baseline", "state_bytes"),
    )


def test_growth_with_partitions(brokers: Callable[[str], Bench], tmp_path: Path) -> None:
    bench = brokers("own" if OWN_CLUSTER else "apache")
    rows = [
        asyncio.run(throughput(bench, tmp_path / f"partitions-{count}", workers=1, partitions=count, seconds=10))
        for count in report.numbers("PARTITIONS", (1, 4, 16))
    ]
    report.save("growth-partitions", {"rows": rows})
    report.table(
        "Whole pipeline against the number of partitions, one worker",
        ("partitions", *COLUMNS),
        [[one["partitions"], *row(one)] for one in rows],
    )


def _rows(part: str, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Each size in a process of its own."""
    made = []
    for size in sizes:
        command = [sys.executable, "-m", "tests.benchmarks.growth", part, str(size)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        made.append(json.loads(done.stdout))
    return made


def _against(rows: list[dict[str, Any]], place: int) -> list[dict[str, Any]]:
    """The rows with their cost as a multiple of that of one of them."""
    field = "ms_per_article" if "ms_per_article" in rows[0] else "ms"
    base = rows[min(place, len(rows) - 1)][field]
    return [one | {"of_baseline": one[field] / base} for one in rows]


def _tell(part: str, title: str, rows: list[dict[str, Any]], columns: Sequence[str], note: str = "") -> None:
    report.save(f"growth-{part}", {"rows": rows})
    named = [column.replace("_", " ") for column in columns]
    report.table(
        title, named, [[one[column] for column in columns] for one in rows], note or "Baseline: the first row."
    )
