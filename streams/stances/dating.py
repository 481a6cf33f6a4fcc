"""When a statement was made: the article's date, unless the words around the quotation say otherwise."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from schemas.base import Language
from streams.stances.clauses import Clause, clauses, is_verb
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit, PatternSet
from streams.stances.words import Words

Precision = Literal["minute", "day", "month", "year"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRESH_DAYS = 2
"""A dated statement older than this is recalled, not news; a weekday alone always means the week of the article."""
_AHEAD_DAYS = 75
"""A month without a year that would lie this close ahead is taken for a plan, not for last year."""
_REACH = 14
_CLEFTS = frozenset((("it", "was"), ("це", "було"), ("это", "было")))
_SEASON = 60
"""Days after the middle of a season within which its name means the present."""


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was said.

    Attributes:
        at: the moment; for a day, month or year noon of its (middle) day, in the time zone of the article.
        precision: how exactly `at` is known.
        background: recalled from the past rather than news.
    """

    at: datetime
    precision: Precision
    background: bool


@dataclass(frozen=True, slots=True)
class _Expression:
    hit: Hit
    day: date | None
    precision: Precision
    background: bool


@lru_cache(maxsize=8)
def _patterns(language: Language) -> PatternSet:
    text = files("seeds").joinpath("lexicons", "dates.yaml").read_text(encoding="utf-8")
    groups: dict[str, list[str]] = yaml.load(text, Loader=_Loader)[language]
    return PatternSet(groups)


def scan_dates(words: Words) -> dict[str, list[Hit]]:
    """The words of time in a text, for `date_statement`."""
    return _patterns(words.language).scan(words)


def date_statement(
    words: Words,
    hits: dict[str, list[Hit]],
    published: datetime,
    *,
    quotation: tuple[int, int],
    sentence: tuple[int, int],
    paragraph: tuple[int, int],
    cue: int | None = None,
    quoted: Sequence[tuple[int, int]] = (),
    stances: tuple[StanceLexicon, dict[str, list[Hit]]] | None = None,
) -> Dated:
    """Date a statement.

    Only what stands in the cue's own clause dates it, or an adverbial without a verb: "whose deliveries began two years
    ago" and "before he left in May" do not say when he spoke.

    Args:
        words: the article's words.
        hits: `scan_dates(words)`.
        published: the article's date.
        quotation: word range of the quoted words; a date within them is what they speak of, not when they were said.
        sentence: word range of the sentence (or sentences) that hold the quotation.
        paragraph: word range of its paragraph.
        cue: the cue's word; of several dates the nearest to it counts.
        quoted: word ranges of all quotations nearby; no date within them counts.
        stances: the stance lexicon and its hits in the article, which part sentences into clauses.
    """
    spans = (quotation, *quoted)
    centre = cue if cue is not None else quotation[0]
    near = [
        e
        for e in _expressions(words, hits, published.date(), sentence)
        if abs(e.hit.first - centre) <= _REACH
        and not any(a <= e.hit.first < b for a, b in spans)
        and (e.day is not None or e.hit.first < centre or not _pluperfect(words, e))
    ]
    if near and cue is not None and stances is not None:
        near = _of_the_cue(words, near, sentence, cue, spans, *stances)
    recalled = any(paragraph[0] <= h.first <= paragraph[0] + 3 for h in hits.get("recall", ()))
    best = min(near, key=lambda e: (e.day is None, abs(e.hit.first - centre)), default=None)
    if best is None or best.day is None:
        carried = _carried(words, hits, published.date(), sentence, paragraph)
        if carried is not None and (best is not None or recalled):
            best = carried
    if best is None or best.day is None:
        background = recalled or best is not None
        return Dated(published, "month" if background else "day", background)
    if best.day == published.date():
        return Dated(published, "day", False)
    at = published.replace(
        year=best.day.year, month=best.day.month, day=best.day.day, hour=12, minute=0, second=0, microsecond=0
    )
    return Dated(at, best.precision, best.background)


