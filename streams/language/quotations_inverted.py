"""Reports before a verb that is no reporting cue: "The tariffs must go, thundered X", "Страна готова, бодрится X".

Only speech lets a full clause stand before a verb with its subject behind it, so that word order tells what the verb
does not (quotative inversion). Verbs of arrival and appearance invert too, but after no clause that could be speech.
"""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues import CueForm
from streams.language.quotations_bare import is_clause
from streams.language.quotations_build import make
from streams.language.quotations_clauses import after_dateline
from streams.language.quotations_open_words import OpenWords, can_speak, finite_verb
from streams.language.quotations_scene import Found, Scene, Subject, Unit

PREDICATES = frozenset(
    (
        *("треба", "слід", "варто", "можна", "потрібно", "необхідно", "неможливо", "немає", "нема", "годі", "пора"),
        *("надо", "нужно", "следует", "стоит", "можно", "нельзя", "невозможно", "нет", "необходимо", "нужен", "нужна"),
        *("нужны", "готов", "готова", "готовы", "спроможна", "спроможний", "спроможні", "має", "мають", "время", "час"),
    )
)
"""Ukrainian and Russian words that make a clause with no finite verb."""
_SHORTEST = 3
_OBJECT = 2
"""Words between a Slavic verb and its subject: an object ("гнёт свою линию министр")."""


def inverted_report(scene: Scene, unit: Unit, words: OpenWords) -> Found | None:
    """The clause before the first comma after which a verb and its subject stand, if that can have said it."""
    first = after_dateline(scene, unit)
    for index in range(first + _SHORTEST + 1, unit.last - 1):
        if scene.low[index - 1] != "," or scene.in_direct(index):
            continue
        verb = index + (scene.slavic and scene.low[index] in scene.lexicon.negations)
        form = finite_verb(scene, verb)
        if form is None or form.cue.lemma in words.silent or form.form.number == "plur":
            continue
        subject = _behind(scene, unit, verb, form)
        if subject is None or not _held(scene, first, index - 1, form):
            continue
        found = make(scene, verb, form, first, index - 1, 0.5, "open")
        if found is not None:
            found.subject = subject
            found.think = False
        return found
    return None


def _behind(scene: Scene, unit: Unit, verb: int, form: CueForm) -> Subject | None:
    """The person or office right behind the verb, with nothing after it that the verb could govern."""
    if form.form.tense != "past" and (not scene.slavic or _to_come(scene, verb)):
        return None
    subject = find_subject(scene, verb, form, verb + 1, unit.last, after_first=True)
    if subject is None or not can_speak(scene, subject) or not subject.inverted:
        return None
    if subject.mention is not None and scene.mentions[subject.mention].type == "ORG":
        return None
    begin = subject.first
    while begin > verb + 1 and scene.mention_at[begin - 1] >= 0:
        begin -= 1
    between = range(verb + 1, begin)
    if len(between) > (_OBJECT if scene.slavic else 1) or any(scene.tokens[i].kind != "word" for i in between):
        return None
    after = subject.last
    if after >= unit.last or scene.tokens[after].kind in ("punct", "dash"):
        return subject
    closed = scene.lexicon.prepositions | scene.lexicon.conjunctions | scene.lexicon.adverbs
    return subject if scene.low[after] in closed or scene.mention_at[after] >= 0 else None


def _to_come(scene: Scene, index: int) -> bool:
    return any(r.tense == "fut" for r in scene.morphology.readings(scene.low[index])[:2])


_SHOULD = frozenset(("следовало", "стоило", "надлежало", "требовалось", "належало", "годилося"))
"""Past forms of what should have been done."""
_WOULD = frozenset(("бы", "б", "би"))
"""Particles that make a past form one of what would be so."""


def _held(scene: Scene, first: int, last: int, form: CueForm) -> bool:
    """Whether the words are a clause of what is or should be so, not of what happened."""
    lexicon = scene.lexicon
    word = scene.low[first]
    if word in lexicon.subordinators or word in lexicon.relatives or scene.words_between(first, last) < _SHORTEST:
        return False
    if any(scene.in_direct(i) for i in range(first, last)):
        return False
    if not scene.slavic:
        return is_clause(scene, first, last, form)
    finite = inner = False
    for index in range(first, last):
        word = scene.low[index]
        if word == ",":
            following = scene.low[index + 1 : index + 3]
            inner = any(after in lexicon.relatives | lexicon.subordinators for after in following)
        if inner or scene.tokens[index].kind != "word" or scene.mention_at[index] >= 0:
            continue
        if word in ("було", "было") and index and (_predicate(scene, index - 1) or scene.low[index + 1] in _WOULD):
            finite = True
            continue
        if word in _SHOULD:
            finite = True
            continue
        for reading in scene.morphology.readings(word)[:1]:
            if reading.verb_form == "fin" and reading.tense == "past":
                if _WOULD & {scene.low[index - 1] if index else "", *scene.low[index + 1 : index + 3]}:
                    finite = True
                    break
                return False
            finite |= reading.verb_form == "fin"
        finite |= _predicate(scene, index)
    return finite


def _predicate(scene: Scene, index: int) -> bool:
    if scene.low[index] in PREDICATES:
        return True
    reading = scene.morphology.readings(scene.low[index])[0]
    return reading.pos == "ADJ" and reading.case is None
