"""Ukrainian and Russian words by pymorphy3 (OpenCorpora tags), and Ukrainian ones without its dictionary."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from typing import Any
from unicodedata import name as name_of

import simplemma
from pymorphy3 import MorphAnalyzer

from schemas.base import Language
from streams.language.declension import name_forms
from streams.language.morphology import Morphology, Reading
from streams.language.tokens import normal

CACHE_SIZE = 100_000
"""Words whose readings are remembered, per language: a day of news has fewer distinct ones."""

_LATEST = 512
"""Words whose parses are kept: the same word is asked for as a word, as a name and for what it names."""

_POS = {
    "NOUN": "NOUN",
    "ADJF": "ADJ",
    "ADJS": "ADJ",
    "COMP": "ADJ",
    "VERB": "VERB",
    "INFN": "VERB",
    "PRTF": "VERB",
    "PRTS": "VERB",
    "GRND": "VERB",
    "NUMR": "NUM",
    "ADVB": "ADV",
    "NPRO": "PRON",
    "PRED": "ADV",
    "PREP": "ADP",
    "CONJ": "CCONJ",
    "PRCL": "PART",
    "INTJ": "INTJ",
}
_VERB_FORM = {"VERB": "fin", "INFN": "inf", "PRTF": "part", "PRTS": "part", "GRND": "conv"}
_CASE = {
    "nomn": "nom",
    "gent": "gen",
    "gen1": "gen",
    "gen2": "gen",
    "datv": "dat",
    "accs": "acc",
    "acc2": "acc",
    "ablt": "ins",
    "loct": "loc",
    "loc1": "loc",
    "loc2": "loc",
    "voct": "voc",
}
_GENDER = {"masc": "masc", "femn": "fem", "neut": "neut"}
_TENSE = {"past": "past", "pres": "pres", "futr": "fut"}
_NAMES = frozenset(("Name", "Surn", "Patr"))
_PROPER = _NAMES | {"Geox", "Orgn", "Trad"}
_KINDS = {"Surn": "surname", "Patr": "patronymic", "Geox": "place", "Orgn": "organisation"}
_CLOSED = {"ADP": 2.5, "PRON": 2.4, "CCONJ": 2.3, "SCONJ": 2.3, "DET": 2.2, "PART": 2.1}
"""Function words before all others that are spelt alike: його is "his" before it is a form of "yoga"."""
_SUBORDINATING = (
    "що щоб якщо якби хоча бо оскільки коли поки доки ніби наче мовби мов немов аби позаяк адже як нібито"
    " что чтобы если хотя поскольку когда пока будто словно ибо как якобы раз коли дабы лишь"
)
_SUBORDINATORS = frozenset(_SUBORDINATING.split())


class PymorphyMorphology:
    """Words by pymorphy3; where the dictionary is silent on a name, by the paradigms of `declension`."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._analyser = MorphAnalyzer(lang=language)
        # The cache belongs to the instance, which lives as long as the process.
        self._cached = lru_cache(maxsize=CACHE_SIZE)(self._read)
        self._parses = lru_cache(maxsize=_LATEST)(self._parse)

    def readings(self, word: str, name: bool = False) -> tuple[Reading, ...]:
        return self._cached(word if name or (len(word) > 1 and word.isupper()) else word.lower(), name)

    def lemma(self, word: str, name: bool = False) -> str:
        return self.readings(word, name)[0].lemma

    def kinds(self, word: str) -> frozenset[str]:
        """What the dictionary knows a name in lower case to be: given-masc, given-fem, surname, patronymic, place,
        organisation; empty for other words."""
        found: set[str] = set()
        for _, grammemes, known in self._parses(word):
            if not known:
                continue
            if "voct" in grammemes or "NOUN" not in grammemes:
                continue
            if "Name" in grammemes:
                found.update({"given-masc"} if "masc" in grammemes else {"given-fem"} if "femn" in grammemes else ())
            found.update(kind for tag, kind in _KINDS.items() if tag in grammemes)
        return frozenset(found)

    def _parse(self, lower: str) -> list[tuple[Any, frozenset[str], bool]]:
        """Parses of a word, each with its grammemes and whether the dictionary has it."""
        asked = lower.replace("’", "'") if self._language == "uk" else lower
        try:
            parses = self._analyser.parse(asked)
        except ValueError:  # pymorphy3 asks for the Unicode name of every letter, and some have none
            parses = self._analyser.parse("".join(char if name_of(char, "") else "\ufffd" for char in asked))
        known: dict[str, bool] = {}  # parses of one spelling share the answer, and it is dear
        for parse in parses:
            if parse.word not in known:
                known[parse.word] = bool(parse.is_known)
        return [(parse, _grammemes(str(parse.tag)), known[parse.word]) for parse in parses]

    def _read(self, word: str, name: bool) -> tuple[Reading, ...]:
        lower = normal(word)
        acronym = len(word) > 1 and word.isupper()
        ranked: list[tuple[float, int, Reading]] = []
        named = False
        for index, (parse, grammemes, known) in enumerate(self._parses(lower)):
            reading = _reading(parse.normal_form.replace("'", "’"), grammemes, known)
            score = float(parse.score) if self._language == "ru" else 0.5
            is_name = bool(grammemes & _NAMES)
            if acronym:
                score += 4.0 if "Abbr" in grammemes else -2.0 if is_name else 0.0
            elif name:
                known_name = is_name and known
                named = named or known_name
                score += 4.0 if known_name else 0.0
            elif reading.pos in _CLOSED:
                score += _CLOSED[reading.pos]
            elif is_name and self._language == "uk":
                score -= 0.2
            if reading.case == "voc":
                score -= 1.0
            if not known:
                score -= 0.2
            ranked.append((-score, index, reading))
        ranked.sort(key=lambda item: item[:2])
        readings = [reading for _, _, reading in ranked]
        if name and not acronym:
            guesses = [
                Reading(form.lemma, "PROPN", form.case, form.number, form.gender, known=False)
                for form in name_forms(lower, self._language)
            ]
            # A dictionary that knows the word as a name knows better, but seldom knows all its readings.
            readings = [*(r for r in readings if r.pos == "PROPN" and named and r.known), *guesses, *readings]
        return tuple(dict.fromkeys(readings)) or (Reading(lower, "X", known=False),)


