"""Records on the wire: bytes to events, CloudEvents headers, dead letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import orjson
from pydantic import ValidationError

from schemas.base import Event
from schemas.dead_letter import DeadLetter, Original, ReasonCode, Stage, encode
from schemas.identity import dead_letter_id
from streams.rejection import Rejected

E = TypeVar("E", bound=Event)

TRACE_HEADERS = ("traceparent", "tracestate")
"""W3C Trace Context headers, carried from each record to those made of it."""

Headers = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to be sent."""

    key: bytes
    value: bytes | None
    """None: a tombstone."""
    headers: dict[str, bytes]
    partition: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a record could not be processed; plain, so that it crosses process boundaries."""

    reason: ReasonCode
    message: str
    field: str | None = None
    value: str | None = None

    @classmethod
    def of(cls, error: Rejected) -> Failure:
        return cls(error.reason, error.message, error.field, error.value)


@dataclass(frozen=True, slots=True)
class RecordLimits:
    """What a record may be before anybody looks into it."""

    value_bytes: int
    headers: int
    header_bytes: int
    """Names and values of all headers together."""

    def check(self, value: bytes | None, headers: Sequence[tuple[str, bytes]]) -> Failure | None:
        """What is over a limit, if anything is."""
        size = len(value or b"")
        if size > self.value_bytes:
            # compressed it may have been small enough for the brokers
            told = f"value: {size} bytes, more than {self.value_bytes}"
            return Failure("too-long", told, "value", f"{size} bytes")
        if len(headers) > self.headers:
            told = f"headers: {len(headers)} headers, more than {self.headers}"
            return Failure("invalid-field", told, "headers", f"{len(headers)} headers")
        size = sum(len(name.encode()) + len(content) for name, content in headers)
        if size > self.header_bytes:
            largest = max(headers, key=lambda header: len(header[1]))[0]
            told = f"headers: {size} bytes, more than {self.header_bytes}; the largest is {shorten(repr(largest), 100)}"
            return Failure("invalid-field", told, "headers", f"{size} bytes")
        return None


def decode(model: type[E], data: bytes | None) -> E:
    """Read an event.

    Raises:
        Rejected: `not-json`, or `invalid-field` with the field's path and its value.
    """
    if not data:
        raise Rejected(
            "not-json", "the record is empty" if data is not None else "the record has no value (a tombstone)"
        )
    try:
        return model.from_json(data)
    except orjson.JSONDecodeError as error:
        raise Rejected("not-json", f"not JSON in UTF-8: {error}") from None
    except ValidationError as error:
        raise _invalid(model, error) from None


def _invalid(model: type[Event], error: ValidationError) -> Rejected:
    first = error.errors(include_url=False)[0]
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "empty_text":
        return Rejected("empty-text", message, field="text")
    field = ".".join(str(part) for part in first["loc"]) or None
    shown = first.get("input")
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    told = f"{field or model.__name__}: {message}; got {shorten(repr(shown), 200)}{more}"
    return Rejected(
        "invalid-field", shorten(told, 1000), field=field, value=None if isinstance(shown, dict | list) else shown
    )


def cloud_headers(
    event_type: str, event_id: str, source: str, time: datetime, trace: Headers | None = None
) -> dict[str, bytes]:
    """CloudEvents 1.0 attributes in Kafka's binary content mode, and the trace context carried on.

    Args:
        event_type: `ce_type`.
        event_id: `ce_id`.
        source: `ce_source`, a URI reference.
        time: `ce_time`, the event's own time.
        trace: headers of the record that this one is made of.
    """
    headers = {
        "ce_specversion": b"1.0",
        "ce_type": event_type.encode(),
        "ce_id": event_id.encode(),
        "ce_source": source.encode(),
        "ce_time": time.isoformat().replace("+00:00", "Z").encode(),
        "content-type": b"application/json",
    }
    for name in TRACE_HEADERS:
        if trace and name in trace:
            headers[name] = trace[name]
    return headers


def dead_letter(
    stage: Stage,
    failure: Failure,
    *,
    topic: str,
    partition: int,
    offset: int,
    timestamp_ms: int | float,
    key: bytes | None,
    value: bytes | None,
    headers: list[tuple[str, bytes]],
) -> DeadLetter:
    """The event that keeps a failed record, whole, with its reason."""
    seen = from_milliseconds(timestamp_ms)
    return DeadLetter(
        id=dead_letter_id(stage, topic, partition, offset),
        stage=stage,
        reason=failure.reason,
        message=shorten(failure.message, 4000) or failure.reason,
        field=shorten(failure.field, 300) if failure.field else None,
        value=shorten(failure.value, 500) if failure.value else None,
        original=Original(
            topic=topic,
            partition=partition,
            offset=offset,
            key=encode(key),
            value=encode(value),
            headers=tuple((name, encode(content) or b"") for name, content in headers),
            timestamp=seen,
        ),
        first_seen=seen,
    )


def from_milliseconds(timestamp_ms: int | float) -> datetime:
    """A Kafka timestamp (milliseconds since 1970) as an instant in UTC."""
    return datetime.fromtimestamp(max(timestamp_ms, 0) / 1000, tz=UTC)


def shorten(text: str, limit: int) -> str:
    """`text`, cut at `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
