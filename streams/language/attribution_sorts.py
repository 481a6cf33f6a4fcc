"""Which institutions a common noun can mean: "the ministry" no parliament, "the court" no company."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from streams.safe_yaml import safe_load

_STATES = (
    *("країн", "держав", "королівств", "республік", "стран", "государств", "королевств", "республик"),
    *("country", "nation", "kingdom", "republic"),
)
"""How common nouns for a state begin."""


def is_state(noun: str) -> bool:
    """Whether a common noun in lower case means a state: a country that was named."""
    return noun.startswith(_STATES)


@lru_cache(maxsize=1)
def _sorts() -> tuple[tuple[str, ...], ...]:
    text = files("seeds").joinpath("lexicons", "institution_sorts.yaml").read_text("utf-8")
    return tuple(tuple(group) for group in safe_load(text))


def can_mean(noun: str, name: str) -> bool:
    """Whether an institution called `name` can be meant by a common noun.

    Args:
        noun: the head noun, lower case.
        name: the institution's name, in any language.

    >>> can_mean("ministry", "Ministry of Foreign Affairs of China")
    True
    >>> can_mean("министерство", "European Parliament")
    False
    """
    groups = [group for group in _sorts() if noun.startswith(group)]
    if not groups:
        return True
    words = name.lower().split()
    return any(word.startswith(group) for group in groups for word in words)
