"""Catalogues of issues read so that one fault does not hide the next: what `IssueCatalogue` refuses at its first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml
from pydantic import TypeAdapter, ValidationError

from schemas.base import Language
from streams.stances.issues import Issue, IssueError, read_yaml

Code = Literal[
    "not-readable",
    "unknown-key",
    "repeated-key",
    "invalid-value",
    "missing",
    "unknown-reference",
    "cycle",
    "overlap",
    "contradiction",
    "dead-term",
    "duplicate",
    "void-exclusion",
    "unused",
    "wrong-example",
]
"""The kinds of fault."""

Vocabulary = dict[str, dict[Language, tuple[str, ...]]]

_GROUP = TypeAdapter(dict[Language, tuple[str, ...]])
_FILE_KEYS = ("vocabulary", "issues")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a catalogue."""

    code: Code
    file: str
    issue: str
    """Id of the issue; empty for a fault of the file or of its vocabulary."""
    language: str
    """Empty where it concerns no language."""
    field: str
    """As in the file: `terms`, `label`, `vocabulary.war`."""
    value: str
    """The value at fault, or a part of it."""
    message: str
    """What is wrong with it."""

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.issue, self.language) if part)
        return f"{where}: {self.field}: {self.value!r}: {self.message} [{self.code}]"


@dataclass(slots=True)
class Sources:
    """What could be read of the files, a later one over an earlier, and what could not."""

    issues: dict[str, Issue] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """Issue → the file that it stands in."""
    group_files: dict[str, str] = field(default_factory=dict)
    """Group of the vocabulary → the file that it stands in."""
    broken: set[str] = field(default_factory=set)
    """Issues that are there and cannot be read: others may refer to them."""
    faults: list[Fault] = field(default_factory=list)


def read_sources(sources: Sequence[tuple[str, str]]) -> Sources:
    """Read catalogues as far as they can be read.

    Args:
        sources: name and text of each file; a later one adds issues and vocabulary, and replaces those of an earlier.
    """
    read = Sources()
    for name, text in sources:
        try:
            data = read_yaml(name, text, unique_keys=False)
        except IssueError as error:
            message = " ".join(str(error).removeprefix(f"{name}: ").split())
            read.faults.append(Fault("not-readable", name, "", "", "file", name, message))
            continue
        read.faults += _repeated(name, text)
        for key in data:
            if key not in _FILE_KEYS:
                read.faults.append(_unknown(name, "", str(key), _FILE_KEYS))
        _read_vocabulary(read, name, data.get("vocabulary", {}))
        _read_issues(read, name, data.get("issues", []))
    return read


def _read_vocabulary(read: Sources, name: str, groups: Any) -> None:
    if not isinstance(groups, dict):
        read.faults.append(_invalid(name, "", "vocabulary", groups, "a mapping is expected"))
        return
    for group, entry in groups.items():
        try:
            read.vocabulary[str(group)] = _GROUP.validate_python(entry)
            read.group_files[str(group)] = name
        except ValidationError as error:
            read.faults += _errors(name, "", error, f"vocabulary.{group}")


def _read_issues(read: Sources, name: str, entries: Any) -> None:
    if not isinstance(entries, list):
        read.faults.append(_invalid(name, "", "issues", entries, "a list is expected"))
        return
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        named = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        if named in seen:
            read.faults.append(Fault("repeated-key", name, named, "", "id", named, "listed twice in the file"))
        seen.add(named)
        issue = _read_issue(read, name, named or f"issues.{number}", entry)
        if issue is None:
            read.broken.add(named)
        else:
            read.issues[issue.id] = issue
            read.files[issue.id] = name


def _read_issue(read: Sources, name: str, named: str, entry: Any) -> Issue | None:
    """The issue, without the keys that it cannot have; none if more than those is wrong."""
    try:
        return Issue.model_validate(entry)
    except ValidationError as error:
        read.faults += _errors(name, named, error)
        details = error.errors(include_url=False)
        if any(detail["type"] != "extra_forbidden" for detail in details):
            return None
    known = deepcopy(entry)
    for detail in details:
        *path, key = detail["loc"]
        holder = known
        for step in path:
            holder = holder[step]
        del holder[key]
    return Issue.model_validate(known)


def _errors(name: str, issue: str, error: ValidationError, prefix: str = "") -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        path = [prefix, *map(str, detail["loc"])] if prefix else [str(step) for step in detail["loc"]]
        if detail["type"] == "extra_forbidden":
            known = tuple(Issue.model_fields) if len(path) == 1 else ()
            yield _unknown(name, issue, ".".join(path), known)
        elif detail["type"] == "missing":
            yield Fault("missing", name, issue, "", ".".join(path), "", "is required")
        else:
            yield _invalid(name, issue, ".".join(path), detail["input"], detail["msg"])


def _unknown(name: str, issue: str, key: str, known: Sequence[str]) -> Fault:
    message = f"no such key; there are {', '.join(known)}" if known else "no such key"
    return Fault("unknown-key", name, issue, "", key, key.rpartition(".")[2], message)


def _invalid(name: str, issue: str, path: str, value: Any, message: str) -> Fault:
    return Fault("invalid-value", name, issue, "", path, str(value)[:80], message)


def _repeated(name: str, text: str) -> Iterator[Fault]:
    """Keys that a mapping has twice: YAML readers keep the last one and say nothing."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None  # it has been read as a mapping
    pending: list[tuple[yaml.Node, str]] = [(root, "")]
    seen: set[int] = set()
    while pending:
        node, path = pending.pop()
        if id(node) in seen:  # an alias
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            pending += [(item, f"{path}.{number}" if path else str(number)) for number, item in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            ids = [str(value.value) for key, value in node.value if key.value == "id"]
            inner = ids[0] if ids else path
            for key, value in node.value:
                shown = str(key.value)
                if shown in keys:
                    line = key.start_mark.line + 1
                    message = f"repeated in line {line}; only the last one would count"
                    yield Fault("repeated-key", name, "", "", f"{inner}.{shown}".strip("."), shown, message)
                keys.add(shown)
                pending.append((value, f"{inner}.{shown}".strip(".")))
