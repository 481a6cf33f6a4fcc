"""Nouns for a person by what he or she is in politics or does at the meeting: "the social democrat", "господар"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from schemas.base import Language
from streams.actors import ActorCatalogue
from streams.language.document import Gender, MentionSpan

_PARTIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("соціал-демократ", "социал-демократ", "social democrat"), "social democra"),
    **dict.fromkeys(("християнський демократ", "христианский демократ", "christian democrat"), "christian democra"),
    **dict.fromkeys(("соціаліст", "социалист", "socialist"), "socialist"),
    **dict.fromkeys(("комуніст", "коммунист", "communist"), "communist"),
    **dict.fromkeys(("консерватор", "conservative", "tory"), "conservative"),
    **dict.fromkeys(("ліберал", "либерал", "liberal"), "liberal"),
    **dict.fromkeys(("лейборист",), "labour"),
    **dict.fromkeys(("республіканець", "республиканец", "republican"), "republican"),
    **dict.fromkeys(("демократ", "democrat"), "democrat"),
    **dict.fromkeys(("націоналіст", "националист", "nationalist"), "national"),
    **dict.fromkeys(("популіст", "популист", "populist"), ""),
    **dict.fromkeys(("центрист", "centrist"), "cent"),
    **dict.fromkeys(("праворадикал", "ліворадикал", "леворадикал"), ""),
    **dict.fromkeys(("правоцентрист", "лівоцентрист", "левоцентрист"), ""),
    **dict.fromkeys(("опозиціонер", "оппозиционер", "oppositionist"), ""),
}
"""By a noun for a member: what the English name of such a party holds; empty for no party in particular."""
HOSTS: Final = frozenset(("господар", "господиня", "хозяин", "хозяйка", "host", "hostess"))
_WOMEN: Final = (("ка", ""), ("иця", "ець"), ("ца", "ец"), ("ка", "ец"), ("ка", "ець"))
"""How nouns for women end, and those for men beside them."""
LABELS: Final = frozenset((*_PARTIES, *HOSTS))
BACK: Final = 3
"""Sentences before such a noun in which the person is named."""


@lru_cache(maxsize=65_536)
def label_of(word: str, language: Language) -> tuple[str, Gender | None] | None:
    """The noun of the tables that `word` is, or the masculine one beside it, and its gender; None for another word.

    >>> label_of("лейбористка", "uk"), label_of("республиканка", "ru"), label_of("host", "en"), label_of("мер", "uk")
    (('лейборист', 'fem'), ('республиканец', 'fem'), ('host', None), None)
    """
    if word in LABELS:
        woman = language != "en" and word.endswith(("ка", "ня"))
        return word, None if language == "en" else "fem" if woman else "masc"
    for ending, other in _WOMEN if language != "en" else ():
        if word.endswith(ending) and word[: -len(ending)] + other in LABELS:
            return word[: -len(ending)] + other, "fem"
    return None


def labelled(
    label: str, gender: Gender | None, before: list[MentionSpan], earlier: list[MentionSpan], actors: ActorCatalogue
) -> MentionSpan | None:
    """Who is meant: the nearest person of such a party, or the one person of whom the sentences before speak.

    Args:
        label: the noun, as in the tables.
        gender: of the noun.
        before: persons named before it, the nearest first.
        earlier: those of them that other sentences name, which can be meant without being of such a party.
        actors: the catalogue.
    """
    party = _PARTIES.get(label, "")
    for mention in before:
        if party and _fits(mention, gender) and party in _party(mention, actors):
            return mention
    if len({one.actor_id for one in earlier}) != 1 or not _fits(earlier[0], gender):
        return None
    return earlier[0] if not party or not _party(earlier[0], actors) else None


def _fits(mention: MentionSpan, gender: Gender | None) -> bool:
    return gender is None or mention.gender is None or mention.gender == gender


def _party(mention: MentionSpan, actors: ActorCatalogue) -> str:
    """English names of the parties in which the person has had an office, in lower case; empty if none is known."""
    actor = actors.get(mention.actor_id or "")
    bodies = [actors.get(role.of) for role in actor.roles] if actor is not None else []
    names = [" ".join(body.names.get("en", ())) for body in bodies if body is not None and body.kind == "party"]
    return " ".join(names).lower()
