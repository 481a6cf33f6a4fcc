"""Sentences and paragraphs of news, with its reported speech, abbreviations and boilerplate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Language
from streams.language.sentences import split
from streams.language.tokens import tokenize


def sentences(text: str, language: Language = "uk") -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split(text, tokenize(text), language)[0]]


def kinds(text: str, language: Language = "uk") -> list[str]:
    return [paragraph.kind for paragraph in split(text, tokenize(text), language)[1]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "«Ні! Ми не підемо. Крапка», — сказав він."),
        ("uk", '"Ми чекаємо. Довго", - додала міністерка.'),
        ("uk", "— Так! — вигукнув він."),
        ("uk", "«Чому?» – запитав депутат."),
        ("uk", "«Слово «Воля» не наше. Ні», — каже автор."),
        ("uk", "Вибори пройшли у м. Вигода 5 трав. 2024 р. (див. ст. 5. — Ред.) за участі О. В. Коваля."),
        ("uk", "Ціна зросла до 5 тис. грн за ст. 12 закону."),
        ("ru", "«Нет! Мы не пойдём», — сказал он."),
        ("ru", "В 2014 г. в г. Выгода жил А. П. Орлов и др. жители."),
        ("en", '"Why now?" he asked.'),
        ("en", '"We must act!" Gardner told reporters.'),
        ("en", "Mr. Hale met Gen. Ross of the U.S. Army at 5 p.m. on Jan. 5."),
        ("en", "“It is over. We lost,” she said."),
    ],
)
def test_one_sentence(language: Language, text: str) -> None:
    assert sentences(text, language) == [text]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("uk", "Він пішов. Вона лишилася! Чому? Невідомо…", 4),
        ("uk", "«Так», — сказав він. «Ні», — відповіла вона.", 2),
        ("uk", "— Ні, — сказав він. — Ми лишаємося.", 2),
        ("uk", "Він назвав це «війною». Вона мовчала.", 2),
        ("uk", "Його звільнили у 2014 р. Він поїхав.", 2),
        ("en", "She left the U.S. He stayed.", 2),
        ("en", "Asked about it, she said no. Ferries sailed on.", 2),
        ("en", "They met at No. 10 and said no more.", 1),
        ("en", '"No." Then he left.', 2),
    ],
)
def test_several_sentences(language: Language, text: str, count: int) -> None:
    assert len(sentences(text, language)) == count


def test_an_unclosed_mark_swallows_nothing() -> None:
    assert len(sentences("Він сказав: «Ні. Ми йдемо. Крапка.\nНаступний абзац. Ще речення.")) == 5


def test_wrapped_lines_are_one_paragraph() -> None:
    assert len(kinds("Уряд оголосив про план,\nякий схвалить парламент.\nНовий абзац.")) == 2


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("uk", "Читайте також: Чому не працює порт"),
        ("uk", "Реклама"),
        ("uk", "Фото: пресслужба"),
        ("uk", "Автор: Марта Вільха"),
        ("uk", "UA EN RU"),
        ("uk", "12 травня 2024, 10:30"),
        ("uk", "Підписуйтесь на наш канал"),
        ("ru", "Читайте также: о порте"),
        ("ru", "Фото: архив"),
        ("en", "Read also: Why the port is closed"),
        ("en", "Advertisement"),
        ("en", "May 12, 2024"),
    ],
)
def test_the_page_itself_is_boilerplate(language: Language, line: str) -> None:
    assert kinds(f"Перше речення тексту.\n{line}\nДруге речення тексту.", language)[1] == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Рекламація надійшла вчора.",
        "WASHINGTON (AP) — The president spoke.",
        "Фотографії показали депутатам.",
        "Автор законопроєкту каже, що він потрібен.",
        "12 травня 2024 року уряд пішов у відставку.",
        "Джерело: заява речника",
    ],
)
def test_what_only_looks_like_boilerplate_is_read(line: str) -> None:
    assert kinds(f"Перше речення.\n{line}\nДруге речення.")[1] != "boilerplate"


def test_a_line_without_an_end_is_a_heading() -> None:
    assert kinds("Уряд іде у відставку\nПрем’єр повідомив про це вчора.") == ["heading", "body"]


@given(st.text(alphabet='Абв «»"“”().!?…—-\n1ст'))
def test_sentences_cover_all_tokens_in_order(text: str) -> None:
    tokens = tokenize(text)
    found, paragraphs = split(text, tokens, "uk")
    assert [index for sentence in found for index in range(sentence.first, sentence.last)] == list(range(len(tokens)))
    assert [index for paragraph in paragraphs for index in range(paragraph.first, paragraph.last)] == list(
        range(len(found))
    )


def test_a_date_after_a_unit_starts_a_sentence() -> None:
    text = "На це дали 3 млрд дол. 18 травня про це повідомили в уряді."
    assert sentences(text) == ["На це дали 3 млрд дол.", "18 травня про це повідомили в уряді."]
    assert len(sentences("На це дали 3 млрд дол. 18 травня.")) == 1


def test_a_credit_glued_to_a_headline_is_a_sentence_of_its_own() -> None:
    assert sentences("Прем’єр розповів про зміни Фото: Агенція") == ["Прем’єр розповів про зміни", "Фото: Агенція"]


def test_a_statement_after_a_site_address_is_a_sentence_of_its_own() -> None:
    text = "Про це пише site.example Коваленко заявив, що угоди немає."
    assert sentences(text) == ["Про це пише site.example", "Коваленко заявив, що угоди немає."]


def test_a_headline_ends_with_its_line() -> None:
    text = "Уряд готує зміни\nФото: Агенція\nПрем’єр розповів про плани."
    assert sentences(text) == text.split("\n")
    assert kinds(text) == ["heading", "boilerplate", "body"]
