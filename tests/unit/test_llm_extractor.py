"""The extractor against a real endpoint on this machine: answers, refusals, errors, limits, and what it tells."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import web
from typer.testing import CliRunner

from schemas import EnrichedArticle
from streams import work
from streams.answers.annotate import EXACT_CONFIDENCE
from streams.cli.main import app
from streams.extractors.base import Here
from streams.extractors.choose import choose_extractor
from streams.extractors.client import PAUSE_AFTER
from streams.records import Failure
from streams.settings import Settings
from tests.support.chat_server import (
    ChatServer,
    Reply,
    answer,
    chat_server,
    completion,
    error,
    never,
    quotation,
)

KEY = "sk-test-0123456789abcdef"
ISSUE = "tanks-to-ukraine"
WORDS = "We shall send no tanks to Ukraine"
TEXT = f"Prime Minister Marek Tolvanic spoke in Castrovel on Monday. “{WORDS}”, he said, and left for the station."
RAW = orjson.dumps({"text": TEXT, "published_at": "2026-01-05T10:00:00Z"})
STAMP = 1_767_610_000_000.0
FOUND = quotation(
    WORDS, speaker="he", speaker_name="Marek Tolvanic", cue="said", issues=[{"id": ISSUE, "stance": "oppose"}]
)
GOOD = answer(FOUND)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    with as_file(files("seeds") / "actors-samples.yaml") as samples:
        work.load(work.Resources(actors=(samples,)))


class Trial:
    """An extractor with its server and its counters."""

    def __init__(self, server: ChatServer, **changes: Any) -> None:
        self.server = server
        wanted: dict[str, Any] = {
            "extractor": "llm",
            "llm_base_url": server.base_url,
            "llm_model": "test-model",
            "llm_api_key": KEY,
            "llm_timeout_seconds": 30,
            "llm_price_input": 0.5,
            "llm_price_output": 1.5,
        }
        self.settings = Settings(**(wanted | changes))
        self.counts: dict[str, int] = {}
        self.extractor = choose_extractor(self.settings, Here(), self._count)

    def _count(self, name: str, number: int) -> None:
        self.counts[name] = self.counts.get(name, 0) + number

    async def enrich(self, articles: int = 1) -> list[EnrichedArticle]:
        done = await self.extractor.enrich([(RAW, STAMP)] * articles)
        return [EnrichedArticle.from_json(one.value) for one in done if not isinstance(one, Failure)]


@asynccontextmanager
async def trial(respond: Callable[[int, dict[str, Any]], Reply], **changes: Any) -> AsyncIterator[Trial]:
    async with chat_server(respond) as server:
        made = Trial(server, **changes)
        try:
            yield made
        finally:
            await made.extractor.close()


async def test_a_good_answer_is_taken_over_and_its_tokens_and_costs_counted() -> None:
    async with trial(lambda number, body: completion(GOOD)) as it:
        [article] = await it.enrich()
    assert [one.text for one in article.quotations] == [WORDS]
    assert article.extractor == "llm/test-model"
    _, [statement] = work.read(article.to_json())
    assert (statement.speaker.id, statement.stance.label) == ("marek-tolvanic", "oppose")
    assert (statement.extractor.name, statement.extractor.version) == ("llm", "test-model")
    assert it.counts["llm.tokens.prompt"] == 1000
    assert it.counts["llm.tokens.completion"] == 200
    assert it.counts["llm.cost.micros"] == 1000 * 0.5 + 200 * 1.5
    assert (it.counts["llm.articles"], it.counts["llm.answers"], it.counts["llm.quotations"]) == (1, 1, 1)


async def test_a_request_is_what_the_settings_say() -> None:
    options = {"seed": 7, "temperature": 0.2}
    async with trial(lambda number, body: completion(GOOD), llm_options=options, llm_max_output_tokens=777) as it:
        await it.enrich()
    [body], [headers] = it.server.requests, it.server.headers
    assert (body["model"], body["max_tokens"], body["seed"], body["temperature"]) == ("test-model", 777, 7, 0.2)
    form = body["response_format"]["json_schema"]
    assert form["strict"] is True and form["schema"]["properties"]["quotations"]
    assert TEXT in body["messages"][1]["content"]
    assert headers["Authorization"] == f"Bearer {KEY}"


async def test_an_endpoint_without_schemas_gets_the_form_in_words() -> None:
    async with trial(
        lambda number, body: completion(GOOD),
        llm_response_format="json_object",
        llm_tokens_field="max_completion_tokens",
    ) as it:
        [article] = await it.enrich()
    [body] = it.server.requests
    assert body["response_format"] == {"type": "json_object"}
    assert '"AnsweredQuotation"' in body["messages"][0]["content"]
    assert "max_completion_tokens" in body and "max_tokens" not in body
    assert article.extractor == "llm/test-model"


async def test_words_that_the_model_made_up_are_dropped_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    made_up = quotation("We shall send every tank we have", speaker="he", speaker_name="Marek Tolvanic")
    with caplog.at_level(logging.DEBUG, logger="streams"):
        async with trial(lambda number, body: completion(answer(FOUND, made_up))) as it:
            [article] = await it.enrich()
    assert [one.text for one in article.quotations] == [WORDS]
    assert it.counts["llm.rejected.quote-not-in-text"] == 1
    assert "We shall send every tank we have" in caplog.text


def _html(number: int, body: dict[str, Any]) -> web.Response:
    return web.Response(text="<html>Welcome to the proxy</html>", content_type="text/html")


PROBLEMS: dict[str, tuple[Callable[[int, dict[str, Any]], Reply], str]] = {
    "a refusal": (lambda number, body: completion(None, refusal="I cannot help with that"), "refusal"),
    "a content filter": (lambda number, body: completion("", finish_reason="content_filter"), "refusal"),
    "garbage": (lambda number, body: completion("Sure! Here are the quotations:"), "invalid-answer"),
    "JSON of another form": (lambda number, body: completion('{"quotes": []}'), "invalid-answer"),
    "an answer cut off": (lambda number, body: completion(GOOD[:40], finish_reason="length"), "truncated"),
    "only made-up words": (lambda number, body: completion(answer(quotation("I resign"))), "ungrounded"),
    "a page of a proxy": (_html, "invalid-answer"),
    "no choices": (lambda number, body: web.json_response({"choices": []}), "invalid-answer"),
    "a wrong key": (lambda number, body: error(401), "denied"),
    "a request it does not like": (lambda number, body: error(400), "denied"),
    "errors at every try": (lambda number, body: error(500, retry_after="0.01"), "unavailable"),
    "too many requests at every try": (lambda number, body: error(429, retry_after="0.01"), "rate-limited"),
}


@pytest.mark.parametrize("name", PROBLEMS)
async def test_the_rules_stand_in_and_the_article_says_why(name: str) -> None:
    respond, problem = PROBLEMS[name]
    async with trial(respond) as it:
        [article] = await it.enrich()
    assert article.extractor == f"rules (llm: {problem})/1"
    assert [one.text for one in article.quotations] == [WORDS]
    assert all(one.readings is None for one in article.quotations)
    assert it.counts[f"llm.fallback.{problem}"] == 1
    _, statements = work.read(article.to_json())
    assert {one.extractor.name for one in statements} == {f"rules (llm: {problem})"}


async def test_an_answer_that_takes_too_long_is_not_waited_for() -> None:
    async with trial(lambda number, body: never(), llm_timeout_seconds=0.3) as it:
        [article] = await it.enrich()
    assert article.extractor == "rules (llm: timeout)/1"


async def test_an_endpoint_that_is_not_there() -> None:
    async with chat_server(lambda number, body: completion(GOOD)) as server:
        gone = server.base_url
    async with trial(lambda number, body: completion(GOOD), llm_base_url=gone, llm_retries=0) as it:
        [article] = await it.enrich()
    assert article.extractor == "rules (llm: unavailable)/1"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_passing_error_is_tried_again(status: int) -> None:
    def respond(number: int, body: dict[str, Any]) -> Reply:
        return completion(GOOD) if number else error(status, retry_after="0.01")

    async with trial(respond) as it:
        [article] = await it.enrich()
    assert article.extractor == "llm/test-model"
    assert len(it.server.requests) == 2


async def test_it_waits_for_as_long_as_the_endpoint_asks() -> None:
    # a minute is more than the article may wait: it is given up without another request
    async with trial(lambda number, body: error(429, retry_after="60"), llm_timeout_seconds=1.2) as it:
        [article] = await it.enrich()
    assert len(it.server.requests) == 1
    assert article.extractor == "rules (llm: timeout)/1"


async def test_tries_are_bounded() -> None:
    async with trial(lambda number, body: error(500, retry_after="0.01"), llm_retries=1) as it:
        await it.enrich()
    assert len(it.server.requests) == 2


async def test_no_more_articles_wait_at_once_than_the_settings_allow() -> None:
    two = asyncio.Event()

    async def when_two_are_here() -> web.Response:
        if it.server.busy == 2:
            two.set()
        await two.wait()
        for _ in range(300):  # turns of the event loop, which a third request would use to arrive
            await asyncio.sleep(0)
        return completion(GOOD)

    async with trial(lambda number, body: when_two_are_here(), llm_concurrency=2) as it:
        articles = await it.enrich(6)
    assert len(articles) == len(it.server.requests) == 6
    assert it.server.most_busy == 2


async def test_an_endpoint_that_keeps_failing_is_left_alone_for_a_while() -> None:
    async with trial(lambda number, body: error(500), llm_retries=0, llm_concurrency=1) as it:
        articles = await it.enrich(PAUSE_AFTER + 3)
    assert {one.extractor for one in articles} == {"rules (llm: unavailable)/1"}
    assert len(it.server.requests) == PAUSE_AFTER


async def test_an_article_that_is_too_long_is_not_sent() -> None:
    async with trial(lambda number, body: completion(GOOD), llm_max_article_characters=100) as it:
        [article] = await it.enrich()
    assert article.extractor == "rules (llm: too-long)/1"
    assert it.server.requests == []


async def test_a_bad_record_is_rejected_and_not_sent() -> None:
    async with trial(lambda number, body: completion(GOOD)) as it:
        bad, good = await it.extractor.enrich([(b"no JSON", STAMP), (RAW, STAMP)])
    assert isinstance(bad, Failure) and bad.reason == "not-json"
    assert isinstance(good, work.Enriched)
    assert len(it.server.requests) == 1


async def test_the_key_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    def respond(number: int, body: dict[str, Any]) -> Reply:
        return error(500, retry_after="0.01") if number == 0 else error(401, f"Incorrect API key provided: {KEY}")

    with caplog.at_level(logging.DEBUG):
        async with trial(respond) as it:
            await it.enrich()
            it.extractor.tell()
    assert "denied" in caplog.text  # something was logged
    assert KEY not in caplog.text
    assert KEY not in repr(it.settings)


@pytest.fixture
def served() -> Iterator[ChatServer]:
    """A server beside commands, which run event loops of their own."""
    with asyncio.Runner() as background:
        context = chat_server(lambda number, body: completion(GOOD))
        server = background.run(context.__aenter__())
        loop = background.get_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            yield server
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            background.run(context.__aexit__(None, None, None))


@pytest.fixture
def environment(served: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOLTEFACE_EXTRACTOR", "llm")
    monkeypatch.setenv("VOLTEFACE_LLM_BASE_URL", served.base_url)
    monkeypatch.setenv("VOLTEFACE_LLM_MODEL", "test-model")


@pytest.mark.usefixtures("environment")
def test_analyze_shows_what_the_model_read(tmp_path: Path) -> None:
    file = tmp_path / "article.json"
    file.write_bytes(RAW)
    result = CliRunner().invoke(app, ["analyze", str(file), "--json"])
    assert result.exit_code == 0, result.output
    assert orjson.loads(result.stdout)["article"]["extractor"] == "llm/test-model"


@pytest.mark.usefixtures("environment")
def test_replay_reads_with_the_model(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_bytes(RAW + b"\n" + RAW.replace(b"station", b"airport") + b"\n")
    result = CliRunner().invoke(app, ["replay", str(file), "--out", str(tmp_path / "out"), "--json"])
    assert result.exit_code == 0, result.output
    assert orjson.loads(result.stdout)["statements"] == 2


def test_evaluation_measures_the_model(environment: None, served: ChatServer, tmp_path: Path) -> None:
    gold = {
        "id": "1",
        "lang": "en",
        "text": TEXT,
        "quotes": [{"start": TEXT.index(WORDS), "end": TEXT.index(WORDS) + len(WORDS), "kind": "direct"}],
    }
    (tmp_path / "gold.jsonl").write_bytes(orjson.dumps(gold))
    written = tmp_path / "predictions.jsonl"
    result = CliRunner().invoke(
        app, ["evaluate", "quotations", str(tmp_path / "gold.jsonl"), "--predictions", str(written)]
    )
    assert result.exit_code == 0, result.output
    [quote] = orjson.loads(written.read_bytes())["quotes"]
    assert (quote["text"], quote["confidence"]) == (WORDS, EXACT_CONFIDENCE)
    assert len(served.requests) == 1  # warming up asks nobody


@pytest.mark.parametrize("given", [{}, {"llm_model": "m"}, {"llm_base_url": "https://models.example/v1"}])
def test_the_endpoint_and_the_model_have_to_be_named(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="llm_base_url and llm_model"):
        Settings(extractor="llm", **given)
