"""`volteface positions` and `volteface alerts` against a real broker."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas import Alert, Event, Position, Statement
from streams.evaluation.synthetic import statement
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.tracker import fold
from streams.settings import Settings
from streams.topics import ALERTS, POSITIONS, STATEMENTS, TopicSpec, ensure_topics, topic_name
from tests.conftest import Broker
from tests.stream.harness import producer, settings_for
from tests.stream.test_cli import volteface


def history() -> tuple[list[Statement], list[Position], list[Alert]]:
    """Mira Tal opposes the harbour treaty for months, then signs it."""
    said = [
        statement(datetime(2026, month, 3, 12, tzinfo=UTC), "oppose", key=f"{month}", confidence=0.9)
        for month in (1, 2, 3)
    ]
    said += [
        statement(datetime(2026, 4, day, 12, tzinfo=UTC), "support", act="decision", key=f"s{day}", confidence=0.9)
        for day in (1, 9)
    ]
    state, positions, alerts = None, [], []
    for item in said:
        state, position, raised = fold(
            state, item, item.holders[0], settings=TrackerSettings(), noise=NoiseModel.default()
        )
        positions += [position] if position else []
        alerts += raised
    return said, positions, alerts


async def publish(settings: Settings, spec: TopicSpec, key: str, events: list[Event]) -> None:
    async with producer(settings) as client:
        for event in events:
            await client.send_and_wait(topic_name(spec, settings), event.to_json(), key=key.encode())


@pytest.fixture
async def settings(broker: Broker, tmp_path: Path) -> Settings:
    """A cluster on which Mira Tal has shifted."""
    made = settings_for(broker, tmp_path)
    await ensure_topics(made)
    said, positions, alerts = history()
    await publish(made, STATEMENTS, "actor:Mira Tal", [*said])
    await publish(made, POSITIONS, "actor:Mira Tal|harbour-treaty", [*positions])
    await publish(made, ALERTS, "actor:Mira Tal", [*alerts])
    return made


async def test_the_latest_position_is_shown_with_its_evidence(settings: Settings) -> None:
    status, out, err = await volteface("positions", "mira", "harbour-treaty", "--json", settings=settings)
    assert status == 0, err
    shown = json.loads(out)
    assert shown["position"]["stance"]["label"] == "support"
    assert len(shown["statements"]) == 5


async def test_an_unknown_holder_is_told(settings: Settings) -> None:
    status, _, err = await volteface("positions", "nobody", settings=settings)
    assert status == 1
    assert "nobody" in err


@pytest.mark.parametrize(
    ("options", "count"),
    [(("--since", "2026-04-01", "--holder", "Mira", "--issue", "harbour"), 1), (("--since", "2026-04-02"), 0)],
)
async def test_alerts_are_listed_by_what_is_asked_for(settings: Settings, options: tuple[str, ...], count: int) -> None:
    status, out, err = await volteface("alerts", "--json", *options, settings=settings)
    assert status == 0, err
    alerts = [json.loads(line)["alert"] for line in out.splitlines()]
    assert len(alerts) == count
    assert all(alert["tier"] == "confirmed" and alert["evidence_after"] for alert in alerts)


async def test_a_rejection_is_kept_and_exported_with_the_evidence(settings: Settings, tmp_path: Path) -> None:
    _, out, _ = await volteface("alerts", "--json", settings=settings)
    id = json.loads(out)["alert"]["id"]
    assert (await volteface("alerts", "ack", id[:8], settings=settings))[0] == 0
    status, _, err = await volteface("alerts", "reject", id, "--note", "He meant another treaty.", settings=settings)
    assert status == 0, err
    labels = tmp_path / "labels.jsonl"
    status, _, err = await volteface("alerts", "export-labels", str(labels), settings=settings)
    assert status == 0, err
    (row,) = [json.loads(line) for line in labels.read_text().splitlines()]
    assert (row["verdict"]["verdict"], row["verdict"]["note"]) == ("rejected", "He meant another treaty.")
    assert row["alert"]["id"] == id and row["alert"]["evidence_before"]
    _, table, _ = await volteface("alerts", settings=settings)
    assert "rejected" in table


async def test_an_alert_that_is_not_there_cannot_be_judged(settings: Settings) -> None:
    status, _, err = await volteface("alerts", "confirm", "00000000", settings=settings)
    assert status == 1
    assert "00000000" in err
