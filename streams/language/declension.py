"""How personal names are declined in Ukrainian and Russian: from any form back to its possible dictionary forms.

The paradigms are those of the school grammars (Український правопис 2019, § 106–122; Зализняк, Грамматический словарь
русского языка, 1977): adjectival (Зеленський), possessive (Лавров, Путін), consonantal (Орбан), in -а (Сибіга) and
undeclined (Рютте). A dictionary does not know most names in the news; their endings are still regular.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.base import Language

CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")
_VOWELS = "аеєиіїоуюяёыэ"


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way to read a word as a form of a name."""

    lemma: str
    case: str | None
    """None: the name is not declined, any case is possible."""
    gender: str | None
    """masc, fem or None for either."""
    number: str = "sing"
    weight: float = 0.5
    """How usual the paradigm is for this ending, 0…1."""


@dataclass(frozen=True, slots=True)
class _Paradigm:
    stem: re.Pattern[str]
    gender: str | None
    number: str
    weight: float
    lemma: str
    endings: tuple[tuple[str, str], ...]


def _paradigm(
    stem: str, gender: str | None, weight: float, forms: str, *, number: str = "sing", lemma: str | None = None
) -> _Paradigm:
    """`forms`: the endings in the order of CASES, parted by spaces; / parts variants, 0 is no ending, - none."""
    endings: list[tuple[str, str]] = []
    columns = forms.split()
    for case, column in zip(CASES, columns, strict=True):
        endings.extend((case, "" if ending == "0" else ending) for ending in column.split("/") if ending != "-")
    nominative = lemma if lemma is not None else columns[0].split("/")[0]
    return _Paradigm(
        re.compile(stem + r"\Z"), gender, number, weight, "" if nominative == "0" else nominative, tuple(endings)
    )


_HARD = "[бвгґдзклмнпрстфхц]"
_SOFT = "[дзлнрстц]"

_UK = (
    _paradigm("(?:ськ|цьк|зьк)", "masc", 0.9, "ий ого ому ого им ому/ім ий"),
    _paradigm("(?:ськ|цьк|зьк)", "fem", 0.9, "а ої ій у ою ій а"),
    _paradigm("(?:ськ|цьк|зьк)", None, 0.7, "і их им их ими их і", number="plur", lemma="ий"),
    _paradigm("[а-яєіїґ]{2}[внрлтд]", "masc", 0.6, "ий ого ому ого им ому/ім ий"),
    _paradigm("[а-яєіїґ]{2}(?:[ое]в|єв|їн|ін|ян)", "masc", 0.85, "0 а у/ові а им і/у/ові -"),
    _paradigm("[а-яєіїґ]{2}(?:[ое]в|єв|їн|ін)", "fem", 0.85, "а ої ій у ою ій а/о"),
    _paradigm("[а-яєіїґ]{2}(?:[ое]в|єв|їн|ін)", None, 0.5, "и их им их ими их и", number="plur", lemma="0"),
    _paradigm("[а-яєіїґ]" + _HARD, "masc", 0.7, "0 а у/ові а ом і/у/ові е"),
    _paradigm("[а-яєіїґ][жчшщц]", "masc", 0.7, "0 а у/еві/ові а ем/ом і/у/еві/ові е/у"),
    _paradigm("[а-яєіїґ]р", "masc", 0.4, "0 я ю/еві я ем і/ю/еві ю"),
    _paradigm("[а-яєіїґ]" + _SOFT, "masc", 0.6, "ь я ю/еві я ем і/ю/еві ю"),
    _paradigm("[аеєиіїоуюя]", "masc", 0.6, "й я ю/єві я єм ю/ї/єві ю"),
    _paradigm("[а-яєіїґ]{2}[клнтрчд]", "masc", 0.6, "о а у/ові а ом у/ові/і о"),
    _paradigm("[а-яєіїґ]" + _HARD, None, 0.5, "а и і у ою і о"),
    _paradigm("[а-яєіїґ][жчшщ]", None, 0.5, "а і і у ею і е"),
    _paradigm("[а-яєіїґ]" + _SOFT, None, 0.4, "я і і ю ею і ю/е"),
    _paradigm("[аеєиіїоуюя]", None, 0.4, "я ї ї ю єю ї є"),
)
_RU = (
    _paradigm("(?:ск|цк)", "masc", 0.9, "ий ого ому ого им ом ий"),
    _paradigm("(?:ск|цк)", "fem", 0.9, "ая ой ой ую ой/ою ой ая"),
    _paradigm("(?:ск|цк)", None, 0.7, "ие их им их ими их ие", number="plur", lemma="ий"),
    _paradigm("[а-яё]{2}[внрлтд]", "masc", 0.6, "ый/ой ого ому ого ым ом ый"),
    _paradigm("[а-яё]{2}[внрлтд]", "fem", 0.4, "ая ой ой ую ой/ою ой ая"),
    _paradigm("[а-яё]{2}(?:[оеё]в|[иы]н)", "masc", 0.85, "0 а у а ым е -"),
    _paradigm("[а-яё]{2}(?:[оеё]в|[иы]н)", "fem", 0.85, "а ой ой у ой/ою ой -"),
    _paradigm("[а-яё]{2}(?:[оеё]в|[иы]н)", None, 0.5, "ы ых ым ых ыми ых -", number="plur", lemma="0"),
    _paradigm("[а-яё]" + _HARD, "masc", 0.7, "0 а у а ом е -"),
    _paradigm("[а-яё][жчшщц]", "masc", 0.7, "0 а у а ем/ом е -"),
    _paradigm("[а-яё]" + _SOFT, "masc", 0.6, "ь я ю я ем е -"),
    _paradigm("[аеёиоуыэюя]", "masc", 0.6, "й я ю я ем е -"),
    _paradigm("[а-яё]" + _HARD, None, 0.5, "а ы/и е у ой/ою е -"),
    _paradigm("[а-яё][жчшщц]", None, 0.5, "а и/ы е у ей/ой е -"),
    _paradigm("[а-яё](?:[дзлнрст]|ь)", None, 0.4, "я и е ю ей е -"),
    _paradigm("[аеёиоуыэюя]", None, 0.4, "я и е/и ю ей е/и -"),
)
_PARADIGMS: dict[Language, tuple[_Paradigm, ...]] = {"uk": _UK, "ru": _RU, "en": ()}
_ALTERNATION = {"з": "г", "ц": "к", "с": "х"}
"""Ukrainian second palatalisation: Сибіга, but Сибізі."""


