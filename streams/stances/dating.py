"""When a statement was made: the article's date, unless the words around the quotation say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from streams.stances.clauses import Clause, clauses
from streams.stances.dates import Expression, Precision, TimeHits, expressions, scan_dates
from streams.stances.dates_limits import limited, looks_back
from streams.stances.dates_numbers import stands
from streams.stances.dating_place import (
    attributive,
    in_document,
    led,
    piece_start,
    present_at,
    published_in,
    recounts,
    verbless_as,
)
from streams.stances.dating_report import (
    NAMED,
    OPENING,
    PERFECT,
    Report,
    before_colon,
    closes,
    counts,
    finite,
    opens,
    present,
)
from streams.stances.dating_scene import SCENE_WORDS, coming, counts_back, free, later, now, scene_of, unheard
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit, starting_in
from streams.stances.words import AND, Words

__all__ = ["SCENE_WORDS", "Dated", "date_statement", "scan_dates"]

_REACH = 14
_CLEFTS = frozenset((("it", "was"), ("це", "було"), ("это", "было")))
_WHEN = frozenset(
    (
        "when", "where", "which", "коли", "де", "якій", "якому", "яких",
        "когда", "где", "которой", "котором", "которых",
    )
)  # fmt: skip
_AFTER = frozenset(("after", "спустя", "після", "после"))
_BREAKS = frozenset(("comma", "mark", "dash", "stop"))


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was said.

    Attributes:
        at: the moment; for a day, month or year noon of its (middle) day, in the time zone of the article.
        precision: how exactly `at` is known.
        background: recalled from the past rather than news.
        told: the words say when; otherwise it is taken for said on the day of publication.
    """

    at: datetime
    precision: Precision
    background: bool
    told: bool = True


def date_statement(
    words: Words,
    hits: TimeHits,
    published: datetime,
    *,
    quotation: tuple[int, int],
    sentence: tuple[int, int],
    paragraph: tuple[int, int],
    cue: int | None = None,
    quoted: Sequence[tuple[int, int]] = (),
    act: bool = False,
    stances: tuple[StanceLexicon, dict[str, list[Hit]]] | None = None,
) -> Dated:
    """Date a statement.

    Only what stands in the cue's own clause dates it, or an adverbial without a verb: "whose deliveries began two years
    ago" and "before he left in May" do not say when he spoke.

    Args:
        words: the article's words.
        hits: `scan_dates(words)`.
        published: the article's date.
        quotation: word range of the quoted words; a date within them is what they speak of, not when they were said,
            unless it closes a phrase without a verb: "blocked the loan on 3 May".
        sentence: word range of the sentence (or sentences) that hold the quotation.
        paragraph: word range of its paragraph.
        cue: the cue's word; of several dates the nearest to it counts.
        quoted: word ranges of all quotations nearby; no date within them counts, unless the cue stands there too.
        act: it is a reported act.
        stances: the stance lexicon and its hits in the article, which part sentences into clauses.
    """
    around = (span for span in quoted if cue is None or not span[0] <= cue < span[1])
    report = Report(words, hits, quotation, sentence, cue, (quotation, *around), act, stances)
    day = published.date()
    every = expressions(words, hits, day, sentence)
    near = [
        e
        for e in every
        if (abs(e.hit.first - report.centre) <= _REACH or opens(report, e) or closes(report, e))
        and counts(report, e)
        and (e.day is not None or e.hit.first < report.centre or not _pluperfect(words, e))
        and not (stands(hits, "lasting", e.hit.first) and _lasts(report))
    ]
    if near and cue is not None and stances is not None:
        near = _of_the_cue(report, near)
    near = _refined(report, near, every)
    recalled = bool(starting_in(hits.get("recall", ()), (paragraph[0], paragraph[0] + 4)))
    best = min(near, key=lambda e: (e.day is None, abs(e.hit.first - report.centre)), default=None)
    scene = scene_of(words, hits, day, sentence, paragraph, report.spans, stances)
    if scene is not None and scene.background and best is None and not recalled and present(report):
        scene = None
    if best is not None and scene is not None and scene.day is not None and stands(hits, "eve", best.hit.first):
        best = Expression(best.hit, scene.day - timedelta(days=1), scene.precision, scene.background)
    elif best is not None and counts_back(hits, best):  # "a week earlier" counts from what was told just before
        best = _told(report, scene or _named_before(report, day, paragraph), day, best) or best
    elif best is not None and best.day is not None:  # "on 3 May she refused, and two days later agreed"
        best = _turned(report, best, day) or best
    if best is None or best.day is None:
        told = _told(report, scene or _named_before(report, day, paragraph), day)
        if told is not None:
            best = told
        elif scene is not None and (
            best is not None or recalled or not now(hits, sentence, unheard(scene, report.spans))
        ):
            best = scene
    if best is not None and best.day is not None and best.precision == "day":
        best = _in_that_year(report, best, paragraph)
    if best is None or best.day is None:
        background = recalled or best is not None
        return Dated(published, "month" if background else "day", background, told=background)
    if best.day == day:
        return Dated(published, "day", False)
    at = published.replace(
        year=best.day.year, month=best.day.month, day=best.day.day, hour=12, minute=0, second=0, microsecond=0
    )
    return Dated(at, best.precision, best.background)


