"""What the rest of a sentence says of the thing: a pronoun takes it up, a verdict falls on refusing it."""

from __future__ import annotations

from streams.stances.absence import matrix_of
from streams.stances.clauses import Clause
from streams.stances.passage import Operator, Passage
from streams.stances.patterns import Hit, starting_in

_AGAINST = frozenset(("against", "проти", "против"))
_PRONOUNS = frozenset(
    (
        *("him", "it", "them"),
        *("його", "її", "їх", "нього", "неї", "них", "ним", "нею", "ними", "йому", "їй", "їм"),
        *("его", "ее", "их", "него", "нее", "них", "ним", "ней", "ними", "ему", "им"),
    )
)
_OPENING = 6
"""Words of a clause among which a pronoun takes up what was named before."""
_MEANS = (
    *("means", "mean", "amounts"),
    *("означа", "значить", "рівнознач", "рівносил"),
    *("значит", "значило", "равнознач", "равносил"),
)
_TURNED = frozenset(("reverse", "deny", "reject"))
_SAYS = frozenset(("approve", "reverse", "reject", "harm", "deny", "negation", "concord"))
_WHICH = ("яки", "яка", "які", "якої", "якій", "котор", "каки", "какой", "каком", "какую", "whom", "which")
_LATER = 2
"""Clauses after the thing's own that may take it up."""
_NAMES = frozenset(("NOUN", "ADJ", "PROPN"))


def taken_on(passage: Passage, number: int) -> Clause | None:
    """The next clause of the sentence, if a pronoun takes the thing up there: "the tax kills jobs, scrap it".

    Args:
        passage: the quotation's words.
        number: of the clause that names the issue.
    """
    clause = passage.clauses[number]
    for after in passage.clauses[number + 1 : number + 1 + _LATER]:
        if after.sentence != clause.sentence or after.opener not in ("", "contrast") or passage.told(after):
            return None
        opening = [word.form for word in passage.words.items[after.first : after.first + 2]]
        if any(form.startswith(_WHICH) for form in opening):
            continue
        inside = passage.within(after)
        if after.opener == "contrast" and any(
            op.kind == "negation" and op.hit.first <= after.first + 1 for op in inside
        ):
            return None  # "but not turn away from them" says what is not to be done
        if any(
            _takes_up(passage, after, index) for index in range(after.first, min(after.first + _OPENING, after.last))
        ):
            return after if any(op.kind in _SAYS for op in inside) else None
    return None


def resumed(passage: Passage, number: int) -> Clause | None:
    """The clause that goes on after relative clause `number`: "the law, which binds the courts, has to go"."""
    before = matrix_of(passage, number)
    if before is None or number + 1 >= len(passage.clauses) or passage.finite(passage.clauses[before]):
        return None
    after = passage.clauses[number + 1]
    own = after.sentence == passage.clauses[number].sentence and not after.opener and not passage.told(after)
    return after if own else None


def refused_badly(passage: Passage, clause: Clause, anchor: Hit, governing: list[Operator]) -> Operator | None:
    """The refusal that the clause judges: "to vote against accession would be a mistake"; none if it judges none."""
    start = max(clause.first, passage.quoted)
    first = next((op for op in governing if op.hit.last <= anchor.first and op.hit.first - start <= 1), None)
    if first is None or first.kind not in _TURNED or not passage.infinitive(first):
        return None
    if link_of(passage, clause, anchor) is not None:
        return first
    words = passage.words.items[first.hit.first : first.hit.last]
    if not any(word.form in _AGAINST for word in words):
        return None
    judged = any(op.kind in ("reject", "harm") and op.hit.first >= anchor.last for op in governing)
    return first if judged else None


def link_of(passage: Passage, clause: Clause, anchor: Hit) -> int | None:
    """Where behind the anchor the clause says what it means; none if it does not."""
    items = passage.words.items
    return next((i for i in range(anchor.last, clause.last) if items[i].form.startswith(_MEANS)), None)


def judges_itself(passage: Passage, anchor: Hit) -> bool:
    """Whether the words of the anchor are a verdict: "the noose of the accords"."""
    span, readings = (anchor.first, anchor.last), passage.lexicon.morphology.readings
    return any(
        readings(passage.words.items[hit.first].form)[0].pos in _NAMES
        for kind in ("reject", "harm")
        for hit in starting_in(passage.hits.get(kind, ()), span)
    )


def acts(passage: Passage, anchor: Hit) -> bool:
    """Whether the anchor itself tells what is done: "the curbs will be lifted", "let them in"."""
    if starting_in(passage.hits.get("reverse", ()), (anchor.first, anchor.last)):
        return True
    if passage.lexicon.language == "en":
        return False
    readings = passage.lexicon.morphology.readings
    return any(readings(word.form)[0].pos == "VERB" for word in passage.words.items[anchor.first : anchor.last])


def _takes_up(passage: Passage, clause: Clause, index: int) -> bool:
    """Whether the word is a pronoun in an object's place, and no "its" before a noun."""
    items = passage.words.items
    if items[index].form not in _PRONOUNS:
        return False
    if index + 1 >= clause.last or passage.lexicon.language == "en":
        return True
    return passage.lexicon.morphology.readings(items[index + 1].form)[0].pos not in _NAMES
