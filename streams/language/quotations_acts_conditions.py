"""Acts that tie one thing to another: "made aid conditional on a truce", "поставив допомогу в залежність від …"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues import Cue, CueForm
from streams.language.cues_acts import ActLexicon
from streams.language.cues_forms import Form
from streams.language.quotations_acts_spans import act_end
from streams.language.quotations_acts_subjects import acting
from streams.language.quotations_open_words import finite_verb
from streams.language.quotations_scene import Found, Scene, Unit

CONDITIONED = frozenset(
    (
        *("conditional", "contingent", "dependent", "зависимость", "залежність", "залежним", "залежною", "зависимым"),
        *("зависимой", "зависимость"),
    )
)
"""Words before the condition to which something is tied."""
_ON = frozenset(("on", "upon", "від", "от"))
_MADE = frozenset(("made", "makes", "make"))
_PUT = ("постав", "ставит", "ставл", "зроби", "роби", "сдела", "дела")
_FAR = 9


def conditioned(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    """What is tied and to what, as an act of the subject of the verb."""
    if index + 2 >= unit.last or scene.low[index + 1] not in _ON:
        return None
    verb = next((i for i in range(index - 1, max(unit.first, index - _FAR) - 1, -1) if _verb(scene, i)), None)
    if verb is None or index - verb < 2:
        return None
    form = finite_verb(scene, verb) if scene.slavic else CueForm(Cue("make", ()), Form(scene.low[verb], "past"))
    if form is None:
        return None
    end = act_end(scene, index + 1, unit.last)
    subject = find_subject(scene, verb, form, unit.first, verb + 1 if not scene.slavic else end, after_first=False)
    subject = acting(scene, lexicon, unit, subject) if subject is not None else None
    if subject is None or subject.first > verb:
        return None
    found = Found(verb + 1, end, "act", 0.6, cue=(verb, verb + 1), order=verb, subject=subject)
    found.gender, found.number = form.form.gender, form.form.number
    return found


def _verb(scene: Scene, index: int) -> bool:
    return scene.low[index].startswith(_PUT) if scene.slavic else scene.low[index] in _MADE
