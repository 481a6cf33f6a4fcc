"""What was done to an issue, where a quotation judges the deed and not the thing: "the decision is a mistake"."""

from __future__ import annotations

from streams.stances.issues import Issue
from streams.stances.lexicon import StanceLexicon
from streams.stances.matching import Scan
from streams.stances.passage import Passage
from streams.stances.patterns import Hit, starting_in
from streams.stances.stance import read_stance

_TOLD = 0.7
"""Confidence of a reading of the headline from which it tells what was done; a wording of the opposite tells more."""
_OPPOSED = 0.6
_LEAD = 120
"""Words in which the lead stands, and its sentences."""
_SENTENCES = 4
_MIGHT = frozenset(("would", "could", "might", "б", "би", "бы"))


def undone_by(
    headline: Scan,
    hits: dict[str, list[Hit]],
    text: Scan,
    near: dict[str, list[Hit]],
    lexicon: StanceLexicon,
    issue: Issue,
) -> bool | None:
    """Whether the headline, or else the lead, tells of a deed against the issue; none if neither tells of a deed.

    Args:
        headline: its words with the terms found.
        hits: the stance lexicon's hits in it.
        text: the article's words with the terms found.
        near: the stance lexicon's hits in its lead.
        lexicon: of its language.
        issue: what the article is about.
    """
    heading = (0, len(headline.words.items))
    lead = _lead(text)
    for opposed in (True, False):  # the opposite's own words tell more than a verb beside the thing's name
        told = _tells(headline, hits, lexicon, issue, heading, opposed=opposed)
        for span in lead:
            if told is not None:
                return told
            told = _tells(text, near, lexicon, issue, span, opposed=opposed)
        if told is not None:
            return told
    return None


def _lead(text: Scan) -> list[tuple[int, int]]:
    """Word ranges of the first sentences."""
    spans = []
    first = 0
    for index in range(1, min(len(text.sentences), _LEAD) + 1):
        if index == len(text.sentences) or text.sentences[index] != text.sentences[first]:
            spans.append((first, index))
            first = index
    return spans[:_SENTENCES]


def _tells(
    scan: Scan,
    hits: dict[str, list[Hit]],
    lexicon: StanceLexicon,
    issue: Issue,
    span: tuple[int, int],
    *,
    opposed: bool,
) -> bool | None:
    named = [
        (c.hit, c.made.term.opposed, False)
        for c in scan.candidates
        if c.made.term.issue == issue.id and span[0] <= c.hit.first < span[1]
    ]
    if not named or any(item[1] for item in named) != opposed:
        return None
    named = [item for item in named if item[1]] or named
    reading = read_stance(Passage(scan.words, hits, lexicon, *span), named[:3], issue)
    least = _OPPOSED if named[0][1] else _TOLD
    if reading.confidence < least or reading.label not in ("support", "oppose"):
        return None
    return reading.label == "oppose"


def judges_deed(passage: Passage) -> bool:
    """Whether the words judge a decision, a step or what happened, not one that might be taken."""
    spans = [(c.first, c.last) for c in passage.clauses if c.opener not in ("condition", "until")]
    if not any(starting_in(passage.hits.get("deed", ()), span) for span in spans):
        return False
    return _MIGHT.isdisjoint(word.form for word in passage.words.items[passage.first : passage.last])
