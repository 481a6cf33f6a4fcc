"""Clauses of the reporter's own that follow a report in one sentence: "…, and on 20 May Harding cast his veto"."""

from __future__ import annotations

from streams.language.cues import CueForm
from streams.language.cues_acts import act_lexicon
from streams.language.quotations_scene import Scene

_SINCE = {
    "en": (("since", "then"), ("ever", "since")),
    "uk": (("відтоді",), ("з", "того", "часу"), ("потім",), ("згодом",)),
    "ru": (("с", "тех", "пор"), ("потом",), ("затем",)),
}
_FAR = 7
"""Tokens between the date and the verb."""


def narrated(scene: Scene, index: int, last: int, governing: CueForm | None) -> bool:
    """Whether the words after a comma's conjunction, from `index` on, tell what happened later.

    Args:
        last: one past the sentence.
        governing: the cue of the report, whose subject the clause may go on with.
    """
    for words in _SINCE[scene.lexicon.language]:
        if tuple(scene.low[index : index + len(words)]) == words:
            return _goes_on(scene, index + len(words), last, governing)
    after = _date(scene, index, last)
    return after > index and _somebody_did(scene, after, last)


def _date(scene: Scene, index: int, last: int) -> int:
    """One past "on 20 May" or "20 травня", `index` if no date starts there."""
    start = index + (scene.low[index] in ("on", "in")) if index < last else index
    if start + 1 >= last:
        return index
    pair = scene.tokens[start].kind, scene.tokens[start + 1].kind
    day = next((i for i in (start, start + 1) if scene.low[i].isdigit() and len(scene.low[i]) <= 2), None)
    if day is None or set(pair) != {"number", "word"} or scene.mention_at[start] >= 0:
        return index
    return start + 2


def _somebody_did(scene: Scene, index: int, last: int) -> bool:
    """Whether a named person follows, with a verb in the past."""
    named = False
    for position in range(index, min(last, index + _FAR)):
        held = scene.mention_at[position]
        if held >= 0:
            mention = scene.mentions[held]
            named |= mention.type == "PER" and (not mention.cases or "nom" in mention.cases)
            continue
        if scene.tokens[position].kind == "punct":
            return False
        if named and _past(scene, position):
            return True
    return False


def _goes_on(scene: Scene, index: int, last: int, governing: CueForm | None) -> bool:
    """Whether a verb in the past follows that has no subject of its own but the speaker's."""
    for position in range(index, min(last, index + _FAR)):
        if scene.mention_at[position] >= 0 or scene.low[position] in scene.lexicon.pronouns:
            return False
        if _past(scene, position):
            form = governing.form if governing is not None else None
            readings = scene.morphology.readings(scene.low[position])[:1]
            return form is None or all(not r.gender or not form.gender or r.gender == form.gender for r in readings)
        if scene.tokens[position].kind == "punct":
            return False
    return False


def _past(scene: Scene, index: int) -> bool:
    word = scene.low[index]
    if scene.tokens[index].kind != "word" or (not scene.slavic and word in _MODAL):
        return False
    if not scene.slavic and word in act_lexicon("en").unchanged:
        return True
    return any(r.verb_form == "fin" and r.tense == "past" for r in scene.morphology.readings(word)[:1])


_MODAL = frozenset(("would", "could", "should", "might", "was", "were", "had"))
"""Past forms that backshifted reports have too."""
