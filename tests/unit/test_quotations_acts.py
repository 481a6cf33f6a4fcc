"""Reported acts, passage by passage: act_passages.yaml is the catalogue."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.base import Language
from schemas.raw_article import RawArticle
from streams.language.analyse import Analyser
from streams.language.quotations import find_quotations
from streams.stances import StatementReader

PASSAGES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("act_passages.yaml").read_text("utf-8"))


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: f"{p['lang']}: {p['about']}")
def test_act(analyser: Analyser, passage: dict[str, Any]) -> None:
    document = analyser.document(passage["text"], language=passage["lang"])
    acts = [q for q in find_quotations(document) if q.kind == "act"]
    assert [(q.cue.text if q.cue else None, q.text) for q in acts] == [(cue, on) for _, cue, on in passage["acts"]]
    for act, (who, _, _) in zip(acts, passage["acts"], strict=True):
        assert act.speaker is not None
        known = f"{act.speaker.name or ''} {act.speaker.surface or ''}"
        assert re.search(who, known), f"{act.text!r} is done by {known!r}, not by {who}"


NARRATIONS: list[tuple[Language, str]] = [
    ("en", "Velm United signed striker Pavel Horak and dropped captain Luka Maric before the final against Norvania."),
    ("en", "The central bank raised its key rate, and Governor Jan Koval expects inflation to fall by spring."),
    (
        "en",
        "Coach Peter Harding refused to rule out changes; Ukraine won the relay and Finland withdrew from the final.",
    ),
    ("uk", "Збірна України відмовилася від матчу з Німеччиною, федерація підтримала рішення тренера Гриценка."),
    ("uk", "Нацбанк підвищив облікову ставку, авіакомпанія скасувала рейси, а «Динамо» підписало воротаря."),
    ("ru", "Снегопады остановили поезда в Польше, сборная Украины отказалась от тренировки, банк повысил ставку."),
    ("ru", "Компания «Волна» сократила добычу, биржа приостановила торги, банк снял ограничения на переводы."),
]


@pytest.mark.parametrize(("language", "text"), NARRATIONS)
def test_deeds_in_business_and_sports_are_no_statements(
    analyser: Analyser, reader: StatementReader, language: Language, text: str
) -> None:
    at = datetime(2031, 5, 15, 9, 30, tzinfo=UTC)
    raw = RawArticle(url="https://news.example/1", text=text, language=language, published_at=at)
    assert reader.read(analyser.analyse(raw, at)) == []
