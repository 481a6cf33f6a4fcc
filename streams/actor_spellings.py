"""Actors under spellings that the catalogue does not have: "Энтони Албаниз" is Anthony Albanese.

Newspapers write foreign names by ear, each in its own way, so that vowels vary and consonants hold. Names of one
language are compared by a phonetic key in the manner of Soundex (Russell 1918): the first letter and the consonants of
the given name and of the surname, double ones as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from schemas.base import Language
from streams.actor_models import Actor

_UNHEARD = str.maketrans("ґх", "гг", "aeiouyаеиоуыэюяіїєёйьъ’'ʼ-.")
"""Vowels and signs are left out; г, ґ and х are written for one another."""
_SAME = str.maketrans("ґхё", "гге", "’'ʼьъ.")
_TWICE = re.compile(r"(.)\1+")
_SHORTEST = 3
"""Consonants of the shortest surname that its vowels need not tell apart from others."""
_LIKENESS = 80.0
"""Similarity (percent) of the whole names from which one is a spelling of the other."""
_SURE = 88.0
"""The same where the surname has too few consonants to tell much."""
_JUNIOR = ("-молодший", "-младший", " молодший", " младший", " jr.", " jr")
"""What newspapers write behind the surname of somebody's son."""


class Spellings:
    """The persons of a catalogue by the sound of their names in one language.

    Args:
        actors: the catalogue's actors, of any kind.
        language: of the names.
    """

    def __init__(self, actors: Sequence[Actor], language: Language) -> None:
        self._known: dict[tuple[str, str], list[tuple[str, Actor]]] = {}
        for actor in actors:
            if actor.kind != "person":
                continue
            for name in actor.names.get(language, ()):
                lower = _plain(name)
                key = _key(lower)
                if key is not None:
                    self._known.setdefault(key, []).append((lower.translate(_SAME), actor))

    def find(self, name: str, gender: str | None = None) -> Actor | None:
        """The one person whose given name and surname sound like `name`; None for nobody, or more than one.

        Args:
            name: given name first.
            gender: of the one who is looked for, if known.
        """
        lower = _plain(name)
        key = _key(lower)
        known = self._known.get(key) if key is not None else None
        if not known:
            return None
        heard = lower.translate(_SAME)
        short = len(lower.rpartition(" ")[2].translate(_UNHEARD)) < _SHORTEST
        least = _SURE if short else _LIKENESS
        like = {
            actor.id: actor
            for spelt, actor in known
            if fuzz.ratio(heard, spelt) >= least and (not gender or not actor.gender or gender == actor.gender)
        }
        return next(iter(like.values())) if len(like) == 1 else None


def _plain(name: str) -> str:
    """The name in lower case, without "junior"."""
    lower = name.lower()
    for ending in _JUNIOR:
        lower = lower.removesuffix(ending)
    return lower


def _key(lower: str) -> tuple[str, str] | None:
    """The key of a name in lower case; None for a single word, or one of which hardly a consonant is left."""
    given, _, rest = lower.partition(" ")
    surname = rest.rpartition(" ")[2]
    if not surname or not surname.translate(_UNHEARD) or len(lower.translate(_UNHEARD)) <= _SHORTEST:
        return None
    return _heard(given), _heard(surname)


def _heard(word: str) -> str:
    return _TWICE.sub(r"\1", word[0].translate(_SAME) + word[1:].translate(_UNHEARD))
