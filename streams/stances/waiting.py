"""Whether a thing waits for something else to come first: "will be recognised when the guns are laid down"."""

from __future__ import annotations

from streams.stances.clauses import Clause
from streams.stances.passage import Operator, Passage
from streams.stances.patterns import Hit, starting_in
from streams.stances.words import WHEN

_ONCE = frozenset(("once",))
_NO_CONJUNCTION = frozenset(("again", "more", "and", "or", "said", "called", "had", "was", "were", "been", "only"))
_AT = frozenset(("at", "than", "for", "since"))
_LATER = frozenset(("will", "ll", "would", "can", "could", "may", "might", "shall", "should"))
_WILL = frozenset(("will", "would", "wo", "shall"))
_ONE = frozenset(("one", "a", "another", "single"))
_SUBJECT = 8
"""Words after "not" in which its subject and verb stand."""
_FUTURE = frozenset(("will", "would", "ll"))
_PERFECT = frozenset(("have",))
_DAYS = (
    *("day", "time", "moment", "year"),
    *("день", "дня", "дні", "дню", "час", "момент", "рік"),
    *("дне", "время", "времен", "год"),
)
"""How nouns of time begin: "when" after them tells which one is meant."""
_THAT = frozenset(("того", "тот", "той", "дня"))
_BEFORE = frozenset(("before", "перш", "прежде"))
_OBLIGES = (
    *("must", "need", "should"),
    *("має", "мают", "мусит", "муся", "треба", "потрібн", "слід", "необхідн", "повин", "доведет"),
    *("долж", "надо", "нужн", "следует", "необходим", "предстоит", "придет", "обязан"),
)
"""How words begin that tell a duty."""
_SOON = frozenset(("щойно", "як", "как", "as"))
_DONE = frozenset(("has", "have", "is", "are", "ends", "stops"))
_HAVE = frozenset(("have", "has"))
_READINGS = 2
"""Likeliest readings of a word that are asked for a future: "навчить" is an old infinitive too."""


def waits(passage: Passage, anchor: Hit, same: list[Clause]) -> bool:
    """Whether the sentence of the anchor makes it wait: its verb looks ahead, and "when" opens what is to come first.

    Occasions ("when they meet in May") and what is only a matter of getting ready ("once the pilots are ready") set no
    condition.

    Args:
        passage: the quotation's words.
        anchor: the words that name the issue.
        same: the other clauses of its sentence.
    """
    for opener, last in _openings(passage, anchor, same):
        if opener <= anchor.first < last:
            continue
        span = (opener, last)
        if starting_in(passage.hits.get("occasion", ()), span):
            continue
        if passage.lexicon.language == "en":
            if _looks_ahead(passage, anchor, same, span) and _comes_first(passage, span):
                return True
        elif any(_to_come(passage, index) for index in range(opener + 1, last)):
            return True
    return False


def preceded(passage: Passage, anchor: Hit, same: list[Clause]) -> bool:
    """Whether the anchor stands behind "before", and something else has to be done first: "before they join, …".

    Args:
        passage: the quotation's words.
        anchor: the words that name the issue.
        same: the other clauses of its sentence.
    """
    held = passage.clause_of(anchor.last - 1)
    if held is None:
        return False
    clause, items = passage.clauses[held], passage.words.items
    start = max(clause.first, passage.quoted)
    before = next((i for i in range(start, anchor.last) if items[i].form in _BEFORE), None)
    if before is None:
        return False
    spans = [(start, before), *((max(c.first, passage.quoted), c.last) for c in same if not passage.told(c))]
    return any(_obliges(passage, index) for first, last in spans for index in range(first, last))


def only_ready(passage: Passage, condition: Clause) -> bool:
    """Whether a clause of condition tells no more than when all will be ready: "as soon as the pilots are trained"."""
    if passage.words.items[condition.first].form not in _SOON:
        return False
    return bool(starting_in(passage.hits.get("occasion", ()), (condition.first, condition.last)))


def _obliges(passage: Passage, index: int) -> bool:
    """Whether the word, with the one after it, tells a duty."""
    items = passage.words.items
    if items[index].form in _HAVE:
        return index + 1 < passage.last and items[index + 1].form == "to"
    return items[index].form.startswith(_OBLIGES)


def _openings(passage: Passage, anchor: Hit, same: list[Clause]) -> list[tuple[int, int]]:
    """Word ranges of the clauses that "when" or "once" opens in the anchor's sentence."""
    items = passage.words.items
    held = passage.clause_of(anchor.first)
    found = []
    for clause in [*same, *([passage.clauses[held]] if held is not None else [])]:
        if passage.told(clause) or (clause.opener == "cause" and anchor.first not in clause):
            continue
        for index in range(max(clause.first, passage.quoted), clause.last):
            if index and items[index - 1].form.startswith(_DAYS) and items[max(index - 2, 0)].form not in _THAT:
                continue  # "the day when …" is a day, "on that day when …" waits for it
            form = items[index].form
            if form in WHEN or (form in _ONCE and _conjunction(passage, index)) or _done_first(passage, index, clause):
                found.append((index, clause.last))
                break
    return found


def _done_first(passage: Passage, index: int, clause: Clause) -> bool:
    """Whether an English "after" opens a clause that tells what has to be done: "after the war has ended"."""
    items = passage.words.items
    if items[index].form != "after":
        return False
    return any(items[i].form in _DONE for i in range(index + 2, min(index + _SUBJECT, clause.last)))


def _conjunction(passage: Passage, index: int) -> bool:
    """Whether "once" joins clauses here."""
    items = passage.words.items
    if index + 1 >= passage.last or items[index + 1].form in _NO_CONJUNCTION:
        return False
    return index == 0 or items[index - 1].form not in _AT


def _looks_ahead(passage: Passage, anchor: Hit, same: list[Clause], span: tuple[int, int]) -> bool:
    """Whether an English sentence speaks, outside `span`, of what is to come."""
    items = passage.words.items
    held = passage.clause_of(anchor.first)
    if held is None:
        return False
    clause = passage.clauses[held]
    ranges = [(clause.first, clause.last)]
    if clause.first < span[0] < clause.last:
        ranges = [(clause.first, span[0])]
    for first, last in ranges:
        for index in range(first, last):
            following = items[index + 1].form if index + 1 < passage.last else ""
            if items[index].form in _LATER and following not in _PERFECT:
                return True
    return False


def _comes_first(passage: Passage, span: tuple[int, int]) -> bool:
    """Whether the English clause tells of something that has to happen: it does not look ahead itself."""
    forms = [word.form for word in passage.words.items[span[0] : span[1]]]
    return len(forms) > 2 and _FUTURE.isdisjoint(forms)


def refuses_to_come(passage: Passage, op: Operator) -> bool:
    """Whether a negation denies a verb that looks ahead: "will not go", "not one village would be traded"."""
    items = passage.words.items
    first, last = op.hit
    if passage.lexicon.language != "en":
        return last < passage.last and _to_come(passage, last)
    if first > passage.first and items[first - 1].form in _WILL:
        return True
    after = [word.form for word in items[last : last + _SUBJECT]]
    return bool(after) and after[0] in _ONE and not _WILL.isdisjoint(after)


def _to_come(passage: Passage, index: int) -> bool:
    readings = passage.lexicon.morphology.readings(passage.words.items[index].form)
    return any(reading.tense == "fut" and reading.verb_form == "fin" for reading in readings[:_READINGS])
