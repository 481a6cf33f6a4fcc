"""Role phrases that no catalogue resolves: "політолог", "аналітик банку", "a senior lawmaker", "речник поліції"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from schemas.base import Language
from streams.language.document import Gender, Number
from streams.language.lexicons import words
from streams.language.morphology import Reading, morphology
from streams.language.scan import Scan

CACHE_SIZE = 65_536
"""Words remembered as role nouns or none."""

_REACH = 7
_STEM = 3
_ARTICLES = frozenset(("the", "a", "an"))
_AND = frozenset(("і", "й", "та", "и"))
_TOPICS = frozenset(("питань", "вопросам", "прав", "правам", "делам"))
_STOPS = frozenset(("VERB", "ADP", "PRON", "CCONJ", "SCONJ", "PART", "ADV"))


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """Tokens first…last (half open) of a role, its head noun, and what the catalogue makes of it."""

    first: int
    last: int
    head: int
    key: str = ""
    """Role key of the catalogue; empty: a general noun."""
    of: tuple[str, ...] = ()
    cases: frozenset[str] = frozenset()
    number: Number = "sing"
    gender: Gender | None = None
    former: bool = False
    """Its holder is said to hold it no longer."""


def general_roles(scan: Scan, taken: set[int], persons: set[int]) -> list[RolePhrase]:
    """Phrases around the general role nouns of the lexicon, outside the tokens `taken` (names, roles of the
    catalogue); the names of `persons` are no part of them."""
    find = _english if scan.language == "en" else _slavic
    language = scan.language
    found: list[RolePhrase] = []
    free = 0
    for index, token in enumerate(scan.tokens):
        if index < free or token.kind != "word" or not _is_role(token.lower, language) or index in taken:
            continue
        phrase = find(scan, index, taken, persons)
        found.append(phrase)
        free = phrase.last
    return found


def widened(scan: Scan, role: RolePhrase, taken: set[int]) -> RolePhrase:
    """A catalogue's role with the words around it that belong to it: "речник [поліції]", "[a senior] adviser [at
    X]"."""
    first, last = role.first, role.last
    if scan.language == "en":
        first = _english_start(scan, first, taken)
        if not role.of and not scan.tokens[last - 1].lower.endswith("’s"):
            last = _of(scan, last - 1, last)
    elif not role.of:
        last = _complement(scan, last - 1, taken)
    if any(index in taken for index in range(role.last, last)):
        last = role.last
    return replace(role, first=first, last=last, head=role.head)


def _slavic(scan: Scan, index: int, taken: set[int], persons: set[int]) -> RolePhrase:
    readings = role_readings(scan.tokens[index].lower, scan.language)
    analyser = morphology(scan.language)
    cases = {reading.case for reading in readings}
    first = index
    while first > 0 and scan.same_sentence(first - 1, index) and first - 1 not in taken and index - first < 3:
        before = scan.tokens[first - 1]
        if before.kind != "word" or not any(
            r.pos == "ADJ" and r.case in cases for r in analyser.readings(before.lower)
        ):
            break
        first -= 1
    number: Number = "plur" if readings[0].number == "plur" else "sing"
    gender = readings[0].gender
    return RolePhrase(
        first,
        _complement(scan, index, persons),
        index,
        cases=frozenset(r.case for r in readings if r.case and (r.number or "sing") == number),
        number=number,
        gender="fem" if gender == "fem" else "masc" if gender == "masc" else None,
    )


def role_readings(lower: str, language: Language) -> list[Reading]:
    """Readings of a Ukrainian or Russian word as a role noun; none: it is no such noun."""
    if len(lower) < 3 or lower[:_STEM] not in _stems(language):
        return []
    nouns = words("people", f"roles.{language}")
    found = [
        reading
        for reading in morphology(language).readings(lower)[:8]
        if reading.lemma in nouns and reading.pos in ("NOUN", "ADJ", "PROPN") and reading.case != "voc"
    ]
    if not found and lower in nouns:
        # Feminines and compounds that the dictionary lacks: прессекретарка, генсек.
        found = [Reading(lower, "NOUN", "nom", "sing", "fem" if lower.endswith("ка") else "masc", known=False)]
    return found


