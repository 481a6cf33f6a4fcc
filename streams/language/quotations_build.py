"""What all constructions of indirect speech share: a quotation with its cue, and the cue's subject."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues import CueForm
from streams.language.quotations_scene import Found, Scene, Subject, Unit


def make(scene: Scene, index: int, form: CueForm, first: int, last: int, confidence: float, frame: str) -> Found | None:
    if scene.words_between(first, last) < 2:
        return None
    found = Found(first, last, "indirect", confidence, cue=(index, index + 1), order=index, frame=frame)
    found.gender, found.number = form.form.gender, form.form.number
    found.think = thinks(form)
    return found


def subject_of(
    scene: Scene, unit: Unit, index: int, form: CueForm, limit: int, *, after_first: bool = False
) -> Subject | None:
    first = unit.first
    # direct speech before the cue is no place for its subject
    for position in range(index - 1, unit.first - 1, -1):
        if scene.in_direct(position):
            first = position + 1
            break
    return find_subject(scene, index, form, first, limit, after_first=after_first)


def thinks(form: CueForm) -> bool:
    return all(frame.think or frame.weak for frame in form.cue.frames if frame.name == "clause")
