"""Issues of the war: which side a wording takes where no verb of refusal says so."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from schemas.base import Language, StanceLabel
from streams.actors import ActorCatalogue
from streams.stances.issues import IssueCatalogue
from streams.stances.names import peoples
from streams.stances.quotation import QuotationReader


@pytest.fixture(scope="module")
def quotations() -> QuotationReader:
    actors = ActorCatalogue.default()
    return QuotationReader(
        IssueCatalogue.default(), {language: peoples(actors, language) for language in ("uk", "en", "ru")}
    )


def _wordings() -> list[tuple[str, Language, StanceLabel, list[str]]]:
    table = yaml.safe_load(Path(__file__).with_name("issue_war.yaml").read_text(encoding="utf-8"))
    return [
        (issue, language, stance, texts)
        for issue, found in table.items()
        for language, stances in found.items()
        for stance, texts in stances.items()
    ]


@pytest.mark.parametrize(("issue", "language", "stance", "texts"), _wordings())
def test_takes_the_side_of_the_wording(
    quotations: QuotationReader, issue: str, language: Language, stance: StanceLabel, texts: list[str]
) -> None:
    read = {
        text: {f.issue: f.reading.label for f in quotations.read(quotations.page(text, "", language), 0, len(text))}
        for text in texts
    }
    assert {text: found for text, found in read.items() if found.get(issue) != stance} == {}
