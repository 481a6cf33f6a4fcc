"""Reports that only point back: "On 3 May she had said the same", "Те саме казала речниця", "12 марта он утверждал
обратное"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues import Cue, CueForm
from streams.language.cues_forms import Form
from streams.language.echoes import echo
from streams.language.quotations_clauses import DAYS
from streams.language.quotations_open_words import can_speak
from streams.language.quotations_scene import Found, Harvest, Scene, Unit

_REACH = 9
"""Tokens between the verb and what points back."""
_ENDS = frozenset((";", ":", "«", "»", '"', "“", "”", "(", ")", "?"))
_SAID = frozenset(("clause", "quote", "about", "label", "object"))
_OPENING = frozenset(
    (
        *("the", "that", "this", "те", "того", "тому", "тим", "тієї", "ті", "тих", "тими", "та", "ту", "таке", "такої"),
        *("таку", "такі", "таких", "такими", "про", "на", "протилежне", "протилежної", "прямо", "цілком", "зовсім"),
        *("то", "том", "тем", "той", "тех", "теми", "такое", "такого", "такую", "такие", "о", "об", "обратное"),
        *("противоположное", "противоположной", "совершенно", "в", "у", "такий", "такой", "тот"),
    )
)
"""Words that can begin what points back."""


def find_echoes(scene: Scene, harvest: Harvest) -> None:
    """Add reports whose words only point back to what was reported before."""
    taken = {one.cue[0] for one in harvest.found if one.cue is not None}
    for index in scene.positions(_OPENING):
        unit = scene.units[scene.unit_at[index]]
        if not unit.speech or scene.mention_at[index] >= 0 or scene.mark_at[index] >= 0:
            continue
        told = echo(scene.low, index, unit.last, scene.lexicon.language)
        if told is None or any(one.first <= index < one.last for one in harvest.found):
            continue
        found = _report(scene, unit, index, told[0], named=told[2], taken=taken)
        if found is not None and found.cue is not None:
            harvest.found.append(found)
            taken.add(found.cue[0])


def _report(scene: Scene, unit: Unit, first: int, last: int, *, named: bool, taken: set[int]) -> Found | None:
    """The report that the words first…last are the object of."""
    if not named and (_describes(scene, first, last) if scene.slavic else _attributive(scene, last, unit.last)):
        return None
    for index in range(first - 1, max(unit.first, first - _REACH) - 1, -1):
        if scene.low[index] in _ENDS or (scene.low[index] == "," and not _dated(scene, index)):
            break
        form = _verb(scene, index, named=named)
        if form is not None:
            return None if index in taken else _made(scene, unit, index, form, first, last)
    for index in range(last, min(unit.last, last + _REACH) if scene.slavic else last):
        if scene.low[index] in _ENDS:
            break
        form = _verb(scene, index, named=named)
        if form is not None:
            return None if index in taken else _made(scene, unit, index, form, first, last)
    return None


def _attributive(scene: Scene, last: int, end: int) -> bool:
    """Whether an English noun follows that "the same" only describes: "answered the same question"."""
    if last >= end or not scene.is_word(last) or scene.low[last] in DAYS or scene.low[last] in scene.lexicon.adverbs:
        return False
    word = scene.low[last]
    small = scene.lexicon.prepositions | scene.lexicon.conjunctions | scene.lexicon.subordinators
    return word not in small and scene.morphology.readings(word)[0].pos == "NOUN" and not scene.month(last)


def _describes(scene: Scene, first: int, last: int) -> bool:
    """Whether a noun follows that "the same" only describes: "те саме міністерство", "в то же время"."""
    if last >= scene.size or last - first > 2 + (scene.low[first] in scene.lexicon.prepositions):
        return False  # "то же самое" stands alone
    held = scene.mention_at[last]
    if held >= 0:
        return scene.mentions[held].type != "PER"
    return scene.is_word(last) and scene.morphology.readings(scene.low[last])[0].pos in ("NOUN", "ADJ", "NUM")


def _made(scene: Scene, unit: Unit, index: int, form: CueForm, first: int, last: int) -> Found | None:
    subject = find_subject(scene, index, form, unit.first, unit.last, after_first=scene.slavic and first < index)
    if subject is not None and first <= subject.first < last:
        return None
    if subject is not None and not can_speak(scene, subject) and not subject.pronoun and subject.mention is None:
        return None
    if subject is None and not scene.slavic:
        return None
    found = Found(first, last, "indirect", 0.5, cue=(index, index + 1), order=index, frame="echo")
    found.subject, found.gender, found.number = subject, form.form.gender, form.form.number
    return found


def _dated(scene: Scene, comma: int) -> bool:
    """Whether the comma parts a date: "On 3 May, she said the same"."""
    return any(scene.tokens[i].kind == "number" for i in range(max(0, comma - 4), comma))


def _verb(scene: Scene, index: int, *, named: bool) -> CueForm | None:
    """A finite verb of saying, or any finite verb that governs "the same words"."""
    if scene.mention_at[index] >= 0 or scene.in_direct(index):
        return None
    form = scene.cues[index]
    if form is not None and form.form.tense in ("past", "pres") and not form.cue.names.isdisjoint(_SAID):
        return form
    if not named or not scene.is_word(index):
        return None
    if not scene.slavic:
        plain = CueForm(Cue(scene.low[index], ()), Form(scene.low[index], "past"))
        return plain if scene.low[index] in _LIGHT else None
    reading = scene.morphology.readings(scene.low[index])[0]
    if reading.pos != "VERB" or reading.verb_form != "fin" or reading.tense not in ("past", "pres"):
        return None
    tense = reading.tense
    return CueForm(
        Cue(reading.lemma, ()),
        Form(scene.low[index], "past" if tense == "past" else "pres", reading.gender, reading.number),
    )


_LIGHT = frozenset(
    (
        *("made", "used", "took", "held", "gave", "put", "voiced", "expressed", "offered", "chose", "stuck", "struck"),
        *("advanced", "raised", "issued", "delivered", "defended", "shared", "had", "drew", "reached", "cited"),
    )
)
"""Verbs that "the same words" make ones of saying."""
