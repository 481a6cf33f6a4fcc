"""English words that look like an auxiliary or a verb of another meaning."""

from __future__ import annotations

from collections.abc import Sequence

from streams.language.document import Token

_MONTH = "july"
"""Any month whose name is no other word."""


def told_apart(tokens: Sequence[Token], low: list[str]) -> None:
    """Rewrites lower-case words so that the month May is no auxiliary, and "used to" is the auxiliary that it is.

    Args:
        tokens: the text's tokens.
        low: their words in lower case, changed in place.
    """
    for index, word in enumerate(low):
        if word == "may" and tokens[index].text == "May" and index and _dates(low, index):
            low[index] = _MONTH
        elif word == "to" and index > 1 and low[index - 1] == "used" and _somebody(tokens, low, index - 2):
            low[index - 1], low[index] = "once", "did"


_NO_SUBJECT = frozenset(
    ("is", "was", "are", "were", "be", "been", "being", "’s", "get", "got", "getting", "and", "or", "money")
)
"""Words after which "used to" tells a purpose or a habit: "is used to control"."""
_BEFORE = frozenset(("in", "on", "of", "since", "until", "till", "by", "last", "this", "early", "late", "mid", "from"))


def _somebody(tokens: Sequence[Token], low: Sequence[str], index: int) -> bool:
    """Whether the word before "used to" can be its subject."""
    return tokens[index].kind == "word" and low[index] not in _NO_SUBJECT


def _dates(low: Sequence[str], index: int) -> bool:
    """Whether a preposition of time or a day stands before the month, or a day or year after it."""
    after = low[index + 1] if index + 1 < len(low) else ""
    return low[index - 1] in _BEFORE or low[index - 1][:1].isdigit() or after[:1].isdigit()
