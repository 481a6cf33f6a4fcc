"""What the actor catalogue holds: actors, their offices, and the countries of governments."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from schemas import Language

ActorKind = Literal[
    "person", "government", "ministry", "office", "party", "parliament", "organisation", "alliance", "outlet"
]
"""office: one through which a government speaks, such as a president's administration."""
PersonGender = Literal["masc", "fem"]
SurnameUse = Literal["always", "with-full-name", "never"]
LANGUAGES: tuple[Language, ...] = ("en", "uk", "ru")

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?")


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
    """First day; a month or a year stands for its first day."""
    to: date | None = None
    """Last day; a month or a year stands for its last day."""
    speaks_for: tuple[str, ...] | None = None
    """Actor ids that the holder speaks for; not given: `of`, if the role key speaks for its body."""

    @field_validator("since", mode="before")
    @classmethod
    def _first_day(cls, value: Any) -> Any:
        return _whole_day(value, last=False)

    @field_validator("to", mode="before")
    @classmethod
    def _last_day(cls, value: Any) -> Any:
        return _whole_day(value, last=True)

    @model_validator(mode="after")
    def _in_order(self) -> Role:
        if self.since and self.to and self.to < self.since:
            raise ValueError(f"to {self.to} is before from {self.since}")
        return self

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
    """Nationals, nominative plural: німці, Germans."""
    article: bool = False
    """English puts "the" before the name."""
    leader: str = "prime-minister"
    """Role key of whom "the leader of …" means."""


class Actor(_Strict):
    """Somebody or some body that can hold a position."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)
    kind: ActorKind
    gender: PersonGender | None = None
    """Of a person: without it the name is taken not to inflect."""
    names: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    """The full name first, then short forms, acronyms, other spellings. The first English one is canonical. A short
    form that is a common word begins with "~": it counts in a text that names the actor by another one too (Рада)."""
    surname_ok: bool | SurnameUse | dict[Language, bool | SurnameUse] = True
    """Whether the surname alone names this person: true or "always"; "with-full-name", in a text that has the full
    name too (a common word or a common surname); false or "never". One value, or one for a language."""
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9]\d*$")
    roles: tuple[Role, ...] = ()
    speaks_for: tuple[str, ...] = ()
    """Of a body: actor ids whose voice it is, such as a ministry's government."""
    metonyms: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    """Places that stand for it when they speak: the Kremlin, Berlin; with "~" as in `names`."""
    common_word: bool = False
    """The name is a common word or place too (Голос): it counts only in quotation marks or after its kind (партія
    …)."""
    country: Country | None = None
    """Of a government."""
    template: str | None = None
    """Of a body that every state has: its kind in `seeds/bodies.yaml`, which gives it names."""
    of: str | None = None
    """Of such a body: its government, for which it speaks unless it is a parliament."""

    @model_validator(mode="after")
    def _consistent(self) -> Actor:
        if self.kind == "government" and self.country is None and not self.names:
            raise ValueError("country: a government needs a country or names")
        if self.template is not None and self.of is None:
            raise ValueError("of: a body with a template needs its government")
        if not self.names and self.template is None and self.country is None:
            raise ValueError("names: none")
        return self

    @property
    def name(self) -> str:
        """The canonical name: English, or in the first language there is."""
        for language in LANGUAGES:
            if self.names.get(language):
                return self.names[language][0]
        return self.id

    @property
    def voices(self) -> tuple[str, ...]:
        """Ids of those that the body speaks for; a parliament speaks for itself."""
        return self.speaks_for or ((self.of,) if self.of and self.kind != "parliament" else ())

    def surname_use(self, language: Language) -> SurnameUse:
        """When the surname alone names the person."""
        value = self.surname_ok
        if isinstance(value, dict):
            value = value.get(language, True)
        if isinstance(value, bool):
            return "always" if value else "never"
        return value


def _whole_day(value: Any, last: bool) -> Any:
    match = _PARTIAL.fullmatch(str(value)) if isinstance(value, int | str) else None
    if match is None:
        return value
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    if not 1 <= month <= 12:
        return value
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
