"""What a quotation means whose words only point back: "the same", "обратное"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas.base import StanceLabel
from schemas.enriched_article import Quotation, Speaker
from streams.language.echoes import SIDES, Echo, echo, elided, stands_for
from streams.stances.dating import Dated
from streams.stances.decisions import ANSWERS
from streams.stances.page import Finding, Page
from streams.stances.patterns import starting_in

Told = tuple[Quotation, Speaker, Finding, Dated]
"""A quotation with a position that it takes."""
_LONGEST = 9
"""Words of a quotation that points back."""
_NEAR = 400
"""Code points within which the words of somebody else are pointed back to."""
_FAR = 1000
"""Code points within which the words of somebody on one's own side are."""
_BESIDE = 12
"""Code points between a phrase and the relative word that stands for it."""
_SENTENCE = 120
"""Code points between a phrase and a pronoun for it in the same sentence."""
_SURE = 0.85
_TAKEN = 0.5
"""Confidence of a position from which it tells what was done to an issue."""
_WORDS = ("words", "terms", "tone", "словами", "слова", "тоном", "тоні", "тоне")
"""How a quotation ends that tells in what words something was said again."""
_OTHER: dict[StanceLabel, StanceLabel] = {"support": "oppose", "oppose": "support", "conditional": "oppose"}


def points_back(page: Page, quotation: Quotation) -> Echo | None:
    """Whether the words only point back to what was said before, or to its opposite."""
    first, last = page.words.between(quotation.start, quotation.end)
    if not 0 < last - first <= _LONGEST:
        return None
    forms = [word.form for word in page.words.items[first:last]]
    told = echo(forms, 0, len(forms), page.words.language)
    if told is None:
        return None
    after, meant, named = told
    if not named and after < len(forms) and page.lexicon.morphology.readings(forms[after])[0].pos in ("NOUN", "ADJ"):
        return None  # "the same decision" is one of its own
    return meant


def _sureness(one: Told) -> float:
    quotation, _, finding, _ = one
    return quotation.confidence * finding.issue_confidence * finding.reading.confidence


def echoed(
    page: Page, meant: Echo, quotation: Quotation, speaker: Speaker, before: Sequence[Told], kin: Sequence[Told] = ()
) -> list[Finding]:
    """The positions pointed back to: the last ones of the speaker, or those of whoever spoke just before.

    Who "rejected the same demand" takes the other side; who "refused in the same words" does not.

    Args:
        page: the article.
        meant: what the words stand for.
        quotation: the words.
        speaker: theirs.
        before: what was told before them, in order.
        kin: what those told of it who speak for the same government or party: theirs is the line that one "held".
    """
    manner = quotation.text.lower().endswith(_WORDS)
    follows = (meant == "same") != (_side(page, quotation) < 0 and not manner)
    told = next((one for one in reversed(before) if one[1].actor_id == speaker.actor_id), None)
    theirs = [one for one in kin if quotation.start - one[0].end <= _FAR]
    if told is None and meant == "same" and theirs:
        told = max(theirs, key=_sureness)
    if told is None and before and quotation.start - before[-1][0].end <= _NEAR:
        last = before[-1][1].actor_id
        near = [one for one in before if one[1].actor_id == last and quotation.start - one[0].end <= _NEAR]
        told = max(near, key=_sureness)
    if told is None:
        return []
    findings = []
    for known, _, finding, _ in before:
        if known is not told[0]:
            continue
        if (taken := _taken_over(finding, same=follows)) is not None:
            findings.append(taken)
    return findings


def _taken_over(finding: Finding, *, same: bool) -> Finding | None:
    """The position as another one's, or the other side of it; None if it has no other side."""
    reading = finding.reading
    label = reading.label if same else _OTHER.get(reading.label)
    if label is None:
        return None
    sure = replace(reading, label=label, confidence=reading.confidence * _SURE)
    return replace(finding, reading=sure, cues=(), outright=False)


