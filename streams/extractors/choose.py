"""The extractor that the settings ask for: the one place where it is decided."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schemas import EnrichedArticle
from streams import work
from streams.extractors.base import Extractor, Here, Rules, Runner
from streams.records import Failure, decode
from streams.rejection import Rejected
from streams.settings import Settings

if TYPE_CHECKING:
    from streams.extractors.llm import Model

Count = Callable[[str, int], None]
"""Takes the name of a counter and how much to add to it."""
Enrich = Callable[[bytes | None, float], EnrichedArticle]
"""`streams.work.enrich` or what stands in for it: a raw record's value and timestamp in, an enriched article out."""
Reread = Callable[[EnrichedArticle], EnrichedArticle]
"""Puts a model's quotations in place of the rules'."""


def choose_extractor(settings: Settings, runner: Runner, count: Count | None = None) -> Extractor:
    """The extractor of the settings.

    Args:
        settings: which, and how to reach it.
        runner: where the language work is done.
        count: for the counters of a model.
    """
    return Rules(runner) if settings.extractor == "rules" else _model(settings, runner, count)


@contextmanager
def enriching(settings: Settings) -> Iterator[Enrich]:
    """A function that enriches one article after the other in this process, for commands without a broker.

    `streams.work.load` must have been called. The function raises `Rejected` for a record that is at fault.
    """
    if settings.extractor == "rules":
        yield work.enrich
        return
    with _running(settings) as (model, loop):
        yield lambda value, timestamp_ms: _one(loop.run(model.enrich([(value, timestamp_ms)])))


@contextmanager
def rereading(settings: Settings) -> Iterator[Reread | None]:
    """A function that has the model of the settings read articles that the rules have enriched, to measure it; none if
    they name the rules.
    """
    if settings.extractor == "rules":
        yield None
        return
    work.load(work.Resources.of(settings))
    with _running(settings) as (model, loop):
        yield lambda article: _one(loop.run(model.reread([(article.to_json(), 0.0)])))


def _model(settings: Settings, runner: Runner, count: Count | None) -> Model:
    from streams.extractors.client import ModelClient  # what only this extractor needs
    from streams.extractors.llm import Model
    from streams.extractors.meter import Meter

    meter = Meter(settings.llm_price_input, settings.llm_price_output, count)
    return Model(runner, ModelClient(settings), meter, settings)


@contextmanager
def _running(settings: Settings) -> Iterator[tuple[Model, asyncio.Runner]]:
    """A model in this process, and an event loop for it."""
    model = _model(settings, Here(), None)
    with asyncio.Runner() as loop:
        try:
            yield model, loop
        finally:
            model.tell()
            loop.run(model.close())


def _one(done: list[work.Enriched | Failure]) -> EnrichedArticle:
    [result] = done
    if isinstance(result, Failure):
        raise Rejected(result.reason, result.message, field=result.field, value=result.value)
    return decode(EnrichedArticle, result.value)
