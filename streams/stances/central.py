"""What a statement of several clauses is about: what its main clause names, not what a condition or purpose names."""

from __future__ import annotations

from collections.abc import Iterable

from streams.stances.clauses import Clause
from streams.stances.lexicon import StanceLexicon
from streams.stances.matching import IssueMatch
from streams.stances.passage import Passage
from streams.stances.patterns import Hit
from streams.stances.words import AND, Words

_UNDER = frozenset(("condition", "until"))
_BECAUSE = frozenset(
    (
        *("because", "since", "as", "thereby"),
        *("бо", "оскільки", "адже", "позаяк"),
        *("поскольку", "ведь", "ибо", "потому"),
    )
)
_PAIRS = frozenset((("so", "that"), ("тому", "що"), ("так", "как"), ("тем", "самым"), ("тим", "самим")))
_ATTRIBUTES = frozenset(("ADJ", "DET", "PRON", "NUM", "ADP", "ADV", "PART"))
_ENDS = frozenset(("ADV", "VERB", "AUX", "CCONJ", "SCONJ", "PRON"))
_MEASURES = frozenset(("ADP", "NUM", "DET", "PART"))
_COUNTS = (
    *("vote", "majority", "january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("голос", "більш", "січ", "лют", "берез", "квіт", "трав", "черв", "лип", "серп", "верес", "жовт", "листопад"),
    *("груд", "понеділ", "вівтор", "серед", "четвер", "пятниц", "п’ятниц", "субот", "неділ"),
    *("большинств", "январ", "феврал", "март", "апрел", "мая", "июн", "июл", "август", "сентябр", "октябр", "ноябр"),
    *("декабр", "понедельник", "вторник", "сред", "суббот", "воскресень"),
)
"""How words begin that date an act or count its votes."""
_SAME = frozenset(("same", "то", "те", "той", "ж", "же"))
_TRUE = frozenset(
    (
        *("true", "faithful", "loyal", "mindful", "committed", "given", "considering"),
        *("вірний", "вірна", "вірне", "вірні", "віддана", "відданий", "зважаючи"),
        *("верный", "верная", "верное", "верные", "верна", "преданная", "преданный", "учитывая"),
    )
)
"""Words, besides prepositions, that open a phrase which sets the ground."""
_GROUND = 3
"""Words of such a phrase, at least."""
_SHELL = 5
"""Words within which a phrase comes to its shell noun."""
_PURPOSE = frozenset(("щоб", "аби", "чтобы", "дабы"))


def asides_of(passage: Passage, found: list[IssueMatch]) -> list[IssueMatch]:
    """The issues that only a condition, cause, purpose or opening phrase of the quotation names, if its main clause
    names another."""
    under, opening = _subordinate(passage), _opening_phrase(passage)
    if not under and opening is None:
        return []
    named = [match for match in found if match.zone == "quotation"]
    beside = []
    for match in named:
        hits = [a.hit for a in match.anchors if a.zone == "quotation"]
        before = opening is not None and all(hit.last <= opening for hit in hits)
        if before or (under and _aside(passage, under, hits)):
            beside.append(match)
    return beside if len(beside) < len(named) else []


def _opening_phrase(passage: Passage) -> int | None:
    """The word after an opening phrase with no verb that sets the ground: "True to its wish for peace, Luria …"."""
    items = passage.words.items
    first = passage.quoted
    comma = next((i for i in range(first + 1, passage.last) if items[i].before != ""), None)
    if comma is None or items[comma].before != "comma" or comma - first < _GROUND:
        return None
    if items[first].form not in _TRUE and _pos(passage.lexicon, items[first].form) != "ADP":
        return None
    readings = passage.lexicon.morphology.readings
    if any(readings(word.form)[0].verb_form == "fin" for word in items[first:comma]):
        return None
    rest = [readings(word.form)[0] for word in items[comma : passage.last]]
    return comma if any(reading.verb_form == "fin" for reading in rest) else None


def _subordinate(passage: Passage) -> frozenset[int]:
    """Numbers of the clauses that tell when, why or what for, in a sentence that has a main clause besides.

    What goes on such a clause after its main clause belongs to it: "we shall pay if they sign the truce and open the
    border".
    """
    joints = {hit.first for hit in passage.hits.get("coordinate", ())}
    found: set[int] = set()
    under, led, sentence = False, False, -1
    for number, clause in enumerate(passage.clauses):
        if clause.sentence != sentence:
            under, led, sentence = False, False, clause.sentence
        if clause.opener in _UNDER or _explains(passage, clause, led):
            under = not (clause.opener == "condition" and passage.concedes(clause))
        elif clause.opener == "contrast" or passage.told(clause):
            under = False
        elif under and clause.opener == "":
            under = led or clause.first in joints
        if under:
            found.add(number)
        elif not passage.told(clause) and clause.last > passage.quoted:
            led = True
    return frozenset(found)


def _aside(passage: Passage, under: frozenset[int], anchors: Iterable[Hit]) -> bool:
    """Whether all these words stand in clauses of which `under` holds the numbers."""
    numbers = {passage.clause_of(anchor.first) for anchor in anchors}
    return bool(numbers) and numbers <= under


def _explains(passage: Passage, clause: Clause, led: bool) -> bool:
    """Whether the clause tells why or what for. "Therefore" opens what follows from the rest: no such clause."""
    items = passage.words.items
    if not led:
        return False
    start = clause.first
    if items[start].form in AND and start + 1 < clause.last:
        start += 1  # "and thereby …"
    first = items[start].form
    after = items[start + 1].form if start + 1 < passage.last else ""
    return first in _PURPOSE or first in _BECAUSE or (first, after) in _PAIRS


def shell_only(words: Words, hits: dict[str, list[Hit]], lexicon: StanceLexicon, span: tuple[int, int]) -> bool:
    """Whether a phrase names its object by a shell noun alone: "the earlier version", not "the plan for schools".

    Args:
        words: the text's words.
        hits: the stance lexicon's hits there.
        lexicon: that lexicon.
        span: word range of the phrase.
    """
    shells = {hit.first for hit in hits.get("shell", ())}
    for index in range(span[0], min(span[1], span[0] + _SHELL)):
        if index in shells:
            after = words.items[index + 1] if index + 1 < span[1] else None
            if after is None or after.before != "" or _pos(lexicon, after.form) in _ENDS:
                return True
            return all(_dates_or_counts(lexicon, words.items[i].form) for i in range(index + 1, span[1]))
        form = words.items[index].form
        if form not in _SAME and _pos(lexicon, form) not in _ATTRIBUTES:
            return False
    return False


def _dates_or_counts(lexicon: StanceLexicon, form: str) -> bool:
    """Whether the word only tells when, or by how many votes: "the application on 3 March"."""
    return form[0].isdigit() or form.startswith(_COUNTS) or _pos(lexicon, form) in _MEASURES


def ends_in_shell(words: Words, hits: dict[str, list[Hit]], span: tuple[int, int]) -> bool:
    """Whether a phrase ends in a shell noun, and what follows behind a comma tells which: "blocked a resolution, …"."""
    shells = {hit.first for hit in hits.get("shell", ())}
    after = words.items[span[1]] if span[1] < len(words.items) else None
    return span[1] - 1 in shells and after is not None and after.before == "comma"


def _pos(lexicon: StanceLexicon, form: str) -> str:
    return lexicon.morphology.readings(form)[0].pos
