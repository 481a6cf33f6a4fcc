"""Offices: what each key means, its weight and the nouns that name it, from `seeds/roles.yaml`.

The nouns are found in running text, in every case, by `streams.language.gazetteer.Gazetteer.find_roles`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, field_validator

from schemas import Language
from streams.safe_yaml import safe_load


class RoleNoun(BaseModel):
    """A noun phrase for an office, in the nominative: its head noun inflects, the complement stands fast."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    noun: str = Field(min_length=2)
    """канцлер, міністр закордонних справ, secretary of state."""
    of: str | None = None
    """Actor id of the body that the phrase implies: "secretary of state" is the United States'."""


class OfficeKind(BaseModel):
    """One kind of office."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    key: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    """foreign-minister, secretary-general, …"""
    label: str = Field(min_length=1)
    """In English."""
    head: bool = False
    """The first office of its body."""
    speaks: bool = True
    """The holder speaks for the body."""
    unique: bool = True
    """One holder at a time."""
    includes: tuple[str, ...] = ()
    """Keys that answer to this one as well."""
    nouns: dict[Language, tuple[RoleNoun, ...]] = Field(default_factory=dict)
    """By language."""
    feminine: dict[Language, tuple[RoleNoun, ...]] = Field(default_factory=dict)
    """Nouns for women only."""

    @field_validator("nouns", "feminine", mode="before")
    @classmethod
    def _bare_words(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {
            language: [{"noun": item} if isinstance(item, str) else item for item in items]
            if isinstance(items, list)
            else items
            for language, items in value.items()
        }


class RoleLexicon:
    """Every kind of office, in order of weight."""

    def __init__(self, kinds: Iterable[OfficeKind]) -> None:
        self._kinds = {kind.key: kind for kind in kinds}
        self._rank = {key: rank for rank, key in enumerate(self._kinds)}

    @staticmethod
    def default() -> RoleLexicon:
        """The lexicon that ships with the program, read once per process."""
        return _default()

    def __iter__(self) -> Iterator[OfficeKind]:
        return iter(self._kinds.values())

    def get(self, key: str) -> OfficeKind | None:
        """The kind of office, if known."""
        return self._kinds.get(key)

    def rank(self, key: str) -> int:
        """Place in the order of weight, 0 the weightiest; unknown keys come last."""
        return self._rank.get(key, len(self._rank))


@lru_cache(maxsize=1)
def _default() -> RoleLexicon:
    data = safe_load(files("seeds").joinpath("roles.yaml").read_bytes())
    return RoleLexicon(OfficeKind.model_validate(entry) for entry in data["roles"])
