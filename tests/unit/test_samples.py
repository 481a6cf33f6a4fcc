"""The sample articles: what a person sees on the very first run, without brokers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import as_file, files

import pytest

from schemas import Alert, RawArticle, Statement
from schemas.identity import article_id
from streams.actors import ActorCatalogue
from streams.language.analyse import Analyser
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold
from streams.stances import StatementReader
from streams.stances.issues import IssueCatalogue

SHIFTED = {
    ("marek-tolvanic", "tanks-to-ukraine"),
    ("ramiro-estelar", "dialogue-with-russia"),
    ("miroslav-kardun", "sanctions-on-russia"),
    ("viktor-hradan", "early-elections"),
    ("dario-quintesa", "trade-tariffs"),
}
"""The actors who change their minds in the invented story. Everybody else holds on to what they said."""

CARRIED_ALONG = {
    ("government-of-velmaria", "tanks-to-ukraine"),
    ("government-of-caldora", "dialogue-with-russia"),
    ("government-of-caldora", "trade-tariffs"),
    ("government-of-sarvenia", "sanctions-on-russia"),
    ("civic-accord", "early-elections"),
}
"""The governments and the party that they speak for."""

DOCUMENTED = {
    ("magdalena-andersson", "nato-membership-nordic"),
    ("government-of-sweden", "nato-membership-nordic"),
    ("olaf-scholz", "tanks-to-ukraine"),
    ("government-of-germany", "tanks-to-ukraine"),
}
"""Who really changed course, in the articles about real events: in May 2022 and in January 2023."""

STEADY = {
    ("astrid-halvane", "tanks-to-ukraine"): "support",
    ("astrid-halvane", "arms-to-ukraine"): "support",
    ("astrid-halvane", "dialogue-with-russia"): "oppose",
    ("petra-lindovar", "early-elections"): "oppose",
    ("zora-pelivan", "climate-action"): "support",
    ("lucia-monteval", "eu-accession-ukraine"): "support",
    ("runa-tveldal", "migration-restriction"): "support",
    ("eskil-brandmoor", "migration-restriction"): "oppose",
    ("ilona-brasko", "sanctions-on-russia"): "support",
}
"""Actors who hold on to what they said, with the stance that every one of their statements takes."""

_QUOTED = re.compile(r"«([^»]*)»|“([^”]*)”|„([^“]*)“|\"([^\"]*)\"")


def _samples() -> Iterator[tuple[str, RawArticle]]:
    for file in sorted(files("seeds").joinpath("articles").iterdir(), key=lambda item: item.name):
        for line in file.read_bytes().splitlines():
            yield file.name, RawArticle.from_json(line)


SAMPLES = tuple(_samples())


class _Run:
    """All samples through the pure core, in arrival order."""

    def __init__(self) -> None:
        with as_file(files("seeds").joinpath("actors-samples.yaml")) as path:
            actors = ActorCatalogue.default(path)
        analyser, reader = Analyser(actors), StatementReader(actors, IssueCatalogue.default())
        settings, noise = TrackerSettings(), NoiseModel.default()
        self.states: dict[tuple[str, str], TrackState] = {}
        self.alerts: list[Alert] = []
        self.by_article: dict[str, list[Statement]] = {}
        for _, raw in SAMPLES:
            statements = reader.read(analyser.analyse(raw, None))
            assert raw.url is not None
            kept = {statement.id for statement in statements}
            gone = [s for s in self.by_article.get(raw.url, ()) if s.id not in kept]
            self.by_article[raw.url] = statements
            for statement in [*(s.model_copy(update={"status": "retracted"}) for s in gone), *statements]:
                for holder in statement.holders:
                    key = (holder.id, statement.issue.id)
                    state, _, alerts = fold(self.states.get(key), statement, holder, settings=settings, noise=noise)
                    self.states[key] = state
                    self.alerts.extend(alerts)


@pytest.fixture(scope="module")
def run() -> _Run:
    return _Run()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Foreign minister Ilona Brasko said on Monday that Velmaria would never send battle tanks to Ukraine. "
            "Kyiv has asked for battle tanks again and again. Prime Minister Marek Tolvanic held the same line.",
        ),
        (
            "uk",
            "Міністерка закордонних справ Ілона Браско заявила в понеділок, що Велмарія ніколи не дасть Україні "
            "танків. Київ не раз просив танків. Такої самої думки дотримується прем'єр-міністр Марек Толваніч.",
        ),
        (
            "ru",
            "Министр иностранных дел Илона Браско заявила в понедельник, что Велмария никогда не даст Украине танков. "
            "Киев не раз просил танков. Того же мнения придерживается премьер-министр Марек Толванич.",
        ),
    ],
)
def test_who_holds_the_same_line_takes_that_of_their_own_government(language: str, text: str) -> None:
    with as_file(files("seeds").joinpath("actors-samples.yaml")) as path:
        actors = ActorCatalogue.default(path)
    raw = RawArticle(text=text, language=language, published_at=datetime(2026, 3, 3, 9, tzinfo=UTC))
    statements = StatementReader(actors, IssueCatalogue.default()).read(Analyser(actors).analyse(raw, None))
    assert {s.stance.label for s in statements if s.speaker.id == "marek-tolvanic"} == {"oppose"}


def test_there_are_enough_of_every_language_and_in_order_of_arrival() -> None:
    languages = [raw.language for _, raw in SAMPLES]
    assert len(SAMPLES) >= 40
    assert {language: languages.count(language) >= 10 for language in ("uk", "en", "ru")} == dict.fromkeys(
        ("uk", "en", "ru"), True
    )
    story = [raw.published_at for name, raw in SAMPLES if name.startswith("story-") and raw.published_at]
    assert story == sorted(story)


@pytest.mark.parametrize(("name", "raw"), SAMPLES, ids=[f"{name}:{i}" for i, (name, _) in enumerate(SAMPLES)])
def test_a_sample_is_a_whole_article_of_an_invented_outlet(name: str, raw: RawArticle) -> None:
    assert raw.title and raw.source and raw.published_at and not raw.extra
    assert raw.url is not None and re.match(r"https://[a-z]+\.example/", raw.url)
    assert 800 <= len(raw.text or "") <= 2500


@pytest.mark.parametrize("raw", [raw for name, raw in SAMPLES if name.startswith("real-")])
def test_no_words_are_put_into_a_real_persons_mouth(raw: RawArticle) -> None:
    for match in _QUOTED.finditer(f"{raw.title}\n{raw.text}"):
        words = next(group for group in match.groups() if group is not None)
        assert len(words.split()) <= 5, words


def test_a_corrected_article_comes_twice_under_one_id() -> None:
    ids = [article_id(raw.url, raw.title, raw.text or "") for _, raw in SAMPLES]
    assert len(ids) - len(set(ids)) == 1


def test_the_shifts_of_the_story_are_confirmed(run: _Run) -> None:
    confirmed = {(a.holder.id, a.issue.id): a for a in run.alerts if a.tier == "confirmed"}
    found = SHIFTED & confirmed.keys()
    assert len(found) >= 3, sorted(confirmed)
    for key in found:
        assert confirmed[key].evidence_before and confirmed[key].evidence_after


def test_nobody_else_is_said_to_have_shifted(run: _Run) -> None:
    moved = {(a.holder.id, a.issue.id) for a in run.alerts if a.tier == "confirmed"}
    assert moved <= SHIFTED | CARRIED_ALONG | DOCUMENTED


@pytest.mark.parametrize(("actor", "issue"), sorted(STEADY))
def test_a_steady_actor_takes_one_stance(run: _Run, actor: str, issue: str) -> None:
    taken = [
        (statement.stance.label, statement.quotation.text)
        for statements in run.by_article.values()
        for statement in statements
        if (statement.speaker.id, statement.issue.id) == (actor, issue)
    ]
    assert len(taken) >= 2
    assert {label for label, _ in taken} == {STEADY[actor, issue]}, taken


def test_the_stances_of_the_summit_are_as_written(run: _Run) -> None:
    statements = run.by_article["https://ledger.example/world/mirasol-summit-ends"]
    assert {(s.speaker.id, s.issue.id): s.stance.label for s in statements if s.quotation.kind == "direct"} == {
        ("miroslav-kardun", "sanctions-on-russia"): "oppose",
        ("ramiro-estelar", "dialogue-with-russia"): "support",
        ("astrid-halvane", "dialogue-with-russia"): "oppose",
        ("marek-tolvanic", "tanks-to-ukraine"): "support",
    }


def test_one_utterance_in_two_languages_is_one_piece_of_evidence(run: _Run) -> None:
    reports = [
        statement
        for statements in run.by_article.values()
        for statement in statements
        if statement.speaker.id == "ramiro-estelar"
        and statement.issue.id == "dialogue-with-russia"
        and statement.article.published_at.date().isoformat() == "2025-10-08"
    ]
    assert {report.article.language for report in reports} == {"ru", "en"}
    state = None
    for report in reports:
        state, position, _ = fold(
            state, report, report.holders[0], settings=TrackerSettings(), noise=NoiseModel.default()
        )
    assert position is not None and position.evidence_count == 1


def test_a_correction_takes_its_statement_back(run: _Run) -> None:
    url = "https://herald.example/world/norrheim-spring-press-briefing"
    speakers = {statement.speaker.id for statement in run.by_article[url]}
    assert "astrid-halvane" in speakers and "eskil-brandmoor" not in speakers
    assert not run.states[("eskil-brandmoor", "trade-tariffs")].reports


@pytest.mark.parametrize(
    "url",
    [
        "https://ledger.example/weather/storm-on-the-coast",
        "https://vestnik.example/sport/kubok-livency",
        "https://visnyk.example/afisha/rizdvo-kastrovel-2025",
        "https://obozrenie.example/2026/04/26/vyhodnye-mirasol",
    ],
)
def test_weather_sport_and_listings_say_nothing(run: _Run, url: str) -> None:
    assert run.by_article[url] == []


def test_an_article_with_four_voices_has_four_speakers(run: _Run) -> None:
    statements = run.by_article["https://kurier.example/svit/chotyry-holosy-pro-dialoh"]
    assert {s.speaker.id for s in statements} == {
        "ramiro-estelar",
        "astrid-halvane",
        "miroslav-kardun",
        "marek-tolvanic",
    }
