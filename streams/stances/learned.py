"""Issue and stance of a text by models that were learned from examples.

Where the terms of the catalogue find nothing, because nobody thought of the wording, the words as a whole still tell: a
multinomial logistic regression over weighted counts of lemmas (tf–idf: Salton and Buckley 1988, "Term-weighting
approaches in automatic text retrieval"), one for the issue and one for the stance on a given issue. The weights are
files that `volteface issues train` writes; learning needs scikit-learn, reading needs nothing but this.
"""

from __future__ import annotations

import gzip
import sys
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from math import exp, log, sqrt
from pathlib import Path
from typing import Any, cast
from zlib import crc32

import orjson

from schemas.base import Language, StanceLabel
from streams.stances.features import issue_features, stance_features

VERSION = 1
"""Of the files' form."""
LANGUAGES: tuple[Language, ...] = ("uk", "en", "ru")
_REMEMBERED = 16_384
"""Features of a classifier whose rows are kept."""
NONE = "none"
"""The class of what is about no issue."""


class ModelError(ValueError):
    """A file of weights is at fault; the message names the file and the field."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """A linear classifier over weighted counts of features.

    Features are known by a hash of 32 bits (feature hashing: Weinberger et al. 2009), which takes a tenth of the memory
    that their names would.

    Args:
        classes: their names.
        bias: for each class.
        scale: what one step of a weight is worth.
        hashes: of the features, in order.
        frequencies: inverse document frequency of each.
        starts: where the row of each begins in what follows, and where the last one ends.
        places: the classes that a feature speaks for or against, row after row.
        steps: by how many steps, plus 128.
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    hashes: array[int]
    frequencies: array[float]
    starts: array[int]
    places: bytes
    steps: bytes
    _rows: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Where features asked for before have their row, -1 for those that have none."""

    def log_odds(self, features: Iterable[str]) -> list[float]:
        """A score for each class, up to a constant the logarithm of its probability."""
        scores = [0.0] * len(self.classes)
        square = 0.0
        starts, rows = self.starts, self._rows
        if len(rows) >= _REMEMBERED:
            rows.clear()
        for feature, count in Counter(features).items():
            at = rows.get(feature)
            if at is None:
                at = rows[feature] = self._row(feature)
            if at < 0:
                continue
            value = self.frequencies[at] if count == 1 else (1.0 + log(count)) * self.frequencies[at]
            square += value * value
            first, last = starts[at], starts[at + 1]
            for place, step in zip(self.places[first:last], self.steps[first:last], strict=True):
                scores[place] += value * (step - 128)
        factor = self.scale / sqrt(square) if square else 0.0
        return [start + factor * score for start, score in zip(self.bias, scores, strict=True)]

    def _row(self, feature: str) -> int:
        key = feature_hash(feature)
        at = bisect_left(self.hashes, key)
        return at if at < len(self.hashes) and self.hashes[at] == key else -1

    @classmethod
    def of(
        cls,
        classes: Sequence[str],
        bias: Sequence[float],
        scale: float,
        weights: Mapping[str, tuple[float, Mapping[int, int]]],
    ) -> Classifier:
        """A classifier from weights in full.

        Args:
            classes: their names.
            bias: for each class.
            scale: what one step of a weight is worth.
            weights: for each feature its inverse document frequency, and its steps (-127 … 127) by number of class.
        """
        rows = {feature_hash(name): row for name, row in sorted(weights.items())}
        starts, places, steps = array("I", [0]), bytearray(), bytearray()
        for key in sorted(rows):
            for place, step in sorted(rows[key][1].items()):
                places.append(place)
                steps.append(step + 128)
            starts.append(len(places))
        frequencies = array("f", (rows[key][0] for key in sorted(rows)))
        return cls(
            tuple(classes),
            tuple(bias),
            scale,
            array("I", sorted(rows)),
            frequencies,
            starts,
            bytes(places),
            bytes(steps),
        )

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return {
            "classes": self.classes,
            "bias": self.bias,
            "scale": self.scale,
            **{name: b64encode(_little(getattr(self, name))).decode() for name in ("hashes", "frequencies", "starts")},
            "places": b64encode(self.places).decode(),
            "steps": b64encode(self.steps).decode(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Classifier:
        """A classifier from its stored form.

        Raises:
            KeyError, TypeError, ValueError: it is damaged.
        """
        hashes, frequencies, starts = array("I"), array("f"), array("I")
        for kept, name in ((hashes, "hashes"), (frequencies, "frequencies"), (starts, "starts")):
            kept.frombytes(b64decode(data[name]))
            if sys.byteorder == "big":
                kept.byteswap()
        places, steps = b64decode(data["places"]), b64decode(data["steps"])
        if not len(hashes) == len(frequencies) == len(starts) - 1 or not len(places) == len(steps) == starts[-1]:
            raise ValueError("the tables of weights disagree on their lengths")
        if max(places, default=0) >= len(data["classes"]) or len(data["bias"]) != len(data["classes"]):
            raise ValueError("the weights have more classes than there are")
        return cls(
            tuple(data["classes"]), tuple(data["bias"]), data["scale"], hashes, frequencies, starts, places, steps
        )


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """What was learned for one language."""

    language: Language
    issue: Classifier
    stance: Classifier
    examples: str
    """SHA-256 of the examples that it was learned from."""

    def issues(self, lemmas: Sequence[str]) -> dict[str, float]:
        """Probability of each issue, and of `NONE`."""
        chances = softmax(self.issue.log_odds(issue_features(lemmas)))
        return dict(zip(self.issue.classes, chances, strict=True))

    def stances(self, lemmas: Sequence[str], issue: str) -> dict[StanceLabel, float]:
        """Probability of each stance on an issue."""
        chances = softmax(self.stance.log_odds(stance_features(lemmas, issue)))
        return cast("dict[StanceLabel, float]", dict(zip(self.stance.classes, chances, strict=True)))

    def to_bytes(self) -> bytes:
        """The file's contents: the same bytes for the same weights."""
        data = {
            "version": VERSION,
            "language": self.language,
            "examples": self.examples,
            "issue": self.issue.to_json(),
            "stance": self.stance.to_json(),
        }
        return gzip.compress(orjson.dumps(data), 9, mtime=0)

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "model") -> LearnedModel:
        """Read a file of weights.

        Args:
            data: its contents.
            name: what it is called in messages.

        Raises:
            ModelError: it is damaged, or of another version.
        """
        try:
            read = orjson.loads(gzip.decompress(data))
            if read["version"] != VERSION:
                raise ModelError(f"{name}: version: {read['version']!r} is not {VERSION}; train it anew")
            return cls(
                read["language"],
                Classifier.from_json(read["issue"]),
                Classifier.from_json(read["stance"]),
                read["examples"],
            )
        except (KeyError, TypeError, ValueError, OSError, EOFError) as error:
            if isinstance(error, ModelError):
                raise
            raise ModelError(f"{name}: no model that can be read: {error!r}") from error


