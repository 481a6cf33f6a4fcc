"""`volteface evaluate`: precision, recall and F1 of the extractor, or of anybody's predictions, against gold files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import orjson
import typer

from schemas.base import Language
from streams.cli import console
from streams.cli.predictions import (
    Meter,
    load_extractor,
    loaded_extractor,
    predict,
    predict_stance,
    read_file,
    tell_line,
    write_rows,
)
from streams.cli.scores import print_report
from streams.evaluation import mentions as mention_scores
from streams.evaluation import quotations as quotation_scores
from streams.evaluation import stances as stance_scores
from streams.evaluation import statements as statement_scores
from streams.evaluation.report import Report, Task, read_previous
from streams.evaluation.rows import AnyRow, ArticleRow, InputRow, StanceInput, StanceRow, read_rows
from streams.rejection import Rejected
from streams.safe_yaml import YamlError, safe_load

app = typer.Typer(help="Score the extractor, or anybody's predictions, against gold files.", no_args_is_help=True)

Gold = Annotated[Path, typer.Argument(help="Gold rows, one JSON object a line.", exists=True, dir_okay=False)]
Articles = Annotated[
    Path | None, typer.Option(help="The articles' texts; default: the gold's own, or articles.jsonl beside it.")
]
Predictions = Annotated[
    Path | None, typer.Option("--predictions", help="Write the extractor's predictions there; - is standard output.")
]
Score = Annotated[
    Path | None, typer.Option("--score", help="Score the predictions in this file; the extractor is not run.")
]
Errors = Annotated[bool, typer.Option("--errors", help="List what is missed, false or wrong, in its context.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for a later --against.")]
Against = Annotated[
    Path | None, typer.Option("--against", help="JSON of an earlier run: show what has grown or shrunk since.")
]
Row = TypeVar("Row", ArticleRow, StanceRow)


class _Run:
    """One evaluation: what went wrong on the way, and how the result is shown."""

    def __init__(self, task: Task, errors: bool, as_json: bool, against: Path | None) -> None:
        self.task, self.errors, self.as_json = task, errors, as_json
        self.failed = False
        self.told: set[tuple[Path, int]] = set()
        """Lines whose fault has been told: gold is read once for its labels and once for its texts."""
        self.previous = None
        if against is not None:
            try:
                self.previous = read_previous(read_file(against), task)
            except ValueError as error:
                console.fail(f"{against}: {error}")

    def rows(self, model: type[AnyRow], path: Path) -> list[AnyRow]:
        """All rows of a file that can be read; the others are told."""
        rows, errors = read_rows(model, read_file(path))
        for error in errors:
            if (path, error.line) not in self.told:
                tell_line(str(path), str(error))
                self.told.add((path, error.line))
        self.failed |= bool(errors)
        if not rows:
            console.fail(f"{path}: no rows to read")
        return rows

    def articles(self, gold: Sequence[ArticleRow], path: Path, articles: Path | None) -> dict[str, InputRow]:
        """The texts behind gold rows; a row without one is told, and ends the command."""
        beside = path.with_name("articles.jsonl")
        if articles is None and any(row.text is None for row in gold) and beside.is_file():
            articles = beside
        found = {row.id: row for row in self.rows(InputRow, articles)} if articles else {}
        for row in gold:
            if row.id not in found and row.text is not None:
                lang = row.lang if row.lang in ("uk", "ru", "en") else None
                found[row.id] = InputRow.model_validate({"id": row.id, "text": row.text, "lang": lang})
        lacking = [row.id for row in gold if row.id not in found]
        if lacking:
            console.fail(f"{path}: no text for {', '.join(lacking[:5])}; name the file with --articles")
        return found

    def predict(self, gold: Sequence[ArticleRow], articles: dict[str, InputRow]) -> list[dict[str, Any]]:
        """The extractor's predictions for gold rows, in their order."""
        meter = Meter("articles")
        languages: dict[str, Language] = {"uk": "uk", "ru": "ru", "en": "en"}
        made = []
        with loaded_extractor(console.settings(broker_needed=False)) as extractor:
            for row in gold:
                article = articles[row.id]
                if article.lang is None:
                    article = article.model_copy(update={"lang": languages.get(row.lang)})
                try:
                    made.append(predict(extractor, article, meter, issues=self.task == "statements"))
                except Rejected as error:
                    tell_line(row.id, f"{error.reason}: {error.message}")
                    self.failed = True
        meter.tell()
        return made

    def predicted(
        self, gold: Sequence[ArticleRow], articles: dict[str, InputRow], score: Path | None, predictions: Path | None
    ) -> dict[str, ArticleRow]:
        """Predictions by id: from a file, or made now."""
        if score is not None:
            return {row.id: row for row in self.rows(ArticleRow, score)}
        made = self.predict(gold, articles)
        if predictions is not None:
            write_rows(predictions, made)
        return {row["id"]: ArticleRow.model_validate(row) for row in made}

    def inputs(
        self, gold: Path, articles: Path | None, score: Path | None, predictions: Path | None
    ) -> tuple[list[ArticleRow], dict[str, InputRow], dict[str, ArticleRow]]:
        """Gold rows, the texts behind them, and the predictions for them, these two by id."""
        rows = self.rows(ArticleRow, gold)
        texts = self.articles(rows, gold, articles)
        return rows, texts, self.predicted(rows, texts, score, predictions)

    def show(self, report: Report) -> None:
        """Print the report, and end with status 1 if anything could not be read."""
        if report.missing:
            ids = ", ".join(report.missing[:5]) + (" …" if len(report.missing) > 5 else "")
            console.err.print(f"{len(report.missing)} gold rows have no prediction and count as empty: {ids}")
        if self.as_json:
            document = report.to_dict(problems=self.errors)
            if self.previous is not None:
                document["against"] = [
                    {
                        "language": row.language,
                        "subset": row.subset,
                        "delta": {
                            name: round(delta, 6)
                            for name in row.figures
                            if (delta := self.previous.delta(row, name)) is not None
                        },
                    }
                    for row in report.rows
                ]
            console.print_json_line(orjson.dumps(document))
        else:
            print_report(report, self.previous, problems=self.errors)
        if self.failed:
            raise typer.Exit(1)


