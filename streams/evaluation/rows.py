"""What gold and prediction files hold: one JSON object a line, an article (or a statement in its context) each.

The same shapes serve both sides. Offsets are Unicode code points into the article's text as it stands; keys that are
not named here are ignored.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, TypeVar

import orjson
from pydantic import BeforeValidator, ValidationError

from schemas.base import Language, Model, Offset, Probability, StanceLabel


class InputRow(Model):
    """An article to be analysed."""

    id: str
    text: str
    lang: Language | None = None
    """The text's language, where it is known."""
    title: str = ""
    published_at: Annotated[datetime | None, BeforeValidator(lambda value: None if value == "" else value)] = None


class Words(Model):
    """A quotation, in gold or predicted. Gold has `start` and `end`; a prediction has these, or `text`, or both."""

    start: Offset | None = None
    end: Offset | None = None
    text: str = ""
    kind: str | None = None
    """direct, indirect or mixed."""
    speaker: str | None = None
    """Who says it, by name; none for an anonymous speaker."""
    speaker_start: Offset | None = None
    speaker_end: Offset | None = None
    cue: str | None = None
    confidence: Probability | None = None
    """How sure the extractor was."""
    optional: bool = False
    """Gold only: defensible either way, so neither rewarded nor punished."""
    speaker_surface: str | None = None
    """Gold only: the speaker in the text's words."""
    speaker_canonical_en: str | None = None
    """Gold only: the person meant; none for an anonymous speaker."""
    speaker_canonical_alt: tuple[str, ...] = ()
    """Gold only: other names that are as right."""


class Entity(Model):
    """A person, an organisation or a place; with offsets, one mention of it."""

    type: str
    surface: str = ""
    start: Offset | None = None
    end: Offset | None = None
    canonical_en: str = ""
    aliases: tuple[str, ...] = ()


class ArticleRow(Model):
    """An article with annotations: which of them are there depends on the file."""

    id: str
    lang: str = ""
    text: str | None = None
    statements: tuple[Words, ...] = ()
    quotes: tuple[Words, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Entity, ...] = ()


class IssueStance(Model):
    """An issue and where the statement stands on it."""

    id: str
    stance: StanceLabel
    confidence: Probability | None = None
    """Of the stance, in a prediction."""


class StanceInput(Model):
    """A statement in its context, to be read for issues and stances."""

    key: str
    lang: Language
    context: str
    start: Offset
    end: Offset
    title: str = ""
    cue: str | None = None
    statement: str = ""
    speaker: str | None = None


class StanceRow(Model):
    """A statement's issues, in gold or predicted."""

    key: str
    issues: tuple[IssueStance, ...] = ()
    lang: str = ""
    speaker: str | None = None
    statement: str = ""


AnyRow = TypeVar("AnyRow", InputRow, ArticleRow, StanceInput, StanceRow)


class RowError(ValueError):
    """A line is not what it should be.

    Args:
        line: its number, from 1.
        message: what is wrong with it.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line


def read_row(model: type[AnyRow], line: bytes, number: int) -> AnyRow:
    """One line of a file.

    Raises:
        RowError: it is not JSON, a field is missing, or one has the wrong type.
    """
    try:
        return model.model_validate(orjson.loads(line))
    except orjson.JSONDecodeError as error:
        raise RowError(number, f"not JSON: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise RowError(number, f"{where}: {first['msg']}" if where else first["msg"]) from None


def read_rows(model: type[AnyRow], data: bytes) -> tuple[list[AnyRow], list[RowError]]:
    """All lines of a file that can be read, and what is wrong with the others. Empty lines are passed over."""
    rows: list[AnyRow] = []
    errors: list[RowError] = []
    for number, line in numbered(data):
        try:
            rows.append(read_row(model, line, number))
        except RowError as error:
            errors.append(error)
    return rows, errors


def numbered(data: bytes) -> Iterable[tuple[int, bytes]]:
    """The lines that hold something, with their numbers from 1."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, line
