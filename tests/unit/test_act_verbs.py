"""What a verb does to its object, and where that puts who does it: article in, statement out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from schemas import RawArticle
from schemas.base import Language
from streams.language.analyse import Analyser
from streams.stances import StatementReader

VERBS = yaml.safe_load(Path(__file__).with_name("act_verbs.yaml").read_text(encoding="utf-8"))
SENTENCES: dict[Language, str] = {
    "en": "Prime Minister Emil Brandt {} financial aid to Ukraine on Monday.",
    "ru": "Премьер-министр Эмиль Брандт в понедельник {} финансовую помощь Украине.",
    "uk": "Прем’єр-міністр Еміль Брандт у понеділок {} фінансову допомогу Україні.",
}
DAY = datetime(2024, 5, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "stance", "verbs"),
    [(language, stance, verbs) for language, found in VERBS.items() for stance, verbs in found.items()],
)
def test_an_act_takes_the_stance_of_its_verb(
    analyser: Analyser, reader: StatementReader, language: Language, stance: str, verbs: list[str]
) -> None:
    wrong = {}
    for verb in verbs:
        article = analyser.analyse(RawArticle(text=SENTENCES[language].format(verb), published_at=DAY), DAY)
        read = {(made.issue.id, made.stance.label) for made in reader.read(article)}
        if ("financial-aid-to-ukraine", stance) not in read:
            wrong[verb] = read
    assert not wrong


TWICE = [
    ("en", "Prime Minister Emil Brandt has no plans to lift the sanctions on Russia."),
    ("en", "Prime Minister Emil Brandt sees no need to lift the sanctions on Russia."),
    ("en", "Prime Minister Emil Brandt is not going to ease the sanctions on Russia."),
    ("en", "Prime Minister Emil Brandt warned against lifting the sanctions on Russia."),
    ("en", "Prime Minister Emil Brandt is against lifting the sanctions on Russia."),
    ("ru", "Премьер-министр Эмиль Брандт не намерен снимать санкции с России."),
    ("ru", "Премьер-министр Эмиль Брандт не видит причин снимать санкции с России."),
    ("ru", "Премьер-министр Эмиль Брандт против снятия санкций с России."),
    ("uk", "Прем’єр-міністр Еміль Брандт не має наміру знімати санкції з Росії."),
    ("uk", "Прем’єр-міністр Еміль Брандт не бачить підстав знімати санкції з Росії."),
]


@pytest.mark.parametrize(("language", "text"), TWICE)
def test_who_will_not_take_a_thing_back_stands_by_it(
    analyser: Analyser, reader: StatementReader, language: Language, text: str
) -> None:
    article = analyser.analyse(RawArticle(text=text, language=language, published_at=DAY), DAY)
    assert [(made.issue.id, made.stance.label) for made in reader.read(article)] == [("sanctions-on-russia", "support")]
