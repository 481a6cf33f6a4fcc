"""In which direction the words around a quotation name its issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streams.stances.matching import IssueMatch
from streams.stances.patterns import Hit, HitIndex, starting_in

_BEFORE = frozenset(("sentence", "previous", "before"))
_CLEAR = 0.85
"""Share of the best weight that a wording must have to count."""
_HEADLINE = 0.9
_APART = 10
_BESIDE = 4
"""Words beside a wording of the opposite that may take it back."""
_TURNS = ("reverse", "reject", "negation", "rethink")


def headed(match: IssueMatch) -> bool:
    """Whether the headline names the issue, and only in the opposite direction."""
    return match.zone == "title" and all(a.opposed for a in match.anchors if a.weight >= _HEADLINE * match.weight)


def opposed_before(
    hits: Mapping[str, Sequence[Hit]], index: HitIndex, match: IssueMatch, quotation: tuple[int, int]
) -> bool:
    """Whether the words before a quotation name the issue in the opposite direction, and it takes them up: a bill that
    "puts the bureau under the ministry" is "the bill" in what comes next.

    Args:
        hits: the stance lexicon's in the article.
        index: of them.
        match: the issue, as the quotation and its surroundings name it.
        quotation: its words.
    """
    if match.zone == "quotation" or not starting_in(hits.get("shell", ()), quotation):
        return False
    near = [a for a in match.anchors if a.zone in _BEFORE and a.weight >= _CLEAR * match.weight]
    against = [a.hit for a in near if a.opposed and not _turned_back(index, a.hit)]
    return bool(against) and not any(
        min(abs(a.hit.first - o.first) for o in against) > _APART for a in near if a.hit not in against
    )


def _turned_back(index: HitIndex, hit: Hit) -> bool:
    """Whether a word beside the wording takes it back: "to lift the limits"."""
    hits = index.near(hit.first, hit.last)
    span = (hit.first - _BESIDE, hit.last + _BESIDE)
    return any(starting_in(hits.get(name, ()), span) for name in _TURNS)
