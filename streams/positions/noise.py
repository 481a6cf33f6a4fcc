"""How often a stance is misread: the observation model of the position filter.

The confusion matrix comes from a file, measured on labelled statements, and is widened pessimistically: a Bayesian
filter beats simple rules only while its noise model fits, and costs least when it errs on the side of more noise.
"""

from __future__ import annotations

import os
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import log
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import STANCE_SCORES, Model, StanceLabel

STANCES: tuple[StanceLabel, StanceLabel, StanceLabel, StanceLabel] = ("oppose", "neutral", "conditional", "support")
"""The hidden states of the filter, from least to most in favour."""

VALUES: tuple[float, ...] = tuple(STANCE_SCORES[label] for label in STANCES)
"""The states on the axis −1 … 1."""

INDEX: dict[StanceLabel, int] = {label: index for index, label in enumerate(STANCES)}
"""Place of each stance in `STANCES`."""


class NoiseModel(Model):
    """Counts of true against read stance, and how far to widen them."""

    version: Literal[1] = 1
    """Major version of the file format."""
    note: str = ""
    """Where the counts come from."""
    order: tuple[StanceLabel, ...] = STANCES
    """Order of rows and columns, for the reader of the file."""
    counts: dict[StanceLabel, dict[StanceLabel, float]]
    """Counts by true stance, then by the stance that was read."""
    pseudo_count: float = Field(default=1.0, gt=0.0)
    """Added to every cell, so that what a small sample never saw stays possible."""
    uniform_share: float = Field(default=0.1, ge=0.0, lt=1.0)
    """Share of readings that are taken to be pure chance: the pessimism."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for label in STANCES:
            row = self.counts.get(label)
            if row is None:
                raise ValueError(f"no row for the true stance {label!r}")
            if any(count < 0 for count in row.values()):
                raise ValueError(f"negative count in the row of {label!r}")
        return self

    @classmethod
    def load(cls, path: str | os.PathLike[str] | Traversable) -> Self:
        """Read a noise file.

        Raises:
            OSError: the file cannot be read.
            pydantic.ValidationError: it is not JSON, a row is missing, or a count is negative.
        """
        source = Path(path) if isinstance(path, str | os.PathLike) else path
        return cls.model_validate_json(source.read_bytes())

    @classmethod
    def default(cls) -> NoiseModel:
        """The model of the extractor that ships with the package (seeds/noise/confusion.json)."""
        return _shipped("confusion.json")

    @classmethod
    def coded(cls) -> NoiseModel:
        """The model of stances coded by hand (seeds/noise/coded.json)."""
        return _shipped("coded.json")

    @cached_property
    def matrix(self) -> tuple[tuple[float, ...], ...]:
        """The widened P(read | true): a row for each true stance, in the order of `STANCES`; each row adds up to 1."""
        rows = []
        for true in STANCES:
            smoothed = [self.counts[true].get(read, 0.0) + self.pseudo_count for read in STANCES]
            total = sum(smoothed)
            even = self.uniform_share / len(STANCES)
            rows.append(tuple((1.0 - self.uniform_share) * cell / total + even for cell in smoothed))
        return tuple(rows)

    @cached_property
    def log_matrix(self) -> tuple[tuple[float, ...], ...]:
        """Natural logarithm of `matrix`, transposed: a row for each stance that was read."""
        return tuple(tuple(log(row[read]) for row in self.matrix) for read in range(len(STANCES)))


@lru_cache(maxsize=2)
def _shipped(name: str) -> NoiseModel:
    return NoiseModel.load(files("seeds") / "noise" / name)
