"""Subjects: what a mention, a noun or a pronoun is to a verb."""

from __future__ import annotations

from streams.language.cues import CueForm
from streams.language.quotations_scene import Scene, Subject

REACH = 45
"""Tokens that a subject can stand away from its cue, over appositions and relative clauses."""
CONJOINING = frozenset(("and", "і", "й", "та", "и"))
NOUN_PHRASE = 9
"""Longest speaker that is no mention, in tokens."""


def mention_subject(scene: Scene, index: int, *, inverted: bool = False) -> Subject:
    """A mention as a subject."""
    mention = scene.mentions[index]
    if mention.type == "ROLE":
        # the name right after the role is the speaker
        following = mention.last
        if following < scene.size and scene.mention_at[following] >= 0:
            beside = scene.mentions[scene.mention_at[following]]
            if beside.type == "PER" and (not mention.cases or not beside.cases or mention.cases & beside.cases):
                index, mention = scene.mention_at[following], beside
    return Subject(mention.first, mention.last, index, mention.gender, mention.number, inverted=inverted)


def agrees(form: CueForm, gender: str | None, number: str | None) -> bool:
    """Whether a subject of that gender and number fits the verb's form; what is not known fits."""
    wanted = form.form
    if wanted.number == "sing" and number == "plur":
        return False
    if wanted.number == "plur" and number == "sing":
        return False
    return not (wanted.gender and gender and wanted.number != "plur" and wanted.gender != gender)


def owner(scene: Scene, noun: int, last: int) -> Subject | None:
    """Whose statement a noun of speech names: the name or role right after it ("у заяві міністерства")."""
    for index in range(noun + 1, min(last, noun + 6)):
        if scene.tokens[index].kind == "punct":
            break
        mention = scene.mention_at[index]
        if mention >= 0:
            return mention_subject(scene, mention)
        if scene.low[index] in scene.lexicon.heads:
            return Subject(index, index + 1, None, None, None, head=scene.low[index])
    return None

_TITLES = frozenset((".", "mr", "mrs", "ms", "dr", "sen", "rep", "gov"))


def partners(scene: Scene, subject: Subject, cue: int | None, number: str | None) -> tuple[int, int] | None:
    """The mentions of two that speak together ("X and Y said"), in the order of the text; None if one speaks alone.

    Args:
        scene: the article.
        subject: one of them, as found.
        cue: the token of the verb.
        number: the number that the verb's form shows; a singular one has one subject.
    """
    if subject.mention is None or cue is None or number == "sing" or (scene.slavic and number != "plur"):
        return None
    first = scene.mentions[subject.mention]
    if first.type == "ROLE":
        return None
    begin = first.first
    while begin > 0 and (scene.mention_at[begin - 1] == subject.mention or scene.low[begin - 1] in _TITLES):
        begin -= 1
    if begin > 1 and scene.low[begin - 1] in CONJOINING:
        other = scene.mention_at[begin - 2]
        return (other, subject.mention) if other >= 0 and _pair(scene, other, subject.mention) else None
    after = first.last
    if after + 1 < scene.size and scene.low[after] in CONJOINING:
        after += 1
        while after + 1 < scene.size and scene.low[after] in _TITLES:
            after += 1
        other = scene.mention_at[after]
        return (subject.mention, other) if other >= 0 and _pair(scene, subject.mention, other) else None
    return None


def _pair(scene: Scene, one: int, two: int) -> bool:
    """Whether both can be subjects: of one sort, and, where there is case, nominative."""
    left, right = scene.mentions[one], scene.mentions[two]
    if one == two or "ROLE" in (left.type, right.type) or (left.type == "PER") != (right.type == "PER"):
        return False
    before = scene.low[left.first - 1] if left.first else ""
    if before in scene.lexicon.prepositions:
        return False
    return all(not m.cases or "nom" in m.cases for m in (left, right))
