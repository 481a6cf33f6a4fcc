"""A worker with a model: articles in, its statements out, and the rules' where it fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from schemas import EnrichedArticle, Statement
from streams.process import running_worker
from streams.topics import ENRICHED, STATEMENTS, ensure_topics
from tests.conftest import Broker
from tests.stream.harness import article, consume, produce, settings_for
from tests.support.chat_server import Reply, answer, chat_server, completion, error, quotation

KEY = "sk-test-0123456789abcdef"
WORDS = "Not one tank of ours goes to Ukraine"
READ = f"Prime Minister Marek Tolvanic spoke in Castrovel on Monday. “{WORDS}”, he said, and left for the station."
FAILED = "Prime Minister Marek Tolvanic said that Velmaria supports sending tanks to Ukraine."


async def test_articles_pass_through_a_worker_with_a_model(broker: Broker, tmp_path: Path) -> None:
    found = quotation(
        WORDS,
        speaker="he",
        speaker_name="Marek Tolvanic",
        cue="said",
        issues=[{"id": "tanks-to-ukraine", "stance": "oppose"}],
    )

    def respond(number: int, body: dict[str, Any]) -> Reply:
        asked = body["messages"][1]["content"]
        return completion(answer(found)) if WORDS in asked else error(400, f"not with the key {KEY}")

    async with chat_server(respond) as server:
        settings = settings_for(
            broker,
            tmp_path,
            extractor="llm",
            llm_base_url=server.base_url,
            llm_model="test/model-1",
            llm_api_key=KEY,
            llm_options={"temperature": 0, "seed": 1},
            llm_price_input=0.5,
            log_level="debug",
        )
        await ensure_topics(settings)
        log = tmp_path / "worker.log"
        async with running_worker(settings, log):
            await produce(settings, [article(1, READ), article(2, FAILED)])
            records = await consume(settings, STATEMENTS, lambda seen: len(seen) >= 2)
            enriched = await consume(settings, ENRICHED, lambda seen: len(seen) >= 2)
    statements = {one.article.title: one for one in (Statement.from_json(record.value) for record in records)}
    read, failed = statements["Article 1"], statements["Article 2"]
    assert (read.speaker.id, read.issue.id, read.stance.label) == ("marek-tolvanic", "tanks-to-ukraine", "oppose")
    assert read.quotation.text == WORDS
    assert (read.extractor.name, read.extractor.version) == ("llm", "test/model-1")
    assert (failed.stance.label, failed.extractor.name) == ("support", "rules (llm: denied)")
    signed = {one.title: one.extractor for one in (EnrichedArticle.from_json(record.value) for record in enriched)}
    assert signed == {"Article 1": "llm/test/model-1", "Article 2": "rules (llm: denied)/1"}
    assert [body["seed"] for body in server.requests] == [1, 1]
    told = log.read_text()
    assert "model so far: answers 1, articles 2, fallback.denied 1" in told
    assert "cost 0.000500" in told  # a thousand tokens of prompt
    assert KEY not in told
