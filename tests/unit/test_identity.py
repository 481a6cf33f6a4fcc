"""Ids: the same thing has the same id, another thing another one."""

from __future__ import annotations

import doctest

import pytest

from schemas import base, identity
from schemas.identity import article_id, statement_id


@pytest.mark.parametrize("module", [base, identity])
def test_doctests(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "same",
    [
        "https://news.example/a?id=7",
        "https://NEWS.example/a?id=7#comments",
        "https://news.example/a?utm_source=feed&id=7",
    ],
)
def test_one_address_is_one_article(same: str) -> None:
    assert article_id(same, "Title", "Text") == article_id("https://news.example/a?id=7", "Other title", "Other text")


def test_without_an_address_the_words_are_the_article() -> None:
    assert article_id(None, "Title", "Some  text") == article_id("", "Title", "Some text")
    assert article_id(None, "Title", "Some text") != article_id(None, "Title", "Other text")


def test_a_corrected_comma_keeps_the_statement_id() -> None:
    assert statement_id("a", "b", "c", "Ні, ніколи!") == statement_id("a", "b", "c", "ні ніколи")


def test_another_word_is_another_statement() -> None:
    assert statement_id("a", "b", "c", "Ні, ніколи") != statement_id("a", "b", "c", "Так, ніколи")
