"""Colons and semicolons that part a report from what leads to it, or from the next: "The mood was sour: no, said X"."""

from __future__ import annotations

from streams.language.quotations_scene import Found, Scene

_NEXT = 14
"""Tokens after a semicolon among which the verb stands with which somebody else speaks."""


def after_setup(scene: Scene, first: int, cue: int, *, middle: bool) -> int:
    """The first token of the report that an attribution at token `cue` closes or interrupts.

    Args:
        scene: the article.
        first: first token of what stands before the attribution.
        cue: its first token.
        middle: the report goes on after the attribution, so that its clause begins after the colon; where it ends with
            the attribution, words that set up their own conclusion ("the choice is plain: war") are reported with it.

    Returns:
        The token after the colon, or `first` where what stands before the colon may be reported too.
    """
    colon = -1
    for index in range(cue - 1, first, -1):
        if scene.mark_at[index] >= 0 and scene.in_direct(index):
            return first
        if scene.low[index] == ":" and scene.mark_at[index] < 0:
            colon = index
            break
    if colon < 0 or colon + 1 >= cue or scene.tokens[colon + 1].kind not in ("word", "number", "quote"):
        return first
    told, named = _told(scene, first, colon), _named(scene, first, colon)
    if (told or named) if middle else (told and named):
        return colon + 1
    return first


def _told(scene: Scene, first: int, last: int) -> bool:
    """Whether the words tell what happened: a finite verb in the past, or one of speech."""
    for index in range(first, last):
        if scene.tokens[index].kind != "word" or scene.mention_at[index] >= 0:
            continue
        form = scene.cues[index]
        if form is not None and not form.cue.weak and form.form.tense in ("past", "pres"):
            return True
        if any(r.verb_form == "fin" and r.tense == "past" for r in scene.morphology.readings(scene.low[index])[:2]):
            return True
    return False


def _named(scene: Scene, first: int, last: int) -> bool:
    """Whether a person or an office is a subject among the words."""
    for index in range(first, last):
        number = scene.mention_at[index]
        if number < 0 or scene.mentions[number].type not in ("PER", "ROLE"):
            continue
        mention = scene.mentions[number]
        before = scene.low[mention.first - 1] if mention.first > first else ""
        if before not in scene.lexicon.prepositions and (not mention.cases or "nom" in mention.cases):
            return True
    return False


def cut_setups(scene: Scene, found: list[Found]) -> list[Found]:
    """Reports that run over a colon after which another report begins end at it."""
    colons = {
        scene.unit_at[one.first]: one.first - 1
        for one in found
        if one.frame in ("fronted", "according") and one.first and scene.low[one.first - 1] == ":"
    }
    if not colons:
        return found
    result = []
    for one in found:
        colon = colons.get(scene.unit_at[one.first], -1)
        if one.kind != "direct" and one.first < colon < one.last and one.order < colon:
            one.last = colon
            if scene.words_between(one.first, one.last) < 2:
                continue
        result.append(one)
    return result


def somebody_else(scene: Scene, first: int, last: int) -> bool:
    """Whether a named person says something after a semicolon: "…; the minister called for a truce"."""
    for index in range(first, min(last, first + _NEXT)):
        if scene.low[index] in (",", ";", ":") or scene.low[index] in scene.lexicon.that:
            return False
        held = scene.mention_at[index]
        form = scene.cues[index]
        if form is None or form.cue.weak or form.form.tense not in ("past", "pres") or held >= 0:
            continue
        subject = index - 1
        while subject > first and scene.low[subject] in scene.lexicon.auxiliaries:
            subject -= 1
        before = scene.mention_at[subject]
        named = index > first and before >= 0 and scene.mentions[before].type in ("PER", "ROLE")
        return named and (not scene.mentions[before].cases or "nom" in scene.mentions[before].cases)
    return False