def left_out(page: Page, quotation: Quotation, speaker: Speaker, before: Sequence[Told]) -> list[Finding] | None:
    """The positions of somebody of whom only the side is told ("Prague too", "Проти — Угорщина"), by what somebody else
    was told to hold right before; None if the words are no such clause."""
    cue = quotation.cue
    if cue is None or quotation.kind == "direct" or (cue.start, cue.end) != (quotation.start, quotation.end):
        return None
    first, last = page.words.between(quotation.start, quotation.end)
    meant = elided([word.form for word in page.words.items[first:last]])
    if meant is None:
        return None
    others = [one for one in before if one[1].actor_id != speaker.actor_id and one[0].start != quotation.start]
    if meant in ("voted for", "voted against"):
        # a vote is one on what a body decided, not on what somebody said of it
        others = [one for one in others if one[1].kind == "institution"]
        others = [one for one in others if one[2].reading.confidence * one[2].issue_confidence >= _PLAIN]
    told = others[-1] if others else None
    if told is None or quotation.start - told[0].end > (_VOTE if meant.startswith("voted") else _CLAUSE):
        return []
    findings = []
    for known, holder, finding, _ in before:
        if known.start != told[0].start or holder.actor_id != told[1].actor_id:
            continue
        same = meant in ("same", "voted for")
        if meant in ("for", "against"):
            # who is against what another one refuses refuses it too; what another one does is done against him
            same = (_side(page, known) < 0) == (meant == "against")
        if (taken := _taken_over(finding, same=same)) is not None:
            findings.append(taken)
    return findings


_CLAUSE = 200
"""Code points between a clause that leaves out its predicate and the end of the words that have it."""
_VOTE = 700
"""Code points between a vote and the decision that it was on."""
_PLAIN = 0.5
"""How sure the reading of a decision must be for a vote on it to be read by it."""


def related(page: Page, quotation: Quotation, before: Sequence[Told]) -> list[Finding] | None:
    """The positions on what a relative word or pronoun stands for: "backed the loan, which she had opposed".

    The position before tells the issue, the two verbs whether the sides are the same. None if the words are neither.
    """
    first, last = page.words.between(quotation.start, quotation.end)
    forms = [word.form for word in page.words.items[first:last]]
    sort = stands_for(forms)
    if sort is None or quotation.cue is None or not quotation.start <= quotation.cue.start < quotation.end:
        return None
    reach = _SENTENCE if sort == "pronoun" else _BESIDE
    near = [one for one in before if 0 <= quotation.start - one[0].end <= reach]
    near = [one for one in near if one[0].start == near[-1][0].start]
    own = _side(page, quotation)
    found = []
    for known, _, finding, _ in near:
        # "said that it should come, which she had opposed"
        other = _side(page, known) or (1 if finding.reading.label == "support" else 0)
        taken = _taken_over(finding, same=own == other) if own and other else None
        if taken is not None:
            found.append(taken)
    return found


def takes_side(page: Page, quotation: Quotation) -> bool:
    """Whether the verb of a report is for or against what it names, or a yes or no."""
    if quotation.cue is not None:
        last = page.words.between(quotation.cue.start, quotation.cue.end)[1]
        if page.words.items[last - 1].form in ANSWERS:
            return True
    return _side(page, quotation) != 0


def _side(page: Page, quotation: Quotation) -> int:
    """1 if the verb, or the preposition that begins the words, is for what they name, -1 if against, 0 if neither."""
    words = page.words
    first = words.between(quotation.start, quotation.end)[0]
    form = words.items[first].form if first < len(words.items) else ""
    if form in SIDES:
        return 1 if form == "за" else -1
    if quotation.cue is None:
        return 0
    cue = words.between(quotation.cue.start, quotation.cue.end)[0]
    for name, sign in _SIGNS:
        if starting_in(page.hits.get(name, ()), (cue, cue + 1)):
            return sign
    return 0


_SIGNS = (("reverse", -1), ("reject", -1), ("deny", -1), ("approve", 1))
"""Lists of verbs, and which side they take."""


def undone_before(first: Mapping[str, Told], speaker: str | None) -> frozenset[str]:
    """The issues on which the first position told in the article, by somebody else than the speaker, is against.

    Args:
        first: by issue, the first position that is news.
        speaker: actor id.
    """
    return frozenset(
        issue
        for issue, (_, other, finding, _) in first.items()
        if finding.reading.label == "oppose" and finding.reading.confidence >= _TAKEN and other.actor_id != speaker
    )
