"""A stance told by rules and by what was learned from examples, weighed together."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from schemas.base import StanceLabel
from streams.stances.state import Reading

_CUED, _BARE = 3.0, 1.2
"""Log-odds in favour of what the rules say, where words of stance tell it and where nothing does."""
_LEAST = 0.01
_SUREST = 0.7
"""Confidence of what was learned, at most: such readings shall not outweigh those that words of stance bear out."""


def blended(reading: Reading, chances: Mapping[StanceLabel, float]) -> Reading:
    """The likeliest stance, given a reading by rules and learned probabilities: a product of experts (Hinton 2002).

    Args:
        reading: what the rules say.
        chances: what was learned says, a probability for each stance.

    Returns:
        The reading itself where its stance prevails, surer if no word of stance had told it; else another one without
        cues.

    >>> doubtful = Reading("support", 0.5)
    >>> blended(doubtful, {"support": 0.05, "oppose": 0.9, "conditional": 0.03, "neutral": 0.02}).label
    'oppose'
    """
    scores: dict[StanceLabel, float] = {label: log(max(chance, _LEAST)) for label, chance in chances.items()}
    scores[reading.label] = scores.get(reading.label, log(_LEAST)) + (_CUED if reading.cues else _BARE)
    top = max(scores, key=lambda label: (scores[label], label))
    sure = min(exp(scores[top]) / sum(exp(score) for score in scores.values()), _SUREST)
    if top != reading.label:
        return Reading(top, sure)
    return reading if reading.cues else Reading(top, max(reading.confidence, sure))
