"""What the agents share: batches, acknowledged sends, dead letters, acknowledgement of what was consumed.

Faust acknowledges an event when the stream's generator resumes or is closed, even when the agent was cancelled or
failed half-way (https://github.com/faust-streaming/faust/issues/315 and
https://github.com/faust-streaming/faust/issues/527), so a worker that is asked to stop would lose what it was working
on. Here every event is acknowledged by hand, once the brokers have acknowledged all that was made of it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import cast

import faust
from faust.streams import _current_event  # tables find their partition by it; batches leave it unset
from faust.types import EventT, StreamT, TopicT

from schemas.base import Event
from schemas.dead_letter import Stage
from streams.records import Failure, Outgoing, RecordLimits, cloud_headers, dead_letter
from streams.steady import KeptTable
from streams.watchdog import Progress

logger = logging.getLogger(__name__)

EXIT_STATUS = 70
"""Exit status of a worker that can neither process nor dead-letter a record (EX_SOFTWARE of sysexits.h)."""

Batch = Sequence[EventT[bytes]]


class Conveyor:
    """Takes events to a stage, and its results to the brokers.

    Args:
        app: the Faust app.
        stage: the stage's name, in dead letters and in `ce_source`.
        dead_letters: topic of the dead letters.
        tables: what the stage keeps.
        size: most events of a batch.
        within: how long to wait for a batch to fill, in seconds.
        limits: a record over them goes to the dead letters unread.
    """

    def __init__(
        self,
        app: faust.App,
        stage: Stage,
        dead_letters: TopicT,
        tables: Sequence[KeptTable] = (),
        *,
        size: int,
        within: float,
        limits: RecordLimits,
    ) -> None:
        self.app = app
        self.stage: Stage = stage
        self._source = f"/volteface/{stage}"
        self._dead_letters = dead_letters
        self._tables = tables
        self.progress = Progress()
        self._size = size
        self._within = within
        self._limits = limits

    async def run(self, stream: StreamT[bytes], process: Callable[[Batch], Awaitable[None]]) -> None:
        """Hand batches of events, in order, to `process`, and acknowledge each batch afterwards.

        An error of `process` means that something could neither be processed nor dead-lettered: the worker ends, and
        the batch is read again by whoever takes over.
        """
        async for batch in self._batches(stream):
            self.progress.begin()
            try:
                if admitted := await self._admit(batch):
                    await process(admitted)
                with self._sending():
                    for table in self._tables:
                        await table.kept()
            except Exception:
                first = batch[0].message
                logger.critical(
                    "%s failed in the batch at %s[%d] offset %d; the worker ends and the batch will be read again",
                    self.stage,
                    first.topic,
                    first.partition,
                    first.offset,
                    exc_info=True,
                )
                logging.shutdown()
                os._exit(EXIT_STATUS)
            for event in batch:
                await stream.ack(event)
            self.progress.finish()

    async def _batches(self, stream: StreamT[bytes]) -> AsyncIterator[Batch]:
        taken = cast(faust.Stream[EventT[bytes]], stream).noack_take(
            self._size, within=self._within
        )  # of events, not values
        async for events in taken:
            # After a rebalance another worker may own the partitions of what is still buffered here, and will read it.
            current = [event for event in events if event.message.generation_id == self.app.consumer_generation_id]
            if current:
                yield current

    async def _admit(self, batch: Batch) -> Batch:
        """The batch without what is over a limit, which goes to the dead letters."""
        failures = [self._limits.check(event.message.value, headers_of(event)) for event in batch]
        for event, failure in zip(batch, failures, strict=True):
            if failure is not None:
                await self.reject(event, failure)
        return [event for event, failure in zip(batch, failures, strict=True) if failure is None]

    async def send(self, topic: TopicT, records: Sequence[Outgoing]) -> None:
        """Send records in order, and wait until the brokers have acknowledged every one of them."""
        with self._sending():
            sent = [
                await topic.send(key=record.key, value=record.value, headers=record.headers, partition=record.partition)
                for record in records
            ]
            await asyncio.gather(*sent)

    @contextmanager
    def _sending(self) -> Iterator[None]:
        self.progress.sending_since = time.monotonic()
        try:
            yield
        finally:
            self.progress.sending_since = None

    async def reject(self, event: EventT[bytes], failure: Failure) -> None:
        """Send the event to the dead letters, whole, and wait for the brokers' acknowledgement."""
        message = event.message
        letter = dead_letter(
            self.stage,
            failure,
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            timestamp_ms=timestamp_ms(event),
            key=message.key,
            value=message.value,
            headers=headers_of(event),
        )
        logger.warning(
            "%s: %s at %s[%d] offset %d: %s",
            self.stage,
            failure.reason,
            message.topic,
            message.partition,
            message.offset,
            failure.message,
        )
        await self.send(self._dead_letters, [self.outgoing(letter.id, letter, letter.id, letter.first_seen, event)])

    def outgoing(
        self,
        key: str,
        record: Event,
        record_id: str,
        time: datetime,
        origin: EventT[bytes],
        *,
        partition: int | None = None,
    ) -> Outgoing:
        """`record` with its headers; the trace context is that of `origin`."""
        return self.outgoing_bytes(
            key, record.to_json(), type(record).ce_type, record_id, time, origin, partition=partition
        )

    def outgoing_bytes(
        self,
        key: str,
        value: bytes | None,
        ce_type: str,
        record_id: str,
        time: datetime,
        origin: EventT[bytes],
        *,
        partition: int | None = None,
    ) -> Outgoing:
        """A record that is bytes already, with its headers; without a value it is a tombstone."""
        headers = cloud_headers(ce_type, record_id, self._source, time, dict(headers_of(origin)))
        return Outgoing(key.encode(), value, headers, partition)


@contextmanager
def within_event(event: EventT[bytes]) -> Iterator[None]:
    """Make `event` the current one, so that tables read and write its partition."""
    token = _current_event.set(weakref.ref(event))
    try:
        yield
    finally:
        _current_event.reset(token)


def timestamp_ms(event: EventT[bytes]) -> float:
    """The record's Kafka timestamp in milliseconds since 1970."""
    return event.message.timestamp * 1000


def headers_of(event: EventT[bytes]) -> list[tuple[str, bytes]]:
    """The record's headers, in order."""
    headers = event.message.headers
    pairs = headers.items() if isinstance(headers, Mapping) else cast(Iterable[tuple[str, bytes | None]], headers or ())
    return [(name, content or b"") for name, content in pairs]
