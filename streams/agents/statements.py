"""articles.enriched → statements: what is new, and retractions of what a revision no longer says."""

from __future__ import annotations

from faust.types import EventT, TopicT

from schemas import Statement
from streams.agents.base import Batch, Conveyor, timestamp_ms, within_event
from streams.ledger import Version, revise
from streams.ledgers import Ledgers
from streams.pool import LanguagePool
from streams.records import Failure
from streams.work import Reading, read_record


class Statements:
    """Reads issue and stance of each quotation; keeps a ledger of what each article says."""

    def __init__(self, conveyor: Conveyor, pool: LanguagePool, statements: TopicT, ledgers: Ledgers) -> None:
        self.conveyor = conveyor
        self._pool = pool
        self._statements = statements
        self._ledgers = ledgers

    async def __call__(self, batch: Batch) -> None:
        results = await self._pool.run(read_record, [(event.message.value, timestamp_ms(event)) for event in batch])
        for event, result in zip(batch, results, strict=True):
            if isinstance(result, Failure):
                await self.conveyor.reject(event, result)
            else:
                await self._publish(event, result)

    async def _publish(self, event: EventT[bytes], reading: Reading) -> None:
        with within_event(event):
            version = Version(received_ms=reading.received_ms, content_hash=reading.version)
            ledger = self._ledgers.get(reading.article_id)
            ledger, changes = revise(ledger, version, [Statement.from_json(data) for data in reading.statements])
            await self.conveyor.send(
                self._statements,
                [
                    self.conveyor.outgoing(
                        change.speaker.id, change, f"{change.id}.{change.revision}", change.stated_at, event
                    )
                    for change in changes
                ],
            )
            # Only now: should the worker end before this line, the article is read again and its statements sent again.
            self._ledgers.put(reading.article_id, ledger, event.message.partition, reading.received_ms)
