"""Tokens: every word and mark of a text, at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.language.tokens import tokenize


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.kind) for token in tokenize(text)]


@given(st.text())
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    covered: set[int] = set()
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        covered.update(range(token.start, token.end))
    assert all(character.isspace() for index, character in enumerate(text) if index not in covered)


@given(st.text(alphabet="aб1'’-—\"«» .,\n\u0301"))
def test_tokens_are_in_order_and_do_not_overlap(text: str) -> None:
    ends = [0]
    for token in tokenize(text, offset=7):
        assert token.start - 7 >= ends[-1]
        ends.append(token.end - 7)


@pytest.mark.parametrize("word", ["об'єктивно", "об’єктивно", "п`ять", "прем'єр-міністр", "COVID-19", "F-16", "it’s"])
def test_apostrophes_and_hyphens_stay_within_words(word: str) -> None:
    assert kinds(f"({word})") == [("(", "punct"), (word, "word"), (")", "punct")]


@pytest.mark.parametrize("spelling", ["об'єкт", "об`єкт", "обʼєкт", "ОБ’ЄКТ"])
def test_lower_has_one_apostrophe(spelling: str) -> None:
    assert tokenize(spelling)[0].lower == "об’єкт"


def test_a_stress_mark_changes_no_offset() -> None:
    first, second = tokenize("за\u0301мок стоїть")
    assert (first.lower, second.start) == ("замок", 7)


def test_the_letter_й_is_no_stress_mark_even_when_decomposed() -> None:
    assert tokenize("краи\u0306")[0].lower == "край"


def test_numbers_keep_their_decimals() -> None:
    assert kinds("3,5 10:30 1.250") == [("3,5", "number"), ("10:30", "number"), ("1.250", "number")]


@pytest.mark.parametrize(
    ("text", "dashes"),
    [
        ("так - ні", 1),
        ("так — ні", 1),
        ("«так»,- сказав", 1),
        ("рано-вранці", 0),
        ("курс -5", 0),
        ("«Потік»-2", 0),
        ("- Так", 1),
    ],
)
def test_a_hyphen_is_a_dash_only_where_it_parts_words(text: str, dashes: int) -> None:
    assert sum(kind == "dash" for _, kind in kinds(text)) == dashes


@pytest.mark.parametrize("mark", list('«»“”„‟"'))
def test_quotation_marks(mark: str) -> None:
    assert kinds(f"{mark}так")[0] == (mark, "quote")


def test_a_possessive_of_a_plural_opens_no_quotation() -> None:
    assert "quote" not in dict((text, kind) for text, kind in kinds("the allies’ plan and the workers' union"))


def test_single_marks_quote() -> None:
    assert [kind for _, kind in kinds("‘yes’ and 'no'")] == ["quote", "word", "quote", "word", "quote", "word", "quote"]
