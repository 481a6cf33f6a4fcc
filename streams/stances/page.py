"""What is read once of a text for all its quotations, and what is made of each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from schemas.statement import Act
from streams.stances.lexicon import StanceLexicon
from streams.stances.matching import Scan
from streams.stances.patterns import Hit, HitIndex
from streams.stances.state import Reading
from streams.stances.words import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue of a quotation, with stance and act."""

    issue: str
    issue_confidence: float
    reading: Reading
    act: Act
    cues: tuple[tuple[int, int], ...]
    """Code points of the words that decided the stance."""
    stands_alone: bool = True
    """Whether it is a position by itself: its sentence names the issue, or few words judge what the context names."""
    outright: bool = True
    """Whether the quotation's own words name the issue."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text with everything found in it once, for all its quotations."""

    scan: Scan
    title: Scan
    hits: dict[str, list[Hit]]
    lexicon: StanceLexicon
    sentences: tuple[tuple[int, int], ...]
    """Code points of each sentence."""
    ends: tuple[int, ...]
    """The end of each of them."""
    index: HitIndex
    """Of the hits."""
    topics: dict[str, float]
    """How much of the article each issue takes."""
    denies: bool
    """Whether the headline holds a negation."""
    theme: str | None = None
    """The issue that the article is about, if it is about one: its headline names it, and no other comes near."""
    heading: dict[str, list[Hit]] = field(default_factory=dict)
    """The stance lexicon's hits in the headline."""

    @property
    def words(self) -> Words:
        """The text's words."""
        return self.scan.words

    def hits_near(self, index: int) -> dict[str, list[Hit]]:
        """The stance lexicon's hits near a word."""
        return self.index.near(index, index + 1)

    def sentences_of(self, start: int, end: int) -> range:
        """Numbers of the sentences that code points start…end touch; sentences are in order."""
        return range(bisect_right(self.ends, start), bisect_left(self.sentences, (end,)))
