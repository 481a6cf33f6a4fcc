"""Acts told by a participle with its agent: "the plan, announced by X on 3 May", "запрет, введённый X 3 мая"."""

from __future__ import annotations

from streams.language.attribution_subjects import mention_subject
from streams.language.cues_acts import ActLexicon
from streams.language.quotations_acts_spans import skip_time
from streams.language.quotations_acts_subjects import acting
from streams.language.quotations_scene import Found, Scene, Unit

_SURE = 0.45
_AGENT = 5
"""Tokens after a participle among which its agent's name begins."""
_HEAD = 3
"""Tokens of the sentence among which the document that is its subject stands."""
_LONGEST = 16
"""Tokens of the phrase that the participle describes."""


def reduced(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    """The act of the participle at `index` behind a comma; what it is about stands before the comma."""
    if index - 3 < unit.first or scene.low[index - 1] != ",":
        return None
    end = _end(scene, lexicon, index)
    agent = _agent(scene, lexicon, unit, end - 1) if end > index else -1
    if agent < 0:
        return None
    first = _phrase(scene, unit, index - 1)
    if scene.words_between(first, index - 1) < 2 or _document_tells(scene, lexicon, unit, index):
        return None
    subject = acting(scene, lexicon, unit, mention_subject(scene, agent, inverted=True))
    if subject is None:
        return None
    found = Found(first, index - 1, "act", _SURE, cue=(index, end), order=index)
    found.subject = subject
    return found


def _end(scene: Scene, lexicon: ActLexicon, index: int) -> int:
    """One past the participle, with the particle that makes it tell an act ("ruled out by X"); `index` without one."""
    form = lexicon.table.get(scene.low[index])
    if scene.slavic or form is None:
        return index + 1
    after = scene.low[index + 1] if index + 1 < scene.size else ""
    if any(after and lexicon.particle(act) == after for act in form.acts):
        return index + 2
    return index + 1 if any(act.takes == "object" and not act.rest for act in form.acts) else index


def _document_tells(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> bool:
    """Whether a document with a verb of its own is described: "the decree, signed by X, bans …"."""
    head = any(lexicon.is_document(scene.low[i]) for i in range(unit.first, min(unit.first + _HEAD, index)))
    return head and any(scene.low[i] in lexicon.records for i in range(index + 1, unit.last))


def described(scene: Scene, lexicon: ActLexicon, unit: Unit, last: int) -> bool:
    """Whether the tokens up to `last` are described by such a participle, which tells better who acts."""
    return (
        last + 1 < unit.last
        and scene.low[last] == ","
        and scene.low[last + 1] in lexicon.reduced
        and (end := _end(scene, lexicon, last + 1)) > last + 1
        and _agent(scene, lexicon, unit, end - 1) >= 0
    )


def _agent(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> int:
    """The mention of who did it; -1 if nobody is named."""
    limit = min(unit.last, index + 1 + _AGENT)
    position = skip_time(scene, lexicon, index + 1, limit)
    if not scene.slavic:
        if position >= limit or scene.low[position] != "by":
            return -1
        position += 1
    for token in range(position, min(unit.last, position + _AGENT)):
        held = scene.mention_at[token]
        if held >= 0:
            cases = scene.mentions[held].cases
            return held if not scene.slavic or not cases or "ins" in cases else -1
        if scene.tokens[token].kind == "punct" or scene.low[token] in scene.lexicon.prepositions:
            return -1
    return -1


def _phrase(scene: Scene, unit: Unit, last: int) -> int:
    """Where the phrase before the comma begins: after a mark or a verb."""
    first = last
    while first > unit.first and last - first < _LONGEST:
        before = first - 1
        kind = scene.tokens[before].kind
        if kind in ("punct", "dash", "quote") and scene.low[before] not in ("-", "’", "."):
            break
        if (
            scene.mention_at[before] < 0
            and not _attributive(scene, unit, before)
            and (
                scene.low[before] in scene.lexicon.auxiliaries
                or scene.cues[before] is not None
                or (kind == "word" and scene.verbal(before) == "fin" and _surely(scene, before))
            )
        ):
            break
        first = before
    return first


def _attributive(scene: Scene, unit: Unit, index: int) -> bool:
    """Whether an English verb's form only describes: "to send", "for accelerated accession", "the proposed ban"."""
    if scene.slavic or index <= unit.first:
        return False
    words = scene.lexicon
    before = scene.low[index - 1]
    return before == "to" or before in words.prepositions or before in words.determiners or before in words.possessives


def _surely(scene: Scene, index: int) -> bool:
    """Whether the word is likelier a verb than a noun."""
    return scene.morphology.readings(scene.low[index])[0].pos in ("VERB", "AUX")
