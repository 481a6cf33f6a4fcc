"""Quotations that their article's theme tells the issue of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from schemas.base import Language
from streams.stances.decisions import read_side
from streams.stances.issues import IssueCatalogue
from streams.stances.quotation import QuotationReader
from streams.stances.words import read_words

ROWS = yaml.safe_load(Path(__file__).with_name("stance_theme.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "expected", "title", "marked"), ROWS)
def test_the_theme_tells_what_is_not_named_plainly(language: Language, expected: str, title: str, marked: str) -> None:
    cue = re.search(r"\{(.*?)\}", marked)
    assert cue is not None
    bare = marked.replace("{", "").replace("}", "")
    start, end = bare.index("["), bare.index("]") - 1
    text = bare.replace("[", "").replace("]", "")
    at = cue.start()
    reader = QuotationReader(IssueCatalogue.default())
    page = reader.page(text, title, language)
    read = reader.read(page, start, end, (at, at + len(cue.group(1))))
    alone = [f"{finding.issue} {finding.reading.label}" for finding in read if finding.stands_alone]
    assert alone == ([] if expected == "none" else [expected])


@pytest.mark.parametrize(
    ("language", "text", "cue", "effect"),
    [
        ("en", "came out on Monday for early elections", (0, 8), "keeps"),
        ("en", "argued in parliament against the loan", (0, 6), "turns"),
        ("en", "paid in parliament for the loan", (0, 4), None),
        ("uk", "виступила в понеділок за дострокові вибори", (0, 9), "keeps"),
        ("uk", "проголосувала вчора проти кредиту", (0, 13), "turns"),
        ("ru", "высказалась в среду за досрочные выборы", (0, 11), "keeps"),
        ("ru", "поехала в среду за хлебом", (0, 7), None),
    ],
)
def test_a_verb_and_the_side_that_it_takes_may_stand_apart(
    language: Language, text: str, cue: tuple[int, int], effect: str | None
) -> None:
    words = read_words(text, language)
    side = next(i for i, word in enumerate(words.items) if word.form in ("for", "against", "за", "проти", "против"))
    found = read_side(words, words.between(*cue), (side, len(words.items)))
    assert (found.effect if found is not None else None) == effect
