"""English reports in words that others relay or that a noun sums up: "…, X was quoted as saying", "…, ran X's verdict".

Newspapers pass such words on as the speaker's own, so that the speaker, not the outlet, is held to them.
"""

from __future__ import annotations

from streams.language.attribution import find_subject, owner
from streams.language.attribution_subjects import mention_subject, with_role
from streams.language.cues import CueForm
from streams.language.quotations_bare import is_clause
from streams.language.quotations_clauses import after_dateline, clause_end
from streams.language.quotations_open_words import OpenWords, can_speak
from streams.language.quotations_scene import Found, Scene, Subject, Unit

_RELAYED = frozenset(("quoted", "cited", "reported"))
_BE = frozenset(("was", "is", "were", "are", "been"))
_CAME = frozenset(("was", "is", "ran", "runs", "came", "comes", "went", "goes"))
"""Verbs between what is told and the noun that sums it up."""
_OF = frozenset(("of", "from", "by"))
_WORDS = frozenset(
    (
        *("argument", "reasoning", "plea", "call", "appeal", "demand", "promise", "pledge", "objection", "retort"),
        *("rejoinder", "comeback", "mantra", "refrain", "lament", "complaint", "boast", "comment", "contention"),
    )
)
"""Nouns, besides those of answers, that sum up what somebody says."""
_BARE = frozenset(("word", "news", "confirmation", "assurances", "warnings"))
"""The same with no article: "…, came word from X"."""
_REACH = 10
"""Tokens from "quoted" to "saying", over who quotes."""
_SHORTEST = 3


def relayed(scene: Scene, unit: Unit, index: int) -> Found | None:
    """`X was quoted (by Y) as saying that CLAUSE`, `CLAUSE, X was quoted as saying`.

    Args:
        index: the token of "saying".
    """
    low = scene.low
    if scene.slavic or low[index] != "saying" or low[index - 1] != "as":
        return None
    quoted = next((i for i in range(index - 2, max(unit.first, index - _REACH), -1) if low[i] in _RELAYED), None)
    if quoted is None:
        return None
    verb = quoted - 1
    while verb > unit.first and low[verb] in scene.lexicon.adverbs:
        verb -= 1
    form = scene.lexicon.table["said"]
    if low[verb] not in _BE:
        return None
    subject = find_subject(scene, verb, form, unit.first, verb, after_first=False)
    if subject is None or not can_speak(scene, subject):
        return None
    begin = with_role(scene, subject)
    while begin > unit.first and low[begin - 1] != ",":
        begin -= 1
    first, last = after_dateline(scene, unit), begin - 1
    if begin <= first or not _whole(scene, first, last, form):
        first = index + 1 + (index + 1 < unit.last and low[index + 1] in scene.lexicon.that)
        if first >= unit.last:
            return None
        last = clause_end(scene, first, unit.last, index)
    return _report(scene, first, last, index, subject)


def summed_after(scene: Scene, unit: Unit, words: OpenWords) -> Found | None:
    """`CLAUSE, was the verdict of X`, `CLAUSE, came the reply from X`."""
    low = scene.low
    if scene.slavic:
        return None
    first = after_dateline(scene, unit)
    for index in range(first + _SHORTEST + 1, unit.last - 3):
        if low[index - 1] != "," or low[index] not in _CAME:
            continue
        if scene.mention_at[index + 1] >= 0:
            own, holder = _possessed(scene, index + 1, unit.last, words)
            if holder is None or not _whole(scene, first, index - 1, scene.lexicon.table["said"]):
                continue
            return _report(scene, first, index - 1, own, holder)
        if low[index + 1] not in scene.lexicon.determiners and low[index + 1] not in _BARE:
            continue
        noun = next((i for i in range(index + 1, min(unit.last - 1, index + 5)) if low[i + 1] in _OF), None)
        if noun is None or (low[noun] not in words.answers and low[noun] not in _WORDS | _BARE):
            continue
        subject = owner(scene, noun + 1, unit.last)
        if subject is None or not (can_speak(scene, subject) or subject.head in scene.lexicon.heads):
            return None
        if not _whole(scene, first, index - 1, scene.lexicon.table["said"]):
            return None
        return _report(scene, first, index - 1, noun, subject)
    return None


def _possessed(scene: Scene, index: int, last: int, words: OpenWords) -> tuple[int, Subject | None]:
    """`X's retort`: the noun of an answer, and the person before it."""
    held = scene.mention_at[index]
    end = scene.mentions[held].last
    noun = next((i for i in range(end, min(last, end + 4)) if scene.low[i] in words.answers | _WORDS), -1)
    subject = mention_subject(scene, held)
    owned = noun > 0 and scene.low[end - 1].endswith(("’s", "s’")) and can_speak(scene, subject)
    return noun, subject if owned else None


def _whole(scene: Scene, first: int, last: int, form: CueForm) -> bool:
    """Whether a main clause stands there, in no marks."""
    if scene.words_between(first, last) < _SHORTEST or scene.low[first] in scene.lexicon.subordinators:
        return False
    return not any(scene.in_direct(i) for i in range(first, last)) and is_clause(scene, first, last, form)


def _report(scene: Scene, first: int, last: int, cue: int, subject: Subject) -> Found | None:
    if scene.words_between(first, last) < _SHORTEST:
        return None
    found = Found(first, last, "indirect", 0.7, cue=(cue, cue + 1), order=cue, frame="fronted")
    found.subject = subject
    found.gender, found.number = subject.gender, subject.number
    return found
