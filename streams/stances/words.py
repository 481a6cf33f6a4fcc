"""The words of a text as the patterns read them: hyphenated words in parts, with what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal, NamedTuple

from schemas.base import Language
from streams.language.document import Token
from streams.language.tokens import tokenize, tokens_of

Break = Literal["", "quote", "dash", "comma", "mark", "stop"]
"""What parts a word from the one before it; "stop" ends a sentence, "mark" is any other punctuation."""

WHEN = frozenset(("when", "коли", "когда"))
AND = frozenset(("and", "і", "й", "та", "и"))

_PIECES = re.compile(r"[-‐‑]")
_NOT = re.compile(r"n[’']t$")
_SHORT = 300
"""A shorter text is no article's, whose tokens may be known from its annotation."""
_REMEMBERED = 65_536
_LONGEST_REMEMBERED = 40
_Piece = tuple[int, int, str, bool]
"""Where a word of a token starts and ends in it, its form, and whether it counts as one with a capital."""
_known: dict[Language, dict[str, tuple[_Piece, ...]]] = {"uk": {}, "en": {}, "ru": {}}
"""The words of tokens seen before."""
_RANK: dict[Break, int] = {"": 0, "quote": 1, "dash": 2, "comma": 3, "mark": 4, "stop": 5}


class Word(NamedTuple):
    """One word or number: code points start…end of the text."""

    start: int
    end: int
    form: str
    """Lower case; ё as е in Russian; English "n't" is parted off as the word "not"."""
    before: Break
    """The strongest mark between the word before and this one."""
    capital: bool
    """It begins with a capital letter."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text, in order."""

    text: str
    language: Language
    items: tuple[Word, ...]
    ends: tuple[str, ...]
    """For each word the sentence-ending mark that follows it directly, or an empty string."""

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Indices first…last (half open) of the words that lie within code points start…end."""
        # words are tuples that begin with their start: a tuple of one sorts before those that start there
        return bisect_left(self.items, (start,)), bisect_left(self.items, (end,))


def read_words(text: str, language: Language, offset: int = 0) -> Words:
    """Part `text` into words.

    Args:
        text: any text.
        language: decides on spelling variants (ё, n't).
        offset: code points to add to every position.
    """
    items: list[Word] = []
    ends: list[str] = []
    pending: Break = "stop"
    known = _known[language]
    if len(known) >= _REMEMBERED:
        known.clear()
    for token in tokenize(text, offset) if offset or len(text) < _SHORT else tokens_of(text):
        if token.kind in ("word", "number"):
            pieces = known.get(token.text)
            if pieces is None:
                pieces = _pieces(token, language)
                if len(token.text) <= _LONGEST_REMEMBERED:
                    known[token.text] = pieces
            begin = token.start
            for start, end, form, capital in pieces:
                # what Word(…) does, in half the time
                items.append(tuple.__new__(Word, (begin + start, begin + end, form, pending, capital)))
                ends.append("")
                pending = ""
            continue
        found = _break(token)
        if found == "stop" and token.text == "." and items and _initial(items[-1]):
            continue
        if found == "stop" and items and not ends[-1]:
            ends[-1] = token.text
        if _RANK[found] > _RANK[pending]:
            pending = found
        if "\n" in text[token.end - offset : token.end - offset + 2]:
            pending = "stop"
    return Words(text, language, tuple(items), tuple(ends))


def _initial(word: Word) -> bool:
    """Whether a full stop after the word belongs to it: "U.S. tariffs", "J. Bor"."""
    return word.capital and len(word.form) == 1


def _break(token: Token) -> Break:
    if token.kind == "quote":
        return "quote"
    if token.kind == "dash":
        return "dash"
    if token.text in "-%№$€£&+/’'":
        return ""
    if token.text == ",":
        return "comma"
    return "stop" if token.text[0] in ".!?…" else "mark"


def _pieces(token: Token, language: Language) -> tuple[_Piece, ...]:
    capital = token.text[:1].isupper()
    return tuple(
        (start - token.start, end - token.start, form, capital) for start, end, form in _parts(token, language)
    )


def _parts(token: Token, language: Language) -> list[tuple[int, int, str]]:
    lower = token.lower
    if language == "ru":
        lower = lower.replace("ё", "е")
    if lower == "cannot" and language == "en":
        return _english(token.start, lower)
    if lower.isalnum() or len(lower) != token.end - token.start:
        return [(token.start, token.end, lower)]
    parts: list[tuple[int, int, str]] = []
    position = 0
    for piece in _PIECES.split(lower):
        if piece:
            parts += (
                _english(token.start + position, piece)
                if language == "en"
                else [(token.start + position, token.start + position + len(piece), piece)]
            )
        position += len(piece) + 1
    return parts


def _english(start: int, piece: str) -> list[tuple[int, int, str]]:
    end = start + len(piece)
    if piece == "cannot":
        return [(start, start + 3, "can"), (start + 3, end, "not")]
    if "’" not in piece:
        return [(start, end, piece)]
    if _NOT.search(piece):
        stem = {"wo": "will", "ca": "can", "sha": "shall"}.get(piece[:-3], piece[:-3])
        return [(start, end - 3, stem), (end - 3, end, "not")] if stem else [(start, end, "not")]
    stem, _, rest = piece.partition("’")
    full = {"re": "are", "ll": "will", "ve": "have", "m": "am", "d": "would"}.get(rest)
    if full and stem:
        return [(start, start + len(stem), stem), (start + len(stem), end, full)]
    return [(start, end, stem or piece)]