def _one_source(score: Path | None, predictions: Path | None) -> None:
    if score is not None and predictions is not None:
        console.fail("--score reads predictions and --predictions writes them: give one of them", console.USAGE_ERROR)


@app.command()
def quotations(
    gold: Gold,
    articles: Articles = None,
    predictions: Predictions = None,
    score: Score = None,
    errors: Errors = False,
    as_json: AsJson = False,
    against: Against = None,
) -> None:
    """Spans of quotations and of their speakers, by language and kind, with a reliability table."""
    _one_source(score, predictions)
    run = _Run("quotations", errors, as_json, against)
    rows, texts, predicted = run.inputs(gold, articles, score, predictions)
    rows = [row.model_copy(update={"text": texts[row.id].text}) for row in rows]
    run.show(quotation_scores.evaluate(rows, {key: row.quotes for key, row in predicted.items()}))


@app.command()
def statements(
    gold: Gold,
    articles: Articles = None,
    predictions: Predictions = None,
    score: Score = None,
    errors: Errors = False,
    as_json: AsJson = False,
    against: Against = None,
) -> None:
    """Attributed statements, resolved speakers and entities, by language and kind, with a reliability table."""
    _one_source(score, predictions)
    run = _Run("statements", errors, as_json, against)
    rows, texts, predicted = run.inputs(gold, articles, score, predictions)
    run.show(statement_scores.evaluate(rows, {key: row.text for key, row in texts.items()}, predicted))


@app.command()
def mentions(
    gold: Gold,
    articles: Articles = None,
    predictions: Predictions = None,
    score: Score = None,
    errors: Errors = False,
    as_json: AsJson = False,
    against: Against = None,
) -> None:
    """Mentions of persons, organisations and places, by language and type."""
    _one_source(score, predictions)
    run = _Run("mentions", errors, as_json, against)
    rows, texts, predicted = run.inputs(gold, articles, score, predictions)
    rows = [row.model_copy(update={"text": texts[row.id].text}) for row in rows]
    # A file of somebody's mentions may use the gold's own key.
    run.show(mention_scores.evaluate(rows, {key: row.entities or row.mentions for key, row in predicted.items()}))


@app.command()
def stances(
    gold: Gold,
    predictions: Predictions = None,
    score: Score = None,
    issues: Annotated[
        Path | None,
        typer.Option(
            help="YAML whose top-level keys are the issues that the gold was labelled for; predictions of others are "
            "left out. Default: catalogue.yaml beside the gold, if there is one; else all count.",
        ),
    ] = None,
    noise: Annotated[
        Path | None, typer.Option(help="Write the confusion matrix as a noise model for the position tracker.")
    ] = None,
    errors: Errors = False,
    as_json: AsJson = False,
    against: Against = None,
) -> None:
    """Issues and stances of statements given in their context, by language, with the confusion matrix."""
    _one_source(score, predictions)
    run = _Run("stances", errors, as_json, against)
    rows = run.rows(StanceRow, gold)
    beside = gold.with_name("catalogue.yaml")
    if issues is None and beside.is_file():
        issues = beside
    counted = _issue_ids(issues) if issues else None
    if score is not None:
        predicted = run.rows(StanceRow, score)
    else:
        made = _read_stances(run, gold)
        if predictions is not None:
            write_rows(predictions, made)
        predicted = [StanceRow.model_validate(row) for row in made]
    report = stance_scores.evaluate(rows, {row.key: row for row in predicted}, counted=counted)
    if noise is not None and report.confusion is not None:
        found = sum(sum(cells.values()) for cells in report.confusion.values())
        document = stance_scores.noise_document(report.confusion, f"Measured on {found} issues of {gold.name}.")
        write_rows(noise, [document])
    run.show(report)


def _read_stances(run: _Run, gold: Path) -> list[dict[str, Any]]:
    extractor = load_extractor(console.settings(broker_needed=False))
    meter = Meter("statements")
    rows = run.rows(StanceInput, gold)
    made = [predict_stance(extractor, row, meter) for row in rows]
    meter.tell()
    return made


def _issue_ids(path: Path) -> frozenset[str]:
    try:
        document = safe_load(read_file(path))
    except YamlError as error:
        console.fail(f"{path}: {error}")
    if not isinstance(document, dict):
        console.fail(f"{path}: no mapping of issues")
    return frozenset(str(key) for key in document)
