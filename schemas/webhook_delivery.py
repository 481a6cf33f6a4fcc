"""How far the delivery to an endpoint has come."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from schemas.base import Event, Id
from schemas.webhook_subscription import EndpointId


class WebhookDelivery(Event):
    """A message that an endpoint has yet to take: its first try failed, or it is asked for again.

    Each try replaces the record; a record with no value under its key ends it: delivered, or in the dead letters.
    """

    ce_type: ClassVar[str] = "volteface.webhook.delivery"

    endpoint_id: EndpointId
    """The endpoint."""
    message_id: Id
    """The `webhook-id`, the same for all tries: the alert's id, with `.revision` for an update."""
    alert_id: Id
    """The alert."""
    holder_id: Id
    """Whose position it is about."""
    partition: int = Field(ge=0)
    """Partition of the topic of alerts that holds the alert."""
    offset: int = Field(ge=0)
    """Its offset there."""
    attempts: int = Field(ge=0)
    """Tries of the schedule so far."""
    first_at: AwareDatetime
    """When it was first due."""
    next_at: AwareDatetime
    """When the next try is due."""
    cause: str = Field(default="", max_length=500)
    """Why the last try failed."""
    replay: bool = False
    """Whether an operator asked for it again."""


class WebhookCursor(Event):
    """Up to where an endpoint has got the alerts: what lies before is delivered, or has a delivery record of its own.

    After a crash the alerts behind it are sent again, under the same `webhook-id`.
    """

    ce_type: ClassVar[str] = "volteface.webhook.cursor"

    endpoint_id: EndpointId
    """The endpoint."""
    offsets: dict[int, int]
    """Partition of the topic of alerts → offset of the first alert that is not done."""
    updated_at: AwareDatetime
    """When it was written."""
