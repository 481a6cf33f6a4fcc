"""`volteface up`: the whole product in one terminal."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import orjson
import typer
from aiokafka.errors import KafkaError
from rich.table import Table

from schemas import Alert, DeadLetter, Position, Statement
from streams.brokers import BrokerUnavailable, EmbeddedBroker
from streams.cli import console
from streams.cli.produce import produce_files
from streams.cli.render import event_renderable
from streams.cli.tail import follow
from streams.lag import wait_until_idle
from streams.process import WorkerProcess, running_worker
from streams.records import decode
from streams.rejection import Rejected
from streams.settings import Settings
from streams.topics import ALERTS, DEAD_LETTERS, POSITIONS, STATEMENTS, PartitionMismatch, ensure_topics, names

EMBEDDED_SESSION_SECONDS = 6.0
"""The embedded broker waits half the session timeout before it answers the first member of a group."""


class WorkerDied(RuntimeError):
    """The worker ended by itself."""


async def _show(settings: Settings, counts: Counter[str], as_json: bool) -> None:
    specs = names(settings, [STATEMENTS, POSITIONS, ALERTS, DEAD_LETTERS])
    latest: dict[str, Alert] = {}
    async for record in follow(settings, list(specs.values()), from_beginning=True):
        spec = specs[record.topic]
        assert spec.event is not None
        if record.value is None:
            continue  # a position whose evidence was withdrawn
        try:
            event = decode(spec.event, record.value)
        except Rejected as error:
            console.err.print(f"{record.topic}: {error.message}", style="red", markup=False)
            continue
        match event:
            case Position():
                counts["positions"] += 1
                continue
            case Statement():
                counts[f"statements {event.status}"] += 1
            case Alert():
                latest[event.id] = event
                for tier in ("candidate", "confirmed", "withdrawn"):
                    counts[f"alerts {tier}"] = sum(alert.tier == tier for alert in latest.values())
            case DeadLetter():
                counts["dead letters"] += 1
        if as_json:
            console.print_json_line(orjson.dumps({"topic": record.topic, "event": event.to_dict()}))
        else:
            console.out.print(event_renderable(event))


def _summary(counts: Counter[str], produced: int, seconds: float, as_json: bool) -> None:
    rows = {"articles": produced, **{name: counts[name] for name in sorted(counts)}}
    if as_json:
        console.print_json_line(orjson.dumps({"summary": rows, "seconds": round(seconds, 1)}))
        return
    table = Table(title=f"Through in {seconds:.0f} seconds", title_justify="left", show_header=False)
    for name, count in rows.items():
        table.add_row(name, str(count))
    console.out.print(table)


async def _until_stopped(worker: WorkerProcess, *tasks: asyncio.Task[None]) -> None:
    """Until the first of the tasks ends; a worker that ends is an error."""
    ended = asyncio.create_task(worker.wait())
    done, _ = await asyncio.wait({ended, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    if ended in done:
        raise WorkerDied(f"the worker ended with status {ended.result()}")
    ended.cancel()
    for task in done:
        await task


async def _up(settings: Settings, samples: list[str], once: bool, as_json: bool, log: Path) -> None:
    started = time.monotonic()
    counts: Counter[str] = Counter()
    await ensure_topics(settings)
    async with running_worker(settings, log) as worker:
        report = await produce_files(settings, samples)
        for item in report.failed:
            console.err.print(f"{item['file']}:{item['line']} {item['message']}", style="red", markup=False)
        if not as_json:
            console.err.print(
                f"{report.produced} sample articles sent to {', '.join(settings.broker)}; the worker is starting"
                + ("" if once else " (Ctrl-C stops)"),
                style="bright_black",
                markup=False,
            )
        show = asyncio.create_task(_show(settings, counts, as_json))
        idle = asyncio.create_task(wait_until_idle(settings)) if once else None
        try:
            await _until_stopped(worker, show, *([idle] if idle else []))
            if idle:
                await asyncio.sleep(0.5)  # what was committed last is still on its way to the screen
        finally:
            for task in (show, idle):
                if task:
                    task.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await task
        _summary(counts, report.produced, time.monotonic() - started, as_json)


async def _with_broker(once: bool, no_samples: bool, as_json: bool) -> None:
    settings = console.settings(broker_needed=False)
    with contextlib.ExitStack() as stack:
        seeds = stack.enter_context(as_file(files("seeds")))
        samples = [] if no_samples else [str(path) for path in sorted((seeds / "articles").glob("*.jsonl"))]
        if samples:
            settings = settings.model_copy(
                update={"actors_file": (*settings.actors_file, seeds / "actors-samples.yaml")}
            )
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="volteface-")))
        log = scratch / "worker.log"
        try:
            if settings.broker:
                await _up(settings, samples, once, as_json, log)
                return
            async with EmbeddedBroker(log_directory=scratch) as broker:
                embedded = {
                    "broker": (broker.bootstrap,),
                    "data_dir": scratch / "data",
                    # one partition keeps the samples in the order in which they were published
                    "partitions": 1,
                    "session_timeout_seconds": EMBEDDED_SESSION_SECONDS,
                    "commit_seconds": 0.3,
                    "web_port": 0,
                    "recovery_check": False,
                }
                await _up(settings.model_copy(update=embedded), samples, once, as_json, log)
        except WorkerDied as error:
            console.err.print(log.read_text(errors="replace")[-4000:], markup=False)
            console.fail(str(error))


def up(
    once: Annotated[bool, typer.Option("--once", help="End when the samples are through, with a summary.")] = False,
    no_samples: Annotated[bool, typer.Option("--no-samples", help="Produce no sample articles.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a line.")] = False,
) -> None:
    """Start it all: an embedded broker unless VOLTEFACE_BROKER names one, a worker, sample articles, a live view."""
    try:
        asyncio.run(_with_broker(once, no_samples, as_json))
    except BrokerUnavailable as error:
        console.fail(str(error))
    except KafkaError as error:
        console.fail(f"Kafka: {error}")
    except PartitionMismatch as error:
        console.fail(str(error))
    except KeyboardInterrupt:
        console.err.print("stopped", style="bright_black")
