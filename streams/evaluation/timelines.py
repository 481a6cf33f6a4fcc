"""Documented positions over time, to test the tracker on what really happened (seeds/timelines/*.yaml)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from schemas.base import Id, StanceLabel
from schemas.statement import ActKind
from streams.safe_yaml import safe_load


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


class Named(_Strict):
    """Someone or something with an id."""

    id: Id
    """Actor id."""
    name: str = Field(min_length=1)
    """Canonical name."""


class Question(_Strict):
    """An issue, worded as a proposition."""

    id: Id
    """Issue id."""
    label: str = Field(min_length=1)
    """The proposition that stances are towards."""


class Entry(_Strict):
    """One public act of one day."""

    day: date
    """The day."""
    stance: StanceLabel
    """Towards the issue's proposition."""
    act: ActKind = "statement"
    """A decision weighs more than a remark."""
    speaker: str = ""
    """Who spoke, if not the holder itself."""
    gist: str = Field(min_length=1)
    """What was said or done, in our words."""


class TrueShift(_Strict):
    """A documented change."""

    day: date
    """The day of the act that made it."""
    from_stance: StanceLabel = Field(alias="from")
    """Before."""
    to_stance: StanceLabel = Field(alias="to")
    """After."""

    @model_validator(mode="after")
    def _moves(self) -> Self:
        if self.from_stance == self.to_stance:
            raise ValueError(f"no shift: {self.from_stance} on both sides of {self.day}")
        return self


class Timeline(_Strict):
    """One holder on one issue."""

    holder: Named
    """Whose position."""
    issue: Question
    """On what."""
    entries: tuple[Entry, ...] = Field(min_length=2)
    """Acts in order of time."""
    shifts: tuple[TrueShift, ...] = ()
    """Documented changes; none: the position held."""

    @property
    def key(self) -> str:
        """Names the pair: holder id and issue id."""
        return f"{self.holder.id}/{self.issue.id}"

    @property
    def years(self) -> float:
        """Length in years."""
        return (self.entries[-1].day - self.entries[0].day).days / 365.25

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for one, two in pairwise(self.entries):
            if two.day < one.day:
                raise ValueError(f"{self.key}: {two.day} stands after {one.day}")
        days = {entry.day for entry in self.entries}
        for shift in self.shifts:
            if shift.day not in days:
                raise ValueError(f"{self.key}: no entry on the day of the shift, {shift.day}")
        return self


_FILE = TypeAdapter(tuple[Timeline, ...])


def default_paths() -> list[Traversable]:
    """The files that ship with the package."""
    return sorted(
        (path for path in (files("seeds") / "timelines").iterdir() if path.name.endswith(".yaml")),
        key=lambda path: path.name,
    )


def load_timelines(paths: Iterable[str | os.PathLike[str] | Traversable]) -> list[Timeline]:
    """Read timeline files.

    Raises:
        OSError: a file cannot be read.
        YamlError: a file is not YAML.
        pydantic.ValidationError: an entry is wrong; the message names the pair or the place.
        ValueError: two files have the same pair.
    """
    timelines: dict[str, Timeline] = {}
    for path in paths:
        source = Path(path) if isinstance(path, str | os.PathLike) else path
        for timeline in _FILE.validate_python(safe_load(source.read_text(encoding="utf-8")) or []):
            if timeline.key in timelines:
                raise ValueError(f"{timeline.key} stands twice")
            timelines[timeline.key] = timeline
    return list(timelines.values())
