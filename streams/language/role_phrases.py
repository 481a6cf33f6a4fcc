"""Finds role noun phrases: "глава МЗС Німеччини", "the French president", "канцлерка"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.base import Language
from streams.actors import ActorKind
from streams.language.adjectives import ALL_CASES, Inflected
from streams.language.document import Gender, Number, Token
from streams.language.inflection import is_acronym, noun, phrase, plural
from streams.language.name_index import Capital, PhraseIndex
from streams.roles import OfficeKind, RoleLexicon

Body = tuple[int, str, str, frozenset[str], ActorKind]
"""One past the last token, actor id, form, cases and kind of a name that starts at a token."""

_FORMER: Final = {
    "en": ("former", "ex", "then", "outgoing", "late"),
    "uk": ("колишн", "екс", "тодішн", "попередн", "покійн"),
    "ru": ("бывш", "экс", "тогдашн", "прежн", "покойн"),
}
_ADJECTIVES_BETWEEN: Final = 2


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role noun phrase. `first`…`last` are token indices, `start`…`end` code points (both half open)."""

    start: int
    end: int
    first: int
    last: int
    key: str
    """Role key of `seeds/roles.yaml`; `head` for "глава", "leader" of what `of` names."""
    of: tuple[str, ...]
    """Ids of the government or body that the phrase names, by its adjective or its complement; empty: it names none."""
    cases: frozenset[str]
    """Cases of the head noun; empty: unknown, or English."""
    number: Number
    gender: Gender | None
    """fem where the noun says so (речниця), else none."""
    former: bool = False
    """The holder is said to be a former one: колишній, ex-. The office on the day of the text is not meant."""


@dataclass(frozen=True, slots=True)
class _Role:
    key: str
    of: str | None
    number: Number
    gender: Gender | None
    former: bool


