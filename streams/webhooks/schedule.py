"""When a message is tried again (pure; times are seconds since 1970).

The schedule is that of the Standard Webhooks specification: at once, then after these pauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parsedate_to_datetime

PAUSES: tuple[float, ...] = (5.0, 300.0, 1800.0, 7200.0, 18_000.0, 36_000.0, 50_400.0, 72_000.0, 86_400.0)
"""Pauses before the second, third, … try in seconds: 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h."""
JITTER = 0.1
"""Pauses vary by this part to either side, so that what failed together does not come back together."""
LONGEST_RETRY_AFTER = 86_400.0
"""An endpoint cannot put a message off for longer than this by `Retry-After`, in seconds."""


def pause(pauses: Sequence[float], attempts: int, chance: float) -> float | None:
    """Seconds until the next try; none when there is none.

    Args:
        pauses: the schedule.
        attempts: tries so far, at least 1.
        chance: a random number from 0 to 1.
    """
    if attempts > len(pauses):
        return None
    return pauses[attempts - 1] * (1 + JITTER * (2 * chance - 1))


def retry_after(header: str | None, now: float) -> float | None:
    """Seconds that a `Retry-After` header (RFC 9110, section 10.2.3) asks for, within bounds; none if it says nothing.

    >>> retry_after("120", 0.0)
    120.0
    >>> retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 10.0)
    50.0
    """
    text = (header or "").strip()
    if not text or len(text) > 100:
        return None
    if text.isascii() and text.isdigit():
        seconds = float(text)
    else:
        try:
            seconds = parsedate_to_datetime(text).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)
