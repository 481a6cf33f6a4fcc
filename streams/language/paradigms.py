"""Endings of Ukrainian and Russian nouns and names: which paradigm a word takes by its last letters."""

from __future__ import annotations

from typing import Final

from schemas.base import Language
from streams.language.document import Gender

Paradigm = tuple[str, str, str, str, str, str]
"""Endings of genitive, dative, accusative, instrumental, locative, vocative after the stem; "/" parts variants, "-"
is the empty ending, an empty accusative is like the genitive (animate) or the nominative."""

EXCEPTIONS: Final[dict[str, dict[str, str]]] = {
    "uk": {
        "павел": "павл",
        "лев": "лев",
        "ігор": "ігорь",
        "єгипет": "єгипт",
        "київ": "києв",
        "кишинів": "кишинев",
        "харків": "харков",
        "львів": "львов",
        "чернігів": "чернігов",
        "дім": "дом",
        "посол": "посл",
        "відень": "віднь",
        "секретар": "секретарь",
        "генсекретар": "генсекретарь",
        "держсекретар": "держсекретарь",
        "прессекретар": "прессекретарь",
        "прес-секретар": "прес-секретарь",
    },
    "ru": {
        "павел": "павл",
        "лев": "льв",
        "египет": "египт",
        "посол": "посл",
        "дворец": "дворц",
    },
}
"""Stems that differ from the nominative: the oblique stem, ь at its end where it is soft."""

PLURAL_ONLY: Final[dict[str, frozenset[str]]] = {
    "uk": frozenset({"штати", "емірати", "сили", "збори", "афіни", "нідерланди", "філіппіни"}),
    "ru": frozenset({"власти"}),
}
"""Plural nouns that their last letter does not give away."""

_UK_VOWELS = "аеєиіїоуюя"
_RU_VOWELS = "аеёиоуыэюя"

_Rules = list[tuple[int, Paradigm]]


def surname_rules(word: str, language: Language, gender: Gender, part: str) -> _Rules:
    """How many letters to strip and which endings to add, for a name in lower case; empty: it does not inflect."""
    if language == "uk":
        return _uk_masc(word, part) if gender == "masc" else _uk_fem(word, part)
    return _ru_masc(word, part) if gender == "masc" else _ru_fem(word, part)


def noun_rules(word: str, language: Language) -> list[tuple[int, Paradigm, Gender | None]]:
    """The same for a common noun or place name, with its gender."""
    return _uk_noun(word) if language == "uk" else _ru_noun(word)


def _uk_a(word: str) -> _Rules:
    """First declension, -а and -я."""
    before = word[-2:-1]
    if word[-1] == "а":
        if before in "гкх":
            soft = {"г": "зі", "к": "ці", "х": "сі"}[before]
            return [(2, (before + "и", soft, before + "у", before + "ою", soft, before + "о"))]
        if before in "жчшщ":
            return [(1, ("і", "і", "у", "ею", "і", "е"))]
        return [(1, ("и", "і", "у", "ою", "і", "о"))]
    if before in _UK_VOWELS + "’'":
        return [(1, ("ї", "ї", "ю", "єю", "ї", "є"))]
    return [(1, ("і", "і", "ю", "ею", "і", "ю/е"))]


def _uk_masc(word: str, part: str) -> _Rules:
    last = word[-1]
    if part == "surname" and word.endswith("ий"):
        return [(2, ("ого", "ому", "", "им", "ому/ім", ""))]
    if last in "ая":
        return _uk_a(word)
    if word.endswith("ко") or (part == "given" and word.endswith(("тро", "вло", "йло", "ило"))):
        return [(1, ("а", "у/ові", "", "ом", "у/ові/і", "о/у/е"))]
    if last in _UK_VOWELS:
        return []
    if part == "surname" and word.endswith(("ов", "ев", "єв", "ін", "їн", "ин")):
        return [(0, ("а", "у/ові", "", "им/ом", "у/ові/і", "е"))]
    if word.endswith(("ець", "єць")):
        j = "й" if word.endswith("єць") else ""
        return [(3, (j + "ця", j + "цю/" + j + "цеві", "", j + "цем", j + "ці/" + j + "цеві", j + "цю"))]
    if last == "й":
        return [(1, ("я", "ю/єві", "", "єм", "ї/ю/єві", "ю"))]
    if last == "ь":
        return [(1, ("я", "ю/еві", "", "ем", "і/ю/еві", "ю"))]
    if last in "жчшщ":
        return [(0, ("а", "у/еві", "", "ем", "і/у/еві", "е"))]
    if last == "ц":
        return [(0, ("а", "у/ові/еві", "", "ем/ом", "і/ові/еві", "е"))]
    if word.endswith(("ар", "яр")) and part == "surname":
        return [(0, ("а/я", "у/ю/ові/еві", "", "ом/ем", "і/ові/еві", "е"))]
    return [(0, ("а", "у/ові", "", "ом", "і/у/ові", "е"))]


_SAME: Final[Paradigm] = ("-", "-", "-", "-", "-", "-")


def _uk_fem(word: str, part: str) -> _Rules:
    last = word[-1]
    if last == "а":
        rules = _uk_a(word)
        # a surname in -а can be an adjective (Безугла, Захарова) or a noun (Метсола): both are made
        return [*rules, (1, ("ої", "ій", "у", "ою", "ій", "-а"))] if part == "surname" else rules
    if last == "я":
        return _uk_a(word)
    if part == "given" and word in ("любов", "нінель", "есфір"):
        return [(0, ("і", "і", "-", "’ю/ю", "і", "е"))]
    return []


