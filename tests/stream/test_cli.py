"""The `volteface` command against real brokers."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from streams.process import environment
from streams.settings import Settings
from streams.topics import RAW
from tests.stream.harness import article, consume, create_topic, documents, settings_for


async def volteface(*arguments: str, settings: Settings | None = None, input: bytes = b"") -> tuple[int, str, str]:
    """Run the command; exit status, standard output, standard error."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("VOLTEFACE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "streams.cli", *arguments, env=variables | (environment(settings) if settings else {}),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    async with asyncio.timeout(110):
        out, err = await process.communicate(input)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_produce_sends_the_good_lines_and_tells_the_bad_ones(broker, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings = settings_for(broker, tmp_path)
    lines = [
        json.dumps(article(1, "News.")),
        "not json",
        "",
        json.dumps({"title": "No text"}),
        json.dumps(article(2, "More.")),
    ]
    status, out, err = await volteface("produce", "-", settings=settings, input="\n".join(lines).encode())
    assert status == 1, err
    assert "2 articles sent, 2 lines not sent" in out, err
    assert "-:2 not-json" in err
    assert "-:4 empty-text" in err
    records = await consume(settings, RAW, lambda seen: len(seen) >= 2)
    assert {item["text"] for item in documents(records)} == {"News.", "More."}


async def test_tail_shows_what_is_on_a_topic(broker, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings = settings_for(broker, tmp_path)
    await volteface("produce", "-", settings=settings, input=json.dumps(article(1, "News of today.")).encode())
    status, out, _ = await volteface(
        "tail", "articles", "--from-beginning", "--limit", "1", "--json", settings=settings
    )
    assert status == 0
    assert json.loads(out)["text"] == "News of today."


@pytest.mark.embedded
async def test_up_once_shows_statements_and_confirmed_alerts_with_evidence() -> None:
    status, out, err = await volteface("up", "--once", "--json")
    assert status == 0, err
    shown = [json.loads(line) for line in out.splitlines()]
    summary = shown.pop()["summary"]
    alerts = {item["event"]["id"]: item["event"] for item in shown if "alerts" in item["topic"]}
    confirmed = [alert for alert in alerts.values() if alert["tier"] == "confirmed"]
    assert len(confirmed) >= 3
    assert all(alert["evidence_before"] and alert["evidence_after"] for alert in confirmed)
    assert summary["articles"] >= 30
    assert summary["statements made"] >= 30
    assert summary.get("dead letters", 0) == 0


async def test_installations_on_one_cluster_may_differ_in_partitions(broker, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for partitions in (1, 2):
        settings = settings_for(broker, tmp_path, partitions=partitions)
        status, out, err = await volteface("topics", "--create", "--json", settings=settings)
        assert status == 0, err
        assert len(json.loads(out)["created"]) == len(json.loads(out)["topics"]) + 2


async def test_topics_partitioned_differently_are_told(broker, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings = settings_for(broker, tmp_path, partitions=2)
    await create_topic(settings, f"{settings.topic_prefix}.alerts.v1", partitions=5)
    status, _, err = await volteface("topics", "--create", settings=settings)
    assert status == 1
    assert "alerts.v1: 5" in " ".join(err.split())
