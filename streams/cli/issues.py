"""`volteface issues`: the catalogue of issues, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.table import Table

from streams.cli import console

# The catalogue and its lint load the dictionaries, which only a command that runs needs: they are imported within.

app = typer.Typer(help="The catalogue of issues: list it, check a file of your own.", no_args_is_help=True)


class Written(StrEnum):
    """The languages that issues are found in; for the command line, which takes no list of literals."""

    UK = "uk"
    EN = "en"
    RU = "ru"


Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE]...", help="Your own issues (YAML), on top of VOLTEFACE_ISSUES_FILE."),
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


@app.command("lint")
def lint_issues(
    files: Files = None,
    languages: Annotated[
        list[Written] | None,
        typer.Option(
            "--language", help="A language that issues must have labels and terms in; may be repeated. Default: all."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the catalogue and your own files: each finding on a line; status 1 if there are any."""
    from streams.stances.issues import sources as read
    from streams.stances.lint import LANGUAGES, lint

    with _telling():
        sources = read(*_paths(files))
    faults = lint(sources, [each.value for each in languages] if languages else LANGUAGES)
    if as_json:
        names = [name for name, _ in sources]
        console.print_json_line(orjson.dumps({"files": names, "findings": faults}))  # orjson writes dataclasses
    else:
        for fault in faults:
            console.out.print(str(fault), markup=False, soft_wrap=True)
        console.err.print(f"{len(faults)} findings in {', '.join(name for name, _ in sources)}", markup=False)
    if faults:
        raise typer.Exit(1)


@app.command("list")
def list_issues(
    files: Files = None,
    language: Annotated[Written, typer.Option("--language", help="Of the labels, where there is one.")] = Written.EN,
    as_json: AsJson = False,
) -> None:
    """List the issues: id, label, the broader issue, and what support and opposition refer to."""
    from streams.stances.issues import IssueCatalogue

    with _telling():
        catalogue = IssueCatalogue.default(*_paths(files))
    if as_json:
        rows = [
            {
                **issue.model_dump(mode="json", include={"id", "label", "proposition", "parent", "default", "rivals"}),
                "terms": {code: len(terms) for code, terms in issue.terms.items()},
                "examples": {code: len(examples) for code, examples in issue.examples.items()},
            }
            for issue in catalogue
        ]
        console.print_json_line(orjson.dumps({"issues": rows}))
        return
    table = Table(title=f"{len(catalogue)} issues", title_justify="left")
    for heading in ("id", "label", "part of", "proposition"):
        table.add_column(heading, overflow="fold")
    for issue in catalogue:
        table.add_row(
            issue.id, issue.label.get(language.value, issue.label["en"]), issue.parent or "", issue.proposition
        )
    console.out.print(table)


@app.command("train")
def train_models(
    examples: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files of examples, or folders of them (.txt).")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the models; VOLTEFACE_MODELS_FOLDER then names it.")],
    test: Annotated[
        list[Path] | None, typer.Option(help="Examples to measure the models on; they must be none of those above.")
    ] = None,
) -> None:
    """Learn from examples what quotations are about that no term fits, and the stance of those that no word tells.

    Needs scikit-learn: pip install 'volteface[train]'.
    """
    from streams.evaluation.training import ExampleError, measure, read_files, train
    from streams.stances.learned import file_name

    try:
        models = train(read_files(examples))
        tested = read_files(test) if test else []
    except ExampleError as error:
        console.fail(str(error), console.USAGE_ERROR)
    except ModuleNotFoundError:
        console.fail("scikit-learn is not installed: pip install 'volteface[train]'", console.USAGE_ERROR)
    out.mkdir(parents=True, exist_ok=True)
    for language, model in models.items():
        (out / file_name(language)).write_bytes(model.to_bytes())
        console.out.print(f"{out / file_name(language)}: {len(model.issue.classes)} issues", markup=False)
    if tested:
        table = Table(title=f"{len(tested)} sentences")
        for name in ("language", "sentences", "precision", "recall", "F1", "stance right"):
            table.add_column(name)
        for language, figures in measure(models, tested).items():
            table.add_row(language, str(figures.sentences), *(f"{value:.3f}" for value in figures[1:]))
        console.out.print(table)


def _paths(files: list[Path] | None) -> list[Path]:
    """The user's own files, those of the settings first, each once."""
    named = [*console.settings(broker_needed=False).issues_file, *(files or ())]
    return list({path.resolve(): path for path in named}.values())


@contextmanager
def _telling() -> Iterator[None]:
    """A file that cannot be read ends the command, and is told."""
    from streams.stances.issues import IssueError

    try:
        yield
    except IssueError as error:
        console.fail(str(error), console.USAGE_ERROR)
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}", console.USAGE_ERROR)
