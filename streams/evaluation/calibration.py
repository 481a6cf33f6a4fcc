"""Whether a confidence means what it says: of all items given 0.8, eight in ten should be right.

Reliability tables with bins of equal width, and the expected calibration error over them (Naeini, Cooper, Hauskrecht
2015; Guo et al. 2017).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Items whose confidence lies in low…high (the last bin includes 1)."""

    low: float
    high: float
    items: int
    confidence: float
    """Mean confidence of the items; 0 if there are none."""
    precision: float
    """Share of the items that are right; 0 if there are none."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability table."""

    bins: tuple[Bin, ...]
    error: float
    """Expected calibration error: the mean gap between confidence and precision, weighted by items."""
    items: int


def reliability(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> Reliability:
    """The reliability table of items.

    Args:
        judged: each item's confidence (0 … 1), and whether it is right.
        bins: how many of equal width.
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in judged:
        # Rounded, since 0.3 × 10 may come out below 3.
        members[min(bins - 1, int(round(confidence * bins, 9)))].append((confidence, right))
    total = sum(map(len, members))
    table = []
    error = 0.0
    for index, items in enumerate(members):
        count = len(items)
        confidence = sum(item[0] for item in items) / count if count else 0.0
        precision = sum(item[1] for item in items) / count if count else 0.0
        error += count / total * abs(confidence - precision) if count else 0.0
        table.append(Bin(index / bins, (index + 1) / bins, count, confidence, precision))
    return Reliability(tuple(table), error, total)
