"""Finds the names of known actors in running text, in every inflected form, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.base import Language
from schemas.enriched_article import MentionType
from streams.actors import ActorCatalogue, ActorKind
from streams.language.document import Gender, Number, Token

NameForm = Literal["full", "surname", "name", "acronym", "metonym", "country"]


@dataclass(frozen=True, slots=True)
class Match:
    """A name in the text. `first`…`last` are token indices, `start`…`end` code points (both half open)."""

    start: int
    end: int
    """Without the English possessive ’s, though that belongs to the last token."""
    first: int
    last: int
    candidates: tuple[str, ...]
    """Ids of the actors that bear the name; several where persons share a surname (which one is meant the rest of the text
    must tell), one otherwise. For a country or metonym: its government."""
    type: MentionType
    """PER, ORG, or LOC for countries and metonyms."""
    kind: ActorKind
    """Kind of the (first) candidate."""
    form: NameForm
    """full: given name and surname; surname alone; name: of an institution; acronym; metonym (Кремль, Berlin); country."""
    cases: frozenset[str]
    """Cases that the form can stand in; empty: unknown, or English."""
    number: Number
    gender: Gender | None
    """Grammatical gender."""


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role noun phrase: "глава МЗС Німеччини", "the French president", "канцлерка", "spokesman"."""

    start: int
    end: int
    first: int
    last: int
    key: str
    """Role key of `seeds/roles.yaml`; `head` for "глава", "leader" of what `of` names."""
    of: tuple[str, ...]
    """Ids of the government or body that the phrase names, by its adjective or its complement; empty: it names none."""
    cases: frozenset[str]
    """Cases of the head noun."""
    number: Number
    gender: Gender | None
    """Gender where the noun tells it (речниця: fem)."""


class Gazetteer:
    """Names of all actors of a catalogue.

    Lookup is by token: one dictionary access for most words, so that time is linear in the text and hardly depends on the
    number of actors.
    """

    def __init__(self, actors: ActorCatalogue) -> None:
        raise NotImplementedError

    def find(self, tokens: Sequence[Token], language: Language) -> list[Match]:
        """Names in order of their start, not overlapping, the longest at each place. Latin names are found in any text."""
        raise NotImplementedError

    def find_roles(self, tokens: Sequence[Token], language: Language) -> list[RoleMatch]:
        """Role phrases with the country or body that they name, in order, not overlapping; persons' names stay outside.

        Resolve by `ActorCatalogue.who_holds(match.key, match.of[0], day)`; with `of` empty by the context.
        """
        raise NotImplementedError

    def country_of(self, word: str, language: Language) -> str | None:
        """Id of the government of the country that `word` names in any case, by noun, adjective or demonym; None: no country."""
        raise NotImplementedError
