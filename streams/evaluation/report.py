"""What an evaluation found, and how it compares with one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from pydantic import Field, ValidationError

from schemas.base import Model, StanceLabel
from streams.evaluation.calibration import Reliability

Task = Literal["quotations", "statements", "mentions", "stances"]
Figures = dict[str, float | int | None]

LANGUAGES = ("uk", "ru", "en")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one subset in one language."""

    language: str
    """ISO 639-1 code, or "all"."""
    subset: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Problem:
    """A prediction that is wrong, or a gold item without one."""

    kind: Literal["missed", "false alarm", "speaker", "kind", "stance"]
    id: str
    """The article's or statement's."""
    language: str
    words: str
    """What it is about, in its context, on one line."""
    note: str = ""
    """What was wanted and what came."""


Confusion = dict[StanceLabel, dict[StanceLabel, int]]
"""Counts by gold stance, then by predicted stance."""


@dataclass(slots=True)
class Report:
    """All figures of an evaluation."""

    task: Task
    rows: list[Row] = field(default_factory=list)
    calibration: dict[str, Reliability] = field(default_factory=dict)
    confusion: Confusion | None = None
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Ids of gold rows that have no prediction; these count as empty ones."""

    def to_dict(self, *, problems: bool = False) -> dict[str, Any]:
        """JSON-ready values; figures are rounded to six digits."""
        document: dict[str, Any] = {
            "task": self.task,
            "rows": [
                {"language": row.language, "subset": row.subset, "figures": rounded(row.figures)} for row in self.rows
            ],
        }
        if self.calibration:
            document["calibration"] = {
                name: {
                    "expected_calibration_error": round(table.error, 6),
                    "items": table.items,
                    "bins": [rounded(asdict(one)) for one in table.bins],
                }
                for name, table in self.calibration.items()
            }
        if self.confusion is not None:
            document["confusion"] = self.confusion
        if problems:
            document["problems"] = [asdict(problem) for problem in self.problems]
        if self.missing:
            document["missing"] = self.missing
        return document


def rounded(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The same with six digits after the point."""
    return {name: round(value, 6) if isinstance(value, float) else value for name, value in figures.items()}


def languages_of(found: Iterable[str]) -> list[str]:
    """`all`, then the languages that occur, ours first."""
    present = set(found) - {""}
    return [ALL, *(code for code in LANGUAGES if code in present), *sorted(present - set(LANGUAGES))]


class _PreviousRow(Model):
    language: str
    subset: str
    figures: Figures


class Previous(Model):
    """The figures of an earlier run, as `Report.to_dict` wrote them."""

    task: Task
    rows: tuple[_PreviousRow, ...]
    by_row: dict[tuple[str, str], Figures] = Field(default_factory=dict, exclude=True)

    def model_post_init(self, context: Any, /) -> None:
        """Index the rows."""
        for row in self.rows:
            self.by_row[row.language, row.subset] = row.figures

    def delta(self, row: Row, figure: str) -> float | None:
        """How much a figure has grown since; none where the earlier run had none."""
        before, now = self.by_row.get((row.language, row.subset), {}).get(figure), row.figures.get(figure)
        return None if before is None or now is None else now - before


def read_previous(data: bytes, task: Task) -> Previous:
    """An earlier run's JSON.

    Raises:
        ValueError: it is none, or one of another task.
    """
    try:
        previous = Previous.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}".lstrip(": ")) from None
    if previous.task != task:
        raise ValueError(f"an evaluation of {previous.task}, not of {task}")
    return previous
