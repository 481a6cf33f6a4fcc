"""Relative clauses that tell what somebody held of a thing before: "the loan, which she had opposed in March",
"позику, проти якої він виступав торік"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.attribution_subjects import only_time
from streams.language.cues import CueForm
from streams.language.echoes import PRONOUNS, RELATIVES, SIDES
from streams.language.quotations_clauses import PARTICLES
from streams.language.quotations_scene import Found, Harvest, Scene, Subject, Unit
from streams.language.quotations_times import over_time
from streams.language.quotations_turns import past_time

_REACH = 9
"""Tokens between the relative word and its verb."""
_POSITION = frozenset(("object", "about"))


def find_relatives(scene: Scene, harvest: Harvest, unit: Unit, cued: list[int]) -> None:
    """Add what somebody is told to have held before of the thing that a report is about.

    Args:
        cued: the sentence's tokens that can be cues.
    """
    for index in cued:
        form = scene.cues[index]
        if form is None or form.form.tense != "past" or not _judges(form):
            continue
        _object(scene, harvest, unit, index, form)
        what = _relative(scene, unit, index)
        if what < 0 or not _ends(scene, unit, index) or any(one.order == index for one in harvest.found):
            continue
        before = [one for one in harvest.found if unit.first <= one.order < what]
        outer = max(before, key=lambda one: one.order, default=None)
        if outer is None or outer.subject is None:
            continue
        first = what - 1 if scene.low[what - 1] in SIDES else what
        subject = _subject(scene, index, form, what, outer)
        if subject is None:
            continue
        for one in before:
            if one.kind != "direct" and one.first < first < one.last:
                one.last = first - 1
        found = Found(first, index + 1, "indirect", 0.5, cue=(index, index + 1), order=index, frame="relative")
        found.subject, found.gender, found.number = subject, form.form.gender, form.form.number
        if subject is outer.subject:
            found.same_as = outer
        harvest.found.append(found)


def _judges(form: CueForm) -> bool:
    """Whether the verb takes what is accepted or rejected as its object, or as a side ("виступав проти")."""
    return any(frame.name == "object" or (frame.name == "about" and frame.only) for frame in form.cue.frames)


def _relative(scene: Scene, unit: Unit, index: int) -> int:
    """The relative word after a comma that the verb governs; -1 if there is none, or no past time beside it."""
    for position in range(index - 1, max(unit.first + 1, index - _REACH), -1):
        word = scene.low[position]
        if scene.tokens[position].kind == "punct" or scene.in_direct(position):
            return -1
        if word not in RELATIVES:
            continue
        side = scene.low[position - 1] in SIDES
        if scene.low[position - 1 - side] != ",":
            return -1
        return position
    return -1


def _ends(scene: Scene, unit: Unit, index: int) -> bool:
    """Whether only a time follows the verb, and a time stands in its clause or the verb is in the past perfect."""
    after = index + 1
    if scene.slavic:
        after = over_time(scene, after, unit.last)
    else:
        while after < unit.last and scene.tokens[after].kind != "punct":
            after += 1
        begin = index + 1 + (scene.low[index + 1] in PARTICLES)  # "which she had ruled out in March"
        begin += begin < after and scene.low[begin] in ("in", "on", "last")
        if after > begin and not only_time(scene, begin, after):
            return False
    if after < unit.last and scene.is_word(after):
        return False
    if not scene.slavic:
        return "had" in scene.low[max(unit.first, index - 4) : index]
    around = range(max(unit.first, index - _REACH), after)
    return any(past_time(scene, i, after) > i for i in around)


def _subject(scene: Scene, index: int, form: CueForm, what: int, outer: Found) -> Subject | None:
    """Who held it: whom the clause names, or the speaker of the report before it."""
    own = find_subject(scene, index, form, what + 1, index, after_first=False) if index - what > 1 else None
    if own is not None and (own.mention is not None or own.pronoun):
        return own
    if not scene.slavic:
        return None
    inner = any(scene.mention_at[i] >= 0 for i in range(what + 1, index))
    return None if inner else outer.subject


def _object(scene: Scene, harvest: Harvest, unit: Unit, index: int, form: CueForm) -> None:
    """Add a pronoun that the verb governs, of a thing that a report in the sentence is about: "opposed the loan in
    March but backed it on Monday"."""
    what = next((i for i in (index + 1, index - 1) if unit.first < i < unit.last and scene.low[i] in PRONOUNS), -1)
    if what < 0 or (what < index and not scene.slavic) or any(one.order == index for one in harvest.found):
        return
    after = max(what, index) + 1
    end = over_time(scene, after, unit.last) if scene.slavic else after
    if not scene.slavic:
        while end < unit.last and scene.tokens[end].kind != "punct":
            end += 1
        begin = after + (scene.low[after] in ("in", "on", "last")) if after < unit.last else after
        if end > after and not only_time(scene, begin, end):
            return
    if end < unit.last and scene.is_word(end):
        return
    outer = max(
        (one for one in harvest.found if one.kind != "direct" and unit.first <= one.order < index),
        key=lambda one: one.order,
        default=None,
    )
    if outer is None or outer.subject is None or outer.last > min(what, index) or outer.frame not in _POSITION:
        return
    own = find_subject(scene, index, form, outer.last, index, after_first=False)
    named = own is not None and own.first >= outer.last and (own.mention is not None or own.pronoun)
    if own is not None and named and not own.pronoun:
        return
    found = Found(
        min(what, index), max(what, index) + 1, "indirect", 0.5, cue=(index, index + 1), order=index, frame="relative"
    )
    found.gender, found.number = form.form.gender, form.form.number
    found.subject, found.same_as = outer.subject, outer
    harvest.found.append(found)
