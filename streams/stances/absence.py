"""What is missed: a lack, a refusal or a delay that is deplored is no word against the thing itself."""

from __future__ import annotations

from streams.stances.clauses import Clause
from streams.stances.passage import Operator, Passage
from streams.stances.patterns import Hit
from streams.stances.words import WHEN

_OBJECT = 4
"""Words between a verb and what it harms."""
_HEAD = 2
"""Words between "without" and what is lacking."""
_NO = frozenset(("negation", "without", "lack"))


def lamented(passage: Passage, clause: Clause, governing: list[Operator]) -> bool:
    """Whether the clause says of the thing that it is not there, and the sentence or its cue deplores that.

    "Every day of hesitation costs lives, for no tank has come" wants tanks. What the speaker will not do is a refusal,
    however sad: "we cannot send tanks, which is a pity".

    Args:
        passage: the quotation's words.
        clause: the clause that names the issue.
        governing: the operators that reach the issue there.
    """
    delays = {hit.first for hit in passage.hits.get("delay", ())}
    missing = [op for op in governing if op.kind in _NO or op.hit.first in delays]
    turned = [op for op in governing if op.kind in ("reverse", "reject", "harm", "deny") and op not in missing]
    if len(missing) != 1 or turned or passage.own(clause):
        return False
    same = [c for c in passage.clauses if c.sentence == clause.sentence]
    spans = [(min(c.first for c in same), max(c.last for c in same))]
    if passage.cue is not None:
        spans.append(passage.cue)
    if any(first <= hit.first < last for hit in passage.hits.get("lament", ()) for first, last in spans):
        return True
    return _not_to(passage, clause, missing[0]) and any(
        op.kind == "reject" for c in same if c.first == clause.last for op in passage.within(c)
    )


def damaged(passage: Passage, clause: Clause, anchor: Hit, governing: list[Operator]) -> list[Operator]:
    """The operators by which somebody else does harm to what the issue is about: who says that a law ruins the courts'
    independence deplores it.

    Args:
        passage: the quotation's words.
        clause: the clause that names the issue.
        anchor: where it does.
        governing: the operators that reach the issue there.
    """
    if passage.own(clause) or clause.opener == "relative":
        return []  # "pesticides that harm bees must go" says which ones
    return [
        op
        for op in governing
        if op.kind == "harm"
        and clause.first < op.hit.first
        and op.hit.first >= passage.quoted
        and 0 <= anchor.first - op.hit.last <= _OBJECT
        and _finite(passage, op.hit)
        and not any(other.hit.first < op.hit.first for other in governing)
    ]


def missing(passage: Passage, clause: Clause, governing: list[Operator], anchor: Hit) -> Operator | None:
    """The "without" at the head of a sentence that tells how things stand while the thing is lacking, and so misses it:
    "without missiles they box with one hand tied"; none where something good or a denial follows.
    """
    start = max(clause.first, passage.quoted)
    head = next((op for op in governing if op.kind == "without" and op.hit.first - start <= 1), None)
    if head is None or not 0 <= anchor.first - head.hit.last <= _HEAD:
        return None
    return None if any((op.kind == "approve" or op.kind in _NO) and op is not head for op in governing) else head


def _finite(passage: Passage, hit: Hit) -> bool:
    """Whether the words are a finite verb, after a subject."""
    items = passage.words.items
    if items[hit.first - 1].form in ("to", "by", "of", "and", "or", "that", "which", "who", "і", "та", "и"):
        return False
    readings = passage.lexicon.morphology.readings(items[hit.first].form)[:3]
    if passage.lexicon.language == "en":
        return any(r.pos == "VERB" for r in readings) and not items[hit.first].form.endswith("ing")
    return any(r.verb_form == "fin" for r in readings)


def _not_to(passage: Passage, clause: Clause, op: Operator) -> bool:
    """Whether the clause is a denied infinitive that is the subject of what follows: "not to invite them was wrong"."""
    if op.hit.first != clause.first or op.hit.last >= clause.last:
        return False
    form = passage.words.items[op.hit.last].form
    return form == "to" or passage.lexicon.morphology.readings(form)[0].verb_form == "inf"


def judged(passage: Passage, number: int) -> bool:
    """Whether clause `number` is a "when …" that the clause before it judges or leaves open.

    "It is absurd when nobody helps"; "he could not say when help would come".
    """
    clause = passage.clauses[number]
    if passage.words.items[clause.first].form not in WHEN:
        return False
    before = matrix_of(passage, number)
    return before is not None and any(op.kind in ("reject", "hedge") for op in passage.within(passage.clauses[before]))


def matrix_of(passage: Passage, number: int) -> int | None:
    """Number of the clause on which clause `number` depends: the one before it, but for an inserted "he said"."""
    sentence = passage.clauses[number].sentence
    for before in range(number - 1, -1, -1):
        if passage.clauses[before].sentence != sentence:
            return None
        if not passage.told(passage.clauses[before]):
            return before
    return None


def meant(passage: Passage, anchor: Hit) -> bool:
    """Whether a wording of the opposite is itself taken back by a phrase that holds it: "close the loopholes"."""
    return any(
        op.kind == "approve" and op.hit.first < anchor.first and anchor.first < op.hit.last for op in passage.operators
    )
