"""Alerts on their way to a real HTTP server in a process of its own."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import orjson
from aiokafka import ConsumerRecord
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook as Verifier
from typer.testing import CliRunner

from schemas import Alert, DeadLetter, WebhookDelivery, WebhookSubscription
from schemas.dead_letter import Original
from streams.cli.main import app as cli
from streams.delivery.dispatcher import Dispatcher
from streams.process import environment, running_worker
from streams.settings import Settings
from streams.topics import ALERTS, DEAD_LETTERS, WEBHOOK_DELIVERIES, WEBHOOKS, ensure_topics, topic_name
from tests.conftest import Broker
from tests.stream.harness import DEADLINE_SECONDS, consume, producer, settings_for
from tests.support.hook_server import HookServer, hook_server

SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OLD_SECRET = "whsec_" + "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
EXAMPLE = Path(__file__).parents[2] / "schemas" / "examples" / "alert" / "confirmed.json"
PAUSES = (0.2, 0.3, 0.5, 0.5)
LONG_AGO = datetime.now(UTC) - timedelta(days=1)


def alerts(count: int, **fields: Any) -> list[Alert]:
    """Different alerts of different holders."""
    example = orjson.loads(EXAMPLE.read_bytes())
    return [
        Alert.model_validate(
            example
            | {"id": f"alert-{number}", "revision": 1, "holder": example["holder"] | {"id": f"holder-{number % 7}"}}
            | fields
        )
        for number in range(count)
    ]


async def send(settings: Settings, sent: Sequence[Alert]) -> None:
    """Put alerts on their topic."""
    await ensure_topics(settings)
    async with producer(settings) as client:
        for alert in sent:
            await client.send(topic_name(ALERTS, settings), alert.to_json(), key=alert.holder.id.encode())
        await client.flush()


def hook(server: HookServer, name: str, **fields: Any) -> dict[str, Any]:
    """An endpoint of the server, for the settings."""
    return {"id": name, "url": server.url(name), "secret": SECRET, "since": LONG_AGO.isoformat()} | fields


def hook_settings(broker: Broker, data_dir: Path, hooks: list[dict[str, Any]], **changes: Any) -> Settings:
    """Settings with a schedule of seconds, that allow the loopback address."""
    wanted = {
        "webhooks": hooks,
        "webhook_allow": ("127.0.0.1",),
        "webhook_pauses": PAUSES,
        "webhook_probe_seconds": 0.3,
        "webhook_timeout_seconds": 1.0,
    }
    return settings_for(broker, data_dir, **(wanted | changes))


def failed_at(records: Sequence[ConsumerRecord]) -> set[str | None]:
    """Endpoints that dead letters name."""
    return {DeadLetter.from_json(record.value).value for record in records}


async def test_every_endpoint_gets_what_it_can_take_and_no_other_waits_for_it(broker: Broker, tmp_path: Path) -> None:
    sent = alerts(12)
    async with hook_server() as server:
        await server.behave("healing", "500", "502", "503", "204")
        await server.behave("gone", "410")
        await server.behave("busy", "429:1", "204")
        await server.behave("broken", "500")
        await server.behave("silent", "silent", "silent", "204")
        await server.behave("loris", "loris", "204")
        await server.behave("reset", "reset", "reset", "reset", "204")
        await server.behave("endless", "endless")
        await server.behave("redirect", f"redirect:{server.url('forbidden')}")
        names = ["well", "healing", "gone", "busy", "broken", "silent", "loris", "reset", "endless", "redirect"]
        hooks = [hook(server, name) for name in names]
        hooks[0]["previous_secret"] = OLD_SECRET
        hooks.append(hook(server, "inside", url="http://10.1.2.3/hook"))
        hooks.append(hook(server, "filtered", filter={"actors": ["holder-3"]}))
        settings = hook_settings(broker, tmp_path, hooks)
        await send(settings, sent)
        async with running_worker(settings, tmp_path / "worker.log"):
            for name in ("well", "healing", "busy", "silent", "loris", "reset", "endless"):
                await server.received(name, 12, taken=name != "endless")
            well = await server.received("well")
            assert sorted(item.id for item in well) == sorted(alert.id for alert in sent)
            for secret in (SECRET, OLD_SECRET):
                assert Verifier(secret).verify(well[0].body, well[0].headers)["data"]["id"] == well[0].id
            assert orjson.loads(well[0].body)["type"] == "alert.confirmed"
            assert {item.id for item in await server.received("filtered")} == {"alert-3", "alert-10"}
            refused, *others = await server.received("busy")
            again = next(item for item in others if item.id == refused.id)
            assert again.at - refused.at >= 1.0
            # the first alert of the broken one has had all its tries: five, and then it is a dead letter
            letters = await consume(
                settings,
                DEAD_LETTERS,
                lambda seen: {"gone", "broken"} <= {DeadLetter.from_json(r.value).value for r in seen},
            )
            gone = await server.received("gone")
            assert await server.received("forbidden") == []
        assert len(gone) <= 2  # what was under way when it said so
    letter = next(item for item in map(DeadLetter.from_json, (r.value for r in letters)) if item.value == "broken")
    assert (letter.stage, letter.reason, letter.field) == ("delivery", "undeliverable", "endpoint")
    assert isinstance(letter.original, Original)
    assert orjson.loads(letter.original.value or b"")["id"].startswith("alert-")
    log = (tmp_path / "worker.log").read_text()
    assert "no public address" in log and "redirects are not followed" in log
    assert SECRET not in log and OLD_SECRET not in log
    records = await consume(  # the topic has several partitions
        settings,
        WEBHOOKS,
        lambda seen: any(b"410" in (r.value or b"") for r in seen) and b"broken" in {r.key for r in seen},
    )
    states = {r.key: WebhookSubscription.from_json(r.value).status for r in records if r.value}
    assert states[b"gone"] == "disabled" and states[b"broken"] == "active"


async def command(settings: Settings, *arguments: str) -> str:
    """What `volteface webhooks …` prints."""
    result = await asyncio.to_thread(
        CliRunner().invoke, cli, ["webhooks", *arguments], env=environment(settings), catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.stdout


@asynccontextmanager
async def dispatching(settings: Settings) -> AsyncIterator[Dispatcher]:
    """The delivery of another worker, without its other stages, once it has endpoints."""
    dispatcher = Dispatcher(settings, lambda name, number: None)
    task = asyncio.create_task(dispatcher.run())
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not dispatcher.partitions and not task.done():
                await asyncio.sleep(0.05)
        yield dispatcher
    finally:
        await dispatcher.stop()
        await task


async def test_killed_worker_repeats_and_loses_nothing_and_endpoints_change_at_run_time(
    broker: Broker, tmp_path: Path, unused_tcp_port: int
) -> None:
    first, later, last, paused = (alerts(18)[part] for part in (slice(5), slice(5, 9), slice(9, 12), slice(12, 14)))
    secret_file = tmp_path / "secret"
    secret_file.write_text(OLD_SECRET)
    async with hook_server() as server:
        await server.behave("down", "500")
        settings = hook_settings(
            broker, tmp_path, [hook(server, "well"), hook(server, "down")], webhook_pauses=(5.0, 30.0, 30.0)
        )
        await send(settings, first)
        # its cursors are not written before it is killed
        forgetful = settings.model_copy(update={"commit_seconds": 60.0})
        heir = settings.model_copy(
            update={"data_dir": tmp_path / "heir", "web_port": unused_tcp_port, "web_token": SecretStr("t" * 20)}
        )
        async with running_worker(forgetful, tmp_path / "first.log") as worker:
            await server.received("well", 5, taken=True)
            await consume(settings, WEBHOOK_DELIVERIES, lambda seen: len(seen) >= 2)
            worker.send_signal(signal.SIGKILL)
            await worker.wait()
        records = await consume(settings, WEBHOOK_DELIVERIES, lambda seen: len(seen) >= 2)
        assert {WebhookDelivery.from_json(record.value).attempts for record in records} == {1}
        await server.behave("down", "204")
        async with running_worker(heir, tmp_path / "second.log") as second:
            await send(settings, later)
            expected = sorted(alert.id for alert in [*first, *later])
            for name in ("well", "down"):
                taken = {item.id for item in await server.received(name, 9, taken=True) if item.taken}
                assert sorted(taken) == expected
            counts = Counter(item.id for item in await server.received("well", 14))
            assert {counts[alert.id] for alert in first} == {2} and {counts[alert.id] for alert in later} == {1}

            added = await command(
                settings, "add", server.url("late"), "--id", "late", "--format", "cloudevents",
                "--secret-file", str(secret_file), "--json",
            )  # fmt: skip
            assert OLD_SECRET not in added
            await send(settings, last)
            late = await server.received("late", 3, taken=True)
            assert {item.id for item in late} == {alert.id for alert in last}
            assert Verifier(OLD_SECRET).verify(late[0].body, late[0].headers)["id"] == late[0].id
            assert late[0].headers["ce-type"] == "volteface.alert.confirmed"
            assert "took the message" in await command(settings, "test", "late")
            replayed = await command(settings, "replay", "--id", first[0].id, "--endpoint", "late", "--json")
            assert orjson.loads(replayed) == {"late": 1}
            assert (await server.received("late", 5, taken=True))[-1].id == first[0].id

            api = f"http://127.0.0.1:{unused_tcp_port}/api/webhooks"
            async with aiohttp.ClientSession() as client:
                listed = await (await client.get(api)).text()
                assert '"late"' in listed and SECRET not in listed and OLD_SECRET not in listed
                assert (await client.post(f"{api}/late/pause")).status == 401
                client.headers["Authorization"] = "Bearer " + "t" * 20
                assert (await client.post(f"{api}/late/pause")).status == 200
                await send(settings, paused)
                await server.received("well", 14, taken=True)
                assert len(await server.received("late")) == 5
                assert (await client.post(f"{api}/late/resume")).status == 200
                await server.received("late", 7, taken=True)
                made = await (await client.post(api, json={"url": server.url("api"), "id": "api"})).json()
                assert made["secret"].startswith("whsec_")
                assert (await client.post(f"{api}/api/test")).status == 200
                (tried,) = await server.received("api", 1)
                assert Verifier(made["secret"]).verify(tried.body, tried.headers)["type"] == "webhook.test"
                assert (await client.delete(f"{api}/well")).status == 409  # it stands in the settings
                assert (await client.delete(f"{api}/api")).status == 200

            # another one joins, and then has all endpoints to itself
            async with dispatching(settings) as third:
                await send(settings, alerts(16)[14:])
                for name in ("well", "down"):
                    await server.received(name, 16, taken=True)
                assert len(third.partitions) < settings.partitions
                second.send_signal(signal.SIGTERM)
                await second.wait()
                await send(settings, alerts(18)[16:])
                for name in ("well", "down"):
                    await server.received(name, 18, taken=True)
                assert len(third.partitions) == settings.partitions
        await command(settings, "remove", "late")
        names = [orjson.loads(line)["id"] for line in (await command(settings, "list", "--json")).splitlines()]
        assert names == ["down", "well"]
    for log in ("first.log", "second.log"):
        assert SECRET not in (tmp_path / log).read_text()
