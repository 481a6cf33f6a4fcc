"""Which words before a quotation bear on it: its cue, and what denies the cue."""

from __future__ import annotations

from streams.stances.page import Page
from streams.stances.patterns import starting_in

_CUE_REACH = 90
"""Code points from cue to quotation within which the cue governs it."""
_BEFORE_CUE = 1
_PAIR = 14
"""Words before a verb among which its subject "neither X nor Y" begins."""
_ASIDE = 3
"""Words of an aside between a negation and the cue."""
_ASIDES = frozenset(
    (
        *(
            "however",
            "though",
            "moreover",
            "therefore",
            "yet",
            "still",
            "also",
            "either",
            "in",
            "any",
            "way",
            "at",
            "all",
        ),
        *("однак", "проте", "втім", "утім", "також", "теж", "все", "ж"),
        *("однако", "впрочем", "также", "тоже", "все", "же"),
    )
)


def governed_from(
    page: Page, start: int, quotation: tuple[int, int], cue: tuple[int, int] | None
) -> tuple[int, tuple[int, int] | None]:
    """The first word that bears on the quotation (the cue's, with a negation before it), and the cue's word range."""
    if cue is None:
        return quotation[0], None
    cue_words = page.words.between(*cue)
    cue_words = (cue_words[0], max(cue_words[1], cue_words[0] + 1))
    if cue[1] > start or start - cue[1] > _CUE_REACH:
        return quotation[0], cue_words
    first = cue_words[0]
    while first > 0 and cue_words[0] - first < _BEFORE_CUE and page.words.items[first].before == "":
        first -= 1
    return _from_neither(page, _over_aside(page, first)), cue_words


def _from_neither(page: Page, first: int) -> int:
    """The "nor" of the subject "neither X nor Y" that word `first` stands in or follows, or `first`."""
    words = page.words.items
    nor = first
    for index in range(first, max(-1, first - _PAIR), -1):
        if words[index].form == "neither":
            return nor
        if words[index].form == "nor" and nor == first:
            nor = index
        if words[index].before or (words[index].form in ("and", "or", "but") and nor == first):
            break
    return first


def _over_aside(page: Page, first: int) -> int:
    """The negation before word `first` from which only an aside parts it ("would not, however, accept"), or `first`."""
    words = page.words.items
    index = first
    while index > 0 and first - index < _ASIDE and words[index].before in ("", "comma"):
        index -= 1
        if starting_in(page.hits.get("negation", ()), (index, index + 1)):
            return index
        if words[index].form not in _ASIDES:
            return first
    return first
