"""Reports that no cue of the lexicon marks: unknown verbs with a complement, colons, hearsay, free indirect speech.

A sentence that goes on with what a speaker said, with no cue of its own, is free indirect speech (Banfield 1982;
Semino and Short 2004 annotate it in news). English marks it by backshifted modals, Ukrainian and Russian by modal
predicates and by particles of hearsay. Such readings are unsure, so they fill only sentences that nothing else covers.
"""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues import Cue, CueForm
from streams.language.cues_forms import Form
from streams.language.quotations_build import make
from streams.language.quotations_clauses import DAYS, clause_end
from streams.language.quotations_inverted import PREDICATES, inverted_report
from streams.language.quotations_judgements import judgement
from streams.language.quotations_open_words import (
    OPEN_FRAME,
    OpenWords,
    can_speak,
    finite_verb,
    last_verb,
    open_words,
)
from streams.language.quotations_scene import PARTING, Found, Harvest, Scene, Subject, Unit
from streams.language.quotations_viewpoints import acceptable

_NEAR = 6
"""Tokens between an unknown verb and its complementiser."""
_SHORTEST = 3
"""Words of the shortest report."""
_RUN = 2
"""Sentences of free indirect speech after one report."""


def find_open(scene: Scene, harvest: Harvest) -> None:
    """Add reports to sentences that no quotation covers yet."""
    words = open_words(scene.lexicon.language)
    covered = _covered(scene, harvest)
    last_in: dict[int, Found] = {}
    for one in harvest.found:
        if one.kind != "direct" and not one.drop and one.cue is not None:
            held = last_in.get(scene.unit_at[one.order])
            if held is None or one.last > held.last:
                last_in[scene.unit_at[one.order]] = one
    run = 0
    for number, unit in enumerate(scene.units):
        if unit.speech and number in covered:
            more = _after_colon(scene, unit, last_in.get(number))
            if more is not None:
                harvest.found.append(more)
        if not unit.speech or number in covered:
            run = 0
            continue
        found = (
            judgement(scene, unit)
            or acceptable(scene, unit)
            or _complement(scene, unit, words)
            or _before_colon(scene, unit, words)
            or _colon(scene, unit, words)
            or _hearsay(scene, unit, words)
            or inverted_report(scene, unit, words)
        )
        if found is not None:
            more = _after_colon(scene, unit, found)
            if more is not None:
                harvest.found.append(more)
            run = 0
        elif run < _RUN and _after_report(scene, number, covered):
            found = _free(scene, unit, words)
            run = run + 1 if found is not None else 0
        if found is not None:
            harvest.found.append(found)
            covered.add(number)


def _covered(scene: Scene, harvest: Harvest) -> set[int]:
    covered: set[int] = set()
    for one in harvest.found:
        if not one.drop:
            covered.update(range(scene.unit_at[one.first], scene.unit_at[min(one.last, scene.size) - 1] + 1))
            covered.add(scene.unit_at[one.order])
    return covered


def _after_report(scene: Scene, number: int, covered: set[int]) -> bool:
    """Whether the sentence before, in the same paragraph, reports somebody."""
    return number > 0 and number - 1 in covered and scene.units[number - 1].paragraph == scene.units[number].paragraph


def _complement(scene: Scene, unit: Unit, words: OpenWords) -> Found | None:
    """verb that is in no lexicon, complementiser, clause ("рассудил, что …", "moved that …")."""
    low = scene.low
    that = ("that",) if not scene.slavic else ("що", "что")
    for index in range(unit.first + 1, unit.last - 2):
        if low[index] not in that or scene.mark_at[index] >= 0:
            continue
        if scene.slavic and low[index - 1] != ",":
            continue
        verb = _governor(scene, unit, index - scene.slavic, words)
        if verb is None:
            continue
        position, form = verb
        subject = find_subject(scene, position, form, unit.first, index, after_first=False)
        if not can_speak(scene, subject):
            continue
        last = clause_end(scene, index + 1, unit.last, position)
        found = make(scene, position, form, index + 1, last, 0.55, "open")
        if found is not None and _clause(scene, index + 1, last):
            found.subject = subject
            return found
    return None


def _governor(scene: Scene, unit: Unit, end: int, words: OpenWords) -> tuple[int, CueForm] | None:
    """The verb before a complementiser, over its subject or an addressee."""
    if not scene.slavic:
        return _english_governor(scene, unit, end, words)
    for position in range(end - 1, max(unit.first, end - _NEAR) - 1, -1):
        if scene.low[position] in (",", ":", ";") or scene.low[position] in scene.lexicon.relatives:
            return None
        form = finite_verb(scene, position)
        if form is not None:
            silent = form.cue.lemma in words.silent or (scene.cues[position] is not None and "clause" in form.cue.names)
            return None if silent else (position, form)
        if not (
            scene.mention_at[position] >= 0
            or scene.low[position] in scene.lexicon.pronouns
            or scene.low[position] in scene.lexicon.heads
            or scene.low[position] in scene.lexicon.adverbs
        ):
            return None
    return None


