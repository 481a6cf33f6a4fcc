"""Who can speak: persons, governments, ministries, parties and bodies, with names, dated roles and whom they speak for.

`ActorCatalogue` is pure and immutable; the day is always an argument. Role nouns ("foreign minister", "глава МЗС") are in
`streams.roles.RoleLexicon`; names in running text are found by `streams.language.gazetteer.Gazetteer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from os import PathLike
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas import Holder, Language, SpeakerRef
from schemas.enriched_article import SpeakerKind

ActorKind = Literal["person", "government", "ministry", "office", "party", "parliament", "organisation", "alliance", "outlet"]
PersonGender = Literal["masc", "fem"]


class ActorError(ValueError):
    """The catalogue is at fault; the message names the file, the actor's id and the field."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True)


class Role(_Strict):
    """An office held for a time. The days are inclusive; none: open on that side."""

    key: str
    """Key of `seeds/roles.yaml`: president, prime-minister, foreign-minister, party-leader, …"""
    of: str
    """Actor id of the government, ministry, party or body."""
    title: dict[Language, str] = Field(default_factory=dict)
    """What the office is called, where the role key says too little."""
    since: date | None = Field(default=None, alias="from")
    """First day."""
    to: date | None = None
    """Last day."""
    speaks_for: tuple[str, ...] | None = None
    """Actor ids that the holder speaks for; not given: `of`, if the role key speaks for its institution."""

    def valid_on(self, day: date) -> bool:
        """Whether the office was held on `day`."""
        return (self.since is None or self.since <= day) and (self.to is None or day <= self.to)


class Country(_Strict):
    """What the country of a government is called."""

    code: str = Field(pattern=r"^[A-Z]{2}$")
    """ISO 3166-1 alpha-2."""
    names: dict[Language, tuple[str, ...]]
    """Names in the nominative, the usual one first: Німеччина, ФРН."""
    adjectives: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    """Masculine nominative: німецький, French."""
    demonyms: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    """Nationals, masculine nominative plural first: німці, Germans."""


class Actor(_Strict):
    """Somebody or some body that can hold a position."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)
    kind: ActorKind
    gender: PersonGender | None = None
    """Of a person."""
    names: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    """The full name first, then short forms, acronyms, other spellings. The first English one is canonical."""
    surname_ok: bool = True
    """Whether the surname alone names this person; if not, only in a text that has the full name too."""
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9]\d*$")
    roles: tuple[Role, ...] = ()
    speaks_for: tuple[str, ...] = ()
    """Of an institution: actor ids whose voice it is, such as a ministry's government."""
    metonyms: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    """Places that stand for it when they speak: the Kremlin, Berlin."""
    country: Country | None = None
    """Of a government."""

    @property
    def name(self) -> str:
        """The canonical English name."""
        return self.names["en"][0]


class ActorCatalogue:
    """All known actors, indexed by id, by office and by date."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        raise NotImplementedError

    @classmethod
    def load(cls, *paths: str | PathLike[str]) -> ActorCatalogue:
        """Read YAML or JSON files; a later file adds actors or replaces those with the same id.

        Raises:
            ActorError: a file, an entry or a reference is at fault.
        """
        raise NotImplementedError

    @classmethod
    def default(cls, *paths: str | PathLike[str]) -> ActorCatalogue:
        """The seed catalogue, with the user's own files on top."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Actor]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def get(self, actor_id: str) -> Actor | None:
        """The actor, if known."""
        raise NotImplementedError

    def role_at(self, actor_id: str, day: date) -> Role | None:
        """The weightiest office that the actor held on `day`."""
        raise NotImplementedError

    def holders(self, actor_id: str, day: date, name: str | None = None) -> tuple[Holder, ...]:
        """Whose position the actor's words express on `day`: its own first, then those it speaks for; four at most.

        An unknown actor is its own only holder, under `name` or, without it, its id.
        """
        raise NotImplementedError

    def speaker_ref(
        self, actor_id: str, name: str | None = None, day: date | None = None, kind: SpeakerKind | None = None
    ) -> SpeakerRef:
        """The actor as a speaker, with the role and affiliation of `day`."""
        raise NotImplementedError

    def who_holds(self, role_key: str, of: str, day: date) -> Actor | None:
        """Who held the office `role_key` of the government or body `of` on `day`.

        The key `head` asks for the first office of that body, whatever it is called ("глава МЗС", "голова Єврокомісії").
        None where nobody is known, or where several hold such an office at a time (deputies, lawmakers).
        """
        raise NotImplementedError
