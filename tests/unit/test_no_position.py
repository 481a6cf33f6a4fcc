"""News that names an issue and holds no position, beside the same with one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas import RawArticle
from schemas.statement import Statement
from streams.language.analyse import Analyser
from streams.stances import StatementReader

PUBLISHED = datetime(2031, 5, 15, 9, 30, tzinfo=UTC)
TABLE: dict[str, dict[str, dict[str, list[Any]]]] = yaml.safe_load(
    Path(__file__).with_name("no_position.yaml").read_text(encoding="utf-8")
)
PADDING = {
    "en": "\nThe town lies by the river, and the weather was mild.",
    "uk": "\nМісто лежить над річкою, і погода була м'яка.",
    "ru": "\nГород лежит над рекой, и погода была мягкой.",
}
"""What makes the language of a short sentence plain."""


def _cases(key: str) -> list[tuple[str, str]]:
    return [
        (language, text)
        for kind in TABLE.values()
        for language, texts in kind.get(key, {}).items()
        for text in texts
    ]  # fmt: skip


def _read(analyser: Analyser, reader: StatementReader, language: str, text: str) -> list[Statement]:
    raw = RawArticle(
        url="https://news.example/1", text=text + PADDING[language], language=language, published_at=PUBLISHED
    )
    return reader.read(analyser.analyse(raw, PUBLISHED))


@pytest.mark.parametrize(("language", "text"), _cases("none"), ids=str)
def test_what_is_no_position_makes_no_statement(
    analyser: Analyser, reader: StatementReader, language: str, text: str
) -> None:
    assert [(s.speaker.name, s.issue.id, s.stance.label) for s in _read(analyser, reader, language, text)] == []


@pytest.mark.parametrize(("language", "text"), _cases("some"), ids=str)
def test_a_position_beside_it_makes_one(analyser: Analyser, reader: StatementReader, language: str, text: str) -> None:
    assert len(_read(analyser, reader, language, text)) == 1
