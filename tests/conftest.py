"""The brokers that the tests run against, the embedded one and Apache Kafka: each starts once, when first asked for."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from streams.brokers import BrokerUnavailable, EmbeddedBroker, LocalBroker
from tests.support.apache_kafka import ApacheKafka

OWN_CLUSTER = os.environ.get("VOLTEFACE_TEST_BOOTSTRAP", "")
KINDS = ["own"] if OWN_CLUSTER else ["embedded", "apache"]


@dataclass(frozen=True)
class Broker:
    """A running broker. It is shared by all tests of the session: each uses names of its own."""

    kind: str
    bootstrap: str


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "broker" in metafunc.fixturenames:
        marks = {"embedded": [pytest.mark.embedded], "apache": [pytest.mark.apache]}
        kinds = [pytest.param(kind, id=kind, marks=marks.get(kind, [])) for kind in KINDS]
        metafunc.parametrize("broker", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def running_brokers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Broker]]:
    """Starts the broker of a kind when it is first asked for; it runs until the end."""
    running: dict[str, LocalBroker] = {}
    # A loop of its own, which the tests' loops know nothing of.
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:

        def get(kind: str) -> Broker:
            if kind not in running:
                running[kind] = start(kind, tmp_path_factory.mktemp(f"broker-{kind}"), runner)
            return Broker(kind, running[kind].bootstrap)

        yield get
        for process in running.values():
            runner.run(process.stop())


@pytest.fixture(scope="session")
def broker(request: pytest.FixtureRequest, running_brokers: Callable[[str], Broker]) -> Broker:
    """Every test with this runs on each broker, or on the cluster that VOLTEFACE_TEST_BOOTSTRAP names."""
    kind: str = request.param
    return Broker(kind, OWN_CLUSTER) if kind == "own" else running_brokers(kind)


def start(kind: str, logs: Path, runner: asyncio.Runner) -> LocalBroker:
    process: LocalBroker = ApacheKafka(logs) if kind == "apache" else EmbeddedBroker(logs)
    try:
        runner.run(process.start())
    except BrokerUnavailable as error:
        if kind != "apache":
            raise
        without_kafka(error)
    return process


def without_kafka(error: BrokerUnavailable) -> NoReturn:
    """Skip the test; in CI, which has Java and Maven, a run without Apache Kafka proves too little and fails."""
    if os.environ.get("CI"):
        raise error
    pytest.skip(f"no Apache Kafka: {error}")
