"""One speaker, one issue, one day, one article: a doubtful reading that contradicts a sure one is read in its light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.base import StanceLabel
from streams.stances.state import Reading

_SIDES: dict[StanceLabel, int] = {"support": 1, "conditional": 1, "oppose": -1}
_CLEARER = 0.05
"""How much surer a reading must be for another one to be read in its light."""
_DOUBTFUL = 0.62
"""Confidence of a reading above which it stands whatever else is said: people do contradict themselves."""
_LENT = 0.8
"""Factor for what is read in the light of something else."""


def agreeing(readings: Sequence[Reading]) -> list[Reading]:
    """The same readings, in order, without contradictions that rest on a doubtful one.

    A reading for the issue and one against it seldom both hold on one day; where one of them is a guess (no word of
    stance reaches the issue, or only the context names it) and the other is plain, the guess takes the plain one's
    stance, with less confidence. Nothing is dropped, and two plain readings stand side by side.

    Args:
        readings: what one speaker says on one issue on one day in one article.
    """
    sure = max(readings, key=lambda reading: reading.confidence, default=None)
    if sure is None or sure.label not in _SIDES:
        return list(readings)
    side = _SIDES[sure.label]
    return [
        replace(reading, label=sure.label, confidence=min(reading.confidence, sure.confidence) * _LENT)
        if _SIDES.get(reading.label) == -side and reading.confidence <= min(_DOUBTFUL, sure.confidence - _CLEARER)
        else reading
        for reading in readings
    ]


def contested(told: Sequence[tuple[StanceLabel, bool]]) -> list[bool]:
    """Which readings another one contradicts that is better founded.

    What only the surroundings tie to an issue ("it will cost us dear") is no second position beside the one that the
    same speaker takes on it in so many words.

    Args:
        told: what one speaker says on one issue on one day in one article: each stance, and whether the words name
            the issue themselves.
    """
    plain = {label for label, outright in told if outright}
    return [bool(plain) and not outright and label not in plain for label, outright in told]
