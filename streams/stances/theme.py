"""What a text is about, and what a quotation that does not name its issue plainly is about in such a text."""

from __future__ import annotations

from streams.stances.issues import IssueCatalogue
from streams.stances.matching import Anchor, IssueMatch, Scan, Zone
from streams.stances.patterns import Hit, starting_in

_NO_RIVAL = 0.5
"""How much of an article an issue takes beside which it is still about another."""
_NAMED = 2
"""Sentences that name the issue of an article whose headline does not."""
_LIKE = 0.85
"""What an issue weighs at least, as a share of another one, to be meant by the words that name both."""
_SHORT = 24
"""Words; a longer quotation that does not name its issue speaks of several things."""
_THEME = 0.55
"""Weight of an issue that nothing but the article's theme tells."""


def theme_of(topics: dict[str, float], text: Scan, headline: Scan, issues: IssueCatalogue) -> str | None:
    """The issue that outweighs all others, but broader and narrower ones, in a text that is about it.

    Its headline names it, or several sentences do: a text keeps to its topic as a word keeps to its sense in it (Gale,
    Church and Yarowsky 1992, "One sense per discourse").
    """
    theme = max(topics, key=lambda issue: (topics[issue], issue), default=None)
    if theme is None:
        return None
    kin = {theme, *issues.ancestors(theme)}
    rival = max(
        (share for issue, share in topics.items() if issue not in kin and theme not in issues.ancestors(issue)),
        default=0.0,
    )
    if any(candidate.made.term.issue == theme for candidate in headline.candidates):
        return theme if rival < _NO_RIVAL else None
    named = {text.sentences[c.hit.first] for c in text.candidates if c.made.term.issue == theme}
    return theme if len(named) >= _NAMED and rival < _NO_RIVAL else None


def by_theme(
    found: list[IssueMatch], theme: str | None, hits: dict[str, list[Hit]], quotation: tuple[int, int]
) -> list[IssueMatch]:
    """The issues of a quotation as its article's theme tells them, weightiest first.

    Words that name two issues alike ("a ceasefire", which may be one in either war) name the theme. A short quotation
    that names none, nor its neighbourhood, but speaks of "the agreement" or "this", speaks of the theme.

    Args:
        found: the issues found, weightiest first.
        theme: the issue that the article is about, if it is about one.
        hits: the stance lexicon's hits in the article.
        quotation: its words.
    """
    if theme is None:
        return found
    top = found[0] if found else None
    if top is not None and top.issue == theme:
        return found
    if top is not None and top.zone in ("quotation", "sentence"):
        own = next((m for m in found[1:] if m.issue == theme and m.zone == top.zone), None)
        if own is None or own.weight < _LIKE * top.weight or not alike(own, top, top.zone):
            return found
        return [own, *(m for m in found if m is not own and not alike(own, m, own.zone))]
    if quotation[1] - quotation[0] > _SHORT or not _takes_up(hits, quotation):
        return found
    own = next((m for m in found if m.issue == theme), None)
    if own is None or own.weight < _THEME:
        own = IssueMatch(theme, _THEME, (Anchor(Hit(0, 1), "title", False, _THEME),))
    if top is not None and top.weight > own.weight and top.weight >= _THEME:
        return found
    return [own, *(m for m in found if m.issue != theme)]


def alike(one: IssueMatch, other: IssueMatch, zone: Zone = "quotation") -> bool:
    """Whether the second issue is named by the very words that name the first: one phrase names one issue."""
    hits = [a.hit for a in one.anchors if a.zone == zone]
    named = [a.hit for a in other.anchors if a.zone == zone]
    return all(any(hit.first < h.last and h.first < hit.last for h in hits) for hit in named)


def _takes_up(hits: dict[str, list[Hit]], span: tuple[int, int]) -> bool:
    """Whether the words take up what was named before: "the agreement", "this"."""
    return any(starting_in(hits.get(name, ()), span) for name in ("shell", "refers"))
