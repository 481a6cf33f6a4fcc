"""The event models: what they take, what they refuse, and the example records."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from schemas import EVENTS, EnrichedArticle, Event, RawArticle
from streams.contract import event_name, json_schema

EXAMPLES = Path(str(files("schemas"))) / "examples"
CASES = [
    pytest.param(event, path, id=f"{path.parent.name}-{path.stem}")
    for event in EVENTS
    for path in sorted((EXAMPLES / event_name(event).replace("-", "_")).glob("*.json"))
]


def test_every_event_has_an_example() -> None:
    assert {case.values[0] for case in CASES} == set(EVENTS)


@pytest.mark.parametrize(("event", "path"), CASES)
def test_example_survives_the_round_trip(event: type[Event], path: Path) -> None:
    read = event.from_json(path.read_bytes())
    assert event.from_json(read.to_json()) == read


@pytest.mark.parametrize(("event", "path"), CASES)
def test_example_fits_the_exported_schema(event: type[Event], path: Path) -> None:
    record = json.loads(event.from_json(path.read_bytes()).to_json())
    jsonschema.Draft202012Validator(json_schema(event)).validate(record)


@pytest.mark.parametrize("field", ["mentions", "quotations"])
def test_words_that_are_not_in_the_text_are_refused(field: str) -> None:
    record = json.loads((EXAMPLES / "enriched_article" / "direct.json").read_bytes())
    words = record[field][0]["text"]
    record[field][0]["text"] = "x" * len(words)
    with pytest.raises(ValidationError, match=rf"{field}\.0\.text is not the article's text"):
        EnrichedArticle.model_validate(record)


def test_speaker_that_does_not_stand_at_its_offsets_is_refused() -> None:
    record = json.loads((EXAMPLES / "enriched_article" / "direct.json").read_bytes())
    spoken = next(item for item in record["quotations"] if item["speaker"] and item["speaker"]["start"] is not None)
    spoken["speaker"]["surface"] = "Nobody"
    with pytest.raises(ValidationError, match=r"speaker\.surface is not the article's text"):
        EnrichedArticle.model_validate(record)


def test_raw_article_keeps_fields_that_it_does_not_know() -> None:
    article = RawArticle.from_json(b'{"text": "News.", "rubric": "world", "extra": {"priority": 3}}')
    assert article.extra == {"rubric": "world", "priority": 3}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026-02-12", "2026-02-12T00:00:00+00:00"),
        ("2026-02-12T18:10:00", "2026-02-12T18:10:00+00:00"),
        ("2026-02-12T18:10:00+02:00", "2026-02-12T18:10:00+02:00"),
    ],
)
def test_publication_time_has_a_zone(given: str, expected: str) -> None:
    article = RawArticle.model_validate({"text": "News.", "published_at": given})
    assert article.published_at is not None
    assert article.published_at.isoformat() == expected


def test_lang_is_taken_for_language() -> None:
    assert RawArticle.model_validate({"text": "Новини.", "lang": "uk"}).language == "uk"


def test_events_cannot_be_changed() -> None:
    article = RawArticle(text="News.")
    with pytest.raises(ValidationError, match="frozen"):
        article.text = "Other news."  # type: ignore[misc]
