"""Recently stored values, decoded: what is busy is wanted far more often than it must be read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The last values used, bounded by the size of their stored form.

    What is stored stays what holds: a value is found again only under the very bytes that it was stored as, so that
    nothing stale is left of it after a rebalance.

    Args:
        most_bytes: the bound.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._values: OrderedDict[K, tuple[bytes, V]] = OrderedDict()
        self.held = 0
        """Bytes of what is kept, as it is stored."""

    def get(self, key: K, stored: bytes) -> V | None:
        """The value that `stored` is, if it is at hand."""
        found = self._values.get(key)
        if found is None or found[0] != stored:
            return None
        self._values.move_to_end(key)
        return found[1]

    def take(self, key: K, stored: bytes | None = None) -> V | None:
        """The same, which is not kept any longer; neither is what else was kept under the key."""
        found = self._values.pop(key, None)
        if found is None:
            return None
        self.held -= len(found[0])
        return found[1] if found[0] == stored else None

    def put(self, key: K, stored: bytes, value: V) -> None:
        """Keep a value that was stored, and forget those unused for longest beyond the bound."""
        self.take(key)
        self._values[key] = stored, value
        self.held += len(stored)
        while self.held > self._most:
            self.held -= len(self._values.popitem(last=False)[1][0])
