"""Signatures and secrets of the Standard Webhooks specification (https://www.standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook as Signer

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64
"""Bytes of a secret."""


def new_secret() -> str:
    """A random secret of 32 bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def check_secret(secret: str) -> str:
    """The secret itself.

    Raises:
        ValueError: it is not `whsec_` and 24 to 64 bytes in base64. The message does not show it.
    """
    if not secret.startswith(PREFIX):
        raise ValueError(f"a secret begins with {PREFIX}")
    try:
        size = len(base64.b64decode(secret.removeprefix(PREFIX) + "==", validate=False))
    except binascii.Error:
        raise ValueError("the secret is not base64") from None
    if not SHORTEST <= size <= LONGEST:
        raise ValueError(f"the secret has {size} bytes, not {SHORTEST} to {LONGEST}")
    return secret


def signed_headers(valid: Sequence[str], message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """Id, time and signatures of one try.

    Args:
        valid: the secrets to sign with, one signature each.
        message_id: stable over all tries; receivers drop what they have seen by it.
        sent_at: time of this try, with a time zone.
        body: what is posted, UTF-8.
    """
    text = body.decode()
    moment = sent_at.astimezone(UTC)  # the library replaces the zone of what it is given
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(Signer(secret).sign(message_id, moment, text) for secret in valid),
    }
