"""Documented positions under readings that err: how the tracker fares when every fifth reading is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.resources.abc import Traversable

from pydantic import BaseModel, ConfigDict

from streams.evaluation.backtest import backtest
from streams.positions.settings import Profile


class Disturbed(BaseModel):
    """Alarms of one profile over timelines that were misread at random, many times."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    profile: Profile
    """Profile of the tracker."""
    misread: float
    """Share of readings that were replaced by another stance."""
    runs: int
    """How often, each with a seed of its own."""
    steady_years: float
    """Length of the timelines without a shift, over all runs."""
    steady_confirmed: float
    """Confirmed alerts on these, all of them false, per 100 years."""
    steady_alarms: float
    """Alerts of any tier on these, also those withdrawn later, per 100 years."""
    found: float
    """Share of the documented shifts with a fitting alert, for what the other timelines give."""
    confirmed: float
    """Share of them with a fitting confirmed alert."""


def disturb(
    paths: Iterable[str | os.PathLike[str] | Traversable] | None = None,
    profile: Profile = "balanced",
    *,
    misread: float,
    runs: int,
    seed: int = 0,
) -> Disturbed:
    """Backtest `runs` times with readings misread anew, from `seed` on; the arguments are those of `backtest`."""
    files = None if paths is None else list(paths)
    years = 0.0
    confirmed = alarms = found = found_confirmed = shifts = 0
    for run in range(runs):
        report = backtest(files, profile, misread=misread, seed=seed + run)
        steady = [pair for pair in report.pairs if not pair.shifts]
        years += sum(pair.years for pair in steady)
        alarms += sum(pair.false_alarms for pair in steady)
        confirmed += sum(1 for pair in steady for mark in pair.alerts if mark.confirmed_on and not mark.digest)
        shifts, found = shifts + report.shifts, found + report.found
        found_confirmed += report.confirmed
    return Disturbed(
        profile=profile,
        misread=misread,
        runs=runs,
        steady_years=years,
        steady_confirmed=100.0 * confirmed / years if years else 0.0,
        steady_alarms=100.0 * alarms / years if years else 0.0,
        found=found / shifts if shifts else 0.0,
        confirmed=found_confirmed / shifts if shifts else 0.0,
    )