class RolePhrases:
    """Role nouns of one language.

    Args:
        lexicon: kinds of office with their nouns.
        language: of the text.
        countries: names, adjectives and demonyms of countries, with their governments.
    """

    def __init__(self, lexicon: RoleLexicon, language: Language, countries: PhraseIndex[str]) -> None:
        self._language = language
        self._countries = countries
        self._index: PhraseIndex[_Role] = PhraseIndex(language)
        for kind in lexicon:
            self._add(kind)

    def find(self, tokens: Sequence[Token], bodies: Mapping[int, Body]) -> list[RoleMatch]:
        """Role phrases in order, not overlapping.

        Args:
            tokens: of the text.
            bodies: names of bodies and countries by the index of their first token.
        """
        before = {body[0]: (first, body[1]) for first, body in bodies.items()}
        matches: list[RoleMatch] = []
        free = 0
        for position in self._index.starts(tokens):
            if position < free:
                continue
            hit = self._index.longest(tokens, position)
            if hit is not None:
                match = self._match(tokens, position, hit[0], hit[1], bodies, before, free)
                matches.append(match)
                free = match.last
        return matches

    def _match(
        self, tokens: Sequence[Token], first: int, last: int, payloads: list[tuple[_Role, frozenset[str]]],
        bodies: Mapping[int, Body], before: Mapping[int, tuple[int, str]], free: int,
    ) -> RoleMatch:  # fmt: skip
        # a form that may be singular or plural (главы) is taken as the singular
        payloads = [pair for pair in payloads if pair[0].number == "sing"] or payloads
        role, cases = payloads[0]
        for _, more in payloads[1:]:
            cases |= more
        key, former = role.key, role.former
        of = (role.of,) if role.of else ()
        start = self._leftwards(tokens, first, free, before)
        if start is not None:
            first, actor_id = start
            of = (actor_id,)
        # "глава [МЗС Німеччини]": the name of the body began inside the phrase
        inside = next((bodies[at] for at in range(first + 1, last) if at in bodies and bodies[at][0] > last), None)
        body = inside or self._complement(tokens, last, bodies)
        if body is not None and (start is None or role.key in ("head", "spokesperson", "leader")):
            last, actor_id, form, _, kind = body
            of = (actor_id,)
            if kind == "government" and form == "name" and key in ("head", "leader"):
                key = "prime-minister"  # the head of the German government, not of Germany
        former = former or self._is_former(tokens, first, free)
        end = tokens[last - 1].end
        cases = frozenset() if cases == ALL_CASES else cases
        return RoleMatch(tokens[first].start, end, first, last, key, of, cases, role.number, role.gender, former)

    def _leftwards(
        self, tokens: Sequence[Token], first: int, free: int, before: Mapping[int, tuple[int, str]]
    ) -> tuple[int, str] | None:
        """The country or body that stands before the noun as an adjective or (English) a name: where it starts, and
        its id."""
        for gap in range(_ADJECTIVES_BETWEEN + 1 if self._language == "en" else _ADJECTIVES_BETWEEN):
            at = first - gap
            if at <= free:
                return None
            if self._language == "en" and at in before and before[at][0] >= free:
                return before[at]
            for width in (2, 1):
                if at - width < free:
                    continue
                hit = self._countries.longest(tokens, at - width)
                if hit is not None and hit[0] == at and (self._language == "en" or _adjective(tokens, at - 1)):
                    return at - width, hit[1][0][0]
            if tokens[at - 1].kind != "word" or not tokens[at - 1].text[0].islower():
                return None
            if self._language == "en" and tokens[at - 1].lower not in _PLAIN_ADJECTIVES:
                return None
            if self._language != "en" and not tokens[at - 1].lower.endswith(_ADJECTIVE_ENDINGS):
                return None
        return None

    def _complement(self, tokens: Sequence[Token], last: int, bodies: Mapping[int, Body]) -> Body | None:
        """The name after the noun, in the genitive or after "of"."""
        if self._language == "en":
            if last < len(tokens) and tokens[last].lower in ("of", "for"):
                after = last + 1
                while after < len(tokens) and tokens[after].lower in ("the", "a"):
                    after += 1
                return bodies.get(after)
            return None
        body = bodies.get(last)
        return body if body is not None and (not body[3] or "gen" in body[3]) else None

    def _is_former(self, tokens: Sequence[Token], first: int, free: int) -> bool:
        if first <= free:
            return False
        return tokens[first - 1].lower.startswith(_FORMER[self._language])

    def _add(self, kind: OfficeKind) -> None:
        nouns = [(item, None) for item in kind.nouns.get(self._language, ())]
        women: list[tuple[object, Gender]] = [(item, "fem") for item in kind.feminine.get(self._language, ())]
        for item, gender in [*nouns, *women]:
            words = tuple(item.noun.split())  # type: ignore[attr-defined]
            of: str | None = item.of  # type: ignore[attr-defined]
            forms = phrase(words, self._language, animate=True)
            self._put(words, forms, _Role(kind.key, of, "sing", gender, False))
            self._put(words, self._plural(words, forms), _Role(kind.key, of, "plur", gender, False))
            for prefix in {"en": ("ex-",), "uk": ("екс", "екс-"), "ru": ("экс-",)}[self._language]:
                former = Inflected(
                    tuple((prefix + form, cases) for form, cases in forms[0].forms), gender=forms[0].gender
                )
                self._put(
                    (prefix + words[0], *words[1:]), (former, *forms[1:]), _Role(kind.key, of, "sing", gender, True)
                )

    def _put(self, words: Sequence[str], forms: Sequence[Inflected], role: _Role) -> None:
        capitals: list[Capital] = ["all" if is_acronym(word) else "any" for word in words]
        self._index.add(list(zip(forms, capitals, strict=True)), role)

    def _plural(self, words: tuple[str, ...], forms: tuple[Inflected, ...]) -> tuple[Inflected, ...]:
        if self._language == "en":
            head = next((at - 1 for at, word in enumerate(words) if word in ("of", "for")), len(words) - 1)
            pluralised = Inflected(((plural(words[head], "en").forms[0][0], ALL_CASES),), "plur")
            return (*forms[:head], pluralised, *forms[head + 1 :])
        if words[0] != words[0].rstrip("йя") or forms[0] != noun(words[0], self._language, animate=True):
            return forms
        return (plural(words[0], self._language), *forms[1:])


def _adjective(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word that names a country is its adjective: in small letters, or as the first word of a sentence."""
    if tokens[index].text[0].islower():
        return True
    opens = index == 0 or tokens[index - 1].kind in ("punct", "quote", "dash")
    return opens and _OF_COUNTRY.search(tokens[index].lower) is not None


_OF_COUNTRY: Final = re.compile(r"(?:ськ|цьк|зьк|ск|цк)\w{1,3}$")
_PLAIN_ADJECTIVES: Final = frozenset(
    ["new", "acting", "current", "former", "interim", "outgoing", "deputy", "then", "ex", "late", "incoming"]
)
_ADJECTIVE_ENDINGS: Final = (
    "ий", "ій", "ого", "ому", "им", "ім", "ої", "ою", "ова", "ська", "ня", "на", "ну", "вій", "ный", "вый", "ым", "ой",
    "ая", "ую", "его", "ему", "шній", "шня", "шньої",
)  # fmt: skip