@lru_cache(maxsize=8192)
def _grammemes(tag: str) -> frozenset[str]:
    """The grammemes of an OpenCorpora tag; there are some thousand tags."""
    return frozenset(tag.replace(" ", ",").split(","))


def _reading(lemma: str, grammemes: frozenset[str], known: bool) -> Reading:
    pos, case, number, gender, tense, verb_form, person, mood = _features(grammemes)
    if pos == "CCONJ" and lemma in _SUBORDINATORS:
        pos = "SCONJ"
    return Reading(lemma, pos, case, number, gender, tense, verb_form, person, mood, known)


@lru_cache(maxsize=8192)
def _features(grammemes: frozenset[str]) -> tuple[Any, ...]:
    """Part of speech, case, number, gender, tense, verb form, person and mood."""
    first = next((pos for pos in _POS if pos in grammemes), "")
    pos = _POS.get(first, "X")
    if pos == "NOUN" and grammemes & _PROPER:
        pos = "PROPN"
    elif pos == "ADJ" and "Apro" in grammemes:
        pos = "DET"
    verb_form = _VERB_FORM.get(first)
    tense = _first(grammemes, _TENSE)
    if first == "VERB" and "infn" in grammemes:
        verb_form = "inf"
    elif first == "VERB" and "Impe" in grammemes and tense is None:
        tense = "past"  # "підписано": a predicate of its own, always past
    mood = None
    if verb_form == "fin":
        mood = "imp" if "impr" in grammemes else "ind"
    return (
        pos, _first(grammemes, _CASE), _number(grammemes, pos), _first(grammemes, _GENDER), tense, verb_form,
        1 if "1per" in grammemes else 2 if "2per" in grammemes else 3 if "3per" in grammemes else None, mood,
    )  # fmt: skip


def _number(grammemes: frozenset[str], pos: str) -> str | None:
    if "plur" in grammemes:
        return "plur"
    if "sing" in grammemes:
        return "sing"
    # The Ukrainian dictionary marks the plural only.
    inflected = pos in ("NOUN", "PROPN", "ADJ", "DET", "PRON", "VERB") and bool(
        grammemes & (_CASE.keys() | _GENDER.keys())
    )
    return "sing" if inflected else None


def _first(grammemes: frozenset[str], names: dict[str, str]) -> str | None:
    return next((value for name, value in names.items() if name in grammemes), None)


class SuffixMorphology:
    """Ukrainian without a morphological dictionary: lemmas by simplemma, features guessed from endings.

    It serves where `pymorphy3-dicts-uk` (GPL) is not installed; names are read as well as with it, other words less.
    """

    def __init__(self) -> None:
        self._cached = lru_cache(maxsize=CACHE_SIZE)(self._read)

    def readings(self, word: str, name: bool = False) -> tuple[Reading, ...]:
        return self._cached(word, name)

    def lemma(self, word: str, name: bool = False) -> str:
        return self.readings(word, name)[0].lemma

    def _read(self, word: str, name: bool) -> tuple[Reading, ...]:
        from streams.language.suffixes_uk import guess

        lower = normal(word)
        readings: list[Reading] = []
        if name and not (len(word) > 1 and word.isupper()):
            readings += [
                Reading(form.lemma, "PROPN", form.case, form.number, form.gender, known=False)
                for form in name_forms(lower, "uk")
            ]
        lemma = normal(simplemma.lemmatize(lower.replace("’", "'"), lang="uk")) if lower else lower
        readings += guess(lower, lemma)
        return tuple(dict.fromkeys(readings))


def make_analyser(language: Language) -> Morphology:
    """The best analyser of Ukrainian or Russian that the installed packages allow."""
    if language == "uk" and importlib.util.find_spec("pymorphy3_dicts_uk") is None:
        return SuffixMorphology()
    return PymorphyMorphology(language)
