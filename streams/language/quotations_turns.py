"""Turns to another time: what the reporter sets against a report in the same sentence ("…, though in March he had ruled
it out", "…, а в понеділок підтримав її")."""

from __future__ import annotations

from streams.language.cues import CueForm
from streams.language.cues_acts import act_lexicon
from streams.language.quotations_acts_spans import skip_time
from streams.language.quotations_scene import Scene, Unit
from streams.language.quotations_times import MONTHS, english_time, over_time

_CONTRASTS = frozenset(
    (
        *("but", "yet", "though", "although", "while", "whereas", "and", "then", "even"),
        *("а", "але", "проте", "однак", "хоча", "хоч", "тоді", "то", "і", "й", "та", "натомість", "тим", "як"),
        *("но", "однако", "хотя", "хоть", "тогда", "и", "зато", "между", "тем"),
    )
)
_CONCEDING = frozenset(("though", "although"))
_STRESS = frozenset(
    ("only", "just", "back", "even", "still", "already", "as", "recently", "late", "earlier", "previously")
)
_THEN = frozenset(
    (
        *("раніше", "тепер", "нині", "сьогодні", "учора", "вчора", "наразі", "торік", "тоді", "колись", "навесні"),
        *("восени", "влітку", "взимку", "ранее", "раньше", "прежде", "теперь", "ныне", "сегодня", "вчера", "сейчас"),
        *("тогда", "некогда", "когда-то", "донедавна", "недавно", "нещодавно", "весной", "осенью", "летом", "зимой"),
        *MONTHS,
    )
)
_SMALL = frozenset(("в", "у", "на", "во", "ще", "іще", "еще", "ещё", "вже", "уже", "також", "офіційно", "остаточно"))
_SINGULAR = frozenset(("he", "she", "він", "вона", "он", "она"))
_REACH = 12
"""Tokens between a mark and the verb of the turn."""


def turn(scene: Scene, index: int, last: int, governing: CueForm | None, *, report: bool) -> int:
    """The reporting verb of a turn that begins at token `index`, after a mark; -1 if there is none.

    Args:
        last: one past the sentence.
        governing: the cue before it, whose subject the turn goes on with.
        report: the words before are a reported clause, of which a contrast may be a part.
    """
    low = scene.low
    start = index
    while start < last and start - index < 3 and low[start] in _CONTRASTS:
        start += 1
    since = _long_after(scene, index, last)
    start = max(start, since)
    if report and start == index:
        return -1
    conceded = any(low[i] in _CONCEDING for i in range(index, start))
    position = past_time(scene, start, last)
    dated = position > start or since > index
    held = False
    while position < min(last, start + _REACH):
        word = low[position]
        if word in _SINGULAR:
            if held:
                return -1
            held = True
        elif word in scene.lexicon.negations or scene.mention_at[position] >= 0:
            return -1
        elif scene.cues[position] is not None:
            return position if _fits(scene, position, governing, dated or conceded, held, report) else -1
        elif word not in scene.lexicon.adverbs and word not in scene.lexicon.auxiliaries and word not in _STRESS:
            return -1
        position += 1
    return -1


def _long_after(scene: Scene, index: int, last: int) -> int:
    """English: one past "nine weeks after"; `index` if no such words begin there."""
    if scene.slavic:
        return index
    begin = index + (scene.low[index] in _STRESS or scene.low[index] in ("barely", "less", "more"))
    end = english_time(scene, begin, last)
    return end + 1 if end > begin and end < last and scene.low[end] == "after" else index


def past_time(scene: Scene, start: int, last: int) -> int:
    """One past the words that tell when, `start` if there are none."""
    lexicon = act_lexicon(scene.lexicon.language)
    if not scene.slavic:
        begin = start
        while begin < last and scene.low[begin] in _STRESS:
            begin += 1
        return skip_time(scene, lexicon, begin, last)
    end = over_time(scene, start, last)
    for index in range(start, end):
        if scene.low[index] in _THEN or scene.low[index][:1].isdigit():
            return end
        if scene.low[index] in lexicon.days and scene.low[index] not in _SMALL and index + 1 >= end - 1:
            return end
    return end + 1 if end < last and scene.low[end] in _THEN else start


def _fits(scene: Scene, index: int, governing: CueForm | None, told: bool, held: bool, report: bool) -> bool:
    """Whether the verb is finite, in the past, and goes on with the subject of the cue before."""
    form = scene.cues[index]
    if form is None or not told or form.form.tense != "past":
        return False
    if governing is not None and scene.slavic:
        own, other = form.form, governing.form
        if own.number and other.number and own.number != other.number:
            return False
        if own.gender and other.gender and own.gender != other.gender:
            return False
    if not scene.slavic and report:
        return held and "had" in scene.low[max(0, index - 4) : index]
    return True


def turned_from(scene: Scene, unit: Unit, index: int) -> int:
    """The mark before the turn that the verb at `index` makes; -1 if it makes none."""
    for position in range(index - 1, max(unit.first, index - _REACH) - 1, -1):
        word = scene.low[position]
        contrast = not scene.slavic and word in ("but", "yet")
        if word in (",", ";") or contrast:
            begin = position if contrast else position + 1
            return position if turn(scene, begin, unit.last, None, report=False) == index else -1
    return -1
