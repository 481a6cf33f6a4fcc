"""Posting to an endpoint: guarded addresses, no redirects, bounded answers."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from schemas import WebhookSubscription
from streams.records import shorten
from streams.webhooks.formats import Posting
from streams.webhooks.guard import Allowed, ForbiddenAddress, check_address, check_url
from streams.webhooks.queue import Outcome
from streams.webhooks.schedule import retry_after
from streams.webhooks.signing import signed_headers

Lookup = Callable[[str, int], Awaitable[list[str]]]
"""Host and port → addresses."""

RESOLVER_THREADS = 16
ANSWER_BYTES = 16 * 1024
"""How much of an answer is read. An endpoint that says more is cut off; its status counts."""
HEADER_BYTES = 8190
HEADERS = 64
CAUSE_LENGTH = 300


class SystemLookup:
    """Names by the system's resolver, in threads of its own: names that take long hold up nobody else's."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(RESOLVER_THREADS, thread_name_prefix="resolver")

    async def __call__(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(item[4][0]) for item in found))


class GuardedResolver(AbstractResolver):
    """Only addresses that may be posted to.

    Args:
        lookup: resolves names.
        allowed: what may be posted to although it is not public.
    """

    def __init__(self, lookup: Lookup, allowed: Allowed) -> None:
        self._lookup = lookup
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        addresses = await self._lookup(host, port)
        refused: ForbiddenAddress | None = None
        results: list[ResolveResult] = []
        for address in addresses:
            if not self._allowed.host(host):
                try:
                    check_address(address, self._allowed)
                except ForbiddenAddress as error:
                    refused = error
                    continue
            kind = socket.AF_INET6 if ":" in address else socket.AF_INET
            if family not in (socket.AF_UNSPEC, kind):
                continue
            results.append(
                ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            )
        if not results:
            raise refused or OSError(f"{host} has no address")
        return results

    async def close(self) -> None:
        pass


class Sender:
    """Posts messages.

    Args:
        allowed: what may be posted to although it is not public.
        timeout: seconds that an endpoint has for its answer, with the connection.
        concurrency: connections at once, to all endpoints together.
        lookup: resolves names; the system's resolver where none is given.
    """

    def __init__(self, allowed: Allowed, timeout: float, concurrency: int, lookup: Lookup | None = None) -> None:
        self._allowed = allowed
        self._slots = asyncio.Semaphore(concurrency)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=GuardedResolver(lookup or SystemLookup(), allowed),
                use_dns_cache=False,  # each connection is checked anew
                limit=concurrency,
                ttl_dns_cache=None,
            ),
            timeout=aiohttp.ClientTimeout(total=timeout),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=HEADER_BYTES,
            max_field_size=HEADER_BYTES,
            max_headers=HEADERS,
            read_bufsize=ANSWER_BYTES,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def post(self, subscription: WebhookSubscription, message_id: str, posting: Posting) -> Outcome:
        """Post a message once. Never raises: what goes wrong is an outcome."""
        async with self._slots:
            now = datetime.now(UTC)
            try:
                check_url(subscription.url, self._allowed)
                secrets = subscription.valid_secrets(now)
                signature = signed_headers(secrets, message_id, now, posting.body)
                return await self._post(subscription.url, posting.headers | signature, posting.body)
            except TimeoutError:
                return Outcome(cause="no answer in time")
            except (aiohttp.ClientError, OSError, ValueError) as error:
                return Outcome(cause=_told(error, subscription))

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as response:
            # bounded; a connection with more to come is closed, not used again
            await response.content.read(ANSWER_BYTES)
            if not response.content.at_eof():
                response.close()
            status = response.status
            if 200 <= status < 300:
                return Outcome(status)
            cause = f"HTTP status {status}"
            if 300 <= status < 400:
                cause += ", and redirects are not followed"
            return Outcome(status, cause, retry_after(response.headers.get("Retry-After"), time.time()))


def _told(error: Exception, subscription: WebhookSubscription) -> str:
    """What went wrong, without the URL, which may hold a password."""
    if isinstance(error, aiohttp.ClientConnectorError):
        error = error.os_error
    told = str(error)
    path = urlsplit(subscription.url).path.strip("/")
    if isinstance(error, aiohttp.InvalidURL) or (path and path in told):
        told = subscription.shown_url
    return shorten(f"{type(error).__name__}: {told}", CAUSE_LENGTH)
