"""The catalogue of issues: propositions that statements support or oppose, with the terms that name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from schemas.base import Language, StanceLabel
from streams.safe_yaml import YamlError, safe_load
from streams.stances.patterns import PatternError, split_phrase

SEED = "seeds/issues.yaml"
"""What the catalogue that ships is called in messages."""


class IssueError(ValueError):
    """A catalogue of issues is at fault; the message names the file, the issue and the field."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Strict):
    """A sentence about the issue, with the stance that it takes. Examples serve as tests of the terms."""

    text: str = Field(min_length=1)
    stance: StanceLabel


class Issue(_Strict):
    """An issue of the catalogue.

    A term is one or more parts: ``a | b`` (any of the phrases), ``part + part`` (the second one anywhere near: in the
    quotation, its neighbourhood, the headline), ``part & part`` (within the same sentence, at most twelve words apart),
    ``part ! part`` (the second one not within six words), ``part @ part`` (the speaker, or one whom it speaks for, is
    named so). ``$name`` stands for a group of the vocabulary. The first part is what the statement must speak of. A
    term that begins with ``?`` is weak: it counts where nothing else does.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)
    label: dict[Language, str]
    """A short name per language; English is required."""
    proposition: str = Field(min_length=1)
    """What support and opposition refer to, in English."""
    parent: str | None = None
    """The broader issue: where this one is found, its parent is not counted apart."""
    default: StanceLabel = "support"
    """The stance of a statement that speaks of the issue and says nothing for or against it."""
    general: bool = False
    """Counts only where the quotation names no other issue."""
    charge: bool = False
    """The proposition itself blames: condemnation is support, and only denial and negation turn it round."""
    kinds: bool = False
    """Its narrower issues are kinds of one thing: who lists several of them speaks of this one."""
    rivals: tuple[str, ...] = ()
    """Issues that the same phrases may name, one or the other: of talks with the Kremlin the context tells which."""
    carries: dict[Language, tuple[str, ...]] = {}
    """Verbs and nouns of action, as stems, that carry the proposition out: who "cuts" emissions does not turn against
    cutting them."""
    ills: dict[Language, tuple[str, ...]] = {}
    """What the proposition is against, as stems: who says that it does harm is for the proposition."""
    terms: dict[Language, tuple[str, ...]]
    """Wordings in the direction of the proposition."""
    opposed: dict[Language, tuple[str, ...]] = {}
    """Wordings in the opposite direction ("lift sanctions" is found by its verb; "Crimea is Russian" stands here)."""
    examples: dict[Language, tuple[Example, ...]] = {}

    @field_validator("label")
    @classmethod
    def _english(cls, value: dict[Language, str]) -> dict[Language, str]:
        if "en" not in value:
            raise ValueError("an English label is required")
        return value


class _File(_Strict):
    vocabulary: dict[str, dict[Language, tuple[str, ...]]] = {}
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a term: phrases, and how it relates to the first part ("", "+", "&", "!" or "@")."""

    relation: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term, read."""

    issue: str
    opposed: bool
    weak: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, eq=False)
class IssueCatalogue:
    """Issues by id, and the vocabulary that their terms share."""

    issues: dict[str, Issue]
    vocabulary: dict[str, dict[Language, tuple[str, ...]]]

    @classmethod
    def default(cls, *paths: str | Path) -> IssueCatalogue:
        """The catalogue that ships with the package, with the user's own files on top.

        Raises:
            IssueError: a file is not as it must be.
            OSError: a file cannot be read.
        """
        return cls._build(sources(*paths))

    @classmethod
    def load(cls, *paths: str | Path) -> IssueCatalogue:
        """Read catalogues; a later file adds issues and vocabulary, and replaces those of the same name.

        Args:
            paths: YAML files in UTF-8.

        Raises:
            IssueError: a file is not as it must be.
            OSError: a file cannot be read.
        """
        return cls._build(_texts(paths))

    @classmethod
    def _build(cls, sources: list[tuple[str, str]]) -> IssueCatalogue:
        issues: dict[str, Issue] = {}
        vocabulary: dict[str, dict[Language, tuple[str, ...]]] = {}
        for name, text in sources:
            read = _read(name, text)
            vocabulary.update(read.vocabulary)
            seen: set[str] = set()
            for issue in read.issues:
                if issue.id in seen:
                    raise IssueError(f"{name}: {issue.id}: listed twice")
                seen.add(issue.id)
                issues[issue.id] = issue
        made = cls(issues, vocabulary)
        made._check()
        return made

    def get(self, issue_id: str) -> Issue | None:
        """The issue of that id."""
        return self.issues.get(issue_id)

    def __iter__(self) -> Iterator[Issue]:
        return iter(self.issues.values())

    def __len__(self) -> int:
        return len(self.issues)

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Languages in which at least one issue has terms."""
        return tuple(sorted({language for issue in self for language in issue.terms}))

    def ancestors(self, issue_id: str) -> tuple[str, ...]:
        """Ids of the broader issues, nearest first."""
        found: list[str] = []
        issue = self.issues.get(issue_id)
        while issue is not None and issue.parent is not None and issue.parent not in found:
            found.append(issue.parent)
            issue = self.issues.get(issue.parent)
        return tuple(found)

    def are_rivals(self, one: str, other: str) -> bool:
        """Whether the same phrases may name either issue, so that the context must tell which is meant."""
        return other in self.issues[one].rivals or one in self.issues[other].rivals

    def terms(self, language: Language) -> list[Term]:
        """Every term of a language, groups of the vocabulary replaced by their phrases."""
        return self._terms.get(language, [])

    @cached_property
    def _terms(self) -> dict[Language, list[Term]]:
        return {
            language: [
                self.read_term(issue.id, text, language, opposed)
                for issue in self
                for opposed, table in ((False, issue.terms), (True, issue.opposed))
                for text in table.get(language, ())
            ]
            for language in sorted({language for issue in self for language in (*issue.terms, *issue.opposed)})
        }

    @cached_property
    def _groups(self) -> dict[tuple[str, Language], tuple[str, ...]]:
        """The phrases of the vocabulary's groups that terms have asked for."""
        return {}

    def _check(self) -> None:
        for issue in self:
            if issue.parent is not None and issue.parent not in self.issues:
                raise IssueError(f"{issue.id}: parent: no issue {issue.parent!r}")
            if unknown := [rival for rival in issue.rivals if rival not in self.issues]:
                raise IssueError(f"{issue.id}: rivals: no issue {unknown[0]!r}")
            if issue.id in self.ancestors(issue.id):
                raise IssueError(f"{issue.id}: parent: the chain of parents comes back to the issue itself")
        _ = self._terms  # read here, so that whatever is wrong with one is told

    def read_term(self, issue: str, text: str, language: Language, opposed: bool = False) -> Term:
        """One term, groups of the vocabulary replaced by their phrases.

        Raises:
            IssueError: it is not written as it must be, or there is no such group.
        """
        body = text.strip()
        weak = body.startswith("?")
        parts: list[Part] = []
        relation = ""
        phrase: list[str] = []
        for word in [*body.lstrip("? ").split(), "+"]:
            if word in ("+", "&", "!", "@"):
                parts.append(Part(relation, self._phrases(issue, text, " ".join(phrase), language)))
                relation, phrase = word, []
            else:
                phrase.append(word)
        return Term(issue, opposed, weak, tuple(parts))

    def _phrases(self, issue: str, term: str, part: str, language: Language) -> tuple[str, ...]:
        found: list[str] = []
        for phrase in part.split(" | "):
            phrase = phrase.strip()
            if phrase.startswith("$"):
                name = phrase[1:]
                if (name, language) not in self._groups:
                    group = self.vocabulary.get(name, {}).get(language)
                    if group is None:
                        raise IssueError(f"{issue}: term {term!r}: no vocabulary {phrase!r} for {language!r}")
                    self._groups[name, language] = self._phrases(issue, term, " | ".join(group), language)
                found += self._groups[name, language]
                continue
            try:
                split_phrase(phrase)
            except PatternError as error:
                raise IssueError(f"{issue}: term {term!r}: {error}") from error
            found.append(phrase)
        return tuple(found)


