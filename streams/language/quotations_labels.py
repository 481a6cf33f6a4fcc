"""What somebody calls something, in any order of Ukrainian and Russian words: "Проривом назвав угоду X", "Рішення X
вважає помилкою", "ціна, которую X назвал грабежом".

The verb takes two objects, one of them in the instrumental; where they do not both follow it, the whole clause is what
was said.
"""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.attribution_subjects import agrees, mention_subject, with_role
from streams.language.cues import CueForm
from streams.language.quotations_brackets import bracketed
from streams.language.quotations_build import make
from streams.language.quotations_clauses import after_dateline, clause_end
from streams.language.quotations_open_words import can_speak
from streams.language.quotations_scene import PARTING, Found, Scene, Subject, Unit

_MARKS = PARTING | {";", ":", "("}
_REACH = 16
"""Tokens on either side of the verb among which its objects stand."""
_NO_LABELS = frozenset(
    (
        *("ранком", "вечором", "ввечері", "днем", "вночі", "літом", "весною", "восени", "зимою", "чином", "разом"),
        *("часом", "шляхом", "способом", "тоном", "голосом", "словом", "словами"),
        *("утром", "вечером", "днём", "ночью", "летом", "весной", "осенью", "зимой", "образом", "путём", "путем"),
        *("способом", "тоном", "голосом", "временем"),
    )
)
"""Nouns in the instrumental that tell when or how."""
_THINGS = frozenset(("це", "його", "її", "їх", "те", "усе", "все", "это", "его", "её", "ее", "их", "то", "всё"))


def labelled(scene: Scene, unit: Unit, index: int, form: CueForm) -> Found | None:
    """The clause around the verb at `index`, if something is called something in it."""
    if not scene.slavic or form.form.tense not in ("past", "pres") or scene.mark_at[index] >= 0:
        return None
    begin, end = _clause(scene, unit, index)
    label = _label(scene, begin, index, end)
    if label is None:
        return None
    subject = find_subject(scene, index, form, begin, end, after_first=label < index)
    if subject is None or not (subject.pronoun or can_speak(scene, subject) or subject.head in scene.lexicon.heads):
        return None
    subject = _person_after(scene, subject, form, end)
    opening = with_role(scene, subject)
    described = scene.low[begin] in scene.lexicon.relatives
    named = _thing(scene, begin, index, label, subject), _thing(scene, index + 1, end, label, subject)
    if not described and not any(named):
        return None
    if subject.inverted:
        between = _thing(scene, index + 1, opening, label, subject)
        known = label < opening and (described or named[0] or between)
        first, last = begin, opening if known else end
    else:
        first, last = begin if described or named[0] or label < index else index + 1, end
    if described:
        first = _antecedent(scene, unit, begin)
    if any(scene.in_direct(i) for i in range(first, last)):
        return None
    found = make(scene, index, form, first, last, 0.45, "label")
    if found is not None:
        found.subject = subject
    return found


def _person_after(scene: Scene, subject: Subject, form: CueForm, end: int) -> Subject:
    """The person named after a body that belongs to the object: "вважає демонтаж гарантій НАБУ єврокомісарка X"."""
    if not subject.inverted or subject.mention is None or scene.mentions[subject.mention].type not in ("ORG", "LOC"):
        return subject
    for number in range(subject.mention + 1, len(scene.mentions)):
        mention = scene.mentions[number]
        if mention.first >= end:
            break
        if mention.type == "PER" and "nom" in mention.cases and agrees(form, mention.gender, mention.number):
            return mention_subject(scene, number, inverted=True)
    return subject


def _clause(scene: Scene, unit: Unit, index: int) -> tuple[int, int]:
    """The tokens around the verb without a comma, colon or dash."""
    first = max(after_dateline(scene, unit), index - _REACH)
    begin = index
    while begin > first and scene.low[begin - 1] not in _MARKS:
        begin -= 1
    opening = bracketed(scene, first, begin)
    if opening < begin:  # "Помилкою, яка нас послабить, назвав санкції X"
        begin = opening
        while begin > first and scene.low[begin - 1] not in _MARKS:
            begin -= 1
    last = min(clause_end(scene, index + 1, unit.last, index), index + _REACH) if index + 1 < unit.last else unit.last
    return begin, next((i for i in range(index + 1, last) if scene.low[i] in _MARKS), last)


def _label(scene: Scene, begin: int, verb: int, end: int) -> int | None:
    """The noun or adjective in the instrumental that tells what something is called: the one nearest to the verb."""
    for index in sorted(range(begin, end), key=lambda i: abs(i - verb)):
        if index == verb or scene.mention_at[index] >= 0 or scene.tokens[index].kind != "word":
            continue
        if scene.low[index] in _NO_LABELS or scene.low[index] in scene.lexicon.adverbs or not _ins(scene, index):
            continue
        before = index - 1
        while before >= begin and before != verb and _ins(scene, before):
            before -= 1
        if before < begin or scene.low[before] not in scene.lexicon.prepositions:
            return index
    return next((i + 1 for i in range(verb + 1, end - 1) if scene.low[i] in _AS and _named_as(scene, i + 1)), None)


_AS = frozenset(("як", "как"))


def _named_as(scene: Scene, index: int) -> bool:
    """Whether a noun or adjective follows "as": "оцінив угоду як помилку"."""
    held = scene.mention_at[index] >= 0
    return not held and any(r.pos in ("NOUN", "ADJ") for r in scene.morphology.readings(scene.low[index])[:2])


def _ins(scene: Scene, index: int) -> bool:
    if scene.tokens[index].kind != "word":
        return False
    return any(
        r.case == "ins" and r.pos in ("NOUN", "ADJ", "VERB", "DET", "NUM", "PRON")
        for r in scene.morphology.readings(scene.low[index])[:2]
    )


def _thing(scene: Scene, first: int, last: int, label: int, subject: Subject) -> bool:
    """Whether something that can be called names stands among the tokens: an object, or an infinitive."""
    for index in range(first, last):
        if index == label or subject.first <= index < subject.last or scene.tokens[index].kind != "word":
            continue
        before = scene.low[index - 1] if index else ""
        if before in scene.lexicon.prepositions:
            continue
        if scene.low[index] in _THINGS or scene.verbal(index) == "inf":
            return True
        if subject.mention is not None and scene.mention_at[index] == subject.mention:
            continue
        if scene.mention_at[index] >= 0 or any(
            r.case == "acc" and (r.pos == "NOUN" or r.gender == "neut")
            for r in scene.morphology.readings(scene.low[index])[:4]
        ):
            return True
    return False


def _antecedent(scene: Scene, unit: Unit, relative: int) -> int:
    """Where the noun begins that a relative clause describes."""
    index = relative - 2
    while index > unit.first and scene.is_word(index):
        if _pos(scene, index) == "NOUN" or scene.mention_at[index] >= 0:
            while index > unit.first and scene.is_word(index - 1) and _pos(scene, index - 1) == "ADJ":
                index -= 1
            return index
        index -= 1
    return relative


def _pos(scene: Scene, index: int) -> str:
    return scene.morphology.readings(scene.low[index])[0].pos