def _of_the_cue(
    words: Words,
    found: list[_Expression],
    sentence: tuple[int, int],
    cue: int,
    spans: Sequence[tuple[int, int]],
    lexicon: StanceLexicon,
    hits: dict[str, list[Hit]],
) -> list[_Expression]:
    """The expressions that stand in the cue's clause, or in a piece without a verb of its own."""
    parts = clauses(words, hits, lexicon, *sentence)
    own = next((part for part in parts if cue in part), None)
    kept = []
    for expression in found:
        index = expression.hit.first
        part = next((p for p in parts if index in p), None)
        if part is None or part is own:
            low, high = sorted((cue, index))
            between = range(low + 1, high)
        else:
            if part.opener:
                continue
            between = range(part.first, part.last)
        outside = [i for i in between if i != cue and not any(a <= i < b for a, b in spans)]
        if _pluperfect(words, expression) and cue - expression.hit.last > 2:
            continue
        if part is own or not any(_finite(words, lexicon, i) for i in outside) or _cleft(words, part):
            kept.append(expression)
    return kept


def _finite(words: Words, lexicon: StanceLexicon, index: int) -> bool:
    """Whether the word is a finite verb; names are often taken for one."""
    word = words.items[index]
    return (not word.capital or word.before == "stop") and is_verb(lexicon, word.form)


def _cleft(words: Words, part: Clause | None) -> bool:
    """Whether the piece is "it was in May that …"."""
    return part is not None and tuple(w.form for w in words.items[part.first : part.first + 2]) in _CLEFTS


def _pluperfect(words: Words, expression: _Expression) -> bool:
    return words.items[expression.hit.first].form == "had"


def _carried(
    words: Words, hits: dict[str, list[Hit]], published: date, sentence: tuple[int, int], paragraph: tuple[int, int]
) -> _Expression | None:
    """The date of the sentence before, in the same paragraph: "On 3 May the ministers met. X said there that …"."""
    last = sentence[0]
    first = last
    while first > paragraph[0] and words.items[first - 1].before != "stop":
        first -= 1
    first = max(paragraph[0], first - 1)
    if first >= last:
        return None
    dated = [e for e in _expressions(words, hits, published, (first, last)) if e.day is not None]
    return dated[0] if dated else None


def _expressions(words: Words, hits: dict[str, list[Hit]], published: date, span: tuple[int, int]) -> list[_Expression]:
    """Every expression of time in the span, in order."""
    found: list[_Expression] = []
    for name, group in hits.items():
        kind, _, number = name.partition(".")
        for hit in group:
            if not span[0] <= hit.first < span[1]:
                continue
            made = _one(words, hits, published, kind, number, hit)
            if made is not None:
                found.append(made)
    sure = [e for e in found if e.day is not None]
    finer = [e for e in sure if e.precision != "year"]
    kept = [
        e
        for e in found
        if not any(_touch(e.hit, o.hit) for o in (sure if e.day is None else finer if e.precision == "year" else ()))
    ]
    return sorted(kept, key=lambda e: e.hit.first)


def _touch(one: Hit, other: Hit) -> bool:
    return one.first <= other.last and other.first <= one.last


def _one(
    words: Words, hits: dict[str, list[Hit]], published: date, kind: str, number: str, hit: Hit
) -> _Expression | None:
    if kind == "month":
        return _month(words, hits, published, int(number), hit)
    if kind == "season":
        made = _month(words, hits, published, int(number), hit)
        near = made is None or made.day is None or (published - made.day).days < _SEASON
        return None if near else made
    if kind == "weekday":
        return _weekday(words, hits, published, int(number), hit)
    if kind == "day":
        return _Expression(hit, published - timedelta(days=int(number)), "day", int(number) > _FRESH_DAYS)
    if kind == "week":
        return _Expression(hit, published - timedelta(weeks=int(number)), "day", True)
    if kind == "months":
        return _Expression(hit, _months_before(published, int(number)), "month", True)
    if kind == "years":
        return _Expression(hit, _months_before(published, 12 * int(number)), "year", True)
    if kind == "ago":
        return _ago(words, hits, published, hit)
    if kind == "earlier" and not any(h.first == hit.first for h in hits.get("today_earlier", ())):
        return _Expression(hit, None, "month", True)
    if kind == "year":
        return _year(words, published, hit)
    return None


