"""Ukrainian and Russian: what was promised or rejected stands first, and after the verb only when: "Санкції Брандт
відкинув ще 3 травня", "Зняти заборону пропонував 3 травня, виступаючи в Лурії, прем’єр"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.attribution_subjects import agrees, mention_subject, with_role
from streams.language.cues import CueForm
from streams.language.cues_acts import act_lexicon
from streams.language.quotations_acts_spans import accusative, clause_start, skip_time
from streams.language.quotations_build import make
from streams.language.quotations_infinitives import infinitive_word
from streams.language.quotations_scene import Found, Scene, Subject, Unit
from streams.language.quotations_times import over_time

_FRAMES = frozenset(("object", "infinitive", "clause", "about"))
_ENDS = frozenset((",", ";", ":", ".", "!", "…", "(", "–", "—"))
_ASIDE = 14
"""Tokens of a converb's phrase between the verb's time and its subject."""


def fronted_object(scene: Scene, unit: Unit, index: int, form: CueForm) -> Found | None:
    """`object, subject, verb, time` and `object, verb, time, (converb phrase,) subject`."""
    if form.form.tense not in ("past", "pres") or form.cue.names.isdisjoint(_FRAMES):
        return None
    first = clause_start(scene, unit, index)
    first = skip_time(scene, act_lexicon(scene.lexicon.language), first, index)
    if index - first < 2 or scene.in_direct(first):
        return None
    end = over_time(scene, index + 1, unit.last)
    if end > index + 1 and (end >= unit.last or scene.low[end] in _ENDS):
        subject = _before(scene, first, index, form)
        if subject is not None:
            last = with_role(scene, subject)
            return _made(scene, index, form, first, last, subject)
    subject = _after(scene, unit, index, form, end)
    return None if subject is None else _made(scene, index, form, first, index, subject)


def _made(scene: Scene, index: int, form: CueForm, first: int, last: int, subject: Subject) -> Found | None:
    passed = scene.lexicon.adverbs | scene.lexicon.negations
    while last > first and scene.low[last - 1] in passed:
        last -= 1
    if last <= first or any(scene.low[i] in _ENDS or scene.in_direct(i) for i in range(first, last)):
        return None
    asked = infinitive_word(scene, first)
    if scene.low[first] in scene.lexicon.prepositions or scene.words_between(first, last) < 2:
        return None
    if not asked and (not accusative(scene, first, last) or scene.finite_between(first, last)):
        return None
    found = make(scene, index, form, first, last, 0.55, "infinitive" if asked else "object")
    if found is not None:
        found.subject = subject
    return found


def with_object(scene: Scene, unit: Unit, found: Found) -> Found:
    """The infinitive with its object that opens the clause, where only a time follows it: "Санкції Брандт відмовився
    запроваджувати ще 3 травня"."""
    index, end = found.order, found.first + 1
    closes = over_time(scene, end, found.last)
    ends = closes >= found.last or scene.low[closes] in _ENDS
    if found.subject is None or closes == end or not ends or not infinitive_word(scene, found.first):
        return found
    first = clause_start(scene, unit, index)
    first = skip_time(scene, act_lexicon(scene.lexicon.language), first, index)
    last = min(index, with_role(scene, found.subject)) if found.subject.first > first else first
    opens = last - first > 1 and scene.low[first] not in scene.lexicon.prepositions
    if opens and accusative(scene, first, last) and not any(scene.low[i] in _ENDS for i in range(first, last)):
        found.first, found.last = first, end
    return found


def _before(scene: Scene, first: int, index: int, form: CueForm) -> Subject | None:
    """A person, body or pronoun right before the verb."""
    subject = find_subject(scene, index, form, first, index, after_first=False)
    if subject is None or subject.first <= first or not 0 <= index - subject.last <= 1:
        return None
    return subject if subject.mention is not None or subject.pronoun else None


def _after(scene: Scene, unit: Unit, index: int, form: CueForm, end: int) -> Subject | None:
    """A named subject that closes the clause, after the time, and after a converb's phrase if one follows it."""
    if end == index + 1:
        return None
    if end < unit.last and scene.low[end] == ",":
        if end + 1 >= unit.last or scene.verbal(end + 1) != "conv":
            return None
        comma = next((i for i in range(end + 2, min(unit.last, end + _ASIDE)) if scene.low[i] == ","), None)
        if comma is None:
            return None
        end = comma + 1
    if end >= unit.last or scene.mention_at[end] < 0:
        return None
    number = scene.mention_at[end]
    mention = scene.mentions[number]
    closes = mention.last >= unit.last or scene.low[mention.last] in _ENDS
    named = mention.type in ("PER", "ROLE") and (not mention.cases or "nom" in mention.cases)
    if not (closes and named and agrees(form, mention.gender, mention.number)):
        return None
    return mention_subject(scene, number, inverted=True)
