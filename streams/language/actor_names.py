"""The names of an actor as phrases: full names, surnames, acronyms, bodies, countries and metonyms, with their
inflection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from schemas.base import Language
from schemas.enriched_article import MentionType
from streams.actors import Actor, ActorKind
from streams.language.adjectives import Inflected, adjective, agreeing, fixed
from streams.language.document import Gender, Number
from streams.language.inflection import is_acronym, name_word, people, phrase
from streams.language.name_index import Capital, fold
from streams.language.tokens import tokenize

NameForm = Literal["full", "surname", "name", "acronym", "metonym", "country"]
Phrase = list[tuple[Inflected, Capital]]

_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLES: Final = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "di",
        "da",
        "le",
        "la",
        "al",
        "el",
        "du",
        "dos",
        "фон",
        "ван",
        "де",
        "дер",
        "ді",
        "да",
        "ле",
        "ла",
        "аль",
        "ель",
        "ди",
        "эль",
        "дю",
    ]
)
_UNBOUND: Final = ("government", "ministry", "office", "parliament", "organisation", "alliance")
"""Kinds of bodies whose name may begin with a small letter: міністерство оборони України."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase of the gazetteer names."""

    actor_id: str
    form: NameForm
    type: MentionType
    kind: ActorKind
    number: Number
    gender: Gender | None
    weak: bool = False
    """It counts only in a text that has a fuller name of the actor."""
    guarded: bool = False
    """It counts only in quotation marks or after "party"."""
    initial: str = ""
    """Folded first letter of a person's first name."""


def entries(actor: Actor, language: Language) -> Iterator[tuple[Phrase, Entry]]:
    """Every phrase that names `actor` in `language`."""
    if actor.kind == "person":
        yield from _person(actor, language)
        return
    own: set[str] = set()
    if actor.country is not None:
        for name in actor.country.names.get(language, ()):
            own.add(name)
            yield _body(actor, name, language, "country", "LOC")
            own.update(actor.country.adjectives.get(language, ()))
    for name in actor.metonyms.get(language, ()):
        yield _body(actor, name.removeprefix("~"), language, "metonym", "LOC", weak=name.startswith("~"))
    for name in actor.names.get(language, ()):
        bare = name.removeprefix("~")
        form: NameForm = "acronym" if is_acronym(bare) and " " not in bare else "name"
        yield _body(actor, bare, language, form, "ORG", weak=bare != name)


def country_words(actor: Actor, language: Language) -> Iterator[Phrase]:
    """The country of a government by noun, adjective (every gender and number) and demonym."""
    country = actor.country
    if country is None:
        return
    for name in country.names.get(language, ()):
        yield _capitals(_words(name), phrase(_words(name), language), "country")
    for word in country.adjectives.get(language, ()):
        if language == "en":
            yield _capitals(_words(word), phrase(_words(word), language), "country")
            continue
        for gender in ("masc", "fem", "neut", "plur"):
            form = agreeing(word, language, gender)
            yield [(adjective(form, language, animate=True), "any")]
    for word in country.demonyms.get(language, ()):
        yield [(people(word, language), "first" if language == "en" else "any")]


def _person(actor: Actor, language: Language) -> Iterator[tuple[Phrase, Entry]]:
    use = actor.surname_use(language)
    for name in actor.names.get(language, ()):
        words = _words(name.removeprefix("~").removesuffix(" Jr.").removesuffix(" Jr"))
        initial = fold(words[0][0], language)
        full = Entry(actor.id, "full", "PER", "person", "sing", actor.gender, initial=initial)
        short = Entry(actor.id, "surname", "PER", "person", "sing", actor.gender, weak=use != "always", initial=initial)
        cut = _surname_start(words) if use != "never" else len(words)
        given: Phrase = [(name_word(word, language, actor.gender, "given"), _capital(word)) for word in words[:cut]]
        surname: Phrase = [
            (fixed(word) if word.lower() in _PARTICLES else name_word(word, language, actor.gender, "surname"), "any" if
             word.lower() in _PARTICLES else _capital(word))
            for word in words[cut:]
        ]  # fmt: skip
        if len(words) == 1:
            yield (
                given or surname,
                Entry(
                    actor.id,
                    "surname",
                    "PER",
                    "person",
                    "sing",
                    actor.gender,
                    weak=name.startswith("~"),
                    initial=initial,
                ),
            )
            continue
        yield [*given, *surname], full
        if not surname:
            continue
        if len(given) > 1:
            yield [given[0], *surname], full
            if words[1].isalpha() and len(words[1]) > 1:
                yield [*given[1:], *surname], short
        if language != "en" and len(given) == 1:
            yield [*surname, *given], full
        yield surname, short


def _surname_start(words: tuple[str, ...]) -> int:
    for index, word in enumerate(words[1:], 1):
        if word.lower() in _PARTICLES:
            return index
    last = len(words) - 1
    return last if len(words[last]) > 1 and not is_acronym(words[last]) else len(words)


def _body(
    actor: Actor, name: str, language: Language, form: NameForm, kind: MentionType, weak: bool = False
) -> tuple[Phrase, Entry]:
    words = _words(name)
    inflected = phrase(words, language)
    head = next((word for word in reversed(inflected) if len(word.forms) > 1), inflected[0])
    entry = _entry(actor.id, form, kind, actor.kind, _number(name, inflected), head.gender, weak, actor.common_word)
    unbound = form == "name" and len(words) > 1 and actor.kind in _UNBOUND
    return _capitals(words, inflected, "unbound" if unbound else form), entry


@lru_cache(maxsize=1024)
def _entry(*fields: Any) -> Entry:
    """Entries of one actor are much alike: they share their values."""
    return Entry(*fields)


def _number(name: str, inflected: tuple[Inflected, ...]) -> Number:
    if any(word.number == "plur" for word in inflected):
        return "plur"
    return "plur" if name.endswith((" authorities", "Houthis", "Tories", "Democrats")) else "sing"


def _capitals(words: tuple[str, ...], inflected: tuple[Inflected, ...], form: str) -> Phrase:
    capitals: list[Capital] = [_capital(word) for word in words]
    if form == "unbound":
        if words[0][0].isascii():
            # English bodies go by any capitals, as long as one word tells: "the German foreign ministry"
            telling = [c for w, c in zip(words, capitals, strict=True) if c != "any" and w.lower() not in _GENERIC]
            if telling:
                capitals = ["any" if w.lower() in _GENERIC else c for w, c in zip(words, capitals, strict=True)]
        elif capitals[0] == "first":
            capitals[0] = "any"
    return list(zip(inflected, capitals, strict=True))


_GENERIC: Final = frozenset(
    [
        "ministry",
        "of",
        "foreign",
        "affairs",
        "defence",
        "defense",
        "government",
        "parliament",
        "authorities",
        "administration",
        "cabinet",
        "office",
    ]
)


@lru_cache(maxsize=16_384)
def _capital(word: str) -> Capital:
    if is_acronym(word):
        return "all"
    return "first" if word[:1].isupper() else "any"


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    words = name.split()
    if not all(map(_PLAIN.fullmatch, words)):
        words = [token.text for token in tokenize(name)]
    return tuple(word for word in words if word.lower() != "the")
