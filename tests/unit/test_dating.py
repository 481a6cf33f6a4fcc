"""When something was said, passage by passage: dating_passages.yaml is the catalogue."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.names import latin_name
from schemas.raw_article import RawArticle
from streams.language.analyse import Analyser
from streams.stances import StatementReader

PASSAGES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("dating_passages.yaml").read_text("utf-8"))
_SHOWN = {"minute": 10, "day": 10, "month": 7, "year": 4}


def _said(analyser: Analyser, reader: StatementReader, lang: Any, at: str, text: str) -> set[tuple[str, str]]:
    """Who said something in the text, and when, as exactly as it is known."""
    published = datetime.fromisoformat(at)
    raw = RawArticle(url="https://news.example/1", text=text, language=lang, published_at=published)
    made = reader.read(analyser.analyse(raw, published))
    return {(s.speaker.name, s.stated_at.isoformat()[: _SHOWN[s.stated_precision]]) for s in made}


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: f"{p['lang']} {p['at'][:10]}: {p['text'][:60]}")
def test_a_statement_has_the_day_on_which_it_was_made(
    analyser: Analyser, reader: StatementReader, passage: dict[str, Any]
) -> None:
    found = _said(analyser, reader, passage["lang"], passage["at"], passage["text"])
    for who, day in passage["said"]:
        latin = latin_name(who, passage["lang"])
        assert any(latin in name and day == told for name, told in found), f"{latin} on {day} is not in {found}"
    assert {told for _, told in found} <= {day for _, day in passage["said"]}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Peter Harding has agreed to send tanks to Ukraine, he said. He blocked the same step on May 3."),
        ("en", "Peter Harding has agreed to send tanks to Ukraine, he said. On May 3 he rejected such a step."),
        ("uk", "Остап Гриценко погодився передати Україні танки. 3 травня він заблокував таке рішення."),
        ("ru", "Павел Горецкий согласился передать Украине танки. 3 мая он отверг такую идею."),
    ],
)
def test_a_recalled_act_that_points_back_is_about_what_the_speaker_speaks_of(
    analyser: Analyser, reader: StatementReader, lang: str, text: str
) -> None:
    days = {told for _, told in _said(analyser, reader, lang, "2031-11-10T10:00+00:00", text)}
    assert days == {"2031-11-10", "2031-05-03"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Peter Harding used to insist that sending tanks to Ukraine was a mistake."),
        ("en", "Peter Harding used to oppose sending tanks to Ukraine."),
        ("en", "At first Peter Harding opposed sending tanks to Ukraine."),
        ("en", "For years Peter Harding opposed sending tanks to Ukraine."),
        ("en", "When he was in opposition, Peter Harding opposed sending tanks to Ukraine."),
        ("en", "Before taking office, Peter Harding opposed sending tanks to Ukraine."),
        ("uk", "Коли був в опозиції, Остап Гриценко виступав проти передачі танків Україні."),
        ("uk", "До вчорашнього дня Остап Гриценко виступав проти передачі танків Україні."),
        ("ru", "Когда был в оппозиции, Павел Горецкий выступал против отправки танков Украине."),
        ("ru", "До этой недели Павел Горецкий выступал против отправки танков Украине."),
        ("en", "Not long ago Peter Harding said that sending tanks to Ukraine would be a mistake."),
        ("uk", "Донедавна Остап Гриценко виступав проти передачі танків Україні."),
        ("uk", "Спочатку Остап Гриценко виступав проти передачі танків Україні."),
        ("uk", "Тривалий час Остап Гриценко виступав проти передачі танків Україні."),
        ("ru", "Некогда Павел Горецкий говорил, что отправка танков Украине будет ошибкой."),
        ("ru", "До недавнего времени Павел Горецкий выступал против отправки танков Украине."),
        ("ru", "Годами Павел Горецкий выступал против отправки танков Украине."),
    ],
)
def test_a_position_told_as_past_is_recalled(analyser: Analyser, reader: StatementReader, lang: Any, text: str) -> None:
    assert _recalled(analyser, reader, lang, text) == {True}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "For years Peter Harding has opposed sending tanks to Ukraine."),
        ("uk", "Тривалий час Остап Гриценко виступає проти передачі танків Україні."),
        ("ru", "Много лет Павел Горецкий выступает против отправки танков Украине."),
    ],
)
def test_a_position_that_has_lasted_is_news(analyser: Analyser, reader: StatementReader, lang: Any, text: str) -> None:
    assert _recalled(analyser, reader, lang, text) == {False}


def _recalled(analyser: Analyser, reader: StatementReader, lang: Any, text: str) -> set[bool]:
    published = datetime.fromisoformat("2031-11-10T10:00+00:00")
    raw = RawArticle(url="https://news.example/1", text=text, language=lang, published_at=published)
    return {s.background for s in reader.read(analyser.analyse(raw, published))}
