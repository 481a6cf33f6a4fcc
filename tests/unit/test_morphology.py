"""Words: dictionary forms and features, names that no dictionary has, and Ukrainian without its dictionary."""

from __future__ import annotations

import pytest

from schemas.base import Language
from streams.language.declension import name_forms
from streams.language.morphology import morphology
from streams.language.morphology_slavic import CACHE_SIZE, PymorphyMorphology, SuffixMorphology


@pytest.mark.parametrize(
    ("language", "word", "lemma", "pos"),
    [
        ("uk", "заявив", "заявити", "VERB"),
        ("uk", "його", "він", "PRON"),
        ("uk", "президентом", "президент", "NOUN"),
        ("uk", "на", "на", "ADP"),
        ("uk", "об'єднанням", "об’єднання", "NOUN"),
        ("ru", "заявила", "заявить", "VERB"),
        ("ru", "странами", "страна", "NOUN"),
        ("en", "said", "say", "VERB"),
        ("en", "warned", "warn", "VERB"),
        ("en", "countries", "country", "NOUN"),
        ("en", "stopping", "stop", "VERB"),
        ("en", "of", "of", "ADP"),
    ],
)
def test_dictionary_forms(language: Language, word: str, lemma: str, pos: str) -> None:
    reading = morphology(language).readings(word)[0]
    assert (reading.lemma, reading.pos) == (lemma, pos)


@pytest.mark.parametrize(
    ("language", "word", "tense", "verb_form"),
    [
        ("uk", "сказала", "past", "fin"),
        ("uk", "підписано", "past", "fin"),
        ("uk", "зробити", None, "inf"),
        ("uk", "заявляючи", None, "conv"),
        ("ru", "заявив", "past", "conv"),
        ("ru", "подчеркнувшая", "past", "part"),
        ("en", "told", "past", "fin"),
        ("en", "saying", "pres", "part"),
    ],
)
def test_verb_forms(language: Language, word: str, tense: str | None, verb_form: str) -> None:
    reading = morphology(language).readings(word)[0]
    assert (reading.tense, reading.verb_form) == (tense, verb_form)


@pytest.mark.parametrize(
    ("language", "form", "lemma"),
    [
        ("uk", "Лавровим", "лавров"),
        ("uk", "Зеленським", "зеленський"),
        ("uk", "Кличка", "кличко"),
        ("uk", "Шмигаля", "шмигаль"),
        ("uk", "Макроном", "макрон"),
        ("uk", "Дональда", "дональд"),
        ("ru", "Лавровым", "лавров"),
        ("ru", "Песковым", "песков"),
    ],
)
def test_a_name_is_read_as_a_name(language: Language, form: str, lemma: str) -> None:
    reading = morphology(language).readings(form, name=True)[0]
    assert (reading.lemma, reading.pos) == (lemma, "PROPN")


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_an_acronym_is_no_woman_called_nata(language: Language) -> None:
    assert morphology(language).lemma("НАТО") == "нато"


@pytest.mark.parametrize(
    ("form", "lemma", "case"),
    [
        ("сибізі", "сибіга", "dat"),
        ("сибігою", "сибіга", "ins"),
        ("орбаном", "орбан", "ins"),
        ("петренка", "петренко", "gen"),
    ],
)
def test_forms_of_names_that_no_dictionary_has(form: str, lemma: str, case: str) -> None:
    assert (lemma, case) in {(guess.lemma, guess.case) for guess in name_forms(form, "uk")}


def test_a_foreign_name_in_a_vowel_may_be_undeclined() -> None:
    assert any(guess.lemma == "рютте" and guess.case is None for guess in name_forms("рютте", "uk"))


def test_both_halves_of_a_double_name_are_kept() -> None:
    assert name_forms("іванова-левченка", "uk")[0].lemma.startswith("іванова-")


@pytest.mark.parametrize(
    ("word", "lemma", "pos"),
    [
        ("заявив", "заявити", "VERB"),
        ("президентом", "президент", "NOUN"),
        ("українського", "український", "ADJ"),
        ("він", "він", "PRON"),
    ],
)
def test_ukrainian_without_its_dictionary(word: str, lemma: str, pos: str) -> None:
    reading = SuffixMorphology().readings(word)[0]
    assert (reading.lemma, reading.pos) == (lemma, pos)


def test_names_without_the_ukrainian_dictionary() -> None:
    assert "орбан" in {reading.lemma for reading in SuffixMorphology().readings("Орбаном", name=True)}


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
@pytest.mark.parametrize("word", ["", "-", "ъъъ", "Ґ", "123", "qwrtz", "…"])
def test_any_string_has_a_reading(language: Language, word: str) -> None:
    assert morphology(language).readings(word)


def test_the_cache_is_bounded() -> None:
    analyser = morphology("ru")
    assert isinstance(analyser, PymorphyMorphology)
    assert analyser._cached.cache_info().maxsize == CACHE_SIZE


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_letters_that_have_no_name_are_words_all_the_same(language: Language) -> None:
    assert morphology(language).readings("слово\U00017000")  # a Tangut ideograph
