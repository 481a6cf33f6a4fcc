"""Whether two names mean the same person across scripts, spellings and cases.

Names are compared word by word. A word is stripped of its Slavic ending, transliterated (Cabinet of Ministers of
Ukraine, resolution 55 of 2010, with Russian letters added) and reduced to a skeleton of consonants in which the usual
spellings of one sound fall together ("Tsch", "Ch" and "ч"; "v", "w" and "в").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product, zip_longest

_WORD = re.compile(r"[\w’'ʼ]+")
_CYRILLIC = re.compile(r"[а-яіїєґё]")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = "aeiou"
_APOSTROPHES = "'’ʼ"

_EMPTY = frozenset(["the", "of", "and", "president", "prime", "minister", "mr", "mrs", "in", "за", "словами", "для"])
"""Words that name nobody."""

_ENDINGS = {
    3: frozenset({"ого", "ому", "ими", "ами"}),
    2: frozenset({"ої", "ою", "ем", "ом", "ым", "им", "ей", "ий", "ый", "ой", "ів", "ов"}),
    1: frozenset("уюаяіиыеоїй"),
}
_SHORTEST_STEM = 3

_CYRILLIC_LETTERS = "а б в г ґ д е ё є ж з и ы і ї й к л м н о п р с т у ф х ц ч ш щ ю я э ь ъ"
_LATIN_LETTERS = "a b v h g d e e e zh z y y i i i k l m n o p r s t u f kh ts ch sh shch iu ia e"
_LETTERS = str.maketrans(dict(zip_longest(_CYRILLIC_LETTERS.split(), _LATIN_LETTERS.split(), fillvalue="")))

_SPELLINGS = """
tsch:ch sch:sh shch:sh kh:h zh:z gh:g g:h ck:k w:v ph:f x:ks q:k c:k j:i y:i sz:s ts:s tz:s z:s ks:s
"""
_SOUNDS = [rule.partition(":")[::2] for rule in _SPELLINGS.split()]
"""Spelling and sound, in this order: a later rule sees what an earlier one has made."""


def name_words(name: str) -> list[str]:
    """The words of a name that are longer than a letter."""
    words = (word.strip(_APOSTROPHES) for word in _WORD.findall(name))
    return [word for word in words if len(word) > 1]


def _telling(name: str) -> list[str]:
    return [word for word in name_words(name) if word.lower() not in _EMPTY]


def stem(word: str) -> str:
    """A word in lower case without its Slavic ending."""
    word = word.lower()
    if len(word) > 4 and _CYRILLIC.search(word):
        for length, endings in _ENDINGS.items():
            if word[-length:] in endings and len(word) - length >= _SHORTEST_STEM:
                return word[:-length]
    return word


@lru_cache(maxsize=10_000)
def _sounds(word: str) -> str:
    """A word in Latin letters, one spelling for each sound."""
    spelled = unicodedata.normalize("NFD", word.lower().translate(_LETTERS))
    spelled = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    for written, sound in _SOUNDS:
        spelled = spelled.replace(written, sound)
    return "".join(letter for letter in spelled if letter.isascii() and letter.isalnum())


def skeleton(word: str) -> str:
    """The consonants of a word, and its first letter."""
    sounds = _sounds(word)
    consonants = "".join(letter for letter in sounds if letter not in _VOWELS)
    first = sounds[0] if sounds and sounds[0] in _VOWELS else ""
    return first + _DOUBLED.sub(r"\1", consonants)


def _spoken(word: str) -> str:
    """The sounds of a word, vowels and all, with no letter doubled."""
    return _DOUBLED.sub(r"\1", _sounds(word))


def one_edit(one: str, other: str) -> bool:
    """Whether one insertion, deletion or substitution at most makes one word the other (Levenshtein distance ≤ 1)."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    same = 0
    while same < len(one) and one[same] == other[same]:
        same += 1
    if len(one) == len(other):
        return one[same + 1 :] == other[same + 1 :]
    return one[same:] == other[same + 1 :]


@lru_cache(maxsize=50_000)
def same_word(one: str, other: str) -> bool:
    """Whether two words are the same name in some spelling, script or case."""
    one, other = one.lower(), other.lower()
    if one == other:
        return True
    stems = stem(one), stem(other)
    if stems[0] == stems[1] and len(stems[0]) >= _SHORTEST_STEM:
        return True
    left = {skeleton(one), skeleton(stems[0])} - {""}
    right = {skeleton(other), skeleton(stems[1])} - {""}
    common = left & right
    if common:
        if min(map(len, stems)) < _SHORTEST_STEM:
            return False
        if max(map(len, common)) > 3:
            return True
        # So few consonants say little: then the vowels must agree too.
        return any(one_edit(_spoken(a), _spoken(b)) for a, b in product((one, stems[0]), (other, stems[1])))
    return any(min(len(a), len(b)) >= 5 and a[0] == b[0] and one_edit(a, b) for a, b in product(left, right))


def same_name(predicted: str, gold: str) -> bool:
    """Whether `predicted` can stand for `gold`: its words are there, or the surname with no other given name."""
    got, wanted = _telling(predicted), _telling(gold)
    if not got or not wanted:
        return False
    left = list(got)
    for word in wanted:
        twin = next((other for other in left if same_word(other, word)), None)
        if twin is None:
            break
        left.remove(twin)
    else:
        return True
    surname = next((index for index, word in enumerate(got) if same_word(word, wanted[-1])), None)
    if surname is None:
        return False
    if surname == 0 or len(wanted) == 1:
        return True
    before = got[surname - 1]
    return len(got) > 2 or not before[:1].isupper() or any(same_word(before, word) for word in wanted[:-1])


_NOT_NAMES = frozenset(["міністр", "нардеп", "вона", "президент"])


def is_name(surface: str) -> bool:
    """Whether the text's words for a speaker are a name, no pronoun or bare role."""
    words = name_words(surface)
    return bool(words) and words[-1][0].isupper() and sum(map(len, words)) > 3 and surface.lower() not in _NOT_NAMES


def contained(words: list[str], others: list[str]) -> bool:
    """Whether each of the words has its like among the others."""
    return all(any(same_word(word, other) for other in others) for word in words)


def same_entity(surface: str, name: str, *, any_part: bool) -> bool:
    """Whether the shorter of two names is part of the longer one.

    Args:
        any_part: any part will do, as the surname does for a person; else it has to be half of the longer name.
    """
    if surface.strip().lower() == name.lower():
        return True
    short, long = sorted((name_words(surface) or [surface], name_words(name) or [name]), key=len)
    return (any_part or 2 * len(short) >= len(long)) and contained(short, long)
