"""A person's name says nothing for or against."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas import RawArticle
from schemas.base import Language
from streams.language.analyse import Analyser
from streams.stances import StatementReader

PUBLISHED = datetime(2031, 5, 15, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "ru",
            "{} сказал, что военная помощь Украине не прекратится.",
            ("Альдо Сомов", "Альдо Бремич", "Пётр Отказов"),
        ),
        (
            "uk",
            "{} сказав, що військова допомога Україні не припиниться.",
            ("Альдо Сомич", "Альдо Тягар", "Петро Шкода"),
        ),
        ("en", "Early elections are needed by May, said {}.", ("Aldo Somers", "Ned Price", "Tom Risk", "Ann Ban")),
    ],
)
def test_a_name_that_reads_like_a_judgement_is_none(
    analyser: Analyser, reader: StatementReader, language: Language, text: str, names: tuple[str, ...]
) -> None:
    padding = {"en": "The town lies by the river.", "uk": "Місто лежить над річкою.", "ru": "Город лежит над рекой."}
    found = []
    for name in names:
        article = RawArticle(
            text=f"{text.format(name)}\n{padding[language]}", language=language, published_at=PUBLISHED
        )
        found += [s.stance.label for s in reader.read(analyser.analyse(article, PUBLISHED))]
    assert found == ["support"] * len(names)
