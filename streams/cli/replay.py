"""`volteface replay`: a file of articles to statements and alerts, with no broker."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from schemas import Statement
from streams.cli import console
from streams.cli.render import TIER_STYLES, stance_text
from streams.positions.settings import TrackerSettings

if TYPE_CHECKING:
    from streams.replay import BadLine, Outcome, Raised, Replay

STATEMENTS_FILE = "statements.jsonl"
ALERTS_FILE = "alerts.jsonl"


def replay(
    articles: Annotated[str, typer.Argument(help="JSONL file of articles in order of arrival; - is standard input.")],
    out: Annotated[
        Path, typer.Option("--out", help=f"Directory to write {STATEMENTS_FILE} and {ALERTS_FILE} to.", file_okay=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Run raw articles through the whole core in event time: statements and alerts as files, a summary here."""
    from streams import work  # the language core and the tracker, which most commands start without
    from streams.extractors.choose import enriching
    from streams.positions.noise import NoiseModel
    from streams.replay import Replay

    settings = console.settings(broker_needed=False)
    try:
        work.load(work.Resources.of(settings))
        out.mkdir(parents=True, exist_ok=True)
        tracker = TrackerSettings(
            profile=settings.profile, mutes=settings.mutes, first_positions=settings.first_positions
        )
        with enriching(settings) as enrich:
            replaying = Replay(tracker, NoiseModel.default(), settings.revision_days, enrich)
            outcome, bad = _run(articles, replaying, quiet=as_json)
        _write(out / STATEMENTS_FILE, (statement_row(url, statement) for url, statement in outcome.statements))
        _write(out / ALERTS_FILE, (alert_row(raised) for raised in outcome.alerts.values()))
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}")
    except ValueError as error:  # a wrong actor or issue file
        console.fail(str(error))
    if as_json:
        console.print_json_line(orjson.dumps(_summary(outcome, bad)))
    else:
        _show(outcome, bad, articles, out)
    if bad:
        raise typer.Exit(1)


def _run(path: str, replaying: Replay, *, quiet: bool) -> tuple[Outcome, list[BadLine]]:
    from streams.replay import BadLine, Outcome

    outcome, bad = Outcome(), list[BadLine]()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with _opened(path) as file, Progress(*columns, console=console.err, transient=True, disable=quiet) as progress:
        task = progress.add_task("articles", total=None)
        for step in replaying.run(file):
            if isinstance(step, BadLine):
                bad.append(step)
            else:
                outcome.add(step)
            progress.update(task, advance=1)
    return outcome, bad


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdin.buffer
    else:
        with Path(path).open("rb") as file:
            yield file


def statement_row(url: str | None, statement: Statement) -> dict[str, Any]:
    """A statement as a line of the file: days in UTC, names as the catalogue has them."""
    return {
        "url": url,
        "speaker": statement.speaker.name,
        "issue": statement.issue.id,
        "stance": statement.stance.label,
        "said_on": statement.stated_at.date().isoformat(),
        "clue": statement.quotation.text,
        "background": statement.background,
        "confidence": statement.confidence,
        "holders": [holder.name for holder in statement.holders],
    }


def alert_row(raised: Raised) -> dict[str, Any]:
    """An alert as a line of the file, as it stands at the end of the replay."""
    alert = raised.alert
    return {
        "holder": alert.holder.name,
        "issue": alert.issue.id,
        "from": alert.from_stance,
        "to": alert.to_stance,
        "tier": alert.tier,
        "changed_on": alert.changed_at.date().isoformat(),
        "raised_on": raised.raised_at.date().isoformat(),
        "confirmed_on": raised.confirmed_at.date().isoformat() if raised.confirmed_at else None,
        "updated_on": raised.updated_at.date().isoformat(),
        "url": raised.url,
        "id": alert.id,
        "revision": alert.revision,
        "probability": round(alert.probability, 3),
        "explanation": alert.explanation,
    }


def _write(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("wb") as file:
        for row in rows:
            file.write(orjson.dumps(row) + b"\n")


def _summary(outcome: Outcome, bad: list[BadLine]) -> dict[str, Any]:
    tiers = Counter(raised.alert.tier for raised in outcome.alerts.values())
    return {
        "articles": outcome.articles,
        "statements": len(outcome.statements),
        "retracted": outcome.retracted,
        "positions": len(outcome.positions),
        "alerts": {tier: tiers[tier] for tier in ("candidate", "confirmed", "withdrawn")},
        "bad_lines": [
            {"line": item.line, "reason": item.failure.reason, "message": item.failure.message} for item in bad
        ],
    }


def _show(outcome: Outcome, bad: list[BadLine], path: str, out: Path) -> None:
    for item in bad:
        told = escape(f"{item.failure.reason}: {item.failure.message}")
        console.err.print(f"[red]{escape(path)}:{item.line}[/] {told}", soft_wrap=True)
    standing = [raised for raised in outcome.alerts.values() if raised.alert.tier != "withdrawn"]
    if standing:
        table = Table(title="Alerts that stand", title_justify="left")
        for heading in ("raised", "tier", "holder", "issue", "from", "to", "changed", "prob."):
            table.add_column(heading, no_wrap=heading not in ("holder", "issue"))
        for raised in standing:
            alert = raised.alert
            table.add_row(
                raised.raised_at.date().isoformat(),
                Text(alert.tier, style=TIER_STYLES[alert.tier]),
                Text(alert.holder.name),
                Text(alert.issue.label),
                stance_text(alert.from_stance),
                stance_text(alert.to_stance),
                alert.changed_at.date().isoformat(),
                f"{alert.probability:.2f}",
            )
        console.out.print(table)
    withdrawn = len(outcome.alerts) - len(standing)
    console.out.print(
        f"{outcome.articles} articles, {len(outcome.statements)} statements ({outcome.retracted} retracted), "
        f"{len(outcome.positions)} positions, {len(standing)} alerts and {withdrawn} withdrawn, {len(bad)} bad lines; "
        f"written to {out}",
        markup=False,
        soft_wrap=True,
    )
