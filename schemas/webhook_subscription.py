"""An endpoint that alerts are posted to, as it stands now."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AwareDatetime, Field, SecretStr, SerializationInfo, field_serializer, model_validator

from schemas.alert import AlertKind, AlertTier, Severity
from schemas.base import Event, Id, Model

WebhookFormat = Literal["standard", "cloudevents", "slack", "telegram"]
"""standard: JSON after the Standard Webhooks specification; cloudevents: CloudEvents 1.0 over HTTP, binary mode; slack:
Slack's blocks, which Mattermost takes as well; telegram: the Bot API's sendMessage."""

SubscriptionStatus = Literal["active", "paused", "disabled"]
"""paused: by an operator; disabled: the endpoint answered 410 Gone."""

EndpointId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""Chosen by the operator, or made of the URL."""

_REVEAL = {"reveal": True}


class WebhookFilter(Model):
    """Which alerts an endpoint gets: those that fit all that is named. An empty list lets everything through."""

    actors: tuple[Id, ...] = Field(default=(), max_length=1000)
    """Holder ids."""
    issues: tuple[Id, ...] = Field(default=(), max_length=1000)
    """Issue ids."""
    severity: Severity | None = None
    """This severity or a higher one."""
    kinds: tuple[AlertKind, ...] = ()
    """Sorts of movement."""
    tiers: tuple[AlertTier, ...] = ()
    """Tiers. A receiver that asks for confirmed ones only does not hear of their withdrawal."""


class WebhookSecret(Model):
    """A signing secret. It stands in the topic and nowhere else."""

    value: SecretStr
    """`whsec_` and 24 to 64 bytes in base64."""
    expires_at: AwareDatetime | None = None
    """Until when messages are signed with it; none: until it is rotated."""

    @field_serializer("value", when_used="json")
    def _hide(self, value: SecretStr, info: SerializationInfo) -> str:
        return value.get_secret_value() if info.context == _REVEAL else str(value)


class WebhookSubscription(Event):
    """An endpoint with its filter, format, secrets and status. The latest record of its id holds."""

    ce_type: ClassVar[str] = "volteface.webhook.subscription"

    id: EndpointId
    """Names the endpoint."""
    url: str = Field(min_length=1, max_length=2000, repr=False)
    """Where to post. Parts of it may be a password, so only its beginning is shown."""
    format: WebhookFormat = "standard"
    """What is posted."""
    chat_id: str | None = Field(default=None, max_length=100)
    """The chat, with the format telegram."""
    filter: WebhookFilter = WebhookFilter()
    """Which alerts it gets."""
    secrets: tuple[WebhookSecret, ...] = Field(min_length=1, max_length=2)
    """The newest first; while an older one is valid, messages carry a signature of each."""
    status: SubscriptionStatus = "active"
    """Whether messages are sent. What comes meanwhile waits."""
    reason: str = Field(default="", max_length=500)
    """Why it is not active."""
    source: Literal["settings", "runtime"] = "runtime"
    """Whether it stands in a worker's settings, or was added to the running system."""
    starts_at: AwareDatetime
    """Alerts that were recorded at this time or later are sent."""
    created_at: AwareDatetime
    """When it was added."""
    updated_at: AwareDatetime
    """When it was last changed."""

    @model_validator(mode="after")
    def _chat(self) -> WebhookSubscription:
        if (self.format == "telegram") != (self.chat_id is not None):
            raise ValueError("chat_id is for the format telegram, which needs it")
        return self

    @property
    def shown_url(self) -> str:
        """The URL without what may be a password: user, query, and the path of chat services."""
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2]
        if self.format in ("slack", "telegram"):
            return f"{parts.scheme}://{host}/…"
        return f"{parts.scheme}://{host}{parts.path}{'?…' if parts.query else ''}"

    def valid_secrets(self, now: datetime) -> tuple[str, ...]:
        """The secrets to sign with at this time, the newest first."""
        return tuple(
            secret.value.get_secret_value()
            for secret in self.secrets
            if secret.expires_at is None or secret.expires_at > now
        )

    @field_serializer("url", when_used="json")
    def _shorten(self, url: str, info: SerializationInfo) -> str:
        return url if info.context == _REVEAL else self.shown_url

    def to_json(self) -> bytes:
        """The event as it stands on its topic, with its secrets; `to_dict` hides them."""
        return self.__pydantic_serializer__.to_json(self, by_alias=True, context=_REVEAL)
