"""Where the words of a quotation as a whole speak against the issue that a single one of them names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from streams.stances.issues import IssueCatalogue
from streams.stances.learned import NONE
from streams.stances.matching import IssueMatch
from streams.stances.topics import Likelihood

_LIKELY = 0.7
"""Probability from which another issue may be the one meant."""
_UNLIKELY = 0.05
"""Probability up to which the issue named is doubted."""
_TIMES = 5.0
"""How much likelier the other issue must be by the quotation's own words."""
_BESIDE = 0.05
"""Probability by the quotation's own words from which what it names stays as its second issue."""


def overruled(
    found: list[IssueMatch],
    dropped: frozenset[str],
    likely: Likelihood,
    topics: Mapping[str, float],
    issues: IssueCatalogue,
) -> str | None:
    """The issue that a quotation is about rather than the one that weighs most in it; None if that one stands.

    A single strong word may name another issue than the rest of the quotation speaks of: who sends shells "with other
    people's money" speaks of arms. The article must speak of that other issue in so many words somewhere. Issues of
    which one is the broader, or that the same phrases may name, are told apart by the terms.

    Args:
        found: the issues that terms name, weightiest first.
        dropped: those of which it is known that they are not meant.
        likely: what the learned model makes of the quotation in its article.
        topics: how much of the article each issue takes, by the terms.
        issues: the catalogue.
    """
    if not found:
        return None
    named, other = found[0].issue, likely.top
    if named not in likely.own:
        return None  # an issue of one's own, of which no example was learned
    if other in (named, NONE) or other in dropped or other not in topics or likely.within[other] < _LIKELY:
        return None
    if likely.within.get(named, 0.0) > _UNLIKELY or likely.own[other] < _TIMES * likely.own.get(named, 0.0):
        return None
    if issues.are_rivals(named, other) or other in issues.ancestors(named) or named in issues.ancestors(other):
        return None
    return other


def put_first(found: list[IssueMatch], issue: str, likely: Likelihood) -> list[IssueMatch]:
    """The issues with one, which is among them, before the weightiest, which goes unless it is likely enough."""
    own = next(match for match in found if match.issue == issue)
    top = found[0]
    others = [match for match in found if match is not own and (match is not top or likely.own[top.issue] >= _BESIDE)]
    return [replace(own, weight=max(own.weight, top.weight)), *others]
