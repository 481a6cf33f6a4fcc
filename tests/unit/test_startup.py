"""What the command loads before it does anything: the dictionaries and the core only where a command needs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

HEAVY = {
    *("streams.language", "streams.stances", "streams.actors", "streams.work", "streams.replay", "streams.app"),
    *("streams.positions.tracker", "streams.evaluation.extract", "streams.evaluation.backtest"),
    *("faust", "lingua", "pymorphy3", "rapidfuzz", "selectolax", "simplemma"),
}
RUN = """
import json, runpy, sys
sys.argv = ["volteface", *sys.argv[1:]]
try:
    runpy.run_module("streams.cli", run_name="__main__")
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["topics"], ["tail", "alerts"], ["issues", "lint", "--help"]])
def test_commands_that_read_no_text_load_neither_the_core_nor_its_libraries(arguments: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VOLTEFACE_")}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=True, env=environment
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "streams.cli.main" in loaded
    assert loaded & HEAVY == set()
