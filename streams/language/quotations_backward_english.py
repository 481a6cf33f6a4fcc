"""English sentences that attribute the one before them: "This was stated by X", "X said this in Oslo", "So says X"."""

from __future__ import annotations

from streams.language.attribution_english import english_subject
from streams.language.attribution_subjects import mention_subject
from streams.language.quotations_backward import targets
from streams.language.quotations_scene import Found, Harvest, Scene, Subject, Unit

_SAID = frozenset(
    ("stated", "said", "announced", "declared", "reported", "noted", "emphasized", "emphasised", "stressed", "told")
)
_POINTS = frozenset(("this", "that", "it"))
_BE = frozenset(("was", "is"))
_SO = frozenset(("says", "said", "argues", "argued", "believes", "thinks"))
_AGENT = 24
"""Tokens after "by" among which the name of who said it stands."""
_LATEST = 14
"""Tokens of a sentence among which its "said this" stands."""


def find_backward_english(scene: Scene, harvest: Harvest) -> None:
    """Add the sentences that such a one attributes, where nothing else attributes them."""
    covered: set[int] = set()
    for one in harvest.found:
        covered.update(range(scene.unit_at[one.first], scene.unit_at[min(one.last, scene.size) - 1] + 1))
    for number, unit in enumerate(scene.units):
        if not number or not unit.speech:
            continue
        told = _passive(scene, unit) or _so(scene, unit) or _active(scene, unit)
        if told is None or scene.in_direct(told[0]):
            continue
        cue, subject = told
        for target in targets(scene, number, covered):
            before = scene.units[target]
            found = Found(before.first, before.last, "indirect", 0.6, method="backward", cue=(cue, cue + 1), order=cue)
            found.subject, found.frame = subject, "backward"
            harvest.found.append(found)
            covered.add(target)


def _passive(scene: Scene, unit: Unit) -> tuple[int, Subject] | None:
    """`This was stated by X`."""
    low, first = scene.low, unit.first
    if first + 4 >= unit.last or low[first] not in _POINTS or low[first + 1] not in _BE or low[first + 2] not in _SAID:
        return None
    by = next((i for i in range(first + 3, min(unit.last - 1, first + _AGENT)) if low[i] == "by"), -1)
    return _named(scene, first + 2, by + 1, unit.last) if by > 0 else None


def _so(scene: Scene, unit: Unit) -> tuple[int, Subject] | None:
    """`So says X`."""
    low, first = scene.low, unit.first
    if first + 2 >= unit.last or low[first] not in ("so", "thus") or low[first + 1] not in _SO:
        return None
    return _named(scene, first + 1, first + 2, unit.last)


def _active(scene: Scene, unit: Unit) -> tuple[int, Subject] | None:
    """`X said this at a briefing`."""
    low = scene.low
    for index in range(unit.first + 1, min(unit.last - 2, unit.first + _LATEST)):
        form = scene.cues[index]
        if low[index] not in _SAID or low[index + 1] != "this" or form is None or scene.in_direct(index):
            continue
        if low[index + 2] not in scene.lexicon.prepositions and not scene.ends_sentence(index + 2):
            return None
        subject = english_subject(scene, index, form, unit.first, unit.last, after_first=False)
        return None if subject is None else (index, subject)
    return None


def _named(scene: Scene, cue: int, first: int, last: int) -> tuple[int, Subject] | None:
    """The first person named from token `first` on, else the first body or role."""
    held = -1
    for index in range(first, min(last, first + _AGENT)):
        number = scene.mention_at[index]
        if number < 0:
            continue
        if scene.mentions[number].type == "PER":
            return cue, mention_subject(scene, number, inverted=True)
        held = number if held < 0 else held
    return (cue, mention_subject(scene, held, inverted=True)) if held >= 0 else None
