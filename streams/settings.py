"""Settings from `VOLTEFACE_*` environment variables, validated at start."""

from __future__ import annotations

import os
import ssl
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field, HttpUrl, JsonValue, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from schemas.base import Model
from schemas.webhook_subscription import EndpointId, WebhookFilter, WebhookFormat
from streams.positions.settings import Mute
from streams.webhooks.guard import Allowed, check_url_form
from streams.webhooks.schedule import PAUSES
from streams.webhooks.signing import check_secret

START_AGAIN = 75
"""Exit status of a worker that was expelled from its group or stalled, and is to be started again (EX_TEMPFAIL)."""


class Webhook(Model):
    """An endpoint that alerts are posted to."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id: EndpointId | None = None
    """Names it; made of the URL where it is missing."""
    url: SecretStr
    """Where to post."""
    secret: SecretStr
    """Signing secret of the Standard Webhooks specification: `whsec_` and 24 to 64 bytes in base64."""
    previous_secret: SecretStr | None = None
    """The secret before it, while receivers change over: messages carry both signatures."""
    format: WebhookFormat = "standard"
    """standard, cloudevents, slack (and Mattermost) or telegram."""
    chat_id: str | None = None
    """The chat, with the format telegram."""
    filter: WebhookFilter = WebhookFilter()
    """Which alerts it gets."""
    since: AwareDatetime | None = None
    """Alerts recorded at this time or later are sent; from its first start on where it is missing."""

    @field_validator("secret", "previous_secret")
    @classmethod
    def _is_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            check_secret(value.get_secret_value())
        return value

    @field_validator("url")
    @classmethod
    def _is_url(cls, value: SecretStr) -> SecretStr:
        check_url_form(value.get_secret_value())
        return value


class Settings(BaseSettings):
    """Everything that an operator can set. Each field is read from `VOLTEFACE_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix="VOLTEFACE_",
        frozen=True,
        extra="ignore",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,  # some of it is secret
    )

    broker: Annotated[tuple[str, ...], NoDecode] = ()
    """Bootstrap addresses, `host:port`, separated by commas. Empty: `volteface up` starts an embedded broker."""
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    """How to talk to the brokers."""
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "PLAIN"
    """SASL mechanism, with a SASL_… protocol."""
    sasl_username: str | None = None
    """SASL user."""
    sasl_password: SecretStr | None = None
    """SASL password."""
    ssl_cafile: Path | None = None
    """Certificate authorities (PEM); the system's when not given."""
    ssl_certfile: Path | None = None
    """Client certificate (PEM), where the brokers ask for one."""
    ssl_keyfile: Path | None = None
    """The client certificate's private key (PEM)."""

    topic_prefix: str = Field(default="volteface", pattern=r"^[A-Za-z0-9._-]{1,100}$")
    """First part of every topic name and of the consumer group."""
    partitions: int = Field(default=8, ge=1, le=1024)
    """Partitions of each topic, when it is created. All topics have the same number."""
    replication: int = Field(default=1, ge=1, le=9)
    """Replication factor of each topic, when it is created."""
    create_topics: bool = True
    """Create missing topics when a worker starts. Where access lists forbid it: `volteface topics --create`, ahead."""

    data_dir: Path = Path("volteface-data")
    """Where a worker keeps its tables (RocksDB). They are rebuilt from the changelog topics when lost."""
    processes: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=256)
    """Language processes of a worker."""
    article_seconds: float = Field(default=20.0, gt=0, le=600)
    """How long reading one article may take, in seconds of processor time; after that it goes to the dead letters."""
    batch_size: int = Field(default=64, ge=1, le=500)
    """Records that a stage takes at once."""
    batch_seconds: float = Field(default=0.02, gt=0, le=5)
    """How long a stage waits for a batch to fill, in seconds."""
    commit_seconds: float = Field(default=1.0, gt=0, le=60)
    """How often offsets are committed, in seconds."""
    session_timeout_seconds: float = Field(default=30.0, ge=2, le=300)
    """How long the brokers wait for a silent worker before its partitions go to others, in seconds."""
    stall_seconds: float = Field(default=300.0, ge=5, le=86_400)
    """How long a worker may get no further with records that wait for it before it ends, in seconds."""
    stop_seconds: float = Field(default=50.0, ge=1, le=3600)
    """How long a worker that is told to stop may take to finish and commit, in seconds: the brokers may be away."""
    recovery_check: bool = True
    """Refuse local tables that are ahead of their changelog. Off for the embedded broker, which tells the end of a
    topic wrongly."""
    max_article_characters: int = Field(default=200_000, ge=100, le=1_000_000)
    """Articles with a longer text go to the dead letters."""
    max_message_bytes: int = Field(default=8_388_608, ge=1_048_576, le=67_108_864)
    """The largest record on any topic."""
    buffer_bytes: int = Field(default=16_777_216, ge=1_048_576, le=1_073_741_824)
    """Bytes of records that each stage of a worker holds in memory before it stops fetching more."""
    revision_days: int = Field(default=30, ge=1, le=3650)
    """How long after its last revision an article is remembered, in days; a revision after that counts as new."""
    max_statements_per_article: int = Field(default=500, ge=1, le=5000)
    """An article with more statements than this goes to the dead letters."""
    max_mentions_per_article: int = Field(default=10_000, ge=1, le=100_000)
    """An article with more mentions than this goes to the dead letters."""
    max_quotations_per_article: int = Field(default=2_000, ge=1, le=20_000)
    """An article with more quotations than this goes to the dead letters."""
    max_headers: int = Field(default=100, ge=10, le=10_000)
    """A record with more headers than this goes to the dead letters."""
    max_header_bytes: int = Field(default=65_536, ge=1024, le=1_048_576)
    """A record whose headers, names and values together, are larger goes to the dead letters."""

    actors_file: Annotated[tuple[Path, ...], NoDecode] = ()
    """Your own actors (YAML), added to the catalogue or overriding it; separated by commas."""
    issues_file: Annotated[tuple[Path, ...], NoDecode] = ()
    """Your own issues (YAML), added to the catalogue or overriding it; separated by commas."""
    models_folder: Path | None = None
    """Folder of models (`uk.json.gz`, …) that `volteface issues train` wrote, instead of those that ship."""
    extractor: Literal["rules", "llm"] = "rules"
    """What finds quotations, issues and stances: the rules, or a language model behind an OpenAI-compatible endpoint
    with the rules to fall back on."""
    llm_base_url: HttpUrl | None = None
    """Where the endpoint's API begins, such as `https://host/v1`; articles are sent there."""
    llm_model: str = Field(default="", max_length=200)
    """The model's name at the endpoint."""
    llm_api_key: SecretStr | None = None
    """The endpoint's key, where it asks for one."""
    llm_timeout_seconds: float = Field(default=60.0, gt=0, le=600)
    """How long an article may wait for the model's answer, with all tries, in seconds; after that the rules read it."""
    llm_retries: int = Field(default=2, ge=0, le=10)
    """Further tries after a refused connection, a status 408, 409, 429 or 5xx, within the same time."""
    llm_concurrency: int = Field(default=8, ge=1, le=256)
    """Articles of a worker that wait for the model at once."""
    llm_max_output_tokens: int = Field(default=4096, ge=64, le=131_072)
    """Longest answer; an answer that is cut off is not used."""
    llm_max_article_characters: int = Field(default=40_000, ge=100, le=1_000_000)
    """Longer texts are left to the rules."""
    llm_tokens_field: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    """What the endpoint calls the limit of the answer."""
    llm_response_format: Literal["json_schema", "json_object"] = "json_schema"
    """json_object for endpoints that know no schemas."""
    llm_options: dict[str, JsonValue] = {"temperature": 0}
    """Further fields of each request, a JSON object: `{"temperature": 0, "seed": 1}`."""
    llm_price_input: float = Field(default=0.0, ge=0, le=100_000)
    """Price of a million tokens of prompt, in whatever currency costs shall be counted."""
    llm_price_output: float = Field(default=0.0, ge=0, le=100_000)
    """Price of a million tokens of answer."""

    profile: Literal["cautious", "balanced", "early"] = "balanced"
    """How readily a shift is alerted."""
    first_positions: bool = False
    """Whether the first position of a holder on an issue is an alert too: hundreds, when an archive is read."""
    mutes: tuple[Mute, ...] = ()
    """Alerts that are not sent, a JSON list of what to mute by: `[{"holder": "…", "issue": "…"}, {"severity": "low"}]`.
    Each may name `holder`, `issue`, `severity` (it and the lesser ones) and `tier`; all that is named must fit."""

    webhooks: tuple[Webhook, ...] = ()
    """Endpoints for alerts, a JSON list: `[{"url": "https://…", "secret": "whsec_…"}]`."""
    webhooks_file: Path | None = None
    """More of them, a YAML list with the same fields."""
    webhook_timeout_seconds: float = Field(default=15.0, gt=0, le=60)
    """How long an endpoint may take to answer, in seconds."""
    webhook_pauses: Annotated[tuple[float, ...], NoDecode] = PAUSES
    """Seconds before the second, third, … try of a message, separated by commas; after the last one it goes to the dead
    letters."""
    webhook_allow: Annotated[tuple[str, ...], NoDecode] = ()
    """Networks (`10.0.0.0/8`), addresses and hosts (`hooks.internal`, `.internal`) that may be posted to although they
    are not public, separated by commas."""
    webhook_concurrency: int = Field(default=64, ge=1, le=1024)
    """Messages of a worker that wait for an answer at once."""
    webhook_endpoint_concurrency: int = Field(default=8, ge=1, le=256)
    """Messages for one endpoint that wait for an answer at once."""
    webhook_breaker_failures: int = Field(default=5, ge=1, le=1000)
    """Failures in a row after which an endpoint gets nothing but probes."""
    webhook_probe_seconds: float = Field(default=30.0, gt=0, le=3600)
    """Until the first probe; each that fails doubles it, up to twenty times as long."""

    web_host: str = "127.0.0.1"
    """Address of a worker's health page."""
    web_port: int = Field(default=6066, ge=0, le=65535)
    """Port of a worker's health page; 0 turns it off."""
    web_token: SecretStr | None = Field(default=None, min_length=16)
    """Who sends it as a bearer token may change webhooks on a worker's page; nobody may where it is missing."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """What a worker logs, to standard error."""

    @field_validator("broker", "actors_file", "issues_file", "webhook_allow", "webhook_pauses", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(
                part.strip().removeprefix("kafka://") for part in value.replace(";", ",").split(",") if part.strip()
            )
        return value

    @field_validator("broker")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            host, _, port = address.rpartition(":")
            if not host or not port.isdigit() or not 0 < int(port) < 65536:
                raise ValueError(f"{address!r} is not host:port")
        return value

    @field_validator("webhook_allow")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        Allowed.parse(value)
        return value

    @field_validator("webhook_pauses")
    @classmethod
    def _positive(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        if not value or len(value) > 100 or not all(0 < seconds <= 30 * 86_400 for seconds in value):
            raise ValueError("from 1 to 100 pauses, each longer than 0 and at most 30 days")
        return value

    @model_validator(mode="after")
    def _credentials(self) -> Settings:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError(f"security_protocol {self.security_protocol} needs sasl_username and sasl_password")
        return self

    @model_validator(mode="after")
    def _model(self) -> Settings:
        if self.extractor == "llm" and not (self.llm_base_url and self.llm_model):
            raise ValueError("extractor llm needs llm_base_url and llm_model")
        return self

    @cached_property
    def ssl_context(self) -> ssl.SSLContext | None:
        """The TLS context that the protocol calls for."""
        if "SSL" not in self.security_protocol:
            return None
        context = ssl.create_default_context(cafile=self.ssl_cafile)
        if self.ssl_certfile:
            context.load_cert_chain(self.ssl_certfile, self.ssl_keyfile)
        return context

    def client(self) -> dict[str, Any]:
        """Connection arguments of any aiokafka client."""
        arguments: dict[str, Any] = {
            "bootstrap_servers": list(self.broker),
            "security_protocol": self.security_protocol,
            "ssl_context": self.ssl_context,
        }
        if self.security_protocol.startswith("SASL"):
            assert self.sasl_password is not None
            arguments |= {
                "sasl_mechanism": self.sasl_mechanism,
                "sasl_plain_username": self.sasl_username,
                "sasl_plain_password": self.sasl_password.get_secret_value(),
            }
        return arguments

    @property
    def group(self) -> str:
        """The workers' consumer group."""
        return f"{self.topic_prefix}-worker"