def name_forms(word: str, language: Language) -> tuple[NameForm, ...]:
    """The ways in which `word` (lower case) can be a form of a personal name, likeliest first.

    The last ones are always undeclined readings, where the word may be one: foreign names in a vowel (Рютте, Мелоні),
    women's surnames in a consonant or -о (Меркель, Кличко).

    >>> [(form.lemma, form.case) for form in name_forms("сибізі", "uk")][:2]
    [('сибіга', 'dat'), ('сибіга', 'loc')]
    """
    first, _, rest = word.rpartition("-")
    if first:
        return tuple(
            NameForm(f"{first}-{form.lemma}", form.case, form.gender, form.number, form.weight)
            for form in name_forms(rest, language)
        )
    found = sorted(_declined(word, language), key=lambda form: -form.weight)
    if word[-1:] in _VOWELS:
        weight = 0.3 if word[-1:] in "ая" else 0.55
        found.append(NameForm(word, None, None, "sing", weight))
    else:
        found.append(NameForm(word, None, "fem", "sing", 0.2))
    return tuple(sorted(found, key=lambda form: -form.weight))


def _declined(word: str, language: Language) -> Iterator[NameForm]:
    for paradigm in _PARADIGMS[language]:
        for case, ending in paradigm.endings:
            if ending and not word.endswith(ending):
                continue
            stem = word[: len(word) - len(ending)]
            if paradigm.stem.search(stem):
                weight = paradigm.weight + 0.05 * len(ending)
                softened = (
                    case in ("dat", "loc") and ending == "і" and paradigm.lemma == "а" and stem[-1] in _ALTERNATION
                )
                if softened and language == "uk":
                    lemma = stem[:-1] + _ALTERNATION[stem[-1]] + "а"
                    yield NameForm(lemma, case, paradigm.gender, paradigm.number, weight + 0.1)
                yield NameForm(stem + paradigm.lemma, case, paradigm.gender, paradigm.number, weight)
