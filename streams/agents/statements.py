"""articles.enriched → statements: what is new, and retractions of what a revision no longer says."""

from __future__ import annotations

from faust.types import EventT, TopicT

from schemas import Statement
from streams.agents.ahead import ReadAhead
from streams.agents.base import Batch, Conveyor, timestamp_ms, within_event
from streams.ledger import Ledger, Version, revise
from streams.ledgers import Ledgers
from streams.pool import LanguagePool
from streams.records import Failure, Outgoing
from streams.work import Reading, read_record


class Statements:
    """Reads issue and stance of each quotation; keeps a ledger of what each article says."""

    def __init__(
        self, conveyor: Conveyor, pool: LanguagePool, statements: TopicT, ledgers: Ledgers, ahead: ReadAhead
    ) -> None:
        self.conveyor = conveyor
        self._pool = pool
        self._ahead = ahead
        self._statements = statements
        self._ledgers = ledgers

    async def __call__(self, batch: Batch) -> None:
        results = await self._read(batch)
        ledgers: dict[str, tuple[Ledger, EventT[bytes], int]] = {}
        records: list[Outgoing] = []
        for event, result in zip(batch, results, strict=True):
            if isinstance(result, Failure):
                await self.conveyor.reject(event, result)
                continue
            if result.article_id in ledgers:
                ledger: Ledger | None = ledgers[result.article_id][0]
            else:
                with within_event(event):
                    ledger = self._ledgers.get(result.article_id)
            version = Version(received_ms=result.received_ms, content_hash=result.version)
            changed, changes = revise(ledger, version, [Statement.from_json(data) for data in result.statements])
            ledgers[result.article_id] = changed, event, result.received_ms
            records += [self._record(change, event) for change in changes]
        await self.conveyor.send(self._statements, records)
        # Only now: should the worker end before this line, the articles are read again and their statements sent again.
        for article_id, (changed, event, received_ms) in ledgers.items():
            with within_event(event):
                self._ledgers.put(article_id, changed, event.message.partition, received_ms)

    async def _read(self, batch: Batch) -> list[Reading | Failure]:
        """What each article says: read ahead, or else now."""
        known = [self._ahead.take(event.message.key, event.message.value) for event in batch]
        items = [
            (event.message.value, timestamp_ms(event))
            for event, reading in zip(batch, known, strict=True)
            if reading is None
        ]
        read = iter(await self._pool.run(read_record, items))
        return [next(read) if reading is None else reading for reading in known]

    def _record(self, change: Statement, event: EventT[bytes]) -> Outgoing:
        return self.conveyor.outgoing(
            change.speaker.id, change, f"{change.id}.{change.revision}", change.stated_at, event
        )
