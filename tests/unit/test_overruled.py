"""A strong word that names another issue than the quotation speaks of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas import RawArticle
from schemas.base import Language
from streams.actors import ActorCatalogue
from streams.language.analyse import Analyser
from streams.stances.issues import IssueCatalogue
from streams.stances.matching import IssueMatch
from streams.stances.overruled import overruled, put_first
from streams.stances.reader import StatementReader
from streams.stances.topics import Likelihood


@pytest.mark.parametrize(
    ("language", "title", "text", "issue"),
    [
        (
            "en",
            "Should Luria buy Russian oil?",
            "Luria is debating a ban on imports of Russian oil. The country, minister Ann Holt said, will not back the "
            "embargo, because there is nothing to replace the fuel with.",
            "russian-energy-imports",
        ),
        (
            "uk",
            "Чи купувати російську нафту",
            "У Лурії сперечаються про заборону імпорту російської нафти. Країна, сказала міністерка Ганна Гольт, "
            "ембарго не підтримає, бо замінити паливо нічим.",
            "russian-energy-imports",
        ),
        (
            "ru",
            "Покупать ли российскую нефть",
            "В Лурии спорят о запрете ввоза российской нефти. Эмбарго, сказала министр Анна Гольт, страна не "
            "поддержит, так как заменить топливо нечем.",
            "russian-energy-imports",
        ),
    ],
)
def test_the_whole_of_the_words_tells_the_issue(language: Language, title: str, text: str, issue: str) -> None:
    raw = RawArticle(
        url="https://example.org/1",
        source="s",
        title=title,
        text=text,
        language=language,
        published_at=datetime(2024, 5, 16, tzinfo=UTC),
    )
    actors = ActorCatalogue.default()
    article = Analyser(actors).analyse(raw, datetime(2024, 5, 16, 1, tzinfo=UTC))
    read = StatementReader(actors, IssueCatalogue.default()).read(article)
    assert [(made.issue.id, made.stance.label) for made in read] == [(issue, "oppose")]


_ISSUES = IssueCatalogue.default()


def _found(*issues: str) -> list[IssueMatch]:
    return [IssueMatch(issue, 1.0 - number / 10, ()) for number, issue in enumerate(issues)]


@pytest.mark.parametrize(
    ("named", "other", "own", "within", "told", "dropped", "expected"),
    [
        ("trade-tariffs", "ukrainian-grain-imports", (0.02, 0.6), (0.03, 0.9), True, False, True),
        ("trade-tariffs", "ukrainian-grain-imports", (0.3, 0.6), (0.03, 0.9), True, False, False),
        ("trade-tariffs", "ukrainian-grain-imports", (0.02, 0.6), (0.3, 0.6), True, False, False),
        ("trade-tariffs", "ukrainian-grain-imports", (0.02, 0.6), (0.03, 0.9), False, False, False),
        ("trade-tariffs", "ukrainian-grain-imports", (0.02, 0.6), (0.03, 0.9), True, True, False),
        ("nato-membership-ukraine", "nato-enlargement", (0.02, 0.6), (0.03, 0.9), True, False, False),
        ("dialogue-with-russia", "peace-negotiations", (0.02, 0.6), (0.03, 0.9), True, False, False),
    ],
    ids=["likelier", "as-likely", "not-unlikely", "article-silent", "not-meant", "broader", "rivals"],
)
def test_another_issue_must_be_much_likelier(
    named: str,
    other: str,
    own: tuple[float, float],
    within: tuple[float, float],
    told: bool,
    dropped: bool,
    expected: bool,
) -> None:
    likely = Likelihood({named: own[0], other: own[1]}, {named: within[0], other: within[1]})
    topics = {named: 1.0, other: 0.5} if told else {named: 1.0}
    without = frozenset((other,)) if dropped else frozenset()
    assert overruled(_found(named), without, likely, topics, _ISSUES) == (other if expected else None)


@pytest.mark.parametrize(("chance", "stays"), [(0.01, False), (0.1, True)])
def test_what_was_named_stays_beside_it_if_it_is_likely(chance: float, stays: bool) -> None:
    likely = Likelihood({"trade-tariffs": chance, "gas-transit": 0.6}, {})
    kept = put_first(_found("trade-tariffs", "gas-transit"), "gas-transit", likely)
    assert [match.issue for match in kept] == ["gas-transit", "trade-tariffs"][: 1 + stays]
    assert kept[0].weight == 1.0


def test_an_issue_of_ones_own_of_which_nothing_was_learned_stays() -> None:
    likely = Likelihood({"gas-transit": 0.6}, {"gas-transit": 0.9})
    topics = {"the-new-harbour": 1.0, "gas-transit": 0.5}
    assert overruled(_found("the-new-harbour"), frozenset(), likely, topics, _ISSUES) is None
