"""Ledgers are dropped when their articles are old, whatever the order of records."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.ledger import Ledger, Version
from streams.ledgers import MINUTE_MS, Ledgers

DAY_MS = 24 * 60 * MINUTE_MS


def ledger(received_ms: int) -> Ledger:
    return Ledger(versions=(Version(received_ms=received_ms, content_hash="h"),))


def put(ledgers: Ledgers, article: str, received_ms: int) -> None:
    ledgers.put(article, ledger(received_ms), 0, received_ms)


def test_ledger_is_kept_within_its_time() -> None:
    ledgers = Ledgers({}, DAY_MS)
    put(ledgers, "a", 0)
    put(ledgers, "b", DAY_MS - MINUTE_MS)
    assert ledgers.get("a") == ledger(0)


def test_old_ledgers_are_dropped_by_the_events_that_follow() -> None:
    table: dict[bytes, bytes] = {}
    ledgers = Ledgers(table, DAY_MS)
    put(ledgers, "a", 0)
    for minute in range(60):
        put(ledgers, f"late-{minute}", 3 * DAY_MS + minute * MINUTE_MS)
    assert ledgers.get("a") is None
    assert ledgers.get("late-0") is not None


def test_revised_article_is_kept_from_its_revision() -> None:
    ledgers = Ledgers({}, DAY_MS)
    put(ledgers, "a", 0)
    put(ledgers, "a", DAY_MS - MINUTE_MS)
    put(ledgers, "b", DAY_MS + 10 * MINUTE_MS)
    assert ledgers.get("a") == ledger(DAY_MS - MINUTE_MS)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 400)), max_size=80))
def test_nothing_is_left_behind_once_all_is_old(records: list[tuple[int, int]]) -> None:
    table: dict[bytes, bytes] = {}
    ledgers = Ledgers(table, 60 * MINUTE_MS)
    for article, minute in records:
        put(ledgers, f"article-{article}", minute * MINUTE_MS)
    for step in range(40):  # enough events to clear every minute
        put(ledgers, "last", (1000 + step) * MINUTE_MS)
    assert ledgers.get("last") is not None
    assert {key for key in table if key.startswith(b"a:")} == {b"a:last"}


def test_a_busy_minute_costs_each_article_little() -> None:
    written: dict[bytes, bytes] = {}
    ledgers = Ledgers(written, DAY_MS)
    for number in range(2000):
        put(ledgers, f"article-{number}", number)
    assert max(map(len, written.values())) < 2000 * len("article-1999") / 20


def test_lists_of_older_releases_are_dropped_too() -> None:
    table = {b"a:old": ledger(0).to_json(), b"m:0:0": b"old", b"c:0": b"-1"}
    ledgers = Ledgers(table, DAY_MS)
    put(ledgers, "new", DAY_MS + 10 * MINUTE_MS)
    assert ledgers.get("old") is None
    assert b"m:0:0" not in table


def test_an_article_read_again_is_written_whole_again() -> None:
    # the local store can be ahead of its changelog; what is read again has to bring the changelog up to it
    table: dict[bytes, bytes] = {}
    put(Ledgers(table, DAY_MS), "a", 0)
    changelog: dict[bytes, bytes] = {}

    class Ahead(dict[bytes, bytes]):
        def __setitem__(self, key: bytes, value: bytes) -> None:
            changelog[key] = value
            super().__setitem__(key, value)

    put(Ledgers(Ahead(table), DAY_MS), "a", 0)
    assert {key for key in table if key.startswith((b"a:", b"m:"))} <= changelog.keys()
