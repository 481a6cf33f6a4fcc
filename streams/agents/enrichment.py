"""articles.raw → articles.enriched."""

from __future__ import annotations

from datetime import datetime

from faust.types import TopicT

from schemas import EnrichedArticle
from streams.agents.ahead import ReadAhead
from streams.agents.base import Batch, Conveyor, timestamp_ms
from streams.extractors.base import Extractor
from streams.records import Failure


class Enrichment:
    """Cleans articles and annotates them with mentions, quotations and speakers."""

    def __init__(self, conveyor: Conveyor, extractor: Extractor, enriched: TopicT, ahead: ReadAhead) -> None:
        self.conveyor = conveyor
        self._extractor = extractor
        self._enriched = enriched
        self._ahead = ahead

    async def __call__(self, batch: Batch) -> None:
        items = [(event.message.value, timestamp_ms(event)) for event in batch]
        results = await self._extractor.enrich(items, ahead=self._ahead.wanted())
        records = []
        for event, result in zip(batch, results, strict=True):
            if isinstance(result, Failure):
                await self.conveyor.reject(event, result)
                continue
            self._ahead.put(event.message.key, result)
            time = datetime.fromisoformat(result.published_at)
            records.append(
                self.conveyor.outgoing_bytes(result.id, result.value, EnrichedArticle.ce_type, result.id, time, event)
            )
        await self.conveyor.send(self._enriched, records)
