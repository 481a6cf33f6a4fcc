"""Statements, alerts, positions and dead letters as a person reads them in a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from schemas import Alert, DeadLetter, EnrichedArticle, Evidence, Position, RawArticle, StanceLabel, Statement
from schemas.base import Event

STANCE_STYLES: dict[StanceLabel, str] = {
    "support": "green",
    "conditional": "yellow",
    "neutral": "bright_black",
    "oppose": "red",
}
TIER_STYLES = {"confirmed": "bold red", "candidate": "bold yellow", "withdrawn": "bright_black"}
QUOTE_WIDTH = 160
"""Longest quotation in one line, in characters."""


def shorten(text: str, width: int = QUOTE_WIDTH) -> str:
    """`text` on one line, cut at `width` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"


def stance_text(label: StanceLabel | None) -> Text:
    """A stance in its colour; a dash for none."""
    if label is None:
        return Text("–", style="bright_black")
    return Text(label, style=STANCE_STYLES[label])


def _row(when: str, *lines: Text) -> Table:
    """Lines beside a date, which keep their place when they wrap."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=10, style="bright_black")
    grid.add_column(overflow="fold")
    grid.add_row(when, Group(*lines))
    return grid


def statement_line(statement: Statement) -> RenderableType:
    """A statement on two lines: who, stance and issue; the words and where they stand."""
    speaker = statement.speaker
    line = Text(speaker.name, style="bold")
    if speaker.role:
        line.append(f", {speaker.role}", style="not bold italic")
    line.append("  ")
    line.append_text(stance_text(statement.stance.label))
    line.append(f"  {statement.issue.label}", style="not bold")
    if statement.status == "retracted":
        line.append("  retracted", style="bold magenta")
    if statement.background:
        line.append("  recalled", style="not bold magenta")
    where = statement.article.source or statement.article.url or ""
    words = Text.assemble(
        (f"“{shorten(statement.quotation.text)}”", "cyan"),
        (f"  {where} [{statement.article.language}]", "bright_black"),
    )
    return _row(f"{statement.stated_at:%Y-%m-%d}", line, words)


def _evidence(items: tuple[Evidence, ...]) -> RenderableType:
    lines: list[RenderableType] = []
    for item in items[-3:]:
        text = Text()
        text.append(f"{item.stated_at:%Y-%m-%d} ", style="bright_black")
        text.append_text(stance_text(item.stance))
        text.append(f" {item.speaker.name}: ")
        text.append(f"“{shorten(item.quote)}”", style="cyan")
        sources = ", ".join(dict.fromkeys(ref.url or ref.source for ref in item.sources[:3]))
        more = f" and {len(item.sources) - 3} more" if len(item.sources) > 3 else ""
        text.append(f"\n           {sources}{more}", style="bright_black")
        lines.append(text)
    return Padding(Group(*lines), (0, 0, 0, 2))


def alert_panel(alert: Alert) -> Panel:
    """An alert with its evidence before and after."""
    moved = Text.assemble((alert.issue.label, "bold"), ": ")
    if alert.from_stance is not None:
        moved.append_text(stance_text(alert.from_stance)).append(" → ")
    moved.append_text(stance_text(alert.to_stance)).append(f"  ({alert.kind})")
    parts: list[RenderableType] = [moved, Text(alert.explanation)]
    if alert.evidence_before:
        parts += [Text("before", style="bold"), _evidence(alert.evidence_before)]
    parts += [Text("after" if alert.evidence_before else "evidence", style="bold"), _evidence(alert.evidence_after)]
    body = Group(*parts)
    title = Text.assemble((alert.tier.upper(), TIER_STYLES[alert.tier]), "  ", (alert.holder.name, "bold"))
    return Panel(
        body,
        title=title,
        title_align="left",
        subtitle=f"severity {alert.severity}, probability {alert.probability:.2f}, changed {alert.changed_at:%Y-%m-%d}",
        subtitle_align="right",
        border_style=TIER_STYLES[alert.tier].split()[-1],
    )


def position_line(position: Position) -> RenderableType:
    """A position on one line."""
    estimate = position.stance
    line = Text.assemble(
        (position.holder.name, "bold"), "  ", stance_text(estimate.label), f"  {position.issue.label}  "
    )
    told = f"{estimate.score:+.2f} ± {estimate.deviation:.2f}, {position.evidence_count} pieces of evidence"
    line.append(told, style="bright_black")
    return _row(f"{position.updated_at:%Y-%m-%d}" if position.updated_at else "", line)


def dead_letter_line(letter: DeadLetter) -> RenderableType:
    """A dead letter on two lines."""
    where = letter.original
    line = Text.assemble(
        (f"{letter.stage}: {letter.reason}", "bold red"),
        (f"  {where.topic}[{where.partition}] offset {where.offset}", "bright_black"),
    )
    return _row(f"{letter.first_seen:%Y-%m-%d}", line, Text(shorten(letter.message, 300)))


def article_line(article: RawArticle | EnrichedArticle) -> Text:
    """An article on one line."""
    when = f"{article.published_at:%Y-%m-%d}  " if article.published_at else "            "
    return Text.assemble(
        (when, "bright_black"),
        (article.source, "italic"),
        "  ",
        shorten(article.title or article.text or article.url or ""),
    )


def event_renderable(event: Event) -> RenderableType:
    """Any event as a person reads it."""
    match event:
        case Statement():
            return statement_line(event)
        case Alert():
            return alert_panel(event)
        case Position():
            return position_line(event)
        case DeadLetter():
            return dead_letter_line(event)
        case RawArticle() | EnrichedArticle():
            return article_line(event)
        case _:
            return Text(event.to_json().decode())


def statements_table(statements: list[Statement]) -> Table:
    """Statements as a table."""
    table = Table(title="Statements", title_justify="left", expand=True)
    for heading, ratio in (("speaker", 2), ("issue", 2), ("stance", 1), ("act", 1), ("words", 5)):
        table.add_column(heading, ratio=ratio)
    for statement in statements:
        table.add_row(
            statement.speaker.name,
            statement.issue.label,
            stance_text(statement.stance.label),
            statement.act.kind,
            Text(statement.quotation.text, style="cyan"),
        )
    return table
