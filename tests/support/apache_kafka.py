"""Apache Kafka for the tests: one node in KRaft mode, whose jars Maven brings once into `.kafka/`."""

from __future__ import annotations

import fcntl
import functools
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import uuid
from base64 import urlsafe_b64encode
from pathlib import Path

from streams.brokers import HOST, BrokerUnavailable, LocalBroker, free_port

_POM = Path(__file__).with_name("kafka-pom.xml")
_CACHE = Path(__file__).resolve().parents[2] / ".kafka"
_OLDEST_JAVA = 17
_MAVEN_SECONDS = 600

_SERVER = """
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@{host}:{controller}
listeners=BROKER://{host}:{port},CONTROLLER://{host}:{controller}
advertised.listeners=BROKER://{host}:{port}
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
log.dirs={data}
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
"""

_LOGGING = """
status=error
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d %p %c: %m%n
rootLogger.level=warn
rootLogger.appenderRefs=console
rootLogger.appenderRef.console.ref=console
"""


class ApacheKafka(LocalBroker):
    """One Apache Kafka node. Its data outlives `kill`, and is removed by `stop`."""

    def __init__(self, log_directory: str | os.PathLike[str] | None = None) -> None:
        super().__init__(log_directory, start_timeout=60.0, stop_timeout=15.0)
        self._home: tempfile.TemporaryDirectory[str] | None = None

    async def stop(self) -> None:
        """Stop it and remove its data."""
        await super().stop()
        if self._home is not None:
            self._home.cleanup()
            self._home = None

    async def shut_down(self) -> None:
        """Stop it in an orderly way (SIGTERM) and keep its data; `start` brings it back."""
        await super().stop()

    def _command(self, port: int) -> list[str]:
        jars = kafka_jars()
        if self._home is None:
            self._home = tempfile.TemporaryDirectory(prefix="volteface-kafka-")
        home = Path(self._home.name)
        server = home / "server.properties"
        if not server.exists() or f":{port}\n" not in server.read_text():
            logging = home / "log4j2.properties"
            logging.write_text(_LOGGING)
            data = home / f"data-{port}"
            server.write_text(_SERVER.format(host=HOST, port=port, controller=free_port(), data=data))
            self._configure(server)
            # Kafka's cluster ids are 16 bytes in URL-safe base64.
            cluster = urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
            tool = [*self._java(jars, "128m"), "kafka.tools.StorageTool"]
            _run([*tool, "format", f"--cluster-id={cluster}", "--config", str(server), *self._formatting()], 60)
        return [*self._java(jars, "512m"), "kafka.Kafka", str(server)]

    def _configure(self, server: Path) -> None:
        """Add to the node's settings."""

    def _formatting(self) -> list[str]:
        """Further options of the tool that formats the node's storage."""
        return []

    def _java(self, jars: Path, heap: str) -> list[str]:
        assert self._home is not None
        logging = Path(self._home.name) / "log4j2.properties"
        # Small and quick to start, since a test run needs it for a minute.
        return [
            *("java", f"-Xmx{heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            *(f"-Dlog4j2.configurationFile={logging}", "-cp", f"{jars}/*"),
        ]


@functools.cache
def kafka_jars() -> Path:
    """The folder of Apache Kafka's jars, fetched by Maven when they are not there yet.

    Raises:
        BrokerUnavailable: there is no Java 17 or newer, no Maven, or Maven cannot fetch.
    """
    java, maven = shutil.which("java"), shutil.which("mvn")
    if java is None:
        raise BrokerUnavailable(f"Apache Kafka needs Java {_OLDEST_JAVA}: there is no java on the PATH")
    words = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60, check=False).stderr
    found = re.search(r'version "(\d+)', words)
    if found is None or int(found.group(1)) < _OLDEST_JAVA:
        raise BrokerUnavailable(f"Apache Kafka needs Java {_OLDEST_JAVA} or newer; found: {words.strip()[:100]}")

    # A changed pom.xml is another folder.
    jars = _CACHE / hashlib.sha256(_POM.read_bytes()).hexdigest()[:16]
    _CACHE.mkdir(exist_ok=True)
    with (_CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test runs at once fetch once
        if jars.is_dir():
            return jars
        if maven is None:
            raise BrokerUnavailable("Apache Kafka comes by Maven: there is no mvn on the PATH")
        with tempfile.TemporaryDirectory(dir=_CACHE) as partial:
            copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={partial}/jars"]
            _run([maven, "--batch-mode", "--quiet", "--file", str(_POM), *copy], _MAVEN_SECONDS)
            Path(partial, "jars").rename(jars)
    return jars


def _run(command: list[str], seconds: float) -> None:
    """Run a command to its end; its output is shown only when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise BrokerUnavailable(f"{command[0]} did not end within {seconds:.0f} s") from error
    if done.returncode != 0:
        raise BrokerUnavailable(f"{command[0]} failed ({done.returncode}):\n{(done.stdout + done.stderr)[-2000:]}")
