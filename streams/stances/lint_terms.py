"""Which phrases cover which: terms that can never count, that another one makes idle, or that two issues share.

Everything here is exact in one direction: what it reports holds for every text. A dictionary word finds all its forms,
so a stem covers it only where the dictionary knows that it is no dictionary form; with no dictionary less is reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from schemas.base import Language
from streams.language.morphology import morphology
from streams.stances.issues import Part, Term
from streams.stances.patterns import Element, split_phrase
from streams.stances.words import read_words

Phrase = tuple[Element, ...]
"""A sequence of elements, as `split_phrase` gives it."""

_GAP = 3
_FILLER: dict[Language, str] = {"uk": "а", "ru": "а", "en": "a"}
_FOREIGN: dict[Language, str] = {"uk": "ёъыэ", "ru": "іїєґў", "en": ""}
"""Letters that no word of the language has, in its own script."""


@dataclass(frozen=True, eq=False)
class TermText:
    """A term with where it stands."""

    issue: str
    language: Language
    text: str
    """As it is written."""
    term: Term

    @property
    def field(self) -> str:
        """The field of its issue."""
        return "opposed" if self.term.opposed else "terms"

    @cached_property
    def anchors(self) -> tuple[Phrase, ...]:
        """Phrases of the first part: what the statement must speak of."""
        return phrases_of(self.term.parts[0])

    @cached_property
    def conditions(self) -> tuple[tuple[str, frozenset[Phrase]], ...]:
        """What else must be there, with how near."""
        return tuple(
            (part.relation, frozenset(phrases_of(part))) for part in self.term.parts[1:] if part.relation != "!"
        )

    @cached_property
    def exclusions(self) -> tuple[Phrase, ...]:
        """What must not stand near."""
        return tuple(phrase for part in self.term.parts[1:] if part.relation == "!" for phrase in phrases_of(part))


def phrases_of(part: Part) -> tuple[Phrase, ...]:
    """Every phrase of a part."""
    return tuple(phrase for text in part.phrases for phrase in _split(text))


@lru_cache(maxsize=16_384)
def _split(text: str) -> tuple[Phrase, ...]:
    """Groups of the vocabulary stand in many terms."""
    return tuple(split_phrase(text))


def shown(phrase: Phrase) -> str:
    """A phrase as it is written in a catalogue."""
    words = ("~" if element is None else "|".join(sorted(element)) for element in phrase)
    return " ".join(f"({word})" if "|" in word else word for word in words)


def unreadable(atom: str, language: Language) -> str | None:
    """Why no word of a text ever fits a word or stem; none if one may."""
    stem = atom.rstrip("*")
    texts = (stem, stem + _FILLER[language]) if atom.endswith("*") else (stem,)
    for text in texts:
        items = read_words(text, language).items
        if len(items) == 1 and items[0].form == text:
            break
    else:
        read = [word.form for word in read_words(texts[-1], language).items]
        return f"texts are read as {' '.join(read)!r} there" if read else "no word of a text is read so"
    latin = any("a" <= letter <= "z" for letter in stem)
    cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in stem)
    if latin and cyrillic:
        return "it mixes Latin and Cyrillic letters"
    if cyrillic and language == "en":
        return "English is not written in Cyrillic"
    if found := sorted(set(_FOREIGN[language]) & set(stem)):
        return f"no word has the letter {found[0]!r}"
    return None


@lru_cache(maxsize=8192)
def _only_itself(word: str, language: Language) -> bool:
    """Whether a word finds no other form: it is too short for that, or the lemmatiser never produces it."""
    if len(word) <= 3:
        return True
    readings = morphology(language).readings(word)
    return all(reading.known and reading.lemma != word for reading in readings)


def covers_word(wide: str, narrow: str, language: Language) -> bool:
    """Whether every form that fits `narrow` fits `wide`."""
    if not wide.endswith("*"):
        return wide == narrow
    if not narrow.startswith(wide[:-1]):
        return False
    return narrow.endswith("*") or _only_itself(narrow, language)


def covers(wide: Phrase, narrow: Phrase, language: Language) -> bool:
    """Whether `wide` is found, from the same word on, wherever `narrow` is."""
    if len(wide) != len(narrow) and None not in wide:
        return False
    if not wide or not narrow:
        return not wide and not narrow
    first, rest = wide[0], wide[1:]
    if first is None:
        if narrow[0] is None:
            return covers(rest, narrow[1:], language)
        return any(None not in narrow[:count] and covers(rest, narrow[count:], language) for count in range(_GAP + 1))
    return _covers_element(first, narrow[0], language) and covers(rest, narrow[1:], language)


def contains(phrase: Phrase, inner: Phrase, language: Language) -> bool:
    """Whether every place that `phrase` is found at has `inner` within it."""
    size = len(phrase)
    return any(covers(inner, phrase[i:j], language) for i in range(size) for j in range(i + 1, size + 1))


def redundant(phrases: Sequence[Phrase], language: Language) -> Iterator[tuple[str, str]]:
    """Words and phrases of one list of alternatives that another one of them covers: the idle one, the other one."""
    for number, phrase in enumerate(phrases):
        for other, wide in enumerate(phrases):
            if other == number or not covers(wide, phrase, language):
                continue
            if number > other or not covers(phrase, wide, language):
                yield shown(phrase), shown(wide)
                break
        else:
            for element in phrase:
                yield from _redundant_words(element, language)


def shut_out(term: TermText) -> Iterator[str]:
    """Alternatives of a term that its own exclusions always shut out, whatever the text."""
    for part in term.term.parts:
        if part.relation not in ("", "&"):
            continue
        for phrase in phrases_of(part):
            if any(contains(phrase, excluded, term.language) for excluded in term.exclusions):
                yield shown(phrase)
                continue
            for place, element in enumerate(phrase):
                for word in sorted(element or ()):
                    narrowed = (*phrase[:place], frozenset((word,)), *phrase[place + 1 :])
                    if any(contains(narrowed, excluded, term.language) for excluded in term.exclusions):
                        yield shown(narrowed)


def idle(terms: Sequence[TermText]) -> Iterator[tuple[TermText, TermText]]:
    """Terms of one issue that add nothing to the others: the idle one, and one that makes it so."""
    dead: set[int] = set()
    for number in reversed(range(len(terms))):
        term = terms[number]
        others = [
            other
            for place, other in enumerate(terms)
            if place != number and place not in dead and _replaces(other, term)
        ]
        found = [next((other for other in others if _finds(other, phrase)), None) for phrase in term.anchors]
        if found and found[0] is not None and all(found):
            dead.add(number)
            yield term, found[0]


def void_exclusions(terms: Sequence[TermText]) -> Iterator[tuple[TermText, TermText]]:
    """Terms of one issue whose exclusions another of its terms undoes: the same words without them."""
    for term in terms:
        if not term.exclusions:
            continue
        for other in terms:
            if (
                other is not term
                and not other.exclusions
                and _replaces(other, term)
                and all(_finds(other, phrase) for phrase in term.anchors)
            ):
                yield term, other
                break


def overlaps(terms: Iterable[TermText]) -> Iterator[tuple[TermText, TermText, str]]:
    """Terms of different issues, or of both sides of one issue, that ask the same of the context and share a phrase.

    Yields:
        The earlier term, the later one, and the phrase.
    """
    buckets: dict[tuple[object, ...], list[tuple[TermText, Phrase]]] = {}
    seen: set[tuple[int, int]] = set()
    for term in terms:
        conditions = frozenset(term.conditions)
        for phrase in term.anchors:
            gaps = tuple(element is None for element in phrase)
            for letters in {word[:2].rstrip("*") for word in phrase[0] or ()}:
                bucket = buckets.setdefault((term.language, conditions, gaps, letters), [])
                for other, known in bucket:
                    same_side = other.issue == term.issue and other.term.opposed == term.term.opposed
                    if same_side or (id(other), id(term)) in seen:
                        continue
                    common = _common(known, phrase)
                    if common is not None:
                        seen.add((id(other), id(term)))
                        yield other, term, shown(common)
                bucket.append((term, phrase))


def _finds(term: TermText, phrase: Phrase) -> bool:
    return any(covers(wide, phrase, term.language) for wide in term.anchors)


def _meet(one: str, other: str) -> bool:
    """Whether some form fits both words or stems."""
    a, b = one.rstrip("*"), other.rstrip("*")
    return a == b or (one.endswith("*") and b.startswith(a)) or (other.endswith("*") and a.startswith(b))


def _common(one: Phrase, other: Phrase) -> Phrase | None:
    """A phrase that both stand for."""
    found: list[Element] = []
    for left, right in zip(one, other, strict=True):
        if left is None or right is None:
            found.append(None)
            continue
        both = {max(a, b, key=len) for a in left for b in right if _meet(a, b)}
        if not both:
            return None
        found.append(frozenset(both))
    return tuple(found)


def _replaces(wide: TermText, narrow: TermText) -> bool:
    """Whether `wide` asks no more of the context than `narrow`, in the same direction, and weighs as much."""
    if wide.term.opposed != narrow.term.opposed or (wide.term.weak and not narrow.term.weak):
        return False
    if len(wide.conditions) != len(narrow.conditions):
        return False
    asked = all(
        any(relation == other and _covers_all(group, held, wide.language) for other, held in narrow.conditions)
        for relation, group in wide.conditions
    )
    return asked and _covers_all(narrow.exclusions, wide.exclusions, wide.language)


def _covers_all(wide: Collection[Phrase], narrow: Iterable[Phrase], language: Language) -> bool:
    return all(any(covers(one, phrase, language) for one in wide) for phrase in narrow)


def _covers_element(wide: frozenset[str], narrow: Element, language: Language) -> bool:
    return narrow is not None and all(any(covers_word(one, word, language) for one in wide) for word in narrow)


def _redundant_words(element: Element, language: Language) -> Iterator[tuple[str, str]]:
    words = sorted(element or ())
    for word in words:
        wide = next((other for other in words if other != word and covers_word(other, word, language)), None)
        if wide is not None:
            yield word, wide
