"""Phrases that tell what was said: a prepositional or noun phrase that a reporting verb governs, or its topic."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.attribution_subjects import with_role
from streams.language.cues import CueForm, Frame
from streams.language.quotations_build import make, subject_of
from streams.language.quotations_clauses import DAYS, PARTICLES, clause_end
from streams.language.quotations_fronted_objects import fronted_object
from streams.language.quotations_scene import DASHES, Found, Scene, Unit
from streams.language.quotations_times import over_time
from streams.language.quotations_turns import turn

_ON_VERBS = frozenset(
    (
        "наголосити",
        "наголошувати",
        "акцентувати",
        "наполягати",
        "наполягти",
        "натякати",
        "натякнути",
        "настаивать",
        "настоять",
        "акцентировать",
        "указать",
        "указывать",
        "намекать",
        "намекнуть",
        "вказати",
        "вказувати",
    )
)
_ABOUT = frozenset(("про", "о", "об", "обо"))


def about(scene: Scene, unit: Unit, index: int, form: CueForm, frame: Frame) -> Found | None:
    """verb, preposition, what it is about ("наголосив на необхідності …")."""
    low = scene.low
    lexicon = scene.lexicon
    limit = min(unit.last, index + 8)
    start = -1
    for position in range(index + 1, limit):
        word = low[position]
        if scene.tokens[position].kind == "punct":
            break
        if word in frame.only or (
            not frame.only and (word in _ABOUT or (word == "на" and form.cue.lemma in _ON_VERBS))
        ):
            start = position
            break
    if start < 0 and scene.slavic and not frame.only:
        return _topic(scene, unit, index, form)
    if start < 0 or start + 1 >= unit.last:
        return None
    if scene.phrase(lexicon.about_it, start, unit.last):
        return None
    last = clause_end(scene, start, unit.last, index)
    if frame.only:
        last = _before_turn(scene, start, last, form)
    if scene.words_between(start, last) < 3:
        return None
    found = make(scene, index, form, start, last, 0.5, "about")
    if found is not None:
        found.subject = subject_of(scene, unit, index, form, start)
    return found


def _before_turn(scene: Scene, first: int, last: int, form: CueForm) -> int:
    """Where the phrase ends before a turn to another time: "виступав проти позики, а в понеділок підтримав її"."""
    for index in range(first + 1, last - 1):
        if scene.low[index] in (",", ";") and turn(scene, index + 1, last, form, report=False) >= 0:
            return index
    return last


def _topic(scene: Scene, unit: Unit, index: int, form: CueForm) -> Found | None:
    """`О готовности передать документы сообщил X`: the topic opens the sentence, the subject follows the verb."""
    low = scene.low
    lexicon = scene.lexicon
    first = unit.first
    if (
        low[first] not in _ABOUT
        or scene.phrase(lexicon.about_it, first, index)
        or low[first + 1] in ("це", "это", "том", "те")
    ):
        return None
    if scene.words_between(first, index) < 4 or any(
        low[i] in (",", ";", ":") or low[i] in DASHES or scene.in_direct(i) for i in range(first, index)
    ):
        return None
    subject = find_subject(scene, index, form, index, unit.last, after_first=True)
    last = index
    if subject is None or not subject.inverted:
        # "О намерении взять паузу X рассказал журналистам": the subject right before the verb
        subject = find_subject(scene, index, form, first, index, after_first=False)
        if subject is None or subject.mention is None or scene.mentions[subject.mention].type != "PER":
            return None
        last = with_role(scene, subject)
        if index - subject.last > 1 or scene.words_between(first, last) < 3:
            return None
    told = (i for i in range(first, last) if scene.cues[i] is None or not scene.can_be(i, "inf"))
    if any(scene.finite_between(i, i + 1) for i in told):
        return None
    found = make(scene, index, form, first, last, 0.5, "about")
    if found is not None:
        found.subject = subject
    return found


def _object_end(scene: Scene, first: int, last: int) -> int:
    """A noun phrase ends at the first comma or semicolon outside marks and brackets, or at "but" and a time."""
    depth = 0
    for index in range(first + 1, last):
        word = scene.low[index]
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
        elif (
            (word in (",", ":", ";") or (word in _CONTRASTS and _timed(scene, index + 1)))
            and depth == 0
            and (scene.mark_at[index] < 0 or scene.marks[scene.mark_at[index]].open < first)
        ):
            return index
    return last


_CONTRASTS = frozenset(("but", "yet"))
_ON = frozenset(("on", "in", "this", "last"))


def _timed(scene: Scene, index: int) -> bool:
    """Whether a day or "now" stands there: "opposed the loan but on Monday backed it"."""
    word = scene.low[index] if index < scene.size else ""
    following = scene.low[index + 1] if index + 1 < scene.size else ""
    return word in ("now", "today") or (word in _ON and (following in DAYS or following[:1].isdigit()))


_OBJECTS = frozenset(
    ("it", "him", "her", "them", "this", "that", "його", "її", "їх", "це", "его", "её", "ее", "их", "это")
)


def _labelled(scene: Scene, start: int, last: int, name: str) -> bool:
    """Whether a pronoun is an object that is then named something: "called it a mistake", "hailed it as a victory"."""
    if scene.low[start] not in _OBJECTS or start + 1 >= last:
        return False
    after = scene.low[start + 1]
    if after == "as" or scene.tokens[start + 1].kind == "quote":
        return True
    return name == "label" and scene.is_word(start + 1) and after not in scene.lexicon.prepositions


def sees(scene: Scene, unit: Unit, index: int, form: CueForm) -> Found | None:
    """`sees the deal as a trap`, `sees in it a trap`, `вбачає в угоді пастку`: what something is taken for."""
    low = scene.low
    start = index + 1
    while start < unit.last and low[start] in scene.lexicon.adverbs:
        start += 1
    last = _object_end(scene, start, clause_end(scene, start, unit.last, index)) if start < unit.last else start
    if last - start < 3:
        return None
    if scene.slavic:
        if low[start] not in ("в", "у", "во") or not _taken_for(scene, start + 1, last):
            return None
    else:
        through = low[start] == "in" and any(low[i] in ("a", "an", "the") for i in range(start + 2, last))
        taken = any(low[i] == "as" and _named_as(scene, i + 1) for i in range(start + 1, min(last - 1, start + 12)))
        if not (taken or (through and form.cue.lemma == "see")) or low[start] in scene.lexicon.prepositions - {"in"}:
            return None
    found = make(scene, index, form, start, last, 0.45, "label")
    if found is None:
        return None
    found.subject = subject_of(scene, unit, index, form, index + 1 if not scene.slavic else start)
    return None if found.subject is not None and found.subject.first >= start else found


def _named_as(scene: Scene, index: int) -> bool:
    """Whether a noun or adjective follows "as": not "as soon as", "as he came"."""
    word = scene.low[index]
    if word in scene.lexicon.determiners or word in ("part", "proof", "evidence", "nothing"):
        return True
    if word in scene.lexicon.pronouns or word in scene.lexicon.adverbs or word in ("soon", "well", "long", "far"):
        return False
    return scene.morphology.readings(word)[0].pos in ("NOUN", "ADJ")


def _taken_for(scene: Scene, first: int, last: int) -> bool:
    """Whether a noun in the accusative follows the one that the preposition governs."""
    nouns = 0
    for index in range(first, last):
        if scene.tokens[index].kind != "word":
            continue
        readings = scene.morphology.readings(scene.low[index])[:4]
        if scene.mention_at[index] >= 0 or readings[0].pos == "NOUN":
            located = any(r.case == "loc" for r in readings)
            if nouns and scene.mention_at[index] < 0 and any(r.case == "acc" for r in readings):
                return True
            nouns += located or scene.mention_at[index] >= 0
    return False


def _instrumental(scene: Scene, first: int, last: int) -> bool:
    """Whether a word of the phrase is in the instrumental and does not depend on a preposition."""
    for index in range(first, last):
        before = scene.low[index - 1]
        if scene.tokens[index].kind != "word" or before in scene.lexicon.prepositions:
            continue
        if any(
            r.case == "ins" and r.pos in ("NOUN", "ADJ", "VERB")
            for r in scene.morphology.readings(scene.low[index])[:2]
        ):
            return True
    return False


def noun_phrase(
    scene: Scene, unit: Unit, index: int, form: CueForm, name: str, frame: Frame, start: int
) -> Found | None:
    """verb, noun phrase ("засудив напад").

    Args:
        start: the token at which the phrase can start: the one after the verb, or after a time between.
    """
    low = scene.low
    lexicon = scene.lexicon
    if frame.particle is not None:
        start += 1
    start = scene.skip(start, unit.last, lexicon.adverbs)
    if start >= unit.last or not (scene.is_word(start) or scene.tokens[start].kind == "quote"):
        return None
    timed = over_time(scene, start, unit.last) if scene.slavic else start
    if timed > start and (timed >= unit.last or not scene.is_word(timed)):
        return fronted_object(scene, unit, index, form)
    if timed > start and low[timed] not in lexicon.prepositions and low[timed] not in lexicon.complementisers:
        start = timed  # "відкинула в березні санкції"
    word = low[start]
    if (
        word in lexicon.prepositions
        or word in lexicon.conjunctions
        or word in lexicon.complementisers
        or (word in lexicon.pronouns and not _labelled(scene, start, unit.last, name))
    ):
        return None
    if word in PARTICLES:
        return None
    if (
        word in ("him", "her", "them", "it", "себе", "себя", "його", "її", "их", "їх", "его", "ее")
        and start + 1 < unit.last
    ) and (
        low[start + 1] in lexicon.prepositions
        and name != "label"
        and form.cue.lemma
        not in (
            "accuse",
            "звинуватити",
            "звинувачувати",
            "обвинуватити",
            "обвинувачувати",
            "обвинить",
            "обвинять",
        )
    ):
        return None
    if scene.slavic and low[start] in ("про", "о", "об"):
        return None
    last = _object_end(scene, start, clause_end(scene, start, unit.last, index))
    quoted = any(scene.tokens[i].kind == "quote" for i in range(start, last))
    few = 2 if quoted or word in _OBJECTS else 3
    if scene.words_between(start, last) < (few if name == "label" else 2):
        return None
    if frame.instrumental and not _instrumental(scene, start, last):
        return None
    found = make(scene, index, form, start, last, 0.45, name)
    if found is None:
        return None
    found.subject = subject_of(scene, unit, index, form, index + 1 if not scene.slavic else start)
    if found.subject is not None and found.subject.first >= start:
        return None
    return found
