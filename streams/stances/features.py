"""What the learned models see of a text: its lemmas, their stems and neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from streams.language.morphology import morphology
from streams.stances.words import Words

STEM = 5
"""Letters that stand for a longer lemma, so that derived words ("negotiate", "negotiations") share something."""
MOST_WORDS = 120
"""Words of a quotation that are looked at."""


def lemmas(words: Words, first: int, last: int) -> list[str]:
    """Dictionary forms of words first…last, at most `MOST_WORDS`."""
    lemma = morphology(words.language).lemma
    return [lemma(word.form) for word in words.items[first : min(last, first + MOST_WORDS)]]


def issue_features(lemmas: Sequence[str]) -> list[str]:
    """For the issue: lemmas, and the stems of long ones (marked with "~").

    >>> issue_features(["send", "tanks"])
    ['send', 'tanks']
    >>> issue_features(["negotiate"])
    ['negotiate', '~negot']
    """
    return [*lemmas, *(f"~{lemma[:STEM]}" for lemma in lemmas if len(lemma) > STEM)]


def stance_features(lemmas: Sequence[str], issue: str) -> list[str]:
    """For the stance on an issue: the same, pairs of neighbours ("_" between), and the lemmas beside the issue's name.

    >>> stance_features(["not", "yet"], "gas-transit")[2:]
    ['<_not', 'not_yet', 'yet_>', 'gas-transit:not', 'gas-transit:yet', 'gas-transit:', 'gas-transit:', 'gas-transit:']
    """
    pairs = (f"{one}_{other}" for one, other in zip(["<", *lemmas], [*lemmas, ">"], strict=True))
    return [*issue_features(lemmas), *pairs, *(f"{issue}:{lemma}" for lemma in lemmas), *[f"{issue}:"] * 3]
