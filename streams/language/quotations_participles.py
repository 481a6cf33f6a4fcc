"""Active participles of Russian verbs of speech: "Горецкий, заявивший, что …", "мэр, назвавший налог ошибкой"."""

from __future__ import annotations

from streams.language.attribution import mention_subject
from streams.language.cues import Cue, CueForm
from streams.language.cues_forms import Form
from streams.language.quotations_complements import complement
from streams.language.quotations_infinitives import infinitive
from streams.language.quotations_phrases import about, noun_phrase
from streams.language.quotations_scene import Found, Harvest, Scene, Subject, Unit

_ENDINGS = frozenset(
    stem + ending
    for stem in ("вш", "ющ", "ящ", "ущ", "ащ")
    for ending in ("ий", "ая", "ее", "ие", "его", "ей", "ему", "им", "ем", "ую", "их", "ими")
)
_ASIDE = 5
"""Tokens between the comma and the participle: when and where ("год назад заявивший")."""


def find_participles(scene: Scene, harvest: Harvest, unit: Unit) -> None:
    """Add what persons are described as having said, where no quotation stands yet."""
    if scene.lexicon.language != "ru":
        return
    for index in range(unit.first + 2, unit.last - 2):
        word = scene.low[index]
        if (
            (word[-4:] not in _ENDINGS and word[-5:] not in _ENDINGS)
            or scene.mark_at[index] >= 0
            or scene.mention_at[index] >= 0
        ):
            continue
        cue = _cue(scene, index)
        subject = _described(scene, unit, index) if cue is not None else None
        if cue is None or subject is None:
            continue
        if any(one.first <= index < one.last for one in harvest.found):
            continue
        form = CueForm(cue, Form(scene.low[index], "conv"))
        found = _content(scene, unit, index, form)
        if found is not None and not any(one.first < found.last and found.first < one.last for one in harvest.found):
            found.subject, found.gender, found.number = subject, None, None
            harvest.found.append(found)


def _cue(scene: Scene, index: int) -> Cue | None:
    """The reporting verb whose participle the word is."""
    for reading in scene.morphology.readings(scene.low[index])[:2]:
        if reading.verb_form == "part":
            held = scene.lexicon.table.get(reading.lemma)
            return held.cue if held is not None else None
    return None


def _described(scene: Scene, unit: Unit, index: int) -> Subject | None:
    """The person or body before the comma that opens the participle's phrase."""
    comma = next((i for i in range(index - 1, max(unit.first, index - _ASIDE) - 1, -1) if scene.low[i] == ","), -1)
    held = scene.mention_at[comma - 1] if comma > unit.first else -1
    if held < 0 or scene.mentions[held].type not in ("PER", "ROLE", "ORG"):
        return None
    return mention_subject(scene, held)


def _content(scene: Scene, unit: Unit, index: int, form: CueForm) -> Found | None:
    for name in ("clause", "infinitive", "about", "label", "object"):
        frame = form.cue.frame(name)
        if frame is None or frame.negated or frame.light:
            continue
        if name == "clause":
            found = complement(scene, unit, index, form, frame)
        elif name == "about":
            found = about(scene, unit, index, form, frame) if frame.only else None
        elif name == "infinitive":
            found = infinitive(scene, unit, index, form, frame, index + 1)
        else:
            found = noun_phrase(scene, unit, index, form, name, frame, index + 1)
        if found is not None:
            return found
    return None
