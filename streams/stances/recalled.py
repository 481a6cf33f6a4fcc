"""What a statement is about when it does not name it: an article keeps to its topic, also where it looks back."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.base import Language
from streams.stances.dating import Dated
from streams.stances.page import Page

_SHORT = 16
"""Words; a longer quotation that names no issue speaks of something else."""
_REFERS: dict[Language, frozenset[str]] = {
    "en": frozenset(("it", "this", "that", "these", "those", "such", "them", "same")),
    "uk": frozenset(
        (
            *("це", "цього", "цьому", "цим", "цей", "ця", "цю", "цієї", "ці", "цих", "таке", "такі", "такий", "такого"),
            *("такої", "таку", "його", "її", "їх", "нею", "ним", "ними"),
        )
    ),
    "ru": frozenset(
        (
            *("это", "этого", "этому", "этим", "этот", "эта", "эту", "этой", "эти", "этих", "такой", "такое", "такие"),
            *("такого", "такую", "таких", "его", "ее", "их", "ней", "ним", "ими"),
        )
    ),
}
_SECOND = 0.5
"""Share of the leading issue that a second one may take at most."""


def recalled_topic(page: Page, start: int, end: int, dated: Dated, own: set[str], *, deed: bool = False) -> str | None:
    """The issue of a dated, recalled statement that names none.

    Args:
        page: its text.
        start: first code point of its words.
        end: one past the last.
        dated: when it was said.
        own: issues of what else the speaker says in the article.
        deed: it tells what somebody did, with a verb that takes no side ("met her"): its words must point back.

    Returns:
        The issue that the article is about, if the speaker speaks of it elsewhere in the article too or the words point
        back to it; None otherwise.
    """
    if not dated.background or dated.precision not in ("day", "month") or not page.topics:
        return None
    first, last = page.words.between(start, end)
    if last - first > _SHORT:
        return None
    topic = leading_issue(page)
    if topic is None:
        return None
    refers = _REFERS[page.words.language]
    points = any(page.words.items[i].form in refers for i in range(first, min(last, first + 6)))
    return topic if points or (topic in own and not deed) else None


def leading_issue(page: Page, read: Iterable[str] = ()) -> str | None:
    """The issue that leads in an article, if one does.

    A text keeps to its topic as a word keeps to its sense in it (Gale, Church and Yarowsky 1992, "One sense per
    discourse").

    Args:
        page: its text.
        read: the issue of each statement that was read in it.
    """
    votes = dict(page.topics)
    for issue in read:
        votes[issue] = votes.get(issue, 0.0) + 1.0
    ordered = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ordered or (len(ordered) > 1 and ordered[1][1] > _SECOND * ordered[0][1]):
        return page.theme
    return ordered[0][0]
