"""Judgements in a word or two before their verb: "Absurd, wrote X, when asked about it", "Абсурд, написав X, коли …".

What is judged stands in the clause after the speaker, so that the whole sentence is what was said.
"""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.quotations_clauses import after_dateline
from streams.language.quotations_open_words import can_speak
from streams.language.quotations_scene import Found, Scene, Unit

_LONGEST = 4
"""Words of a judgement."""
_OPENERS = frozenset(
    (
        *("when", "if", "asked", "коли", "якщо", "що", "щоб", "когда", "если", "что", "отвечая", "відповідаючи", "on"),
        *("answering", "responding", "replying", "about", "про", "о", "об", "на", "of"),
    )
)
"""Words after the speaker that open what is judged, or the question."""


def judgement(scene: Scene, unit: Unit) -> Found | None:
    """The sentence as an indirect quotation, if it opens with a judgement, a verb of speech and its subject."""
    first = after_dateline(scene, unit)
    comma = next((i for i in range(first + 1, min(unit.last - 3, first + _LONGEST + 1)) if scene.low[i] == ","), None)
    if comma is None or any(scene.mark_at[i] >= 0 or scene.mention_at[i] >= 0 for i in range(first, comma)):
        return None
    index = comma + 1
    form = scene.cues[index]
    if form is None or form.form.tense not in ("past", "pres") or form.cue.weak:
        return None
    if not form.cue.names & {"clause", "quote"} or not _judges(scene, first, comma):
        return None
    subject = find_subject(scene, index, form, index, unit.last, after_first=True)
    if subject is None or not subject.inverted or not can_speak(scene, subject):
        return None
    after = next((i for i in range(subject.last, min(unit.last, subject.last + 5)) if scene.low[i] == ","), None)
    if after is None or after + 3 >= unit.last or scene.low[after + 1] not in _OPENERS:
        return None
    if any(scene.in_direct(i) for i in range(first, unit.last)):
        return None
    found = Found(first, unit.last, "indirect", 0.6, cue=(index, index + 1), order=index, frame="open", subject=subject)
    found.gender, found.number = form.form.gender, form.form.number
    return found


def _judges(scene: Scene, first: int, last: int) -> bool:
    """Whether the words are an adjective, adverb or noun with no verb."""
    words = [i for i in range(first, last) if scene.tokens[i].kind == "word"]
    if not words or (scene.slavic and any(scene.verbal(i) in ("fin", "conv") for i in words)):
        return False
    if scene.low[first] in scene.lexicon.prepositions | scene.lexicon.subordinators | frozenset(scene.lexicon.pronouns):
        return False
    known = [scene.morphology.readings(scene.low[i])[0].pos for i in words]
    return known[-1] in ("ADJ", "NOUN", "ADV") and scene.low[words[-1]] not in scene.lexicon.adverbs
