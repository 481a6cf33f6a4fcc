"""Words of reports that no cue of the lexicon marks, and what can be the verb and the speaker of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from schemas.base import Language
from streams.language.cues import Cue, CueForm, Frame, phrase_table
from streams.language.cues_forms import Form
from streams.language.quotations_scene import Scene, Subject
from streams.safe_yaml import safe_load

OPEN_FRAME = Frame("clause", weak=True)
"""The construction of a verb that is in no lexicon."""


@dataclass(frozen=True, slots=True)
class OpenWords:
    """Closed word classes that mark reports without a reporting verb; see seeds/lexicons/open_reports.yaml."""

    silent: frozenset[str]
    topics: frozenset[str]
    hearsay: frozenset[str]
    backshift: frozenset[str]
    such: frozenset[str]
    answers: frozenset[str]
    manner: frozenset[str]
    so: frozenset[str]
    words: dict[str, tuple[tuple[str, ...], ...]]


@lru_cache(maxsize=4)
def open_words(language: Language) -> OpenWords:
    """The word classes of one language, read once per process."""
    data = safe_load(files("seeds").joinpath("lexicons", "open_reports.yaml").read_text("utf-8"))[language]

    def words(key: str) -> frozenset[str]:
        held = data[key]
        return frozenset(held if isinstance(held, list) else held.split())

    return OpenWords(
        words("silent"),
        words("topics"),
        words("hearsay"),
        words("backshift"),
        words("such"),
        words("answers"),
        words("manner"),
        words("so"),
        phrase_table(data["words"]),
    )


def finite_verb(scene: Scene, index: int) -> CueForm | None:
    """The word as a finite verb of the third person, whatever it means."""
    if scene.tokens[index].kind != "word" or scene.mention_at[index] >= 0:
        return None
    held = scene.cues[index]
    if held is not None:
        return held if held.form.tense in ("past", "pres") else None
    word = scene.low[index]
    if word in scene.lexicon.auxiliaries or word in scene.lexicon.prepositions or word in scene.lexicon.adverbs:
        return None
    for reading in scene.morphology.readings(word)[:2]:
        if (
            reading.pos == "VERB"
            and reading.verb_form == "fin"
            and reading.person in (None, 3)
            and reading.mood != "imp"
        ):
            form = Form(word, "past" if reading.tense == "past" else "pres", reading.gender, reading.number)
            return CueForm(Cue(reading.lemma, (OPEN_FRAME,), frozenset(("clause",)), weak=True), form)
    return None


def last_verb(scene: Scene, first: int, last: int) -> tuple[int, CueForm] | None:
    """The last finite verb among the tokens, whatever it means."""
    for index in range(last - 1, first - 1, -1):
        form = finite_verb(scene, index)
        if form is not None:
            return index, form
    return None


def can_speak(scene: Scene, subject: Subject | None) -> bool:
    """Whether the subject can be held to its words: a person, role or body, or a pronoun for one."""
    if subject is None or (subject.pronoun and subject.head in scene.lexicon.first_second and subject.head):
        return False
    if subject.mention is not None:
        return scene.mentions[subject.mention].type in ("PER", "ROLE", "ORG")
    return subject.pronoun and subject.gender in ("masc", "fem", None)
