"""Words, numbers, quotation marks, dashes and other marks of a text, in one linear pass."""

from __future__ import annotations

import re
import unicodedata

from streams.language.document import Token, TokenKind

QUOTES = '«»‹›“”„‟"‘’‚‛'
"""Marks that can open or close a quotation. A ’ within a word is an apostrophe and part of the word."""

DASHES = "-–—―‐‑−"
"""Hyphens and dashes."""

# Each alternative starts with another class of characters, or its repetition needs a separator that the class
# excludes: no input makes the pattern look at a character more than a few times.
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,:]\d+)+)"
    r"|(?P<word>\w[\w\u0300-\u036f]*(?:['’ʼ`‘′‑‐-]\w[\w\u0300-\u036f]*)*)"
    r"|(?P<quote>[«»‹›“”„‟\"‘’‚‛]|''|``|')"
    r"|(?P<dash>--+|[-–—―‐‑−])"
    r"|(?P<punct>[.!?…]+|\S)"
)
_PIECE = re.compile(re.sub(r"\(\?P<[a-z]+>", "(?:", _TOKEN.pattern))
"""The same with no groups: what is found is then text alone, in half the time."""
_COMBINING = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['ʼ`‘′]")
_SINGLE = frozenset("'’‘")
_REMEMBERED = 65_536
_LONGEST_REMEMBERED = 40
_words: dict[str, tuple[str, str, TokenKind]] = {}
"""Text, lower case and kind of words and marks seen before: equal words of all texts share their strings."""


_last: tuple[str, list[Token]] = ("", [])
"""The text that was asked for last, and its tokens."""


def tokens_of(text: str) -> list[Token]:
    """`tokenize(text)`, not to be changed: of the last text they are kept, since one stage after the other asks."""
    global _last  # one text for a process
    known, tokens = _last
    if known != text:
        tokens = tokenize(text)
        _last = text, tokens
    return tokens


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """The tokens of `text`, in order; together they cover every character that is not white space.

    Args:
        text: any text; it needs no normalisation.
        offset: code points to add to every position, for a piece of a longer text.

    A hyphen is a dash only where it parts words (next to white space or a quotation mark). A single mark after a word
    ("the allies’ plan") is a quotation mark only if one was opened before it in the same line.
    """
    tokens: list[Token] = []
    append = tokens.append
    open_single = False
    line = 0
    words = _words
    if len(words) >= _REMEMBERED:
        words.clear()
    at = 0
    for word in _PIECE.findall(text):
        # Nothing but white space parts them: the next place that reads so is the token.
        start = text.find(word, at)
        at = end = start + len(word)
        known = words.get(word)
        if known is None:
            match = _TOKEN.match(text, start)
            assert match is not None
            kind: TokenKind = match.lastgroup  # type: ignore[assignment]
            if kind == "word":
                known = _word(word)
                if end - start <= _LONGEST_REMEMBERED:
                    words[word] = known
        if known is not None:
            append(Token(start + offset, end + offset, known[0], known[1], known[2]))
            continue
        if kind == "dash":
            if len(word) == 1 and word in "-‐‑" and not _parts_words(text, start, end):
                kind = "punct"
        elif kind == "quote" and word in _SINGLE:
            if text.find("\n", line, start) >= 0:
                open_single = False
            line = start
            kind, open_single = _single_mark(text, start, end, word, open_single)
        elif kind == "punct" and end - start == 1:
            words[word] = (word, word, kind)
        append(Token(start + offset, end + offset, word, word, kind))
    return tokens


def _word(word: str) -> tuple[str, str, TokenKind]:
    """Text, lower case and kind of what the pattern takes for a word."""
    lower = word.lower()
    if "ʼ" in lower:
        return word, _normalise(lower, True), "word"  # a letter to Unicode, an apostrophe to Ukrainian
    if not word.isalpha():
        if not any(map(str.isalpha, word)):
            return word, lower, "number"
        if not word.isalnum():
            return word, _normalise(lower, True), "word"
    return word, lower, "word"


def normal(word: str) -> str:
    """`word` in lower case, apostrophes as ’, no stress marks: the form in which `Token.lower` keeps a word."""
    return _normalise(word.lower(), stressed=True)


def _normalise(lower: str, stressed: bool) -> str:
    if stressed and _COMBINING.search(lower):
        lower = _COMBINING.sub("", unicodedata.normalize("NFC", lower))
    return _APOSTROPHES.sub("’", lower)


def _parts_words(text: str, start: int, end: int) -> bool:
    """Whether the hyphen at start…end stands for a dash: before a space, or after one and not the sign of a number."""
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if after.isspace():
        return True
    if before.isspace():
        return not after.isdigit()
    return (before in QUOTES or before in ",.!?…") and not after.isdigit()


def _single_mark(text: str, start: int, end: int, mark: str, is_open: bool) -> tuple[TokenKind, bool]:
    """Kind of a single mark that is outside a word, and whether a single quotation is open after it."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if mark == "‘":
        return "quote", True
    if is_open and not before.isspace():
        return "quote", False
    if mark == "'" and not before.isalnum() and before not in ".,!?…" and not after.isspace():
        return "quote", True
    return "punct", is_open
