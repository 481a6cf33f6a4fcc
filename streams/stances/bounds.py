"""What bounds a yes: conditions that are none, threats with a way out, permission for a part."""

from __future__ import annotations

from streams.stances.clauses import Clause
from streams.stances.passage import Operator, Passage
from streams.stances.patterns import Hit

_TIMES = frozenset(("i", "war", "takes", "live", "alive", "exists", "exist", "there", "possible", "office"))
_LASTS = (
    *("necess", "need", "requir", "continu", "aggress", "occup", "threat", "bomb", "shell", "missil", "attack"),
    *(
        "last",
        "invad",
        "peace",
        "ceasefire",
        "truce",
        "withdr",
        "putin",
        "russia",
        "moscow",
        "kremlin",
        "fight",
        "want",
    ),
)
"""What in a clause with "as long as" tells for what time something goes on."""
_YES = frozenset(("yes", "fine", "sure", "certainly", "agreed", "так", "да"))
_BESIDE = 3
"""Words between the opener of a case and the issue that is the case itself: "in the event of an accession"."""


def in_case(passage: Passage, number: int, anchor: Hit) -> bool:
    """Whether a case is named for which clause `number` then says something: "failing a deal, sanctions follow".

    It opens the clause, or the one before it.
    """
    clause = passage.clauses[number]
    before = passage.clauses[number - 1] if number else clause
    for hit in passage.hits.get("case", ()):
        if hit.first in (clause.first, clause.first + 1):
            parted = any(passage.words.items[i].before == "comma" for i in range(hit.last, anchor.first + 1))
            if parted or anchor.first - hit.last >= _BESIDE:
                return True
        elif hit.first == before.first and before.sentence == clause.sentence:
            return True
    return False


def while_it_does(passage: Passage, clause: Clause) -> bool:
    """Whether an English clause with "as long as" sets a condition ("as long as they work"), and no time ("as long as
    it takes")."""
    if clause.opener != "until" or passage.lexicon.language != "en":
        return False
    forms = [word.form for word in passage.words.items[clause.first : clause.last]]
    if forms[1:2] != ["long"]:
        return False
    return not any(form in _TIMES or form.startswith(_LASTS) for form in forms[3:])


def yes_but(passage: Passage, number: int) -> bool:
    """Whether clause `number` ends with a "yes" that a "but" follows: "guarantees, yes, but not for free"."""
    clause = passage.clauses[number]
    items, following = passage.words.items, passage.clauses[number + 1 : number + 3]
    if following and following[0].last - following[0].first == 1 and items[following[0].first].form in _YES:
        clause, following = following[0], following[1:]  # "tanks, fine, but …"
    if not following or following[0].opener != "contrast" or following[0].sentence != clause.sentence:
        return False
    last = items[clause.last - 1]
    return last.form in _YES and last.before == "comma"


def binds(passage: Passage, anchor: Hit, conditions: list[Clause], operators: list[Operator]) -> bool:
    """Whether in English a condition stands apart from the words that name the issue.

    "Only after the war" is left out: wordings of the opposite have that as a part.

    Args:
        passage: the quotation's words.
        anchor: where the issue is named.
        conditions: the clauses of condition in its sentence.
        operators: those of the sentence.
    """
    if passage.lexicon.language != "en":
        return False
    spans = [(c.first, c.last) for c in conditions]
    spans += [op.hit for op in operators if op.kind == "proviso"]
    items = passage.words.items
    return any((last <= anchor.first or first >= anchor.last) and items[first].form != "only" for first, last in spans)


def comes_after(passage: Passage, number: int, anchor: Hit) -> bool:
    """Whether the clause before number `number` names in English what comes first: "first reforms, then membership",
    "without a mandate, no troops will go"."""
    if not number or passage.lexicon.language != "en":
        return False
    clause, before, items = passage.clauses[number], passage.clauses[number - 1], passage.words.items
    start = max(clause.first, passage.quoted)
    then = (items[i].form == "then" and items[i].before == "comma" for i in range(start, anchor.first))
    if items[start].form == "first" and any(then):
        return True
    if before.sentence != clause.sentence or before.last <= passage.quoted:
        return False
    opening, own = items[max(before.first, passage.quoted)].form, items[clause.first].form
    if opening == "first":
        return own == "then"
    denied = any(op.kind == "negation" and 0 <= anchor.first - op.hit.last <= 1 for op in passage.within(clause))
    return opening == "without" and denied


def aims(passage: Passage, clause: Clause) -> bool:
    """Whether an if-clause names an aim, not a condition: "if we want peace, …"."""
    return any(hit.first in clause for hit in passage.hits.get("aim", ()))


def gains(passage: Passage, clauses: list[Clause]) -> list[Hit]:
    """What good follows, in the words of these clauses: "Ukraine can win if …"."""
    return [hit for hit in passage.hits.get("gain", ()) if any(hit.first in c for c in clauses)]


def partial(passage: Passage, clause: Clause, governing: list[Operator]) -> Hit | None:
    """What limits a permission in the clause's sentence: "only near the border", "limited to"; none if nothing does."""
    if any(op.kind in ("negation", "without") for op in governing):
        return None
    same = [c for c in passage.clauses if c.sentence == clause.sentence]
    if not any(hit.first in c for hit in passage.hits.get("permit", ()) for c in same):
        return None
    return next((hit for hit in passage.hits.get("limited", ()) if any(hit.first in c for c in same)), None)
