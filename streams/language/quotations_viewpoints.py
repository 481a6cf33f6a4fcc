"""What something is in somebody's eyes: "For X, the deal is a mistake", "Для X ця угода – поразка"."""

from __future__ import annotations

from streams.language.attribution import mention_subject
from streams.language.quotations_clauses import after_dateline
from streams.language.quotations_open_words import can_speak
from streams.language.quotations_scene import Found, Scene, Subject, Unit

_ADMITTED = (
    *("unacceptable", "acceptable", "intolerable", "unthinkable", "inconceivable"),
    *("anathema", "abhorrent", "repugnant"),
    *("прийнятн", "неприйнятн", "немислим", "неприпустим", "допустим"),
    *("приемлем", "неприемлем", "немыслим", "недопустим"),
)
"""How adjectives begin that tell what somebody will have."""
_THEM = {
    **dict.fromkeys(("him", "нього", "него"), "masc"),
    **dict.fromkeys(("her", "неї", "неё", "нее"), "fem"),
    **dict.fromkeys(("them", "них"), None),
}
"""Pronouns for the one in whose eyes something is so, with their gender."""
FOR = frozenset(("for", "to", "для"))
_REACH = 24
_EQUALS = frozenset(
    ("is", "are", "remains", "remain", "was", "were", "remained", "means", "meant", "amounts", "amounted", "represents")
)
"""Verbs that say what something is."""


def viewpoint(scene: Scene, unit: Unit, index: int) -> tuple[Subject, int] | None:
    """`For X, the deal is a mistake`, `Для X це поразка`: whose eyes, and one past the phrase that tells it."""
    opens = index + 1 + (not scene.slavic and index + 1 < unit.last and scene.low[index + 1] == "the")
    held = scene.mention_at[opens] if opens < unit.last else -1
    if held >= 0 and not scene.slavic and scene.mentions[held].type in ("ORG", "LOC"):
        held = _post(scene, opens, unit.last, held)  # "the EU's ambassador in Oslo"
    if held < 0 or scene.mentions[held].type not in ("PER", "ROLE"):
        return None
    mention = scene.mentions[held]
    if mention.number == "plur" or (mention.role_start is None and mention.first != opens and mention.type == "PER"):
        return None
    last = mention.last
    if not scene.slavic:
        held, last = _apposition(scene, held, last, unit.last)
        if last < unit.last and scene.low[last] == "," and scene.low[last + 1] in scene.lexicon.relatives:
            last = next((i for i in range(last + 2, min(unit.last, last + _REACH)) if scene.low[i] == ","), unit.last)
        if last + 3 >= unit.last or scene.low[last] != ",":
            return None
        verb = next((i for i in range(last + 1, unit.last) if scene.low[i] in _EQUALS), None)
        if verb is None or scene.low[last + 1] == "it":
            return None
        stops = scene.lexicon.auxiliaries | {","}
        if any(scene.low[i] in stops or scene.cues[i] is not None for i in range(last + 1, verb)):
            return None
    elif last + 2 >= unit.last or not _equates(scene, last, unit.last):
        return None
    return mention_subject(scene, held), last


def _post(scene: Scene, first: int, last: int, body: int) -> int:
    """The role that the name of its body opens, else -1."""
    for index in range(first, min(last, first + 4)):
        held = scene.mention_at[index]
        if held >= 0 and held != body:
            return held if scene.mentions[held].type == "ROLE" else -1
    return -1


def _apposition(scene: Scene, held: int, last: int, limit: int) -> tuple[int, int]:
    """Who is meant, and one past the phrase, with its place and what describes the person in commas: "For Roe, the
    mayor of Oslo, the …", "for the envoy in Oslo, Jane Roe, the …"."""
    if last + 1 < limit and scene.low[last] in ("of", "in", "at", "from", "to"):
        while last < limit and (scene.is_word(last) and scene.low[last] not in scene.lexicon.auxiliaries):
            last += 1
    if last + 2 >= limit or scene.low[last] != ",":
        return held, last
    comma = next((i for i in range(last + 2, min(limit, last + _DESCRIPTION)) if scene.low[i] == ","), -1)
    if comma < 0 or any(scene.low[i] in scene.lexicon.auxiliaries for i in range(last + 1, comma)):
        return held, last
    named = scene.mention_at[comma - 1]
    if scene.mentions[held].type == "ROLE" and named >= 0 and scene.mentions[named].type == "PER":
        return named, comma
    described = any(scene.low[i] in scene.lexicon.people for i in range(last + 1, comma))
    return held, comma if described else last


_DESCRIPTION = 12
"""Tokens of the longest apposition."""


def _equates(scene: Scene, first: int, last: int) -> bool:
    """Whether a sentence with no verb but a dash or "це", "это" says what something is."""
    past = any(
        r.verb_form == "fin" and r.tense == "past"
        for i in range(first, last)
        if scene.tokens[i].kind == "word" and scene.mention_at[i] < 0
        for r in scene.morphology.readings(scene.low[i])[:1]
    )
    return not past and any(scene.low[i] in ("це", "это", "–", "—") for i in range(first, min(last, first + _REACH)))


def acceptable(scene: Scene, unit: Unit) -> Found | None:
    """`The deal remains unacceptable to X`, `Угода неприйнятна для X`: the clause as the view of whom it names."""
    for index in range(unit.first + 2, unit.last - 2):
        if scene.low[index + 1] not in FOR or not scene.low[index].startswith(_ADMITTED):
            continue
        held = scene.mention_at[index + 2]
        if held >= 0:
            subject = mention_subject(scene, held)
            if scene.mentions[held].type != "LOC" and not can_speak(scene, subject):
                return None
        elif scene.low[index + 2] in _THEM:
            subject = Subject(index + 2, index + 3, None, _THEM[scene.low[index + 2]], None, pronoun=True)
        else:
            return None
        first = after_dateline(scene, unit)
        first = next((i + 1 for i in range(index, first, -1) if scene.low[i] in (";", ":")), first)
        if scene.words_between(first, index) < 2 or any(scene.in_direct(i) for i in range(first, index)):
            return None
        found = Found(first, index + 1, "indirect", 0.6, cue=(index, index + 1), order=index, frame="open")
        found.subject, found.gender, found.number = subject, subject.gender, subject.number
        return found
    return None
