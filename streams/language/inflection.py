"""Inflected forms of Ukrainian and Russian names, titles and adjectives, by rule.

Dictionaries do not know surnames such as Рютте, Сибіга or Мерц; the endings follow from the last letters, the gender
and whether the name is foreign. The rules are those of the orthographies: Український правопис 2019, §§ 87–106,
143–146; Лопатин (ed.), Правила русской орфографии и пунктуации, 2006. Where usage wavers (Косово, Мерцем / Мерцом)
both forms are made: a form too many costs nothing, one too few loses a name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from schemas.base import Language
from streams.language.adjectives import ALL_CASES, Inflected, adjective, adjective_kind, fixed, merged, substantivised
from streams.language.document import Gender, Number
from streams.language.paradigms import EXCEPTIONS, PLURAL_ONLY, Paradigm, noun_rules, surname_rules

Part = Literal["given", "surname"]


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
    ['Кремлеві', 'Кремлем', 'Кремль', 'Кремлю', 'Кремля', 'Кремлі']
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
        genitive = [stem] if last == "а" else [stem + ("їв" if vowel else "ів")]
        if word.endswith("ка"):
            genitive = [stem[:-1] + "ок"]
        elif word.endswith("ця"):
            genitive = [stem + "ь"]
        ia = ("ям", "ями", "ях") if soft else ("ам", "ами", "ах")
    else:
        nominative = "и" if soft or stem[-1:] in "гкхжчшщ" else "ы"
        genitive = (
            [stem] if last == "а" else [stem + ("ей" if last == "ь" or stem[-1:] in "жчшщ" else "ев" if soft else "ов")]
        )
        ia = ("ям", "ями", "ях") if soft else ("ам", "ами", "ах")
    forms = [
        (stem + nominative, {"nom", "voc"}),
        (stem + ia[0], {"dat"}),
        (stem + ia[1], {"ins"}),
        (stem + ia[2], {"loc"}),
    ]
    return Inflected(merged([*forms, *((form, {"gen", "acc"}) for form in genitive)]), "plur")


def people(word: str, language: Language) -> Inflected:
    """The forms of a noun for the nationals of a country, given in the nominative plural: німці, россияне.

    >>> [form for form, _ in people("россияне", "ru").forms]
    ['россияне', 'россиян', 'россиянам', 'россиянами', 'россиянах']
    """
    if language == "en":
        return fixed(word)
    stem = word[:-1]
    a = "я" if word.endswith("ці") else "а"
    if word.endswith(("яни", "ани", "ане", "яне")):
        genitives = [stem]
    elif language == "uk":
        genitives = [stem + "ів"]
    else:
        genitives = [stem + ("ев" if stem.endswith("ц") else "ов")]
    pairs: list[tuple[str, set[str]]] = [(word, {"nom", "voc"}), *((form, {"gen", "acc"}) for form in genitives)]
    pairs += [(stem + a + "м", {"dat"}), (stem + a + "ми", {"ins"}), (stem + a + "х", {"loc"})]
    return Inflected(merged(pairs), "plur")


def phrase(words: tuple[str, ...], language: Language, animate: bool = False) -> tuple[Inflected, ...]:
    """The words of a noun phrase in the nominative: adjectives and the head noun inflect, what follows stands fast.

    "Європейська комісія" inflects in both words, "Рада Європи" in the first, "Право і справедливість" in the
    first and the last.
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
        elif index + 1 < len(words) and (kind := adjective_kind(word, language, agreed)):
            agreed = kind
            result.append(adjective(word, language, animate))
        else:
            result.append(
                adjective(word, language, animate) if substantivised(word, language) else noun(word, language, animate)
            )
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
        if part == "surname":
            # news addresses nobody by surname, and vocatives look like other words: Головне, Гарно
            paradigm = (*paradigm[:5], "")
        pairs += _applied_pairs(word, word[: len(word) - strip], paradigm, animate=True)
    if not pairs:
        return Inflected(((word, ALL_CASES),), gender=gender)
    return Inflected(merged([(word, {"nom", "voc"}), *pairs]), gender=gender)


def _hyphenated(word: str, language: Language, gender: Gender, part: Part) -> Inflected:
    *front, last = word.split("-")
    head = "-".join(front)
    tails = _name_word(last, language, gender, part).forms if last else ((last, ALL_CASES),)
    pairs: list[tuple[str, set[str]]] = [(f"{head}-{tail}", set(cases)) for tail, cases in tails]
    if len(front) == 1 and front[0]:
        for form, cases in _name_word(front[0], language, gender, part).forms:
            pairs += [(f"{form}-{tail}", set(cases & others)) for tail, others in tails if cases & others]
    return Inflected(merged(pairs), gender=gender)


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
    for strip, paradigm, gender in noun_rules(lower, language):
        pairs += _applied_pairs(word, word[: len(word) - strip], paradigm, animate and gender == "masc")
    if not pairs:
        return Inflected(((word, ALL_CASES),))
    return Inflected(merged([(word, {"nom", "voc"}), *pairs]), gender=gender)


_SPOKEN = frozenset({"МИД", "ЦИК", "ЦВК", "БРИКС", "БРІКС", "ХАМАС", "ЦАХАЛ", "ФАТХ", "ТАСС"})
"""Acronyms read as words, which inflect with the ending in small letters: МИДа, МИДом."""


def _acronym(word: str, language: Language) -> Inflected:
    forms: list[tuple[str, set[str]]] = [(word, set(ALL_CASES))]
    if word in _SPOKEN:
        forms += [(word + "а", {"gen"}), (word + "у", {"dat", "gen"}), (word + "ом", {"ins"}), (word + "ем", {"ins"})]
        forms += [(word + ("е" if language == "ru" else "і"), {"loc"})]
    number: Number = "plur" if word in ("США", "ОАЕ", "ОАЭ", "ЗСУ", "ВСУ") else "sing"
    return Inflected(merged(forms), number)


def _plural_only(word: str, language: Language) -> tuple[tuple[str, frozenset[str]], ...]:
    stem = word[:-1]
    soft = word[-1] == "і" or (language == "ru" and word[-1] == "и")
    genitives = [stem + "ей"] if soft and language == "ru" else [stem + ("ів" if language == "uk" else "ов"), stem]
    a = "я" if soft else "а"
    pairs: list[tuple[str, set[str]]] = [(word, {"nom", "acc", "voc"}), (stem + a + "м", {"dat"})]
    pairs += [(stem + a + "ми", {"ins"}), (stem + a + "х", {"loc"}), *((form, {"gen", "acc"}) for form in genitives)]
    return merged(pairs)


def _regular(language: Language, stem: str) -> Paradigm:
    """Endings of a masculine noun of the second declension, hard or soft by the last letter of the stem."""
    soft = stem[-1] in "ьйю"
    if language == "uk":
        return ("я/ю", "ю/еві", "", "ем", "і/ю/еві", "ю") if soft else ("а/у", "у/ові", "", "ом", "і/у/ові", "е")
    return ("я", "ю", "", "ем", "е", "") if soft else ("а", "у", "", "ом", "е", "")


def _applied(word: str, stem: str, paradigm: Paradigm, animate: bool) -> tuple[tuple[str, frozenset[str]], ...]:
    stem = stem[:-1] if stem[-1] in "ьй" else stem
    return merged([(word, {"nom", "voc"}), *_applied_pairs(word, stem, paradigm, animate)])


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
