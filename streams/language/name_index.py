"""A dictionary of phrases whose words inflect: many phrases, one pass over the text.

A word is stored by its stem (the part that all its forms share) with a table of endings; phrases are paths of words
in a trie. A token is looked up by cutting off endings, at most a dozen dictionary accesses, and the answer is kept;
then the trie is followed. So time is linear in the text and does not grow with the number of phrases, and memory
grows with the number of different words, not of forms.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, Generic, Literal, TypeVar

from schemas.base import Language
from streams.language.adjectives import ALL_CASES, Inflected
from streams.language.document import Token

Payload = TypeVar("Payload")
Capital = Literal["any", "first", "all"]
"""What a token must have to be the word: anything, a capital first letter, capitals throughout (endings excepted)."""

CACHE_SIZE: Final = 65_536
"""Tokens whose lookup is kept, for each index."""

_FOLD: Final = str.maketrans(
    {"ґ": "г", "ё": "е", "'": "’", "ʼ": "’", "`": "’", "‘": "’", "′": "’", "‐": "-", "‑": "-", "–": "-", "\u00ad": None,
     "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "þ": "th", "œ": "oe"}
)  # fmt: skip
_PATRONYMICS: Final = (
    "ович", "ійович", "евич", "йович", "івна", "ївна", "овна", "евна", "ична", "овича", "евича", "йовича", "овичу",
    "евичу", "йовичу", "овичем", "евичем", "йовичем", "івни", "ївни", "овны", "евны", "івні", "ївні", "овне", "евне",
    "івну", "ївну", "овну", "евну", "івною", "ївною", "овной", "евной",
)  # fmt: skip


def fold(word: str, language: Language) -> str:
    """`word` in lower case without what spelling varies in: apostrophes, ґ/г, ё/е, hyphens, Latin accents and endings
    in -y.

    >>> fold("Zelenskyy", "en"), fold("Orbán", "en"), fold("Ґутерріш", "uk")
    ('zelensky', 'orban', 'гутерріш')
    """
    word = word.lower().translate(_FOLD)
    if language != "en":
        return word
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if word[-2:] in ("yy", "iy", "ii", "ij", "yi") and len(word) > 4:
        word = word[:-2] + "y"
    return word


class PhraseIndex(Generic[Payload]):
    """Phrases of one language, each with a payload.

    Args:
        language: of the phrases.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._stems: dict[str, list[tuple[int, dict[str, frozenset[str]], Capital]]] = {}
        self._tables: dict[tuple[tuple[str, frozenset[str]], ...], dict[str, frozenset[str]]] = {}
        self._words: dict[tuple[str, int, Capital], int] = {}
        self._known: dict[tuple[int, Capital], tuple[Inflected, int]] = {}
        self._edges: dict[tuple[int, int], int] = {}
        self._inner: set[int] = set()
        self._ends: dict[int, list[Payload]] = {}
        self._longest_ending = 0
        self._cache: dict[str, tuple[tuple[int, frozenset[str]], ...]] = {}
        self._starts: dict[str, tuple[tuple[int, frozenset[str]], ...]] = {}

    def add(self, words: Sequence[tuple[Inflected, Capital]], payload: Payload) -> None:
        """Put in a phrase; the same payload at the same phrase counts once."""
        node = 0
        edges, known = self._edges, self._known
        for word, capital in words:
            seen = known.get((id(word), capital))
            edge = (node, seen[1] if seen is not None else self.word(word, capital))
            child = edges.get(edge)
            if child is None:
                child = edges[edge] = len(edges) + 1
                self._inner.add(node)
            node = child
        found = self._ends.get(node)
        if found is None:
            self._ends[node] = [payload]
        elif payload not in found:
            found.append(payload)

    def word(self, word: Inflected, capital: Capital) -> int:
        """Number of a word; words of the same forms share it."""
        seen = self._known.get((id(word), capital))
        if seen is not None:
            return seen[1]
        if len(word.forms) == 1:
            form, only = word.forms[0]
            stem, merged = fold(form, self.language), {"": only}
        else:
            if self.language == "en":
                forms = [fold(form, self.language) for form, _ in word.forms]
            else:
                forms = fold("\n".join([form for form, _ in word.forms]), self.language).split("\n")  # folds but once
            stem = _common_start(forms)
            length = len(stem)
            merged = {}
            for form, (_, cases) in zip(forms, word.forms, strict=True):
                ending = form[length:]
                merged[ending] = merged[ending] | cases if ending in merged else cases
        table = self._tables.setdefault(tuple(merged.items()), merged)
        key = (stem, id(table), capital)
        number = self._words.get(key)
        if number is None:
            number = self._words[key] = len(self._words)
            self._stems.setdefault(stem, []).append((number, table, capital))
            self._longest_ending = max(self._longest_ending, *map(len, table))
            self._cache.clear()
            self._starts.clear()
        self._known[id(word), capital] = (word, number)  # kept, so that the id stays taken
        return number

    def close(self) -> None:
        """Give back the memory that only adding needs; nothing can be added after it."""
        self._known.clear()
        self._words.clear()
        self._tables.clear()

    def words_at(self, token: Token) -> tuple[tuple[int, frozenset[str]], ...]:
        """The words that `token` can be, with the cases of that form."""
        text = token.text
        found = self._cache.get(text)
        if found is None:
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            found = self._cache[text] = self._look_up(text)
        return found

    def longest(self, tokens: Sequence[Token], start: int) -> tuple[int, list[tuple[Payload, frozenset[str]]]] | None:
        """The longest phrase that begins at token `start`: one past its last token, and its payloads with their cases.

        Between its words may stand what a name leaves out: "the", a patronymic, a middle initial.
        """
        beginnings = self.beginnings(tokens[start])
        if not beginnings:
            return None
        best = start
        results: list[tuple[Payload, frozenset[str]]] = []
        stack = [(node, start + 1, cases) for node, cases in beginnings]
        count = len(tokens)
        edges, ends, inner = self._edges, self._ends, self._inner
        while stack:
            node, after, cases = stack.pop()
            payloads = ends.get(node)
            if payloads and after >= best:
                if after > best:
                    best, results = after, []
                results += [(payload, cases) for payload in payloads]
            if node not in inner or after >= count:
                continue
            skipped = self._skip(tokens, after)
            for position in (after, skipped) if skipped > after else (after,):
                if position >= count:
                    break
                for word, own in self.words_at(tokens[position]):
                    child = edges.get((node, word))
                    if child is not None:
                        left = own if cases is ALL_CASES else cases if own is ALL_CASES else cases & own
                        if left:
                            stack.append((child, position + 1, left))
        return (best, results) if results else None

    def starts(self, tokens: Sequence[Token]) -> list[int]:
        """Indices of the tokens that phrases can begin with, in order."""
        known = self._starts
        return [
            index
            for index, token in enumerate(tokens)
            if (known[token.text] if token.text in known else self.beginnings(token))
        ]

    def beginnings(self, token: Token) -> tuple[tuple[int, frozenset[str]], ...]:
        """Where phrases that can begin with `token` go on; empty for most words."""
        found = self._starts.get(token.text)
        if found is None:
            if len(self._starts) >= CACHE_SIZE:
                self._starts.clear()
            nodes = ((self._edges.get((0, word)), cases) for word, cases in self.words_at(token))
            found = self._starts[token.text] = tuple((node, cases) for node, cases in nodes if node is not None)
        return found

    def _skip(self, tokens: Sequence[Token], position: int) -> int:
        if position >= len(tokens):
            return position
        token = tokens[position]
        if len(token.text) == 1 and token.text.isupper():
            dotted = position + 1 < len(tokens) and tokens[position + 1].text == "."
            return position + 2 if dotted else position
        if self.language == "en":
            return position + 1 if token.lower == "the" else position
        return position + 1 if token.text[0].isupper() and token.lower.endswith(_PATRONYMICS) else position

    def _look_up(self, text: str) -> tuple[tuple[int, frozenset[str]], ...]:
        word = fold(text, self.language)
        if self.language == "en" and word.endswith(("’s", "s’")):
            word = word[:-2] if word.endswith("’s") else word[:-1]
            if text[:1].isupper():
                word = fold(word, "en")
        found: list[tuple[int, frozenset[str]]] = []
        for cut in range(min(self._longest_ending, len(word)) + 1):
            stem = word[: len(word) - cut]
            for number, table, capital in self._stems.get(stem, ()):
                cases = table.get(word[len(stem) :])
                if cases is not None and _written(text, stem, capital):
                    found.append((number, cases))
        return tuple(found)


def _common_start(words: list[str]) -> str:
    first, last = min(words), max(words)  # those that differ most
    for index, letter in enumerate(first):
        if letter != last[index : index + 1]:
            return first[:index]
    return first


def _written(text: str, stem: str, capital: Capital) -> bool:
    if capital == "any":
        return True
    return text[:1].isupper() if capital == "first" else text[: len(stem)].isupper()
