"""Dictionary forms and grammatical features of single words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from schemas.base import Language


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word; features follow Universal Dependencies, with short case names."""

    lemma: str
    pos: str
    """NOUN, PROPN, VERB, ADJ, ADV, PRON, DET, NUM, ADP, CCONJ, SCONJ, PART, INTJ or X."""
    case: str | None = None
    """nom, gen, dat, acc, ins, loc, voc."""
    number: str | None = None
    """sing, plur."""
    gender: str | None = None
    """masc, fem, neut."""
    tense: str | None = None
    """past, pres, fut."""
    verb_form: str | None = None
    """fin, inf, part, conv."""
    person: int | None = None
    mood: str | None = None
    """ind, imp."""
    known: bool = True
    """The word is in the dictionary; else the reading is a guess."""


class Morphology(Protocol):
    """A morphological analyser of one language."""

    def readings(self, word: str, name: bool = False) -> tuple[Reading, ...]:
        """Every reading of `word`, likeliest first; never empty.

        Args:
            word: one word, in any case.
            name: the word is known to be (part of) a person's name: its readings as a name come first, and forms of
                names that no dictionary has are guessed from their endings.
        """

    def lemma(self, word: str, name: bool = False) -> str:
        """The likeliest dictionary form, in lower case."""


@cache
def morphology(language: Language) -> Morphology:
    """The analyser of `language`, made once per process. Its own word cache is bounded."""
    if language == "en":
        from streams.language.morphology_en import EnglishMorphology

        return EnglishMorphology()
    from streams.language.morphology_slavic import make_analyser

    return make_analyser(language)
