"""Figures of an evaluation as a person reads them in a terminal."""

from __future__ import annotations

from rich import box
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from streams.cli import console
from streams.evaluation.calibration import Reliability
from streams.evaluation.report import Previous, Report, Row

HEADINGS = {
    "precision": "P",
    "recall": "R",
    "f1": "F1",
    "speaker_lenient": "lenient",
    "predicted": "pred.",
    "conditional": "cond.",
    "speakers": "of",
    "macro_f1": "macro-F1",
}
COUNTS = frozenset(("gold", "predicted", "speakers", "found"))
PROBLEM_STYLES = {
    "missed": "yellow",
    "false alarm": "red",
    "speaker": "magenta",
    "stance": "magenta",
    "kind": "cyan",
}


def figure(row: Row, name: str, previous: Previous | None) -> Text:
    """A figure, with what it has gained or lost since on a second line."""
    value = row.figures.get(name)
    if value is None:
        return Text("")
    text = Text(str(value) if name in COUNTS else f"{value:.3f}")
    delta = previous.delta(row, name) if previous else None
    if delta is None:
        return text
    if name in COUNTS:
        shown, quiet = f"{delta:+.0f}", round(delta) == 0
    else:
        shown, quiet = f"{delta:+.3f}", abs(delta) < 0.0005
    style = "bright_black" if quiet or name in COUNTS else "green" if delta > 0 else "red"
    return text.append("\n=" if quiet else f"\n{shown}", style=style)


def print_report(report: Report, previous: Previous | None, *, problems: bool) -> None:
    """Print the tables of a report on standard output."""
    if problems:
        for problem in report.problems:
            line = Text.assemble(
                (problem.kind, PROBLEM_STYLES[problem.kind]), f" {problem.id} [{problem.language}] ({problem.note})\n  "
            )
            line.append(problem.words)
            console.out.print(line, soft_wrap=True)
        console.out.print()
    shapes: dict[tuple[str, ...], list[Row]] = {}
    for row in report.rows:
        shapes.setdefault(tuple(row.figures) if report.task == "stances" else (), []).append(row)
    for rows in shapes.values():
        names = list(dict.fromkeys(name for row in rows for name in row.figures))
        # Narrow enough for 80 columns.
        table = Table(title=report.task.capitalize(), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
        table.add_column("lang")
        table.add_column("what", no_wrap=True)
        for name in names:
            table.add_column(HEADINGS.get(name, name), justify="right", no_wrap=True)
        for number, row in enumerate(rows):
            if number and rows[number - 1].language != row.language:
                table.add_section()
            table.add_row(row.language, row.subset, *(figure(row, name, previous) for name in names))
        console.out.print(table)
    for what, reliability in report.calibration.items():
        console.out.print(_reliability_table(what, reliability))
    if report.confusion is not None:
        console.out.print(_confusion_table(report))


def _reliability_table(what: str, reliability: Reliability) -> Table:
    table = Table(
        title=f"Reliability: {what} (expected calibration error {reliability.error:.3f}, {reliability.items} items)",
        title_justify="left",
    )
    for heading in ("confidence", "items", "mean confidence", "right"):
        table.add_column(heading, justify="right")
    for one in reliability.bins:
        if one.items:
            table.add_row(
                f"{one.low:.1f}–{one.high:.1f}", str(one.items), f"{one.confidence:.3f}", f"{one.precision:.3f}"
            )
    return table


def _confusion_table(report: Report) -> Table:
    confusion = report.confusion or {}
    table = Table(title="Stances of the issues found", title_justify="left")
    table.add_column("gold, read as →")
    for label in confusion:
        table.add_column(escape(label), justify="right")
    for true, cells in confusion.items():
        table.add_row(true, *(Text(str(count), style="bold" if read == true else "") for read, count in cells.items()))
    return table
