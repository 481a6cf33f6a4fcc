"""A shift in a holder's position, with its evidence."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import AwareDatetime, ConfigDict, Field, model_validator

from schemas.base import Event, Id, Language, Model, Probability, StanceLabel
from schemas.statement import ArticleRef, Holder, IssueRef, SpeakerRef

AlertTier = Literal["candidate", "confirmed", "withdrawn"]
AlertKind = Literal["reversal", "hardening", "softening", "condition-added", "condition-dropped", "first-position"]
Severity = Literal["low", "medium", "high"]


class Evidence(Model):
    """One utterance, and all its reports."""

    statement_ids: tuple[Id, ...] = Field(min_length=1)
    """Statements that report it."""
    speaker: SpeakerRef
    """Who said it."""
    stance: StanceLabel
    """Its stance."""
    quote: str = Field(min_length=1)
    """The words, in the language of the report."""
    language: Language
    """Language of `quote`."""
    stated_at: AwareDatetime
    """When it was said."""
    sources: tuple[ArticleRef, ...] = Field(min_length=1)
    """The reports, first one first."""


class Alert(Event):
    """A holder's position has moved, or is known for the first time.

    An update of the same shift carries the same id and a higher revision.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)
    ce_type: ClassVar[str] = "volteface.alert"

    id: Id
    """UUIDv5 of holder, issue, direction and the day of the first sign: the same for whichever report came first.
    Of a first position: of holder and issue."""
    revision: int = Field(default=1, ge=1)
    """Counts the updates of this alert."""
    holder: Holder
    """Whose position."""
    issue: IssueRef
    """On what."""
    from_stance: StanceLabel | None = Field(default=None, alias="from", serialization_alias="from")
    """The position before; null for a first position, and only then."""
    to_stance: StanceLabel = Field(alias="to", serialization_alias="to")
    """The position after."""
    kind: AlertKind
    """What sort of movement; first-position: none, a position was taken where none was known."""
    tier: AlertTier
    """candidate: one weighty sign; confirmed: the posterior passed the threshold; withdrawn: walked back, retracted."""
    severity: Severity
    """How far the position moved, and how sure we are."""
    probability: Probability
    """Probability that the position changed, or of a first position that it is this one."""
    changed_at: AwareDatetime
    """Event time of the first statement at the new position."""
    detected_at: AwareDatetime
    """Event time of the statement that raised the alert."""
    evidence_before: tuple[Evidence, ...] = ()
    """Latest evidence for the old position, oldest first; empty for a first position, and only then."""
    evidence_after: tuple[Evidence, ...] = ()
    """Evidence for the new position, oldest first; empty when all of it was withdrawn."""
    explanation: str = Field(min_length=1)
    """One sentence in English."""
    explanation_local: dict[Language, str] = Field(default_factory=dict)
    """The same in other languages."""

    @model_validator(mode="after")
    def _something_before(self) -> Self:
        if self.kind == "first-position":
            if self.from_stance is not None or self.evidence_before:
                raise ValueError("nothing comes before a first position: neither a stance nor evidence")
        elif self.from_stance is None or not self.evidence_before:
            raise ValueError("a shift has a stance that it comes from, and evidence for it")
        return self