def _in_that_year(report: Report, best: Expression, paragraph: tuple[int, int]) -> Expression:
    """The day in the year that the sentence before names, if "then" stands before it: "It was the largest since 2029.
    Back then, on 12 May, she said"."""
    first, last = report.sentence[0], best.hit.first
    items = report.words.items
    then = first <= last <= first + NAMED and any(items[i].form in _THEN for i in range(first, last))
    if not then or best.day is None or _year_told(report, best):
        return best
    years = report.hits.between(max(paragraph[0], first - _REACH), first)
    named = [int(items[hit.first].form) for hit, _, name in years if name == "bare_year"]
    named = [year for year in named if 1900 < year < best.day.year]
    if not named or (best.day.month, best.day.day) == (2, 29):
        return best
    return Expression(best.hit, best.day.replace(year=named[-1]), "day", True)


def _year_told(report: Report, e: Expression) -> bool:
    return any(len(w.form) == 4 and w.form.isdecimal() for w in report.words.items[e.hit.first : e.hit.last])


_THEN = frozenset(("then", "тоді", "тогда"))


def _told(report: Report, scene: Expression | None, published: date, at: Expression | None = None) -> Expression | None:
    """What in the sentence counts from the scene, or from a date before it in the sentence: the expression `at`, or
    else the first."""
    found = later(report.words, report.hits, scene, report.sentence, published)
    if at is not None:
        return next((e for e in found if e.hit.first < at.hit.last and at.hit.first < e.hit.last), None)
    return next((e for e in found if free(e, report.spans) or closes(report, e)), None)


def _named_before(report: Report, published: date, paragraph: tuple[int, int]) -> Expression | None:
    """The last day told in the sentence before, also by what closes a report there: "refused on 3 May. That day, X"."""
    first = report.sentence[0]
    start = max(paragraph[0], first - SCENE_WORDS)
    items = report.words.items
    begin = next((i for i in range(first - 1, start, -1) if items[i].before == "stop"), start)
    told = [e for e in expressions(report.words, report.hits, published, (begin, first)) if e.day is not None]
    return told[-1] if told and told[-1].precision != "year" else None


def _turned(report: Report, best: Expression, published: date) -> Expression | None:
    """What begins the piece of the sentence in which the cue stands and counts from the date before it."""
    items = report.words.items
    for e in later(report.words, report.hits, best, report.sentence, published):
        first, last = e.hit.first, e.hit.last
        if not best.hit.last < first < last <= report.centre or not free(e, report.spans):
            continue
        if items[last - 1].form in _AFTER and items[last].before == "":
            continue  # "three days after the vote"
        if any(items[i].before in _BREAKS for i in range(last + 1, report.centre + 1)):
            continue
        if items[first].before in _BREAKS or items[first - 1].before in _BREAKS or items[first - 1].form in AND:
            return e
    return None


def _refined(report: Report, near: list[Expression], every: list[Expression]) -> list[Expression]:
    """With the day that opens the quoted words, where the cue has a vaguer one: "In spring she said: on 3 May …"."""
    first = report.quotation[0]
    vague = near and all(e.day is None or e.precision != "day" for e in near)
    if not vague:
        return near
    for e in every:  # "in the middle of May, at a debate on the 14th"
        if e.precision == "day" and free(e, report.spans) and any(_in_month(e, month) for month in near):
            return [e]
    if report.within:
        return near
    sharp = [e for e in every if e.precision == "day" and first <= e.hit.first <= first + 1 and e.background]
    return sharp or near


