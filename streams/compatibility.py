"""Whether records and readers of the last release still go with the schemas of today (pure).

Only what Pydantic writes into a JSON Schema is understood: objects, arrays, texts, numbers, constants, choices of
these, and references. General checkers of JSON Schema were found to be unfinished, and tell a path in the schema rather
than the field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["removed", "required", "narrowed", "widened", "choice"]
"""removed: readers may rely on the field. required: older records lack it. narrowed: older records may break it.
widened: a kind of value that readers do not expect. choice: one more word of a list, which readers have to tolerate."""

BREAKING: frozenset[Kind] = frozenset(("removed", "required", "narrowed", "widened"))

Schema = dict[str, Any]

_SMALLEST = ("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum")
_LARGEST = ("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum")
_FORMS = ("pattern", "format", "contentEncoding")
_NONE: Schema = {}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that somebody could notice."""

    kind: Kind
    field: str
    """Path of the field, such as `quotations[].speaker.name`."""
    detail: str

    def __str__(self) -> str:
        return f"{self.field}: {self.kind}: {self.detail}"


def changes(old: Schema, new: Schema, *, read_only: bool = False) -> list[Change]:
    """What has changed from one schema of a record to another, in order of the fields.

    Args:
        old: that of the last release.
        new: that of today.
        read_only: others write these records and we only read them, so that taking more than before breaks nobody.
    """
    found = dict.fromkeys(_Comparison(old, new).compare(old, new, "", ()))
    return [one for one in found if not (read_only and one.kind in ("widened", "choice"))]


class _Comparison:
    def __init__(self, old: Schema, new: Schema) -> None:
        self._old = old.get("$defs", {})
        self._new = new.get("$defs", {})

    def compare(self, old: Schema, new: Schema, field: str, seen: tuple[tuple[Any, Any], ...]) -> Iterator[Change]:
        pair = (old.get("$ref"), new.get("$ref"))
        if pair != (None, None):
            if pair in seen:
                return  # a model that holds itself
            seen = (*seen, pair)
        before, after = _variants(old, self._old), _variants(new, self._new)
        for kind, ones in before.items():
            others = after.get(kind) or after.get("anything") or (after.get("number") if kind == "integer" else None)
            if others is None:
                told = "a float" if kind == "number" and "integer" in after else kind
                yield Change("narrowed", field or "(record)", f"{told} is no longer taken")
                others = after.get("integer", []) if kind == "number" else []
            for number, other in enumerate(others[: len(ones)]):
                yield from self._alike(ones[number], other, field, seen)
        for kind in after:
            known = before.keys() & {kind, "anything", *(["number"] if kind == "integer" else [])}
            if not known:
                yield Change("widened", field or "(record)", f"{kind} is possible now")

    def _alike(self, old: Schema, new: Schema, field: str, seen: tuple[tuple[Any, Any], ...]) -> Iterator[Change]:
        """Compare two schemas of one kind of value."""
        yield from _values(old, new, field)
        yield from _bounds(old, new, field)
        yield from self._properties(old, new, field, seen)
        for key, mark in (("items", "[]"), ("additionalProperties", "{}"), ("propertyNames", "{key}")):
            before, after = old.get(key), new.get(key)
            if after is False and before is not False:
                yield Change("narrowed", field + mark, "nothing more is taken")
            elif isinstance(after, dict):
                yield from self.compare(before if isinstance(before, dict) else _NONE, after, field + mark, seen)
        before, after = old.get("prefixItems", []), new.get("prefixItems", [])
        for number, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from self.compare(one, other, f"{field}[{number}]", seen)

    def _properties(self, old: Schema, new: Schema, field: str, seen: tuple[tuple[Any, Any], ...]) -> Iterator[Change]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, schema in before.items():
            path = f"{field}.{name}" if field else name
            if name not in after:
                yield Change("removed", path, "the field is gone")
            else:
                yield from self.compare(schema, after[name], path, seen)
        for name in new.get("required", ()):
            if name not in old.get("required", ()):
                yield Change("required", f"{field}.{name}" if field else name, "older records may lack the field")


def _variants(schema: Schema, definitions: dict[str, Schema]) -> dict[str, list[Schema]]:
    """What a value may be: the schemas of each kind of JSON value; `anything` where it is left open."""
    found: dict[str, list[Schema]] = {}
    for one in _alternatives(schema, definitions):
        kinds = one.get("type") or ("anything" if "const" not in one and "enum" not in one else _kind(one))
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            found.setdefault(kind, []).append(one)
    if "anything" in found and len(found) > 1:
        return {"anything": found["anything"]}
    return found


def _alternatives(schema: Schema, definitions: dict[str, Schema]) -> Iterator[Schema]:
    if "$ref" in schema:
        yield from _alternatives(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    elif "anyOf" in schema or "oneOf" in schema:
        for one in schema.get("anyOf") or schema["oneOf"]:
            yield from _alternatives(one, definitions)
    else:
        yield schema


def _kind(schema: Schema) -> str:
    value = schema["const"] if "const" in schema else schema["enum"][0]
    return {str: "string", bool: "boolean", int: "integer", float: "number"}.get(type(value), "null")


def _values(old: Schema, new: Schema, field: str) -> Iterator[Change]:
    before, after = _listed(old), _listed(new)
    if after is None:
        if before is not None:
            yield Change("choice", field, "any value is possible now")
        return
    if before is None:
        yield Change("narrowed", field, f"only {', '.join(map(repr, after))} now")
        return
    gone = [value for value in before if value not in after]
    if gone:
        yield Change("narrowed", field, f"{', '.join(map(repr, gone))} no longer taken")
    more = [value for value in after if value not in before]
    if more:
        yield Change("choice", field, f"{', '.join(map(repr, more))} possible now")


def _listed(schema: Schema) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    listed: list[Any] | None = schema.get("enum")
    return listed


def _bounds(old: Schema, new: Schema, field: str) -> Iterator[Change]:
    for key in (*_SMALLEST, *_LARGEST, *_FORMS):
        before, after = old.get(key), new.get(key)
        if after is None or after == before:
            continue
        if (
            before is None
            or key in _FORMS
            or (key in _SMALLEST and after > before)
            or (key in _LARGEST and after < before)
        ):
            yield Change("narrowed", field, f"{key} {after}, before {'any' if before is None else before}")
