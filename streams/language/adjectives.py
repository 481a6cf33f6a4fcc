"""Forms of Ukrainian and Russian adjectives, and how to tell one from a noun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from schemas.base import Language
from streams.language.document import Gender, Number

CASES: Final = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")
ALL_CASES: Final = frozenset(CASES)


@dataclass(frozen=True, slots=True)
class Inflected:
    """A word in all its forms."""

    forms: tuple[tuple[str, frozenset[str]], ...]
    """Form, as spelt, and the cases that it can stand in."""
    number: Number = "sing"
    gender: Gender | None = None
    """Grammatical gender; none: plural or not known."""


@lru_cache(maxsize=50_000)
def fixed(word: str) -> Inflected:
    """`word` as one that does not inflect: its form tells no case."""
    return Inflected(((word, ALL_CASES),))


def merged(pairs: list[tuple[str, set[str]]]) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each form once, with the cases of all its entries."""
    cases: dict[str, set[str]] = {}
    for form, more in pairs:
        cases.setdefault(form, set()).update(more)
    return tuple((form, frozenset(found)) for form, found in cases.items())


# ending of the nominative: gender, endings of genitive, dative, accusative ("": see `_adjective`), instrumental,
# locative
_UK: Final = {
    "ий": ("masc", "ого", "ому", "", "им", "ому/ім"),
    "ій": ("masc", "ього", "ьому", "", "ім", "ьому/ім"),
    "а": ("fem", "ої", "ій", "у", "ою", "ій"),
    "я": ("fem", "ьої", "ій", "ю", "ьою", "ій"),
    "е": ("neut", "ого", "ому", "", "им", "ому/ім"),
    "є": ("neut", "ього", "ьому", "", "ім", "ьому/ім"),
    "і": ("plur", "их", "им", "", "ими", "их"),
}
_RU: Final = {
    "ый": ("masc", "ого", "ому", "", "ым", "ом"),
    "ой": ("masc", "ого", "ому", "", "ым/им", "ом"),
    "ий": ("masc", "его", "ему", "", "им", "ем"),
    "ая": ("fem", "ой", "ой", "ую", "ой/ою", "ой"),
    "яя": ("fem", "ей", "ей", "юю", "ей/ею", "ей"),
    "ое": ("neut", "ого", "ому", "", "ым/им", "ом"),
    "ее": ("neut", "его", "ему", "", "им", "ем"),
    "ые": ("plur", "ых", "ым", "", "ыми", "ых"),
    "ие": ("plur", "их", "им", "", "ими", "их"),
}
_RU_VELAR: Final = ("masc", "ого", "ому", "", "им", "ом")
"""After к, г, х: немецкий."""

_UK_FEM: Final = tuple(
    [
        "ська",
        "цька",
        "зька",
        "вна",
        "льна",
        "нна",
        "чна",
        "йна",
        "жна",
        "дна",
        "рна",
        "тна",
        "сна",
        "зна",
        "она",
        "ена",
        "ина",
        "ова",
        "ева",
        "єва",
        "іва",
        "лика",
        "ча",
        "ша",
        "ня",
    ]
)
_UK_FEM_NOUNS: Final = ("сторона", "країна", "україна", "дружина", "основа", "молдова")
_RU_NEUT_NOUNS: Final = ("ние", "тие", "вие", "рие", "лие")


def adjective(word: str, language: Language, animate: bool = False) -> Inflected:
    """An adjective, given in the nominative of the gender and number that it stands in, in all forms of that gender."""
    return fixed(word) if language == "en" else _adjective(word, language, animate)


@lru_cache(maxsize=20_000)
def _adjective(word: str, language: Language, animate: bool) -> Inflected:
    lower = word.lower()
    for length in (2, 1):
        ending = lower[-length:]
        found = (_UK if language == "uk" else _RU).get(ending)
        if found is None or len(word) < length + 2:
            continue
        if ending == "ий" and language == "ru" and lower[-3] in "гкх":
            found = _RU_VELAR
        kind, *endings = found
        stem = word[:-length]
        pairs: list[tuple[str, set[str]]] = [(word, {"nom", "voc"})]
        for case, variants in zip(("gen", "dat", "acc", "ins", "loc"), endings, strict=True):
            if case == "acc" and not variants:
                # like the genitive where it stands with what lives, like the nominative elsewhere
                if not (kind == "masc" and animate):
                    pairs.append((word, {"acc"}))
                if kind == "plur" or (kind == "masc" and animate):
                    pairs.append((stem + endings[0], {"acc"}))
                continue
            pairs += [(stem + variant, {case}) for variant in variants.split("/")]
        gender: Gender | None = None if kind == "plur" else kind  # type: ignore[assignment]
        return Inflected(merged(pairs), "plur" if kind == "plur" else "sing", gender)
    return fixed(word)


def agreeing(word: str, language: Language, gender: Gender | Literal["plur"]) -> str:
    """The nominative of an adjective (given in the masculine) for `gender`: німецький, neut → німецьке."""
    if language == "en" or gender == "masc" or len(word) < 3:
        return word
    stem, ending = word[:-2], word[-2:]
    if language == "uk":
        soft = ending == "ій"
        return stem + {"fem": "я" if soft else "а", "neut": "є" if soft else "е", "plur": "і"}[gender]
    soft = ending == "ий" and stem[-1] not in "гкхжшчщ"
    plural = "ие" if ending == "ий" or stem[-1] in "гкхжшчщ" else "ые"
    return stem + {"fem": "яя" if soft else "ая", "neut": "ее" if soft else "ое", "plur": plural}[gender]


def adjective_kind(word: str, language: Language, agreed: str | None) -> str | None:
    """masc, fem, neut or plur, if `word`, which another word follows, is an adjective that agrees with those before it.

    Args:
        word: in the nominative.
        language: of the word.
        agreed: what the adjectives before it were, if there were any.
    """
    lower = word.lower()
    kind: str | None = None
    if language == "uk":
        if lower.endswith(("ий", "ій")) and len(lower) > 3:
            kind = "masc"
        elif lower.endswith(_UK_FEM) and lower not in _UK_FEM_NOUNS:
            kind = "fem"
        elif lower.endswith(("е", "є")):
            kind = "neut"
        elif lower.endswith("і") and len(lower) > 3:
            kind = "plur"
    elif lower.endswith(("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые")):
        kind = _RU[lower[-2:]][0]
    elif lower.endswith("ие") and not lower.endswith(_RU_NEUT_NOUNS):
        kind = "plur"
    return kind if agreed is None or kind == agreed else None


def substantivised(word: str, language: Language) -> bool:
    """Whether a lone word is an adjective used as a noun: Банкова, Зелені."""
    if language == "uk":
        return word.endswith(("ова", "ська", "ені")) and word.lower() not in _UK_FEM_NOUNS
    return word.endswith(("ая", "ые", "ие")) and not word.endswith(_RU_NEUT_NOUNS)
