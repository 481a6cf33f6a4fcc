"""Inflected forms of Ukrainian and Russian names, titles and adjectives, by rule.

Dictionaries do not know surnames such as Рютте, Сибіга or Мерц; the endings follow from the last letters, the gender and
whether the name is foreign. The rules are those of the orthographies: Український правопис 2019, §§ 87–106, 143–146;
Лопатин (ed.), Правила русской орфографии и пунктуации, 2006. Where usage wavers (Косово, Мерцем / Мерцом) both forms are
made: a form too many costs nothing, one too few loses a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from schemas.base import Language
from streams.language.document import Gender, Number
from streams.language.paradigms import EXCEPTIONS, PLURAL_ONLY, Paradigm, noun_rules, surname_rules

CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")
ALL_CASES = frozenset(CASES)

Part = Literal["given", "surname"]


@dataclass(frozen=True, slots=True)
class Inflected:
    """A word in all its forms."""

    forms: tuple[tuple[str, frozenset[str]], ...]
    """Form, as spelt, and the cases that it can stand in."""
    number: Number = "sing"
    gender: Gender | None = None
    """Grammatical gender; none: plural or not known."""


@lru_cache(maxsize=50_000)
def fixed(word: str) -> Inflected:
    """`word` as one that does not inflect: its form tells no case."""
    return Inflected(((word, ALL_CASES),))


def name_word(word: str, language: Language, gender: Gender | None, part: Part) -> Inflected:
    """A given name or surname in all forms.

    >>> [form for form, cases in name_word("Сибіга", "uk", "masc", "surname").forms if "dat" in cases]
    ['Сибізі']
    """
    if language == "en" or not word[-1].isalpha() or word.isupper() or gender is None:
        return fixed(word)
    return _name_word(word, language, gender, part)


def noun(word: str, language: Language, animate: bool = False) -> Inflected:
    """A common noun or place name, given in the nominative, in all forms of its number.

    >>> sorted(form for form, _ in noun("Кремль", "uk").forms)
    ['Кремлеві', 'Кремлем', 'Кремлю', 'Кремля', 'Кремль', 'Кремлі']
    """
    if language == "en" or not word[-1].isalpha():
        return fixed(word)
    return _noun(word, language, animate)


def plural(word: str, language: Language) -> Inflected:
    """The plural forms of an animate noun given in the nominative singular: міністр → міністри, міністрів, …"""
    if language == "en":
        return Inflected(((word[:-3] + "men" if word.endswith("man") else word + "s", frozenset()),), "plur")
    last = word[-1]
    oblique = EXCEPTIONS[language].get(word.lower())
    soft = last in "яьй" or (oblique or "").endswith("ь") or (language == "ru" and last == "щ")
    stem = (oblique or word).rstrip("ь") if last not in "аяй" else word[:-1]
    vowel = stem[-1:] in "аеєиіїоуюяэы"
    if language == "uk":
        nominative = "ї" if vowel else "і" if soft or stem[-1:] in "жчшщ" else "и"
        genitive = [stem] if last == "а" else [stem + (("їв" if vowel else "ів"))]
        if word.endswith("ка"):
            genitive = [stem[:-1] + "ок"]
        elif word.endswith("ця"):
            genitive = [stem + "ь"]
        ia = ("ям", "ями", "ях") if soft else ("ам", "ами", "ах")
    else:
        nominative = "и" if soft or stem[-1:] in "гкхжчшщ" else "ы"
        genitive = [stem] if last == "а" else [stem + ("ей" if last == "ь" or stem[-1:] in "жчшщ" else "ев" if soft else "ов")]
        ia = ("ям", "ями", "ях") if soft else ("ам", "ами", "ах")
    forms = [(stem + nominative, {"nom", "voc"}), (stem + ia[0], {"dat"}), (stem + ia[1], {"ins"}), (stem + ia[2], {"loc"})]
    return Inflected(_merged([*forms, *((form, {"gen", "acc"}) for form in genitive)]), "plur")


def adjective(word: str, language: Language, animate: bool = False) -> Inflected:
    """An adjective, given in the nominative of the gender and number that it stands in, in all forms of that gender."""
    if language == "en":
        return fixed(word)
    return _adjective(word, language, animate)


def agreeing(word: str, language: Language, gender: Gender | Literal["plur"]) -> str:
    """The nominative of an adjective (given in the masculine) for `gender`: німецький, neut → німецьке."""
    if language == "en" or gender == "masc" or len(word) < 3:
        return word
    stem, ending = word[:-2], word[-2:]
    if language == "uk":
        soft = ending == "ій"
        return stem + {"fem": "я" if soft else "а", "neut": "є" if soft else "е", "plur": "і"}[gender]
    soft = ending == "ий" and stem[-1] not in "гкхжшчщ"
    plural_hard = "ие" if ending == "ий" or stem[-1] in "гкхжшчщ" else "ые"
    return stem + {"fem": "яя" if soft else "ая", "neut": "ее" if soft else "ое", "plur": plural_hard}[gender]


def phrase(words: tuple[str, ...], language: Language, animate: bool = False) -> tuple[Inflected, ...]:
    """The words of a noun phrase in the nominative: adjectives and the head noun inflect, what follows stands fast.

    "Європейська комісія" inflects in both words, "Рада Європи" in the first, "Право і справедливість" in first and last.
    """
    if language == "en":
        return tuple(fixed(word) for word in words)
    result: list[Inflected] = []
    agreed: str | None = None
    head_done = False
    for index, word in enumerate(words):
        if head_done:
            joined = words[index - 1] in ("і", "й", "та", "и") and index == 2
            result.append(noun(word, language, animate) if joined and word[0].isalpha() else fixed(word))
        elif not word[0].isalpha() or is_acronym(word) or word[0].isascii():
            result.append(noun(word, language) if is_acronym(word) else fixed(word))
            head_done = is_acronym(word)
        elif index + 1 < len(words) and (kind := _adjective_kind(word, language, agreed)):
            agreed = kind
            result.append(adjective(word, language, animate))
        else:
            result.append(adjective(word, language, animate) if _substantivised(word, language) else noun(word, language, animate))
            head_done = True
    return tuple(result)


def is_acronym(word: str) -> bool:
    """Whether `word` is an initialism, to be written in capitals only: НАТО, US, G7, МЗС."""
    return len(word) > 1 and word.isupper()


@lru_cache(maxsize=50_000)
def _name_word(word: str, language: Language, gender: Gender, part: Part) -> Inflected:
    if "-" in word:
        return _hyphenated(word, language, gender, part)
    stem = EXCEPTIONS[language].get(word.lower())
    if stem is not None and gender == "masc" and part == "given":
        return Inflected(_applied(word, _cased(stem, word), _regular(language, stem), animate=True), gender=gender)
    pairs: list[tuple[str, set[str]]] = []
    for strip, paradigm in surname_rules(word.lower(), language, gender, part):
        pairs += _applied_pairs(word, word[: len(word) - strip], paradigm, animate=True)
    if not pairs:
        return Inflected(((word, ALL_CASES),), gender=gender)
    return Inflected(_merged([(word, {"nom", "voc"}), *pairs]), gender=gender)


def _hyphenated(word: str, language: Language, gender: Gender, part: Part) -> Inflected:
    *front, last = word.split("-")
    head = "-".join(front)
    tails = _name_word(last, language, gender, part).forms if last else ((last, ALL_CASES),)
    pairs: list[tuple[str, set[str]]] = [(f"{head}-{tail}", set(cases)) for tail, cases in tails]
    if len(front) == 1 and front[0]:
        for form, cases in _name_word(front[0], language, gender, part).forms:
            pairs += [(f"{form}-{tail}", cases & others) for tail, others in tails if cases & others]  # type: ignore[misc]
    return Inflected(_merged(pairs), gender=gender)


@lru_cache(maxsize=50_000)
def _noun(word: str, language: Language, animate: bool) -> Inflected:
    lower = word.lower()
    if "-" in word:
        head, _, last = word.rpartition("-")
        tail = noun(last, language, animate) if last else fixed(last)
        return Inflected(tuple((f"{head}-{form}", cases) for form, cases in tail.forms), tail.number, tail.gender)
    if is_acronym(word):
        return _acronym(word, language)
    if lower.startswith(("мін", "мин")) and lower[-1] in "иы":
        return fixed(word)  # Міноборони, Минобороны
    if lower in PLURAL_ONLY[language] or (lower.endswith("и" if language == "uk" else "ы") and len(word) > 4):
        return Inflected(_plural_only(word, language), "plur")
    stem = EXCEPTIONS[language].get(lower)
    if stem is not None:
        forms = _applied(word, _cased(stem, word), _regular(language, stem), animate)
        return Inflected(forms, gender="masc")
    pairs: list[tuple[str, set[str]]] = []
    gender: Gender | None = None
    for strip, paradigm, gender in noun_rules(lower, language):  # noqa: B007
        pairs += _applied_pairs(word, word[: len(word) - strip], paradigm, animate and gender == "masc")
    if not pairs:
        return Inflected(((word, ALL_CASES),))
    return Inflected(_merged([(word, {"nom", "voc"}), *pairs]), gender=gender)


_SPOKEN = frozenset({"МИД", "ЦИК", "ЦВК", "БРИКС", "БРІКС", "ХАМАС", "ЦАХАЛ", "ФАТХ", "ТАСС"})
"""Acronyms read as words, which inflect with the ending in small letters: МИДа, МИДом."""


def _acronym(word: str, language: Language) -> Inflected:
    forms: list[tuple[str, set[str]]] = [(word, set(ALL_CASES))]
    if word in _SPOKEN:
        forms += [(word + "а", {"gen"}), (word + "у", {"dat", "gen"}), (word + "ом", {"ins"}), (word + "ем", {"ins"})]
        forms += [(word + ("е" if language == "ru" else "і"), {"loc"})]
    number: Number = "plur" if word in ("США", "ОАЕ", "ОАЭ", "ЗСУ", "ВСУ") else "sing"
    return Inflected(_merged(forms), number)


def _plural_only(word: str, language: Language) -> tuple[tuple[str, frozenset[str]], ...]:
    stem = word[:-1]
    soft = word[-1] == "і" or (language == "ru" and word[-1] == "и")
    genitives = [stem + "ей"] if soft and language == "ru" else [stem + ("ів" if language == "uk" else "ов"), stem]
    a = "я" if soft else "а"
    pairs: list[tuple[str, set[str]]] = [(word, {"nom", "acc", "voc"}), (stem + a + "м", {"dat"})]
    pairs += [(stem + a + "ми", {"ins"}), (stem + a + "х", {"loc"}), *((form, {"gen", "acc"}) for form in genitives)]
    return _merged(pairs)


@lru_cache(maxsize=20_000)
def _adjective(word: str, language: Language, animate: bool) -> Inflected:
    lower = word.lower()
    masc_acc = {"gen", "acc"} if animate else {"gen"}
    own = {"nom", "voc"} if animate else {"nom", "acc", "voc"}
    if language == "uk":
        return _adjective_uk(word, lower, masc_acc, own)
    stem, ending = word[:-2], lower[-2:]
    if len(word) < 4:
        return fixed(word)
    if ending in ("ый", "ий", "ой"):
        soft = ending == "ий" and stem[-1] not in "гкх"
        i = "и" if ending == "ий" or stem[-1] in "гкхжшчщ" else "ы"
        o = "е" if soft else "о"
        pairs = [(word, own), (stem + o + "го", masc_acc), (stem + o + "му", {"dat"}), (stem + i + "м", {"ins"})]
        return Inflected(_merged([*pairs, (stem + o + "м", {"loc"})]), gender="masc")
    if ending in ("ая", "яя"):
        o, u = ("о", "ую") if ending == "ая" else ("е", "юю")
        pairs = [(word, {"nom", "voc"}), (stem + o + "й", {"gen", "dat", "ins", "loc"}), (stem + u, {"acc"})]
        return Inflected(_merged([*pairs, (stem + o + "ю", {"ins"})]), gender="fem")
    if ending in ("ое", "ее"):
        i = "и" if ending == "ее" or stem[-1] in "гкхжшчщ" else "ы"
        o = ending[0]
        pairs = [(word, {"nom", "acc", "voc"}), (stem + o + "го", {"gen"}), (stem + o + "му", {"dat"}), (stem + i + "м", {"ins"})]
        return Inflected(_merged([*pairs, (stem + o + "м", {"loc"})]), gender="neut")
    if ending in ("ые", "ие"):
        i = ending[0]
        pairs = [(word, {"nom", "acc", "voc"}), (stem + i + "х", {"gen", "acc", "loc"}), (stem + i + "м", {"dat"})]
        return Inflected(_merged([*pairs, (stem + i + "ми", {"ins"})]), "plur")
    return fixed(word)


def _adjective_uk(word: str, lower: str, masc_acc: set[str], own: set[str]) -> Inflected:
    if lower.endswith(("ий", "ій")) and len(word) > 3:
        stem, soft = word[:-2], "ь" if lower.endswith("ій") else ""
        i = "і" if soft else "и"
        pairs = [(word, own), (stem + soft + "ого", masc_acc), (stem + soft + "ому", {"dat", "loc"}), (stem + i + "м", {"ins"})]
        return Inflected(_merged([*pairs, (stem + "ім", {"loc"})]), gender="masc")
    stem, last = word[:-1], lower[-1]
    if last in "ая":
        soft, u = ("ь", "ю") if last == "я" else ("", "у")
        pairs = [(word, {"nom", "voc"}), (stem + soft + "ої", {"gen"}), (stem + "ій", {"dat", "loc"}), (stem + u, {"acc"})]
        return Inflected(_merged([*pairs, (stem + soft + "ою", {"ins"})]), gender="fem")
    if last in "еє":
        soft, i = ("ь", "і") if last == "є" else ("", "и")
        pairs = [(word, {"nom", "acc", "voc"}), (stem + soft + "ого", {"gen"}), (stem + soft + "ому", {"dat", "loc"})]
        return Inflected(_merged([*pairs, (stem + i + "м", {"ins"}), (stem + "ім", {"loc"})]), gender="neut")
    if last == "і":
        pairs = [(word, {"nom", "acc", "voc"}), (stem + "их", {"gen", "acc", "loc"}), (stem + "им", {"dat"})]
        return Inflected(_merged([*pairs, (stem + "ими", {"ins"})]), "plur")
    return fixed(word)


_UK_FEM_ADJECTIVE = (
    "ська", "цька", "зька", "вна", "льна", "нна", "чна", "йна", "жна", "дна", "рна", "тна", "сна", "зна", "она", "ена",
    "ина", "ова", "ева", "єва", "іва", "лика", "ча", "ша", "ня",
)
_RU_NOUNS = ("ние", "тие", "вие", "рие", "лие")


def _adjective_kind(word: str, language: Language, agreed: str | None) -> str | None:
    """masc, fem, neut or plur, if `word`, which another word follows, is an adjective that agrees with those before it."""
    lower = word.lower()
    kind: str | None = None
    if language == "uk":
        if lower.endswith(("ий", "ій")) and len(lower) > 3:
            kind = "masc"
        elif lower.endswith(_UK_FEM_ADJECTIVE) and lower not in ("сторона", "країна", "україна", "дружина", "громадянка"):
            kind = "fem"
        elif lower.endswith(("е", "є")):
            kind = "neut"
        elif lower.endswith("і") and len(lower) > 3:
            kind = "plur"
    elif lower.endswith(("ый", "ий", "ой")):
        kind = "masc"
    elif lower.endswith(("ая", "яя")):
        kind = "fem"
    elif lower.endswith(("ое", "ее")):
        kind = "neut"
    elif lower.endswith(("ые", "ие")) and not lower.endswith(_RU_NOUNS):
        kind = "plur"
    return kind if agreed is None or kind == agreed else None


def _substantivised(word: str, language: Language) -> bool:
    """A lone adjective as a noun: Банкова, Зелені."""
    if language == "uk":
        return word.endswith(("ова", "ська", "ені")) and word not in ("Молдова", "Основа")
    return word.endswith(("ая", "ые", "ие")) and not word.endswith(_RU_NOUNS)


def _regular(language: Language, stem: str) -> Paradigm:
    """Endings of a masculine noun of the second declension, hard or soft by the last letter of the stem."""
    soft = stem[-1] in "ьйю"
    if language == "uk":
        return ("я/ю", "ю/еві", "", "ем", "і/ю/еві", "ю") if soft else ("а/у", "у/ові", "", "ом", "і/у/ові", "е")
    return ("я", "ю", "", "ем", "е", "") if soft else ("а", "у", "", "ом", "е", "")


def _applied(word: str, stem: str, paradigm: Paradigm, animate: bool) -> tuple[tuple[str, frozenset[str]], ...]:
    stem = stem[:-1] if stem[-1] in "ьй" else stem
    return _merged([(word, {"nom", "voc"}), *_applied_pairs(word, stem, paradigm, animate)])


def _applied_pairs(word: str, stem: str, paradigm: Paradigm, animate: bool) -> list[tuple[str, set[str]]]:
    """Forms by case; an empty accusative is the genitive of what lives, else the nominative."""
    pairs: list[tuple[str, set[str]]] = []
    for case, endings in zip(("gen", "dat", "acc", "ins", "loc", "voc"), paradigm, strict=True):
        if case == "acc" and not endings:
            if not animate:
                pairs.append((word, {"acc"}))
                continue
            endings = paradigm[0]
        if case == "voc" and not endings:
            continue
        pairs += [(stem + ending.replace("-", ""), {case}) for ending in endings.split("/")]
    return pairs


def _cased(stem: str, word: str) -> str:
    return stem.capitalize() if word[0].isupper() else stem


def _merged(pairs: list[tuple[str, set[str]]]) -> tuple[tuple[str, frozenset[str]], ...]:
    cases: dict[str, set[str]] = {}
    for form, more in pairs:
        cases.setdefault(form, set()).update(more)
    return tuple((form, frozenset(found)) for form, found in cases.items())
