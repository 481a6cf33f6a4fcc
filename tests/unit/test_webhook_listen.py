"""The local receiver, and the commands where they need no broker."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from typer.testing import CliRunner

from schemas import Alert
from streams.cli.main import app
from streams.cli.webhooks_listen import Receiver
from streams.delivery.network import Sender
from streams.webhooks.formats import render
from streams.webhooks.guard import Allowed
from streams.webhooks.signing import new_secret
from streams.webhooks.subscriptions import created

EXAMPLE = Path(__file__).parents[2] / "schemas" / "examples" / "alert" / "confirmed.json"


async def test_receiver_takes_what_is_signed_with_its_secret_only(capsys: pytest.CaptureFixture[str]) -> None:
    secret = new_secret()
    receiver = Receiver(secret, as_json=True, limit=1)
    application = web.Application()
    application.router.add_post("/", receiver.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        posting = render("standard", Alert.from_json(EXAMPLE.read_bytes()))
        now = datetime.now(UTC)
        async with Sender(Allowed.parse(["127.0.0.1"]), 5.0, 1) as sender:
            refused = await sender.post(created(url, [new_secret()], now), "m1", posting)
            assert refused.status == 401 and not receiver.done.is_set()
            for _ in range(2):
                assert (await sender.post(created(url, [secret], now), "m1", posting)).ok
    finally:
        await runner.cleanup()
    assert receiver.done.is_set()
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(item["id"], item["repeated"]) for item in printed] == [("m1", False), ("m1", True)]
    assert printed[0]["message"]["data"]["holder"]["name"] == "Marek Tolvanic"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", "ftp://hooks.example/"], "neither http"),
        (["add", "https://hooks.example/", "--format", "telegram"], "chat_id"),
        (["add", "https://hooks.example/", "--kind", "sideways"], "kinds"),
        (["add", "https://hooks.example/", "--secret-file", "no-such-file"], "no-such-file"),
        (["replay"], "--id, --since or --until"),
    ],
)
def test_wrong_call_is_told(arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(app, ["webhooks", *arguments], env={"VOLTEFACE_BROKER": "127.0.0.1:1"})
    assert result.exit_code in (1, 2)
    assert told in " ".join(result.stderr.split())


def test_wrong_secret_file_is_told_without_its_content(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("whsec_aGlkZGVu")
    result = CliRunner().invoke(app, ["webhooks", "listen", "--secret-file", str(file)])
    assert result.exit_code == 2 and "not 24 to 64" in result.stderr and "aGlkZGVu" not in result.output
