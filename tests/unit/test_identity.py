"""Ids: the same thing has the same id, another thing another one."""

from __future__ import annotations

import doctest

import pytest

from schemas import base, identity, names
from schemas.base import Language
from schemas.identity import article_id, statement_id, unknown_actor_id
from schemas.names import latin_name


@pytest.mark.parametrize("module", [base, identity, names])
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


@pytest.mark.parametrize(
    "spellings",
    [
        ("Томас Голлен", "Томас Холлен", "Thomas Hollen"),
        ("Єва Дорфгаузер", "Ева Дорфхаузер", "Eva Dorfhauser"),
        ("Ільзе Шварц", "Ильзе Шварц", "Ilse Schwarz"),
        ("Милош Чермак", "Милош Чермак", "Miloš Čermak", "Milosh Chermak"),
        ("В’ячеслав Вільський", "Вячеслав Вильский", "Viacheslav Vilskyi", "Vyacheslav Vilsky"),
        ("Йонас Рід", "Йонас Рид", "Jonas Reed"),
        ("Джонас Рід", "Джонас Рид", "Jonas Reed"),
        ("Жужа Ґал", "Жужа Гал", "Zhuzha Gal"),
    ],
    ids=lambda spellings: spellings[-1],
)
def test_a_person_in_no_catalogue_has_one_id_in_every_language(spellings: tuple[str, ...]) -> None:
    assert len({unknown_actor_id(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    "one, other",
    [("Олена Савчук", "Олена Савченко"), ("Ганна Рід", "Ганна Рат"), ("Peter Holm", "Petra Holm"), ("李明", "王芳")],
)
def test_other_names_are_other_people(one: str, other: str) -> None:
    assert unknown_actor_id(one) != unknown_actor_id(other)


@pytest.mark.parametrize(
    "written, language, latin",
    [
        ("Євген Якимів", "uk", "Yevhen Yakymiv"),
        ("Мар’яна Згурська-Щур", "uk", "Mariana Zghurska-Shchur"),
        ("Дмитрий Соловьёв", "ru", "Dmitry Solovyov"),
        ("Юлия Эггерт", "ru", "Yuliya Eggert"),
        ("Ann O’Dell", "en", "Ann O’Dell"),
        ("Ann Dell", "uk", "Ann Dell"),
    ],
)
def test_names_in_latin_letters(written: str, language: Language, latin: str) -> None:
    assert latin_name(written, language) == latin
