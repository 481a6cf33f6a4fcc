"""One endpoint's queue: what to send next, and what comes of each try (pure; times are seconds since 1970).

The topic of alerts is the queue itself: an endpoint has a cursor into it, and only the messages whose first try failed
wait apart, each with a record of its own. So an endpoint that is down holds no memory and copies nothing; its cursor
stands still, and goes on from there when it is up again.

Order: of one holder's alerts at most one is under way, and their first tries are made in the order of the topic. A
message that waits for another try does not hold back later alerts, except updates of the same alert: those wait until
it is delivered or given up, so that no receiver sees a withdrawal before what it withdraws.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from streams.webhooks.breaker import Breaker, BreakerSettings
from streams.webhooks.schedule import PAUSES, pause

LOOK_AHEAD = 64
"""Messages passed over in one look because others of the same holder are under way."""
GONE = 410
THROTTLES = frozenset({429, 502, 504})
"""Statuses after which the endpoint is left alone for a while, as the specification wants."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an alert stands on the topic of alerts."""

    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Message:
    """An alert for this endpoint; its content is elsewhere."""

    place: Place
    id: str
    """The `webhook-id`."""
    alert_id: str
    holder_id: str = ""
    """Empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits for another try."""

    message: Message
    attempts: int
    """Tries of the schedule so far."""
    first_at: float
    next_at: float
    cause: str = ""
    replay: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try."""

    status: int | None = None
    """HTTP status; none where there was no answer."""
    cause: str = ""
    """What went wrong, for people."""
    retry_after: float | None = None
    """Seconds that the endpoint asked for."""

    @property
    def ok(self) -> bool:
        """Whether the message was taken: any 2xx."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done after a try. Whatever is to be written must be on the brokers before `settle`."""

    kind: Literal["delivered", "wait", "unchanged", "dead"]
    """wait: write `waiting`; unchanged: it waits as before; dead: no more tries."""
    recorded: bool
    """Whether a delivery record exists that ends now (delivered, dead)."""
    waiting: Waiting | None = None
    attempts: int = 0
    disable: bool = False
    """The endpoint is gone for good."""


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """Of one endpoint."""

    pauses: Sequence[float] = PAUSES
    breaker: BreakerSettings = field(default_factory=BreakerSettings)
    window: int = 200
    """Alerts read ahead of the cursor."""
    most_waiting: int = 1000
    """While more messages than this wait for another try, no others get their first."""


