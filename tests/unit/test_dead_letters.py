"""Dead letters: choosing some, and the record that is sent again."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from schemas import DeadLetter
from schemas.dead_letter import Stage
from schemas.identity import article_id
from streams.dead_letters import REPLAY_OF, REPLAYS, Filter, Kept, ReplayedTooOften, printable, replay
from streams.records import Failure, dead_letter

URL = "https://news.example/a?utm_source=feed"
HEADERS = [("traceparent", b"00-1"), ("origin", b"\xff"), ("origin", b"")]


def letter(
    value: bytes | None = b"{}", headers: list[tuple[str, bytes]] = HEADERS, stage: Stage = "enrichment"
) -> DeadLetter:
    return dead_letter(
        stage, Failure("too-long", "text: too long", "text", "9"), topic="desk.articles.raw.v1", partition=2, offset=7,
        timestamp_ms=1_760_000_000_123, key=None, value=value, headers=headers,
    )  # fmt: skip


def test_the_record_is_sent_as_it_was_with_the_two_headers_of_a_replay() -> None:
    failed = letter(b"\x00not json")
    record = replay(failed, 3)
    assert (record.topic, record.partition, record.key, record.value) == (
        "desk.articles.raw.v1", 2, None, b"\x00not json",
    )  # fmt: skip
    assert record.timestamp_ms == 1_760_000_000_123
    assert record.headers == [*HEADERS, (REPLAY_OF, failed.id.encode()), (REPLAYS, b"1")]


def test_replays_are_counted_and_end() -> None:
    headers = HEADERS
    for count in (b"1", b"2", b"3"):
        headers = replay(letter(headers=headers), 3).headers
        assert [content for name, content in headers if name == REPLAYS] == [count]
    with pytest.raises(ReplayedTooOften, match="3 times"):
        replay(letter(headers=headers), 3)


@pytest.mark.parametrize("count", [b"", b"many", b"-1", "٣".encode(), b"9" * 400])
def test_a_count_that_is_no_sensible_number_is_none(count: bytes) -> None:
    assert dict(replay(letter(headers=[(REPLAYS, count)]), 3).headers)[REPLAYS] == b"1"


RAW = orjson.dumps({"url": URL, "title": "T", "text": "Words."})
BARE = orjson.dumps({"title": "T", "text": "Words."})
STATEMENT = orjson.dumps({"id": "s", "article": {"id": "the-article", "url": URL}})


@pytest.mark.parametrize(
    ("value", "article", "fits"),
    [
        (RAW, URL, True),
        (RAW, "https://NEWS.example/a", True),
        (RAW, article_id(URL, "", ""), True),
        (RAW, "https://news.example/b", False),
        (BARE, article_id(None, "T", "Words."), True),
        (STATEMENT, "the-article", True),
        (STATEMENT, "https://news.example/a", True),
        (b"\xff", URL, False),
        (b"[]", URL, False),
        (b'{"url": 7, "title": []}', URL, False),
        (None, URL, False),
    ],
)
def test_letters_are_found_by_their_article(value: bytes | None, article: str, fits: bool) -> None:
    assert Filter(article=article).fits(Kept(letter(value), datetime.now(UTC))) is fits


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Filter(), True),
        (Filter(stage="enrichment", reason="too-long", topic="articles.raw"), True),
        (Filter(topic="desk.articles.raw.v1"), True),
        (Filter(topic="articles"), False),
        (Filter(stage="delivery"), False),
        (Filter(reason="not-json"), False),
        (Filter(since=datetime(2026, 1, 2, tzinfo=UTC), until=datetime(2026, 1, 3, tzinfo=UTC)), True),
        (Filter(since=datetime(2026, 1, 3, tzinfo=UTC)), False),
        (Filter(until=datetime(2026, 1, 2, tzinfo=UTC)), False),
    ],
)
def test_letters_are_found_by_what_is_given(wanted: Filter, fits: bool) -> None:
    assert wanted.fits(Kept(letter(), datetime(2026, 1, 2, tzinfo=UTC))) is fits


def test_bytes_do_nothing_to_a_terminal() -> None:
    assert printable("Київ\n\x1b[2J\x07\u202e".encode() + b"\xff\x00") == "Київ\n\\x1b[2J\\x07\\u202e\\xff\\x00"
