"""Words between a verb and its object, or before a verb, that only tell when: Ukrainian and Russian."""

from __future__ import annotations

from streams.language.cues_acts import act_lexicon
from streams.language.quotations_scene import Scene

_LONGEST = 7
_LEADING = frozenset(
    (
        *("back", "as", "late", "early", "recently", "only", "just", "even", "still", "already", "long", "far", "ago"),
        *("barely", "less", "more", "than", "nearly", "almost", "about", "some", "not", "quite"),
    )
)
_AT = frozenset(("in", "on", "last", "this", "during", "throughout"))
_SMALL = frozenset(("the", "a", "that", "this", "same", "last", "next", "following", "previous", "of", "early", "late"))
_COUNTS = frozenset(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "few"))
_BACK = frozenset(("ago", "earlier", "later", "before", "afterwards"))
_UNITS = frozenset(
    (
        *("day", "days", "week", "weeks", "month", "months", "year", "years", "morning", "afternoon", "evening"),
        *("night", "spring", "summer", "autumn", "winter", "january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday"),
        *("thursday", "friday", "saturday", "sunday"),
    )
)
_BETWEEN = frozenset(("го", "року", "года", "р", "г", "тому", "назад", "раніше", "ранее", "раньше", "того", "ж", "же"))
_COUNTED = frozenset(
    (
        *("днями", "днем", "днём", "тижнями", "тижнем", "місяцями", "місяцем", "роками", "роком"),
        *("неделями", "неделей", "месяцами", "месяцем", "годами", "годом"),
    )
)
MONTHS = frozenset(
    (
        *("січні", "лютому", "березні", "квітні", "травні", "червні", "липні", "серпні", "вересні", "жовтні"),
        *("листопаді", "грудні", "январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре"),
        *("октябре", "ноябре", "декабре", "році", "годах", "роках", "місяці", "месяце", "тижні", "неделе"),
    )
)
"""Months and longer times in the locative."""
_MORE = MONTHS | frozenset(
    (
        *("всього", "усього", "лише", "тільки", "іще", "ще", "саме", "аж", "минулого", "цього", "тоді", "навесні"),
        *("восени", "влітку", "взимку", "торік", "всего", "лишь", "только", "еще", "ещё", "именно", "прошлого"),
        *("этого", "тогда", "весной", "осенью", "летом", "зимой", "-", "и", "і", "й"),
    )
)


def english_time(scene: Scene, start: int, last: int) -> int:
    """English: one past words that only tell when: "in March 2031", "as late as March", "the same day", "two days
    later", "on 3 May"; `start` if no words of time begin there."""
    position = start
    while position < last and scene.low[position] in _LEADING:
        position += 1
    if position < last and scene.low[position] in _AT:
        position += 1
    told = start
    for index in range(position, min(last, position + _LONGEST)):
        word = scene.low[index]
        if word in _UNITS or (scene.tokens[index].kind == "number" and index > start):
            told = index + 1
        elif word in _BACK and told == index and index > start:
            return index + 1
        elif word not in _SMALL and word not in _COUNTS:
            break
    return told


def over_time(scene: Scene, start: int, last: int) -> int:
    """One past the words that only tell when: "ще 3 травня 2031-го", "всего пятью днями раньше"."""
    lexicon = act_lexicon(scene.lexicon.language)
    first = start
    while start < last:
        word = scene.low[start]
        if scene.mention_at[start] >= 0 and scene.tokens[start].kind != "number":
            break
        if word not in lexicon.days and word not in _MORE and word not in _BETWEEN and word not in _COUNTED:
            counts = word[:1].isdigit() or (start + 1 < last and scene.low[start + 1] in _COUNTED)
            if not counts:
                break
        start += 1
    while start > first and scene.low[start - 1] in scene.lexicon.prepositions:
        start -= 1  # "в первом чтении" is no time
    return start
