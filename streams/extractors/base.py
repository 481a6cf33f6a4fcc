"""The interface of extractors, and the one that needs no model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from streams.pool import Item, Job
from streams.records import Failure
from streams.work import Enriched, enrich_ahead_record, enrich_record

R = TypeVar("R")


class Runner(Protocol):
    """Runs functions of `streams.work`: a `LanguagePool`, or this process."""

    async def run(self, job: Job[R], items: Sequence[Item]) -> list[R | Failure]:
        """Run `job` on each item; results in the order of the items."""


class Here:
    """Runs them in this process, for commands that read a few articles; `streams.work.load` must have been called."""

    async def run(self, job: Job[R], items: Sequence[Item]) -> list[R | Failure]:
        """Run `job` on each item; results in the order of the items."""
        return [job(value, timestamp_ms) for value, timestamp_ms in items]


class Extractor(Protocol):
    """Makes enriched articles of raw ones."""

    async def enrich(self, items: Sequence[Item], *, ahead: bool = False) -> list[Enriched | Failure]:
        """The enriched article of each raw one, or why there can be none; in the order of the items.

        Args:
            items: the raw records.
            ahead: their statements are wanted soon, and may come along.
        """

    def tell(self) -> None:
        """Write what was done so far to the log, where it is worth a line."""

    async def close(self) -> None:
        """Let go of connections."""


class Rules:
    """The rules: offline, milliseconds for an article.

    Args:
        runner: where they run.
    """

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    async def enrich(self, items: Sequence[Item], *, ahead: bool = False) -> list[Enriched | Failure]:
        """The enriched article of each raw one, or why there can be none; in the order of the items.

        Args:
            items: the raw records.
            ahead: read their statements in the same go.
        """
        return await self._runner.run(enrich_ahead_record if ahead else enrich_record, items)

    def tell(self) -> None:
        """Nothing to tell."""

    async def close(self) -> None:
        """Nothing to do."""
