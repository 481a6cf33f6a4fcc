"""What is asked of the tracker on simulated series, and whether it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from streams.evaluation.trial import TrialSummary

ALLOWED: dict[str, float] = {"matched": 4.0, "mismatched": 8.0}
"""Confirmed false alarms per 100 pair-years, by how the noise was made."""

_CANDIDATES = 30.0
_TRACKER = "tracker, balanced"


class Bar(BaseModel):
    """One figure that is asked for, of the balanced profile."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    case: str
    """How the noise of the series was made."""
    what: str
    """Tier and figure."""
    least: bool
    """The figure shall be at least `limit`, or at most."""
    limit: float
    """What is asked of the mean."""
    mean: float
    """Over the seeds."""
    worst: float
    """Of the seeds."""
    error: float | None
    """Standard error of the mean; None for a single seed."""
    ideal: float | None = None
    """What an ideal observer reaches with the confirmed false alarms that are allowed; None where that says nothing."""

    @property
    def holds(self) -> bool:
        """Whether the mean reaches it."""
        return self.mean >= self.limit if self.least else self.mean <= self.limit


def bars(trials: Mapping[str, Sequence[TrialSummary]]) -> list[Bar]:
    """What is asked of each case of `trials` that has an allowance."""
    made: list[Bar] = []
    for case, allowed in ALLOWED.items():
        rows = {row.mean.detector: row for row in trials.get(case, ())}
        if not rows:
            continue
        best = next((row.mean for name, row in rows.items() if name.startswith("ideal")), None)
        asked = (
            ("confirmed", "false_alarms", "false per 100 years", allowed, best.false_alarms if best else None),
            ("confirmed", "within_4", "within 4 statements", 0.90, best.within_4 if best else None),
            ("candidate", "false_alarms", "false per 100 years", _CANDIDATES, None),
            ("candidate", "within_2_or_decision", "within 2 or by a decision", 0.95, None),
        )
        for tier, field, what, limit, possible in asked:
            row = rows[f"{_TRACKER} ({tier})"]
            made.append(
                Bar(
                    case=case,
                    what=f"{tier}: {what}",
                    least=field != "false_alarms",
                    limit=limit,
                    mean=getattr(row.mean, field),
                    worst=getattr(row.worst, field),
                    error=row.errors.get(field),
                    ideal=possible,
                )
            )
    return made


def beaten_by(trials: Mapping[str, Sequence[TrialSummary]]) -> list[str]:
    """Baselines that raise fewer false alarms than a tier of the tracker, and find more within four utterances."""
    better: list[str] = []
    for case, rows in trials.items():
        tiers = [row.mean for row in rows if row.mean.detector.startswith(_TRACKER)]
        for row in rows:
            other = row.mean
            if not other.detector.startswith(("tracker", "ideal")) and any(
                other.false_alarms <= tier.false_alarms and other.within_4 >= tier.within_4 for tier in tiers
            ):
                better.append(f"{other.detector} ({case})")
    return better
