"""What breaks records or readers of the last release is told by the field's name; what does not is let through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field, create_model
from typer.testing import CliRunner

from schemas import EVENTS, Event, Statement
from schemas.base import Model
from streams.cli.main import app
from streams.compatibility import BREAKING, changes
from streams.contract import RELEASED, changes_since_release, event_name, json_schema, major_version, released_file


class Inner(Model):
    word: str = Field(max_length=10)
    note: str | None = None


def schema(**fields: Any) -> dict[str, Any]:
    return create_model("Record", __base__=Model, **fields).model_json_schema(mode="serialization")


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.kind, one.field) for one in changes(old, new)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((str, ...), None, ("removed", "field")),
        (None, (str, ...), ("required", "field")),
        ((str, ""), (str, ...), ("required", "field")),
        ((str, ...), (int, ...), ("narrowed", "field")),
        ((str | None, None), (str, ""), ("narrowed", "field")),
        ((float, ...), (int, ...), ("narrowed", "field")),
        ((str, ...), (str, Field(max_length=5)), ("narrowed", "field")),
        ((str, Field(max_length=9)), (str, Field(max_length=5)), ("narrowed", "field")),
        ((float, Field(ge=0)), (float, Field(ge=0.5)), ("narrowed", "field")),
        ((str, ...), (str, Field(pattern="a")), ("narrowed", "field")),
        ((tuple[int, ...], ()), (tuple[int, ...], Field((), max_length=3)), ("narrowed", "field")),
        ((tuple[str, ...], ()), (tuple[int, ...], ()), ("narrowed", "field[]")),
        ((dict[str, float], {}), (dict[str, int], {}), ("narrowed", "field{}")),
        ((dict[str, Any], {}), (dict[str, int], {}), ("narrowed", "field{}")),
        ((str, ""), (str | None, None), ("widened", "field")),
        ((int, 0), (float, 0.0), ("widened", "field")),
    ],
)
def test_what_breaks_is_told(before: Any, after: Any, expected: tuple[str, str]) -> None:
    old = schema(other=(int, 0), **({"field": before} if before else {}))
    new = schema(other=(int, 0), **({"field": after} if after else {}))
    found = told(old, new)
    assert expected in found
    assert expected[0] in BREAKING


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, (str, "")),
        ((str, ...), (str, "")),
        ((str, Field(max_length=5)), (str, Field(max_length=9))),
        ((str, Field(pattern="a")), (str, ...)),
        ((Inner, ...), (Inner, Field(description="Told better."))),
        ((dict[str, Any], {}), (dict[str, Any], {})),
    ],
)
def test_what_breaks_nobody_is_let_through(before: Any, after: Any) -> None:
    assert told(schema(**({"field": before} if before else {})), schema(field=after)) == []


def test_fields_within_fields_are_told_by_their_path() -> None:
    class Narrow(Model):
        word: str = Field(max_length=3)

    old, new = schema(items=(tuple[Inner, ...], ())), schema(items=(tuple[Narrow, ...], ()))
    assert told(old, new) == [("narrowed", "items[].word"), ("removed", "items[].note")]


def test_one_more_word_of_a_list_is_no_break_and_one_less_is() -> None:
    short, long = json_schema(Statement), json_schema(Statement)
    long["properties"]["status"]["enum"] = [*short["properties"]["status"]["enum"], "doubted"]
    assert [(one.kind, one.field) for one in changes(short, long)] == [("choice", "status")]
    assert [(one.kind, one.field) for one in changes(long, short)] == [("narrowed", "status")]


def test_what_others_write_may_become_wider() -> None:
    old, new = schema(field=(str, "")), schema(field=(str | None, None))
    assert changes(old, new, read_only=True) == []


def test_every_schema_is_like_itself() -> None:
    for event in EVENTS:
        assert changes(json_schema(event), json_schema(event)) == []


def test_nothing_breaks_the_last_release() -> None:
    """Raise the major version of what has to break (its topic's name and `schema_version`), or mend it."""
    found = changes_since_release()
    assert set(found) == {event_name(event) for event in EVENTS}, "a record was never released: schemas release"
    broken = [f"{name}: {one}" for name, changes in found.items() for one in changes if one.kind in BREAKING]
    assert not broken


EXAMPLES = [
    pytest.param(event, path, id=f"{event_name(event)}-{path.stem}")
    for event in EVENTS
    for path in sorted(
        (RELEASED / str(major_version(event)) / "examples" / event_name(event).replace("-", "_")).glob("*.json")
    )
]


@pytest.mark.parametrize(("event", "path"), EXAMPLES)
def test_records_of_the_last_release_are_read_whole(event: type[Event], path: Path) -> None:
    old = json.loads(path.read_bytes())
    now = json.loads(event.from_json(path.read_bytes()).to_json())
    assert _without(old, now) == []


@pytest.mark.parametrize(("event", "path"), EXAMPLES)
def test_fields_of_a_later_minor_version_are_passed_over(event: type[Event], path: Path) -> None:
    def add(value: Any) -> Any:
        if isinstance(value, list):
            return [add(inner) for inner in value]
        if not isinstance(value, dict):
            return value
        kept = {name: inner if name in maps else add(inner) for name, inner in value.items()}
        return kept | {"of_a_later_version": {"a": [1]}}

    maps = ("extra", "probabilities", "explanation_local", "offsets")  # these have keys of any number, no fields
    later = json.dumps(add(json.loads(path.read_bytes()))).encode()
    read, plain = event.from_json(later), event.from_json(path.read_bytes())
    assert read.model_dump(exclude={"extra"}) == plain.model_dump(exclude={"extra"})


def _without(old: Any, new: Any, where: str = "") -> list[str]:
    """Paths of what is in `old` and not, or otherwise, in `new`."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [path for name, value in old.items() for path in _without(value, new.get(name), f"{where}.{name}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [path for number, value in enumerate(old) for path in _without(value, new[number], f"{where}[{number}]")]
    return [] if old == new else [f"{where}: {old!r} is {new!r}"]


def test_the_command_tells_what_is_broken_and_fails(tmp_path: Path) -> None:
    path = released_file(Statement, tmp_path)
    path.parent.mkdir()
    old = json_schema(Statement)
    old["properties"]["tone"] = {"type": "string"}
    path.write_text(json.dumps(old))
    result = CliRunner().invoke(app, ["schemas", "check", "--against", str(tmp_path)])
    assert result.exit_code == 1
    assert "statement: tone: removed" in result.stdout
    assert CliRunner().invoke(app, ["schemas", "check"]).exit_code == 0
