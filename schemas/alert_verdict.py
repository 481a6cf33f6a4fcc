"""What a reader says of an alert."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from schemas.base import Event, Id
from schemas.statement import Holder, IssueRef

Verdict = Literal["acknowledged", "confirmed", "rejected"]
"""acknowledged: seen, no judgement; confirmed: the position has shifted; rejected: it has not."""


class AlertVerdict(Event):
    """A reader's verdict on an alert. The latest one holds; rejections and confirmations are labelled data."""

    ce_type: ClassVar[str] = "volteface.alert.verdict"

    id: Id
    """UUIDv5 of alert, verdict and time."""
    alert_id: Id
    """The alert."""
    alert_revision: int = Field(ge=1)
    """The revision of it that was judged."""
    holder: Holder
    """Whose position."""
    issue: IssueRef
    """On what."""
    verdict: Verdict
    """What the reader says."""
    note: str = Field(default="", max_length=4000)
    """Why, in the reader's words."""
    given_at: AwareDatetime
    """When it was given."""
