"""Phrases of words and word stems, all found in one pass over a text.

A phrase is a sequence of elements parted by spaces:

* ``word``: this form, or any form of this dictionary word;
* ``stem*``: any word that begins so;
* ``(a|b*|c d)``: any of these;
* ``~``: up to three words that are not parted by a mark; ``~ ~`` up to six.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from streams.stances.words import Words

Element = frozenset[str] | None
"""The words and stems that fit at one place; none is a gap."""

_LEXEME = re.compile(r"[()|]|[^\s()|]+")
_MOST = 400
_CACHE = 65_536
_FOLLOWED = 512
_GAP = 3
_SOFT = frozenset(("", "quote", "dash"))


class PatternError(ValueError):
    """A phrase is not written as it must be."""


class Hit(NamedTuple):
    """A phrase found: words first…last (half open)."""

    first: int
    last: int


def starting_in(group: Sequence[Hit], span: tuple[int, int]) -> Sequence[Hit]:
    """The hits, which are in order, that start within the span of words."""
    if not group:
        return group
    # a tuple of one sorts before every hit that begins with it
    return group[bisect_left(group, (span[0],)) : bisect_left(group, (span[1],))]


class HitIndex:
    """Hits by the name of their group, to be cut to what stands near a place: so what is asked of a quotation's hits
    does not grow with its article."""

    MARGIN = 40
    """Words to either side that are kept: no phrase is longer, and no rule looks farther."""

    def __init__(self, groups: Mapping[str, Sequence[Hit]]) -> None:
        self._ordered = sorted((hit, name) for name, group in groups.items() for hit in group)

    def near(self, first: int, last: int) -> dict[str, list[Hit]]:
        """The hits that start in words first…last or not far off, each group in order."""
        ordered, found = self._ordered, dict[str, list[Hit]]()
        low = bisect_left(ordered, ((first - self.MARGIN,),))  # a tuple of one sorts first
        for hit, name in ordered[low : bisect_left(ordered, ((last + self.MARGIN,),))]:
            group = found.get(name)
            if group is None:
                group = found[name] = []
            group.append(hit)
        return found


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: int
    elements: tuple[frozenset[int] | None, ...]  # None: a gap


@dataclass(frozen=True, slots=True)
class _Entry:
    atoms: frozenset[int]
    single: tuple[int, ...]  # groups with a phrase that is this word alone
    gapped: tuple[_Phrase, ...]  # phrases that go on after a gap
    longer: dict[int, list[_Phrase]]  # the others, by what may stand second
    thirds: frozenset[int] | None  # what may follow the gap; none: another gap
    begins: bool  # whether any phrase begins with the word
    before: dict[frozenset[int], tuple[_Phrase, ...]] = field(default_factory=dict)
    """By what the next word fits, the phrases that can go on with it, once that is asked."""

    def followed(self, atoms: frozenset[int]) -> tuple[_Phrase, ...]:
        """The phrases of at least two words that can go on with a word that fits `atoms`."""
        if len(self.before) >= _FOLLOWED:
            self.before.clear()
        found = tuple(phrase for atom in atoms for phrase in self.longer.get(atom, ())) if self.longer else ()
        self.before[atoms] = found
        return found


_SOFTENED = ("зі", "ці", "сі")
"""How the dative and locative of Ukrainian nouns on -га, -ка, -ха end: "допомога", "допомозі"."""
_HARD = {"з": "г", "ц": "к", "с": "х"}


@dataclass(slots=True)
class PatternSet:
    """Named groups of phrases of one language.

    Args:
        groups: name → phrases.
        lemma: gives a word's dictionary form; it is asked only for words that may be a form of a ``word`` element.
        split: phrases that are split already, by phrase.
    """

    groups: Mapping[str, Iterable[str]]
    lemma: Callable[[str], str] | None = None
    split: Mapping[str, list[tuple[Element, ...]]] | None = None
    _names: list[str] = field(default_factory=list, init=False)
    _exact: dict[str, int] = field(default_factory=dict, init=False)
    _stems: dict[str, int] = field(default_factory=dict, init=False)
    _by_first: dict[int, list[_Phrase]] = field(default_factory=dict, init=False)
    _lemma_heads: set[str] = field(default_factory=set, init=False)
    _cache: dict[str, _Entry] = field(default_factory=dict, init=False)
    _entries: dict[frozenset[int], _Entry] = field(default_factory=dict, init=False)
    """Most words fit the same few sets, above all none."""
    _longest: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        split, self.split = self.split, None  # needed no longer
        for key, (name, phrases) in enumerate(self.groups.items()):
            self._names.append(name)
            for phrase in phrases:
                for sequence in split[phrase] if split is not None else split_phrase(phrase):
                    made = _Phrase(key, tuple(None if e is None else frozenset(map(self._number, e)) for e in sequence))
                    for atom in made.elements[0] or ():
                        self._by_first.setdefault(atom, []).append(made)
        self._longest = max(map(len, self._stems), default=0)
        self._lemma_heads = {word[:3] for word in self._exact if len(word) > 3}

    def _number(self, atom: str) -> int:
        table = self._stems if atom.endswith("*") else self._exact
        return table.setdefault(atom.rstrip("*"), len(self._stems) + len(self._exact))

    def _entry(self, form: str) -> _Entry:
        """What the word fits, and the phrases that it can begin."""
        known = self._cache.get(form)
        if known is not None:
            return known
        found = self._stemmed(form)
        if form.endswith(_SOFTENED):
            found |= self._stemmed(form[:-2] + _HARD[form[-2]], whole=True)
        if form in self._exact:
            found.add(self._exact[form])
        if self.lemma is not None and form[:3] in self._lemma_heads:
            lemma = self.lemma(form)
            if lemma in self._exact and len(lemma) > 3:
                found.add(self._exact[lemma])
        atoms = frozenset(found)
        made = self._entries.get(atoms)
        if made is None:
            made = self._entries[atoms] = self._made(atoms)
        if len(self._cache) >= _CACHE:
            self._cache.clear()
            self._entries.clear()
        self._cache[form] = made
        return made

    def _stemmed(self, form: str, *, whole: bool = False) -> set[int]:
        """The stems that the word begins with; with `whole` only the one that it is."""
        least = len(form) if whole else 1
        return {
            self._stems[form[:n]] for n in range(least, min(len(form), self._longest) + 1) if form[:n] in self._stems
        }

    def _made(self, atoms: frozenset[int]) -> _Entry:
        phrases = {id(phrase): phrase for atom in sorted(atoms) for phrase in self._by_first.get(atom, ())}.values()
        longer: dict[int, list[_Phrase]] = {}
        for phrase in phrases:
            for atom in (phrase.elements[1] or ()) if len(phrase.elements) > 1 else ():
                longer.setdefault(atom, []).append(phrase)
        gapped = tuple(phrase for phrase in phrases if len(phrase.elements) > 1 and phrase.elements[1] is None)
        after = [phrase.elements[2] for phrase in gapped]
        return _Entry(
            atoms,
            tuple(sorted({phrase.key for phrase in phrases if len(phrase.elements) == 1})),
            gapped,
            longer,
            None if None in after else frozenset().union(*(element for element in after if element is not None)),
            bool(phrases),
        )

    def scan(self, words: Words) -> dict[str, list[Hit]]:
        """Every hit of every group, in order; of phrases of one group that start together the longest."""
        known = self._cache
        entries = [known.get(word.form) or self._entry(word.form) for word in words.items]
        atoms = [entry.atoms for entry in entries]
        nothing: frozenset[int] = frozenset()
        found: dict[int, list[Hit]] = {}
        for index, entry in enumerate(entries):
            if not entry.begins:
                continue
            following = atoms[index + 1] if index + 1 < len(atoms) else nothing
            going_on = entry.before.get(following)
            if going_on is None:
                going_on = entry.followed(following)
            if not (going_on or entry.single or entry.gapped):
                continue
            best = dict.fromkeys(entry.single, index + 1)
            for phrase in going_on:
                last = self._match(phrase, index, atoms, words)
                if last > best.get(phrase.key, 0):
                    best[phrase.key] = last
            if entry.gapped:
                near = nothing.union(*atoms[index + 1 : index + 2 + _GAP])
                if entry.thirds is None or not entry.thirds.isdisjoint(near):
                    for phrase in entry.gapped:
                        after = phrase.elements[2]
                        if after is None or not after.isdisjoint(near):
                            last = self._match(phrase, index, atoms, words)
                            if last > best.get(phrase.key, 0):
                                best[phrase.key] = last
            for key, last in best.items():
                hits = found.get(key)
                if hits is None:
                    hits = found[key] = []
                hits.append(Hit(index, last))
        return {self._names[key]: hits for key, hits in found.items()}

    @staticmethod
    def _match(phrase: _Phrase, index: int, atoms: list[frozenset[int]], words: Words) -> int:
        """One past the last word of `phrase` at `index`, or 0."""
        items = words.items
        position = index + 1
        gap = 0
        for element in phrase.elements[1:]:
            if element is None:
                gap += _GAP
                continue
            while True:
                if position >= len(atoms) or items[position].before not in _SOFT:
                    return 0
                if not element.isdisjoint(atoms[position]):
                    break
                if not gap:
                    return 0
                gap -= 1
                position += 1
            position += 1
            gap = 0
        return position


@lru_cache(maxsize=32_768)
def split_phrase(phrase: str) -> list[tuple[Element, ...]]:
    """The sequences of elements that a phrase stands for; brackets with phrases of several words make several.

    The last ones split are kept: a catalogue is checked, and then its phrases are put into sets.

    Raises:
        PatternError: it is empty, begins or ends with a gap, its brackets do not match, or it stands for too many.
    """
    lexemes = _LEXEME.findall(phrase.lower().replace("'", "’"))
    sequences, position = _sequence(phrase, lexemes, 0)
    if position != len(lexemes):
        raise PatternError(f"{phrase!r}: brackets do not match")
    for sequence in sequences:
        if not sequence or sequence[0] is None or sequence[-1] is None:
            raise PatternError(f"{phrase!r}: a phrase begins and ends with a word")
    return sequences


def _sequence(phrase: str, lexemes: list[str], position: int) -> tuple[list[tuple[Element, ...]], int]:
    sequences: list[tuple[Element, ...]] = [()]
    while position < len(lexemes) and lexemes[position] not in ")|":
        lexeme = lexemes[position]
        if lexeme == "(":
            choices, position = _choices(phrase, lexemes, position + 1)
        else:
            choices = [
                (None,) if lexeme == "~" else tuple(_word(phrase, piece) for piece in lexeme.split("-") if piece)
            ]
            position += 1
        sequences = [before + choice for before in sequences for choice in choices]
        if len(sequences) > _MOST:
            raise PatternError(f"{phrase!r}: stands for more than {_MOST} phrases")
    return sequences, position


def _choices(phrase: str, lexemes: list[str], position: int) -> tuple[list[tuple[Element, ...]], int]:
    """What stands in brackets: its single words as one element, and each longer phrase by itself."""
    single: set[str] = set()
    longer: list[tuple[Element, ...]] = []
    while True:
        if position + 1 < len(lexemes) and _alone(lexemes[position], lexemes[position + 1]):
            single |= _word(phrase, lexemes[position])
            position += 1
        else:
            sequences, position = _sequence(phrase, lexemes, position)
            for sequence in sequences:
                if len(sequence) == 1 and sequence[0] is not None:
                    single |= sequence[0]
                elif sequence:
                    longer.append(sequence)
        if position >= len(lexemes):
            raise PatternError(f"{phrase!r}: brackets do not match")
        position += 1
        if lexemes[position - 1] == ")":
            break
    return ([(frozenset(single),)] if single else []) + longer, position


def _alone(lexeme: str, after: str) -> bool:
    """Whether the lexeme is a word, and all of its alternative, as nearly every one is."""
    return after in "|)" and lexeme not in "(~|)" and "-" not in lexeme


def _word(phrase: str, word: str) -> frozenset[str]:
    if word == "*" or "*" in word[:-1]:
        raise PatternError(f"{phrase!r}: {word!r} is no word or stem")
    return frozenset((word,))