class Models:
    """The models of all languages, each read when it is first asked for.

    Args:
        folder: where they are, as `volteface issues train` writes them; by default those that ship.

    Raises:
        ModelError: it is no folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise ModelError(f"{folder}: no folder of models")
        self._folder = folder
        self._read: dict[Language, LearnedModel | None] = {}

    def of(self, language: Language) -> LearnedModel | None:
        """The language's model; None where a folder of one's own has none for it.

        Raises:
            ModelError: its file is at fault.
        """
        if language not in self._read:
            file = (files("seeds") / "models" if self._folder is None else self._folder) / file_name(language)
            self._read[language] = LearnedModel.from_bytes(file.read_bytes(), str(file)) if file.is_file() else None
        return self._read[language]


def file_name(language: Language) -> str:
    """What a language's model is called in its folder."""
    return f"{language}.json.gz"


def feature_hash(feature: str) -> int:
    """The number that a feature is known by: CRC-32 of its UTF-8."""
    return crc32(feature.encode())


def _little(values: array[Any]) -> bytes:
    kept = values[:]
    if sys.byteorder == "big":
        kept.byteswap()
    return kept.tobytes()


def softmax(scores: Sequence[float]) -> list[float]:
    """Probabilities in proportion to the exponentials of scores."""
    top = max(scores)
    raised = [exp(score - top) for score in scores]
    whole = sum(raised)
    return [value / whole for value in raised]
