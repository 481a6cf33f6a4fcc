"""A record that a stage could not process, with its reason and its original bytes."""

from __future__ import annotations

import base64
from typing import ClassVar, Literal

from pydantic import AwareDatetime, Base64Bytes, Field

from schemas.base import Event, Id, Model

Stage = Literal["enrichment", "statements", "alerting", "tracking", "delivery", "produce"]
ReasonCode = Literal[
    "not-json",  # the bytes are not JSON in UTF-8
    "invalid-field",  # a field is missing, of the wrong type or out of bounds
    "empty-text",  # nothing left to read
    "too-long",  # the text is over the limit
    "unsupported-language",  # not Ukrainian, English or Russian
    "date-in-future",  # published after the record itself
    "date-out-of-range",  # before the year 1900
    "processing-error",  # a stage failed on it unexpectedly
    "undeliverable",  # a webhook did not take it
]


class Original(Model):
    """The record as it stood on its topic."""

    topic: str
    """Topic name."""
    partition: int = Field(ge=0)
    """Partition number."""
    offset: int = Field(ge=0)
    """Offset within the partition."""
    key: Base64Bytes | None = None
    """The record's key, base64 in JSON."""
    value: Base64Bytes | None = None
    """The record's value, base64 in JSON."""
    headers: tuple[tuple[str, Base64Bytes], ...] = ()
    """The record's headers in order, values base64 in JSON."""
    timestamp: AwareDatetime | None = None
    """The record's Kafka timestamp."""


class DeadLetter(Event):
    """What could not be processed. Nothing of the record is lost: it can be replayed."""

    ce_type: ClassVar[str] = "volteface.dead-letter"

    id: Id
    """UUIDv5 of stage, topic, partition and offset."""
    stage: Stage
    """The stage that gave up."""
    reason: ReasonCode
    """Machine-readable reason."""
    message: str = Field(min_length=1, max_length=4000)
    """What is wrong, naming the field and the value."""
    field: str | None = Field(default=None, max_length=300)
    """Path of the field at fault."""
    value: str | None = Field(default=None, max_length=500)
    """The value at fault, shortened."""
    original: Original
    """The record itself."""
    first_seen: AwareDatetime
    """Kafka timestamp of the original record."""


def encode(data: bytes | None) -> bytes | None:
    """Base64 as the `Base64Bytes` fields of `Original` take it."""
    return None if data is None else base64.b64encode(data)
