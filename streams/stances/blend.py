"""A stance told by rules and by what was learned from examples, weighed together."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from schemas.base import StanceLabel
from streams.stances.state import Reading

TAKEN = 2.5
"""Log-odds in favour of the stance that is taken where no word of stance tells one."""
UNNAMED = 0.6
"""The same for what words of stance tell of an issue that no term names: which way they turn is then a guess."""
_LEAST = 0.01
_SUREST = 0.7
"""Confidence of what was learned, at most: such readings shall not outweigh those that words of stance bear out."""


def untold(reading: Reading, default: StanceLabel) -> bool:
    """Whether no word of stance told a reading, so that the rules took the issue's default."""
    return not reading.cues and reading.label == default


def blended(reading: Reading, chances: Mapping[StanceLabel, float], odds: float = TAKEN) -> Reading:
    """The likeliest stance, where the rules are not sure: a product of experts (Hinton 2002).

    Args:
        reading: what the rules say.
        chances: what was learned says, a probability for each stance.
        odds: log-odds in favour of what the rules say.

    >>> blended(Reading("support", 0.5), {"support": 0.05, "oppose": 0.9, "conditional": 0.03, "neutral": 0.02}).label
    'oppose'
    >>> blended(Reading("support", 0.5), {"support": 0.3, "oppose": 0.4, "conditional": 0.2, "neutral": 0.1}).label
    'support'
    """
    default = reading.label
    scores: dict[StanceLabel, float] = {label: log(max(chance, _LEAST)) for label, chance in chances.items()}
    scores[default] = scores.get(default, log(_LEAST)) + odds
    top = max(scores, key=lambda label: (scores[label], label))
    sure = min(exp(scores[top]) / sum(exp(score) for score in scores.values()), _SUREST)
    return Reading(top, sure if top != default else max(reading.confidence, sure), reading.cues)
