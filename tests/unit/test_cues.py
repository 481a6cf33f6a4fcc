"""The cue lexicons and the forms made from them."""

from __future__ import annotations

import pytest

from schemas.base import Language
from streams.language.cues import cue_lexicon


@pytest.mark.parametrize("language", ["uk", "en", "ru"])
def test_lexicon_is_of_useful_size(language: Language) -> None:
    lexicon = cue_lexicon(language)
    assert len({form.cue.lemma for form in lexicon.table.values()}) >= 150


@pytest.mark.parametrize(
    ("language", "word", "lemma", "tense", "gender"),
    [
        ("uk", "заявила", "заявити", "past", "fem"),
        ("uk", "стверджує", "стверджувати", "pres", None),
        ("uk", "додавши", "додати", "conv", None),
        ("uk", "зазначає", "зазначати", "pres", None),
        ("uk", "повідомлено", "повідомити", "passive", None),
        ("ru", "подчеркнул", "подчеркнуть", "past", "masc"),
        ("ru", "признаётся", "признаваться", "pres", None),
        ("ru", "отмечая", "отмечать", "conv", None),
        ("en", "denies", "deny", "pres", None),
        ("en", "told", "tell", "past", None),
        ("en", "adding", "add", "conv", None),
    ],
)
def test_form(language: Language, word: str, lemma: str, tense: str, gender: str | None) -> None:
    found = cue_lexicon(language).table[word]
    assert (found.cue.lemma, found.form.tense, found.form.gender) == (lemma, tense, gender)


@pytest.mark.parametrize("language", ["uk", "en", "ru"])
def test_lexicon_holds_words_only(language: Language) -> None:
    lexicon = cue_lexicon(language)
    for section in ("prepositions", "conjunctions", "adverbs", "determiners", "people", "collective", "outlets"):
        assert all(isinstance(word, str) and word == word.lower() for word in getattr(lexicon, section)), section
