"""Cues that attribute what was said before them: "Про це заявив X", "Об этом сообщил X"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.quotations_scene import Found, Harvest, Scene, within

_BACK = 2
"""Sentences of an earlier paragraph that one such cue governs."""


def find_backward(scene: Scene, harvest: Harvest) -> None:
    """Add the sentences that a backward cue attributes, where nothing else attributes them."""
    if not scene.lexicon.about_it:
        return
    covered: set[int] = set()
    for one in harvest.found:
        covered.update(range(scene.unit_at[one.first], scene.unit_at[min(one.last, scene.size) - 1] + 1))
    starts = scene.positions(scene.lexicon.about_it)
    for number, unit in enumerate(scene.units if starts else ()):
        if not unit.speech:
            continue
        for index in within(starts, unit.first, unit.last):
            length = scene.phrase(scene.lexicon.about_it, index, unit.last)
            if not length or scene.in_direct(index):
                continue
            cue = _cue(scene, index, index + length, unit.first, unit.last)
            if cue is None or cue in harvest.used:
                continue
            form = scene.cues[cue]
            assert form is not None
            if any(one.cue is not None and one.cue[0] == cue for one in harvest.found):
                break
            subject = find_subject(scene, cue, form, unit.first, unit.last, after_first=True)
            if subject is None and form.form.tense != "passive":
                break
            for target in targets(scene, number, covered):
                before = scene.units[target]
                found = Found(
                    before.first, before.last, "indirect", 0.6, method="backward", cue=(cue, cue + 1), order=cue
                )
                found.subject, found.frame = subject, "backward"
                found.gender, found.number = form.form.gender, form.form.number
                harvest.found.append(found)
                covered.add(target)
            break


def _cue(scene: Scene, index: int, after: int, first: int, last: int) -> int | None:
    around: list[int] = [*range(after, min(last, after + 16)), *range(index - 1, max(first, index - 6) - 1, -1)]
    for position in around:
        form = scene.cues[position]
        if (
            form is not None
            and form.form.tense in ("past", "pres")
            and not form.cue.weak
            and scene.low[position - 1] not in scene.lexicon.negations
            and form.cue.names.intersection(("clause", "quote", "about"))
        ):
            return position
        if scene.low[position] in (",", ";", ":") and position < index:
            break
    return None


def targets(scene: Scene, number: int, covered: set[int]) -> list[int]:
    """Numbers of the sentences before sentence `number` that words which point back mean, none of them in `covered`."""
    unit = scene.units[number]
    targets: list[int] = []
    position = number - 1
    while position >= 0 and len(targets) < _BACK:
        before = scene.units[position]
        if before.paragraph != unit.paragraph and targets and before.paragraph != scene.units[targets[-1]].paragraph:
            break
        if not before.speech or position in covered:
            break
        if not scene.finite_between(before.first, before.last):
            break
        targets.append(position)
        if before.paragraph == unit.paragraph:
            break
        position -= 1
    return targets