def _in_month(e: Expression, month: Expression) -> bool:
    """Whether the day is one of the month named just before it."""
    if e.day is None or month.day is None or month.precision != "month" or not e.hit.first > month.hit.first:
        return False
    return (e.day.year, e.day.month) == (month.day.year, month.day.month) and e.hit.first - month.hit.last <= OPENING


def _of_the_cue(report: Report, found: list[Expression]) -> list[Expression]:
    """The expressions that stand in the cue's clause, or in a piece without a verb of its own."""
    assert report.stances is not None and report.cue is not None
    words, cue, lexicon = report.words, report.cue, report.stances[0]
    parts = clauses(words, report.stances[1], lexicon, *report.sentence)
    own = next((part for part in parts if cue in part), None)
    kept = []
    for expression in found:
        index = expression.hit.first
        part = next((p for p in parts if index in p), None)
        if part is not None and part is not own and coming(words, lexicon, part):
            continue
        if attributive(words, report.hits, lexicon, expression, report.sentence[0], cue):
            continue
        if limited(words, expression.hit.first) and not _antecedent(words, expression, own):
            continue
        if closes(report, expression) or before_colon(report, expression) or _antecedent(words, expression, own):
            kept.append(expression)
            continue
        if in_document(words, report.hits, expression, report.sentence[0]):
            between = range(0)
        elif part is None or part is own:
            low, high = sorted((cue, index))
            between = range(low + 1, high)
        elif published_in(report.hits, expression, part) or present_at(report.hits, part):
            between = range(expression.hit.last if part.opener == "relative" else part.first + 1, part.last)
        elif own is not None and part.last <= own.first and recounts(words, lexicon, part):
            between = range(0)
        elif cue > index and piece_start(words, part.first, index) > part.first and opens(report, expression):
            between = range(0)  # "so do others: on 3 May she"
        elif (
            part.opener and not (cue > index and verbless_as(words, lexicon, part)) and not _so_late(words, expression)
        ):
            if part.opener == "relative" or cue < index or not led(words, report.hits, part.first, index):
                continue
            between = range(expression.hit.last, cue)
        else:
            between = range(part.first, part.last)
        told = (*report.spans, (index, expression.hit.last))  # the time itself may hold a verb: "before taking office"
        outside = [i for i in between if i != cue and not any(a <= i < b for a, b in told)]
        if _pluperfect(words, expression) and cue - expression.hit.last > 2:
            continue
        if (
            opens(report, expression)
            or part is own
            or _goes_on(report, part, own)
            or not any(finite(words, lexicon, i) for i in outside)
            or _cleft(words, part)
        ):
            kept.append(expression)
    return kept


def _goes_on(report: Report, part: Clause | None, own: Clause | None) -> bool:
    """Whether the cue is a second verb of who did something on that day: "met her on 3 May, and warned that"."""
    if part is None or own is None or part.opener or report.cue is None or part.last > own.first:
        return False
    joined = own.first < report.cue <= own.first + 2 and report.words.items[own.first].form in AND
    return joined and not present(report)


def _antecedent(words: Words, e: Expression, own: Clause | None) -> bool:
    """Whether the cue's clause tells what happened on that day: "a speech on 3 May, in which she warned"."""
    if own is None or e.day is None or not 0 <= own.first - e.hit.last <= 1:
        return False
    return any(word.form in _WHEN for word in words.items[own.first : own.first + 2])


def _lasts(report: Report) -> bool:
    """Whether what somebody has held "for months" is not over: the cue is not in the past."""
    if report.cue is None or present(report):
        return True
    items = report.words.items
    return any(items[i].form in PERFECT for i in range(max(report.sentence[0], report.cue - 6), report.cue))


def _so_late(words: Words, e: Expression) -> bool:
    """Whether "as" before the date only tells how late it was: "ruled out by her as recently as 3 May"."""
    return words.language == "en" and looks_back(words, e.hit.first)


def _cleft(words: Words, part: Clause | None) -> bool:
    """Whether the piece is "it was in May that …"."""
    return part is not None and tuple(w.form for w in words.items[part.first : part.first + 2]) in _CLEFTS


def _pluperfect(words: Words, expression: Expression) -> bool:
    return words.items[expression.hit.first].form == "had"
