"""A stage's buffer asks for a pause when it holds many records or many bytes, and says when it has drained."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from mode.utils.queues import FlowControlEvent

from streams.buffers import RECORDS, ByteBuffer


def record(size: int) -> Any:
    return SimpleNamespace(message=SimpleNamespace(value=b"x" * size))


class Buffer(ByteBuffer):
    """One with the callbacks of one partition, which note when they are called."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(RECORDS, max_bytes, FlowControlEvent(initially_suspended=False))
        self.calls: list[str] = []

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def add(self, size: int) -> None:
        self.put_nowait_enhanced(record(size), on_pressure_high=self.pause, on_pressure_drop=self.resume)


@pytest.mark.parametrize(("size", "count"), [(100, 8), (1, RECORDS * 4 // 5)], ids=["bytes", "records"])
async def test_much_of_either_pauses_the_partition_once_and_it_goes_on_when_most_is_read(size: int, count: int) -> None:
    buffer = Buffer(max_bytes=800)
    for _ in range(count):
        buffer.add(size)
    assert buffer.calls == []
    buffer.add(size)
    buffer.add(size)
    assert buffer.calls == ["pause"]
    for _ in range(count // 4):
        await buffer.get()
    assert buffer.calls == ["pause"]
    while not buffer.empty():
        await buffer.get()
    assert buffer.calls == ["pause", "resume"]
    assert buffer.held == 0


async def test_it_is_empty_after_a_rebalance() -> None:
    buffer = Buffer(max_bytes=800)
    buffer.add(500)
    buffer.clear()
    assert (buffer.held, buffer.qsize()) == (0, 0)


async def test_a_record_without_a_value_weighs_nothing() -> None:
    buffer = Buffer(max_bytes=800)
    tombstone = SimpleNamespace(message=SimpleNamespace(value=None))
    buffer.put_nowait_enhanced(tombstone, on_pressure_high=buffer.pause, on_pressure_drop=buffer.resume)
    assert buffer.held == 0
