"""Pairs of quotation marks: what stands inside which marks, in texts where marks are odd, nested or missing."""

from __future__ import annotations

from dataclasses import dataclass

from streams.language.document import Document

_OPENS = {"«": "»", "“": "”“", "„": "“”", "‹": "›", "‘": "’'", "‚": "‘’", "‟": "”"}
_STRAIGHT = frozenset(('"', "'", "''", "``"))
_DOUBLE = frozenset(('"', "“", "”", "„", "‟", "''", "``"))
MAX_PARAGRAPHS = 12
"""An open mark is closed at the latest this many paragraphs on; a missing one costs no more."""
MAX_TOKENS = 900
"""Longest quotation in tokens."""


@dataclass(slots=True)
class Marked:
    """A stretch inside quotation marks. Token indices: `open` is the mark, `last` one past the inner words."""

    open: int
    """The opening mark."""
    last: int
    """One past the last inner token: the closing mark, or where the paragraph ends if none is there."""
    closed: bool
    paragraph: int
    carried: bool = False
    """Goes on from the paragraph before, whose quotation was left open."""

    @property
    def first(self) -> int:
        """The first inner token."""
        return self.open + 1

    @property
    def after(self) -> int:
        """The token after the closing mark."""
        return self.last + 1 if self.closed else self.last


@dataclass(slots=True)
class _Open:
    index: int
    mark: str
    paragraph: int
    last_close: int = -1


def _opens(document: Document, index: int) -> bool | None:
    """True: the mark opens; False: it closes; None: it can be either."""
    tokens = document.tokens
    token = tokens[index]
    mark = token.text
    text = document.text
    before = text[token.start - 1] if token.start else "\n"
    after = text[token.end] if token.end < len(text) else "\n"
    space_before = before.isspace() or before in "([—–-«“„/"
    space_after = after.isspace() or after in ")].,;:!?…»”/"
    if mark in ("«", "„", "‹", "‘", "‚", "‟", "``"):
        return True
    if mark in ("»", "”", "›", "’"):
        # a closing mark that stands where only an opening one can
        return None if mark == "”" and space_before and not space_after else False
    if space_before and not space_after:
        return True
    if space_after and not space_before:
        return False
    if mark == "“":
        return True if not space_after else None
    return None


def _in_word(document: Document, index: int) -> bool:
    """An apostrophe typed as a quotation mark (інтерв"ю)."""
    token = document.tokens[index]
    text = document.text
    if token.text not in _STRAIGHT or not token.start or token.end >= len(text):
        return False
    return text[token.start - 1].isalpha() and text[token.end].isalpha()


def _fits(opened: str, mark: str) -> bool:
    if opened == mark:
        return True
    if mark in _OPENS.get(opened, ""):
        return True
    return opened in _DOUBLE and mark in _DOUBLE


def find_marked(document: Document) -> list[Marked]:
    """The outermost stretches in quotation marks, in order; nested ones belong to the words of the outer one.

    A mark that is never closed ends with its paragraph, so that nothing after it is lost; where the next paragraph
    opens with a mark again, the quotation goes on there (the convention for several paragraphs).
    """
    tokens = document.tokens
    found: list[Marked] = []
    stack: list[_Open] = []
    bounds = _paragraph_tokens(document)
    quotes = [i for i, token in enumerate(tokens) if token.kind == "quote"]
    if not quotes:
        return found
    owner = _owners(quotes, bounds)
    for position, index in enumerate(quotes):
        paragraph = owner[position]
        if stack and paragraph != stack[0].paragraph:
            _across(document, quotes, owner, position, stack, bounds, found)
        mark = tokens[index].text
        if _in_word(document, index):
            continue
        opens = _opens(document, index)
        if opens is None:
            opens = not stack
        if not opens and stack:
            depth = next((d for d in range(len(stack) - 1, -1, -1) if _fits(stack[d].mark, mark)), None)
            if depth is None:
                continue
            top = stack[depth]
            del stack[depth:]
            if stack:
                stack[0].last_close = index
            elif index > top.index + 1:
                _add(found, Marked(top.index, index, True, top.paragraph))
        elif opens:
            if stack and index - stack[0].index > MAX_TOKENS:
                stack.clear()
            stack.append(_Open(index, mark, paragraph))
    if stack:
        _leave_open(stack, bounds, found)
    found.sort(key=lambda m: m.open)
    return found


def _add(found: list[Marked], marked: Marked) -> None:
    if found and found[-1].paragraph != marked.paragraph and not found[-1].closed and found[-1].last >= marked.open - 1:
        marked.carried = True
    found.append(marked)


def _across(
    document: Document,
    quotes: list[int],
    owner: list[int],
    position: int,
    stack: list[_Open],
    bounds: list[tuple[int, int]],
    found: list[Marked],
) -> None:
    """Decide what an open mark means when a paragraph without its close has ended."""
    outer = stack[0]
    paragraph = owner[position]
    index = quotes[position]
    near = paragraph - outer.paragraph <= MAX_PARAGRAPHS and index - outer.index <= MAX_TOKENS
    if near and outer.last_close < 0 and _opens(document, index) is False and index != bounds[paragraph][0]:
        return  # closed some paragraphs on
    starts_again = paragraph == outer.paragraph + 1 and index == bounds[paragraph][0]
    if outer.last_close >= 0 and not starts_again:
        _add(found, Marked(outer.index, outer.last_close, True, outer.paragraph))
    else:
        end = bounds[outer.paragraph][1]
        marked = Marked(outer.index, end, False, outer.paragraph)
        if starts_again or end - outer.index > 3:
            _add(found, marked)
    stack.clear()


def _leave_open(stack: list[_Open], bounds: list[tuple[int, int]], found: list[Marked]) -> None:
    outer = stack[0]
    if outer.last_close >= 0:
        _add(found, Marked(outer.index, outer.last_close, True, outer.paragraph))
    else:
        end = bounds[outer.paragraph][1]
        if end - outer.index > 3:
            _add(found, Marked(outer.index, end, False, outer.paragraph))


def _paragraph_tokens(document: Document) -> list[tuple[int, int]]:
    """First and last (half open) token of each paragraph."""
    result = []
    for paragraph in document.paragraphs:
        sentences = document.sentences[paragraph.first : paragraph.last]
        result.append((sentences[0].first, sentences[-1].last) if sentences else (0, 0))
    return result


def _owners(quotes: list[int], bounds: list[tuple[int, int]]) -> list[int]:
    owner = []
    paragraph = 0
    for index in quotes:
        while paragraph + 1 < len(bounds) and bounds[paragraph][1] <= index:
            paragraph += 1
        owner.append(paragraph)
    return owner
