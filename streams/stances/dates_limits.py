"""Words beside a date that make it a limit, or that tell that it is past, and of which year."""

from __future__ import annotations

from datetime import date, timedelta

from streams.stances.dates_numbers import stands
from streams.stances.patterns import Hit
from streams.stances.words import WHEN, Words

_LIMITS = frozenset(
    (
        "by", "until", "till", "before", "next", "since", "after",
        "до", "з", "із", "зі", "після", "наступного", "наступному",
        "с", "со", "к", "после", "следующего", "следующем", "на",
    )
)  # fmt: skip
"""Words before a date that make it the end or the beginning of something, not the day when it was said."""
_UNTIL = frozenset(("until", "till", "до"))
_RIGHT = frozenset(("up", "right", "even", "аж", "вплоть", "ще", "еще"))
"""Words before "until": "right until March", "аж до березня"."""
_LOCATIVE = ("ому", "ом", "их", "ых")
_FROM_DAY = frozenset(("from", "by", "until", "till", "since", "з", "із", "зі", "до", "с", "со", "к"))
"""Words before a weekday that make it a limit."""
_SINCE = frozenset(("since", "з", "із", "зі", "с", "со"))
_ON = frozenset(("on", "in", "as", "у", "в"))
_STILL = frozenset(("ще", "іще", "еще", "back", "recently", "late", "lately"))
_YEARS = frozenset(("го", "року", "года"))
_PREPOSITIONS = frozenset(
    ("in", "on", "early", "late", "mid", "at", "у", "в", "на", "початку", "наприкінці", "начале", "конце")
)

_AT = frozenset(
    (
        *("at", "in", "on", "during", "throughout"),
        *("на", "у", "в", "під", "час", "ході", "протягом", "упродовж", "со", "во", "время", "ходе"),
    )
)
"""Words before an occasion on which somebody spoke, rather than before or after it."""
_NOUN_OF = frozenset(("the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "my", "our"))
OWNERS = frozenset(("the", "a", "his", "her", "its", "their", "s"))
"""English words before a month that describes a noun."""
_THIS = frozenset(("this", "next", "coming", "ці", "цих", "цими", "наступних", "найближчі", "эти", "этих", "ближайшие"))


def limited(words: Words, first: int) -> bool:
    """Whether the words before make the date a limit: "until 3 May", "since May"."""
    before = words.items[first - 1].form if first else ""
    if before in ("the", "early", "late", "mid"):
        before = words.items[first - 2].form if first > 1 else ""
    if before == "на" and words.items[first].form.endswith(_LOCATIVE):
        return False  # "на січневому саміті", "на выходных"
    return before in _LIMITS and not held_until(words, first)


def held_until(words: Words, first: int) -> bool:
    """Whether "until" and a date begin a sentence, which then tells what somebody held to up to that time: "Until March
    she opposed it"."""
    position = first - 1
    if position < 0 or words.items[position].form not in _UNTIL:
        return False
    while words.items[position].before == "" and position and words.items[position - 1].form in _RIGHT:
        position -= 1
    return words.items[position].before == "stop"


def starts_or_ends(words: Words, first: int) -> bool:
    """Whether the word before a weekday makes it a limit: "from Monday", "до п’ятниці"."""
    return first > 0 and words.items[first - 1].form in _FROM_DAY


def looks_back(words: Words, first: int) -> bool:
    """Whether the words before a date tell that it is past: "ще 20 березня", "as recently as on 20 March"."""
    items = words.items
    while first and items[first - 1].form in _ON:
        first -= 1
    return first > 0 and items[first - 1].form in _STILL


def since_when(words: Words, first: int, follow: int) -> bool:
    """Whether a clause tells what happened on the day that something has lasted from: "since 3 May, when she said"."""
    items = words.items
    while follow < len(items) and items[follow].before == "" and items[follow].form in _YEARS:
        follow += 1
    return items[first - 1].form in _SINCE and follow < len(items) and items[follow].form in WHEN


def of_past_year(words: Words, hits: dict[str, list[Hit]], first: int, follow: int) -> tuple[int, int] | None:
    """How many years back the words beside a month put it, and where they and it end: "May of last year", "торік у
    травні", "торішнього травня"."""
    if stands(hits, "last_year", first - 1):
        return 1, follow
    start = first
    while start and words.items[start - 1].form in _PREPOSITIONS:
        start -= 1
    for years in (1, 2):
        for hit in hits.get(f"years.{years}", ()):
            if follow <= hit.first <= follow + 1:
                return years, hit.last
            if hit.last == start:
                return years, follow
    if stands(hits, "last", follow) and stands(hits, "unit.year", follow + 1):
        return 1, follow + 2
    return None


def of_occasion(words: Words, hits: dict[str, list[Hit]], hit: Hit) -> bool:
    """Whether a month names the occasion on which somebody spoke: "at the January summit", "у січневому інтерв’ю"."""
    items = words.items
    if not (stands(hits, "occasion", hit.last) or stands(hits, "occasion", hit.last + 1)):
        return False
    return any(items[i].form in _AT for i in range(max(0, hit.first - 2), hit.first))


def reaches_on(words: Words, hit: Hit) -> bool:
    """Whether "before" ends no expression but begins one: "a week before the summit"."""
    items = words.items
    if items[hit.last - 1].form != "before" or hit.last >= len(items):
        return False
    return items[hit.last].before == "" and items[hit.last].form in _NOUN_OF


def weekend_day(words: Words, published: date, first: int) -> date | None:
    """The Sunday just past, or the day of publication at a weekend; none for a weekend that lies ahead."""
    weekday = published.weekday()
    ahead = weekday > 1 and first > 0 and words.items[first - 1].form in _THIS
    if limited(words, first) or ahead:
        return None
    return published if weekday > 4 else published - timedelta(days=weekday + 1)


_YEAR_DIGITS = 4
_ON_DAY = frozenset(("on", "the", "му", "м", "го"))
_APPOSED = 2
"""Words between a year and the day in it: an ending of the year, a preposition."""


def names_day_only(words: Words, hit: Hit) -> bool:
    """Whether the words name a day and its month, and no year."""
    told = words.items[hit.first : hit.last]
    if len(told) < 2 or not any(w.form[:1].isdigit() for w in told):
        return False
    return not any(len(w.form) >= _YEAR_DIGITS and w.form[:_YEAR_DIGITS].isdigit() for w in told)


def apposed(words: Words, vague: Hit, exact: Hit) -> bool:
    """Whether a comma and at most a preposition part a vague time from the exact one that says which day of it."""
    first, last = vague.last, exact.first
    if not 0 <= last - first <= _APPOSED or any(w.form not in _ON_DAY for w in words.items[first:last]):
        return False
    return any(w.before == "comma" for w in words.items[first : last + 1])


def nearest(day: date, to: date) -> date:
    """That day and month in the year in which it is nearest to a day; on 28 February for the 29th."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    years = (to.year - 1, to.year, to.year + 1)
    return min((abs((day.replace(year=year) - to).days), day.replace(year=year)) for year in years)[1]
