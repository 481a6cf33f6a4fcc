"""Expressions of time in a text, and the days that they name, seen from the day of publication."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from schemas.base import Language
from streams.safe_yaml import safe_load
from streams.stances.patterns import Hit, PatternSet
from streams.stances.words import Words

Precision = Literal["minute", "day", "month", "year"]

FRESH_DAYS = 2
"""A dated statement older than this is recalled, not news; a weekday alone always means the week of the article."""
_AHEAD_DAYS = 75
"""A month without a year that would lie this close ahead is taken for a plan, not for last year."""
_BACK = 30
"""Words within which the month of "the 20th" is named."""
_NAMED = (2, 3, 4, 5, 6, 10)
_SEASON = 60
"""Days after the middle of a season within which its name means the present."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time: where it stands, its day (none if it is not told), and whether it recalls the past."""

    hit: Hit
    day: date | None
    precision: Precision
    background: bool


@lru_cache(maxsize=8)
def _patterns(language: Language) -> PatternSet:
    text = files("seeds").joinpath("lexicons", "dates.yaml").read_text(encoding="utf-8")
    groups: dict[str, list[str]] = safe_load(text)[language]
    return PatternSet(groups)


def scan_dates(words: Words) -> dict[str, list[Hit]]:
    """The words of time in a text, for `date_statement`."""
    return _patterns(words.language).scan(words)


def starting_in(group: Sequence[Hit], span: tuple[int, int]) -> Sequence[Hit]:
    """The hits, which are in order, that start within the span of words."""
    return group[bisect_left(group, span[0], key=_first) : bisect_left(group, span[1], key=_first)]


def _first(hit: Hit) -> int:
    return hit.first


def expressions(words: Words, hits: dict[str, list[Hit]], published: date, span: tuple[int, int]) -> list[Expression]:
    """Every expression of time in the span, in order."""
    found: list[Expression] = []
    for name, group in hits.items():
        kind, _, number = name.partition(".")
        for hit in starting_in(group, span):
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
) -> Expression | None:
    if kind == "month":
        return _month(words, hits, published, int(number), hit)
    if kind == "season":
        made = _month(words, hits, published, int(number), hit)
        near = made is None or made.day is None or (published - made.day).days < _SEASON
        return None if near else made
    if kind == "weekday":
        return _weekday(words, hits, published, int(number), hit)
    if kind == "day":
        return Expression(hit, published - timedelta(days=int(number)), "day", int(number) > FRESH_DAYS)
    if kind == "week":
        return Expression(hit, published - timedelta(weeks=int(number)), "day", True)
    if kind == "months":
        return Expression(hit, _months_before(published, int(number)), "month", True)
    if kind == "years":
        return Expression(hit, _months_before(published, 12 * int(number)), "year", True)
    if kind == "ago":
        return _ago(words, hits, published, hit)
    if kind == "earlier" and not any(h.first == hit.first for h in hits.get("today_earlier", ())):
        return Expression(hit, None, "month", True)
    if kind == "dayof":
        return _day_of(words, hits, published, hit)
    if kind == "year":
        return _year(words, published, hit)
    return None


def _month(words: Words, hits: dict[str, list[Hit]], published: date, month: int, hit: Hit) -> Expression | None:
    items = words.items
    before = items[hit.first - 1].form if hit.first else ""
    after = items[hit.last].form if hit.last < len(items) else ""
    if words.language == "en":
        if not items[hit.first].capital:
            return None
        day = number(after, 31) or number(before, 31)
        follow = hit.last + (1 if number(after, 31) else 0)
    else:
        day = number(before, 31)
        follow = hit.last
    year = number(items[follow].form, 2100) if follow < len(items) else None
    if year is not None and year < 1900:
        year = None
    if year is None and (stands(hits, "last", hit.first - 1) or stands(hits, "last", follow)):
        year = published.year - 1
    precision: Precision = "day" if day else "month"
    middle = 5 if stands(hits, "early", hit.first - 1) else 25 if stands(hits, "late", hit.first - 1) else 15
    made = _resolve(published, year, month, day or middle)
    if made is None:
        return None
    if precision == "month" and (made.year, made.month) == (published.year, published.month):
        return None
    span = Hit(hit.first - 1 if number(before, 31) else hit.first, hit.last + (1 if number(after, 2100) else 0))
    return Expression(span, made, precision, (published - made).days > FRESH_DAYS)


def _day_of(words: Words, hits: dict[str, list[Hit]], published: date, hit: Hit) -> Expression | None:
    """The 20th: of the month last named, or of this one."""
    day = number(words.items[hit.first - 1].form, 31) if hit.first else None
    named = (
        (found.first, int(name.partition(".")[2]))
        for name, group in hits.items()
        if name.startswith("month.")
        for found in group
        if hit.first - _BACK <= found.first < hit.first
    )
    made = None if day is None else _resolve(published, None, max(named, default=(0, published.month))[1], day)
    if made is None:
        return None
    return Expression(Hit(hit.first - 1, hit.last), made, "day", (published - made).days > FRESH_DAYS)


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


def _weekday(words: Words, hits: dict[str, list[Hit]], published: date, weekday: int, hit: Hit) -> Expression:
    back = (published.weekday() - weekday) % 7
    if stands(hits, "last", hit.first - 1) and back == 0:
        back = 7
    return Expression(hit, published - timedelta(days=back), "day", False)


def _ago(words: Words, hits: dict[str, list[Hit]], published: date, hit: Hit) -> Expression | None:
    """Three weeks ago: a number, a unit and the word."""
    unit = next((u for u in ("day", "week", "month", "year") if stands(hits, f"unit.{u}", hit.first - 1)), None)
    if unit is None or hit.first < 2:
        return None
    count = numeral(words, hits, hit.first - 2)
    if count is None:
        return None
    span = Hit(hit.first - 2, hit.last)
    if unit in ("day", "week"):
        day = published - timedelta(days=count * (7 if unit == "week" else 1))
        return Expression(span, day, "day", (published - day).days > FRESH_DAYS)
    return Expression(
        span,
        _months_before(published, count * (12 if unit == "year" else 1)),
        "month" if unit == "month" else "year",
        True,
    )


def _year(words: Words, published: date, hit: Hit) -> Expression | None:
    year = number(words.items[hit.first - 1].form, 2100) if hit.first else None
    if year is None or not 1900 < year < published.year:
        return None
    return Expression(Hit(hit.first - 1, hit.last), date(year, 7, 1), "year", True)


def _months_before(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 - count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def stands(hits: dict[str, list[Hit]], name: str, index: int) -> bool:
    """Whether the word belongs to an expression of that name."""
    return any(hit.first <= index < hit.last for hit in hits.get(name, ()))


def number(form: str, most: int) -> int | None:
    """The number that a figure names, if it is at most so large."""
    digits = form.rstrip("stndrh") if form[:1].isdigit() else form
    if not (digits.isdecimal() and digits.isascii()) or len(digits) > 4:
        return None
    value = int(digits)
    return value if 1 <= value <= most else None


def numeral(words: Words, hits: dict[str, list[Hit]], index: int) -> int | None:
    """The number that a word or figure names, up to 99."""
    if index < 0:
        return None
    count = number(words.items[index].form, 99)
    return count if count is not None else next((n for n in _NAMED if stands(hits, f"number.{n}", index)), None)
