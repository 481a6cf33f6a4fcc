"""No regular expression of the program takes time that explodes on a text made to provoke it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import schemas
import streams

SIZE = 10_000
SECONDS = 0.5
"""CPU time for one pattern and text; the linear ones take milliseconds."""

_UNITS = (
    "a", "A", "щ", "Щ", "1", " ", "\n", "\t", "\u00a0", "-", "—", ".", ",", ":", "'", "’", '"', "«", "(", "<", "&",
    "a ", "A ", "a.", "A. ", "a-", "1,", "1.", "1 ", "a\n", "\n ", " \n", "a, ", "«a» ", '"a" ', "<a ", "<p>", "</",
    "&amp", "\x1b[", "\x1b[1;", "http://a.", "a@", "a'a", "А.Б. ", "Анна ", "сказав, ", "said ", "12:30 ",
    "\u0301", "\u200b", "💬", "$1 ", "№1 ", "a/", "a(b) ", "[a] ", "— а ", "_", "&#1", "01.02.2025 ",
)  # fmt: skip
TEXTS = [(unit * SIZE)[:SIZE] + end for unit in _UNITS for end in ("", "\u0000")]


def _modules() -> Iterator[str]:
    for package in (schemas, streams):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield found.name


def _patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module holds, once, by the first name that it has."""
    names: dict[re.Pattern[str], str] = {}
    for module in _modules():
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                names.setdefault(value, f"{module}.{name}")
    return {name: pattern for pattern, name in names.items()}


PATTERNS = _patterns()


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 20


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_takes_no_exploding_time(name: str) -> None:
    pattern = PATTERNS[name]
    for text in TEXTS:
        start = time.process_time()
        for _ in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
        taken = time.process_time() - start
        assert taken < SECONDS, f"{taken:.1f} s on {text[:20]!r}…"