@lru_cache(maxsize=CACHE_SIZE)
def _is_role(lower: str, language: Language) -> bool:
    """Whether a word is a role noun, in any form."""
    if language != "en":
        return bool(role_readings(lower, language))
    nouns = words("people", "roles.en")
    head = lower.removesuffix("’s")
    return len(lower) > 2 and (head in nouns or (head.endswith("s") and head[:-1] in nouns))


@cache
def _stems(language: Language) -> frozenset[str]:
    """First letters of the role nouns: most words are told from them without a look into the dictionary."""
    return frozenset(noun[:_STEM] for noun in words("people", f"roles.{language}"))


def _complement(scan: Scan, index: int, persons: set[int]) -> int:
    """End of what depends on a role noun: "речник [поліції Києва]", "уповноважений [з прав людини]"; a name of one of
    `persons` does not."""
    analyser = morphology(scan.language)
    last = position = index + 1
    while position < len(scan.tokens) and position - index < _REACH and scan.same_sentence(index, position):
        token = scan.tokens[position]
        if token.kind != "word" or position in persons:
            break
        if token.lower in ("з", "із", "по") and scan.lower(position + 1) in _TOPICS:
            position += 2
            last = position
            continue
        if token.lower in ("у", "в") and scan.lower(position + 1) in ("справах", "делам"):
            position += 2
            last = position
            continue
        if token.lower in _AND and last > index + 1:
            position += 1
            continue
        if token.text[0].isascii() and token.text[0].isupper():
            position += 1
            last = position
            continue
        traits = scan.of(position)
        named = token.text[0].isupper()
        if named and (traits.given or traits.patronymic or traits.surname) and not (traits.place or traits.acronym):
            break
        if not (traits.genitive or traits.acronym):
            break
        if not traits.acronym and analyser.readings(token.lower)[0].pos in _STOPS:
            break
        position += 1
        last = position
    return last


def _english(scan: Scan, index: int, taken: set[int], persons: set[int]) -> RolePhrase:
    nouns = words("people", "roles.en")
    head = scan.tokens[index].lower.removesuffix("’s")
    plural = head not in nouns
    first = _english_start(scan, index, taken)
    last = index + 1
    if not scan.tokens[index].lower.endswith("’s"):
        while (
            last < len(scan.tokens)
            and scan.same_sentence(index, last)
            and scan.lower(last) in nouns
            and last not in taken
        ):
            last += 1
        last = _of(scan, index, last)
    return RolePhrase(
        first, last, last - 1 if last == index + 1 else index, number="plur" if plural else "sing", gender=_gender(head)
    )


def _english_start(scan: Scan, index: int, taken: set[int]) -> int:
    """Where the phrase of the role noun at `index` starts, with its modifiers and article."""
    modifiers = words("people", "modifiers.en")
    nouns = words("people", "roles.en")
    starters = words("sentences", "starters.en")
    first = index
    while first > 0 and scan.same_sentence(first - 1, index) and first - 1 not in taken and index - first < 4:
        before = scan.tokens[first - 1]
        if before.kind != "word":
            break
        if before.lower in _ARTICLES:
            first -= 1
            break
        if before.lower in starters or not (
            before.text[0].isupper() or before.lower in modifiers or before.lower in nouns
        ):
            break
        first -= 1
    return first


def _of(scan: Scan, index: int, last: int) -> int:
    """End of "of the Foreign Affairs Committee" after a role, or `last`."""
    if last >= len(scan.tokens) or scan.lower(last) not in ("of", "for", "at") or not scan.same_sentence(index, last):
        return last
    position = last + 1
    while position < len(scan.tokens) and position - index < _REACH + 2 and scan.same_sentence(index, position):
        token = scan.tokens[position]
        if token.kind != "word" or not (token.text[0].isupper() or token.lower in ("the", "and", "of")):
            break
        position += 1
    while position > last + 1 and not scan.tokens[position - 1].text[0].isupper():
        position -= 1
    return position if position > last + 1 else last


def _gender(head: str) -> Gender | None:
    if head.endswith("woman") or head in ("queen", "princess", "actress"):
        return "fem"
    return "masc" if head.endswith("man") or head in ("king", "prince", "actor") else None
