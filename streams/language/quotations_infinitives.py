"""Infinitives that a reporting verb governs: "called on them to act", "закликав зняти заборону"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.attribution_subjects import with_role
from streams.language.cues import CueForm, Frame
from streams.language.quotations_acts_evasion import EVASIONS
from streams.language.quotations_build import make, subject_of
from streams.language.quotations_clauses import after_dateline, clause_end
from streams.language.quotations_scene import DASHES, Found, Scene, Subject, Unit


def infinitive(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame, after: int) -> Found | None:
    """verb (…) infinitive phrase ("called on them to act").

    Args:
        after: the token at which the complement can start: the one after the verb, or after a time between.
    """
    low = scene.low
    lexicon = scene.lexicon
    if frame.particle is not None:
        after += 1
    limit = min(unit.last, after + 16)
    start = -1
    for position in range(after, limit):
        word = low[position]
        if (
            scene.in_direct(position)
            or word in (";", ":")
            or (scene.ends_sentence(position) and position + 1 >= unit.last)
        ):
            return None
        if scene.slavic:
            if word == "," and position + 1 < limit and low[position + 1] in lexicon.complementisers:
                return None
            if word in DASHES:
                return None
            if scene.is_word(position) and infinitive_word(scene, position):
                start = position
                break
            if scene.cues[position] is not None and scene.verbal(position) == "fin" and scene.mention_at[position] < 0:
                return None
        else:
            if word == "," and (position == after or low[min(position + 1, scene.size - 1)] in lexicon.conjunctions):
                return None
            if word == "to" and position + 1 < unit.last and base_verb(scene, position + 1, position > after):
                if low[position + 1] in EVASIONS and low[position + 2] in ("whether", "if"):
                    return None  # "declined to say whether": what is left open
                if form.cue.lemma in ("ask", "request") and position - after <= 1 and low[after] in ("to", "not"):
                    return None
                if frame.weak and position > after:
                    return None
                start = position
                break
            other = scene.cues[position]
            if other is not None and other.form.tense in ("past", "pres"):
                return None
    if start < 0:
        return None
    first = scene.skip(after, start, lexicon.adverbs - lexicon.determiners)
    last = _own_verb(scene, start + 1, clause_end(scene, first, unit.last, index))
    last = next((i for i in range(first, last) if low[i] == ";" and not scene.in_direct(i)), last)
    if last <= start:
        return None
    found = make(
        scene, index, form, first, last, 0.45 if frame.weak else 0.75, "infinitive-weak" if frame.weak else "infinitive"
    )
    if found is None:
        return None
    found.subject = subject_of(scene, unit, index, form, after)
    if scene.slavic and (
        found.subject is None
        or (found.subject.mention is not None and scene.mentions[found.subject.mention].type != "PER")
    ):
        # "закликав переглянути обмеження генсек …": the subject after the infinitive
        late = find_subject(scene, index, form, start + 1, min(unit.last, start + 6), after_first=True)
        if (
            late is not None
            and late.mention is not None
            and scene.mentions[late.mention].cases & {"nom"}
            and scene.mentions[late.mention].type == "PER"
        ):
            found.subject = late
            _without_subject(scene, unit, found, late, start)
    return found


def _own_verb(scene: Scene, first: int, last: int) -> int:
    """Where the phrase ends before a finite verb that goes on with the speaker: "offered talks, but named no date"."""
    low = scene.low
    but = ("а", "але", "проте", "однак", "но", "однако", "зато") if scene.slavic else ("but",)
    for index in range(first, last - 1):
        if low[index] not in but or (scene.slavic and low[index - 1] != ","):
            continue
        if not scene.slavic:
            after = scene.skip(index + 1, last, scene.lexicon.adverbs)
            past = after < last and any(
                r.verb_form == "fin" and r.tense == "past" for r in scene.morphology.readings(low[after])[:1]
            )
            if past:
                return index
            continue
        for position in range(index + 1, last):
            if low[position] == ",":
                break
            readings = scene.morphology.readings(low[position])[:1]
            if any(r.verb_form == "fin" and r.tense == "past" for r in readings):
                return index - 1
    return last


def _without_subject(scene: Scene, unit: Unit, found: Found, late: Subject, start: int) -> None:
    """End the phrase before a subject that closes it; "заборону закликав зняти генсек" takes its object along."""
    role = scene.mentions[late.mention].role_start if late.mention is not None else None
    begin = late.first
    while role is not None and begin > start + 1 and scene.tokens[begin - 1].start >= role:
        begin -= 1
    if scene.words_between(found.first, begin) >= 2:
        found.last = begin
        return
    first = found.order
    while first > unit.first and scene.is_word(first - 1) and found.order - first < 8:
        first -= 1
    if scene.words_between(first, begin) >= 3:
        found.first, found.last = first, begin


def fronted_infinitive(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """Ukrainian, Russian: infinitive phrase, verb, subject ("Зняти заборону закликав прем'єр")."""
    low = scene.low
    lexicon = scene.lexicon
    if frame.weak or form.form.tense not in ("past", "pres"):
        return None
    opens = first = after_dateline(scene, unit)
    passed = lexicon.conjunctions | lexicon.adverbs | lexicon.negations
    while first < index and low[first] in passed:
        first += 1
    if index - first < 2 or scene.in_direct(first):
        return None
    if not infinitive_word(scene, first):
        return _after_subject(scene, unit, index, form, first)
    if any(low[i] == ":" and scene.mark_at[i] < 0 for i in range(first, index)):
        return None
    if low[first - 1] in lexicon.negations and first > opens:
        first -= 1
    subject = find_subject(scene, index, form, index, unit.last, after_first=True)
    last = index
    if subject is None or not subject.inverted:
        # "Зняти заборону прем'єр відмовився"
        subject = find_subject(scene, index, form, first, index, after_first=False)
        if subject is None or subject.mention is None or not 0 <= index - subject.last <= 1:
            return None
        last = with_role(scene, subject)
    found = make(scene, index, form, first, last, 0.75, "infinitive")
    if found is not None:
        found.subject = subject
    return found


def _after_subject(scene: Scene, unit: Unit, index: int, form: CueForm, first: int) -> Found | None:
    """`X зняти заборону відмовляється`: subject, infinitive phrase, verb."""
    start = next((i for i in range(first, index - 1) if infinitive_word(scene, i)), None)
    if start is None or any(scene.low[i] in (",", ";", ":") for i in range(first, index)):
        return None
    if scene.finite_between(first, start) or scene.finite_between(start + 1, index):
        return None
    subject = find_subject(scene, index, form, first, start, after_first=False)
    if subject is None or (subject.mention is None and not subject.pronoun) or start - subject.last > 1:
        return None
    found = make(scene, index, form, start, index, 0.65, "infinitive")
    if found is not None:
        found.subject = subject
    return found


def infinitive_word(scene: Scene, position: int) -> bool:
    word = scene.low[position]
    if scene.lexicon.language == "uk":
        if not word.endswith(("ти", "тися", "тись")) or len(word) < 4:
            return False
    elif not word.endswith(("ть", "ться", "ти", "тись", "чь", "чься")) or len(word) < 4:
        return False
    if scene.can_be(position, "inf"):
        return True
    # a dictionary has some infinitives as finite forms without a tense ("відрізати")
    reading = scene.morphology.readings(word)[0]
    return scene.lexicon.language == "uk" and reading.pos == "VERB" and reading.tense is None


def base_verb(scene: Scene, position: int, addressed: bool = False) -> bool:
    word = scene.low[position]
    lexicon = scene.lexicon
    if (
        not scene.is_word(position)
        or word in lexicon.determiners
        or word in lexicon.prepositions
        or scene.mention_at[position] >= 0
    ):
        return False
    if word in ("be", "have", "do", "not", "never", "also") or scene.low[position].endswith("ly"):
        return True
    if word.endswith(("ing", "ed")) or scene.is_upper(position) or word in lexicon.pronouns:
        return word in ("bring", "need", "feed", "proceed", "speed", "succeed", "exceed", "sing", "ring")
    if addressed and not word.endswith("s"):
        return True
    readings = scene.morphology.readings(word)
    return any(r.pos in ("VERB", "AUX") for r in readings)