_SIDES = frozenset(("против", "проти", "за"))
_ALSO = frozenset(("и", "і", "й", "та", "был", "была", "были", "був", "була", "були"))
_NONE = frozenset(("немає", "нема", "нет"))
_MODALS = frozenset(
    (
        *(
            "will",
            "would",
            "should",
            "must",
            "ought",
            "cannot",
            "can",
            "could",
            "shall",
            "won’t",
            "wouldn’t",
            "mustn’t",
        ),
        *("shouldn’t", "couldn’t", "can’t", "need", "needs"),
    )
)
_LET_KNOWN = ("let", "it", "be", "known")


def _english_governor(scene: Scene, unit: Unit, end: int, words: OpenWords) -> tuple[int, CueForm] | None:
    """`moved that`, `could only report that`, `let it be known on Monday that`."""
    low = scene.low
    position = end - 1
    while position > unit.first + 3 and low[position] in DAYS | {"on"}:
        position -= 1
    if tuple(low[max(unit.first, position - 3) : position + 1]) == _LET_KNOWN:
        return position - 3, CueForm(Cue("let", (OPEN_FRAME,), frozenset(("clause",)), weak=True), Form("let", "past"))
    held = scene.lexicon.table.get(low[position])
    if position > unit.first + 2 and low[position - 1] == "only" and held is not None and held.form.tense == "inf":
        limited = low[position - 2] in ("could", "would", "can", "will") and "clause" in held.cue.names
        return (position, held) if limited else None
    form = finite_verb(scene, position)
    if (
        form is None
        or form.cue.lemma in words.silent
        or (scene.cues[position] is not None and "clause" in form.cue.names)
    ):
        return None
    return position, form


def _colon(scene: Scene, unit: Unit, words: OpenWords) -> Found | None:
    """`Name in a place: clause`, `verb, noun that announces: clause` ("reached a conclusion: …")."""
    low = scene.low
    colon = next((i for i in range(unit.first + 1, unit.last - _SHORTEST) if low[i] == ":"), None)
    if colon is None or scene.mark_at[colon] >= 0 or scene.tokens[colon + 1].kind not in ("word", "number", "quote"):
        return None
    last = clause_end(scene, colon + 1, unit.last, None)
    if scene.words_between(colon + 1, last) < _SHORTEST or not _clause(scene, colon + 1, last):
        return None
    if any(scene.mark_at[i] >= 0 and scene.in_direct(i) for i in range(unit.first, last)):
        return None
    hears = low[colon + 1] in words.hearsay or any(low[i] in words.hearsay for i in range(colon, last))
    verb = last_verb(scene, unit.first, colon) if scene.slavic else _first_verb(scene, unit.first, colon)
    mannered = any(low[i] in words.manner for i in range(max(unit.first, colon - _NEAR), colon))
    if verb is None:
        return _headline(scene, unit, colon, last, mannered=mannered)
    announced = mannered or any(low[i] in words.topics for i in range(unit.first, colon))
    position, form = verb
    held = (scene.slavic or _plainly_verb(scene, position)) and _timeless(scene, colon + 1, last)
    if not (announced or hears or scene.cues[position] is not None or held):
        return None
    subject = find_subject(scene, position, form, unit.first, colon, after_first=False)
    if not can_speak(scene, subject):
        return None
    found = make(scene, position, form, colon + 1, last, 0.5, "open")
    if found is not None:
        found.subject = subject
        found.think = False
    return found


def _before_colon(scene: Scene, unit: Unit, words: OpenWords) -> Found | None:
    """`Clause, verb speaker: clause`: the report before the verb, which goes on after the colon."""
    found = inverted_report(scene, unit, words)
    if found is None or found.subject is None:
        return None
    after = found.subject.last
    return found if after < unit.last and scene.low[after] == ":" else None


def _plainly_verb(scene: Scene, index: int) -> bool:
    """Whether an English word is a verb before it is anything else."""
    if not scene.is_word(index) or scene.mention_at[index] >= 0:
        return False
    return scene.verbal(index) == "fin" and scene.morphology.readings(scene.low[index])[0].pos in ("VERB", "AUX")


def _first_verb(scene: Scene, first: int, last: int) -> tuple[int, CueForm] | None:
    """The verb of an English sentence's main clause; "room" and "ground" behind it are none."""
    for index in range(first, last):
        form = finite_verb(scene, index) if _plainly_verb(scene, index) else None
        if form is not None:
            return index, form
    return last_verb(scene, first, last)


def _timeless(scene: Scene, first: int, last: int) -> bool:
    """A clause in no past tense, so that it is no account of what happened but what is held; in English one whose verb
    a modal opens."""
    if not scene.slavic:
        verbs = (i for i in range(first, last) if scene.low[i] in _MODALS or _plainly_verb(scene, i))
        return scene.low[next(verbs, first)] in _MODALS
    past = any(
        r.tense == "past" and r.verb_form == "fin"
        for i in range(first, last)
        if scene.tokens[i].kind == "word" and scene.mention_at[i] < 0
        for r in scene.morphology.readings(scene.low[i])[:1]
    )
    return not past


