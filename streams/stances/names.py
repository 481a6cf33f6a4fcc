"""How the names of speakers and countries begin: what tells one's own wish from somebody else's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from schemas.base import Language
from streams.actors import Actor, ActorCatalogue

_SHORTEST = 4
_SHORT = 3
_ENDING = 2
BLOCS: dict[Language, tuple[str, ...]] = {
    "uk": ("єс", "євросоюз", "європ", "нато", "альянс", "захід", "захо", "коаліці", "бог"),
    "ru": ("ес", "евросоюз", "европ", "нато", "альянс", "запад", "коалици", "бог"),
    "en": ("eu", "europe", "nato", "alliance", "west", "coalition", "god"),
}
"""Blocs speak for their members: what they want is nobody else's wish."""


def peoples(actors: ActorCatalogue, language: Language) -> frozenset[str]:
    """How the names and adjectives of all countries in the catalogue begin."""
    return frozenset(stem for actor in actors if actor.country is not None for stem in _stems(_words(actor, language)))


def own_names(actors: ActorCatalogue, actor_id: str, surface: str, day: date, language: Language) -> frozenset[str]:
    """How the names begin of a speaker, of those it speaks for on `day`, and of the blocs they belong to."""
    found = set(BLOCS[language])
    found.update(_stems(surface.split()))
    for holder in actors.holders(actor_id, day):
        actor = actors.get(holder.id)
        if actor is not None:
            found.update(_stems(_words(actor, language)))
    speaker = actors.get(actor_id)
    for role in speaker.roles if speaker is not None else ():  # a member's country is that of its parliament
        body = actors.get(role.of)
        if body is not None and body.kind != "person" and (role.since or day) <= day <= (role.to or day):
            words = {word for name in body.names.get(language, ()) for word in name.split()}
            found.update(word.lower() for word in words & _abbreviations(actors))
    return frozenset(found)


@lru_cache(maxsize=4)
def _abbreviations(actors: ActorCatalogue) -> frozenset[str]:
    """Countries whose names are written in capitals: "US" within "US Senate"."""
    return frozenset(
        name
        for actor in actors
        if actor.country is not None
        for names in actor.country.names.values()
        for name in names
        if name.isalpha() and name.isupper()
    )


class NamesOfSpeakers:
    """Looks speakers up by name."""

    def __init__(self, actors: ActorCatalogue) -> None:
        self._actors = actors
        self._ids = {name.lower(): actor.id for actor in actors for names in actor.names.values() for name in names}
        self._ids |= {actor.name.lower(): actor.id for actor in actors}
        self._ids |= {actor.id: actor.id for actor in actors}

    def find(self, speaker: str, day: date | None, language: Language) -> frozenset[str]:
        """How the names begin of a speaker and of those it speaks for.

        Args:
            speaker: its name in any language, or its actor id; of an unknown one only the name itself counts.
            day: when it speaks; none: in all the offices that it ever held.
            language: of the text.
        """
        actor = self._actors.get(self._ids.get(speaker.lower(), ""))
        if actor is None:
            return own_names(self._actors, "unknown", speaker, day or date.min, language)
        days = [day] if day is not None else [role.since or role.to or date.min for role in actor.roles] or [date.min]
        return frozenset().union(*(own_names(self._actors, actor.id, speaker, at, language) for at in days))


def _words(actor: Actor, language: Language) -> list[str]:
    given = actor.names.get(language, ())
    # "Cabinet of Ministers" and "Government" name anybody's: of an institution only single words count
    names = [
        *(given if actor.kind == "person" else (n for n in given if " " not in n)),
        *actor.metonyms.get(language, ()),
    ]
    if actor.country is not None:
        country = actor.country
        for table in (country.names, country.adjectives, country.demonyms):
            names += table.get(language, ())
    return [word for name in names for word in name.split()]


def _stems(words: Iterable[str]) -> set[str]:
    """The words in lower case without their endings; words too short to tell are left out unless in capitals."""
    found = set()
    for word in words:
        if len(word) - _ENDING >= _SHORTEST:
            found.add(word.lower()[:-_ENDING])
        elif word.isupper() or len(word) >= _SHORT:
            found.add(word.lower())
    return found
