"""Pairs of quotation marks, found without trusting that they balance."""

from __future__ import annotations

from collections.abc import Sequence

from streams.language.document import Token

_PARTNER = {
    "«": "»",
    "‹": "›",
    "„": '“”‟"',
    "“": '”“"',
    "‚": "‘’",
    "‘": "’",
    "''": "''",
    "``": "''``",
    "'": "'",
    "‟": "”“",
}
_DEEPEST = 32
"""Open marks that are looked at: nobody nests deeper, and looking at all of a page of them takes time that grows with
its square."""


def pair_marks(text: str, tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """Pairs (opening, closing) of quotation marks among tokens first…last (half open), by token index, in order of
    opening.

    The range is one paragraph: a mark that nothing closes there is left out, so that it cannot swallow what follows.
    Marks
    nest; one that looks the same on both sides ("…") opens where white space or a bracket stands before it and closes
    where it stands after it.
    """
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = []
    for index in range(first, last):
        token = tokens[index]
        if token.kind != "quote":
            continue
        mark = token.text
        if _closes(text, token, stack):
            depth = _partner(mark, stack)
            if depth is not None:
                pairs.append((stack[depth][0], index))
                del stack[depth:]
            continue
        if mark not in "»›’":
            stack.append((index, mark))
    pairs.sort()
    return pairs


def _partner(mark: str, stack: list[tuple[int, str]]) -> int | None:
    """Depth of the innermost open mark that `mark` closes; one of another family only where no own one is open."""
    for depth in range(len(stack) - 1, max(len(stack) - 1 - _DEEPEST, -1), -1):
        opened = stack[depth][1]
        if mark in _PARTNER.get(opened, opened):
            return depth
    # "…» and «…": typed on different keyboards.
    return len(stack) - 1 if stack and mark in '»”"' and stack[-1][1] in '"«“„' else None


def _closes(text: str, token: Token, stack: list[tuple[int, str]]) -> bool:
    mark = token.text
    if mark in "«„‹‚‘":
        return False
    if mark in "»›’":
        return True
    opened = [mark_open for _, mark_open in stack[-_DEEPEST:]]
    before = text[token.start - 1] if token.start else " "
    after = text[token.end] if token.end < len(text) else " "
    opens_here = (before.isspace() or before in '([{—–-/«„“"') and not after.isspace()
    closes_here = not before.isspace() and not after.isalnum()
    if mark == "“":
        # Closing in „…“, opening in “…”.
        if "„" in opened:
            return not (opens_here and not closes_here) or opened[-1] == "„"
        return bool(opened) and opened[-1] == "“" and closes_here and not opens_here
    is_open = any(mark in _PARTNER.get(one, one) for one in opened) or (
        mark in '"”' and bool(opened) and opened[-1] in '«„“"'
    )
    if not is_open:
        return mark == "”" and not opens_here
    # One that faces right is nested in the one that is open.
    return closes_here or not opens_here
