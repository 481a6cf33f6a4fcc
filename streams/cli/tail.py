"""`volteface tail`: a topic's records as they arrive."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from enum import StrEnum
from typing import Annotated

import typer
from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.errors import KafkaError

from streams.cli import console
from streams.cli.render import event_renderable
from streams.records import decode
from streams.rejection import Rejected
from streams.settings import Settings
from streams.topics import ALERTS, DEAD_LETTERS, ENRICHED, POSITIONS, RAW, STATEMENTS, TopicSpec, topic_name


class Tailed(StrEnum):
    """What can be followed."""

    statements = "statements"
    alerts = "alerts"
    positions = "positions"
    dead_letters = "dead-letters"
    articles = "articles"
    enriched = "enriched"


SPECS: dict[Tailed, TopicSpec] = {
    Tailed.statements: STATEMENTS,
    Tailed.alerts: ALERTS,
    Tailed.positions: POSITIONS,
    Tailed.dead_letters: DEAD_LETTERS,
    Tailed.articles: RAW,
    Tailed.enriched: ENRICHED,
}


async def follow(settings: Settings, specs: list[TopicSpec], *, from_beginning: bool) -> AsyncIterator[ConsumerRecord]:
    """Records of the topics as they arrive, without a consumer group."""
    names = [topic_name(spec, settings) for spec in specs]
    consumer = AIOKafkaConsumer(
        *names,
        **settings.client(),
        auto_offset_reset="earliest" if from_beginning else "latest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=2 * settings.max_message_bytes,
    )
    await consumer.start()
    try:
        async for record in consumer:
            yield record
    finally:
        await consumer.stop()


def tail(
    what: Annotated[Tailed, typer.Argument(help="Which topic.")],
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Start with the oldest record.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Stop after so many records; 0: never.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a line.")] = False,
) -> None:
    """Follow statements, alerts, positions, dead letters or articles."""
    settings = console.settings()
    try:
        asyncio.run(_tail(settings, SPECS[what], from_beginning, limit, as_json))
    except KafkaError as error:
        console.fail(f"{', '.join(settings.broker)}: {error}")
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


async def _tail(settings: Settings, spec: TopicSpec, from_beginning: bool, limit: int, as_json: bool) -> None:
    assert spec.event is not None
    seen = 0
    async for record in follow(settings, [spec], from_beginning=from_beginning):
        if as_json:
            console.print_json_line(record.value if record.value is not None else b"null")
        elif record.value is None:
            key = (record.key or b"").decode("utf-8", "replace")
            console.out.print(f"withdrawn: {key}", style="bright_black", markup=False)
        else:
            try:
                console.out.print(event_renderable(decode(spec.event, record.value)))
            except Rejected as error:
                shown = json.dumps((record.value or b"").decode("utf-8", "replace")[:200], ensure_ascii=False)
                console.out.print(f"unreadable record: {error.message}: {shown}", style="red", markup=False)
        seen += 1
        if limit and seen >= limit:
            return
