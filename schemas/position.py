"""Where a holder stands on an issue, as estimated from the statements so far."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import AwareDatetime, Field, model_validator

from schemas.base import Event, Id, Model, Probability, StanceLabel
from schemas.statement import Holder, IssueRef


class StanceEstimate(Model):
    """A probability for each stance."""

    label: StanceLabel
    """The likeliest stance."""
    score: float = Field(ge=-1.0, le=1.0)
    """Expected stance on the axis −1 … 1."""
    deviation: float = Field(ge=0.0, le=1.0)
    """Standard deviation of the score, on the same axis."""
    probabilities: dict[StanceLabel, Probability]
    """One probability per stance; they add up to one."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(self.probabilities.values())
        if abs(total - 1.0) > 1e-6:
            raise ValueError(f"probabilities add up to {total}, not to 1")
        return self


class Position(Event):
    """The estimate after the latest statement; the topic keeps the last one for each holder and issue."""

    ce_type: ClassVar[str] = "volteface.position"

    holder: Holder
    """Whose position."""
    issue: IssueRef
    """On what."""
    stance: StanceEstimate
    """The estimate, with its uncertainty."""
    announced: StanceLabel | None = None
    """The stance that alerts are measured against: the last one established."""
    evidence_count: int = Field(ge=0)
    """Pieces of evidence; several reports of one utterance are one."""
    report_count: int = Field(default=0, ge=0)
    """Statements behind them."""
    since: AwareDatetime | None = None
    """Event time since when the present stance has held."""
    updated_at: AwareDatetime | None = None
    """Event time of the newest evidence."""
    last_statements: tuple[Id, ...] = Field(default=(), max_length=20)
    """Statement ids, newest last."""
