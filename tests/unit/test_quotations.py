"""Who said what, passage by passage: quotation_passages.yaml is the catalogue."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.enriched_article import Quotation
from streams.language.analyse import Analyser
from streams.language.quotations import find_quotations

PASSAGES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("quotation_passages.yaml").read_text("utf-8"))


def quotations(analyser: Analyser, text: str, language: Any) -> list[Quotation]:
    return find_quotations(analyser.document(text, language=language))


def names(quotation: Quotation, who: str) -> bool:
    speaker = quotation.speaker
    if speaker is None:
        return False
    known = f"{speaker.name or ''} {speaker.surface or ''}"
    return any(re.search(re.escape(part), known, re.IGNORECASE) for part in who.split("|"))


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: f"{p['lang']}: {p['about']}")
def test_passage(analyser: Analyser, passage: dict[str, Any]) -> None:
    everything = quotations(analyser, passage["text"], passage["lang"])
    found = [q for q in everything if q.kind != "act"]
    if "acts" in passage:
        acts = [q for q in everything if q.kind == "act"]
        assert [(q.cue.text if q.cue else None, q.text) for q in acts] == [(cue, on) for _, cue, on in passage["acts"]]
        for act, (who, _, _) in zip(acts, passage["acts"], strict=True):
            assert names(act, who), f"{act.text!r} is done by {act.speaker!r}, not by {who}"
    expected = [(kind, words) for kind, _, words in passage["says"]]
    assert [(q.kind, q.text) for q in found] == expected
    for quotation, (_, who, words) in zip(found, passage["says"], strict=True):
        if who is None:
            assert quotation.speaker is None, f"{words!r} has a speaker"
        else:
            assert names(quotation, who), f"{words!r} is said by {quotation.speaker!r}, not by {who}"
