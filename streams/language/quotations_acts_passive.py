"""Acts in the passive: "the package was approved by the council", "пакет утверждён советом"."""

from __future__ import annotations

from streams.language.attribution_subjects import mention_subject
from streams.language.cues_acts import ActForm, ActLexicon
from streams.language.quotations_acts_spans import act_end, after_rest, clause_start, skip_time
from streams.language.quotations_acts_subjects import acting
from streams.language.quotations_acts_words import small_words
from streams.language.quotations_infinitives import infinitive_word
from streams.language.quotations_scene import Found, Scene, Unit

_PASSIVE = 0.5
_AGENT = 8
"""Tokens after an English participle among which "by" stands."""
_NEAR = 4


def passive(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, form: ActForm) -> Found | None:
    """The act of a participle with its agent; what it is about stands before it."""
    if scene.slavic:
        plain = any(act.takes == "object" and not act.rest for act in form.acts)
        return _slavic(scene, lexicon, unit, index) if plain else None
    ahead = form.cue.cue.lemma in lexicon.ahead
    acts = [act for act in form.acts if act.takes == "object" and (act.rest or not ahead)]
    ends = [after_rest(scene, lexicon, act.rest, index, unit.last) for act in acts]
    end = max(ends, default=-1)  # "was ruled *out* by"
    return _english(scene, lexicon, unit, index, end) if end > index else None


def _english(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, end: int) -> Found | None:
    low = scene.low
    before = index - 1
    while before > unit.first and low[before] in scene.lexicon.adverbs:
        before -= 1
    if before <= unit.first or low[before] not in ("was", "were", "is", "are", "been", "being"):
        return None
    limit = act_end(scene, index + 1, unit.last)
    by = next((i for i in range(index + 1, min(limit, index + _AGENT)) if low[i] == "by"), None)
    if by is None or by + 1 >= unit.last:
        return None
    mention = next((scene.mention_at[i] for i in range(by + 1, min(limit, by + 5)) if scene.mention_at[i] >= 0), -1)
    while before > unit.first and low[before - 1] in small_words(scene.lexicon).light:
        before -= 1
    return _found(scene, lexicon, unit, (index, end), before, mention)


def _slavic(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    low = scene.low
    limit = act_end(scene, index + 1, unit.last)
    mention = -1
    for position in range(skip_time(scene, lexicon, index + 1, limit), min(limit, index + 2 + _NEAR)):
        held = scene.mention_at[position]
        if held >= 0:
            cases = scene.mentions[held].cases
            if not cases or "ins" in cases:
                mention = held
            break
        if low[position] in scene.lexicon.prepositions or scene.tokens[position].kind == "punct":
            break
        if infinitive_word(scene, position):
            break  # "разрешено применять …": what follows is its object
    before = index
    while before > unit.first and (
        low[before - 1] in scene.lexicon.adverbs
        or low[before - 1] in ("был", "была", "было", "были", "був", "була", "було", "були")
    ):
        before -= 1
    if low[index].endswith(("ий", "а", "е", "і")) and scene.lexicon.language == "uk" and before == index:
        return None  # "схвалений урядом план": a description
    if scene.finite_between(clause_start(scene, unit, before), before):
        return None
    return _found(scene, lexicon, unit, (index, index + 1), before, mention)


def _found(
    scene: Scene, lexicon: ActLexicon, unit: Unit, cue: tuple[int, int], last: int, mention: int
) -> Found | None:
    if mention < 0:
        return None
    subject = acting(scene, lexicon, unit, mention_subject(scene, mention, inverted=True))
    first = skip_time(scene, lexicon, clause_start(scene, unit, last), last)
    if subject is None or scene.words_between(first, last) < 2:
        return None
    if any(scene.low[i] in lexicon.hypothetical or scene.low[i] in lexicon.modal for i in range(first, cue[0])):
        return None
    found = Found(first, last, "act", _PASSIVE, cue=cue, order=cue[0])
    found.subject = subject
    return found