def _month(words: Words, hits: dict[str, list[Hit]], published: date, month: int, hit: Hit) -> _Expression | None:
    items = words.items
    before = items[hit.first - 1].form if hit.first else ""
    after = items[hit.last].form if hit.last < len(items) else ""
    if words.language == "en":
        if not items[hit.first].capital:
            return None
        day = _number(after, 31) or _number(before, 31)
        follow = hit.last + (1 if _number(after, 31) else 0)
    else:
        day = _number(before, 31)
        follow = hit.last
    year = _number(items[follow].form, 2100) if follow < len(items) else None
    if year is not None and year < 1900:
        year = None
    if year is None and (_at(hits, "last", hit.first - 1) or _at(hits, "last", follow)):
        year = published.year - 1
    precision: Precision = "day" if day else "month"
    middle = 5 if _at(hits, "early", hit.first - 1) else 25 if _at(hits, "late", hit.first - 1) else 15
    made = _resolve(published, year, month, day or middle)
    if made is None:
        return None
    if precision == "month" and (made.year, made.month) == (published.year, published.month):
        return None
    span = Hit(hit.first - 1 if _number(before, 31) else hit.first, hit.last + (1 if _number(after, 2100) else 0))
    return _Expression(span, made, precision, (published - made).days > _FRESH_DAYS)


def _resolve(published: date, year: int | None, month: int, day: int) -> date | None:
    """The day; without a year the latest one that is not ahead. None for a plan, or a day that does not exist."""
    for candidate in (year,) if year is not None else (published.year, published.year - 1):
        if day > monthrange(candidate, month)[1]:
            return None
        made = date(candidate, month, day)
        if made <= published + timedelta(days=1):
            return min(made, published)
        if year is not None or ((made - published).days <= _AHEAD_DAYS and day != 15):
            return None
        if (made.year, made.month) == (published.year, published.month):
            return None
    return None


def _weekday(words: Words, hits: dict[str, list[Hit]], published: date, weekday: int, hit: Hit) -> _Expression:
    back = (published.weekday() - weekday) % 7
    if _at(hits, "last", hit.first - 1) and back == 0:
        back = 7
    return _Expression(hit, published - timedelta(days=back), "day", False)


def _ago(words: Words, hits: dict[str, list[Hit]], published: date, hit: Hit) -> _Expression | None:
    """Three weeks ago: a number, a unit and the word."""
    unit = next((u for u in ("day", "week", "month", "year") if _at(hits, f"unit.{u}", hit.first - 1)), None)
    if unit is None or hit.first < 2:
        return None
    count = _number(words.items[hit.first - 2].form, 99)
    if count is None:
        named = next((n for n in (2, 3, 4, 5, 6, 10) if _at(hits, f"number.{n}", hit.first - 2)), None)
        if named is None:
            return None
        count = named
    span = Hit(hit.first - 2, hit.last)
    if unit in ("day", "week"):
        day = published - timedelta(days=count * (7 if unit == "week" else 1))
        return _Expression(span, day, "day", (published - day).days > _FRESH_DAYS)
    return _Expression(
        span,
        _months_before(published, count * (12 if unit == "year" else 1)),
        "month" if unit == "month" else "year",
        True,
    )


def _year(words: Words, published: date, hit: Hit) -> _Expression | None:
    year = _number(words.items[hit.first - 1].form, 2100) if hit.first else None
    if year is None or not 1900 < year < published.year:
        return None
    return _Expression(Hit(hit.first - 1, hit.last), date(year, 7, 1), "year", True)


def _months_before(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 - count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _at(hits: dict[str, list[Hit]], name: str, index: int) -> bool:
    return any(hit.first <= index < hit.last for hit in hits.get(name, ()))


def _number(form: str, most: int) -> int | None:
    digits = form.rstrip("stndrh") if form[:1].isdigit() else form
    if not (digits.isdecimal() and digits.isascii()) or len(digits) > 4:
        return None
    value = int(digits)
    return value if 1 <= value <= most else None
