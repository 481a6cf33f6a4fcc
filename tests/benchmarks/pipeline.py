"""A whole installation to measure: workers as a user starts them, articles in, what came out and when."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from streams.lag import CONSUMED, wait_until_idle
from streams.process import STOP_SECONDS, environment
from streams.records import TRACE_HEADERS
from streams.settings import Settings
from streams.topics import (
    ALERTS,
    DEAD_LETTERS,
    ENRICHED,
    HOLDINGS,
    POSITIONS,
    RAW,
    STATEMENTS,
    TopicSpec,
    ensure_topics,
    topic_name,
)
from tests.benchmarks.corpus import SAMPLE_ACTORS, Raw
from tests.benchmarks.measure import cpu_of, family

MADE = (ENRICHED, STATEMENTS, HOLDINGS, POSITIONS, ALERTS, DEAD_LETTERS)
"""Topics that workers write."""
IN_FLIGHT = 500
DEADLINE_SECONDS = 1200.0
LOOK_SECONDS = 0.25
EMBEDDED_SESSION_SECONDS = 6.0
"""The embedded broker makes a group wait for half of it."""
FLOOR = ("tests.benchmarks.floor",)
WORKER = ("streams.cli", "worker")


def settings_for(bootstrap: str, kind: str, folder: Path, **changes: Any) -> Settings:
    """Settings of an installation of its own: the defaults, or what VOLTEFACE_* variables say."""
    wanted: dict[str, Any] = {
        "broker": (bootstrap,),
        "topic_prefix": f"bench-{uuid.uuid4().hex[:8]}",
        "data_dir": folder / "data",
        "web_port": 0,
        "actors_file": (SAMPLE_ACTORS,),
        "recovery_check": kind != "embedded",
    }
    if kind == "embedded":
        wanted["session_timeout_seconds"] = EMBEDDED_SESSION_SECONDS
    return Settings(**(wanted | changes))


class Program(Protocol):
    """A running worker, or what stands in for one."""

    @property
    def pid(self) -> int:
        """Its process id."""

    @property
    def returncode(self) -> int | None:
        """Its exit status, once it has ended."""


@dataclass
class Topic:
    """What is on a topic."""

    records: int = 0
    keys: set[bytes] = field(default_factory=set)
    value_bytes: int = 0
    last_ms: int = 0
    """Latest timestamp."""
    traces: dict[str, int] = field(default_factory=dict)
    """Trace id → timestamp of the first record with it."""


class Installation:
    """Workers on a broker, and the topics around them.

    Args:
        settings: shared by the workers, each of which has state of its own.
        folder: for state and logs.
        broker_pid: the broker's process, if it is ours.
    """

    def __init__(self, settings: Settings, folder: Path, broker_pid: int | None = None) -> None:
        self.settings = settings
        self.folder = folder
        self.workers: list[Program] = []
        self.sent = 0
        self._broker = broker_pid

    @property
    def pids(self) -> list[int]:
        """The workers' process ids."""
        return [worker.pid for worker in self.workers]

    def cpu(self) -> dict[str, float]:
        """Seconds of processor time so far by who spent them."""
        workers = [cpu_of(pid) for pid in self.pids]
        return {
            "worker": sum(one["main"] for one in workers),
            "language": sum(one["pool"] for one in workers),
            "broker": sum(one.cpu for one in family(self._broker)),
            "client": time.process_time(),
        }

    async def send(self, records: Iterable[Raw]) -> int:
        """Send raw articles as fast as may be; the timestamp of the first, in milliseconds."""
        topic = topic_name(RAW, self.settings)
        first: asyncio.Future[Any] | None = None
        async with AIOKafkaProducer(**self.settings.client(), linger_ms=5, max_batch_size=262_144) as client:
            pending: set[asyncio.Future[Any]] = set()
            for record in records:
                future = await client.send(topic, record.value, key=record.key)
                first = first or future
                pending.add(future)
                self.sent += 1
                if len(pending) >= IN_FLIGHT:
                    _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.gather(*pending)
        return (await first).timestamp if first is not None else 0

    async def idle(self, specs: Sequence[TopicSpec] = CONSUMED) -> None:
        """Return when everything is processed and committed, without reading the topics before the articles are."""
        wanted = {RAW: self.sent, ENRICHED: self.sent}
        async with asyncio.timeout(DEADLINE_SECONDS):
            for spec in (spec for spec in (RAW, ENRICHED) if spec in specs):
                while await self.committed(spec) < wanted[spec]:
                    self.check()
                    await asyncio.sleep(LOOK_SECONDS)
            if tuple(specs) == CONSUMED:
                await wait_until_idle(self.settings)

    def check(self) -> None:
        """Raise if a worker has ended."""
        for number, worker in enumerate(self.workers):
            if worker.returncode is not None:
                log = (self.folder / f"worker-{number}.log").read_text(errors="replace")
                raise RuntimeError(f"a worker ended with status {worker.returncode}; its log ends:\n{log[-3000:]}")

    async def committed(self, spec: TopicSpec) -> int:
        """How many records of a topic the workers have committed."""
        partitions = [TopicPartition(topic_name(spec, self.settings), n) for n in range(self.settings.partitions)]
        admin = AIOKafkaAdminClient(**self.settings.client())
        await admin.start()
        try:
            known = await admin.list_consumer_group_offsets(self.settings.group, partitions=partitions)
        except KafkaError:  # the first group of a new cluster
            return 0
        finally:
            await admin.close()
        return sum(max(offset.offset, 0) for offset in known.values())

    async def topics(self, specs: Sequence[TopicSpec] = MADE) -> dict[TopicSpec, Topic]:
        """What is on the topics now, read to their ends."""
        by_name = {topic_name(spec, self.settings): spec for spec in specs}
        found = {spec: Topic() for spec in specs}
        async with consumer(self.settings, specs) as client:
            quiet = 0
            while quiet < 3:
                batch = await client.getmany(timeout_ms=300)
                quiet = 0 if batch else quiet + 1
                for partition, records in batch.items():
                    seen = found[by_name[partition.topic]]
                    seen.records += len(records)
                    seen.keys.update(record.key for record in records)
                    seen.value_bytes += sum(len(record.value or b"") for record in records)
                    seen.last_ms = max(seen.last_ms, *(record.timestamp for record in records))
                    for record in records:
                        seen.traces.setdefault(trace_of(record.headers), record.timestamp)
        return found


