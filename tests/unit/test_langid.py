"""Language: ours, or none of ours."""

from __future__ import annotations

import pytest

from streams.language.langid import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Уряд оголосив про новий план відбудови, а парламент має його ще схвалити.", "uk"),
        ("Правительство объявило о новом плане, который парламент должен ещё одобрить.", "ru"),
        ("The government announced a new plan that parliament has yet to approve.", "en"),
        ("Міністр не прийшов", "uk"), ("Министр вчера не пришёл", "ru"), ("The minister did not come", "en"),
        ("Мер пішов у відставку", "uk"), ("Мэр ушёл в отставку", "ru"),
    ],
)  # fmt: skip
def test_our_languages(text: str, language: str) -> None:
    assert identify(text)[0] == language


@pytest.mark.parametrize(
    "text",
    [
        "Правительство Китая 中国政府宣布了一项新计划，议会尚未批准该计划，部长们正在讨论。",
        "中国政府宣布了一项新计划", "الحكومة أعلنت خطة جديدة", "Η κυβέρνηση ανακοίνωσε ένα νέο σχέδιο",
        "Rząd ogłosił nowy plan odbudowy, a parlament musi go jeszcze przyjąć.",
        "Урад абвясціў новы план адбудовы, і парламент яшчэ павінен яго ўхваліць.",
        "Правителството обяви нов план, който парламентът трябва да одобри още тази седмица.",
        "Die Regierung kündigte einen neuen Plan an, den das Parlament noch billigen muss.",
        "Le gouvernement a annoncé un nouveau plan que le parlement doit encore approuver.",
        "Влада је објавила нови план који скупштина треба да усвоји ове недеље.",
    ],
)  # fmt: skip
def test_other_languages_are_none_of_ours(text: str) -> None:
    assert identify(text)[0] is None


@pytest.mark.parametrize("text", ["", " ", "123 456", "!!! — …", "🙂"])
def test_a_text_with_no_letters_has_no_language(text: str) -> None:
    assert identify(text) == (None, 0.0)


def test_quotations_in_another_language_do_not_outvote_the_article() -> None:
    ours = "Речник міністерства повідомив, що переговори тривають і що їхній зміст не розкриватимуть. " * 3
    theirs = "«Это решение было принято вчера, и мы его не изменим», — цитує він. "
    assert identify(ours + theirs)[0] == "uk"


def test_english_names_in_a_ukrainian_text() -> None:
    assert identify("Компанія Northern Light Shipping та Blue Harbour Ltd підписали угоду щодо порту.")[0] == "uk"
