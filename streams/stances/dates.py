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
from streams.stances.dates_limits import (
    OWNERS,
    apposed,
    held_until,
    limited,
    looks_back,
    names_day_only,
    nearest,
    of_occasion,
    of_past_year,
    reaches_on,
    since_when,
    starts_or_ends,
    weekend_day,
)
from streams.stances.dates_numbers import day_number, figures, number, numeral, stands, written_date
from streams.stances.patterns import Hit, PatternSet
from streams.stances.words import Words

Precision = Literal["minute", "day", "month", "year"]

FRESH_DAYS = 2
"""A dated statement older than this is recalled, not news; a weekday alone always means the week of the article."""
_AHEAD_DAYS = 75
"""A month without a year that would lie this close ahead is taken for a plan, not for last year."""
_BACK = 30
"""Words within which the month of "the 20th" is named."""
_SEASON = 60
"""Days after the middle of a season within which its name means the present."""
_HALF = 48
"""Days from the middle of a season within which it ends."""
_FEW = {"day": 4, "week": 3, "month": 3, "year": 3}
"""What "a few" of a unit is taken for."""
_RANKS = {"day": 1, "week": 1, "weekday": 2, "month": 3, "nth": 3, "dayof": 3, "figures": 3}
_LEADS = frozenset(
    (
        "in", "since", "of", "until", "till", "last", "this", "early", "late", "mid", "from", "between", "and", "to",
        "for", "during", "throughout", "that", "back", "by", "before", "next", "on", "after", "as", "than",
    )
)  # fmt: skip
"""Words before a bare English month, which may be a name otherwise: May, June, April, Jan."""
_MONTH_BACK = 6
"""Words before "17-го" within which its month is named: "в марте прошлого года, 17-го"."""


NOUN_TIMES = frozenset(("noun_year", "monthly", "last_year", "formerly"))
"""Lists of words of time that describe the noun after them."""


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


class TimeHits(dict[str, list[Hit]]):
    """The words of time in a text by the name of their list, and all of them in order."""

    def __init__(self, groups: dict[str, list[Hit]]) -> None:
        super().__init__(groups)
        self.ordered = sorted(
            (hit, number, name) for number, (name, group) in enumerate(groups.items()) for hit in group
        )
        """Hit, number and name of its list."""
        self.told: dict[tuple[date, tuple[int, int]], list[Expression]] = {}
        """Expressions of the spans asked for so far: many quotations share a sentence or a scene."""

    def between(self, first: int, last: int) -> list[tuple[Hit, int, str]]:
        """The words of time that begin there."""
        return self.ordered[bisect_left(self.ordered, ((first,),)) : bisect_left(self.ordered, ((last,),))]


def scan_dates(words: Words) -> TimeHits:
    """The words of time in a text, for `date_statement`."""
    return TimeHits({**_patterns(words.language).scan(words), **figures(words)})


def expressions(words: Words, hits: TimeHits, published: date, span: tuple[int, int]) -> list[Expression]:
    """Every expression of time in the span, in order; of those that stand side by side ("last spring, on 3 May") the
    most exact."""
    told = hits.told.get((published, span))
    if told is None:
        told = hits.told[published, span] = _expressions(words, hits, published, span)
    return told


def _expressions(words: Words, hits: TimeHits, published: date, span: tuple[int, int]) -> list[Expression]:
    here = hits.between(*span)
    found: list[tuple[int, Expression]] = []
    for hit, _, name in sorted(here, key=lambda one: one[1]):
        kind, _, number = name.partition(".")
        made = _one(words, hits, published, kind, number, hit)
        if made is not None:
            found.append((_rank(kind, made), made))
    vague = [e for _, e in found if e.day is not None and e.precision in ("year", "month")]
    if vague:
        found = [(rank, _in_year_before(words, e, vague, published)) for rank, e in found]
    kept = [
        e
        for rank, e in found
        if not any(
            other > rank
            and _touch(e.hit, o.hit, 1 if e.day is not None and o.precision == "day" else 0)
            and not (words.items[o.hit.first - 1].before == "comma" and _apart(e, o))
            for other, o in found
        )
    ]
    return sorted(kept, key=lambda e: e.hit.first)


