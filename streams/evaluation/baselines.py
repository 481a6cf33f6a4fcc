"""Simple change detectors to compare the tracker with.

Each sees the stances of one series as numbers (−1 … 1) in order of arrival and says, after each, whether the position
has just changed, and in which direction. Page–Hinkley and ADWIN come from `river` (BSD), which the extra `backtest`
brings; without it they are left out.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol


class Detector(Protocol):
    """Feeds on one number at a time."""

    def update(self, value: float) -> int:
        """+1: has just moved up; −1: has just moved down; 0: neither."""


class DiffersFromLast:
    """Alarm at every statement at least 1 away from the one before."""

    def __init__(self) -> None:
        self._last: float | None = None

    def update(self, value: float) -> int:
        step = 0.0 if self._last is None else value - self._last
        self._last = value
        return _sign(step) if abs(step) >= 1.0 else 0


class MajorityOfThree:
    """Alarm when two of the last three statements stand on the other side of the announced position."""

    def __init__(self) -> None:
        self._window: deque[float] = deque(maxlen=3)
        self._announced: float | None = None

    def update(self, value: float) -> int:
        self._window.append(value)
        if len(self._window) < 3:
            return 0
        middle = sorted(self._window)[1]
        if self._announced is None:
            self._announced = middle
            return 0
        step = middle - self._announced
        if abs(step) >= 1.0:
            self._announced = middle
            return _sign(step)
        return 0


class Ewma:
    """Exponentially weighted moving average (Roberts 1959); alarm when it leaves the announced level by `limit`."""

    def __init__(self, rate: float = 0.3, limit: float = 1.0) -> None:
        self._rate, self._limit = rate, limit
        self._level: float | None = None
        self._announced: float | None = None
        self._seen = 0

    def update(self, value: float) -> int:
        self._seen += 1
        self._level = value if self._level is None else self._level + self._rate * (value - self._level)
        if self._seen < 3:
            return 0
        if self._announced is None:
            self._announced = self._level
            return 0
        step = self._level - self._announced
        if abs(step) >= self._limit:
            # Where it is heading, not where it is on its way.
            self._announced = 1.0 if step > 0 else -1.0
            return _sign(step)
        return 0


class Cusum:
    """Two-sided cumulative sum (Page 1954) against the mean of the first statements."""

    def __init__(self, slack: float = 0.5, limit: float = 2.0) -> None:
        self._slack, self._limit = slack, limit
        self._start: list[float] = []
        self._mean = 0.0
        self._up = self._down = 0.0

    def update(self, value: float) -> int:
        if len(self._start) < 3:
            self._start.append(value)
            self._mean = sorted(self._start)[len(self._start) // 2]
            return 0
        self._up = max(0.0, self._up + value - self._mean - self._slack)
        self._down = max(0.0, self._down + self._mean - value - self._slack)
        if max(self._up, self._down) <= self._limit:
            return 0
        direction = 1 if self._up > self._down else -1
        self._mean, self._up, self._down = float(direction), 0.0, 0.0
        return direction


class River:
    """A drift detector of `river`, with the direction taken from the latest statements."""

    def __init__(self, detector: Any) -> None:
        self._detector = detector
        self._recent: deque[float] = deque(maxlen=3)
        self._sum, self._seen = 0.0, 0

    def update(self, value: float) -> int:
        self._detector.update(value)
        self._recent.append(value)
        self._sum, self._seen = self._sum + value, self._seen + 1
        if not self._detector.drift_detected:
            return 0
        direction = _sign(sum(self._recent) / len(self._recent) - self._sum / self._seen)
        self._sum, self._seen = sum(self._recent), len(self._recent)
        return direction


def baselines() -> dict[str, Callable[[], Detector]]:
    """Every baseline that can be made here, by name."""
    made: dict[str, Callable[[], Detector]] = {
        "differs from last": DiffersFromLast,
        "majority of 3": MajorityOfThree,
        "EWMA": Ewma,
        "CUSUM": Cusum,
    }
    if importlib.util.find_spec("river") is not None:
        drift = importlib.import_module("river.drift")
        made["Page–Hinkley (river)"] = lambda: River(
            drift.PageHinkley(min_instances=3, delta=0.2, threshold=2.0, alpha=0.99)
        )
        made["ADWIN (river)"] = lambda: River(drift.ADWIN(delta=0.05, clock=1, grace_period=5, min_window_length=2))
    return made


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
