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


def settings(*, broker_needed: bool = True, **overrides: Any) -> Settings:
    """Settings from the environment; a wrong one is told by its variable's name."""
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
    return loaded


def print_json_line(data: bytes) -> None:
    """One JSON document on one line of standard output, at once."""
    sys.stdout.write(data.decode() + "\n")
    sys.stdout.flush()
