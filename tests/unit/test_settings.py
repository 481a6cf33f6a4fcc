"""Settings: what the environment may say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from streams.settings import Settings
from streams.topics import ALERTS, POSITIONS, STATEMENTS, TABLES, new_topics, topic_config, topic_name

WEBHOOK_SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_brokers_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOLTEFACE_BROKER", "kafka://one:9092, two:9093")
    assert Settings().broker == ("one:9092", "two:9093")


@pytest.mark.parametrize("address", ["localhost", "localhost:", ":9092", "localhost:70000", "localhost:port"])
def test_broker_without_host_or_port_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="is not host:port"):
        Settings(broker=(address,))


def test_sasl_without_credentials_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs sasl_username and sasl_password"):
        Settings(security_protocol="SASL_SSL")


def test_sasl_and_tls_reach_the_clients() -> None:
    client = Settings(
        broker=("kafka:9093",), security_protocol="SASL_SSL", sasl_mechanism="SCRAM-SHA-512", sasl_username="u",
        sasl_password="p",
    ).client()  # fmt: skip
    assert client["ssl_context"] is not None
    assert (client["sasl_mechanism"], client["sasl_plain_password"]) == ("SCRAM-SHA-512", "p")


def test_secrets_are_not_printed() -> None:
    settings = Settings(
        security_protocol="SASL_PLAINTEXT", sasl_username="u", sasl_password="hidden-password",
        webhooks=[{"url": "https://hooks.example/hidden", "secret": WEBHOOK_SECRET}], web_token="hidden-web-token",
    )  # fmt: skip
    assert "hidden" not in repr(settings) and WEBHOOK_SECRET not in repr(settings)


@pytest.mark.parametrize(
    ("hook", "told"),
    [
        ({"url": "https://hooks.example/", "secret": "whsec_aGlkZGVu"}, "not 24 to 64"),
        ({"url": "https://hooks.example/", "secret": "hidden"}, "begins with whsec_"),
        ({"url": "ftp://hooks.example/", "secret": WEBHOOK_SECRET}, "neither http"),
        ({"url": "https://user:hidden@hooks.example/", "secret": WEBHOOK_SECRET}, "a user or a password"),
        ({"url": "https://hooks.example/", "secret": WEBHOOK_SECRET, "filters": {}}, "Extra inputs"),
    ],
)
def test_wrong_webhook_is_refused_without_telling_its_secret(hook: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told) as raised:
        Settings(webhooks=[hook])
    assert WEBHOOK_SECRET not in str(raised.value) and "aGlkZGVu" not in str(raised.value)


def test_prefix_parts_installations() -> None:
    assert topic_name(STATEMENTS, Settings(topic_prefix="desk")) == "desk.statements.v1"


def test_positions_are_compacted_and_alerts_kept() -> None:
    assert topic_config(POSITIONS, Settings())["cleanup.policy"] == "compact"
    assert topic_config(ALERTS, Settings())["retention.ms"] == "-1"


def test_tables_have_compacted_changelogs_with_the_same_partitions() -> None:
    topics = {topic.name: topic for topic in new_topics(Settings(partitions=6))}
    assert {topic.num_partitions for topic in topics.values()} == {6}
    for table in TABLES:
        assert topics[f"volteface-worker-{table}-changelog"].topic_configs["cleanup.policy"] == "compact"
