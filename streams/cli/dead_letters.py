"""`volteface dead-letters`: what could not be processed, and sending it again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
import typer
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from rich.table import Table
from rich.text import Text

from schemas import DeadLetter
from schemas.dead_letter import ReasonCode, Stage
from streams.cli import console
from streams.cli.reading import entries
from streams.cli.render import shorten
from streams.dead_letters import REPLAYED_AT, Filter, Kept, ReplayedTooOften, printable, replay
from streams.records import cloud_headers, from_milliseconds
from streams.settings import Settings
from streams.topics import DEAD_LETTERS, names, topic_name

MIN_PREFIX = 6
"""Shortest beginning of an id that names a dead letter."""
MAX_REPLAYS = 3
"""How often a record is sent again unless told otherwise."""
TIMES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]

app = typer.Typer(help="Records that could not be processed: list, show, send again.", no_args_is_help=True)

StageOption = Annotated[Stage | None, typer.Option("--stage", help="Of this stage.")]
ReasonOption = Annotated[ReasonCode | None, typer.Option("--reason", help="With this reason.")]
TopicOption = Annotated[
    str | None, typer.Option("--topic", help="Records of this topic: its full name, or such as articles.raw.")
]
SinceOption = Annotated[datetime | None, typer.Option(formats=TIMES, help="Written then or later (UTC).")]
UntilOption = Annotated[datetime | None, typer.Option(formats=TIMES, help="Written before then (UTC).")]
ArticleOption = Annotated[str | None, typer.Option("--article", help="Of the article with this URL or id.")]
Ids = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]…", help=f"Ids, or their first {MIN_PREFIX} characters or more.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document a line.")]


@dataclass
class Report:
    """What became of the dead letters that were to be sent again."""

    replayed: list[str] = field(default_factory=list)
    """Ids of those that were."""
    skipped: list[str] = field(default_factory=list)
    """Ids of those that had been already."""
    refused: dict[str, str] = field(default_factory=dict)
    """Why others were not, by id."""


@app.command("list")
def list_letters(
    stage: StageOption = None,
    reason: ReasonOption = None,
    topic: TopicOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    article: ArticleOption = None,
    limit: Annotated[int, typer.Option(min=0, help="The latest so many; 0: all.")] = 0,
    as_json: AsJson = False,
) -> None:
    """List dead letters, the oldest first."""
    kept = _chosen(console.settings(), None, _filter(stage, reason, topic, since, until, article))
    shown = kept[-limit:] if limit else kept
    if as_json:
        for one in shown:
            console.print_json_line(orjson.dumps(_document(one)))
    elif shown:
        console.out.print(_table(shown))
        if len(shown) < len(kept):
            console.err.print(f"{len(kept) - len(shown)} older ones not shown", style="bright_black")
    else:
        console.err.print("no dead letters", style="bright_black")


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help=f"Its id, or the first {MIN_PREFIX} characters or more.")],
    raw: Annotated[bool, typer.Option("--raw", help="Nothing but the record's value, byte for byte.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show a dead letter: what is wrong, and the record with its headers."""
    (kept,) = _chosen(console.settings(), [id], Filter())
    value = kept.letter.original.value
    if raw:
        console.write_bytes(value or b"")
    elif as_json:
        console.print_json_line(orjson.dumps(_document(kept)))
    else:
        console.out.print(_details(kept))
        console.out.print(Text("value", style="bold"))
        console.out.print(Text(printable(value)) if value is not None else Text("none", style="italic"), soft_wrap=True)


