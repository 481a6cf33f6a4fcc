"""Bytes to events and back: reasons of refusal, CloudEvents headers, dead letters."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat

from schemas import DeadLetter, RawArticle
from streams.records import Failure, RecordLimits, cloud_headers, dead_letter, decode
from streams.rejection import Rejected

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "reason", "field", "told"),
    [
        (b"plain words", "not-json", None, "not JSON"),
        (b"\xff\xfe", "not-json", None, "not JSON in UTF-8"),
        (b"", "not-json", None, "empty"),
        (None, "not-json", None, "no value"),
        (b"[1, 2]", "invalid-field", None, "[1, 2]"),
        (b'{"text": 5}', "invalid-field", "text", "5"),
        (b'{"text": "News.", "url": {"a": 1}}', "invalid-field", "url", "{'a': 1}"),
        (b'{"text": "News.", "published_at": "soon"}', "invalid-field", "published_at", "'soon'"),
        (b'{"title": "No text"}', "empty-text", "text", "text is empty"),
        (b'{"text": " \\n "}', "empty-text", "text", "text is empty"),
    ],
)
def test_bad_record_is_refused_with_field_and_value(
    data: bytes | None, reason: str, field: str | None, told: str
) -> None:
    with pytest.raises(Rejected) as refused:
        decode(RawArticle, data)
    assert (refused.value.reason, refused.value.field) == (reason, field)
    assert told in refused.value.message


def test_headers_are_a_cloud_event() -> None:
    headers = cloud_headers("volteface.statement", "id-1", "/volteface/statements", NOON)
    event = from_binary(KafkaMessage(headers=headers, key=None, value=b'{"a": 1}'), JSONFormat())
    assert (event.get_id(), event.get_type(), event.get_source(), event.get_time()) == (
        "id-1",
        "volteface.statement",
        "/volteface/statements",
        NOON,
    )


def test_trace_context_is_carried_on_and_nothing_else() -> None:
    trace = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    headers = cloud_headers("t", "i", "/s", NOON, {"traceparent": trace, "cookie": b"x", "ce_id": b"other"})
    assert headers["traceparent"] == trace
    assert headers["ce_id"] == b"i"
    assert "cookie" not in headers


def test_dead_letter_keeps_the_record_byte_for_byte() -> None:
    letter = dead_letter(
        "enrichment",
        Failure("not-json", "not JSON"),
        topic="raw",
        partition=3,
        offset=14,
        timestamp_ms=1000.0,
        key=b"\x00\xff",
        value=bytes(range(256)),
        headers=[("a", b"\x80"), ("a", b"")],
    )
    read = DeadLetter.from_json(letter.to_json())
    assert read.original.value == bytes(range(256))
    assert read.original.key == b"\x00\xff"
    assert read.original.headers == (("a", b"\x80"), ("a", b""))


def test_dead_letter_id_is_that_of_the_place() -> None:
    def letter(offset: int) -> DeadLetter:
        return dead_letter(
            "enrichment", Failure("not-json", "x"), topic="raw", partition=0, offset=offset, timestamp_ms=0, key=None,
            value=None, headers=[],
        )  # fmt: skip

    assert letter(1).id == letter(1).id != letter(2).id


@pytest.mark.parametrize(
    ("value", "headers", "field", "told"),
    [
        (b"x" * 10, [("a", b"1"), ("b", b"1234567")], None, None),
        (None, [], None, None),
        (b"x" * 11, [], "value", "11 bytes"),
        (b"", [("a", b"")] * 3, "headers", "3 headers"),
        (b"", [("a", b"1234567890")], "headers", "11 bytes"),
        (b"", [("ї" * 6, b"")], "headers", "12 bytes"),
    ],
)
def test_a_record_over_a_limit_is_told_by_field_and_value(
    value: bytes | None, headers: list[tuple[str, bytes]], field: str | None, told: str | None
) -> None:
    failure = RecordLimits(value_bytes=10, headers=2, header_bytes=10).check(value, headers)
    assert (failure and failure.field, failure and failure.value) == (field, told)
