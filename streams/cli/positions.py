"""`volteface positions`: where a holder stands."""

from __future__ import annotations

import asyncio
from typing import Annotated

import orjson
import typer
from aiokafka.errors import KafkaError
from rich.table import Table
from rich.text import Text

from schemas import Holder, IssueRef, Position, Statement
from streams.cli import console
from streams.cli.reading import events, latest_entries
from streams.cli.render import stance_text, statement_line
from streams.settings import Settings
from streams.topics import POSITIONS, STATEMENTS


def is_holder(holder: Holder, wanted: str) -> bool:
    """Whether `wanted` is the holder's id, or a part of its name."""
    return wanted == holder.id or wanted.casefold() in holder.name.casefold()


def is_issue(issue: IssueRef, wanted: str) -> bool:
    """Whether `wanted` is the issue's id, or a part of its label."""
    return wanted == issue.id or wanted.casefold() in issue.label.casefold()


def positions(
    holder: Annotated[str, typer.Argument(help="Actor id, or a part of the name.")],
    issue: Annotated[
        str | None, typer.Argument(help="Issue id, or a part of its label: shows the latest statements too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a line.")] = False,
) -> None:
    """Where a person, government, party or organisation stands, as last published."""
    settings = console.settings()
    try:
        found, statements = asyncio.run(_read(settings, holder, issue))
    except KafkaError as error:
        console.fail(f"{', '.join(settings.broker)}: {error}")
    if not found:
        console.fail(f"no position of {holder!r}" + (f" on {issue!r}" if issue else ""))
    if as_json:
        for position in found:
            document = position.to_dict()
            if issue is not None:
                document = {"position": document, "statements": [s.to_dict() for s in _behind(position, statements)]}
            console.print_json_line(orjson.dumps(document))
        return
    console.out.print(positions_table(found))
    if issue is None:
        return
    for position in found:
        console.out.print(Text(f"\n{position.holder.name}: {position.issue.label}", style="bold"))
        for statement in _behind(position, statements):
            console.out.print(statement_line(statement))


async def _read(settings: Settings, holder: str, issue: str | None) -> tuple[list[Position], dict[str, Statement]]:
    latest = {
        key: position
        for key, position in (await latest_entries(settings, POSITIONS, Position)).items()
        if is_holder(position.holder, holder) and (issue is None or is_issue(position.issue, issue))
    }
    statements: dict[str, Statement] = {}
    if issue is not None and latest:
        wanted = {id for position in latest.values() for id in position.last_statements}
        async for statement in events(settings, STATEMENTS, Statement):
            known = statements.get(statement.id)
            if statement.id in wanted and (known is None or known.revision <= statement.revision):
                statements[statement.id] = statement
    return sorted(latest.values(), key=lambda item: (item.holder.name, item.issue.label)), statements


def _behind(position: Position, statements: dict[str, Statement]) -> list[Statement]:
    return [statements[id] for id in position.last_statements if id in statements]


def positions_table(found: list[Position]) -> Table:
    """Positions as a table."""
    made = Table(title="Positions", title_justify="left")
    for heading in ("holder", "issue", "stance", "score", "since", "last heard", "evidence"):
        made.add_column(heading, no_wrap=heading not in ("holder", "issue"))
    for position in found:
        estimate = position.stance
        made.add_row(
            Text(position.holder.name),
            Text(position.issue.label),
            stance_text(estimate.label),
            f"{estimate.score:+.2f} ± {estimate.deviation:.2f}",
            position.since.date().isoformat() if position.since else "–",
            position.updated_at.date().isoformat() if position.updated_at else "–",
            f"{position.evidence_count} ({position.report_count})",
        )
    return made
