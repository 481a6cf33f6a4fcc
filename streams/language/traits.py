"""What a single capitalised word can be: a given name, a surname, a place, the head of an organisation's name, …

Known from word lists (`seeds/lexicons`) and, for Ukrainian and Russian, from the tags of the morphological dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import simplemma

from schemas.base import Language
from streams.language.document import Gender
from streams.language.lexicons import lexicon, names, words
from streams.language.morphology import Reading, morphology
from streams.language.morphology_slavic import PymorphyMorphology

CACHE_SIZE = 100_000
_FUNCTION = frozenset(("ADP", "PRON", "DET", "CCONJ", "SCONJ", "PART"))

_SURNAME = {
    "uk": re.compile(
        r"[а-яєіїґ’]{2}(?:енк[оауі]|енкові|енком|чук[ауи]?|чукові|чуком|юк[ауи]?|юком|якові"
        r"|ськ(?:ий|ого|ому|им|а|ої|ій|у|ою)|цьк(?:ий|ого|ому|им|а|ої|ій|у|ою)|[иї]шин[ауі]?|[еоє]в(?:[ауі]|им|ої|ій|ою)?"
        r"|[иії]н(?:им|ої|ій|ою)|дзе|швілі|ян[ауі]?|яном|івн[аиу]|ович[ауі]?|евич[ауі]?)\Z"
    ),
    "ru": re.compile(
        r"[а-яё]{2}(?:енко|чук[ауи]?|чуком|ск(?:ий|ого|ому|им|ом|ая|ой|ую)|цк(?:ий|ого|ому|им|ом|ая|ой|ую)"
        r"|[оеё]в(?:[ауы]|ым|е|ой|ых)?|[иы]н(?:[ауы]|ым|е|ой|ых)?|дзе|швили|ян[ауе]?|яном|ович[ауе]?|евич[ауе]?)\Z"
    ),
    "en": re.compile(
        r"[a-z]{2}(?:enko|chuk|skyi?|ski|ska|skiy|tsky|ov|ev|ova|eva|yan|idze|adze|shvili|vich|ić|son|stein|berg|mann?|dottir)\Z"
    ),
}
_PLACE_ENDING = {
    "uk": re.compile(r"[а-яєіїґ]{3}(?:[щч]?[щч]ин(?:а|и|і|у|ою)|град(?:а|у|ом|і)?|бург(?:а|у|ом|зі)?|піль|поля"
        r"|[^аеиіїоуюя]і(?:я|ї|ю|єю))\Z"),
    "ru": re.compile(r"[а-яё]{3}(?:щин(?:а|ы|е|у|ой)|град(?:а|у|ом|е)?|бург(?:а|у|ом|е)?|пол[ья]|стан(?:а|у|ом|е)?"
        r"|[^аеиоуюя]и(?:я|и|ю|ей))\Z"),
    "en": re.compile(r"[a-z]{2}(?:istan|burg|grad|ville|shire|polis)\Z"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Traits:
    """What a word can be, of itself."""

    lemmas: frozenset[str]
    given: bool
    gender: Gender | None
    """Of the given name."""
    surname: bool
    """A surname by the dictionary."""
    surname_like: bool
    """Its ending is typical of surnames."""
    patronymic: bool
    place: bool
    place_like: bool
    organisation: bool
    """By itself the name of an organisation."""
    head: bool
    """Heads organisations' names: ministry, bank."""
    place_head: bool
    role: bool
    title: bool
    particle: bool
    acronym: bool
    """All capitals, as acronyms are."""
    common: bool
    """An ordinary word too, in this very form."""
    adjective: bool
    genitive: bool
    """Can be a noun or adjective in the genitive."""
    noun: bool
    known: bool
    """In the dictionary in any reading."""
    function: bool
    """A preposition, pronoun, conjunction or particle: at the start of a sentence no name."""


def traits(word: str, language: Language) -> Traits:
    """The traits of `word` as it is spelt in the text; remembered for the commonest 100,000 words."""
    return _cached(word, language)


@lru_cache(maxsize=CACHE_SIZE)
def _cached(word: str, language: Language) -> Traits:
    return _english(word) if language == "en" or word[0] < "\u0370" else _slavic(word, language)


