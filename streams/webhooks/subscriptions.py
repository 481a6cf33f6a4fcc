"""What operators do with endpoints (pure)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import AwareDatetime, SecretStr, TypeAdapter, ValidationError

from schemas import WebhookSecret, WebhookSubscription
from streams.webhooks.guard import check_url_form
from streams.webhooks.signing import check_secret, new_secret

Source = Literal["settings", "runtime"]
_FIELDS = {"id", "url", "secret", "format", "chat_id", "filter", "since"}
KEEP_SECRET = timedelta(hours=24)
"""How long the old secret signs beside the new one, unless told otherwise."""


def endpoint_id(url: str) -> str:
    """A short name made of a URL, always the same.

    >>> endpoint_id("https://hooks.example/news")
    'hooks.example-51bbab'
    """
    host = (urlsplit(url).hostname or "").replace(":", "-")[:40]
    name = "".join(char if char.isalnum() or char in ".-" else "-" for char in host).strip(".-")
    return f"{name or 'endpoint'}-{hashlib.sha256(url.encode()).hexdigest()[:6]}"


def created(
    url: str, secrets: Iterable[str], now: datetime, *, id: str | None = None, source: Source = "runtime",
    since: datetime | None = None, **fields: Any,
) -> WebhookSubscription:  # fmt: skip
    """A new endpoint.

    Args:
        url: where to post.
        secrets: the signing secret, and the one before it.
        now: the time.
        id: its name; made of the URL where there is none.
        source: where it comes from.
        since: alerts recorded at this time or later are sent; from now on where it is missing.
        fields: format, chat_id, filter.

    Raises:
        pydantic.ValidationError: a field is wrong.
    """
    return WebhookSubscription(
        id=id or endpoint_id(url),
        url=url,
        secrets=tuple(WebhookSecret(value=SecretStr(secret)) for secret in secrets),
        source=source,
        starts_at=since or now,
        created_at=now,
        updated_at=now,
        **fields,
    )


def wanted(document: Mapping[str, Any], now: datetime) -> tuple[WebhookSubscription, str | None]:
    """A new endpoint from what somebody sent, and its secret if that was made here.

    Args:
        document: url; and id, secret, format, chat_id, filter, since where they are wanted.
        now: the time.

    Raises:
        ValueError: a field is wrong or unknown. The message shows no secret.
    """
    if unknown := set(document) - _FIELDS:
        raise ValueError(f"unknown field {sorted(unknown)[0]!r}")
    url, secret = document.get("url"), document.get("secret")
    if not isinstance(url, str) or not isinstance(secret, str | None):
        raise ValueError("url and secret are text, and url is needed")
    check_url_form(url)
    made_here = new_secret() if secret is None else None
    more = {name: document[name] for name in ("format", "chat_id", "filter") if name in document}
    try:
        since = TypeAdapter(AwareDatetime | None).validate_python(document.get("since"))
        made = created(url, [check_secret(secret or made_here or "")], now, id=document.get("id"), since=since, **more)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{place or 'endpoint'}: {first['msg'].removeprefix('Value error, ')}") from None
    return made, made_here


def shown(known: WebhookSubscription) -> dict[str, Any]:
    """What may be shown of an endpoint: no secrets, and of its URL what is none."""
    document = known.to_dict()
    document["secrets"] = [{"expires_at": secret["expires_at"]} for secret in document["secrets"]]
    return document


def changed(known: WebhookSubscription, now: datetime, **fields: Any) -> WebhookSubscription:
    """The endpoint with other values of these fields."""
    return known.model_copy(update={**fields, "updated_at": now})


def paused(known: WebhookSubscription, now: datetime) -> WebhookSubscription:
    """Nothing is sent until it is resumed; alerts wait."""
    return changed(known, now, status="paused", reason="paused by an operator")


def resumed(known: WebhookSubscription, now: datetime, *, skip: bool = False) -> WebhookSubscription:
    """Active again.

    Args:
        known: the endpoint.
        now: the time.
        skip: whether to leave out the alerts that came meanwhile.
    """
    return changed(known, now, status="active", reason="", starts_at=now if skip else known.starts_at)


def gone(known: WebhookSubscription, now: datetime) -> WebhookSubscription:
    """The endpoint wants no more messages."""
    return changed(known, now, status="disabled", reason="the endpoint answered 410 Gone")


def rotated(
    known: WebhookSubscription, secret: str, now: datetime, keep: timedelta = KEEP_SECRET
) -> WebhookSubscription:
    """A new secret; the one before it stays valid for a while, older ones do not.

    Args:
        known: the endpoint.
        secret: the new secret.
        now: the time.
        keep: how long the old one stays valid.
    """
    old = WebhookSecret(value=known.secrets[0].value, expires_at=now + keep)
    new = WebhookSecret(value=SecretStr(secret))
    return changed(known, now, secrets=(new, old) if keep > timedelta(0) else (new,))


def reconciled(
    known: dict[str, WebhookSubscription], wanted: Iterable[WebhookSubscription]
) -> tuple[list[WebhookSubscription], list[str]]:
    """What to write so that the endpoints of the settings stand as they are there.

    Args:
        known: endpoints by id, from settings and otherwise.
        wanted: the endpoints of the settings, as if they were new.

    Returns:
        Those to write, with status and times kept where they are known, and the ids of those that are no longer there.
    """
    changes: list[WebhookSubscription] = []
    names: set[str] = set()
    for new in wanted:
        names.add(new.id)
        old = known.get(new.id)
        if old is None:
            changes.append(new)
            continue
        kept = {"status": old.status, "reason": old.reason, "starts_at": old.starts_at, "created_at": old.created_at}
        merged = new.model_copy(update=kept)
        if merged.model_copy(update={"updated_at": old.updated_at}) != old:
            changes.append(merged)
    removed = [id for id, old in known.items() if old.source == "settings" and id not in names]
    return changes, removed
