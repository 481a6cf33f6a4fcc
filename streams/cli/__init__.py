"""The `volteface` command."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments name."""
    if sys.argv[1:] == ["worker"]:
        from streams import pool_server

        pool_server.start()  # before the commands are imported: its lexicons take longer to load than all the rest
    from streams.cli.main import main as run

    run()
