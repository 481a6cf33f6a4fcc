"""What an operator reaches: whether a negation, a refusal or a judgement is about the words that name the issue."""

from __future__ import annotations

from streams.stances.clauses import Clause
from streams.stances.passage import PREDICATES, Operator, Passage
from streams.stances.patterns import Hit

TURNS = frozenset(("reverse", "reject", "harm", "deny", "accuse", "warn"))
"""Operators that turn the direction round."""

_REACH = 9
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM"))


def apart(hit: Hit, anchor: Hit) -> bool:
    return hit.last <= anchor.first or hit.first >= anchor.last


def governs(passage: Passage, op: Operator, anchor: Hit, clause: Clause) -> bool:
    """Whether an operator of the anchor's clause reaches the anchor."""
    if op.kind == "not_negation":
        return False
    if op.kind == "without":
        return 0 <= anchor.first - op.hit.last <= 2
    if op.kind == "negation":
        after = next((o for o in passage.within(clause) if o.hit.first >= op.hit.last and o.kind in PREDICATES), None)
        if after is not None and after.hit.first - op.hit.last <= 2 and apart(after.hit, anchor):
            return governs(passage, after, anchor, clause)
        return anchor.first - op.hit.last <= _REACH and op.hit.first - anchor.last <= _REACH
    if op.kind == "hedge" and op.hit.first >= anchor.last and passage.firm(op):
        return False  # "tightened after an analysis" is not hedged
    if op.kind not in TURNS:
        return True
    if op.kind == "warn" and not passage.against(op):
        return False
    tools = {hit.first for hit in passage.hits.get("instrument", ())}
    if op.hit.last <= anchor.first:  # the operator's object follows it
        if anchor.first - op.hit.last > _REACH:
            return False
        if op.hit.first - 1 in tools and op.hit.first > clause.first:
            return False
        if any(index in tools for index in range(op.hit.last + 1, anchor.first)):
            return op.kind in ("reject", "accuse", "deny")
        return op.kind != "reject" or not (_studied(passage, op) or _announces(passage, op))
    if op.kind in ("accuse", "warn"):
        return False
    if op.kind == "reverse":
        return not _has_object(passage, op, clause)
    if op.kind == "harm":
        return not _hits_enemy(passage, op)
    return op.hit.first - 1 not in tools


def _studied(passage: Passage, op: Operator) -> bool:
    """The operator is itself what is weighed: "an analysis of the threats"."""
    return any(0 <= op.hit.first - hit.last <= 1 for hit in passage.hits.get("hedge", ()))


def _announces(passage: Passage, op: Operator) -> bool:
    """The operator is a verb with an infinitive: "threatened to block" announces, it does not judge."""
    if op.hit.last >= passage.last or op.hit.last - op.hit.first > 1:
        return False
    words, morphology = passage.words.items, passage.lexicon.morphology
    following = words[op.hit.last].form
    infinitive = following == "to" or morphology.readings(following)[0].verb_form == "inf"
    return infinitive and morphology.readings(words[op.hit.first].form)[0].pos == "VERB"


def _has_object(passage: Passage, op: Operator, clause: Clause) -> bool:
    """Whether a noun phrase follows the verb directly."""
    if op.hit.last >= clause.last:
        return False
    word = passage.words.items[op.hit.last]
    if word.before not in ("", "quote"):
        return False
    reading = passage.lexicon.morphology.readings(word.form)[0]
    return (
        reading.pos in _NOMINAL and reading.case != "nom"
    )  # a subject may follow: "the plan was vetoed by" without "by"


def _hits_enemy(passage: Passage, op: Operator) -> bool:
    return any(0 <= hit.first - op.hit.last <= 3 for hit in passage.hits.get("enemy", ()))
