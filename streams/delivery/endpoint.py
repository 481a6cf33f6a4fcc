"""One endpoint at work: reads alerts, posts them, and writes down what comes of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from schemas import WebhookSubscription
from streams.delivery.alert_log import LOOK_BACK_ALERTS, AlertLog, LoggedAlert
from streams.delivery.network import Sender
from streams.delivery.records import Records
from streams.records import Failure
from streams.rejection import Rejected
from streams.webhooks.filters import matches
from streams.webhooks.queue import Decision, EndpointQueue, Message, Outcome, Place
from streams.webhooks.subscriptions import gone

logger = logging.getLogger(__name__)

GRACE_SECONDS = 3.0
"""How long what is under way may take to end when the worker stops or the endpoint goes to another worker."""

Count = Callable[[str, int], None]


class Endpoint:
    """Posts to one endpoint until it is cancelled.

    Args:
        subscription: the endpoint as it stands; `update` changes it.
        queue: what is to be sent.
        log: the alerts.
        sender: posts.
        records: writes down.
        put: writes down a change of the endpoint.
        count: counts, for the monitor.
        checkpoint_seconds: how often the cursor is written, at most.
    """

    def __init__(
        self,
        subscription: WebhookSubscription,
        queue: EndpointQueue,
        log: AlertLog,
        sender: Sender,
        records: Records,
        put: Callable[[WebhookSubscription], Awaitable[None]],
        count: Count,
        checkpoint_seconds: float,
    ) -> None:
        self.subscription = subscription
        self.queue = queue
        self._log = log
        self._sender = sender
        self._records = records
        self._put = put
        self._count = count
        self._checkpoint_seconds = checkpoint_seconds
        self._wake = asyncio.Event()
        self._items: dict[str, LoggedAlert] = {}
        """Fresh messages by id; those that wait are read again."""
        self._written = queue.cursor()
        self._written_at = 0.0
        self.update(subscription)

    def update(self, subscription: WebhookSubscription) -> None:
        """The endpoint was changed."""
        self.subscription = subscription
        self.queue.active = subscription.status == "active"
        self._wake.set()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled; then what is under way gets a moment to end.

        Raises:
            aiokafka.errors.KafkaError: the brokers cannot be reached. What was not written is done again.
        """
        tasks: set[asyncio.Task[None]] = set()
        try:
            while True:
                self._wake.clear()
                more = False
                if self.queue.active:
                    more = await self._fill()
                    if deferred := self.queue.deferred(time.time()):
                        await self._records.waiting(self.subscription.id, deferred)
                        for item in deferred:
                            self._settle(item.message)
                    for message in self.queue.take(time.time()):
                        tasks.add(asyncio.create_task(self._attempt(message)))
                await self._checkpoint()
                finished = {task for task in tasks if task.done()}
                tasks -= finished
                for task in finished:
                    task.result()
                if not more:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._wake.wait(), self._patience())
        finally:
            if tasks:
                _, late = await asyncio.wait(tasks, timeout=GRACE_SECONDS)
                for task in late:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            await self._checkpoint(now=True)

    def _patience(self) -> float:
        wake_at = self.queue.wake_at(time.time())
        patience = 60.0 if wake_at is None else max(0.01, wake_at - time.time())
        if self.queue.cursor() != self._written:
            patience = min(patience, max(0.01, self._written_at + self._checkpoint_seconds - time.monotonic()))
        return patience

    async def _fill(self) -> bool:
        """Take in alerts; returns whether there may be more right now."""
        more = False
        for partition in self._log.partitions:
            position = self.queue.position(partition)
            if position is None:
                position = await self._log.start(partition, self.subscription.starts_at)
                self.queue.start(partition, position)
            if not (room := self.queue.room):
                return False
            place, limit = Place(partition, position), min(room, LOOK_BACK_ALERTS)
            if limit < LOOK_BACK_ALERTS and not self._log.in_memory(place):
                continue  # a fetch for one or two would cost as much as for many
            read = await self._log.read(place, limit)
            for item in read:
                await self._take_in(item)
            more = more or len(read) == limit
        return more and self.queue.room > 0

    async def _take_in(self, item: LoggedAlert) -> None:
        if item.record.timestamp < self.subscription.starts_at.timestamp() * 1000:
            self.queue.skip(item.place)
        elif isinstance(item.alert, Rejected):
            await self._records.dead(self.subscription.id, item, Failure.of(item.alert))
            self.queue.skip(item.place)
        elif matches(self.subscription.filter, item.alert):
            self._items.setdefault(item.message.id, item)
            self.queue.offer(item.message)
        else:
            self.queue.skip(item.place)

    async def _attempt(self, message: Message) -> None:
        item = self._items.get(message.id)
        if item is None or item.place != message.place:
            item = await self._log.one(message.place)
        if item is None:
            outcome = Outcome(cause="the alert is not to be found on its topic")
        else:
            outcome = await self._post(item)
        decision = self.queue.done(message, outcome, time.time(), random.random())
        await self._write(message, item, outcome, decision)
        self._settle(message)
        self._wake.set()

    async def _post(self, item: LoggedAlert) -> Outcome:
        try:
            posting = item.posting(self.subscription)
        except Exception as error:  # a fault of ours in one alert must hold up no others
            logger.exception("webhook %s: %s cannot be rendered", self.subscription.id, item.message.id)
            return Outcome(cause=f"{type(error).__name__}: {error}")
        return await self._sender.post(self.subscription, item.message.id, posting)

    async def _write(self, message: Message, item: LoggedAlert | None, outcome: Outcome, decision: Decision) -> None:
        id = self.subscription.id
        if decision.kind == "delivered":
            self._count("webhooks.delivered", 1)
        else:
            self._count("webhooks.failed", 1)
            logger.warning("webhook %s, message %s, try %d: %s", id, message.id, decision.attempts, outcome.cause)
        if decision.kind == "wait" and decision.waiting:
            await self._records.waiting(id, [decision.waiting])
        if decision.kind == "dead":
            self._count("webhooks.dead", 1)
            causes = f"{id}: {outcome.cause} after {decision.attempts} tries"
            if item is not None:
                await self._records.dead(id, item, Failure("undeliverable", causes, "endpoint", id))
            logger.error("webhook %s, message %s goes to the dead letters: %s", id, message.id, outcome.cause)
        if decision.disable and self.subscription.status != "disabled":
            logger.error("webhook %s answered 410 Gone and is disabled", id)
            self.update(gone(self.subscription, datetime.now(UTC)))
            await self._put(self.subscription)
        if decision.recorded and decision.kind in ("delivered", "dead"):
            await self._records.finished(id, [message.id])

    def _settle(self, message: Message) -> None:
        held = self._items.get(message.id)
        if held is not None and held.place == message.place:
            del self._items[message.id]
        self.queue.settle(message.place)

    async def _checkpoint(self, *, now: bool = False) -> None:
        cursor = self.queue.cursor()
        due = now or time.monotonic() >= self._written_at + self._checkpoint_seconds
        if cursor and cursor != self._written and due:
            self._written_at = time.monotonic()
            await self._records.cursor(self.subscription.id, cursor)
            self._written = cursor
