"""Ukrainian and Russian sides taken with no verb: "Стець проти закриття заводу", "Горецкий – за новый налог"."""

from __future__ import annotations

from streams.language.attribution_subjects import mention_subject
from streams.language.cues_acts import ActLexicon
from streams.language.quotations_acts_spans import act_end
from streams.language.quotations_scene import DASHES, Found, Scene, Unit

AGAINST = frozenset(("проти", "против"))
_BETWEEN = frozenset(
    (
        *("категорично", "рішуче", "твердо", "завжди", "також", "теж", "досі", "й", "і", "і", "надалі", "однозначно"),
        *("категорически", "решительно", "твёрдо", "твердо", "всегда", "тоже", "также", "и", "по-прежнему", "был"),
        *("була", "був", "были", "была", "були", "же", "ж", "все", "всё", "ще", "еще", "ещё", "однозначно"),
    )
)
_FAR = 4


def against(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    """The side of the person or body that stands right before the preposition in a clause with no other verb."""
    if not scene.slavic or index + 1 >= unit.last or not scene.is_word(index + 1):
        return None
    position = index - 1
    while (
        position > unit.first
        and index - position <= _FAR
        and (scene.low[position] in _BETWEEN or scene.low[position] in DASHES)
    ):
        position -= 1
    held = scene.mention_at[position]
    if held < 0:
        return None
    mention = scene.mentions[held]
    if mention.type not in ("PER", "ROLE", "ORG") or (mention.cases and "nom" not in mention.cases):
        return None
    begin = mention.first
    while begin > unit.first and scene.mention_at[begin - 1] == held:
        begin -= 1
    opens = begin == unit.first or scene.low[begin - 1] in ",;:—–" or scene.low[begin - 1] in scene.lexicon.conjunctions
    end = act_end(scene, index, unit.last)
    if not opens or scene.finite_between(index + 1, end) or _verb_before(scene, unit, begin):
        return None
    found = Found(index, end, "act", 0.6, cue=(index, index + 1), order=index)
    found.subject = mention_subject(scene, held)
    return found


def _verb_before(scene: Scene, unit: Unit, begin: int) -> bool:
    """Whether the clause before the name, up to its mark, holds a verb whose subject or object the name is."""
    for position in range(begin - 1, unit.first - 1, -1):
        if scene.low[position] in (",", ";", ":") or scene.low[position] in DASHES:
            return False
        if scene.mention_at[position] < 0 and scene.verbal(position) == "fin":
            return True
    return False
