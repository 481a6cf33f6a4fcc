"""Raw articles in by a plain producer; statements, positions, alerts and dead letters out to plain consumers."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import orjson
import pytest
import pytest_asyncio
from aiokafka import AIOKafkaProducer, ConsumerRecord
from typer.testing import CliRunner, Result

from schemas import Alert, DeadLetter, EnrichedArticle, Position, Statement
from schemas.identity import article_id
from streams.brokers import free_port
from streams.cli.main import app
from streams.dead_letters import REPLAY_OF, REPLAYS
from streams.process import environment, running_worker
from streams.records import Failure, dead_letter
from streams.settings import Settings
from streams.topics import ALERTS, DEAD_LETTERS, ENRICHED, POSITIONS, RAW, STATEMENTS, ensure_topics, topic_name
from tests.stream.harness import all_records, article, consume, documents, produce, producer, settings_for

pytestmark = pytest.mark.asyncio(loop_scope="module")

TRACE = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
AGAINST = "Prime Minister Marek Tolvanic said that Velmaria opposes sending tanks to Ukraine."
FOR = "Prime Minister Marek Tolvanic said that Velmaria supports sending tanks to Ukraine."


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def running(broker, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:  # type: ignore[no-untyped-def]
    """Settings of an installation with a running worker, shared by the tests of this module."""
    folder: Path = tmp_path_factory.mktemp("pipeline")
    settings = settings_for(broker, folder, max_article_characters=1000, web_port=free_port())
    await ensure_topics(settings)
    async with running_worker(settings, folder / "worker.log"):
        yield settings


async def test_article_comes_out_as_statement_with_its_evidence(running: Settings) -> None:
    url = "https://news.example/first"
    await produce(running, [article(1, AGAINST, url=url)], headers=[("traceparent", TRACE)])
    wanted = article_id(url, "", "")
    records = await consume(
        running, STATEMENTS, lambda seen: any(item["article"]["id"] == wanted for item in documents(seen))
    )
    record = records[-1]
    statement = Statement.from_json(record.value)
    assert (statement.speaker.id, statement.issue.id, statement.stance.label) == (
        "marek-tolvanic",
        "tanks-to-ukraine",
        "oppose",
    )
    assert statement.quotation.text in AGAINST
    assert {holder.id for holder in statement.holders} == {"marek-tolvanic", "government-of-velmaria"}
    assert record.key == b"marek-tolvanic"
    headers = dict(record.headers)
    assert headers["ce_type"] == b"volteface.statement"
    assert headers["traceparent"] == TRACE


async def test_shift_raises_alerts_for_the_speaker_and_the_government(running: Settings) -> None:
    issue = [article(number, AGAINST, url=f"https://news.example/shift/{number}") for number in (1, 8, 15, 22)]
    issue += [article(number, FOR, url=f"https://news.example/shift/{number}") for number in (30, 37, 44, 51)]
    await produce(running, issue)
    records = await consume(
        running,
        ALERTS,
        lambda seen: (
            {item["holder"]["id"] for item in documents(seen) if item["tier"] == "confirmed"}
            >= {"marek-tolvanic", "government-of-velmaria"}
        ),
    )
    alert = next(
        alert for alert in (Alert.from_json(record.value) for record in reversed(records)) if alert.tier == "confirmed"
    )
    assert (alert.from_stance, alert.to_stance, alert.kind) == ("oppose", "support", "reversal")
    assert all(evidence.quote in AGAINST for evidence in alert.evidence_before)
    assert all(evidence.quote in FOR for evidence in alert.evidence_after)
    assert all(source.url for evidence in alert.evidence_after for source in evidence.sources)


async def test_positions_of_one_holder_share_a_partition(running: Settings) -> None:
    await produce(running, [article(1, AGAINST), article(2, FOR)])
    records = await consume(running, POSITIONS, lambda seen: len(seen) >= 2)
    partitions: dict[str, set[int]] = {}
    for record in records:
        position = Position.from_json(record.value)
        assert record.key.decode() == f"{position.holder.id}|{position.issue.id}"
        partitions.setdefault(position.holder.id, set()).add(record.partition)
    assert partitions
    assert all(len(numbers) == 1 for numbers in partitions.values())


async def test_revision_retracts_what_it_no_longer_says(running: Settings) -> None:
    url = "https://news.example/revised"
    await produce(
        running, [article(3, AGAINST, url=url), article(3, "The article was withdrawn by its editors.", url=url)]
    )
    wanted = article_id(url, "", "")

    def of_article(seen: list) -> list[dict]:  # type: ignore[type-arg]
        return [item for item in documents(seen) if item["article"]["id"] == wanted]

    records = await consume(running, STATEMENTS, lambda seen: len(of_article(seen)) >= 2)
    made, retracted = of_article(records)
    assert (made["status"], retracted["status"]) == ("made", "retracted")
    assert made["id"] == retracted["id"]


async def test_position_whose_evidence_is_withdrawn_is_taken_back(running: Settings) -> None:
    url = "https://news.example/all-of-it"
    alone = "Foreign Minister Ilona Brasko said on Monday that Velmaria supports sanctions against Russia."

    def about(seen: list) -> list:  # type: ignore[type-arg]
        return [record.value for record in seen if record.key.startswith(b"ilona-brasko|sanctions")]

    await produce(running, [article(4, alone, url=url)])
    await consume(running, POSITIONS, about)  # type: ignore[arg-type]
    await produce(running, [article(4, "The article was withdrawn.", url=url)])
    records = await consume(running, POSITIONS, lambda seen: about(seen)[-1:] == [None])
    assert about(records)[0] is not None


async def test_the_page_takes_nothing_and_gives_no_state_away(running: Settings) -> None:
    await produce(running, [article(1, AGAINST)])
    await consume(running, POSITIONS, lambda seen: len(seen) >= 1)  # there is state by now
    async with aiohttp.ClientSession(f"http://127.0.0.1:{running.web_port}") as client:
        async with client.get("/") as response:
            assert response.status == 200
        for path in ("/", "/table/", "/table/article-ledger/", "/table/position-tracks/x/", "/router/", "/graph/"):
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
                async with client.request(method, path) as response:
                    assert response.status in (404, 405) or (method, path) == ("GET", "/"), (method, path)
                    assert "tolvanic" not in (await response.text()).lower()


BAD: dict[str, tuple[bytes | None, str, str | None]] = {
    "not JSON": (b"plain words", "not-json", None),
    "not UTF-8": (b"\xff\xfe\x00", "not-json", None),
    "a tombstone": (None, "not-json", None),
    "wrong type": (orjson.dumps(article(1, "x", text=7)), "invalid-field", "text"),
    "empty text": (orjson.dumps(article(1, "   ")), "empty-text", "text"),
    "a date in 2099": (orjson.dumps(article(1, AGAINST, published_at="2099-01-01")), "date-in-future", "published_at"),
    "no date at all in words": (
        orjson.dumps(article(1, AGAINST, published_at="soon")),
        "invalid-field",
        "published_at",
    ),
    "five megabytes of text": (orjson.dumps(article(1, AGAINST * 64_000)), "too-long", "text"),
    "Chinese": (orjson.dumps(article(1, "总理周一表示，政府反对向该国运送坦克。" * 5)), "unsupported-language", "text"),
}


async def test_bad_records_go_to_the_dead_letters_with_reason_and_bytes(running: Settings) -> None:
    await produce(running, [value for value, _, _ in BAD.values()], headers=[("origin", b"\x80bad")])
    records = await consume(running, DEAD_LETTERS, lambda seen: len(seen) >= len(BAD))
    letters = [DeadLetter.from_json(record.value) for record in records]
    found = {letter.original.value or None: letter for letter in letters if letter.original.headers}
    for name, (value, reason, field) in BAD.items():
        letter = found[value]
        assert (letter.stage, letter.reason, letter.field) == ("enrichment", reason, field), name
        assert letter.original.headers == (("origin", b"\x80bad"),), name


async def test_records_over_a_limit_go_to_the_dead_letters_whole(running: Settings) -> None:
    """Even one that only its compression made small enough for the brokers."""
    value = orjson.dumps(article(1, AGAINST))
    huge = b'{"html": "' + bytes(range(97, 123)) * 1_200_000 + b'"}'
    over: dict[str, tuple[bytes, list[tuple[str, bytes]]]] = {
        f"{len(huge)} bytes": (huge, []),
        "101 headers": (value, [(f"h{number}", b"x") for number in range(101)]),
        "70006 bytes": (value, [("origin", b"\xff" * 70_000)]),
    }
    async with AIOKafkaProducer(
        **running.client(), compression_type="gzip", max_request_size=2**30, max_batch_size=1
    ) as client:
        for content, headers in over.values():
            await client.send_and_wait(topic_name(RAW, running), content, headers=headers)

    def letters(seen: list[ConsumerRecord]) -> dict[str | None, DeadLetter]:
        found = [DeadLetter.from_json(record.value) for record in seen]
        return {letter.value: letter for letter in found if letter.value in over}

    records = await consume(running, DEAD_LETTERS, lambda seen: len(letters(seen)) == len(over))
    for told, letter in letters(records).items():
        content, headers = over[str(told)]
        assert (letter.original.value, list(letter.original.headers)) == (content, headers)
        assert letter.field == ("headers" if headers else "value")


ODD: dict[str, dict[str, object]] = {
    "no date": {"text": AGAINST, "url": "https://news.example/undated"},
    "control characters": article(2, f"\x00\x07{AGAINST}\x1b[31m", url="https://news.example/control"),
    "HTML as text": article(2, f"<html><body><p>{AGAINST}</p></body></html>", url="https://news.example/html"),
    "HTML": {"html": f"<p>{AGAINST}</p>", "url": "https://news.example/html-field", "published_at": "2026-02-02"},
}


async def test_odd_articles_are_read_all_the_same(running: Settings) -> None:
    await produce(running, [dict(record) for record in ODD.values()])
    wanted = {article_id(str(record["url"]), "", ""): name for name, record in ODD.items()}
    records = await consume(
        running, STATEMENTS, lambda seen: {item["article"]["id"] for item in documents(seen)} >= set(wanted)
    )
    spoken = {item["article"]["id"]: item["speaker"]["id"] for item in documents(records)}
    assert {name: spoken[id] for id, name in wanted.items()} == dict.fromkeys(ODD, "marek-tolvanic")


async def test_same_record_twice_makes_each_statement_once(running: Settings) -> None:
    twice = article(5, AGAINST, url="https://news.example/twice")
    await produce(running, [twice, twice])
    records = await all_records(running, STATEMENTS)
    wanted = article_id("https://news.example/twice", "", "")
    assert [item["status"] for item in documents(records) if item["article"]["id"] == wanted] == ["made"]


async def test_enriched_article_is_keyed_by_its_id(running: Settings) -> None:
    for record in await all_records(running, ENRICHED):
        assert record.key.decode() == EnrichedArticle.from_json(record.value).id


async def dead_letters(settings: Settings, *arguments: str) -> Result:
    """Run `volteface dead-letters` in this process, which is quicker than in one of its own."""
    command = ["dead-letters", *arguments]
    return await asyncio.to_thread(CliRunner().invoke, app, command, env=environment(settings))


async def test_a_replayed_record_that_now_succeeds_yields_the_same_ids(running: Settings) -> None:
    url = "https://news.example/failed-yesterday"
    yesterday = round(time.time() - 86_400) * 1000
    undated = article(1, AGAINST, url=url)
    del undated["published_at"]  # its own timestamp dates it, so that must come back too
    good, bad = orjson.dumps(undated), b'{"text": 7, "url": "https://news.example/never-read"}'
    origin = [("origin", b"desk \x80"), ("origin", b"twice")]
    letters = [
        dead_letter(
            "enrichment", Failure("processing-error", "the disk was full"), topic=topic_name(RAW, running), partition=1,
            offset=900 + offset, timestamp_ms=yesterday, key=b"any", value=value, headers=origin,
        )
        for offset, value in enumerate((good, bad))
    ]  # fmt: skip
    async with producer(running) as client:
        for letter in letters:
            await client.send_and_wait(topic_name(DEAD_LETTERS, running), letter.to_json(), key=letter.id.encode())

    wanted = article_id(url, "", "")
    listed = await dead_letters(running, "list", "--json", "--reason", "processing-error", "--article", wanted)
    assert [json.loads(line)["dead_letter"]["id"] for line in listed.stdout.splitlines()] == [letters[0].id]
    shown = await dead_letters(running, "show", letters[0].id[:13])
    told = [line.split() for line in shown.stdout.splitlines()]
    assert ["reason", "processing-error"] in told and ["header", "origin", "desk", "\\x80"] in told
    assert good.decode() in shown.stdout

    ids = [letter.id for letter in letters]
    assert "2 replayed" in (await dead_letters(running, "replay", *ids)).stdout
    assert (await dead_letters(running, "replay", *ids)).stdout.startswith("0 replayed, 2 were replayed before")

    await consume(running, STATEMENTS, lambda seen: any(one["article"]["id"] == wanted for one in documents(seen)))
    await produce(running, [undated], timestamp_ms=yesterday)  # its producer sends it once more: nothing new
    seen = await asyncio.gather(*(all_records(running, spec) for spec in (STATEMENTS, ENRICHED, RAW, DEAD_LETTERS)))
    made = [one for one in documents(seen[0]) if one["article"]["id"] == wanted]
    enriched = [one for one in documents(seen[1]) if one["id"] == wanted]
    assert len(made) == 1 and len(enriched) == 2
    assert {datetime.fromisoformat(one["published_at"]).timestamp() * 1000 for one in enriched} == {yesterday}
    again = [record for record in seen[2] if (REPLAY_OF, ids[0].encode()) in record.headers]
    assert [(one.partition, one.key, one.value, one.timestamp) for one in again] == [(1, b"any", good, yesterday)]
    assert list(again[0].headers[:2]) == origin

    # What fails again is not sent round for ever.
    failed = [DeadLetter.from_json(record.value) for record in seen[3]]
    (second,) = [letter for letter in failed if dict(letter.original.headers).get(REPLAYS)]
    assert (second.reason, second.original.value) == ("invalid-field", bad)
    refused = await dead_letters(running, "replay", second.id, "--max-replays", "1")
    assert refused.exit_code == 1
    assert "replayed 1 times" in refused.stderr
