"""The mended parts of Faust, each on its own; together they are tried by the fault suite."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import pytest
from mode.utils.queues import FlowControlQueue

from streams import steady
from streams.steady import Lease, SteadyFlow


async def test_resuming_a_flow_that_flows_keeps_what_is_queued() -> None:
    flow = SteadyFlow()
    queue: FlowControlQueue[str] = FlowControlQueue(flow_control=flow, clear_on_resume=True)
    queue.put_nowait("of the time before")
    flow.resume()
    assert queue.empty()
    queue.put_nowait("fetched since")
    flow.resume()
    assert queue.get_nowait() == "fetched since"


def test_lease_is_held_until_the_session_could_be_over() -> None:
    lease = Lease(10.0)
    assert lease.held
    lease._since = time.monotonic() - 9.5
    assert not lease.held
    lease.renew(time.monotonic() - 1)
    assert lease.held


async def test_producer_sends_nothing_until_a_heartbeat_is_answered() -> None:
    sent: list[str] = []

    async def send(what: str) -> None:
        sent.append(what)

    producer: Any = SimpleNamespace(client=SimpleNamespace(send=send))
    lease = Lease(10.0)
    lease.guard(producer)
    lease._since = time.monotonic() - 100
    task = asyncio.create_task(producer.client.send("record"))
    await asyncio.sleep(0.15)
    assert sent == []
    lease.renew(time.monotonic())
    await asyncio.wait_for(task, 5)
    assert sent == ["record"]


async def test_what_is_in_hand_after_an_expulsion_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # a commit may learn of it first, and then there are no more heartbeats
    def ended(why: str) -> None:
        raise SystemExit(why)

    monkeypatch.setattr(steady, "end", ended)
    coordinator: Any = Coordinator([])
    lease = Lease(10.0)
    lease.watch(coordinator)
    lease._since = time.monotonic() - 100
    coordinator.generation = -1
    with pytest.raises(SystemExit):
        await lease.wait()


class Coordinator:
    """Stands for aiokafka's, with what the lease looks at."""

    def __init__(self, answers: list[tuple[bool, int]]) -> None:
        self.generation = 3
        self._answers = answers

    async def _do_heartbeat(self) -> bool:
        answered, self.generation = self._answers.pop(0)
        return answered


async def test_expelled_worker_ends_and_a_coordinator_that_is_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended: list[str] = []
    monkeypatch.setattr(steady, "end", ended.append)
    coordinator: Any = Coordinator([(True, 3), (False, 3), (False, -1)])
    lease = Lease(10.0)
    lease._since = 0.0
    lease.watch(coordinator)
    await coordinator._do_heartbeat()
    assert lease.held
    await coordinator._do_heartbeat()
    assert not ended
    await coordinator._do_heartbeat()
    assert len(ended) == 1
