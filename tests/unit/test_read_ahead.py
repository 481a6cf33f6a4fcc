"""What is read ahead is what would be read, and only as much of it is kept as will be wanted."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from streams import work
from streams.agents.ahead import ReadAhead
from streams.work import Enriched, Reading

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC).timestamp() * 1000


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    work.load(work.Resources())


def raw(text: str) -> bytes:
    value = {"text": text, "url": "https://news.example/a", "language": "en", "published_at": "2026-05-04T10:00:00Z"}
    return orjson.dumps(value)


def article(name: str, size: int = 10) -> Enriched:
    return Enriched(name, "2026-05-04T10:00:00+00:00", name.encode() * size, Reading(name, "1", 0, ()))


def test_statements_read_ahead_are_those_of_the_record() -> None:
    value = raw('"Veldoria will lift its sanctions on Russia," Prime Minister Aldo Bremick told reporters on 3 May.')
    enriched = work.enrich_ahead_record(value, NOON)
    assert isinstance(enriched, Enriched)
    assert enriched.reading is not None
    assert enriched.reading.statements
    assert enriched.reading == work.read_record(enriched.value, NOON)


def test_enriched_record_is_the_same_with_or_without() -> None:
    value = raw("Veldoria voted.")
    ahead, plain = work.enrich_ahead_record(value, NOON), work.enrich_record(value, NOON)
    assert isinstance(ahead, Enriched)
    assert isinstance(plain, Enriched)
    assert ahead.value == plain.value


def test_long_article_is_left_to_its_own_stage() -> None:
    enriched = work.enrich_ahead_record(raw("Veldoria voted. " * 2000), NOON)
    assert isinstance(enriched, Enriched)
    assert enriched.reading is None


def test_article_whose_reading_fails_is_enriched_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(article: object) -> None:
        raise RuntimeError("no luck")

    monkeypatch.setattr(work, "_statements", fail)
    enriched = work.enrich_ahead_record(raw("Veldoria voted."), NOON)
    assert isinstance(enriched, Enriched)
    assert enriched.reading is None


def test_reading_is_found_once_under_the_bytes_of_its_article() -> None:
    ahead = ReadAhead(1000, lambda: True)
    one = article("a")
    ahead.put(b"a", one)
    assert ahead.take(b"a", one.value) is one.reading
    assert ahead.take(b"a", one.value) is None


def test_reading_of_an_earlier_revision_is_not_taken_for_that_of_another() -> None:
    ahead = ReadAhead(1000, lambda: True)
    ahead.put(b"a", article("a"))
    assert ahead.take(b"a", b"another") is None


def test_nothing_is_read_ahead_while_much_is_waiting() -> None:
    ahead = ReadAhead(100, lambda: True)
    ahead.put(b"a", article("a", 50))
    assert not ahead.wanted()
    ahead.take(b"a", b"a" * 50)
    assert ahead.wanted()


def test_readings_are_bounded() -> None:
    ahead = ReadAhead(100, lambda: True)
    for name in "abc":
        ahead.put(name.encode(), article(name, 50))
    assert ahead.take(b"a", b"a" * 50) is None
    assert ahead.take(b"c", b"c" * 50) is not None


@pytest.mark.parametrize(("alone", "wanted"), [(True, True), (False, False)])
def test_articles_under_other_keys_may_go_to_another_worker(alone: bool, wanted: bool) -> None:
    ahead = ReadAhead(1000, lambda: alone)
    assert ahead.wanted()
    ahead.put(b"from the agency", article("a"))
    assert ahead.wanted() is wanted
