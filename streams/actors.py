"""Who can speak: persons, governments, ministries, parties and bodies, with names, dated roles and whom they speak for.

`ActorCatalogue` is pure and immutable; the day is always an argument. Role nouns ("foreign minister", "глава МЗС")
are in `streams.roles.RoleLexicon`; names in running text are found by `streams.language.gazetteer.Gazetteer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from os import PathLike
from typing import Literal

from schemas import Holder, SpeakerRef
from schemas.base import Language
from schemas.enriched_article import SpeakerKind
from streams.actor_files import complete, read, seed_actors
from streams.actor_models import Actor, ActorError, ActorKind, Country, PersonGender, Role, SurnameUse
from streams.actor_spellings import Spellings
from streams.roles import RoleLexicon

__all__ = ["Actor", "ActorCatalogue", "ActorError", "ActorKind", "Country", "PersonGender", "Role", "SurnameUse"]

MAX_HOLDERS = 4

_PASSED_THROUGH = ("ministry", "office")
"""Kinds of bodies whose position is that of the government they speak for: no holder beside it."""

_MINISTERS = {
    "foreign-ministry": "foreign-minister",
    "defence-ministry": "defence-minister",
    "parliament": "parliament-speaker",
}
"""The office at the head of a body that every state has."""


class ActorCatalogue:
    """All known actors, indexed by id, by office and by date.

    Args:
        actors: actors, each id once.
        roles: the kinds of office.

    Raises:
        ActorError: a role, `of` or `speaks_for` refers to an unknown id or role key, or an id comes twice.
    """

    def __init__(self, actors: Iterable[Actor], roles: RoleLexicon | None = None) -> None:
        self.roles = roles or RoleLexicon.default()
        self._actors: dict[str, Actor] = {}
        for actor in complete(actors):
            if actor.id in self._actors:
                raise ActorError(f"{actor.id}: id: used twice")
            self._actors[actor.id] = actor
        self._check()
        self._spellings: dict[Language, Spellings] = {}
        self._offices: dict[str, list[tuple[Role, Actor]]] = {}
        self._parts: dict[str, list[Actor]] = {}
        for actor in self._actors.values():
            for role in actor.roles:
                self._offices.setdefault(role.of, []).append((role, actor))
            for whole in actor.voices or ((actor.of,) if actor.of else ()):
                self._parts.setdefault(whole, []).append(actor)

    @classmethod
    def load(cls, *paths: str | PathLike[str]) -> ActorCatalogue:
        """Read YAML or JSON files; a later file adds actors or replaces those with the same id.

        Raises:
            ActorError: a file, an entry or a reference is at fault.
        """
        return cls(_merged(actor for path in paths for actor in read(path)))

    @classmethod
    def default(cls, *paths: str | PathLike[str]) -> ActorCatalogue:
        """The seed catalogue, with the user's own files on top.

        Raises:
            ActorError: a file of the user's, an entry or a reference is at fault.
        """
        return cls(_merged([*seed_actors(), *(actor for path in paths for actor in read(path))]))

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def __len__(self) -> int:
        return len(self._actors)

    def __contains__(self, actor_id: object) -> bool:
        return actor_id in self._actors

    def get(self, actor_id: str) -> Actor | None:
        """The actor, if known."""
        return self._actors.get(actor_id)

    def part(self, government: str, template: str) -> Actor | None:
        """The body of that sort which every state has, of one government: its foreign ministry, its parliament."""
        return next((actor for actor in self._parts.get(government, ()) if actor.template == template), None)

    def spelt_like(self, name: str, language: Language, gender: str | None = None) -> Actor | None:
        """The person who is known under another spelling of `name`, given name first; None for nobody or several."""
        if language not in self._spellings:
            self._spellings[language] = Spellings(tuple(self), language)
        return self._spellings[language].find(name, gender)

    def role_at(self, actor_id: str, day: date) -> Role | None:
        """The weightiest office that the actor held on `day`; of equal ones the latest taken up."""
        roles = self._roles_at(actor_id, day)
        return roles[0] if roles else None

    def holders(self, actor_id: str, day: date, name: str | None = None) -> tuple[Holder, ...]:
        """Whose position the actor's words express on `day`: its own first, then those it speaks for; four at most.

        Through a ministry or an office of the head of state one speaks for the government. An unknown actor is its
        own only holder, under `name` or, without it, its id.
        """
        actor = self._actors.get(actor_id)
        if actor is None:
            return (Holder(id=actor_id, name=name or actor_id),)
        found: dict[str, Actor] = {}
        for role in self._roles_at(actor_id, day):
            for target in self._voice(role):
                self._reach(target, found)
        for target in actor.voices:
            self._reach(target, found)
        found.pop(actor_id, None)
        # Python's sort is stable: by weight of the office within a kind
        others = sorted(found.values(), key=lambda other: ("government", "organisation", "party").index(_via(other)))
        selves = Holder(id=actor.id, name=actor.name)
        return (selves, *(Holder(id=o.id, name=o.name, via=_via(o)) for o in others))[:MAX_HOLDERS]

    def speaker_ref(
        self, actor_id: str, name: str | None = None, day: date | None = None, kind: SpeakerKind | None = None
    ) -> SpeakerRef:
        """The actor as a speaker, with the role and affiliation of `day`.

        Args:
            actor_id: in the catalogue or not.
            name: of an unknown actor.
            day: when it was said; without it no role is given.
            kind: of an unknown actor, or where it should be other than the catalogue has it.
        """
        actor = self._actors.get(actor_id)
        if actor is None:
            return SpeakerRef(id=actor_id, name=name or actor_id, kind=kind or "unknown")
        role = self.role_at(actor_id, day) if day else None
        title = affiliation = None
        if role is not None:
            office = self.roles.get(role.key)
            title = role.title.get("en") or (office.label if office else role.key)
            body = self._actors[role.of]
            affiliation = body.country.names["en"][0] if body.country and "en" in body.country.names else body.name
        own: SpeakerKind = "person" if actor.kind == "person" else "institution"
        return SpeakerRef(
            id=actor.id, name=actor.name, kind=kind or own, role=title, affiliation=affiliation, wikidata=actor.wikidata
        )

    def who_holds(self, role_key: str, of: str, day: date) -> Actor | None:
        """Who held the office `role_key` of the government or body `of` on `day`.

        The office is looked for at `of` itself, then at the bodies that speak for it (the Kremlin's spokesman for
        Russia's), then at those that it speaks for (the foreign minister at the ministry). The key `head` asks for
        the first office of a body, whatever it is called ("глава МЗС", "голова Єврокомісії"), and for a state's leader.

        Returns:
            None where nobody is known, or where several hold such an office at a time (deputies, lawmakers).
        """
        body = self._actors.get(of)
        office = self.roles.get(role_key)
        if body is None or (office is not None and not office.unique):
            return None
        heads = role_key == "head" or bool(office and office.head)
        keys = self._keys(role_key, body)
        for place in self._places(body):
            for key in keys:
                holders = {actor.id: role for role, actor in self._offices.get(place.id, ()) if _is(role, key, day)}
                if len(holders) == 1 or (holders and heads):
                    # on the day of a handover both hold it: the newcomer counts
                    return self._actors[max(holders, key=lambda actor_id: holders[actor_id].since or date.min)]
        return self._first(body, day) if heads and body.kind not in ("government", "ministry") else None

    def _keys(self, role_key: str, body: Actor) -> tuple[str, ...]:
        """Role keys to try, in order."""
        if role_key in ("head", "leader") and body.template in _MINISTERS:
            return (_MINISTERS[body.template],)
        if role_key in ("head", "leader") and body.country is not None:
            return (body.country.leader,)
        office = self.roles.get(role_key)
        return (role_key, *(office.includes if office else ()))

    def _places(self, body: Actor) -> Iterator[Actor]:
        """Where an office of `body` may be: itself, those that speak for it (offices before ministries), its
        government."""
        yield body
        parts = self._parts.get(body.id, ())
        yield from (part for part in parts if part.kind == "office")
        if body.kind != "government" or not any(part.kind == "office" for part in parts):
            yield from (part for part in parts if part.kind != "office")
        if body.kind in _PASSED_THROUGH or body.template is not None:
            yield from (self._actors[whole] for whole in body.voices or ((body.of,) if body.of else ()))

    def _first(self, body: Actor, day: date) -> Actor | None:
        """Whoever holds the weightiest of the first offices of `body`."""
        held = [
            (self.roles.rank(role.key), role.since or date.min, actor)
            for role, actor in self._offices.get(body.id, ())
            if role.valid_on(day) and (office := self.roles.get(role.key)) is not None and office.head
        ]
        if not held:
            return None
        best = min(rank for rank, _, _ in held)
        return max(((since, actor) for rank, since, actor in held if rank == best), key=lambda pair: pair[0])[1]

    def _roles_at(self, actor_id: str, day: date) -> list[Role]:
        actor = self._actors.get(actor_id)
        if actor is None:
            return []
        valid = [role for role in actor.roles if role.valid_on(day)]
        return sorted(valid, key=lambda role: (self.roles.rank(role.key), -(role.since or date.min).toordinal()))

    def _voice(self, role: Role) -> tuple[str, ...]:
        """Ids of those for whom the holder of `role` speaks."""
        if role.speaks_for is not None:
            return role.speaks_for
        office = self.roles.get(role.key)
        return (role.of,) if office is not None and office.speaks else ()

    def _reach(self, actor_id: str, found: dict[str, Actor]) -> None:
        """Adds the body and all for which it speaks, leaving out those that are but a voice."""
        waiting, seen = [actor_id], {actor_id}
        while waiting:
            body = self._actors[waiting.pop(0)]
            if body.kind not in _PASSED_THROUGH or not body.voices:
                found.setdefault(body.id, body)
            fresh = [whole for whole in body.voices if whole not in seen]
            seen.update(fresh)
            waiting.extend(fresh)

    def _check(self) -> None:
        for actor in self._actors.values():
            for target in actor.voices:
                if target not in self._actors:
                    raise ActorError(f"{actor.id}: speaks_for: unknown actor: {target}")
            for index, role in enumerate(actor.roles):
                if self.roles.get(role.key) is None:
                    raise ActorError(f"{actor.id}: roles.{index}.key: unknown role: {role.key}")
                for field, targets in (("of", (role.of,)), ("speaks_for", role.speaks_for or ())):
                    for target in targets:
                        if target not in self._actors:
                            raise ActorError(f"{actor.id}: roles.{index}.{field}: unknown actor: {target}")


def _merged(actors: Iterable[Actor]) -> list[Actor]:
    return list({actor.id: actor for actor in actors}.values())


def _is(role: Role, key: str, day: date) -> bool:
    return role.key == key and role.valid_on(day)


def _via(actor: Actor) -> Literal["government", "party", "organisation"]:
    if actor.kind == "government":
        return "government"
    return "party" if actor.kind == "party" else "organisation"
