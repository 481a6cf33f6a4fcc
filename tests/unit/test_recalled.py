"""What somebody held before, and now: both come out, each with its stance and day."""

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

PASSAGES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("recalled_passages.yaml").read_text("utf-8"))
AT = "2031-05-15T10:00+00:00"
"""A Thursday."""
_SHOWN = {"minute": 10, "day": 10, "month": 7, "year": 4}


def _said(analyser: Analyser, reader: StatementReader, lang: Any, text: str) -> set[tuple[str, str, str]]:
    """Who takes which position in the text, and when."""
    published = datetime.fromisoformat(AT)
    raw = RawArticle(url="https://news.example/1", text=text, language=lang, published_at=published)
    made = reader.read(analyser.analyse(raw, published))
    return {
        (s.speaker.name.split()[-1], s.stance.label, s.stated_at.isoformat()[: _SHOWN[s.stated_precision]])
        for s in made
    }


def _expected(lang: str, said: list[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    return {(latin_name(who, lang), stance, day) for who, stance, day in said}


TANKS = {
    "en": "Peter Harding said on Monday that Ukraine should get tanks.",
    "uk": "Остап Гриценко заявив у понеділок, що Україні потрібні танки.",
    "ru": "Павел Горецкий заявил в понедельник, что Украине нужны танки.",
}


@pytest.mark.parametrize(
    ("lang", "text", "who", "stance"),
    [
        ("en", "On 12 March he had said the same.", "Harding", "support"),
        ("en", "He had told students the same thing on 12 March.", "Harding", "support"),
        ("en", "On 12 March he used the very same words.", "Harding", "support"),
        ("en", "On 12 March Clara Novak made the same argument.", "Novak", "support"),
        ("en", "On 12 March he had said the opposite.", "Harding", "oppose"),
        ("uk", "Те саме він казав 12 березня.", "Гриценко", "support"),
        ("uk", "Те ж саме від його імені 12 березня повторювала речниця Марія Левченко.", "Левченко", "support"),
        ("uk", "12 березня він наводив ті самі аргументи.", "Гриценко", "support"),
        ("uk", "Тієї ж думки він тримався 12 березня.", "Гриценко", "support"),
        ("uk", "12 березня він казав протилежне.", "Гриценко", "oppose"),
        ("ru", "То же самое он говорил 12 марта.", "Горецкий", "support"),
        ("ru", "12 марта он приводил те же доводы.", "Горецкий", "support"),
        ("ru", "О том же 12 марта говорила Анна Белова.", "Белова", "support"),
        ("ru", "Такого же мнения он придерживался 12 марта.", "Горецкий", "support"),
        ("ru", "12 марта он утверждал прямо противоположное.", "Горецкий", "oppose"),
    ],
)
def test_words_that_point_back_say_what_was_said_before(
    analyser: Analyser, reader: StatementReader, lang: str, text: str, who: str, stance: str
) -> None:
    now = {"en": "Harding", "uk": "Гриценко", "ru": "Горецкий"}[lang]
    found = _said(analyser, reader, lang, f"{TANKS[lang]} {text}")
    assert found == _expected(lang, [(now, "support", "2031-05-12"), (who, stance, "2031-03-12")])


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "At the same time Clara Novak visited Luria."),
        ("en", "The same ministry will publish figures on Friday, Clara Novak said."),
        ("uk", "Те саме міністерство опублікувало цифри."),
        ("uk", "Того ж дня Марія Левченко говорила про погоду."),
        ("ru", "В то же время Анна Белова говорила о погоде."),
        ("ru", "То же ведомство опубликовало цифры."),
    ],
)
def test_other_words_with_the_same_point_back_to_nothing(
    analyser: Analyser, reader: StatementReader, lang: str, text: str
) -> None:
    now = {"en": "Harding", "uk": "Гриценко", "ru": "Горецкий"}[lang]
    found = _said(analyser, reader, lang, f"{TANKS[lang]} {text}")
    assert found == _expected(lang, [(now, "support", "2031-05-12")])


@pytest.mark.parametrize(
    ("lang", "text", "stance"),
    [
        ("uk", "Танки Україні Остап Гриценко пообіцяв ще 12 березня.", "support"),
        ("uk", "Постачати Україні танки пропонував 12 березня, виступаючи в Лурії, Остап Гриценко.", "support"),
        ("uk", "Постачання танків Україні Остап Гриценко відмовився підтримувати ще 12 березня.", "oppose"),
        ("uk", "Танки для України просив 12 березня, виступаючи в Лурії, Остап Гриценко.", "support"),
        ("ru", "Танки Украине Павел Горецкий пообещал ещё 12 марта.", "support"),
        ("ru", "Поставлять Украине танки предлагал 12 марта, выступая в Лурии, Павел Горецкий.", "support"),
        ("ru", "Поставки танков Украине Павел Горецкий отказался одобрять ещё 12 марта, принимая гостей.", "oppose"),
        ("ru", "Танков для Украины просил 12 марта, выступая в Лурии, Павел Горецкий.", "support"),
    ],
)
def test_an_object_before_the_verb_is_what_was_told_on_the_day_after_it(
    analyser: Analyser, reader: StatementReader, lang: str, text: str, stance: str
) -> None:
    who = {"uk": "Гриценко", "ru": "Горецкий"}[lang]
    assert _said(analyser, reader, lang, text) == _expected(lang, [(who, stance, "2031-03-12")])


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: f"{p['lang']}: {p['text'][:70]}")
def test_what_was_held_before_comes_out_beside_what_is_held_now(
    analyser: Analyser, reader: StatementReader, passage: dict[str, Any]
) -> None:
    lang = passage["lang"]
    said = [(who, stance, day) for who, stance, day in passage["said"]]
    assert _said(analyser, reader, lang, passage["text"]) == _expected(lang, said)


