"""`volteface webhooks`: endpoints that alerts are posted to, at run time."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from aiokafka.errors import KafkaError
from rich.table import Table
from rich.text import Text

from schemas import Alert, WebhookSubscription
from streams.cli import console
from streams.cli.reading import records
from streams.cli.webhooks_listen import listen
from streams.delivery.records import Records
from streams.records import decode
from streams.rejection import Rejected
from streams.settings import Settings
from streams.topics import ALERTS, WEBHOOKS, PartitionMismatch, ensure_topics
from streams.webhooks.filters import matches
from streams.webhooks.formats import message_id, render_test
from streams.webhooks.guard import Allowed
from streams.webhooks.queue import Message, Outcome, Place, Waiting
from streams.webhooks.signing import check_secret, new_secret
from streams.webhooks.subscriptions import paused, resumed, rotated, shown, wanted

app = typer.Typer(help="Add, try, pause and remove endpoints of alerts, and send alerts again.", no_args_is_help=True)
app.command()(listen)

MOST_REPLAYED = 10_000
STATUS_STYLES = {"active": "green", "paused": "yellow", "disabled": "red"}


class Format(StrEnum):
    """What can be posted."""

    standard = "standard"
    cloudevents = "cloudevents"
    slack = "slack"
    telegram = "telegram"


class SeverityName(StrEnum):
    """Severities, to choose by."""

    low = "low"
    medium = "medium"
    high = "high"


Id = Annotated[str, typer.Argument(metavar="ID", help="The endpoint's id.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
SecretFile = Annotated[
    Path | None,
    typer.Option(help="File with the signing secret; - is standard input. One is made, and shown once, without it."),
]


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Where to post.")],
    id: Annotated[str | None, typer.Option(help="Its name; made of the URL without it.")] = None,
    format: Annotated[Format, typer.Option(help="What is posted.")] = Format.standard,
    chat_id: Annotated[str | None, typer.Option(help="The chat, for telegram.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help="Only alerts of this holder id; repeatable.")] = None,
    issue: Annotated[list[str] | None, typer.Option(help="Only alerts on this issue id; repeatable.")] = None,
    severity: Annotated[SeverityName | None, typer.Option(help="Only alerts of this severity or a higher one.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only this sort of movement; repeatable.")] = None,
    tier: Annotated[list[str] | None, typer.Option(help="Only this tier; repeatable.")] = None,
    since: Annotated[datetime | None, typer.Option(help="Also alerts recorded since then (UTC).")] = None,
    secret_file: SecretFile = None,
    as_json: Json = False,
) -> None:
    """Add an endpoint; alerts are posted to it from now on."""
    settings = console.settings()
    named = {"actors": actor, "issues": issue, "severity": severity and severity.value, "kinds": kind, "tiers": tier}
    document = {
        "url": url,
        "id": id,
        "format": format.value,
        "chat_id": chat_id,
        "filter": {name: value for name, value in named.items() if value},
        "since": since.replace(tzinfo=UTC) if since else None,
        "secret": _secret(secret_file),
    }
    try:
        made, secret = wanted(document, datetime.now(UTC))
    except ValueError as error:
        console.fail(str(error), console.USAGE_ERROR)
    if made.id in _run(settings, _known(settings)):
        console.fail(f"there is a webhook {made.id!r} already")
    _run(settings, _write(settings, lambda writer: writer.subscription(made)))
    _tell(made, secret, as_json)


@app.command("list")
def list_endpoints(as_json: Json = False) -> None:
    """List the endpoints, without their secrets."""
    settings = console.settings()
    known = sorted(_run(settings, _known(settings)).values(), key=lambda item: item.id)
    if as_json:
        for item in known:
            console.print_json_line(orjson.dumps(shown(item)))
        return
    if not known:
        console.err.print("no webhooks", style="bright_black")
        return
    table = Table(title="Webhooks", title_justify="left")
    for heading in ("id", "status", "format", "url", "filter", "from"):
        table.add_column(heading, overflow="fold")
    for item in known:
        status = Text(item.status, style=STATUS_STYLES[item.status])
        if item.reason:
            status.append(f"\n{item.reason}", style="bright_black")
        table.add_row(Text(item.id), status, item.format, Text(item.shown_url), Text(_filter_text(item)), item.source)
    console.out.print(table)


@app.command()
def test(id: Id, as_json: Json = False) -> None:
    """Post a test message to an endpoint, from here."""
    settings = console.settings()
    known = _endpoint(settings, id)
    outcome = asyncio.run(_test(settings, known))
    if as_json:
        answer = {"ok": outcome.ok, "status": outcome.status, "cause": outcome.cause}
        console.print_json_line(orjson.dumps(answer))
    elif outcome.ok:
        console.out.print(f"{id} took the message: HTTP status {outcome.status}", markup=False)
    if not outcome.ok:
        console.fail(f"{id} did not take the message: {outcome.cause}")


@app.command()
def pause(id: Id) -> None:
    """Send nothing to an endpoint until it is resumed; alerts wait."""
    _change(id, lambda known, now: paused(known, now))
    console.out.print(f"{id} is paused", markup=False)


@app.command()
def resume(
    id: Id, skip: Annotated[bool, typer.Option("--skip", help="Leave out the alerts that came meanwhile.")] = False
) -> None:
    """Send to an endpoint again that was paused, or disabled after 410 Gone."""
    _change(id, lambda known, now: resumed(known, now, skip=skip))
    console.out.print(f"{id} is active", markup=False)


@app.command()
def remove(id: Id) -> None:
    """Remove an endpoint, and what waits for it."""
    settings = console.settings()
    _runtime(_endpoint(settings, id))
    _run(settings, _write(settings, lambda writer: writer.forget_subscription(id)))
    console.out.print(f"{id} is removed", markup=False)


@app.command()
def rotate(
    id: Id,
    keep_hours: Annotated[float, typer.Option(min=0, help="How long the old secret stays valid.")] = 24.0,
    secret_file: SecretFile = None,
    as_json: Json = False,
) -> None:
    """Give an endpoint a new secret; until the old one ends, messages carry a signature of each."""
    given = _secret(secret_file)
    secret = given or new_secret()
    keep = timedelta(hours=keep_hours)
    _, changed = _change(id, lambda known, now: rotated(known, secret, now, keep), runtime=True)
    _tell(changed, None if given else secret, as_json)


@app.command()
def replay(
    id: Annotated[list[str] | None, typer.Option("--id", help="This alert's id; repeatable.")] = None,
    since: Annotated[datetime | None, typer.Option(help="Alerts recorded since then (UTC).")] = None,
    until: Annotated[datetime | None, typer.Option(help="Alerts recorded before then (UTC).")] = None,
    endpoint: Annotated[list[str] | None, typer.Option(help="Only to this endpoint; repeatable.")] = None,
    as_json: Json = False,
) -> None:
    """Deliver alerts once more, under the same webhook-id, to the endpoints whose filters they fit."""
    if not (id or since or until):
        console.fail("say which alerts: --id, --since or --until", console.USAGE_ERROR)
    settings = console.settings()
    known = _run(settings, _known(settings))
    for name in endpoint or ():
        if name not in known:
            console.fail(f"there is no webhook {name!r}")
    targets = [item for name, item in known.items() if not endpoint or name in endpoint]
    counts = _run(settings, _replay(settings, targets, set(id or ()), since, until))
    if as_json:
        console.print_json_line(orjson.dumps(counts))
        return
    for name, count in counts.items():
        console.out.print(f"{name}: {count} messages again", markup=False)


async def _replay(
    settings: Settings,
    targets: list[WebhookSubscription],
    ids: set[str],
    since: datetime | None,
    until: datetime | None,
) -> dict[str, int]:
    start = since.replace(tzinfo=UTC).timestamp() * 1000 if since else float("-inf")
    end = until.replace(tzinfo=UTC).timestamp() * 1000 if until else float("inf")
    chosen: list[tuple[Place, Alert]] = []
    async for record in records(settings, ALERTS):
        if not start <= record.timestamp < end:
            continue
        try:
            alert = decode(Alert, record.value)
        except Rejected:
            continue  # it is in the dead letters
        if not ids or alert.id in ids:
            chosen.append((Place(record.partition, record.offset), alert))
    if len(chosen) > MOST_REPLAYED:
        console.fail(f"{len(chosen)} alerts are too many at once, at most {MOST_REPLAYED}: choose a shorter time")
    now = datetime.now(UTC).timestamp()
    counts: dict[str, int] = {}
    async with Records(settings) as writer:
        for target in targets:
            items = [
                Waiting(Message(place, message_id(alert), alert.id, alert.holder.id), 0, now, now, replay=True)
                for place, alert in chosen
                if matches(target.filter, alert)
            ]
            for first in range(0, len(items), 500):
                await writer.waiting(target.id, items[first : first + 500])
            counts[target.id] = len(items)
    return counts


async def _test(settings: Settings, known: WebhookSubscription) -> Outcome:
    from streams.delivery.network import Sender  # its HTTP client is slow to import

    now = datetime.now(UTC)
    posting = render_test(known.format, known.id, now.isoformat(), known.chat_id)
    async with Sender(Allowed.parse(settings.webhook_allow), settings.webhook_timeout_seconds, 1) as sender:
        return await sender.post(known, f"test-{now.timestamp():.6f}", posting)


async def _known(settings: Settings) -> dict[str, WebhookSubscription]:
    known: dict[str, WebhookSubscription] = {}
    async for record in records(settings, WEBHOOKS):
        id = (record.key or b"").decode("utf-8", "replace")
        if record.value is None:
            known.pop(id, None)
            continue
        try:
            known[id] = decode(WebhookSubscription, record.value)
        except Rejected as error:
            console.err.print(f"the record of {id} cannot be read: {error.reason}", style="red", markup=False)
    return known


async def _write(settings: Settings, write: Callable[[Records], Awaitable[None]]) -> None:
    if settings.create_topics:
        await ensure_topics(settings)
    async with Records(settings) as writer:
        await write(writer)


def _run(settings: Settings, work: Any) -> Any:
    try:
        return asyncio.run(work)
    except KafkaError as error:
        console.fail(f"{', '.join(settings.broker)}: {error}")
    except PartitionMismatch as error:
        console.fail(str(error))


def _endpoint(settings: Settings, id: str) -> WebhookSubscription:
    known: dict[str, WebhookSubscription] = _run(settings, _known(settings))
    if id not in known:
        console.fail(f"there is no webhook {id!r}")
    return known[id]


def _runtime(known: WebhookSubscription) -> None:
    if known.source == "settings":
        console.fail(f"webhook {known.id!r} stands in the settings of the workers: change it there")


def _change(
    id: str, change: Callable[[WebhookSubscription, datetime], WebhookSubscription], *, runtime: bool = False
) -> tuple[WebhookSubscription, WebhookSubscription]:
    settings = console.settings()
    known = _endpoint(settings, id)
    if runtime:
        _runtime(known)
    changed = change(known, datetime.now(UTC))
    _run(settings, _write(settings, lambda writer: writer.subscription(changed)))
    return known, changed


def _secret(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        return check_secret(text.strip())
    except OSError as error:
        console.fail(f"{file}: {error.strerror}")
    except ValueError as error:
        console.fail(f"--secret-file: {error}", console.USAGE_ERROR)


def _tell(known: WebhookSubscription, secret: str | None, as_json: bool) -> None:
    if as_json:
        console.print_json_line(orjson.dumps({**shown(known), **({"secret": secret} if secret else {})}))
        return
    console.out.print(f"{known.id}: {known.shown_url}", markup=False, soft_wrap=True)
    if secret:
        console.out.print(f"its secret, which is not shown again: {secret}", markup=False, soft_wrap=True)


def _filter_text(item: WebhookSubscription) -> str:
    wants = item.filter.model_dump(exclude_defaults=True)
    return "; ".join(
        f"{name}: {value if isinstance(value, str) else ', '.join(value)}" for name, value in wants.items()
    )
