"""What a sentence recalls before its subject: "Having ruled it out in March, Smith said", "Відкинувши в березні позику,
прем’єр заявив"."""

from __future__ import annotations

from streams.language.attribution import mention_subject
from streams.language.attribution_subjects import only_time
from streams.language.cues import CueForm
from streams.language.quotations_scene import Scene, Subject, Unit
from streams.language.quotations_turns import past_time

_AFTER = frozenset(("after", "having", "despite", "since", "before"))
_FAR = 24
"""Tokens of the phrase."""
_NAMED = frozenset(("PER", "ROLE", "ORG"))


def opening_subject(scene: Scene, unit: Unit, index: int, form: CueForm) -> Subject | None:
    """The subject after the comma that closes a participle's or converb's phrase with a past time in it; the phrase
    opens the sentence and its verb stands at `index`."""
    conv = form.form.tense == "conv"
    if not scene.slavic:
        having = scene.low[index - 1] == "having"
        if having and index - 2 > unit.first and scene.low[index - 2] == ",":
            return _main_subject(scene, unit, index)
        opens = scene.low[unit.first] in _AFTER and index - unit.first <= 2 and (having or conv)
        if not opens:
            return None
    elif not conv or (index > unit.first and past_time(scene, unit.first, index) < index):
        return None
    comma = next((i for i in range(index + 1, min(unit.last, index + _FAR)) if scene.low[i] == ","), -1)
    if comma < 0 or comma + 1 >= unit.last or not _recalls(scene, unit.first, comma):
        return None
    number = scene.mention_at[comma + 1]
    if number >= 0:
        mention = scene.mentions[number]
        fits = mention.type in _NAMED and (not mention.cases or "nom" in mention.cases)
        return mention_subject(scene, number) if fits else None
    word = scene.low[comma + 1]
    if word not in scene.lexicon.pronouns:
        return None
    gender, count = scene.lexicon.pronouns[word]
    return Subject(comma + 1, comma + 2, None, gender, count, pronoun=True)


def _main_subject(scene: Scene, unit: Unit, index: int) -> Subject | None:
    """The subject of the sentence that a phrase with a past time ends: "Smith backed it, having opposed it in May"."""
    end = next((i for i in range(index + 1, unit.last) if scene.low[i] in (",", ";", ".")), unit.last)
    if not _recalls(scene, index, end):
        return None
    for position in range(unit.first, index - 2):
        held = scene.mention_at[position]
        if held >= 0 and scene.mentions[held].type in _NAMED:
            placed = position > unit.first and scene.low[position - 1] in scene.lexicon.prepositions
            return None if placed else mention_subject(scene, held)
    return None


def _recalls(scene: Scene, first: int, last: int) -> bool:
    """Whether a past time stands among the tokens."""
    if scene.slavic:
        return any(past_time(scene, i, last) > i for i in range(first, last))
    return any(
        scene.low[i] in ("in", "on", "last") and only_time(scene, i + 1, min(last, i + 3))
        for i in range(first, last - 1)
    )