def _uk_noun(word: str) -> list[tuple[int, Paradigm, Gender | None]]:
    last = word[-1]
    if word.endswith(("ння", "ття", "лля", "сся", "ддя", "ззя", "ччя", "жжя")):
        return [(1, ("я", "ю", "я", "ям", "і/ю", "я"), "neut")]
    if last in "ая":
        return [(strip, paradigm, "fem") for strip, paradigm in _uk_a(word)]
    if last == "о":
        if word[-2:-1] in _UK_VOWELS or word in ("конго", "марокко", "нато"):
            return []
        return [(1, ("а", "у", "о", "ом", "і/у", "о"), "neut"), (0, _SAME, "neut")]
    if last == "е" and word.endswith(("ще", "це", "же", "оре", "оле")):
        return [(1, ("а/я", "у/ю", "е", "ем", "і", "е"), "neut")]
    if last in _UK_VOWELS:
        return []
    if word.endswith("ість"):
        return [(4, ("ості", "ості", "ість", "істю", "ості", "осте"), "fem")]
    if word.endswith("усь"):
        return [(1, ("і", "і", "ь", "сю", "і", "е"), "fem")]
    if word.endswith(("ець", "єць")):
        return [(strip, paradigm, "masc") for strip, paradigm in _uk_masc(word, "given")]
    if last == "й":
        return [(1, ("ю/я", "ю/єві", "", "єм", "ї/ю", "ю"), "masc")]
    if last == "ь":
        return [(1, ("ю/я", "ю/еві", "", "ем", "і/ю", "ю"), "masc")]
    if last in "жчшщ":
        return [(0, ("а/у", "у/еві", "", "ем", "і/у/еві", "е"), "masc")]
    return [(0, ("а/у", "у/ові", "", "ом" if last != "ц" else "ом/ем", "і/у/ові", "е"), "masc")]


def _ru_a(word: str) -> _Rules:
    before = word[-2:-1]
    if word[-1] == "а":
        if before in "гкхжчшщ":
            return [(1, ("и", "е", "у", "ой/ою/ей", "е", ""))]
        return [(1, ("ы", "е", "у", "ой/ою" if before != "ц" else "ой/ей", "е", ""))]
    if before == "и":
        return [(1, ("и", "и/е", "ю", "ей", "и/е", ""))]
    return [(1, ("и", "е", "ю", "ей/ею", "е", ""))]


def _ru_masc(word: str, part: str) -> _Rules:
    last = word[-1]
    if part == "surname":
        if word.endswith("ий") and word[-3:-2] in "кгх":
            return [(2, ("ого", "ому", "", "им", "ом", ""))]
        if word.endswith(("ый", "ой")):
            adjective: Paradigm = ("ого", "ому", "", "ым/им", "ом", "")
            return [(2, adjective), *([(1, ("я", "ю", "", "ем", "е", ""))] if word.endswith("ой") else [])]
        if word.endswith("ий"):
            return [(2, ("его", "ему", "", "им", "ем", "")), (1, ("я", "ю", "", "ем", "и", ""))]
        if word.endswith(("ов", "ев", "ин", "ын")):
            return [(0, ("а", "у", "", "ым/ом", "е", ""))]
        if word.endswith(("их", "ых")):
            return [(0, _SAME), (0, ("а", "у", "", "ом", "е", ""))]
    if last in "ая":
        return _ru_a(word)
    if last in _RU_VOWELS:
        return []
    if word.endswith("ец") and part == "surname":
        return [(0, ("а", "у", "", "ем/ом", "е", "")), (2, ("ца", "цу", "", "цем/цом", "це", ""))]
    if last == "й":
        return [(1, ("я", "ю", "", "ем", "и" if word.endswith("ий") else "е", ""))]
    if last == "ь":
        return [(1, ("я", "ю", "", "ем", "е", ""))]
    if last in "жчшщц":
        return [(0, ("а", "у", "", "ем/ом", "е", ""))]
    return [(0, ("а", "у", "", "ом", "е", ""))]


def _ru_fem(word: str, part: str) -> _Rules:
    last = word[-1]
    if part == "surname" and word.endswith(("ая", "яя")):
        o, u = ("о", "ую") if word.endswith("ая") else ("е", "юю")
        return [(2, (o + "й", o + "й", u, o + "й/" + o + "ю", o + "й", ""))]
    if last == "а":
        rules = _ru_a(word)
        return [*rules, (1, ("ой", "ой", "у", "ой/ою", "ой", ""))] if part == "surname" else rules
    if last == "я":
        return _ru_a(word)
    if last == "ь" and part == "given":
        return [(1, ("и", "и", "ь", "ью", "и", ""))]
    return []


def _ru_noun(word: str) -> list[tuple[int, Paradigm, Gender | None]]:
    last = word[-1]
    if last in "ая":
        return [(strip, paradigm, "fem") for strip, paradigm in _ru_a(word)]
    if last == "о":
        if word[-2:-1] in _RU_VOWELS or word in ("марокко", "конго", "мехико"):
            return []
        return [(1, ("а", "у", "о", "ом", "е", ""), "neut"), (0, _SAME, "neut")]
    if word.endswith(("ие", "ье")) and len(word) > 5:
        return [(1, ("я", "ю", "е", "ем", "и/е", ""), "neut")]
    if last in _RU_VOWELS:
        return []
    if word.endswith(("сть", "усь")):
        return [(1, ("и", "и", "ь", "ью", "и", ""), "fem")]
    if last == "й":
        return [(1, ("я", "ю", "", "ем", "и" if word.endswith("ий") else "е", ""), "masc")]
    if last == "ь":
        return [(1, ("я", "ю", "", "ем", "е", ""), "masc")]
    if last in "жчшщц":
        return [(0, ("а", "у", "", "ем/ом", "е", ""), "masc")]
    return [(0, ("а", "у", "", "ом", "е", ""), "masc")]
