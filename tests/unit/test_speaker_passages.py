"""Who says what, by kind of construction: speaker_passages.yaml is the catalogue."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.enriched_article import Quotation
from streams.language.analyse import Analyser
from streams.language.quotations import find_quotations

KINDS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("speaker_passages.yaml").read_text("utf-8")
)
PASSAGES = [(kind, passage) for kind, passages in KINDS.items() for passage in passages]
DAY = datetime(2025, 5, 5, tzinfo=UTC)


def speaks(quotation: Quotation, who: str | None) -> bool:
    speaker = quotation.speaker
    if who is None or speaker is None:
        return who is None and (speaker is None or speaker.name is None)
    return re.search(re.escape(who), f"{speaker.name or ''} {speaker.surface or ''}", re.IGNORECASE) is not None


@pytest.mark.parametrize(("kind", "passage"), PASSAGES, ids=lambda v: v if isinstance(v, str) else v["text"][:40])
def test_passage(analyser: Analyser, kind: str, passage: dict[str, Any]) -> None:
    day = datetime.combine(passage["day"], DAY.timetz()) if "day" in passage else DAY
    document = analyser.document(
        passage["text"], title=passage.get("title", ""), language=passage["lang"], published_at=day
    )
    found = find_quotations(document)
    told = [(q.speaker.name if q.speaker else None, q.text) for q in found]
    for who, words in passage.get("has", ()):
        assert any(q.text == words and speaks(q, who) for q in found), (kind, told)
    for words in passage.get("silent", ()):
        assert not any(words in q.text for q in found), (kind, told)
    for who, words in passage.get("silent-by", ()):
        assert not any(words in q.text and speaks(q, who) for q in found), (kind, told)
