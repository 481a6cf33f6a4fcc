"""The day on which a paragraph has arrived, and expressions that count from it ("the next day")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from streams.stances.clauses import Clause, clauses
from streams.stances.dates import Expression, TimeHits, counted, expressions, stepped
from streams.stances.dates_limits import limited, looks_back
from streams.stances.dates_numbers import stands
from streams.stances.dating_place import attributive
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit, starting_in
from streams.stances.words import Words

_HOURS = frozenset(("evening", "night", "morning", "afternoon", "hours", "day", "early", "late", "end", "beginning"))
_REMINDERS = frozenset(("нагадаємо", "напомним", "зауважимо", "заметим", "зазначимо", "отметим"))
"""Verbs of the future with which a text itself looks back."""
_TURNS = frozenset(
    (
        *("he", "she", "they", "his", "her", "their", "then", "there"),
        *("він", "вона", "вони", "його", "її", "їхній", "тоді", "там"),
        *("он", "она", "они", "его", "ее", "их", "тогда", "там"),
    )
)
"""Words that carry on a day which a text only touches on: "As late as May she refused. Tanks, she said then, …"."""
_BEGINS = 8
_STEPS = (("same", 0), ("next", 1), ("later", 1), ("sooner", -1), ("hence", 1))
"""Lists of expressions that count from a day told before, and the way in which they count."""
_BESIDE = tuple(
    (f"{name}.{unit}", unit, sign)
    for name, sign in (("following", 1), ("preceding", -1))
    for unit in ("week", "month", "year")
)
"""Lists of expressions for the week, month or year beside the one told before."""
_ASIDE = frozenset(("relative", "complement", "cause", "condition", "until"))

SCENE_WORDS = 400
"""Words of the paragraph before a sentence that can tell the day of its scene; a page may be one endless paragraph."""


def scene_of(
    words: Words,
    hits: TimeHits,
    published: date,
    sentence: tuple[int, int],
    paragraph: tuple[int, int],
    spans: Sequence[tuple[int, int]],
    stances: tuple[StanceLexicon, dict[str, list[Hit]]] | None,
) -> Expression | None:
    """The day on which the paragraph has arrived: "On 3 May the ministers met. X said there that …"."""
    arrived: Expression | None = None
    touched = False  # "as late as 3 May she refused" looks back for a moment
    first = max(paragraph[0], sentence[0] - SCENE_WORDS)
    for index in range(first + 1, sentence[0] + 1):
        if index < sentence[0] and words.items[index].before != "stop":
            continue
        dated = [
            e
            for e in expressions(words, hits, published, (first, index))
            if e.day is not None and e.precision != "year" and free(e, spans)
        ]
        if dated and stances is not None:  # "the law, passed on 3 May, …" tells no scene
            parts = clauses(words, stances[1], stances[0], first, index)
            dated = [
                e
                for e in dated
                if not _named(words, e)
                and not limited(words, e.hit.first)
                and not attributive(words, hits, stances[0], e, first)
                and not any(
                    e.hit.first in part and (part.opener in _ASIDE or coming(words, stances[0], part)) for part in parts
                )
            ]
        dated += [e for e in later(words, hits, arrived, (first, index), published) if free(e, spans)]
        if dated:
            arrived = dated[0]
            touched = looks_back(words, arrived.hit.first)
        elif (touched and not _carried(words, (first, index))) or now(hits, (first, index), unheard(arrived, spans)):
            arrived = None
        first = index
    return None if touched and not _carried(words, sentence) else arrived


def unheard(scene: Expression | None, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The quoted words that may say "now" without ending the scene: those on a day just past, which was itself news."""
    return () if scene is not None and scene.background else spans


def _carried(words: Words, sentence: tuple[int, int]) -> bool:
    first, last = sentence
    return any(word.form in _TURNS for word in words.items[first : min(last, first + _BEGINS)])


def later(
    words: Words, hits: TimeHits, scene: Expression | None, span: tuple[int, int], published: date
) -> list[Expression]:
    """Expressions that count from the scene: "the same day", "the next day", "two days later", "a week earlier"."""
    found = []
    here = [e for e in expressions(words, hits, published, span) if e.day is not None]
    for name, sign in _STEPS:
        for hit in starting_in(hits.get(name, ()), span):
            base = next((e for e in reversed(here) if e.hit.last < hit.first - 2), scene)
            if base is None or base.day is None:
                continue
            if name in ("same", "next"):
                day = min(base.day + timedelta(days=sign), published)
                found.append(stepped(hit, day, published, (0, "day", hit.first, base.precision == "day"), 1))
                continue
            told = _ahead(words, hits, hit) if name == "hence" else counted(words, hits, hit.first)
            if told is not None and name == "hence" and words.items[hit.first].form == "за":
                told = told if _after_that(words, hit, span[0]) else None
            if told is not None:
                span_of = Hit(min(told[2], hit.first), max(hit.last, told[2] + 2))
                found.append(stepped(span_of, base.day, published, told, sign))
    for name, unit, sign in _BESIDE:
        for hit in starting_in(hits.get(name, ()), span):
            base = next((e for e in reversed(here) if e.hit.last < hit.first), scene)
            if base is not None and base.day is not None:
                found.append(stepped(hit, base.day, published, (1, unit, hit.first, False), sign))
    return found


def counts_back(hits: TimeHits, e: Expression) -> bool:
    """Whether the expression counts from a day told before: "two days earlier", "the year before", "the previous
    month"; what reaches back from today is "two days ago"."""
    if stands(hits, "sooner", e.hit.last - 1):
        return True
    return any(stands(hits, name, e.hit.first) for name, _, sign in _BESIDE if sign < 0)


def _after_that(words: Words, hit: Hit, first: int) -> bool:
    """Whether "за" begins the sentence and means "after": "А за два дні", not "за два дні до того"."""
    if hit.first - first > 1:
        return False
    return all(word.form != "до" for word in words.items[hit.last : hit.last + 3])


def _ahead(words: Words, hits: dict[str, list[Hit]], hit: Hit) -> tuple[int, str, int, bool] | None:
    """The number and unit after the word: "через два дні", "через неделю"."""
    for last in (hit.last + 2, hit.last + 1):
        told = counted(words, hits, last)
        if told is not None and told[2] == hit.last:
            return told
    return None


def coming(words: Words, lexicon: StanceLexicon, part: Clause) -> bool:
    """Whether the clause tells what will be: "On Thursday she will wait in Luria, she wrote"."""
    items = words.items[part.first : part.last]
    if words.language == "en":
        return any(word.form == "will" for word in items)
    readings = (lexicon.morphology.readings(word.form)[0] for word in items if word.form not in _REMINDERS)
    return any(reading.pos in ("VERB", "AUX") and reading.tense == "fut" for reading in readings)


def _named(words: Words, e: Expression) -> bool:
    """Whether the date names a thing rather than a scene: "the law of 3 May", but "the evening of 3 May"."""
    if e.hit.first < 2 or words.items[e.hit.first - 1].form not in ("of", "від", "от", "dated"):
        return False
    return words.items[e.hit.first - 2].form not in _HOURS


def free(expression: Expression, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the expression stands in no quotation: what is quoted says nothing on when it was said."""
    return not any(a <= expression.hit.first < b for a, b in spans)


def now(hits: dict[str, list[Hit]], span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the sentence returns to the present, in words outside the spans."""
    return any(
        not any(a <= hit.first < b for a, b in spans)
        for name in ("now", "day.0")
        for hit in starting_in(hits.get(name, ()), span)
    )
