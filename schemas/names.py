"""Names across alphabets: how a Cyrillic one is written in English, and whether two spellings sound alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from schemas.base import Language

_LETTERS = "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ"
_LATIN = "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch"
_COMMON = dict(zip(_LETTERS.split(), _LATIN.split(), strict=True))
_OWN: dict[str, dict[str, str]] = {
    "uk": _COMMON | {"г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "ю": "iu", "я": "ia"},
    "ru": _COMMON | {"ё": "yo", "й": "y", "ы": "y", "э": "e", "ю": "yu", "я": "ya"},
}
_INITIAL = {"uk": {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}, "ru": {"е": "ye"}}
_CYRILLIC = re.compile(r"[а-яёіїєґ’'ʼ]+", re.IGNORECASE)
_SIGNS = "ьъ’'ʼ"

_SOUND = {
    **{letter: latin for letter, latin in _COMMON.items() if len(latin) == 1},
    **dict.fromkeys("иіїйы", "i"), **dict.fromkeys("эєё", "e"), **dict.fromkeys("гґх", "h"),
    "ж": "ž", "ц": "ts", "ч": "č", "ш": "š", "щ": "šč", "ю": "iu", "я": "ia",
}  # fmt: skip
_SPELT = {
    "tsch": "č", "shch": "šč", "sch": "š", "sh": "š", "sz": "š", "ch": "č", "cz": "č", "zh": "ž", "kh": "h", "gh": "h",
    "ck": "k", "ce": "se", "ci": "si", "cy": "si", "c": "k", "q": "k", "x": "ks", "ph": "f", "th": "t", "w": "v",
    "tz": "ts", "dž": "i", "dj": "i", "j": "i", "y": "i", "g": "h", "oo": "u", "ee": "i", "ou": "u", "ł": "l", "ø": "o",
    "đ": "d", "ß": "s", "æ": "e",
}  # fmt: skip
"""Spellings of one sound. "j" and "дж" are "й" too: "Jonas" is spelt either way in Cyrillic."""
_SPELLINGS = re.compile("|".join(sorted(_SPELT, key=len, reverse=True)))
_CARONS = {"č": "ch", "š": "sh", "ž": "zh"}
_LATER = (("ie", "e"), ("iu", "u"), ("z", "s"), ("ts", "s"))
_TWICE = re.compile(r"(.)\1+")
_NOT_LETTER = re.compile(r"[\W_]+")
_APOSTROPHES = str.maketrans("", "", "ьъ’'ʼ`´")


def latin_name(name: str, language: Language) -> str:
    """`name` in Latin letters; what is in them already stays.

    Ukrainian by resolution 55 (2010) of its government, Russian as English-language news has it (BGN/PCGN without
    signs, a final "ий" as "y").

    >>> latin_name("Юлія Згорська", "uk")
    'Yuliia Zghorska'
    >>> latin_name("Юрий Щедрин", "ru")
    'Yury Shchedrin'
    """
    return name if language == "en" else _CYRILLIC.sub(lambda word: _romanised(word[0], language), name)


def _romanised(word: str, language: str) -> str:
    table, initial = _OWN[language], _INITIAL[language]
    lower = word.lower()
    if language == "ru" and len(lower) > 3 and lower.endswith(("ий", "ый")):
        lower = lower[:-1].removesuffix("и").removesuffix("ы") + "ы"
    pieces: list[str] = []
    for index, letter in enumerate(lower):
        before = lower[index - 1] if index else ""
        if letter in _SIGNS:
            continue
        if letter == "г" and before == "з" and language == "uk":
            latin = "gh"
        elif letter in initial and (not before or (language == "ru" and before in "аеёиоуыэюяьъ")):
            latin = initial[letter]
        else:
            latin = table.get(letter, letter)
        pieces.append(latin.capitalize() if word[index : index + 1].isupper() else latin)
    return "".join(pieces)


@lru_cache(maxsize=20_000)
def sounds(name: str) -> str:
    """What is left of a name when spellings of one sound fall together, so that it is the same in every language.

    >>> sounds("Леся Ґавришів-Шульц") == sounds("Lesia Havryshiv-Schulz")
    True
    >>> sounds("Йонас Хольм") == sounds("Jonas Holm")
    True
    """
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold().translate(_APOSTROPHES))
    for letter, spelt in _CARONS.items():
        lower = lower.replace(letter, spelt)
    # a breve or diaeresis makes another letter of a Cyrillic one, and only an accent of a Latin one
    flat = "".join(
        _SOUND.get(letter) or "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
        for letter in lower
    )
    heard = _SPELLINGS.sub(lambda spelling: _SPELT[spelling[0]], flat)
    for written, sound in _LATER:
        heard = heard.replace(written, sound)
    return " ".join(_TWICE.sub(r"\1", word) for word in _NOT_LETTER.sub(" ", heard).split())