class EndpointQueue:
    """The queue of one endpoint.

    Args:
        settings: its bounds.
        cursor: partition → offset of the first alert that is not done.
        waiting: what waits for another try.
    """

    def __init__(self, settings: QueueSettings, cursor: Mapping[int, int], waiting: Iterable[Waiting] = ()) -> None:
        self.active = True
        self.breaker = Breaker(settings.breaker)
        self._settings = settings
        self._read = dict(cursor)
        self._open: dict[int, set[int]] = defaultdict(set)
        """Offsets that are read and not done."""
        self._fresh: deque[Message] = deque()
        self._waiting: dict[str, Waiting] = {}
        self._later: list[tuple[float, str]] = []
        self._ready: list[tuple[Place, str]] = []
        self._eager: set[str] = set()
        """May be tried once before they are due."""
        self._of_alert: dict[str, set[Place]] = defaultdict(set)
        self._in_flight: dict[str, tuple[Message, bool]] = {}
        """Message id → the message, and whether the try counts."""
        self._holders: Counter[str] = Counter()
        self._proven = False
        for item in waiting:
            self._put(item)

    def position(self, partition: int) -> int | None:
        """Offset of the next alert to read; none where nothing is known of the partition."""
        return self._read.get(partition)

    def start(self, partition: int, offset: int) -> None:
        """Read a partition from this offset on, unless there is a position already."""
        self._read.setdefault(partition, offset)

    @property
    def room(self) -> int:
        """How many more alerts may be offered."""
        return max(0, self._settings.window - sum(len(offsets) for offsets in self._open.values()))

    @property
    def waiting(self) -> int:
        """Messages that wait for another try."""
        return len(self._waiting)

    @property
    def in_flight(self) -> int:
        """Messages under way."""
        return len(self._in_flight)

    def cursor(self) -> dict[int, int]:
        """Partition → offset of the first alert that is not done."""
        return {
            partition: min(self._open[partition]) if self._open.get(partition) else offset
            for partition, offset in self._read.items()
        }

    def skip(self, place: Place) -> None:
        """An alert is not for this endpoint."""
        self._read[place.partition] = max(self._read.get(place.partition, 0), place.offset + 1)

    def offer(self, message: Message) -> None:
        """Take in the next alert of a partition."""
        self.skip(message.place)
        if message.id in self._waiting or message.id in self._in_flight:
            return  # it was read before a restart, or the record came twice
        self._open[message.place.partition].add(message.place.offset)
        self._fresh.append(message)

    def settle(self, place: Place) -> None:
        """All that there was to write about this alert is written."""
        self._open[place.partition].discard(place.offset)

    def again(self, item: Waiting) -> None:
        """Take in a message that is to be delivered once more."""
        known = self._waiting.get(item.message.id)
        if item.message.id not in self._in_flight:
            self._put(replace(known, next_at=min(known.next_at, item.next_at)) if known else item)

    def deferred(self, now: float) -> list[Waiting]:
        """Fresh messages that must wait for an earlier one of their alert; write them, then `settle`."""
        found: list[Waiting] = []
        if not self._of_alert:
            return found
        for message in [item for item in self._fresh if self._of_alert.get(item.alert_id)]:
            before = max(item.next_at for item in self._waiting.values() if item.message.alert_id == message.alert_id)
            item = Waiting(message, 0, now, max(now, before), "an earlier message of the alert waits")
            self._fresh.remove(message)
            self._put(item)
            found.append(item)
        return found

    def take(self, now: float) -> list[Message]:
        """What to send now."""
        free = self.breaker.free(len(self._in_flight), now) if self.active else 0
        taken: list[Message] = []
        if free <= 0:
            return taken
        self._ripen(now)
        aside: list[tuple[Place, str]] = []
        while self._ready and len(taken) < free and len(aside) < LOOK_AHEAD:
            entry = heapq.heappop(self._ready)
            item = self._waiting.get(entry[1])
            if item is None or entry[1] in self._in_flight or not (item.next_at <= now or entry[1] in self._eager):
                continue
            if self._holders[item.message.holder_id] or self._has_earlier(item.message):
                aside.append(entry)
                continue
            self._eager.discard(entry[1])
            taken.append(self._launch(item.message, counts=item.next_at <= now))
        for entry in aside:
            heapq.heappush(self._ready, entry)
        if len(taken) < free and len(self._waiting) < self._settings.most_waiting:
            taken += self._take_fresh(free - len(taken))
        return taken

    def wake_at(self, now: float) -> float | None:
        """When `take` may find more than now although nothing else has happened; none if never."""
        if not self.active or not (self._waiting or self._fresh):
            return None
        ready_at = self.breaker.ready_at(now)
        if ready_at > now:
            return ready_at
        while self._later and not self._is_current(self._later[0]):
            heapq.heappop(self._later)
        return self._later[0][0] if self._later else None

    def done(self, message: Message, outcome: Outcome, now: float, chance: float) -> Decision:
        """What follows from a try.

        Args:
            message: what was sent.
            outcome: what came of it.
            now: the time.
            chance: a random number from 0 to 1, for jitter.
        """
        _, counts = self._in_flight.pop(message.id)
        self._holders[message.holder_id] -= 1
        if self._holders[message.holder_id] <= 0:
            del self._holders[message.holder_id]
        before = self._waiting.get(message.id)
        attempts = (before.attempts if before else 0) + counts
        if outcome.ok:
            self._drop(message, now)
            if self.breaker.succeeded() or not self._proven:
                self._hurry()
            self._proven = True
            return Decision("delivered", before is not None, attempts=attempts)
        self._note(outcome, now, chance)
        if outcome.status == GONE:
            self._drop(message, now)
            return Decision("dead", before is not None, attempts=attempts, disable=True)
        wait = pause(self._settings.pauses, max(1, attempts), chance)
        if wait is None and counts:
            self._drop(message, now)
            return Decision("dead", before is not None, attempts=attempts)
        if not counts and before is not None:
            return Decision("unchanged", True, before, attempts)
        next_at = now + max(wait or 0.0, outcome.retry_after or 0.0)
        first_at = before.first_at if before else now
        item = Waiting(message, attempts, first_at, next_at, outcome.cause, before.replay if before else False)
        self._put(item)
        return Decision("wait", before is not None, item, attempts)

    def _note(self, outcome: Outcome, now: float, chance: float) -> None:
        if outcome.status != 429:  # too many requests: it is up
            self.breaker.failed(now, chance)
        if outcome.status in THROTTLES or (outcome.status == 503 and outcome.retry_after):
            self.breaker.hold(now, outcome.retry_after)

    def _put(self, item: Waiting) -> None:
        key = item.message.id
        self._waiting[key] = item
        self._of_alert[item.message.alert_id].add(item.message.place)
        heapq.heappush(self._later, (item.next_at, key))

    def _drop(self, message: Message, now: float) -> None:
        """The message waits no more; those of its alert that waited for it are due."""
        self._eager.discard(message.id)
        if self._waiting.pop(message.id, None) is None:
            return
        places = self._of_alert[message.alert_id]
        places.discard(message.place)
        if not places:
            del self._of_alert[message.alert_id]
            return
        for item in [item for item in self._waiting.values() if item.message.alert_id == message.alert_id]:
            if not item.attempts:
                self._put(replace(item, next_at=min(now, item.next_at)))

    def _hurry(self) -> None:
        """The endpoint is up again: what waits may go out at once."""
        self._eager.update(self._waiting)
        self._ready = [(item.message.place, key) for key, item in self._waiting.items()]
        heapq.heapify(self._ready)

    def _ripen(self, now: float) -> None:
        while self._later and (self._later[0][0] <= now or not self._is_current(self._later[0])):
            entry = heapq.heappop(self._later)
            if self._is_current(entry):
                heapq.heappush(self._ready, (self._waiting[entry[1]].message.place, entry[1]))
        if self.breaker.is_open and not self._ready and self._later:
            key = self._later[0][1]  # a probe needs a message, due or not
            self._eager.add(key)
            heapq.heappush(self._ready, (self._waiting[key].message.place, key))

    def _is_current(self, entry: tuple[float, str]) -> bool:
        item = self._waiting.get(entry[1])
        return item is not None and item.next_at == entry[0]

    def _has_earlier(self, message: Message) -> bool:
        places = self._of_alert.get(message.alert_id)
        return places is not None and min(places) < message.place

    def _launch(self, message: Message, *, counts: bool) -> Message:
        self._in_flight[message.id] = (message, counts)
        self._holders[message.holder_id] += 1
        return message

    def _take_fresh(self, free: int) -> list[Message]:
        taken: list[Message] = []
        passed: list[Message] = []
        blocked: set[str] = set()
        while self._fresh and len(taken) < free and len(passed) < LOOK_AHEAD:
            message = self._fresh.popleft()
            if message.holder_id in blocked or self._holders[message.holder_id]:
                blocked.add(message.holder_id)
                passed.append(message)
            else:
                taken.append(self._launch(message, counts=True))
        self._fresh.extendleft(reversed(passed))
        return taken
