"""What is learned from examples: issues that no term fits, stances that no word tells."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from schemas import RawArticle
from schemas.base import Language
from streams.actors import ActorCatalogue
from streams.cli.main import app
from streams.evaluation.training import ExampleError, digest, measure, read_examples, read_files
from streams.language.analyse import Analyser
from streams.stances.issues import IssueCatalogue
from streams.stances.learned import LearnedModel, ModelError, Models, file_name
from streams.stances.reader import StatementReader

LANGUAGES: tuple[Language, ...] = ("uk", "en", "ru")
SHIPPED = Path(str(files("seeds"))) / "examples"
APART = Path(__file__).parent / "learned"
"""Sentences that were written by somebody who had not seen the examples."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_model_that_ships_was_learned_from_the_examples_that_ship(language: Language) -> None:
    model = Models().of(language)
    assert model is not None
    assert model.examples == digest(read_files([SHIPPED / f"{language}.txt"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_other_writers_are_read(language: Language) -> None:
    model = Models().of(language)
    assert model is not None
    figures = measure({language: model}, read_files([APART / f"{language}.txt"]))[language]
    assert figures.precision > 0.8 and figures.recall > 0.8
    assert figures.stance > 0.75


def test_every_issue_of_the_catalogue_has_examples_in_every_language() -> None:
    known = {(example.issue, example.language) for example in read_files([SHIPPED])}
    wanted = {(issue, language) for issue in IssueCatalogue.default().issues for language in LANGUAGES}
    assert wanted <= known


BEES = """
# beehives en
s: We must set up hives on every roof of the town.
s: Bees on the roofs are good for every garden of the town.
s: The council wants more hives, more bees and more honey.
o: Hives on the roofs are a danger to children.
o: Nobody wants to be stung by bees on a balcony.
o: The council refuses more hives in the town.
# none en
n: The match was put off because of the rain.
n: The delegation arrived late in the evening.
n: The exhibition will be open until Sunday.
"""


def test_own_examples_are_learned_and_used(tmp_path: Path) -> None:
    examples, issues, models = tmp_path / "bees.txt", tmp_path / "bees.yaml", tmp_path / "models"
    examples.write_text(BEES, encoding="utf-8")
    issues.write_text(
        "issues:\n  - id: beehives\n    label: {en: Beehives}\n    proposition: Towns should keep bees.\n"
        "    terms: {en: [apiculture]}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["issues", "train", str(examples), "--out", str(models), "--test", str(examples)])
    assert result.exit_code == 0, result.output
    assert "1.000" in result.output
    actors = ActorCatalogue.default()
    raw = RawArticle(
        url="https://example.com/bees",
        title="Hives for every roof?",
        text="Hives on the roofs of the town were discussed on Monday. Mayor Orla Brent said that hives on the roofs "
        "are a danger to children.",
        published_at=datetime(2026, 5, 4, 9, tzinfo=UTC),
    )
    article = Analyser(actors).analyse(raw, datetime(2026, 5, 4, 10, tzinfo=UTC))
    read = StatementReader(actors, IssueCatalogue.default(issues), models).read(article)
    assert [(one.speaker.name, one.issue.id, one.stance.label) for one in read] == [
        ("Orla Brent", "beehives", "oppose")
    ]


def test_a_line_that_is_no_example_is_named() -> None:
    with pytest.raises(ExampleError, match=r"own\.txt:2: example: 'x: what'"):
        read_examples("# beehives en\nx: what", "own.txt")


def test_a_damaged_model_is_named() -> None:
    with pytest.raises(ModelError, match=r"uk\.json\.gz: no model that can be read"):
        LearnedModel.from_bytes(b"nothing", file_name("uk"))