def _clause(scene: Scene, first: int, last: int) -> bool:
    """Whether the words hold a finite verb, or a negated predicate ("зараз не час")."""
    if scene.slavic and scene.low[first] in ("це", "это"):
        return True
    return scene.finite_between(first, last) or (
        scene.slavic and any(scene.low[i] in scene.lexicon.negations | _NONE | PREDICATES for i in range(first, last))
    )


def _after_colon(scene: Scene, unit: Unit, before: Found | None) -> Found | None:
    """A clause after a colon where the sentence has reported its speaker already: the report goes on."""
    if before is None or before.cue is None or before.subject is None:
        return None
    first = max(before.last, before.cue[1])
    colon = next((i for i in range(first, unit.last - _SHORTEST) if scene.low[i] == ":"), None)
    if colon is None or colon - first > 12 or scene.mark_at[colon] >= 0:
        return None
    last = clause_end(scene, colon + 1, unit.last, None)
    if scene.words_between(colon + 1, last) < _SHORTEST or not _clause(scene, colon + 1, last):
        return None
    if any(scene.in_direct(i) for i in range(colon, last)) or (scene.slavic and not _timeless(scene, colon + 1, last)):
        return None
    found = make(scene, before.cue[0], _known_form(scene, before.cue[0]), colon + 1, last, 0.5, "open")
    if found is not None:
        found.subject, found.same_as, found.order = before.subject, before, colon
    return found


def _known_form(scene: Scene, index: int) -> CueForm:
    held = scene.cues[index]
    return held or CueForm(
        Cue(scene.low[index], (OPEN_FRAME,), frozenset(("clause",)), weak=True), Form(scene.low[index], "past")
    )


def _headline(scene: Scene, unit: Unit, colon: int, last: int, *, mannered: bool) -> Found | None:
    """`Name, in a place: clause`, `Против и Name: clause`, `Name was blunt: clause`.

    The name opens the sentence, and no verb stands before the colon but one that tells how the person spoke.
    """
    first = unit.first
    while first < colon and scene.tokens[first].kind in ("punct", "dash"):
        first += 1
    if scene.low[first] in _SIDES:
        first += 1
        while first < colon and (scene.low[first] in _ALSO or scene.low[first] in scene.lexicon.adverbs):
            first += 1
    number = scene.mention_at[first]
    if number < 0 or colon - first > 12 or (not mannered and scene.finite_between(scene.mentions[number].last, colon)):
        return None
    mention = scene.mentions[number]
    if mention.type not in ("PER", "ROLE", "ORG") or (mention.cases and "nom" not in mention.cases):
        return None
    found = Found(colon + 1, last, "indirect", 0.6, "colon", order=colon, frame="open")
    found.subject = Subject(mention.first, mention.last, number, mention.gender, mention.number)
    return found


def _hearsay(scene: Scene, unit: Unit, words: OpenWords) -> Found | None:
    """A sentence with a particle of hearsay: the words of who is its subject, or of who spoke before."""
    if not words.hearsay:
        return None
    index = next((i for i in range(unit.first, unit.last) if scene.low[i] in words.hearsay), None)
    if index is None or any(scene.mark_at[i] >= 0 and scene.in_direct(i) for i in range(unit.first, unit.last)):
        return None
    comma = index - 1 if index > unit.first and scene.low[index - 1] in PARTING else None
    if comma is not None and scene.finite_between(unit.first, comma):
        verb = last_verb(scene, unit.first, comma)
        subject = None
        if verb is not None:
            subject = find_subject(scene, verb[0], verb[1], unit.first, comma, after_first=False)
        if not can_speak(scene, subject):
            return None
        found = Found(index + 1, unit.last, "indirect", 0.5, order=index, subject=subject, frame="open")
        return found if scene.words_between(found.first, found.last) >= _SHORTEST else None
    found = Found(unit.first, unit.last, "indirect", 0.5, "continued", order=unit.first, focus=True, frame="open")
    return found if scene.words_between(found.first, found.last) >= _SHORTEST else None


def _free(scene: Scene, unit: Unit, words: OpenWords) -> Found | None:
    """Free indirect speech: a modal of what should be, and no other person who says or does it."""
    low = scene.low
    modal = next((i for i in range(unit.first, unit.last) if low[i] in words.backshift), None)
    if modal is None or any(scene.tokens[i].kind == "quote" for i in range(unit.first, unit.last)):
        return None
    for index in range(unit.first, unit.last):
        number = scene.mention_at[index]
        if number >= 0:
            mention = scene.mentions[number]
            agent = mention.type in ("PER", "ROLE") and (not mention.cases or "nom" in mention.cases)
            if agent and (scene.slavic or index < modal):
                return None
        form = scene.cues[index]
        if form is not None and form.form.tense in ("past", "pres") and not form.cue.weak:
            return None
    found = Found(unit.first, unit.last, "indirect", 0.45, "continued", order=unit.first, focus=True, frame="free")
    return found if scene.words_between(unit.first, unit.last) >= _SHORTEST else None