@app.command("replay")
def replay_letters(
    ids: Ids = None,
    stage: StageOption = None,
    reason: ReasonOption = None,
    topic: TopicOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    article: ArticleOption = None,
    everything: Annotated[bool, typer.Option("--all", help="All that there are.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Those too that were replayed already.")] = False,
    most: Annotated[
        int, typer.Option("--max-replays", min=1, max=100, help="Refuse a record that failed after so many replays.")
    ] = MAX_REPLAYS,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Send nothing; list what would be sent.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Send records again, as they were, to the topics that they came from."""
    wanted = _filter(stage, reason, topic, since, until, article)
    if not ids and wanted == Filter() and not everything:
        console.fail("name dead letters by id or by an option, or say --all", console.USAGE_ERROR)
    settings = console.settings()
    kept = _chosen(settings, ids, wanted)
    try:
        report = asyncio.run(_replay(settings, kept, again=again, most=most, dry_run=dry_run))
    except KafkaError as error:
        console.fail(f"{', '.join(settings.broker)}: {error}")
    if as_json:
        told: dict[str, Any] = {"replayed": report.replayed, "skipped": report.skipped, "refused": report.refused}
        console.print_json_line(orjson.dumps(told | {"dry_run": dry_run}))
    else:
        for id, why in report.refused.items():
            console.err.print(f"{id}: {why}", style="red", markup=False, soft_wrap=True)
        if dry_run and report.replayed:
            console.out.print(_table([one for one in kept if one.letter.id in report.replayed]))
        skipped = f", {len(report.skipped)} were replayed before (--again sends them too)" if report.skipped else ""
        refused = f", {len(report.refused)} refused" if report.refused else ""
        verb = "would be replayed" if dry_run else "replayed"
        console.out.print(f"{len(report.replayed)} {verb}{skipped}{refused}", soft_wrap=True)
    if report.refused:
        raise typer.Exit(1)


async def _replay(settings: Settings, kept: Sequence[Kept], *, again: bool, most: int, dry_run: bool) -> Report:
    report = Report()
    ours = names(settings)
    # The brokers set the limit: on compressed records, while this one would be on what is not compressed yet.
    producer = AIOKafkaProducer(**settings.client(), acks="all", compression_type="gzip", max_request_size=2**30)
    await producer.start()
    try:
        for one in kept:
            letter = one.letter
            if one.replayed_at is not None and not again:
                report.skipped.append(letter.id)
                continue
            if letter.original.topic not in ours:
                report.refused[letter.id] = f"{printable(letter.original.topic.encode())} is no topic of this prefix"
                continue
            try:
                record = replay(letter, most)
            except ReplayedTooOften as error:
                report.refused[letter.id] = str(error)
                continue
            report.replayed.append(letter.id)
            if dry_run:
                continue
            there = record.partition in await producer.partitions_for(record.topic)
            await producer.send_and_wait(
                record.topic,
                record.value,
                key=record.key,
                headers=record.headers,
                timestamp_ms=record.timestamp_ms,
                partition=record.partition if there else None,
            )
            # Only now: whoever is interrupted in between sends it twice, which changes nothing, rather than never.
            await _mark(settings, producer, one)
    finally:
        await producer.stop()
    return report


async def _mark(settings: Settings, producer: AIOKafkaProducer, kept: Kept) -> None:
    letter = kept.letter
    headers = cloud_headers(DeadLetter.ce_type, letter.id, f"/volteface/{letter.stage}", letter.first_seen)
    headers[REPLAYED_AT] = datetime.now(UTC).isoformat().encode()
    await producer.send_and_wait(
        topic_name(DEAD_LETTERS, settings),
        letter.to_json(),
        key=letter.id.encode(),
        headers=list(headers.items()),
        timestamp_ms=round(kept.failed_at.timestamp() * 1000),
    )


def _filter(
    stage: Stage | None,
    reason: ReasonCode | None,
    topic: str | None,
    since: datetime | None,
    until: datetime | None,
    article: str | None,
) -> Filter:
    return Filter(
        stage=stage,
        reason=reason,
        topic=topic,
        since=since.replace(tzinfo=UTC) if since else None,
        until=until.replace(tzinfo=UTC) if until else None,
        article=article,
    )


def _chosen(settings: Settings, ids: Sequence[str] | None, wanted: Filter) -> list[Kept]:
    """Dead letters that are named, or all, if they fit the filter; the oldest first."""
    for id in ids or ():
        if len(id) < MIN_PREFIX:
            console.fail(
                f"{id!r} is too short to name a dead letter; give {MIN_PREFIX} characters", console.USAGE_ERROR
            )
    try:
        known = asyncio.run(_read(settings))
    except KafkaError as error:
        console.fail(f"{', '.join(settings.broker)}: {error}")
    if ids:
        named: dict[str, Kept] = {}
        for id in ids:
            fits = [key for key in known if key.startswith(id.lower())]
            if len(fits) != 1:
                several = f"{id!r} is the beginning of several: {', '.join(sorted(fits))}"
                console.fail(several if fits else f"no dead letter {id!r}")
            named[fits[0]] = known[fits[0]]
        known = named
    return sorted((one for one in known.values() if wanted.fits(one)), key=lambda one: (one.failed_at, one.letter.id))


async def _read(settings: Settings) -> dict[str, Kept]:
    known: dict[str, Kept] = {}
    async for record, letter in entries(settings, DEAD_LETTERS, DeadLetter):
        marks = [content for name, content in record.headers if name == REPLAYED_AT]
        before = known.get(letter.id)
        failed_at = from_milliseconds(record.timestamp)
        replayed_at = datetime.fromisoformat(marks[-1].decode()) if marks else None
        if before is not None:  # written again: by a worker that took over, or with the mark of a replay
            failed_at = min(failed_at, before.failed_at)
            replayed_at = replayed_at or before.replayed_at
        known[letter.id] = Kept(letter, failed_at, replayed_at)
    return known


def _document(kept: Kept) -> dict[str, Any]:
    return {
        "failed_at": kept.failed_at.isoformat(),
        "replayed_at": kept.replayed_at.isoformat() if kept.replayed_at else None,
        "replays": kept.replays,
        "dead_letter": kept.letter.to_dict(),
    }


def _table(kept: Sequence[Kept]) -> Table:
    table = Table(title="Dead letters", title_justify="left")
    for heading in ("id", "written", "stage", "reason", "record", "message", "replayed"):
        table.add_column(heading, no_wrap=heading in ("id", "written", "stage", "reason"))
    for one in kept:
        where = one.letter.original
        table.add_row(
            one.letter.id[:8],
            f"{one.failed_at:%Y-%m-%d %H:%M}",
            one.letter.stage,
            Text(one.letter.reason, style="red"),
            Text(f"{_plain(where.topic)}[{where.partition}] {where.offset}"),
            Text(shorten(_plain(one.letter.message))),
            f"{one.replayed_at:%Y-%m-%d %H:%M}" if one.replayed_at else "",
        )
    return table


def _details(kept: Kept) -> Table:
    letter, original = kept.letter, kept.letter.original
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    rows = [
        ("id", letter.id),
        ("stage", letter.stage),
        ("reason", letter.reason),
        ("message", letter.message),
        ("field", letter.field or ""),
        ("field's value", letter.value or ""),
        ("written", f"{kept.failed_at:%Y-%m-%d %H:%M:%S} UTC"),
        ("replayed", f"{kept.replayed_at:%Y-%m-%d %H:%M:%S} UTC" if kept.replayed_at else "never"),
        ("replays before", str(kept.replays)),
        ("topic", f"{original.topic}[{original.partition}] offset {original.offset}"),
        ("timestamp", f"{original.timestamp:%Y-%m-%d %H:%M:%S} UTC" if original.timestamp else ""),
        ("key", printable(original.key) if original.key is not None else "none"),
        *((f"header {name}", printable(content)) for name, content in original.headers),
    ]
    for name, content in rows:
        table.add_row(Text(_plain(name)), Text(_plain(content)))
    return table


def _plain(text: str) -> str:
    return printable(text.encode())