@pytest.mark.parametrize(
    ("lang", "text", "who", "stance"),
    [
        ("en", "So did Clara Novak.", "Novak", "support"),
        ("en", "Clara Novak too.", "Novak", "support"),
        ("en", "Clara Novak did not.", "Novak", "oppose"),
        ("en", "Clara Novak was against.", "Novak", "oppose"),
        ("en", "Against: Clara Novak.", "Novak", "oppose"),
        ("uk", "Марія Левченко теж.", "Левченко", "support"),
        ("uk", "А Марія Левченко — ні.", "Левченко", "oppose"),
        ("uk", "Проти — Марія Левченко.", "Левченко", "oppose"),
        ("uk", "«За» була й Марія Левченко.", "Левченко", "support"),
        ("uk", "Марія Левченко виступила проти.", "Левченко", "oppose"),
        ("ru", "Анна Белова тоже.", "Белова", "support"),
        ("ru", "А Анна Белова — нет.", "Белова", "oppose"),
        ("ru", "Против была и Анна Белова.", "Белова", "oppose"),
        ("ru", "Анна Белова — за.", "Белова", "support"),
    ],
)
def test_a_clause_that_only_tells_a_side_is_about_what_was_said_before(
    analyser: Analyser, reader: StatementReader, lang: str, text: str, who: str, stance: str
) -> None:
    now = {"en": "Harding", "uk": "Гриценко", "ru": "Горецкий"}[lang]
    found = _said(analyser, reader, lang, f"{TANKS[lang]} {text}")
    assert {one[:2] for one in found} == {(latin_name(now, lang), "support"), (latin_name(who, lang), stance)}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Clara Novak too had come to Luria."),
        ("en", "Clara Novak does not swim."),
        ("en", "Clara Novak voted against."),  # what was said is no decision to vote on
        ("uk", "Марія Левченко теж приїхала до Лурії."),
        ("uk", "Проти шторму йшла й Марія Левченко."),
        ("uk", "Марія Левченко голосувала проти."),
        ("ru", "Анна Белова тоже приехала в Лурию."),
        ("ru", "Анна Белова голосовала против."),
    ],
)
def test_a_clause_with_a_predicate_of_its_own_takes_no_side(
    analyser: Analyser, reader: StatementReader, lang: str, text: str
) -> None:
    now = {"en": "Harding", "uk": "Гриценко", "ru": "Горецкий"}[lang]
    assert {one[0] for one in _said(analyser, reader, lang, f"{TANKS[lang]} {text}")} == {latin_name(now, lang)}


@pytest.mark.parametrize(
    ("lang", "text", "for_it", "against_it"),
    [
        ("en", "Poland backs Ukraine's admission to NATO, Hungary does not.", "Poland", "Hungary"),
        ("en", "The Knesset backed a Palestinian state. Clara Novak voted against.", "Knesset", "Novak"),
        ("uk", "Польща підтримує вступ України до НАТО, а Угорщина — ні.", "Poland", "Hungary"),
        ("uk", "Польща домагається вступу України до НАТО, Угорщина — проти.", "Poland", "Hungary"),
        ("ru", "Польша выступает за вступление Украины в НАТО, Венгрия — против.", "Poland", "Hungary"),
        ("ru", "Варшава за вступление Украины в НАТО, Будапешт против.", "Poland", "Hungary"),
        ("ru", "За вступление Украины в НАТО выступила Польша. Против — Венгрия.", "Poland", "Hungary"),
    ],
)
def test_the_side_of_the_clause_before_ends_where_the_other_begins(
    analyser: Analyser, reader: StatementReader, lang: str, text: str, for_it: str, against_it: str
) -> None:
    found = {one[:2] for one in _said(analyser, reader, lang, text)}
    assert found == {(for_it, "support"), (against_it, "oppose")}


@pytest.mark.parametrize(
    ("lang", "text", "who", "stance"),
    [
        ("en", "Asked whether Ukraine should get tanks, Clara Novak said yes.", "Novak", "support"),
        ("en", 'Asked on Friday whether Ukraine should get tanks, Clara Novak answered "No".', "Novak", "oppose"),
        ("en", 'Clara Novak was asked whether Ukraine should get tanks. "No," she replied.', "Novak", "oppose"),
        ("uk", "На запитання, чи має Україна отримати танки, Марія Левченко відповіла «так».", "Левченко", "support"),
        ("uk", "На запитання, чи має Україна отримати танки, Марія Левченко відповіла: ні.", "Левченко", "oppose"),
        ("uk", "Марію Левченко запитали, чи має Україна отримати танки. «Ні», — відповіла вона.", "Левченко", "oppose"),
    ],
)
def test_an_answer_of_one_word_is_about_what_was_asked(
    analyser: Analyser, reader: StatementReader, lang: str, text: str, who: str, stance: str
) -> None:
    assert {one[:2] for one in _said(analyser, reader, lang, text)} == {(latin_name(who, lang), stance)}
