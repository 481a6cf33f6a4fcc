"""Cleaning: what is read of a page, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.language.clean import clean_text, html_to_text


def test_paragraphs_of_a_page_are_parted() -> None:
    assert html_to_text("<h1>Рада</h1><p>Один.</p><p>Два<br>три.</p>") == "Рада\n\nОдин.\n\nДва\nтри."


@pytest.mark.parametrize(
    "html",
    [
        "<script>x=1</script>",
        "<style>p{}</style>",
        "<nav>Меню</nav>",
        "<aside>Реклама</aside>",
        "<figure><img><figcaption>Фото</figcaption></figure>",
        "<footer>©</footer>",
        "<form><button>Далі</button></form>",
        "<p hidden>x</p>",
        "<div style='display: none'>x</div>",
        "<!-- x -->",
        "<template>x</template>",
        '<span aria-hidden="true">x</span>',
    ],
)
def test_what_is_not_the_article_is_dropped(html: str) -> None:
    assert html_to_text(f"<body>{html}<p>Текст.</p></body>") == "Текст."


def test_entities_are_resolved() -> None:
    assert html_to_text("<p>&laquo;Так&raquo; &mdash; сказав&nbsp;він &#171;а&#187;</p>") == "«Так» — сказав він «а»"


def test_a_text_that_holds_tags_is_read_as_html() -> None:
    assert clean_text("<p>Один</p><p>Два</p>") == "Один\n\nДва"


@pytest.mark.parametrize("text", ["5 < 6 та 7 > 3", "a <b c", "<3", "x <y> z"])
def test_a_text_with_angle_brackets_is_left_alone(text: str) -> None:
    assert clean_text(text) == text


def test_invisible_characters_go_and_composition_is_canonical() -> None:
    assert clean_text("пре\u00adзи\u200bдент\ufeff\x00 краи\u0306") == "президент край"


def test_white_space_is_folded_but_paragraphs_stay() -> None:
    assert clean_text(" Один\u00a0\t два \r\n\r\n \r\n\r\n Три\rчотири ") == "Один два\n\nТри\nчотири"


def test_typographic_marks_stay() -> None:
    marks = "«a» “b” „c“ ‘d’ — – …"
    assert clean_text(marks) == marks


def test_only_the_article_of_a_page_is_read() -> None:
    story = "Слово за словом. " * 30
    assert html_to_text(f"<body><div>Інше</div><article><p>{story}</p></article><div>Ще</div></body>") == story.strip()


@pytest.mark.parametrize(
    "html", ["", "<p>", "<", "</div></div>", "<div>" * 30_000 + "x", "<p>a" * 100, "<table><tr><td>a<td>b"]
)
def test_broken_markup_never_fails(html: str) -> None:
    assert isinstance(html_to_text(html), str)


@given(st.text())
def test_cleaning_never_fails_and_leaves_no_control_characters(text: str) -> None:
    cleaned = clean_text(text)
    assert not any(ord(character) < 32 and character != "\n" for character in cleaned)


@given(st.text(alphabet=st.characters(exclude_characters="<&")))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
