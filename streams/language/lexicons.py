"""Word lists that ship with the program (`seeds/lexicons/*.yaml`), read once per process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from streams.safe_yaml import safe_load


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The content of `seeds/lexicons/<name>.yaml`.

    Raises:
        FileNotFoundError: there is no such lexicon.
        ValueError: it is not a mapping.
    """
    path = files("seeds") / "lexicons" / f"{name}.yaml"
    content = safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"seeds/lexicons/{name}.yaml: a mapping is expected, found {type(content).__name__}")
    return content


@cache
def words(name: str, path: str) -> frozenset[str]:
    """The words at a dotted `path` of a lexicon; an entry is a word, or several parted by white space."""
    content: Any = lexicon(name)
    for key in path.split("."):
        content = content[key]
    if isinstance(content, str):
        content = content.split()
    return frozenset(word for entry in content for word in str(entry).split())


@cache
def names(name: str, section: str) -> tuple[str, ...]:
    """The lines of a section of `seeds/lexicons/<name>.txt`: `[section]` starts one, `#` a comment."""
    found: list[str] = []
    current = ""
    for line in (files("seeds") / "lexicons" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line.strip("[]")
        elif line and not line.startswith("#") and current == section:
            found.append(line)
    return tuple(found)
