"""Consoles, settings and errors as the commands show them."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape

from streams.settings import Settings

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

USAGE_ERROR = 2
"""Exit status for a wrong call or wrong settings."""


def fail(message: str, status: int = 1) -> NoReturn:
    """Tell what is wrong on standard error, and exit."""
    err.print(f"[bold red]error:[/] {escape(message)}", soft_wrap=True)
    raise typer.Exit(status)


def settings(*, broker_needed: bool = True, catalogues: bool = False, **overrides: Any) -> Settings:
    """Settings from the environment; a wrong one is told by its variable's name.

    Args:
        broker_needed: whether the command is of no use without a broker.
        catalogues: whether it reads the user's own actors and issues, which are then checked.
        overrides: settings that the command decides.
    """
    try:
        loaded = Settings(**overrides)
    except ValidationError as error:
        lines = [
            f"VOLTEFACE_{'_'.join(str(part) for part in item['loc']).upper() or 'settings'}: {item['msg']}"
            for item in error.errors(include_url=False, include_input=False)
        ]
        fail("wrong settings\n  " + "\n  ".join(lines), USAGE_ERROR)
    if broker_needed and not loaded.broker:
        fail("no broker: set VOLTEFACE_BROKER=host:port, or run `volteface up` for an embedded one", USAGE_ERROR)
    if catalogues:
        check_catalogues(loaded)
    return loaded


def check_catalogues(loaded: Settings) -> None:
    """Tell what is wrong in the user's own files of actors, issues and models, before any process loads them."""
    # each of these takes a good part of a second, which most commands need not spend
    try:
        if loaded.models_folder is not None:
            from streams.stances.learned import LANGUAGES, Models

            models = Models(loaded.models_folder)
            for language in LANGUAGES:
                models.of(language)
        if loaded.actors_file:
            from streams.actors import ActorCatalogue

            ActorCatalogue.default(*loaded.actors_file)
        if loaded.issues_file:
            from streams.stances.issues import IssueCatalogue

            IssueCatalogue.default(*loaded.issues_file)
    except ValueError as error:  # of actors, issues or models, each with what is wrong where
        fail(str(error), USAGE_ERROR)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}", USAGE_ERROR)


def print_json_line(data: bytes) -> None:
    """One JSON document on one line of standard output, at once."""
    sys.stdout.write(data.decode() + "\n")
    sys.stdout.flush()


def write_bytes(data: bytes) -> None:
    """Bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
