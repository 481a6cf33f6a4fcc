"""Words between a verb and its object, or before a verb, that only tell when: Ukrainian and Russian."""

from __future__ import annotations

from streams.language.cues_acts import act_lexicon
from streams.language.quotations_scene import Scene

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
