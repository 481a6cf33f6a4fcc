"""The stage that keeps positions, over a table whose changelog lags behind."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from schemas import Statement
from streams.agents.alerting import Tracking
from streams.agents.base import Conveyor
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings

MADE = Statement.from_json((Path(str(files("schemas"))) / "examples" / "statement" / "made.json").read_bytes())


class Silent(Conveyor):
    """Sends nothing: what is looked at here is the state."""

    def __init__(self) -> None:
        self._source = "/test"

    async def send(self, topic: Any, records: Any) -> None:
        """Take the records, and keep none."""


class Event:
    """As much of an event as the stage looks at; weak references to it are taken."""

    def __init__(self, statement: Statement) -> None:
        self.value = statement.to_json()
        self.message = SimpleNamespace(
            value=self.value, key=statement.holders[0].id.encode(), partition=0, headers={}, timestamp=0.0
        )


def test_a_statement_read_again_brings_the_changelog_up_to_the_local_store() -> None:
    # a worker killed in between has written its store and not its changelog: the statement is then known, and not kept
    local: dict[bytes, bytes] = {}
    changelog: dict[bytes, bytes] = {}

    class Table(dict[bytes, bytes]):
        def __setitem__(self, key: bytes, value: bytes) -> None:
            changelog[key] = value
            local[key] = value
            super().__setitem__(key, value)

    def fold(table: Table) -> None:
        unused: Any = None
        stage = Tracking(Silent(), unused, unused, table, TrackerSettings(), NoiseModel.default())  # type: ignore[arg-type]
        batch: Any = [Event(MADE)]
        asyncio.run(stage(batch))

    fold(Table())
    written = dict(changelog)
    changelog.clear()
    fold(Table(local))
    assert written and changelog == written
