"""Apache Kafka with a listener for passwords over TLS and one for client certificates, all made for the occasion."""

from __future__ import annotations

from pathlib import Path

import trustme
from cryptography.hazmat.primitives import serialization

from streams.brokers import HOST, free_port
from tests.support.apache_kafka import ApacheKafka

USER, PASSWORD = "desk", "a secret; of tests"

_LISTENERS = """
listener.name.secret.ssl.client.auth=none
listener.name.secret.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
listener.name.secret.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\
  user_{user}="{password}";
listener.name.secret.scram-sha-256.sasl.jaas.config=\\
  org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.secret.scram-sha-512.sasl.jaas.config=\\
  org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.mutual.ssl.client.auth=required
ssl.keystore.type=PEM
ssl.keystore.location={key}
ssl.truststore.type=PEM
ssl.truststore.location={authority}
"""


def _pkcs8(pem: bytes) -> bytes:
    """A private key in the only form that Kafka reads."""
    key = serialization.load_pem_private_key(pem, None)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


class SecureKafka(ApacheKafka):
    """One node; clients come in by `secret` (SASL_SSL) or by `mutual` (SSL)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.authority = folder / "authority.pem"
        """Certificate of the authority that signed the others."""
        self.stranger = folder / "stranger.pem"
        """One that signed nothing."""
        self.certificate, self.key = folder / "client.pem", folder / "client.key"
        """A client's certificate and private key."""
        self._ports = free_port(), free_port()
        self._folder = folder

    @property
    def secret(self) -> str:
        """Address of the listener that asks for user and password."""
        return f"{HOST}:{self._ports[0]}"

    @property
    def mutual(self) -> str:
        """Address of the listener that asks for a certificate."""
        return f"{HOST}:{self._ports[1]}"

    def _configure(self, server: Path) -> None:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(self.authority)
        trustme.CA().cert_pem.write_to_path(self.stranger)
        client = authority.issue_cert("desk@news.example")
        client.private_key_pem.write_to_path(self.key)
        client.cert_chain_pems[0].write_to_path(self.certificate)
        keys = self._folder / "node.pem"
        node = authority.issue_cert(HOST)
        keys.write_bytes(_pkcs8(node.private_key_pem.bytes()) + b"".join(pem.bytes() for pem in node.cert_chain_pems))
        lines = []
        for line in server.read_text().splitlines():
            name = line.partition("=")[0]
            if name in ("listeners", "advertised.listeners"):
                line = f"{line},SECRET://{self.secret},MUTUAL://{self.mutual}"
            if name == "listener.security.protocol.map":
                line = f"{line},SECRET:SASL_SSL,MUTUAL:SSL"
            lines.append(line)
        more = _LISTENERS.format(user=USER, password=PASSWORD, key=keys, authority=self.authority)
        server.write_text("\n".join(lines) + "\n" + more)

    def _formatting(self) -> list[str]:
        return [
            part
            for mechanism in ("SCRAM-SHA-256", "SCRAM-SHA-512")
            for part in ("--add-scram", f'{mechanism}=[name={USER},password="{PASSWORD}"]')
        ]
