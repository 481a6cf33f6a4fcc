"""`volteface analyze`: what the language core makes of an article, with no broker."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.console import Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from schemas import EnrichedArticle, Quotation, RawArticle, Statement
from streams.cli import console
from streams.cli.page import Analysed, page
from streams.cli.predictions import Meter, loaded_extractor, output, predict_file
from streams.cli.render import statements_table
from streams.records import decode
from streams.rejection import Rejected
from streams.settings import Settings

if TYPE_CHECKING:
    from streams.extractors.choose import Enrich

MENTION_STYLES = {"PER": "bold blue", "ORG": "magenta", "LOC": "green", "ROLE": "italic blue"}
QUOTATION_STYLES = {
    "direct": "black on cyan",
    "indirect": "black on bright_yellow",
    "mixed": "black on bright_green",
    "act": "black on white",
}


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
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page to check the analysis on, instead of printing it.")
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option(
            "--predictions",
            help="Write statements, quotes and entities of each line (id, text; optionally lang, title, published_at), "
            "with offsets into its text as it stands; - is standard output.",
        ),
    ] = None,
) -> None:
    """Show the entities, quotations and statements of articles. Needs no broker."""
    if sum((as_json, html is not None, predictions is not None)) > 1:
        console.fail("give one of --json, --html and --predictions", console.USAGE_ERROR)
    settings = console.settings(broker_needed=False, catalogues=True)
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}")
    if predictions is not None:
        _predict(settings, file, data, date.replace(tzinfo=UTC) if date else None, predictions)
        return
    from streams import work  # loads the dictionaries, which only this command needs
    from streams.extractors.choose import enriching

    work.load(work.Resources.of(settings))
    day = (date or datetime.now()).replace(tzinfo=UTC)
    failed = False
    analysed: list[Analysed] = []
    try:
        with enriching(settings) as enrich:
            for raw in articles_of(data):
                found = _analyze(enrich, raw, day)
                failed |= found is None
                if found is None:
                    continue
                if html is not None:
                    analysed.append(found)
                elif as_json:
                    article, statements = found
                    document = {"article": article.to_dict(), "statements": [one.to_dict() for one in statements]}
                    console.print_json_line(orjson.dumps(document))
                else:
                    show(*found)
    except Rejected as error:
        console.err.print(f"[bold red]{error.reason}:[/] {escape(error.message)}", soft_wrap=True)
        failed = True
    if html is not None and analysed:
        shown = page(analysed).encode()
        with output(html) as out:
            out.write(shown)
    if failed:
        raise typer.Exit(1)


def _predict(settings: Settings, source: str, data: bytes, day: datetime | None, target: Path) -> None:
    """Write predictions for each line; those that cannot be read are told, and the rest goes through."""
    meter = Meter("articles")
    failed = False
    with loaded_extractor(settings) as extractor, output(target) as out:
        for row in predict_file(extractor, source, data, day, meter):
            if row is None:
                failed = True
            else:
                out.write(orjson.dumps(row) + b"\n")
    meter.tell()
    if failed:
        raise typer.Exit(1)


def _analyze(enrich: Enrich, raw: RawArticle, day: datetime) -> tuple[EnrichedArticle, list[Statement]] | None:
    from streams import work

    try:
        article = enrich(raw.to_json(), day.timestamp() * 1000)
        return work.read(article.to_json())
    except Rejected as error:
        console.err.print(f"[bold red]{error.reason}:[/] {escape(error.message)}", soft_wrap=True)
        return None


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
