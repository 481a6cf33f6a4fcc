"""Issue and stance of a text by models that were learned from examples.

Where the terms of the catalogue find nothing, because nobody thought of the wording, the words as a whole still tell: a
multinomial logistic regression over weighted counts of lemmas (tf–idf: Salton and Buckley 1988, "Term-weighting
approaches in automatic text retrieval"), one for the issue and one for the stance on a given issue. The weights are
files that `volteface issues train` writes; learning needs scikit-learn, reading needs nothing but this.
"""

from __future__ import annotations

import gzip
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import exp, log, sqrt
from pathlib import Path
from typing import Any, cast

import orjson

from schemas.base import Language, StanceLabel
from streams.stances.features import issue_features, stance_features

VERSION = 1
"""Of the files' form."""
LANGUAGES: tuple[Language, ...] = ("uk", "en", "ru")
NONE = "none"
"""The class of what is about no issue."""


class ModelError(ValueError):
    """A file of weights is at fault; the message names the file and the field."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """A linear classifier over weighted counts of features.

    Args:
        classes: their names.
        bias: for each class.
        scale: what one step of a weight is worth.
        weights: for each feature its inverse document frequency, and two rows of bytes: classes, and their weights in
            steps (signed).
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    weights: Mapping[str, tuple[float, bytes, bytes]]

    def log_odds(self, features: Iterable[str]) -> list[float]:
        """A score for each class, up to a constant the logarithm of its probability."""
        scores = [0.0] * len(self.classes)
        square = 0.0
        for feature, count in Counter(features).items():
            known = self.weights.get(feature)
            if known is None:
                continue
            frequency, places, steps = known
            value = (1.0 + log(count)) * frequency
            square += value * value
            for place, step in zip(places, steps, strict=True):
                scores[place] += value * (step - 128)
        factor = self.scale / sqrt(square) if square else 0.0
        return [start + factor * score for start, score in zip(self.bias, scores, strict=True)]

    def to_json(self) -> dict[str, Any]:
        """What `of` reads."""
        rows = list(self.weights.items())
        return {
            "classes": self.classes,
            "bias": [round(value, 4) for value in self.bias],
            "scale": self.scale,
            "features": [name for name, _ in rows],
            "frequencies": [round(row[0], 3) for _, row in rows],
            "lengths": b64encode(bytes(len(row[1]) for _, row in rows)).decode(),
            "places": b64encode(b"".join(row[1] for _, row in rows)).decode(),
            "steps": b64encode(b"".join(row[2] for _, row in rows)).decode(),
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Classifier:
        """A classifier from its stored form.

        Raises:
            KeyError, TypeError, ValueError: it is damaged.
        """
        places, steps = b64decode(data["places"]), b64decode(data["steps"])
        weights: dict[str, tuple[float, bytes, bytes]] = {}
        start = 0
        lengths = b64decode(data["lengths"])
        for name, frequency, length in zip(data["features"], data["frequencies"], lengths, strict=True):
            weights[name] = frequency, places[start : start + length], steps[start : start + length]
            start += length
        if start != len(places) or start != len(steps):
            raise ValueError("rows of weights and their lengths disagree")
        return cls(tuple(data["classes"]), tuple(data["bias"]), float(data["scale"]), weights)


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """What was learned for one language."""

    language: Language
    issue: Classifier
    stance: Classifier
    examples: str
    """SHA-256 of the examples that it was learned from."""

    def issues(self, lemmas: Sequence[str], others: Mapping[str, float] | None = None) -> dict[str, float]:
        """Probability of each issue, and of `NONE`.

        Args:
            lemmas: the text's.
            others: for each class what to add to its score, such as what the rest of the article tells.
        """
        scores = self.issue.log_odds(issue_features(lemmas))
        if others:
            scores = [score + others.get(name, 0.0) for name, score in zip(self.issue.classes, scores, strict=True)]
        return dict(zip(self.issue.classes, _softmax(scores), strict=True))

    def stances(self, lemmas: Sequence[str], issue: str) -> dict[StanceLabel, float]:
        """Probability of each stance on an issue."""
        chances = _softmax(self.stance.log_odds(stance_features(lemmas, issue)))
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
            return cls(read["language"], Classifier.of(read["issue"]), Classifier.of(read["stance"]), read["examples"])
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


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [exp(score - top) for score in scores]
    whole = sum(raised)
    return [value / whole for value in raised]
