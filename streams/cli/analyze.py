"""`volteface analyze`: what the language core makes of an article, with no broker."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from schemas import EnrichedArticle, Quotation, RawArticle, Statement
from streams.cli import console
from streams.cli.render import statements_table
from streams.records import decode
from streams.rejection import Rejected

MENTION_STYLES = {"PER": "bold blue", "ORG": "magenta", "LOC": "green", "ROLE": "italic blue"}
QUOTATION_STYLES = {"direct": "black on cyan", "indirect": "black on bright_yellow", "mixed": "black on bright_green"}


def articles_of(data: bytes) -> Iterator[RawArticle]:
    """Articles in a file: one JSON object, one a line, or else the file is an article's plain text.

    Raises:
        Rejected: a JSON document is no valid article, or the text is not UTF-8.
    """
    stripped = data.strip()
    if not stripped.startswith(b"{"):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Rejected("invalid-field", f"text: not UTF-8: {error}", field="text") from None
        yield decode(RawArticle, orjson.dumps({"text": text}))
        return
    try:
        orjson.loads(stripped)
    except orjson.JSONDecodeError:
        for line in stripped.splitlines():
            if line.strip():
                yield decode(RawArticle, line)
    else:
        yield decode(RawArticle, stripped)


def highlighted(article: EnrichedArticle) -> Text:
    """The article's text with mentions, quotations and cues in colour."""
    text = Text(article.text)
    for quotation in article.quotations:
        text.stylize(QUOTATION_STYLES[quotation.kind], quotation.start, quotation.end)
        if quotation.cue:
            text.stylize("underline", quotation.cue.start, quotation.cue.end)
    for mention in article.mentions:
        text.stylize(MENTION_STYLES[mention.type], mention.start, mention.end)
    return text


def _entities_table(article: EnrichedArticle) -> Table:
    table = Table(title="Entities", title_justify="left")
    for heading in ("type", "actor or name", "as written", "times"):
        table.add_column(heading)
    groups: dict[tuple[str, str], list[str]] = {}
    for mention in article.mentions:
        groups.setdefault((mention.type, mention.name or mention.text), []).append(mention.text)
    for (type_, name), surfaces in groups.items():
        table.add_row(
            Text(type_, style=MENTION_STYLES[type_]), name, ", ".join(dict.fromkeys(surfaces)), str(len(surfaces))
        )
    return table


def _quotations_table(quotations: tuple[Quotation, ...]) -> Table:
    table = Table(title="Quotations", title_justify="left", expand=True)
    for heading, ratio in (("speaker", 2), ("kind", 1), ("cue", 1), ("method", 1), ("sure", 1), ("words", 6)):
        table.add_column(heading, ratio=ratio)
    for quotation in quotations:
        speaker = quotation.speaker
        table.add_row(
            (speaker.name or speaker.surface or "?") if speaker else "?",
            quotation.kind,
            quotation.cue.text if quotation.cue else "",
            quotation.method,
            f"{quotation.confidence:.2f}",
            Text(quotation.text, style=QUOTATION_STYLES[quotation.kind]),
        )
    return table


def analyze(
    file: Annotated[str, typer.Argument(help="An article as text or JSON, or several as JSONL; - is standard input.")],
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Date of a text that has none; default today.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document for each article.")] = False,
) -> None:
    """Show the entities, quotations and statements of articles. Needs no broker."""
    settings = console.settings(broker_needed=False)
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}")
    from streams import work  # loads the dictionaries, which only this command needs

    work.load(work.Resources(settings.actors_file, settings.issues_file, settings.max_article_characters))
    day = (date or datetime.now()).replace(tzinfo=UTC)
    failed = False
    try:
        for raw in articles_of(data):
            failed |= not _analyze(raw, day, as_json)
    except Rejected as error:
        console.err.print(f"[bold red]{error.reason}:[/] {escape(error.message)}", soft_wrap=True)
        failed = True
    if failed:
        raise typer.Exit(1)


def _analyze(raw: RawArticle, day: datetime, as_json: bool) -> bool:
    from streams import work

    try:
        article = work.enrich(raw.to_json(), day.timestamp() * 1000)
        _, statements = work.read(article.to_json())
    except Rejected as error:
        console.err.print(f"[bold red]{error.reason}:[/] {escape(error.message)}", soft_wrap=True)
        return False
    if as_json:
        document = {"article": article.to_dict(), "statements": [statement.to_dict() for statement in statements]}
        console.print_json_line(orjson.dumps(document))
    else:
        show(article, statements)
    return True


def show(article: EnrichedArticle, statements: list[Statement]) -> None:
    """Print an article with its annotations."""
    legend = Text.assemble(
        *((f" {kind} ", style) for kind, style in QUOTATION_STYLES.items()),
        "  ",
        *((f"{kind} ", style) for kind, style in MENTION_STYLES.items()),
        ("cue", "underline"),
    )
    heading = f"{article.title or article.url or 'article'}  [{article.language}, {article.published_at:%Y-%m-%d}]"
    console.out.print(Panel(Group(highlighted(article), Text(), legend), title=escape(heading), title_align="left"))
    console.out.print(_entities_table(article))
    console.out.print(_quotations_table(article.quotations))
    console.out.print(statements_table(statements))
