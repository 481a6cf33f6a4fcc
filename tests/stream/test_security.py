"""Brokers that ask for TLS and passwords or certificates: the settings reach every client, and nothing gets by."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiokafka.errors import KafkaError

from streams.brokers import BrokerUnavailable
from streams.process import running_worker
from streams.settings import Settings
from streams.topics import STATEMENTS, ensure_topics
from tests.conftest import Broker, without_kafka
from tests.stream.harness import article, consume, documents, produce, settings_for
from tests.stream.test_cli import volteface
from tests.support.secure_kafka import PASSWORD, USER, SecureKafka

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.apache]
FOR = "Prime Minister Marek Tolvanic said that Velmaria supports sending tanks to Ukraine."


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def kafka(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SecureKafka]:
    made = SecureKafka(tmp_path_factory.mktemp("secure"))
    try:
        await made.start()
    except BrokerUnavailable as error:
        without_kafka(error)
    yield made
    await made.stop()


def with_password(kafka: SecureKafka, folder: Path, **changes: Any) -> Settings:
    wanted: dict[str, Any] = {
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_username": USER,
        "sasl_password": PASSWORD,
        "ssl_cafile": kafka.authority,
    }
    return settings_for(Broker("apache", kafka.secret), folder, **(wanted | changes))


def with_certificate(kafka: SecureKafka, folder: Path, **changes: Any) -> Settings:
    wanted: dict[str, Any] = {
        "security_protocol": "SSL",
        "ssl_cafile": kafka.authority,
        "ssl_certfile": kafka.certificate,
        "ssl_keyfile": kafka.key,
    }
    return settings_for(Broker("apache", kafka.mutual), folder, **(wanted | changes))


async def test_a_worker_reads_and_writes_with_a_password_over_tls(kafka: SecureKafka, tmp_path: Path) -> None:
    settings = with_password(kafka, tmp_path)
    await ensure_topics(settings)
    async with running_worker(settings, tmp_path / "worker.log"):
        await produce(settings, [article(1, FOR)])
        (record,) = documents(await consume(settings, STATEMENTS, lambda seen: len(seen) >= 1))
    assert record["stance"]["label"] == "support"
    assert PASSWORD not in (tmp_path / "worker.log").read_text()


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256"])
async def test_every_mechanism_is_passed_on(kafka: SecureKafka, tmp_path: Path, mechanism: str) -> None:
    assert await ensure_topics(with_password(kafka, tmp_path, sasl_mechanism=mechanism))


async def test_a_certificate_is_passed_on(kafka: SecureKafka, tmp_path: Path) -> None:
    assert await ensure_topics(with_certificate(kafka, tmp_path))


async def test_who_cannot_show_what_is_asked_for_is_kept_out(kafka: SecureKafka, tmp_path: Path) -> None:
    refused = [
        with_password(kafka, tmp_path, sasl_password="another"),
        with_password(kafka, tmp_path, ssl_cafile=kafka.stranger),  # it is we who do not trust the broker
        with_certificate(kafka, tmp_path, ssl_certfile=None, ssl_keyfile=None),
        settings_for(Broker("apache", kafka.secret), tmp_path),
    ]
    for settings in refused:
        with pytest.raises(KafkaError):
            await ensure_topics(settings)


async def test_a_wrong_password_is_told_and_not_shown(kafka: SecureKafka, tmp_path: Path) -> None:
    settings = with_password(kafka, tmp_path, sasl_password="another-secret")
    status, out, err = await volteface("topics", "--create", settings=settings)
    assert status == 1
    assert kafka.secret in err
    assert "another-secret" not in out + err
