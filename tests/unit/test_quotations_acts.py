"""Reported acts, passage by passage: act_passages.yaml is the catalogue."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.actors import ActorCatalogue
from streams.language.analyse import Analyser
from streams.language.quotations import find_quotations

PASSAGES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("act_passages.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(ActorCatalogue.default())


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: f"{p['lang']}: {p['about']}")
def test_act(analyser: Analyser, passage: dict[str, Any]) -> None:
    document = analyser.document(passage["text"], language=passage["lang"])
    acts = [q for q in find_quotations(document) if q.kind == "act"]
    assert [(q.cue.text if q.cue else None, q.text) for q in acts] == [(cue, on) for _, cue, on in passage["acts"]]
    for act, (who, _, _) in zip(acts, passage["acts"], strict=True):
        assert act.speaker is not None
        known = f"{act.speaker.name or ''} {act.speaker.surface or ''}"
        assert re.search(who, known), f"{act.text!r} is done by {known!r}, not by {who}"
