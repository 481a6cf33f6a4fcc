"""What the benchmarks share in telling: tables, JSON files, sizes from the environment."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

PREFIX = "VOLTEFACE_BENCH_"


def number(name: str, default: int) -> int:
    """A size from VOLTEFACE_BENCH_<name>."""
    return int(os.environ.get(PREFIX + name, "") or default)


def numbers(name: str, default: Sequence[int]) -> tuple[int, ...]:
    """Sizes from VOLTEFACE_BENCH_<name>, separated by commas."""
    given = os.environ.get(PREFIX + name, "")
    return tuple(int(part) for part in given.split(",")) if given else tuple(default)


def words(name: str, default: Sequence[str]) -> tuple[str, ...]:
    """Words from VOLTEFACE_BENCH_<name>, separated by commas."""
    given = os.environ.get(PREFIX + name, "")
    return tuple(part.strip() for part in given.split(",")) if given else tuple(default)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], note: str = "") -> None:
    """Print a table, its first column on the left and the others on the right."""
    made = Table()
    for place, column in enumerate(columns):
        made.add_column(column, justify="right" if place else "left", overflow="fold")
    for row in rows:
        made.add_row(*(shown(cell) for cell in row))
    console = Console(width=None if os.isatty(1) else 120, highlight=False)
    console.print(f"\n[bold]{escape(title)}[/bold]", soft_wrap=True)
    console.print(made)
    if note:
        console.print(escape(note), soft_wrap=True)


def shown(cell: object) -> str:
    """A cell as text: figures of about three digits, a dash for none."""
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"
    return f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)


def save(name: str, result: dict[str, Any]) -> Path:
    """Write a result, with the machine it was measured on, to build/bench or VOLTEFACE_BENCH_OUT."""
    directory = Path(os.environ.get(PREFIX + "OUT", "build/bench"))
    directory.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    path = directory / f"{name}.json"
    path.write_text(json.dumps({"machine": machine} | result, indent=1) + "\n", encoding="utf-8")
    return path


def percentile(ordered: Sequence[float], percent: int) -> float | None:
    """The nearest rank of values in order; none where there are no values."""
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else None
