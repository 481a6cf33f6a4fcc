"""Whether an endpoint may be sent to, and how many messages at once (pure; times are seconds since 1970).

Closed, all goes out. After some failures in a row it is open: nothing goes out until it is time for a probe, a single
message. A probe that arrives closes it; one that fails makes the next pause twice as long, up to a bound.

The number of messages at once begins low and grows by one with each round of successes, and halves with each failure,
so that an endpoint that takes nothing holds few connections.
"""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_PAUSE = 20
"""The longest pause between probes, and the longest hold, as a multiple of the first pause between probes."""
FIRST_HOLD = 1 / 30
"""The first hold without a `Retry-After`, as a multiple of the same; it doubles with each one in a row."""
FIRST_LIMIT = 2.0
"""Messages at once, to begin with."""


@dataclass(frozen=True, slots=True)
class BreakerSettings:
    """Of one endpoint."""

    failures: int = 5
    """Failures in a row that open it."""
    probe_seconds: float = 30.0
    """Until the first probe."""
    concurrency: int = 8
    """Most messages at once."""


class Breaker:
    """The state of one endpoint; every method takes the time."""

    def __init__(self, settings: BreakerSettings) -> None:
        self._settings = settings
        self._failed = 0
        self._held = 0
        self._limit = min(FIRST_LIMIT, settings.concurrency)
        self._pause = settings.probe_seconds
        self._probe_at: float | None = None
        """When open: time of the next probe."""
        self._held_until = 0.0
        """The endpoint asked for no messages until then."""

    @property
    def is_open(self) -> bool:
        """Whether messages other than probes are held back."""
        return self._probe_at is not None

    def free(self, in_flight: int, now: float) -> int:
        """How many more messages may go out now."""
        if self.ready_at(now) > now:
            return 0
        return max(0, (1 if self.is_open else int(self._limit)) - in_flight)

    def ready_at(self, now: float) -> float:
        """When messages may go out again; a time that is not after `now` when they may."""
        return max(self._held_until, self._probe_at if self._probe_at is not None else now)

    def succeeded(self) -> bool:
        """A message was taken. Returns whether this closed the breaker."""
        closed = self.is_open
        self._failed, self._held, self._probe_at, self._pause = 0, 0, None, self._settings.probe_seconds
        self._limit = min(self._settings.concurrency, self._limit + 1 / self._limit)
        return closed

    def failed(self, now: float, chance: float) -> None:
        """A message was not taken.

        Args:
            now: the time.
            chance: a random number from 0 to 1, for jitter.
        """
        self._limit = max(1.0, self._limit / 2)
        self._failed += 1
        if self.is_open:
            if self.ready_at(now) > now:
                return  # it went out before the breaker opened, and says nothing new
            self._pause = min(self._pause * 2, self._settings.probe_seconds * LONGEST_PAUSE)
        if self.is_open or self._failed >= self._settings.failures:
            self._probe_at = now + self._pause * (0.8 + 0.4 * chance)

    def hold(self, now: float, seconds: float | None) -> None:
        """The endpoint wants no messages for a while.

        Args:
            now: the time.
            seconds: for how long, where it says so.
        """
        self._limit = 1.0
        if seconds is None:
            seconds = self._settings.probe_seconds * min(FIRST_HOLD * 2**self._held, LONGEST_PAUSE)
            self._held = min(self._held + 1, 16)
        self._held_until = max(self._held_until, now + seconds)
