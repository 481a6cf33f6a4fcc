"""Alerts to webhooks, signed after the Standard Webhooks specification (https://www.standardwebhooks.com)."""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
from standardwebhooks.webhooks import Webhook as Signer

from streams.settings import Settings, Webhook

logger = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 1.0
"""Pause after the first failed try; it doubles with each one."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """An endpoint did not take a message."""

    url: str
    attempts: int
    cause: str


def signed_headers(webhook: Webhook, message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """The headers of one try: id, time and HMAC-SHA256 signature.

    Args:
        webhook: the endpoint, with its secret.
        message_id: stable over all tries; receivers drop what they have seen by it.
        sent_at: time of this try, with a time zone.
        body: what is posted.
    """
    signature = Signer(webhook.secret.get_secret_value()).sign(message_id, sent_at.astimezone(UTC), body.decode())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": signature,
        "content-type": "application/json",
        "user-agent": "volteface",
    }


class Deliverer:
    """Posts messages to the endpoints of the settings, each with a bounded number of tries."""

    def __init__(self, settings: Settings) -> None:
        self.webhooks = settings.webhooks
        self._timeout = aiohttp.ClientTimeout(total=settings.webhook_timeout_seconds)
        self._attempts = settings.webhook_attempts

    async def deliver(self, message_id: str, body: bytes) -> list[Undelivered]:
        """Post `body` to every endpoint; returns those that did not take it."""
        async with aiohttp.ClientSession(timeout=self._timeout) as session:
            results = await asyncio.gather(
                *(self._deliver_to(session, webhook, message_id, body) for webhook in self.webhooks)
            )
        return [result for result in results if result is not None]

    async def _deliver_to(
        self, session: aiohttp.ClientSession, webhook: Webhook, message_id: str, body: bytes
    ) -> Undelivered | None:
        cause = ""
        for attempt in range(self._attempts):
            if attempt:
                await asyncio.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1) * random.uniform(0.8, 1.2))
            try:
                status = await self._post(session, webhook, message_id, body)
            except (aiohttp.ClientError, TimeoutError) as error:
                cause = f"{type(error).__name__}: {error}"
            else:
                if 200 <= status < 300:
                    return None
                cause = f"HTTP status {status}"
            logger.warning("webhook %s, try %d of %d: %s", webhook.url, attempt + 1, self._attempts, cause)
        return Undelivered(str(webhook.url), self._attempts, cause)

    async def _post(self, session: aiohttp.ClientSession, webhook: Webhook, message_id: str, body: bytes) -> int:
        headers = signed_headers(webhook, message_id, datetime.now(UTC), body)
        async with session.post(str(webhook.url), data=body, headers=headers, allow_redirects=False) as response:
            return response.status
