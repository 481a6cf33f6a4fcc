"""How much a stage holds in memory of what it has yet to read: bounded by bytes, not only by the number of records.

Faust stops fetching a partition when the buffer of its stage is nearly full, and goes on when it has drained, while
heartbeats go on. It counts records alone, of which each may be megabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import faust
from mode.utils.queues import FlowControlEvent, ThrowableQueue

RECORDS = 640
"""Records that a stage buffers at the most. Fetching pauses at four fifths of it; one fetch's records still fit in."""
FETCHED = 100
"""Records of one fetch."""
FETCHED_BYTES = 1_048_576
"""Bytes of one fetch of one partition; a larger batch of records comes alone."""


class ByteBuffer(ThrowableQueue[Any]):
    """A stage's queue that asks for a pause also when it holds many bytes.

    Args:
        maxsize: most records.
        max_bytes: bytes of the records' values from which on fetching pauses, until less than two fifths are left.
        flow_control: Faust's.
        clear_on_resume: whether it is emptied when flow resumes after a rebalance.
    """

    def __init__(
        self, maxsize: int, max_bytes: int, flow_control: FlowControlEvent, *, clear_on_resume: bool = True
    ) -> None:
        self.held = 0
        """Bytes of the values that are in it."""
        self._most = max_bytes
        super().__init__(maxsize, flow_control=flow_control, clear_on_resume=clear_on_resume)

    def _put(self, item: Any) -> None:
        super()._put(item)
        self.held += _size(item)

    def _get(self) -> Any:
        item = super()._get()
        self.held -= _size(item)
        return item

    def clear(self) -> None:
        """Forget everything, as after a rebalance."""
        super().clear()
        self.held = 0

    def in_pressure_high_state(self, callback: Callable[..., Any]) -> bool:
        """Whether fetching the partition of `callback` is to pause; it is called when it may go on."""
        if self.held >= self._most and callback not in self._pending_pressure_drop_callbacks:
            self._pending_pressure_drop_callbacks.add(callback)
            self.on_pressure_high()
            return True
        return super().in_pressure_high_state(callback)

    def maybe_endorse_pressure_drop(self) -> None:
        """Let a partition be fetched again if enough has been read."""
        if self.empty() or self.held <= self._most * self.pressure_drop_ratio:
            super().maybe_endorse_pressure_drop()


class App(faust.App):
    """A Faust app whose topics' buffers are bounded by bytes.

    Args:
        buffer_bytes: bytes of one stage's buffer.
    """

    def __init__(self, id: str, *, buffer_bytes: int, **options: Any) -> None:
        self._buffer_bytes = buffer_bytes
        super().__init__(id, **options)

    def FlowControlQueue(self, maxsize: int | None = None, *, clear_on_resume: bool = False) -> ThrowableQueue[Any]:
        """The buffer of a stage, or of tables that are recovered."""
        return ByteBuffer(maxsize or RECORDS, self._buffer_bytes, self.flow_control, clear_on_resume=clear_on_resume)


def _size(item: Any) -> int:
    message = getattr(item, "message", None)
    value = getattr(message, "value", None)
    return len(value) if isinstance(value, bytes) else 0
