"""Spans compared: borders, overlap, one-to-one matching, precision and recall."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Range = tuple[int, int]
"""Half-open range of code points."""

BORDER = frozenset("\"“”„«»‟'‘’ .,;:!?\n-–—")
"""What does not count at the border of a quotation."""

_WORD = re.compile(r"[\w’'ʼ]+")

Gold = TypeVar("Gold")
Predicted = TypeVar("Predicted")


@dataclass(slots=True)
class Tally:
    """Counts behind precision and recall; they may rest on different matchings."""

    right: int = 0
    """Predictions that are right."""
    predicted: int = 0
    found: int = 0
    """Gold items that were found."""
    gold: int = 0

    def add(self, right: int, predicted: int, found: int, gold: int) -> None:
        """Count one article."""
        self.right += right
        self.predicted += predicted
        self.found += found
        self.gold += gold

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 if there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found; 0 if there are none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)


def harmonic(precision: float, recall: float) -> float:
    """F1: the harmonic mean, 0 where both are."""
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def trimmed(text: str, start: int, end: int) -> Range:
    """The range without quotation marks, punctuation and space at its borders."""
    end = min(end, len(text))
    while start < end and text[start] in BORDER:
        start += 1
    while start < end and text[end - 1] in BORDER:
        end -= 1
    return start, end


def shared(one: Range, other: Range) -> int:
    """How many code points two ranges have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def range_iou(one: Range, other: Range) -> float:
    """Intersection over union of two ranges, in characters."""
    common = shared(one, other)
    return common / (one[1] - one[0] + other[1] - other[0] - common) if common else 0.0


class WordIndex:
    """The words of a text by position."""

    def __init__(self, text: str) -> None:
        self._spans = [match.span() for match in _WORD.finditer(text)]

    def within(self, start: int, end: int) -> frozenset[int]:
        """Numbers of the words that start…end touches."""
        return frozenset(index for index, span in enumerate(self._spans) if span[0] < end and span[1] > start)


def word_iou(one: frozenset[int], other: frozenset[int]) -> float:
    """Intersection over union of two sets of words (Jaccard)."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def pair_up(candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs, greedily: each (gold, prediction) in turn, unless one of the two is taken."""
    gold: set[int] = set()
    predicted: set[int] = set()
    pairs = []
    for left, right in candidates:
        if left in gold or right in predicted:
            continue
        gold.add(left)
        predicted.add(right)
        pairs.append((left, right))
    return pairs


def best_pairs(
    gold: Sequence[Gold],
    predicted: Sequence[Predicted],
    likeness: Callable[[Gold, Predicted], float | None],
) -> list[tuple[int, int]]:
    """One-to-one pairs, the most alike first; of equals the later ones.

    Args:
        likeness: how alike two items are, or none where they do not fit.
    """
    scored = []
    for left, wanted in enumerate(gold):
        for right, got in enumerate(predicted):
            value = likeness(wanted, got)
            if value is not None:
                scored.append((value, left, right))
    scored.sort(reverse=True)
    return pair_up((left, right) for _, left, right in scored)


def located(text: str, start: int | None, end: int | None, words: str) -> Range | None:
    """Where a prediction stands: at its offsets if these cut out its words, else where its words first stand.

    White space may differ. None: the words are not in the text.
    """
    words = words.strip()
    if start is not None and end is not None and start < end <= len(text):
        cut = text[start:end].strip()
        if not words or cut == words or words not in text:
            return start, end
    if not words:
        return None
    first = text.find(words)
    if first >= 0:
        return first, first + len(words)
    loose = re.search(r"\s+".join(re.escape(part) for part in words.split()), text)
    return loose.span() if loose else None


def in_context(text: str, start: int, end: int, reach: int = 60) -> str:
    """The words at start…end in brackets, with what stands around them, on one line."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())
