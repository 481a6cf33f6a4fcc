"""Brokers of the benchmarks: each kind starts once, when first asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from streams.brokers import LocalBroker
from tests.conftest import OWN_CLUSTER, start


@dataclass(frozen=True, slots=True)
class Bench:
    """A running broker."""

    kind: str
    bootstrap: str
    pid: int | None
    """Its process, unless it is a cluster of yours."""


@pytest.fixture(scope="session")
def brokers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Bench]]:
    """Gives the broker of a kind: `apache`, `embedded`, or `own` (VOLTEFACE_TEST_BOOTSTRAP)."""
    running: dict[str, LocalBroker] = {}
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:

        def get(kind: str) -> Bench:
            if kind == "own":
                return Bench(kind, OWN_CLUSTER, None)
            if kind not in running:
                running[kind] = start(kind, tmp_path_factory.mktemp(f"broker-{kind}"), runner)
            return Bench(kind, running[kind].bootstrap, running[kind].pid)

        yield get
        for broker in running.values():
            runner.run(broker.stop())