def sources(*paths: str | Path) -> list[tuple[str, str]]:
    """Name and text of the catalogue that ships, then of each file.

    Raises:
        IssueError: a file is not in UTF-8.
        OSError: a file cannot be read.
    """
    return [(SEED, files("seeds").joinpath("issues.yaml").read_text(encoding="utf-8")), *_texts(paths)]


def read_yaml(name: str, text: str, *, unique_keys: bool = True) -> dict[str, Any]:
    """The mapping that a catalogue's file holds, its content not checked.

    Raises:
        IssueError: it is no YAML, or no mapping.
    """
    try:
        data = safe_load(text, unique_keys=unique_keys)
    except YamlError as error:
        raise IssueError(f"{name}: not YAML: {error}") from error
    if not isinstance(data, dict):
        raise IssueError(f"{name}: a mapping with the keys vocabulary and issues is expected")
    return data


def _texts(paths: tuple[str | Path, ...]) -> list[tuple[str, str]]:
    found = []
    for path in paths:
        try:
            found.append((str(path), Path(path).read_text(encoding="utf-8")))
        except UnicodeDecodeError as error:
            raise IssueError(f"{path}: not in UTF-8: {error}") from error
    return found


def _read(name: str, text: str) -> _File:
    data = read_yaml(name, text)
    try:
        return _File.model_validate(data)
    except ValidationError as error:
        raise IssueError(f"{name}: {_first(error, data)}") from error


def _first(error: ValidationError, data: dict[str, Any]) -> str:
    """The first error, its issue named by id rather than by its number."""
    detail = error.errors()[0]
    where = list(detail["loc"])
    if len(where) > 1 and where[0] == "issues" and isinstance(where[1], int):
        entry = data["issues"][where[1]]
        where[:2] = [entry.get("id", f"issues.{where[1]}") if isinstance(entry, dict) else f"issues.{where[1]}"]
    return f"{'.'.join(map(str, where))}: {detail['msg']} (got {str(detail['input'])[:80]!r})"
