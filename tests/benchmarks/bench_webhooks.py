"""Alerts to twenty endpoints of which five fail in different ways: who gets what, and how fast.

`make bench ARGS="-k webhooks"` takes about a minute and a half. Real worker, broker and receivers, each a process of
its own. Alerts are written at an even rate; the delay of a delivery is from the moment its alert is written until the
receiver has it. When all are written and the healthy endpoints have them, the others are healed and must get all that
they missed. Results go to `build/bench/webhooks.json`, or to the directory that VOLTEFACE_BENCH_OUT names.

VOLTEFACE_BENCH_ALERTS (1000; the bar is on 10000, nine minutes), VOLTEFACE_BENCH_RATE (20 a second) and
VOLTEFACE_BENCH_BROKER (embedded, or apache) change what is run. The bar is a p95 of a quarter of a second; baseline:
the even rate at which the alerts are written.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from streams.process import running_worker
from streams.topics import ALERTS, DEAD_LETTERS, ensure_topics, topic_name
from tests.benchmarks import report
from tests.conftest import Broker, start
from tests.stream.harness import producer
from tests.stream.test_delivery import alerts, hook, hook_settings
from tests.support.hook_server import HookServer, Received, hook_server

ALERT_COUNT = int(os.environ.get("VOLTEFACE_BENCH_ALERTS", "1000"))
RATE = float(os.environ.get("VOLTEFACE_BENCH_RATE", "20"))
KIND = os.environ.get("VOLTEFACE_BENCH_BROKER", "embedded")
HEALTHY = [f"well-{number:02d}" for number in range(15)]
FAILING = {"fails": "500", "silent": "silent", "resets": "reset", "busy": "429:5", "drips": "loris"}
P95_SECONDS = 0.25
DEADLINE_SECONDS = 1200.0


@pytest.mark.timeout(3600)
def test_healthy_endpoints_wait_for_no_failing_one(tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        process = start(KIND, tmp_path / "broker", runner)
        try:
            result = runner.run(_run(Broker(KIND, process.bootstrap), tmp_path))
        finally:
            runner.run(process.stop())
    _report(result)
    assert result["missing_at_healthy"] == result["missing_after_healing"] == result["dead_letters"] == 0


async def _run(broker: Broker, directory: Path) -> dict[str, Any]:
    async with hook_server(lean=True) as well, hook_server(lean=True) as ill:
        for name, behaviour in FAILING.items():
            await ill.behave(name, behaviour)
        hooks = [hook(well, name) for name in HEALTHY] + [hook(ill, name) for name in FAILING]
        settings = hook_settings(
            broker, directory, hooks, partitions=8, commit_seconds=1.0, session_timeout_seconds=6.0,
            webhook_pauses=(5.0, 300.0, 1800.0, 7200.0), webhook_probe_seconds=2.0, webhook_timeout_seconds=5.0,
        )  # fmt: skip
        await ensure_topics(settings)
        async with running_worker(settings, directory / "worker.log") as worker, producer(settings) as client:
            topic = topic_name(ALERTS, settings)
            first, *sent = alerts(ALERT_COUNT + 1)
            await client.send_and_wait(topic, first.to_json(), key=first.holder.id.encode())
            for name in HEALTHY:
                await well.received(name, 1, seconds=DEADLINE_SECONDS)  # the worker is ready
            written: dict[str, float] = {}
            begin = time.monotonic()
            for number, alert in enumerate(sent):
                await asyncio.sleep(max(0.0, begin + number / RATE - time.monotonic()))
                written[alert.id] = time.time()
                await client.send(topic, alert.to_json(), key=alert.holder.id.encode())
            await client.flush()
            writing = time.monotonic() - begin
            healthy = {name: await _all(well, name) for name in HEALTHY}
            before = {name: len(await ill.received(name)) for name in FAILING}
            memory = _memory(worker.pid)
            healed_at = time.monotonic()
            for name in FAILING:
                await ill.behave(name, "204")
            healed = {name: await _all(ill, name) for name in FAILING}
            healing = time.monotonic() - healed_at
            dead = await _dead_letters(settings, client)
            memory_after = _memory(worker.pid)
    delays = sorted(
        item.at - written[item.id]
        for found in healthy.values()
        for item in {item.id: item for item in reversed(found)}.values()
        if item.id in written
    )
    return {
        "alerts": ALERT_COUNT,
        "endpoints": len(HEALTHY) + len(FAILING),
        "rate_written_s": round(ALERT_COUNT / writing, 1),
        "broker": KIND,
        "healthy": {
            "deliveries": len(delays),
            "repeated": sum(count - 1 for found in healthy.values() for count in _counts(found).values()),
            **{f"p{part}_s": round(_part(delays, part), 4) for part in (50, 95, 99)},
            "max_s": round(delays[-1], 4),
        },
        "missing_at_healthy": sum(ALERT_COUNT + 1 - len(_counts(found)) for found in healthy.values()),
        "tries_at_failing": before,
        "seconds_to_heal": round(healing, 1),
        "missing_after_healing": sum(ALERT_COUNT + 1 - len(_counts(found)) for found in healed.values()),
        "dead_letters": dead,
        "worker_memory_mb": memory,
        "worker_memory_mb_after": memory_after,
    }


async def _all(server: HookServer, name: str) -> list[Received]:
    return await server.received(name, ALERT_COUNT + 1, taken=True, seconds=DEADLINE_SECONDS)


def _counts(found: list[Received]) -> Counter[str]:
    return Counter(item.id for item in found if item.taken)


def _part(ordered: list[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


async def _dead_letters(settings: Any, client: Any) -> int:
    from aiokafka import AIOKafkaConsumer

    consumer = AIOKafkaConsumer(topic_name(DEAD_LETTERS, settings), **settings.client(), auto_offset_reset="earliest")
    await consumer.start()
    try:
        return sum(len(records) for records in (await consumer.getmany(timeout_ms=3000)).values())
    finally:
        await consumer.stop()


def _memory(pid: int) -> dict[str, int]:
    """Resident memory now and at its highest, in megabytes; nothing where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    found = dict(line.split(":", 1) for line in lines if line.startswith(("VmRSS", "VmHWM")))
    return {name: int(value.split()[0]) // 1024 for name, value in found.items()}


def _report(result: dict[str, Any]) -> None:
    report.save("webhooks", result)
    rows = [
        (name.replace("_", " "), ", ".join(f"{key} {part}" for key, part in value.items()) or "–")
        if isinstance(value, dict)
        else (name.replace("_", " "), value)
        for name, value in result.items()
    ]
    within = "within" if result["healthy"]["p95_s"] <= P95_SECONDS else "OVER"
    report.table("Alerts to endpoints of which some fail", ("figure", ""), rows, f"p95 is {within} the bar.")