def _slavic(word: str, language: Language) -> Traits:
    analyser = morphology(language)
    lower = word.lower().replace("'", "’").replace("ʼ", "’")
    acronym = word.isupper() and 2 <= len(word) <= 6
    readings = analyser.readings(lower)
    kinds = analyser.kinds(lower) if isinstance(analyser, PymorphyMorphology) else frozenset()
    known = [reading for reading in readings if reading.known]
    lemmas = {reading.lemma for reading in readings if reading.pos in ("NOUN", "PROPN", "ADJ")} or {lower}
    places = _places(language)
    given_lists = {gender: words("people", f"given.{language}.{gender}") for gender in ("masc", "fem")}
    name_lemmas = lemmas | {reading.lemma for reading in analyser.readings(word, name=True)[:6]}
    genders: set[Gender] = set()
    if name_lemmas & given_lists["masc"]:
        genders.add("masc")
    if name_lemmas & given_lists["fem"]:
        genders.add("fem")
    if "given-masc" in kinds:
        genders.add("masc")
    if "given-fem" in kinds:
        genders.add("fem")
    place_lemmas = (lemmas | {lower}) & places
    common = [
        reading
        for reading in known
        if reading.pos not in ("PROPN",) and reading.lemma not in places and reading.case != "voc"
    ]
    return Traits(
        frozenset(lemmas),
        given=bool(genders) or any(part in given_lists["masc"] or part in given_lists["fem"] for part in (lower,)),
        gender=next(iter(genders)) if len(genders) == 1 else None,
        surname="surname" in kinds,
        surname_like=_SURNAME[language].search(lower) is not None,
        patronymic="patronymic" in kinds,
        place=bool(place_lemmas) or "place" in kinds,
        place_like=_PLACE_ENDING[language].search(lower) is not None,
        organisation="organisation" in kinds and not acronym,
        head=bool(lemmas & words("organisations", f"heads.{language}")),
        place_head=bool(lemmas & words("geography", f"heads.{language}")),
        role=bool(lemmas & words("people", f"roles.{language}")),
        title=lower in words("people", f"titles.{language}"),
        particle=lower in words("people", "particles"),
        acronym=acronym,
        common=bool(common) and not acronym,
        adjective=any(reading.pos == "ADJ" or reading.verb_form == "part" for reading in known),
        genitive=any(reading.case == "gen" and reading.pos in ("NOUN", "ADJ", "PROPN", "DET") for reading in readings)
        # a country that no dictionary has: its guess at the ending may be any
        or (not known and lower.endswith(("ії", "ии"))),
        noun=any(reading.pos in ("NOUN", "PROPN") for reading in readings),
        known=bool(known),
        function=not acronym and readings[0].pos in _FUNCTION,
    )


def _english(word: str) -> Traits:
    lower = word.lower().replace("'", "’").removesuffix("’s")
    bare = word.removesuffix("’s").removesuffix("'s")
    acronym = bare.isupper() and 2 <= len(bare) <= 6 and bare.isalpha()
    masc, fem = _given_latin()
    gender: Gender | None = (
        "masc" if bare in masc and bare not in fem else "fem" if bare in fem and bare not in masc else None
    )
    lemma = lower if lower in ("us", "as") else simplemma.lemmatize(lower, lang="en").lower()
    common = lower in _english_words() or any(
        reading.pos in ("DET", "ADP", "CCONJ", "SCONJ", "PART", "PRON", "ADV")
        for reading in morphology("en").readings(lower)
    )
    return Traits(
        frozenset((lower, lemma)),
        given=bare in masc or bare in fem,
        gender=gender,
        surname=False,
        surname_like=_SURNAME["en"].search(lower) is not None and bare[0].isupper(),
        patronymic=False,
        place=lower in _places("en"),
        place_like=_PLACE_ENDING["en"].search(lower) is not None,
        organisation=False,
        head=lower in words("organisations", "heads.en"),
        place_head=lower in words("geography", "heads.en"),
        role=lower in words("people", "roles.en") or lemma in words("people", "roles.en"),
        title=lower in words("people", "titles.en"),
        particle=lower in words("people", "particles"),
        acronym=acronym,
        common=common,
        adjective=False,
        genitive=False,
        noun=True,
        known=common or _inflects(lower),
        function=lower in words("sentences", "starters.en") and bare != "US",
    )


def _inflects(word: str) -> bool:
    """Whether an English word has other forms in the dictionary, as common words have and names have not."""
    forms = (
        word + "s",
        word + "es",
        word + "ed",
        word + "ing",
        word + "ly",
        word[:-1] + "ies" if word.endswith("y") else word + "d",
    )
    if any(simplemma.is_known(form, lang="en") and simplemma.lemmatize(form, lang="en") == word for form in forms):
        return True
    return simplemma.is_known(word, lang="en") and simplemma.lemmatize(word, lang="en") != word


def phrases(language: Language) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Names of several words, by the first one's lower-case form: (words, LOC or ORG), longest first."""
    return _phrases(language)


@cache
def _phrases(language: Language) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    entries = [(name, "LOC") for name in _place_names(language)]
    entries += [(name.strip(), "ORG") for name in str(lexicon("organisations")["alone"][language]).split(",")]
    for name, kind in entries:
        parts = tuple(re.findall(r"[\w’'-]+", name.lower()))
        if parts and (len(parts) > 1 or kind == "ORG"):
            table.setdefault(parts[0], []).append((parts, kind))
    for listed in table.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return table


def _place_names(language: Language) -> Iterable[str]:
    yield from names("places", f"{language}.countries")
    yield from names("places", f"{language}.cities")
    yield from (name.strip() for name in str(lexicon("geography")["places"][language]).split(","))


@cache
def _places(language: Language) -> frozenset[str]:
    return frozenset(name.lower() for name in _place_names(language) if " " not in name)


@cache
def _given_latin() -> tuple[frozenset[str], frozenset[str]]:
    common = words("common", "en") - words("people", "ambiguous_given.en")
    masc, fem = (
        frozenset(name for name in names("given_names", gender) if name.lower() not in common)
        for gender in ("masc", "fem")
    )
    return masc, fem


@cache
def _english_words() -> frozenset[str]:
    """Ordinary English words that also start sentences or stand capitalised in titles."""
    return words("common", "en") | words("people", "ambiguous_given.en") | words("sentences", "starters.en")


def case_readings(word: str, language: Language, name: bool = False) -> tuple[Reading, ...]:
    """Readings with a case, for agreement."""
    return tuple(reading for reading in morphology(language).readings(word, name) if reading.case is not None)