def _in_year_before(words: Words, e: Expression, vague: Sequence[Expression], published: date) -> Expression:
    """A day and month in the year that is told right before it: "In 2028, on 9 May", "seven years ago, 9 May"."""
    if e.precision != "day" or e.day is None or not names_day_only(words, e.hit):
        return e
    for other in vague:
        if other.day is not None and other.day.year < e.day.year and apposed(words, other.hit, e.hit):
            day = nearest(e.day, other.day)
            return _made(e.hit, day, "day", published) if day <= published else e
    return e


def _apart(vague: Expression, exact: Expression) -> bool:
    """Whether the day lies outside the month or season beside it: "had rejected it in March, on Monday backed it"."""
    if vague.day is None or exact.day is None or vague.precision != "month" or exact.precision != "day":
        return False
    return abs((exact.day - vague.day).days) > _HALF


def _rank(kind: str, expression: Expression) -> int:
    """How exactly the expression tells the day; what tells none comes last."""
    if expression.day is None:
        return -2
    if expression.precision == "year":
        return -1
    return _RANKS.get(kind, 0) if expression.precision == "day" else 0


def _touch(one: Hit, other: Hit, gap: int = 0) -> bool:
    return one.first <= other.last + gap and other.first <= one.last + gap


def _one(
    words: Words, hits: dict[str, list[Hit]], published: date, kind: str, number: str, hit: Hit
) -> Expression | None:
    if kind == "month":
        return _month(words, hits, published, int(number), hit)
    if kind == "season":
        made = _month(words, hits, published, int(number), hit, season=True)
        if made is None or made.day is None:
            return None
        if (published - made.day).days >= _SEASON:
            return made
        if words.items[hit.first].form != "last" and not stands(hits, "last", hit.first - 1):
            return None
        return Expression(hit, months_before(made.day, 12), "month", True)  # "last spring", written in May
    if kind == "weekday":
        if starts_or_ends(words, hit.first):
            return None
        if _planned(words, hits, published, hit):
            return None
        return _weekday(words, hits, published, int(number), hit)
    if kind == "weekend":
        day = weekend_day(words, published, hit.first)
        return None if day is None else Expression(hit, day, "day", False)
    if kind in ("week", "months", "years", "ago") and reaches_on(words, hit):
        return None
    if kind == "day":
        return Expression(hit, published - timedelta(days=int(number)), "day", int(number) > FRESH_DAYS)
    if kind == "week":
        return Expression(hit, published - timedelta(weeks=int(number)), "day", True)
    if kind == "months":
        return Expression(hit, months_before(published, int(number)), "month", True)
    if kind == "years":
        return Expression(hit, months_before(published, 12 * int(number)), "year", True)
    if kind in ("past", "start"):
        return _past(published, number, hit, begins=kind == "start")
    if kind == "ago":
        return _ago(words, hits, published, hit)
    if kind == "earlier" and not any(h.first == hit.first for h in hits.get("today_earlier", ())):
        return Expression(hit, None, "month", True)
    if kind in ("dayof", "nth"):
        return _day_of(words, hits, published, hit, counted=kind == "nth")
    if kind == "figures":
        return _written(words, published, hit)
    if kind == "year":
        return _year(words, published, Hit(hit.first - 1, hit.last))
    if kind == "bare_year":
        return _year(words, published, hit)
    deed = kind in NOUN_TIMES and stands(hits, "deed", hit.last)
    if kind == "noun_year" and (deed or stands(hits, "occasion", hit.last)):
        return _year(words, published, hit)
    if kind == "monthly" and (deed or of_occasion(words, hits, hit)):
        return _occasion(published, int(number), hit)
    if deed and kind == "last_year":
        return Expression(hit, months_before(published, 12), "year", True)
    if deed and kind == "formerly":
        return Expression(hit, None, "month", True)
    if kind == "lasting":
        return Expression(hit, None, "month", True)
    return None


