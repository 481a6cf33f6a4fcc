"""Where the words that a model quotes stand in the text: exactly, or but for spacing and typography.

What counts as the same: runs of white space, all quotation marks, all apostrophes, all dashes, an ellipsis and three
dots, canonically equivalent letters (NFC), and the case of the first letter. Invisible format characters do not count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

MAX_PLACES = 20_000
"""Occurrences of the same characters that are looked at, those within other words ("he" in "the") among them."""

_DOUBLE = '"«»„“”‟″‶❝❞〝〞＂'
_SINGLE = "'‘’‚‛`´ʼʹ′＇‹›ˈ"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_SAME = dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DASHES, "-") | {"…": "..."}
_EDGES = ",;:" + _DASHES + "".join(char for char in map(chr, range(0x3001)) if char.isspace())
"""Marks and spaces that belong to the sentence around a quotation rather than to it."""
_ENDS = ".!?…"
_JOINERS = ("\u00ad", "\u200c", "\u200d", "\u2060")
"""Invisible characters within words: the soft hyphen, joiners."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a text, in code points, start…end (half open)."""

    start: int
    end: int
    exact: bool
    """Character for character."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without its typography, and where each character of it comes from."""

    text: str
    starts: tuple[int, ...]
    """Code point of the original at which each folded character begins."""
    ends: tuple[int, ...]
    """One past the original's last code point of each."""


def fold(text: str) -> Folded:
    """`text` without what typography and encoding add to words; letters keep their case.

    >>> fold("«Ні»  –  сказав").text
    '"Ні" - сказав'
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for character in unicodedata.normalize("NFC", text[start:end]):
            if unicodedata.category(character) == "Cf":  # soft hyphens, zero-width spaces, directional marks
                continue
            if character.isspace():
                if characters and characters[-1] == " ":
                    ends[-1] = end
                    continue
                character = " "
            for same in _SAME.get(character, character):
                characters.append(same)
                starts.append(start)
                ends.append(end)
    return Folded("".join(characters), tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the combining marks that follow it."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.combining(text[index]):
            yield start, index
            start = index


@dataclass(frozen=True)
class Ground:
    """A text in which quoted words are looked up.

    Args:
        text: the article's text.
    """

    text: str
    _known: dict[str, list[Place]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was looked up before: a speaker's words come with each of her quotations."""

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text)

    def places(self, words: str) -> list[Place]:
        """Where `words` stand, in order: exactly if they do anywhere, else but for typography; none if nowhere.

        A place begins and ends between words, never within one, and has at least one letter or digit. Commas, dashes
        and spaces at the edges of `words` are the sentence's around them and left out.
        """
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = self._places(words)
        return known

    def nearest(self, words: str, start: int, end: int) -> Place | None:
        """The place of `words` that is nearest to start…end, best outside of it; none if they stand nowhere."""
        return min(
            self.places(words),
            key=lambda place: (place.start < end and start < place.end, max(place.start - end, start - place.end)),
            default=None,
        )

    def _places(self, words: str) -> list[Place]:
        for wanted in _wordings(words):
            found = (Place(start, start + len(wanted), True) for start in _all(self.text, wanted))
            if places := [place for place in found if self._whole(place)]:
                return places
        folded = self._folded
        for wanted in _wordings(fold(words).text):
            found = (
                Place(folded.starts[start], folded.ends[start + len(form) - 1], False)
                for form in dict.fromkeys((wanted, _other_case(wanted)))
                for start in _all(folded.text, form)
            )
            if places := [place for place in found if self._whole(place)]:
                return sorted(places, key=lambda place: place.start)
        return []

    def _whole(self, place: Place) -> bool:
        """Whether no word is cut at either edge."""
        return not self._within_word(place.start) and not self._within_word(place.end)

    def _within_word(self, at: int) -> bool:
        """Whether the characters on both sides of an offset belong to one word, apostrophes within words counted."""
        if not 0 < at < len(self.text):
            return False
        before, after = self.text[at - 1], self.text[at]
        if _in_word(before) and _in_word(after):
            return True
        if after in _SINGLE:
            return _in_word(before) and _in_word(self.text[at + 1 : at + 2])
        return before in _SINGLE and _in_word(after) and at > 1 and _in_word(self.text[at - 2])


def _in_word(character: str) -> bool:
    return character.isalnum() or character in _JOINERS or any(map(unicodedata.combining, character))


def _wordings(words: str) -> list[str]:
    """`words` as they are to be looked for: without marks around them; as they are; without a final stop, which the
    article may have as a comma. None if there is no letter or digit in them."""
    if not any(map(str.isalnum, words)):
        return []
    bare = given = words.strip(_EDGES)
    marks = _DOUBLE + _SINGLE
    if len(bare) > 2 and bare[0] in marks and bare[-1] in marks and not any(mark in bare[1:-1] for mark in _DOUBLE):
        bare = bare[1:-1].strip(_EDGES)
    return list(dict.fromkeys((bare, given, bare.rstrip(_ENDS + _EDGES))))


def _other_case(words: str) -> str:
    """`words` with the first letter in the other case, where that is one letter too."""
    swapped = words[0].swapcase()
    return swapped + words[1:] if len(swapped) == 1 else words


def _all(text: str, words: str) -> Iterator[int]:
    """Where `words` begin, MAX_PLACES at most."""
    start = text.find(words)
    for _ in range(MAX_PLACES):
        if start < 0:
            return
        yield start
        start = text.find(words, start + 1)
