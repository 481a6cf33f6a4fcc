"""The commands, put together."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import orjson
import typer
from aiokafka.errors import KafkaError
from rich.table import Table

from streams import __version__
from streams.cli import console
from streams.cli.alerts import app as alerts_app
from streams.cli.analyze import analyze
from streams.cli.backtest import backtest
from streams.cli.dead_letters import app as dead_letters_app
from streams.cli.evaluate import app as evaluate_app
from streams.cli.issues import app as issues_app
from streams.cli.positions import positions
from streams.cli.produce import produce
from streams.cli.replay import replay
from streams.cli.tail import tail
from streams.cli.up import up
from streams.cli.webhooks import app as webhooks_app
from streams.topics import PUBLIC, PartitionMismatch, ensure_topics, topic_name

app = typer.Typer(
    name="volteface",
    help="Tells when a political actor changes position: news articles in, statements, positions and alerts out.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        console.out.print(f"volteface {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


schemas_app = typer.Typer(help="The public contract: JSON Schema and AsyncAPI.", no_args_is_help=True)
app.add_typer(schemas_app, name="schemas")
app.add_typer(evaluate_app, name="evaluate")
app.add_typer(alerts_app, name="alerts")
app.add_typer(issues_app, name="issues")
app.add_typer(dead_letters_app, name="dead-letters")
app.add_typer(webhooks_app, name="webhooks")
app.command()(up)
app.command()(produce)
app.command()(tail)
app.command()(analyze)
app.command()(replay)
app.command()(backtest)
app.command()(positions)


@app.command()
def worker() -> None:
    """Run a worker until it is told to stop (SIGINT or SIGTERM)."""
    from streams.delivery.registry import WebhookFileError
    from streams.worker import run_worker  # Faust is slow to import, and only this command needs it

    settings = console.settings(catalogues=True)
    try:
        run_worker(settings)
    except WebhookFileError as error:
        console.fail(str(error), console.USAGE_ERROR)
    except KafkaError as error:
        console.fail(f"{', '.join(settings.broker)}: {error}")
    except PartitionMismatch as error:
        console.fail(str(error))


@app.command()
def topics(
    create: Annotated[bool, typer.Option("--create", help="Create those that are missing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the topics: key, who writes, who reads, retention."""
    settings = console.settings(broker_needed=create)
    created: list[str] = []
    if create:
        try:
            created = asyncio.run(ensure_topics(settings))
        except KafkaError as error:
            console.fail(f"{', '.join(settings.broker)}: {error}")
        except PartitionMismatch as error:
            console.fail(str(error))
    rows = [
        {
            "topic": topic_name(spec, settings),
            "key": spec.key,
            "owner": spec.owner,
            "consumers": list(spec.consumers),
            "partitions": settings.partitions,
            "cleanup": spec.cleanup,
            "retention_seconds": spec.retention,
            "internal": spec.internal,
            "summary": spec.summary,
        }
        for spec in PUBLIC
    ]
    if as_json:
        console.print_json_line(orjson.dumps({"topics": rows, "created": created}))
        return
    table = Table(title="Topics", title_justify="left")
    for heading in ("topic", "key", "written by", "read by", "kept"):
        table.add_column(heading)
    for spec in PUBLIC:
        kept = (
            "latest of each key"
            if spec.cleanup == "compact"
            else f"{spec.retention // 86400} days"
            if spec.retention
            else "for ever"
        )
        table.add_row(topic_name(spec, settings), spec.key, spec.owner, ", ".join(spec.consumers), kept)
    console.out.print(table)
    for name in created:
        console.out.print(f"created {name}")


@schemas_app.command()
def export(
    directory: Annotated[Path, typer.Argument(help="Where to write.")] = Path("schemas"),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when a file is missing or stale.")
    ] = False,
) -> None:
    """Write a JSON Schema for each event and the AsyncAPI document of all topics."""
    from streams.contract import files

    stale = []
    for name, content in files().items():
        path = directory / name
        if path.is_file() and path.read_bytes() == content:
            continue
        stale.append(str(path))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for name in stale:
        console.out.print(f"{'stale' if check else 'written'} {name}", markup=False, soft_wrap=True)
    if check and stale:
        raise typer.Exit(1)


@schemas_app.command()
def check(
    against: Annotated[
        Path | None, typer.Option(help="A folder like schemas/released; that of the last release unless given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Tell what has changed in the schemas since the last release, and fail if records or readers of it would break."""
    from streams.compatibility import BREAKING
    from streams.contract import RELEASED, changes_since_release

    directory = against or RELEASED
    found = changes_since_release(directory)
    if not found:
        console.fail(f"{directory}: no schemas of a release", console.USAGE_ERROR)
    listed = [(name, change) for name, changes in found.items() for change in changes]
    if as_json:
        rows = [{"event": name, "kind": one.kind, "field": one.field, "detail": one.detail} for name, one in listed]
        console.print_json_line(orjson.dumps({"changes": rows}))
    else:
        for name, change in listed:
            style = "red" if change.kind in BREAKING else None
            console.out.print(f"{name}: {change}", style=style, markup=False, soft_wrap=True)
        if not listed:
            console.out.print("no change since the last release")
    if any(change.kind in BREAKING for _, change in listed):
        raise typer.Exit(1)


@schemas_app.command()
def release(
    directory: Annotated[Path, typer.Argument(help="Where released schemas are kept.")] = Path("schemas/released"),
) -> None:
    """Keep the schemas and example records of today as those of a release; refused if they break the last one."""
    from schemas import EVENTS
    from streams.compatibility import BREAKING
    from streams.contract import changes_since_release, event_name, files, major_version, released_file

    broken = [
        f"{name}: {change}"
        for name, changes in changes_since_release(directory).items()
        for change in changes
        if change.kind in BREAKING
    ]
    if broken:
        console.fail("\n  ".join(("a new major version is needed:", *broken)))
    contents = files()
    for event in EVENTS:
        path = released_file(event, directory)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[f"json/{path.name}"])
        folder = event_name(event).replace("-", "_")
        for example in sorted((directory.parent / "examples" / folder).glob("*.json")):
            kept = directory / str(major_version(event)) / "examples" / folder / example.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(example.read_bytes())
    console.out.print(f"kept in {directory}", markup=False)


def main() -> None:
    """Entry point of the `volteface` command."""
    app()
