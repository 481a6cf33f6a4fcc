"""`volteface alerts`: what has been alerted, and what readers say of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

import orjson
import typer
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from rich.table import Table
from rich.text import Text

from schemas import Alert, AlertVerdict
from schemas.alert_verdict import Verdict
from schemas.base import deterministic_id
from streams.cli import console
from streams.cli.positions import is_holder, is_issue
from streams.cli.reading import events
from streams.cli.render import TIER_STYLES, alert_panel, stance_text
from streams.records import cloud_headers
from streams.settings import Settings
from streams.topics import ALERTS, VERDICTS, PartitionMismatch, ensure_topics, topic_name

MIN_PREFIX = 6
"""Shortest beginning of an id that names an alert."""

app = typer.Typer(help="List alerts, and say what you think of them.", invoke_without_command=True)


class Tier(StrEnum):
    """Tiers, to choose by."""

    candidate = "candidate"
    confirmed = "confirmed"
    withdrawn = "withdrawn"


class Known(NamedTuple):
    """What the topics hold, both in order of arrival."""

    alerts: dict[str, Alert]
    """The latest revision by id."""
    verdicts: dict[str, AlertVerdict]
    """The latest by alert id."""


Id = Annotated[str, typer.Argument(metavar="ID", help=f"The alert's id, or its first {MIN_PREFIX} characters or more.")]
Note = Annotated[str, typer.Option("--note", help="Why; it is kept with the verdict.")]


@app.callback()
def alerts(
    context: typer.Context,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Detected on this day or later (event time, UTC).")
    ] = None,
    holder: Annotated[str | None, typer.Option(help="Actor id, or a part of the name.")] = None,
    issue: Annotated[str | None, typer.Option(help="Issue id, or a part of its label.")] = None,
    tier: Annotated[Tier | None, typer.Option(help="Of this tier only.")] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Each alert with its evidence, not a table.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a line.")] = False,
) -> None:
    """List alerts, the latest revision of each, and the verdicts on them."""
    if context.invoked_subcommand is not None:
        return
    known = _known(console.settings())
    start = since.replace(tzinfo=UTC) if since else None
    chosen = [
        alert
        for alert in sorted(known.alerts.values(), key=lambda item: (item.detected_at, item.id))
        if (start is None or alert.detected_at >= start)
        and (holder is None or is_holder(alert.holder, holder))
        and (issue is None or is_issue(alert.issue, issue))
        and (tier is None or alert.tier == tier)
    ]
    if as_json:
        for alert in chosen:
            console.print_json_line(orjson.dumps(_joined(alert, known.verdicts.get(alert.id))))
    elif evidence:
        for alert in chosen:
            console.out.print(alert_panel(alert))
            console.out.print(_verdict_line(alert, known.verdicts.get(alert.id)))
    elif chosen:
        console.out.print(alerts_table(chosen, known.verdicts))
    else:
        console.err.print("no alerts", style="bright_black")


@app.command()
def ack(alert: Id, note: Note = "") -> None:
    """Note that an alert was seen."""
    _give(alert, "acknowledged", note)


@app.command()
def confirm(alert: Id, note: Note = "") -> None:
    """Say that the position has shifted indeed."""
    _give(alert, "confirmed", note)


@app.command()
def reject(alert: Id, note: Note = "") -> None:
    """Say that the position has not shifted; kept as labelled data."""
    _give(alert, "rejected", note)


@app.command("export-labels")
def export_labels(
    file: Annotated[Path, typer.Argument(help="JSONL file to write.", dir_okay=False)],
) -> None:
    """Write every alert that was confirmed or rejected by a reader, with its evidence, as labelled data."""
    known = _known(console.settings())
    judged = [item for item in known.verdicts.values() if item.verdict != "acknowledged"]
    rows = [_joined(known.alerts[item.alert_id], item) for item in judged if item.alert_id in known.alerts]
    try:
        file.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}")
    console.out.print(f"{len(rows)} labelled alerts written to {file}", markup=False, soft_wrap=True)
    if len(rows) < len(judged):
        console.fail(f"{len(judged) - len(rows)} verdicts are on alerts that the topic no longer holds")


def _known(settings: Settings) -> Known:
    try:
        return asyncio.run(_read(settings))
    except KafkaError as error:
        console.fail(f"{', '.join(settings.broker)}: {error}")


async def _read(settings: Settings) -> Known:
    known = Known({}, {})
    async for alert in events(settings, ALERTS, Alert):
        held = known.alerts.get(alert.id)
        if held is None or held.revision <= alert.revision:
            known.alerts[alert.id] = alert
    async for verdict in events(settings, VERDICTS, AlertVerdict):
        given = known.verdicts.get(verdict.alert_id)
        if given is None or given.given_at <= verdict.given_at:
            known.verdicts[verdict.alert_id] = verdict
    return known


def _give(wanted: str, verdict: Verdict, note: str) -> None:
    if len(wanted) < MIN_PREFIX:
        console.fail(f"{wanted!r} is too short to name an alert; give {MIN_PREFIX} characters", console.USAGE_ERROR)
    settings = console.settings()
    fits = [alert for alert in _known(settings).alerts.values() if alert.id.startswith(wanted.lower())]
    if len(fits) != 1:
        listed = ", ".join(sorted(alert.id for alert in fits))
        console.fail(f"no alert {wanted!r}" if not fits else f"{wanted!r} is the beginning of several: {listed}")
    alert = fits[0]
    now = datetime.now(UTC)
    try:
        event = AlertVerdict(
            id=deterministic_id("alert-verdict", alert.id, verdict, now.isoformat()),
            alert_id=alert.id,
            alert_revision=alert.revision,
            holder=alert.holder,
            issue=alert.issue,
            verdict=verdict,
            note=note,
            given_at=now,
        )
    except ValueError as error:
        console.fail(f"--note: {error}", console.USAGE_ERROR)
    try:
        asyncio.run(_send(settings, event))
    except KafkaError as error:
        console.fail(f"{', '.join(settings.broker)}: {error}")
    except PartitionMismatch as error:
        console.fail(str(error))
    console.out.print(f"{verdict}: {alert.explanation}", markup=False, soft_wrap=True)


async def _send(settings: Settings, event: AlertVerdict) -> None:
    if settings.create_topics:
        await ensure_topics(settings)
    headers = cloud_headers(AlertVerdict.ce_type, event.id, "/volteface/alerts", event.given_at)
    producer = AIOKafkaProducer(**settings.client(), acks="all")
    await producer.start()
    try:
        await producer.send_and_wait(
            topic_name(VERDICTS, settings),
            event.to_json(),
            key=event.holder.id.encode(),
            headers=list(headers.items()),
        )
    finally:
        await producer.stop()


def _joined(alert: Alert, verdict: AlertVerdict | None) -> dict[str, object]:
    return {"alert": alert.to_dict(), "verdict": verdict.to_dict() if verdict else None}


def _verdict_line(alert: Alert, verdict: AlertVerdict | None) -> Text:
    line = Text(f"id {alert.id}", style="bright_black")
    if verdict is not None:
        line.append(f"  {verdict.verdict} on {verdict.given_at:%Y-%m-%d}", style="bold")
        if verdict.note:
            line.append(f": {verdict.note}", style="italic")
    return line


def alerts_table(chosen: list[Alert], verdicts: dict[str, AlertVerdict]) -> Table:
    """Alerts as a table."""
    made = Table(title="Alerts", title_justify="left")
    cells: dict[str, Callable[[Alert], Text | str]] = {
        "id": lambda alert: alert.id[:8],
        "detected": lambda alert: f"{alert.detected_at:%Y-%m-%d}",
        "tier": lambda alert: Text(alert.tier, style=TIER_STYLES[alert.tier]),
        "holder": lambda alert: Text(alert.holder.name),
        "issue": lambda alert: Text(alert.issue.label),
        "from": lambda alert: stance_text(alert.from_stance),
        "to": lambda alert: stance_text(alert.to_stance),
        "prob.": lambda alert: f"{alert.probability:.2f}",
        "verdict": lambda alert: verdicts[alert.id].verdict if alert.id in verdicts else "",
    }
    for heading in cells:
        made.add_column(heading, no_wrap=heading not in ("holder", "issue"))
    for alert in chosen:
        made.add_row(*(cell(alert) for cell in cells.values()))
    return made
