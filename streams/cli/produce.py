"""`volteface produce`: articles from JSONL files to Kafka."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Annotated

import orjson
import typer
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from schemas import RawArticle
from schemas.identity import article_id
from streams.cli import console
from streams.records import cloud_headers, decode
from streams.rejection import Rejected
from streams.settings import Settings
from streams.topics import RAW, PartitionMismatch, ensure_topics, topic_name

IN_FLIGHT = 1000
"""Records sent and not yet acknowledged, at the most."""


@dataclass
class Report:
    """What became of the lines."""

    produced: int = 0
    failed: list[dict[str, object]] = field(default_factory=list)

    def fail(self, name: str, number: int, reason: str, message: str) -> None:
        """Note a line that was not sent."""
        self.failed.append({"file": name, "line": number, "reason": reason, "message": message})


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdin.buffer
    else:
        with Path(path).open("rb") as file:
            yield file


async def produce_files(settings: Settings, paths: list[str], *, progress: Progress | None = None) -> Report:
    """Send every line that is a valid article; the other lines are reported with their numbers.

    Raises:
        OSError: a file cannot be read.
        aiokafka.errors.KafkaError: the brokers cannot be reached.
    """
    report = Report()
    producer = AIOKafkaProducer(
        **settings.client(),
        acks="all",
        compression_type="gzip",
        linger_ms=5,
        max_request_size=2 * settings.max_message_bytes,
    )
    await producer.start()
    try:
        pending: set[asyncio.Future[object]] = set()
        for path in paths:
            task = progress.add_task(path, total=None) if progress else None
            with _opened(path) as file:
                for number, line in enumerate(file, start=1):
                    if not line.strip():
                        continue
                    if len(pending) >= IN_FLIGHT:
                        _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                    await _send(producer, settings, path, number, line.strip(), pending, report)
                    if progress and task is not None:
                        progress.update(task, advance=1)
        if pending:
            await asyncio.wait(pending)
    finally:
        await producer.stop()
    return report


async def _send(
    producer: AIOKafkaProducer,
    settings: Settings,
    path: str,
    number: int,
    line: bytes,
    pending: set[asyncio.Future[object]],
    report: Report,
) -> None:
    try:
        article = decode(RawArticle, line)
    except Rejected as error:
        report.fail(path, number, error.reason, error.message)
        return
    key = article_id(article.url, article.title, article.text or article.html or "")
    time = article.published_at
    headers = list(cloud_headers(RawArticle.ce_type, key, "/volteface/produce", time).items()) if time else []
    try:
        future = await producer.send(topic_name(RAW, settings), value=line, key=key.encode(), headers=headers)
    except MessageSizeTooLargeError as error:
        report.fail(path, number, "too-long", f"{len(line)} bytes: {error}")
        return

    def acknowledged(done: asyncio.Future[object]) -> None:
        error = done.exception()
        if error is None:
            report.produced += 1
        else:
            report.fail(path, number, "undeliverable", f"{type(error).__name__}: {error}")

    future.add_done_callback(acknowledged)
    pending.add(future)


def produce(
    files: Annotated[list[str], typer.Argument(help="JSONL files of articles; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Send articles to Kafka. Lines that are no valid article are told with their numbers; the others go through."""
    settings = console.settings()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    try:
        if settings.create_topics:
            asyncio.run(ensure_topics(settings))
        with Progress(*columns, console=console.err, transient=True, disable=as_json) as progress:
            report = asyncio.run(produce_files(settings, files, progress=progress))
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}")
    except KafkaError as error:
        console.fail(f"{', '.join(settings.broker)}: {error}")
    except PartitionMismatch as error:
        console.fail(str(error))
    if as_json:
        console.print_json_line(orjson.dumps({"produced": report.produced, "failed": report.failed}))
    else:
        for item in report.failed:
            told = escape(f"{item['reason']}: {item['message']}")
            console.err.print(f"[red]{escape(str(item['file']))}:{item['line']}[/] {told}", soft_wrap=True)
        console.out.print(f"{report.produced} articles sent, {len(report.failed)} lines not sent")
    if report.failed:
        raise typer.Exit(1)
