"""Settings from `VOLTEFACE_*` environment variables, validated at start."""

from __future__ import annotations

import os
import ssl
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, HttpUrl, JsonValue, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from schemas.base import Model
from streams.positions.settings import Mute


class Webhook(Model):
    """An endpoint that alerts are posted to."""

    url: HttpUrl
    """Where to post."""
    secret: SecretStr
    """Signing secret of the Standard Webhooks specification: `whsec_` and 24 to 64 bytes in base64."""


class Settings(BaseSettings):
    """Everything that an operator can set. Each field is read from `VOLTEFACE_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix="VOLTEFACE_", frozen=True, extra="ignore", use_attribute_docstrings=True
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
    """How long reading one article may take, in seconds; after that it goes to the dead letters."""
    batch_size: int = Field(default=64, ge=1, le=500)
    """Records that a stage takes at once."""
    batch_seconds: float = Field(default=0.02, gt=0, le=5)
    """How long a stage waits for a batch to fill, in seconds."""
    commit_seconds: float = Field(default=1.0, gt=0, le=60)
    """How often offsets are committed, in seconds."""
    session_timeout_seconds: float = Field(default=30.0, ge=2, le=300)
    """How long the brokers wait for a silent worker before its partitions go to others, in seconds."""
    recovery_check: bool = True
    """Refuse local tables that are ahead of their changelog. Off for the embedded broker, which tells the end of a
    topic wrongly."""
    max_article_characters: int = Field(default=200_000, ge=100, le=1_000_000)
    """Articles with a longer text go to the dead letters."""
    max_message_bytes: int = Field(default=8_388_608, ge=1_048_576, le=67_108_864)
    """The largest record on any topic."""
    revision_days: int = Field(default=30, ge=1, le=3650)
    """How long after its last revision an article is remembered, in days; a revision after that counts as new."""
    max_statements_per_article: int = Field(default=500, ge=1, le=5000)
    """An article with more statements than this goes to the dead letters."""

    actors_file: Annotated[tuple[Path, ...], NoDecode] = ()
    """Your own actors (YAML), added to the catalogue or overriding it; separated by commas."""
    issues_file: Annotated[tuple[Path, ...], NoDecode] = ()
    """Your own issues (YAML), added to the catalogue or overriding it; separated by commas."""
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
    webhook_timeout_seconds: float = Field(default=15.0, gt=0, le=60)
    """How long an endpoint may take to answer, in seconds."""
    webhook_attempts: int = Field(default=3, ge=1, le=10)
    """Tries before an alert for an endpoint goes to the dead letters."""

    web_host: str = "127.0.0.1"
    """Address of a worker's health page."""
    web_port: int = Field(default=6066, ge=0, le=65535)
    """Port of a worker's health page; 0 turns it off."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """What a worker logs, to standard error."""

    @field_validator("broker", "actors_file", "issues_file", mode="before")
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
