"""Recently used states, decoded: a busy holder's is read far more often than it must be."""

from __future__ import annotations

from collections import OrderedDict

from streams.positions.state import TrackState


class RecentStates:
    """The last states used, bounded by the size of their stored form.

    The table stays what holds: a state is found again only under the very bytes that it was stored as, so that nothing
    stale is left of it after a rebalance.

    Args:
        most_bytes: the bound.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._held = 0
        self._states: OrderedDict[str, tuple[bytes, TrackState]] = OrderedDict()

    def get(self, key: str, stored: bytes) -> TrackState | None:
        """The state that `stored` is, if it is at hand."""
        found = self._states.get(key)
        if found is None or found[0] != stored:
            return None
        self._states.move_to_end(key)
        return found[1]

    def put(self, key: str, stored: bytes, state: TrackState) -> None:
        """Keep a state that was stored, and forget those unused for longest beyond the bound."""
        if key in self._states:
            self._held -= len(self._states.pop(key)[0])
        self._states[key] = stored, state
        self._held += len(stored)
        while self._held > self._most:
            self._held -= len(self._states.popitem(last=False)[1][0])
