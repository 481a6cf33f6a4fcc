"""Issues that are members of one list: who sends this kind of a thing and that one speaks of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streams.stances.issues import IssueCatalogue
from streams.stances.patterns import Hit
from streams.stances.words import AND, Words

_APART = 5
"""Words between two members of a list."""


def summed_up(named: Mapping[str, Sequence[Hit]], words: Words, issues: IssueCatalogue) -> set[str]:
    """The issues that are one item of a list beside another thing of their broader issue, which speaks for both:
    "anti-tank weapons and air defence" are arms.

    Args:
        named: what names each issue in a quotation.
        words: of the article.
        issues: the catalogue.
    """
    kinds: dict[str, list[str]] = {}
    for issue in named:
        parent = issues.issues[issue].parent
        if parent is not None and parent in named and issues.issues[parent].kinds:
            kinds.setdefault(parent, []).append(issue)
    found: set[str] = set()
    for parent, narrower in kinds.items():
        own = [hit for issue in narrower for hit in named[issue]]
        other = [hit for hit in named[parent] if not any(_touch(hit, one) for one in own)]
        found.update(issue for issue in narrower if _listed(words, named[issue], other))
    return found


def _touch(one: Hit, other: Hit) -> bool:
    """Whether the words overlap or follow each other: "long-range" and "weapons" are one thing."""
    return one.first <= other.last and other.first <= one.last


def _listed(words: Words, one: Sequence[Hit], other: Sequence[Hit]) -> bool:
    """Whether "and" joins words of the one to words of the other, or a comma in a list that goes on with "and"."""
    for hit in other:
        for own in one:
            first, second = sorted((hit, own))
            between = words.items[first.last : second.first]
            if len(between) > _APART:
                continue
            commas = any(word.before == "comma" for word in words.items[first.last : second.first + 1])
            listed = [*between, *(words.items[second.last : second.last + _APART] if commas else ())]
            if any(word.form in AND for word in listed):
                return True
    return False
