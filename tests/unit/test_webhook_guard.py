"""Addresses that are not posted to, by the rules and by real connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiohttp import web
from standardwebhooks.webhooks import Webhook as Verifier

from streams.delivery.network import Sender
from streams.webhooks.formats import Posting
from streams.webhooks.guard import Allowed, ForbiddenAddress, check_address, check_url
from streams.webhooks.subscriptions import created

SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
POSTING = Posting(b'{"type": "alert.confirmed"}', {"content-type": "application/json"})


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.5.5", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
        *("192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "fec0::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1"),
        *("64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
        *("64:ff9b:1::1", "127.1", "2130706433", "0x7f000001", "", "localhost"),
    ],
)
def test_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(ForbiddenAddress):
        check_address(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_public_address_passes(address: str) -> None:
    check_address(address)


def test_what_the_operator_allows_passes_and_nothing_else() -> None:
    allowed = Allowed.parse(["10.1.0.0/16", "fd00::/8", "hooks.internal", ".svc.cluster.local"])
    for address in ("10.1.2.3", "fd00::5", "::ffff:10.1.2.3"):
        check_address(address, allowed)
    for address in ("10.2.0.1", "127.0.0.1", "fe80::1"):
        with pytest.raises(ForbiddenAddress):
            check_address(address, allowed)
    assert allowed.host("Hooks.Internal.") and allowed.host("a.svc.cluster.local")
    assert not allowed.host("evil-hooks.internal") and not allowed.host("svc.cluster.local.example")
    with pytest.raises(ValueError, match="neither a network nor a host name"):
        Allowed.parse(["10.0.0.0/99"])


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://hooks.example/", "file:///etc/passwd", "gopher://hooks.example/", "hooks.example", "http://"),
        *("http://user:password@hooks.example/", "http://hooks.example:0/", "http://hooks.example:99999/"),
        *("http://hooks.example\\@127.0.0.1/", "http://hooks.example/ x", "http://hooks.example/\r\nx: y"),
        *("http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://[::1]/"),
        *("http://127.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::ffff:127.0.0.1]/"),
        *("http://①②⑦.0.0.1/", "http://010.0.0.1/", "http://hooks..example/", "http:///hook"),
    ],
)
def test_url_that_is_not_posted_to_is_refused(url: str) -> None:
    with pytest.raises((ValueError, ForbiddenAddress)):
        check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example/a?b=c",
        "http://hooks.example:8080/",
        "https://1.1.1.1/",
        "http://[2606:4700:4700::1111]/x",
    ],
)
def test_public_url_passes(url: str) -> None:
    check_url(url)


@asynccontextmanager
async def receiver() -> AsyncIterator[tuple[int, list[web.Request]]]:
    """A real server on the loopback address, and what it got."""
    got: list[web.Request] = []

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        got.append(request)
        if request.path == "/many":
            return web.Response(headers={f"x-{number}": "y" for number in range(500)})
        if request.path == "/long":
            return web.Response(headers={"x": "y" * 20_000})
        return web.Response(status=204)

    application = web.Application()
    application.router.add_post("/{path:.*}", answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1], got
    finally:
        await runner.cleanup()


class Rebinding:
    """A resolver whose answer changes with each look-up."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


async def post(url: str, lookup: Rebinding, *allow: str, count: int = 1) -> list[str]:
    """Causes of so many posts in a row, empty where one was taken."""
    hook = created(url, [SECRET], datetime.now(UTC))
    async with Sender(Allowed.parse(allow), 2.0, 4, lookup) as sender:
        return [(await sender.post(hook, f"m{number}", POSTING)).cause for number in range(count)]


async def test_name_that_leads_inside_is_refused_at_every_connection() -> None:
    async with receiver() as (port, got):
        url = f"http://rebound.example:{port}/"
        inside = Rebinding(["127.0.0.1"])
        (cause,) = await post(url, inside)
        assert "127.0.0.1 is no public address" in cause and inside.asked == ["rebound.example"]
        for mapped in ("::ffff:127.0.0.1", "::1", "0.0.0.0"):
            assert "no public address" in (await post(url, Rebinding([mapped])))[0]
        assert got == []


async def test_rebinding_between_check_and_connection_gains_nothing() -> None:
    """The first look-up is allowed, and it is what the connection goes to; the second is refused."""
    async with receiver() as (port, got):
        rebinding = Rebinding(["127.0.0.1"], ["127.0.0.2"])
        url = f"http://rebound.example:{port}/"
        hook = created(url, [SECRET], datetime.now(UTC))
        async with Sender(Allowed.parse(["127.0.0.1"]), 2.0, 4, rebinding) as sender:
            assert (await sender.post(hook, "m1", POSTING)).ok
        async with Sender(Allowed.parse(["127.0.0.1"]), 2.0, 4, rebinding) as sender:
            outcome = await sender.post(hook, "m2", POSTING)
        assert "127.0.0.2 is no public address" in outcome.cause
        assert rebinding.asked == ["rebound.example"] * 2
        assert [request.headers["webhook-id"] for request in got] == ["m1"]


async def test_of_several_addresses_only_public_ones_are_used() -> None:
    async with receiver() as (port, got):
        causes = await post(f"http://mixed.example:{port}/", Rebinding(["10.0.0.1", "127.0.0.1"]), "127.0.0.1")
        assert causes == [""] and len(got) == 1


async def test_host_that_the_operator_allows_may_lead_anywhere() -> None:
    async with receiver() as (port, got):
        assert await post(f"http://hooks.internal:{port}/", Rebinding(["127.0.0.1"]), "hooks.internal") == [""]
        assert len(got) == 1


async def test_signature_is_one_that_the_reference_library_verifies() -> None:
    async with receiver() as (port, got):
        assert await post(f"http://127.0.0.1:{port}/", Rebinding(["127.0.0.1"]), "127.0.0.1") == [""]
        assert Verifier(SECRET).verify(POSTING.body, dict(got[0].headers)) == {"type": "alert.confirmed"}


@pytest.mark.parametrize("path", ["many", "long"])
async def test_answer_with_too_many_or_too_long_headers_is_not_taken(path: str) -> None:
    async with receiver() as (port, _):
        (cause,) = await post(f"http://127.0.0.1:{port}/{path}", Rebinding(["127.0.0.1"]), "127.0.0.1")
        assert cause


async def test_what_went_wrong_is_told_without_the_url(unused_tcp_port: int) -> None:
    now = datetime.now(UTC)
    url = f"http://127.0.0.1:{unused_tcp_port}/bot42:hidden/sendMessage?hidden=1"
    hook = created(url, [SECRET], now, format="telegram", chat_id="1")
    async with Sender(Allowed.parse(["127.0.0.1"]), 2.0, 4) as sender:
        outcome = await asyncio.wait_for(sender.post(hook, "m1", POSTING), 10)
    assert outcome.cause and "hidden" not in outcome.cause and SECRET not in outcome.cause