def _past(published: date, unit: str, hit: Hit, *, begins: bool) -> Expression | None:
    """Earlier this week, month or year: the middle of what is over of it; at the start of the year: its January."""
    if unit == "week":
        past = published.weekday()
        return _made(hit, published - timedelta(days=(past + 1) // 2), "day", published)
    first = published.replace(day=1) if unit == "month" else published.replace(day=1, month=1)
    if begins:
        return Expression(hit, first.replace(day=15), "month", True) if published.month > 1 else None
    return Expression(hit, first + (published - first) / 2, "month" if unit == "month" else "year", True)


def _made(hit: Hit, day: date, precision: Precision, published: date) -> Expression:
    return Expression(hit, day, precision, (published - day).days > FRESH_DAYS)


def _month(
    words: Words, hits: dict[str, list[Hit]], published: date, month: int, hit: Hit, *, season: bool = False
) -> Expression | None:
    items = words.items
    before = items[hit.first - 1].form if hit.first else ""
    follow = hit.last
    first = hit.first
    named = day_number(words, hits, hit.first - 1)
    if words.language == "en":
        if not items[hit.first].capital and not season and before != "mid":  # "mid-March" is one token
            return None
        if named is None and before == "of":
            named = day_number(words, hits, hit.first - 2)
        after = number(items[hit.last].form, 31) if hit.last < len(items) else None
        if after is not None:
            named, follow = (after, hit.first), hit.last + 1
    day = None
    if named is not None:
        day, first = named
    of = 1 if follow + 1 < len(items) and items[follow].form == "of" else 0
    year = number(items[follow + of].form, 2100) if follow + of < len(items) else None
    if year is not None and year < 1900:
        year = None
    if year is not None:
        follow += 1 + of
    elif words.language == "en" and day is None and before not in _LEADS and not season:
        owned = before in OWNERS and stands(hits, "deed", hit.last)  # "his March promise"
        return _occasion(published, month, hit) if owned or of_occasion(words, hits, hit) else None
    if limited(words, first) and not since_when(words, first, follow):
        return None
    if held_until(words, first) and year is None and (day is not None or month >= published.month):
        return None
    if year is None:
        past = of_past_year(words, hits, first, follow)
        if past is not None:
            year, follow = published.year - past[0], past[1]
    last = day is None and stands(hits, "last", hit.first - 1)
    precision: Precision = "day" if day else "month"
    middle = 5 if stands(hits, "early", hit.first - 1) else 25 if stands(hits, "late", hit.first - 1) else 15
    made = _resolve(published, year, month, day or middle, exact=day is not None)
    if made is None and year is None and (last or looks_back(words, first)):
        made = _resolve(published, published.year - 1, month, day or middle, exact=True)
    if made is None:
        return None
    if precision == "month" and (made.year, made.month) == (published.year, published.month):
        if not last:
            return None
        made = made.replace(year=made.year - 1)
    return _made(Hit(first, follow), made, precision, published)


def _occasion(published: date, month: int, hit: Hit) -> Expression | None:
    """The month of an occasion, "at the January summit", unless that lies ahead."""
    made = _resolve(published, None, month, 15, exact=True)
    return None if made is None or made.month == published.month else _made(hit, made, "month", published)


def _day_of(words: Words, hits: dict[str, list[Hit]], published: date, hit: Hit, *, counted: bool) -> Expression | None:
    """The 20th: of last month, of the month last named, or of this one."""
    named = day_number(words, hits, hit.last - 1 if counted else hit.first - 1)
    if named is None or limited(words, named[1]):
        return None
    day, first = named
    span = Hit(first, hit.last)
    back = _MONTH_BACK if counted and words.language != "en" else _BACK
    if any(0 <= h.first - hit.last <= 1 for h in hits.get("months.1", ())):
        of = months_before(published, 1)
        made = _resolve(published, of.year, of.month, day, exact=True)
        return None if made is None else _made(Hit(first, hit.last + 1), made, "day", published)
    latest: tuple[int, int, Hit] | None = None
    for name, group in hits.items():
        kind, _, value = name.partition(".")
        if kind in ("month", "monthly"):
            for found in group:
                if hit.first - back <= found.first < hit.first and (latest is None or found.first > latest[0]):
                    latest = found.first, int(value), found
    year, month = None, published.month
    if latest is None and back == _MONTH_BACK:
        return None
    if latest is not None:
        month = latest[1]
        told = _month(words, hits, published, month, latest[2])
        year = told.day.year if told is not None and told.day is not None else None
    made = _resolve(published, year, month, day, exact=True)
    if made is None and latest is None:  # "the 28th", written on the 3rd
        of = months_before(published, 1)
        made = _resolve(published, of.year, of.month, day, exact=True)
    return None if made is None else _made(span, made, "day", published)


def _written(words: Words, published: date, hit: Hit) -> Expression | None:
    told = written_date(words, hit)
    if told is None or not (1 <= told[1] <= 12 and told[0] > 1900) or limited(words, hit.first):
        return None
    made = _resolve(published, told[0], told[1], told[2], exact=True)
    return None if made is None else _made(hit, made, "day", published)


def _resolve(published: date, year: int | None, month: int, day: int, *, exact: bool) -> date | None:
    """The day; without a year the latest one that is not ahead. None for a plan, or a day that does not exist."""
    for candidate in (year,) if year is not None else (published.year, published.year - 1):
        if not 1 <= day <= monthrange(candidate, month)[1]:
            return None
        made = date(candidate, month, day)
        if made <= published + timedelta(days=1):
            return min(made, published)
        if year is not None or ((made - published).days <= _AHEAD_DAYS and exact):
            return None
        if (made.year, made.month) == (published.year, published.month):
            return made if not exact else None
    return None


def _weekday(words: Words, hits: dict[str, list[Hit]], published: date, weekday: int, hit: Hit) -> Expression:
    week = next((h for h in hits.get("week.1", ()) if _touch(hit, h, 1)), None)
    if week is not None:  # "on Friday last week"
        monday = published - timedelta(days=published.weekday() + 7)
        span = Hit(min(hit.first, week.first), max(hit.last, week.last))
        return Expression(span, monday + timedelta(days=weekday), "day", True)
    back = (published.weekday() - weekday) % 7
    if stands(hits, "last", hit.first - 1) and back == 0:
        back = 7
    return Expression(hit, published - timedelta(days=back), "day", False)


def _planned(words: Words, hits: dict[str, list[Hit]], published: date, hit: Hit) -> bool:
    """Whether a day that is not over stands beside the weekday: "on Thursday, 15 May", written on the 11th."""
    for name, group in hits.items():
        kind, _, month = name.partition(".")
        for other in group if kind == "month" else ():
            near = hit.last <= other.first <= hit.last + 2 if words.language != "en" else _touch(hit, other, 1)
            if near and _month(words, hits, published, int(month), other) is None:
                return True
    return False


def counted(words: Words, hits: dict[str, list[Hit]], last: int) -> tuple[int, str, int, bool] | None:
    """The number and unit of "three weeks" that end before word `last`: number, unit, first word, whether exact."""
    half = next((h for h in hits.get("half_year", ()) if h.last == last), None)
    if half is not None:
        return 6, "month", half.first, True
    unit = next((u for u in ("day", "week", "month", "year") if stands(hits, f"unit.{u}", last - 1)), None)
    if unit is None:
        return None
    count = numeral(words, hits, last - 2)
    if count is not None:
        return count, unit, last - 2, True
    if stands(hits, "few", last - 2):
        return _FEW[unit], unit, last - 2, False
    if words.language != "en":
        return 1, unit, last - 1, True
    return (1, unit, last - 2, True) if _the_one_before(words, last) else None


def _the_one_before(words: Words, last: int) -> bool:
    """Whether word `last` ends "the year before", and not "the year before last"."""
    items = words.items
    if last < 2 or last >= len(items) or items[last].form != "before" or items[last - 2].form != "the":
        return False
    return last + 1 >= len(items) or items[last + 1].form != "last"


def _ago(words: Words, hits: dict[str, list[Hit]], published: date, hit: Hit) -> Expression | None:
    """Three weeks ago: a number, a unit and the word."""
    told = counted(words, hits, hit.first)
    if told is None:
        return None
    return stepped(Hit(told[2], hit.last), published, published, told, -1)


def stepped(hit: Hit, base: date, published: date, told: tuple[int, str, int, bool], sign: int) -> Expression:
    """The day so many units before or after `base`, never ahead of publication."""
    count, unit, _, exact = told
    if unit in ("day", "week"):
        day = min(base + timedelta(days=sign * count * (7 if unit == "week" else 1)), published)
        return _made(hit, day, "day" if exact else "month", published)
    day = min(months_before(base, -sign * count * (12 if unit == "year" else 1)), published)
    return Expression(hit, day, "month" if unit == "month" else "year", True)


def _year(words: Words, published: date, hit: Hit) -> Expression | None:
    year = number(words.items[hit.first].form, 2100) if hit.first >= 0 else None
    if year is None or not 1900 < year < published.year:
        return None
    return Expression(hit, date(year, 7, 1), "year", True)


def months_before(day: date, count: int) -> date:
    """The same day so many months before, or the last day of that month."""
    months = day.year * 12 + day.month - 1 - count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
