"""The extractor that the settings ask for: the one place where it is decided."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from schemas import EnrichedArticle
from streams import work
from streams.extractors.base import Extractor, Here, Rules, Runner
from streams.records import Failure, decode
from streams.rejection import Rejected
from streams.settings import Settings

Enrich = Callable[[bytes | None, float], EnrichedArticle]
"""`streams.work.enrich` or what stands in for it: a raw record's value and timestamp in, an enriched article out."""


def choose_extractor(settings: Settings, runner: Runner, count: Callable[[str, int], None] | None = None) -> Extractor:
    """The extractor of the settings.

    Args:
        settings: which, and how to reach it.
        runner: where the language work is done.
        count: takes the name of a counter and how much to add to it.
    """
    if settings.extractor == "rules":
        return Rules(runner)
    from streams.extractors.client import ModelClient
    from streams.extractors.llm import Model
    from streams.extractors.meter import Meter

    meter = Meter(settings.llm_price_input, settings.llm_price_output, count)
    return Model(runner, ModelClient(settings), meter, settings)


@contextmanager
def enriching(settings: Settings) -> Iterator[Enrich]:
    """A function that enriches one article after the other in this process, for commands without a broker.

    `streams.work.load` must have been called. The function raises `Rejected` for a record that is at fault.
    """
    if settings.extractor == "rules":
        yield work.enrich
        return
    extractor = choose_extractor(settings, Here())
    with asyncio.Runner() as loop:

        def enrich(value: bytes | None, timestamp_ms: float) -> EnrichedArticle:
            [done] = loop.run(extractor.enrich([(value, timestamp_ms)]))
            if isinstance(done, Failure):
                raise Rejected(done.reason, done.message, field=done.field, value=done.value)
            return decode(EnrichedArticle, done.value)

        try:
            yield enrich
        finally:
            extractor.tell()
            loop.run(extractor.close())
