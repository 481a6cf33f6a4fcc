"""What a pronoun's referent leads to is not what is spoken of: "this would delay any truce" speaks of "this"."""

from __future__ import annotations

from schemas.base import Language
from streams.stances.matching import IssueMatch
from streams.stances.patterns import Hit, starting_in
from streams.stances.words import Words

_SUBJECTS: dict[Language, frozenset[str]] = {
    "en": frozenset(("this", "that", "these", "such")),
    "uk": frozenset(("це", "такий", "така", "таке", "такі", "цей", "ця", "ці")),
    "ru": frozenset(("это", "такой", "такая", "такое", "такие", "этот", "эта", "эти")),
}
"""What points at a deed; "it" and "they" may be those who speak."""
_REACH = 6
"""Words within which the verb follows its subject."""
_BEFORE = frozenset(("sentence", "previous", "title"))
_LEAST = 0.5


def without_effects(
    found: list[IssueMatch], words: Words, hits: dict[str, list[Hit]], quotation: tuple[int, int]
) -> list[IssueMatch]:
    """The issues without those that a quotation names only as what its subject, a pronoun, harms.

    Args:
        found: the issues, weightiest first.
        words: the article's words.
        hits: the stance lexicon's in the article.
        quotation: word range of the quotation.
    """
    if words.items[quotation[0]].form not in _SUBJECTS[words.language]:
        return found
    meant = next((match for match in found if match.zone in _BEFORE and match.weight >= _LEAST), None)
    if meant is None:
        return found
    near = (quotation[0] + 1, min(quotation[0] + _REACH, quotation[1]))
    harms = [hit for name in ("harm", "reverse", "delay") for hit in starting_in(hits.get(name, ()), near)]
    # a longer phrase of refusal tells an effect: "puts off the truce"
    harms += [hit for hit in starting_in(hits.get("reject", ()), near) if hit.last - hit.first > 1]
    if not harms:
        return found
    first = min(hit.first for hit in harms)
    effects = [
        match
        for match in found
        if match.zone == "quotation"
        and all(a.hit.first >= first for a in match.anchors if a.zone == "quotation")
        and match.issue != meant.issue
    ]
    return [match for match in found if match not in effects]
