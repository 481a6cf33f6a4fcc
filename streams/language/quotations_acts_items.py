"""Items of a document with no verb of their own: "the second point: a ban on imports", "далі йдуть нові податки"."""

from __future__ import annotations

from streams.language.cues_acts import ActLexicon
from streams.language.quotations_acts_documents import FRAME
from streams.language.quotations_acts_spans import act_end
from streams.language.quotations_scene import DASHES, Found, Scene, Unit

_NOUNS = frozenset(("point", "item", "пункт"))
_COME = frozenset(
    ("comes", "come", "follows", "follow", "йде", "йдуть", "іде", "ідуть", "идёт", "идет", "идут", "следует", "следуют")
)
ITEMS = _NOUNS | _COME
"""Words that can tell that an item of a list follows."""
_NEXT = frozenset(
    (
        *("first", "second", "third", "fourth", "fifth", "then", "next", "далі", "потім", "першим", "першою", "другим"),
        *("другою", "третім", "третьою", "далее", "затем", "потом", "первым", "первой", "вторым", "второй", "третьим"),
    )
)
_ORDINAL = (
    *("пер", "друг", "втор", "трет", "четв", "п’ят", "пят", "шост", "шест", "сьом", "седьм", "восьм"),
    *("дев", "деся"),
)
_BACK = 5
"""Sentences among which the document is named."""


def item(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    """The item after the word at `index`, as an act of whoever presented the list; its subject is told before."""
    word = scene.low[index]
    if word in _NOUNS:
        start = _after_number(scene, unit, index)
    else:
        start = index + 1 if index - unit.first <= 1 and scene.low[unit.first] in _NEXT else -1
    if start < 0 or not _presented(scene, lexicon, unit):
        return None
    end = act_end(scene, start, unit.last)
    if scene.words_between(start, end) < 2:
        return None
    return Found(start, end, "act", 0.5, cue=(index, index + 1), order=index, frame=FRAME)


def _after_number(scene: Scene, unit: Unit, index: int) -> int:
    """One past the dash, colon or copula after "the second point"; -1 if none follows."""
    low = scene.low
    counted = low[index - 1] in _NEXT if not scene.slavic else low[index - 1].startswith(_ORDINAL)
    if index - unit.first > 2 or index == unit.first or not counted or index + 2 >= unit.last:
        return -1
    after = low[index + 1]
    if after == ":" or after in DASHES or after in ("is", "це", "это"):
        return index + 2
    return -1


def _presented(scene: Scene, lexicon: ActLexicon, unit: Unit) -> bool:
    """Whether a document is named shortly before."""
    number = scene.unit_at[unit.first]
    first = scene.units[max(0, number - _BACK)].first
    return any(lexicon.is_document(scene.low[i]) for i in range(first, unit.first) if scene.mention_at[i] < 0)
