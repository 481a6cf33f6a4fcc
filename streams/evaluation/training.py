"""Learning the models of issue and stance from examples, with scikit-learn."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from schemas.base import Language, StanceLabel
from streams.stances.features import issue_features, lemmas, stance_features
from streams.stances.learned import NONE, Classifier, LearnedModel
from streams.stances.words import read_words

_STANCES: dict[str, StanceLabel] = {"s": "support", "o": "oppose", "c": "conditional", "n": "neutral"}
_HEADER = re.compile(r"#\s*(?P<issue>[a-z0-9-]+)\s+(?P<language>uk|en|ru)")
_LINE = re.compile(r"(?P<stance>[socn]): (?P<text>\S.*)")
_ISSUE_PENALTY = 1 / 20
_STANCE_PENALTY = 1 / 5
"""L2 penalties, chosen on sentences that were written apart from the examples."""
_MOST = 24
"""Weights of a feature that are kept, the largest."""


class ExampleError(ValueError):
    """A file of examples is at fault; the message names the file and the line."""


class Example(NamedTuple):
    """A sentence, what it is about, and the stance that it takes."""

    issue: str
    language: Language
    stance: StanceLabel
    text: str


class Figures(NamedTuple):
    """How well a model reads sentences: precision, recall and F1 of issues, accuracy of stances on the right issue."""

    sentences: int
    precision: float
    recall: float
    f1: float
    stance: float


def read_examples(text: str, name: str) -> list[Example]:
    """Read a file of examples: a header ``# ISSUE LANGUAGE``, then lines ``s: …`` (support), ``o:`` (oppose), ``c:``
    (conditional) and ``n:`` (neutral). The issue of what is about none is ``none``.

    Args:
        text: the file's.
        name: what it is called in messages.

    Raises:
        ExampleError: a line is none of these.
    """
    examples: list[Example] = []
    header: re.Match[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith("#"):
            header = _HEADER.fullmatch(line.strip())
            if header is None:
                raise ExampleError(f"{name}:{number}: header: {line[:80]!r} is not '# ISSUE LANGUAGE'")
            continue
        row = _LINE.fullmatch(line.strip())
        if row is None or header is None:
            raise ExampleError(f"{name}:{number}: example: {line[:80]!r} is not 's: …', 'o: …', 'c: …' or 'n: …'")
        language: Language = header["language"]  # type: ignore[assignment]
        examples.append(Example(header["issue"], language, _STANCES[row["stance"]], row["text"]))
    return examples


def read_files(paths: Iterable[Path]) -> list[Example]:
    """The examples of several files, or of all .txt files of folders, in order of their names.

    Raises:
        ExampleError: a line is at fault, or a file cannot be read.
    """
    found: list[Example] = []
    for path in paths:
        for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
            try:
                found += read_examples(file.read_text(encoding="utf-8"), str(file))
            except (OSError, UnicodeDecodeError) as error:
                raise ExampleError(f"{file}: cannot be read: {error}") from error
    return found


def digest(examples: Iterable[Example]) -> str:
    """SHA-256 of examples, in whatever order."""
    return sha256("\n".join(sorted("\t".join(example) for example in examples)).encode()).hexdigest()


def train(examples: Sequence[Example]) -> dict[Language, LearnedModel]:
    """Learn a model for each language that has examples.

    Raises:
        ModuleNotFoundError: scikit-learn is not installed.
        ExampleError: a language's examples have fewer than two issues or two stances.
    """
    by_language: Mapping[Language, list[Example]] = defaultdict(list)
    for example in examples:
        by_language[example.language].append(example)
    models: dict[Language, LearnedModel] = {}
    for language, own in by_language.items():
        own.sort()  # the outcome does not hang on how the examples are spread over files
        about = [example for example in own if example.issue != NONE]
        for what, values in (("issues", {e.issue for e in own}), ("stances", {e.stance for e in about})):
            if len(values) < 2:
                raise ExampleError(f"{language}: {what}: {sorted(values)} are too few to tell apart")
        models[language] = LearnedModel(
            language,
            _fit([issue_features(_lemmas(e)) for e in own], [e.issue for e in own], _ISSUE_PENALTY),
            _fit([stance_features(_lemmas(e), e.issue) for e in about], [e.stance for e in about], _STANCE_PENALTY),
            digest(own),
        )
    return models


def measure(models: Mapping[Language, LearnedModel], examples: Iterable[Example]) -> dict[Language, Figures]:
    """How well models read examples that they were not learned from, by language.

    The likeliest issue counts as found; what is likeliest about none counts as nothing found.
    """
    by_language: dict[Language, list[Example]] = defaultdict(list)
    for example in examples:
        by_language[example.language].append(example)
    figures: dict[Language, Figures] = {}
    for language, own in by_language.items():
        model = models.get(language)
        if model is None:
            continue
        found = right = stances = 0
        for example in own:
            text = _lemmas(example)
            chances = model.issues(text)
            top = max(chances, key=lambda issue: (chances[issue], issue))
            found += top != NONE
            right += top == example.issue != NONE
            if example.issue != NONE:
                said = model.stances(text, example.issue)
                stances += max(said, key=lambda stance: (said[stance], stance)) == example.stance
        about = sum(example.issue != NONE for example in own)
        precision, recall = right / max(found, 1), right / max(about, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        figures[language] = Figures(len(own), precision, recall, f1, stances / max(about, 1))
    return figures


def _lemmas(example: Example) -> list[str]:
    words = read_words(example.text, example.language)
    return lemmas(words, 0, len(words.items))


def _fit(texts: Sequence[Sequence[str]], labels: Sequence[str], penalty: float) -> Classifier:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = TfidfVectorizer(analyzer=list, sublinear_tf=True)
    model = LogisticRegression(C=1 / penalty, max_iter=500)
    model.fit(counts.fit_transform(texts), labels)
    coefficients, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # one row then stands for both
        coefficients, bias = [-coefficients[0] / 2, coefficients[0] / 2], [-bias[0] / 2, bias[0] / 2]
    scale = max(float(abs(row).max()) for row in coefficients) / 127
    weights: dict[str, tuple[float, dict[int, int]]] = {}
    for name, column in counts.vocabulary_.items():
        steps = {place: round(float(row[column]) / scale) for place, row in enumerate(coefficients)}
        kept = [place for place in sorted(steps, key=lambda place: -abs(steps[place]))[:_MOST] if steps[place]]
        weights[name] = round(float(counts.idf_[column]), 3), {place: steps[place] for place in kept}
    return Classifier.of([str(name) for name in model.classes_], [round(float(b), 4) for b in bias], scale, weights)