@asynccontextmanager
async def consumer(settings: Settings, specs: Sequence[TopicSpec]) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer of whole topics from their beginning, outside of any group."""
    client = AIOKafkaConsumer(**settings.client(), max_partition_fetch_bytes=settings.max_message_bytes)
    await client.start()
    try:
        partitions = [
            TopicPartition(topic_name(spec, settings), number)
            for spec in specs
            for number in range(settings.partitions)
        ]
        client.assign(partitions)
        await client.seek_to_beginning(*partitions)  # the embedded broker tells the end wrongly
        for partition in partitions:
            await client.position(partition)
        yield client
    finally:
        await client.stop()


def trace_of(headers: Sequence[tuple[str, bytes]]) -> str:
    """The trace id of a record's headers."""
    return next((value.decode().split("-")[1] for name, value in headers if name == TRACE_HEADERS[0]), "")


@asynccontextmanager
async def installation(
    settings: Settings,
    folder: Path,
    *,
    workers: int,
    broker_pid: int | None = None,
    module: Sequence[str] = WORKER,
) -> AsyncIterator[Installation]:
    """An installation with this many workers running, which are stopped in the end.

    Args:
        settings: shared by the workers.
        folder: for their state and logs.
        workers: how many.
        broker_pid: the broker's process, if it is ours.
        module: what to run, with its arguments.
    """
    folder.mkdir(parents=True, exist_ok=True)
    await ensure_topics(settings)
    made = Installation(settings, folder, broker_pid)
    async with AsyncExitStack() as stack:
        for number in range(workers):
            own = settings.model_copy(update={"data_dir": folder / f"data-{number}"})
            made.workers.append(await stack.enter_async_context(_program(own, folder / f"worker-{number}.log", module)))
        yield made


@asynccontextmanager
async def _program(settings: Settings, log: Path, module: Sequence[str]) -> AsyncIterator[Program]:
    with log.open("ab") as stream:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", *module),
            # bytecode is kept unless somebody says otherwise: compiling it takes a second of each start
            env={**os.environ, **environment(settings), "PYTHONDONTWRITEBYTECODE": ""},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()
