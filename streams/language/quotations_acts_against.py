"""Ukrainian and Russian sides taken with no verb: "Стець проти закриття заводу", "Горецкий – за новый налог"."""

from __future__ import annotations

from streams.language.attribution_subjects import mention_subject, with_role
from streams.language.cues_acts import ActLexicon
from streams.language.quotations_acts_spans import act_end
from streams.language.quotations_acts_subjects import acting
from streams.language.quotations_brackets import bracketed
from streams.language.quotations_scene import DASHES, Found, Scene, Unit
from streams.language.quotations_turns import past_time

_FOR = "за"
_SIDES = frozenset(("проти", "против", _FOR))
_PARTISANS = ("прихильни", "противни", "супротивни", "сторонни")
AGAINST = _SIDES | {
    stem + ending
    for stem in _PARTISANS
    for ending in ("к", "ця", "ком", "цею", "ки", "ками", "ца", "цей", "цы", "цами", "ці", "цями")
}
"""Words that tell which side somebody takes."""
_BETWEEN = frozenset(
    (
        *("категорично", "рішуче", "твердо", "завжди", "також", "теж", "досі", "й", "і", "і", "надалі", "однозначно"),
        *("категорически", "решительно", "твёрдо", "твердо", "всегда", "тоже", "также", "и", "по-прежнему", "был"),
        *("була", "був", "были", "была", "були", "же", "ж", "все", "всё", "ще", "еще", "ещё", "однозначно"),
        *("цілком", "повністю", "двома", "обома", "руками", "різко", "принципово", "публічно", "відкрито", "так"),
        *("целиком", "полностью", "двумя", "обеими", "резко", "принципиально", "публично", "открыто", "давно"),
        *("само", "тільки", "лише", "только", "лишь"),
    )
)
_IS = frozenset(
    (
        *("є", "залишається", "лишається", "залишаються", "лишаються", "був", "була", "були", "залишився"),
        *("залишилася",),
        *("лишився", "лишилася", "виступає", "виступають"),
        *("является", "являются", "остается", "остаётся", "остаются", "был", "была", "были", "остался", "осталась"),
        *("выступает", "выступают"),
    )
)
"""Verbs between somebody and the side that he is said to take."""
_OPENING = frozenset((",", ";", ":", "—", "–", "як", "как", "хоча", "хотя", "коли", "когда"))
_FAR = 5
_SOON = frozenset(
    ("день", "дні", "дня", "днів", "дней", "тиждень", "неделю", "місяць", "месяц", "рік", "год", "кордон")
)
"""Nouns after "за" that tell when or where."""


def against(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    """The side of the person or body that stands right before the preposition or noun, in a clause with no verb."""
    if not scene.slavic or index + 1 >= unit.last or not scene.is_word(index + 1):
        return None
    side = scene.low[index] in _SIDES
    if scene.low[index] == _FOR and not _favoured(scene, index + 1):
        return None
    position = _before(scene, unit, index, side)
    held = scene.mention_at[position] if position >= 0 else -1
    if held < 0:
        return None
    mention = scene.mentions[held]
    if mention.cases and "nom" not in mention.cases:
        return None
    subject = mention_subject(scene, held)
    begin = with_role(scene, subject)
    while begin > unit.first and scene.mention_at[begin - 1] >= 0 and scene.mention_at[begin - 1] == held:
        begin -= 1
    opens = (
        begin == unit.first
        or past_time(scene, unit.first, begin) == begin  # "Колись прем’єр був противником"
        or scene.low[begin - 1] in _OPENING
        or scene.low[begin - 1] in scene.lexicon.conjunctions
    )
    end = act_end(scene, index, unit.last)
    if not opens or scene.finite_between(index + 1, end) or _verb_before(scene, unit, begin):
        return None
    acts = acting(scene, lexicon, unit, subject)
    if acts is None:
        return None
    found = Found(index, end, "act", 0.6, cue=(index, index + 1), order=index)
    found.subject = acts
    return found


def _before(scene: Scene, unit: Unit, index: int, side: bool) -> int:
    """The token before all that parts the name from the side; -1 if something parts them that may not."""
    position = bracketed(scene, unit.first, index) - 1  # "X, чия партія програла, проти …"
    joined = side
    start = position
    while position > unit.first and start - position < _FAR:
        word = scene.low[position]
        if word in DASHES or (not side and word in _IS):
            joined = True
        elif word not in _BETWEEN and (side or joined or not _describes(scene, position)):
            break
        position -= 1
    return position if joined else -1


def _describes(scene: Scene, index: int) -> bool:
    """Whether the word is an adjective ("є давнім прихильником")."""
    return scene.mention_at[index] < 0 and any(r.pos == "ADJ" for r in scene.morphology.readings(scene.low[index])[:2])


def _favoured(scene: Scene, index: int) -> bool:
    """Whether the phrase after "за" is what somebody is for: a noun or adjective in the accusative, and no time."""
    if scene.mention_at[index] >= 0 or scene.low[index] in _SOON or scene.tokens[index].kind == "number":
        return False
    readings = scene.morphology.readings(scene.low[index])[:3]
    return (
        bool(readings)
        and all(r.pos in ("NOUN", "ADJ") for r in readings[:1])
        and any(r.case == "acc" for r in readings)
    )


def _verb_before(scene: Scene, unit: Unit, begin: int) -> bool:
    """Whether the clause before the name, up to its mark, holds a verb whose subject or object the name is."""
    for position in range(begin - 1, unit.first - 1, -1):
        if scene.low[position] in (",", ";", ":") or scene.low[position] in DASHES:
            return False
        if scene.mention_at[position] < 0 and scene.verbal(position) == "fin":
            return True
    return False
