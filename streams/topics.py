"""The one table of topics: names, keys, partitions, clean-up, retention, who writes and who reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError

from schemas import (
    Alert,
    AlertVerdict,
    DeadLetter,
    EnrichedArticle,
    Event,
    Position,
    RawArticle,
    Statement,
    WebhookCursor,
    WebhookDelivery,
    WebhookSubscription,
)
from streams.settings import Settings

DAY = 24 * 60 * 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as data."""

    name: str
    """Name without prefix and version."""
    event: type[Event] | None
    """What its records are; none for a changelog."""
    key: str
    """What the key is."""
    owner: str
    """The stage that writes it."""
    consumers: tuple[str, ...]
    """The stages and parties that read it."""
    summary: str
    cleanup: Literal["delete", "compact"] = "delete"
    retention: int | None = field(default=7 * DAY)
    """Seconds that records are kept; none: for ever."""
    internal: bool = False
    """Not for other parties."""
    rewritten: bool = False
    """Whether the same keys come again and again."""
    version: int = 1


RAW = TopicSpec(
    "articles.raw",
    RawArticle,
    "article id, or anything: it is not relied on",
    "producers",
    ("enrichment",),
    "Articles as published. A second record for the same URL is a revision.",
)
ENRICHED = TopicSpec(
    "articles.enriched",
    EnrichedArticle,
    "article id",
    "enrichment",
    ("statements",),
    "Cleaned articles with sentences, mentions and attributed quotations.",
)
STATEMENTS = TopicSpec(
    "statements",
    Statement,
    "speaker id",
    "statements",
    ("alerting", "analysts"),
    "Who said what, on which issue, with which stance; and retractions.",
    retention=400 * DAY,
)
HOLDINGS = TopicSpec(
    "statements.by-holder",
    Statement,
    "holder id",
    "alerting",
    ("tracking",),
    "Each statement once for every holder of its position.",
    internal=True,
)
POSITIONS = TopicSpec(
    "positions",
    Position,
    "holder id, a bar, issue id; partitioned by holder id alone",
    "tracking",
    ("dashboards",),
    "The latest estimate of each holder's position on each issue; a tombstone where all its evidence was withdrawn.",
    cleanup="compact",
    retention=None,
)
ALERTS = TopicSpec(
    "alerts",
    Alert,
    "holder id",
    "tracking",
    ("delivery", "analysts"),
    "Shifts in positions, with evidence; an update carries the same id.",
    retention=None,
)
VERDICTS = TopicSpec(
    "alerts.verdicts",
    AlertVerdict,
    "holder id",
    "readers",
    ("analysts",),
    "What readers say of alerts: acknowledged, confirmed, rejected.",
    retention=None,
)
WEBHOOKS = TopicSpec(
    "webhooks",
    WebhookSubscription,
    "endpoint id",
    "operators",
    ("delivery",),
    "Endpoints of alerts, with their signing secrets: only workers and operators may read it.",
    cleanup="compact",
    retention=None,
    internal=True,
)
WEBHOOK_DELIVERIES = TopicSpec(
    "webhooks.deliveries",
    WebhookDelivery,
    "endpoint id, a bar, message id; partitioned by endpoint id alone",
    "delivery",
    ("delivery",),
    "Messages that wait for another try.",
    cleanup="compact",
    retention=None,
    internal=True,
    rewritten=True,
)
WEBHOOK_CURSORS = TopicSpec(
    "webhooks.cursors",
    WebhookCursor,
    "endpoint id",
    "delivery",
    ("delivery",),
    "Up to where each endpoint has got the alerts.",
    cleanup="compact",
    retention=None,
    internal=True,
    rewritten=True,
)
DEAD_LETTERS = TopicSpec(
    "dead-letters",
    DeadLetter,
    "dead letter id",
    "every stage",
    ("operators",),
    "Records that could not be processed, with reason and original bytes.",
    retention=30 * DAY,
)

PUBLIC: tuple[TopicSpec, ...] = (
    RAW,
    ENRICHED,
    STATEMENTS,
    HOLDINGS,
    POSITIONS,
    ALERTS,
    VERDICTS,
    WEBHOOKS,
    WEBHOOK_DELIVERIES,
    WEBHOOK_CURSORS,
    DEAD_LETTERS,
)
"""Every topic, in the order of the flow."""

LEDGER_TABLE = "article-ledger"
TRACK_TABLE = "position-tracks"
TABLES: tuple[str, ...] = (LEDGER_TABLE, TRACK_TABLE)
"""Tables of the workers; each has a compacted changelog topic."""


def topic_name(spec: TopicSpec, settings: Settings) -> str:
    """Full name: prefix, name and major version.

    >>> topic_name(STATEMENTS, Settings())
    'volteface.statements.v1'
    """
    return f"{settings.topic_prefix}.{spec.name}.v{spec.version}"


def changelog_name(table: str, settings: Settings) -> str:
    """Name of a table's changelog topic, as Faust forms it."""
    return f"{settings.group}-{table}-changelog"


def topic_config(spec: TopicSpec, settings: Settings) -> dict[str, str]:
    """Kafka's settings for the topic."""
    # a dead letter holds the largest record in base64, which compresses less well
    largest = settings.max_message_bytes * (4 if spec is DEAD_LETTERS else 1)
    config = {
        "cleanup.policy": spec.cleanup,
        "max.message.bytes": str(largest),
        "retention.ms": "-1" if spec.retention is None else str(spec.retention * 1000),
    }
    if spec.rewritten:
        config["segment.ms"] = str(60 * 60 * 1000)  # what is superseded can only go from a segment that is closed
    return config


def new_topics(settings: Settings) -> list[NewTopic]:
    """What to create on an empty cluster: every topic and every changelog, all with the same number of partitions."""
    topics = [
        NewTopic(
            topic_name(spec, settings),
            settings.partitions,
            settings.replication,
            topic_configs=topic_config(spec, settings),
        )
        for spec in PUBLIC
    ]
    changelog = {"cleanup.policy": "compact", "max.message.bytes": str(settings.max_message_bytes)}
    topics += [
        NewTopic(changelog_name(table, settings), settings.partitions, settings.replication, topic_configs=changelog)
        for table in TABLES
    ]
    return topics


class PartitionMismatch(RuntimeError):
    """Topics that must be partitioned alike are not."""


async def ensure_topics(settings: Settings) -> list[str]:
    """Create the topics that are missing; returns their names.

    Raises:
        PartitionMismatch: existing topics differ in their number of partitions, so that keys would not meet.
        aiokafka.errors.KafkaError: the brokers refused, or cannot be reached.
    """
    admin = AIOKafkaAdminClient(**settings.client())
    await admin.start()
    try:
        existing = set(await admin.list_topics())
        wanted = new_topics(settings)
        missing = [topic for topic in wanted if topic.name not in existing]
        if missing:
            _raise_for(await admin.create_topics(missing))
        known = [topic.name for topic in wanted if topic.name in existing]
        described = await admin.describe_topics(known) if known else []  # of no topics would be of all
        counts = {topic["topic"]: len(topic["partitions"]) for topic in described}
        counts |= {topic.name: topic.num_partitions for topic in missing}
        if len(set(counts.values())) > 1:
            listed = ", ".join(f"{name}: {count}" for name, count in sorted(counts.items()))
            raise PartitionMismatch(f"every topic needs the same number of partitions, found {listed}")
        return [topic.name for topic in missing]
    finally:
        await admin.close()


def _raise_for(response: object) -> None:
    from aiokafka.errors import for_code

    for name, code, *rest in getattr(response, "topic_errors", ()):
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise error(f"topic {name}: {rest[0] if rest else error.__name__}")


def names(settings: Settings, specs: Iterable[TopicSpec] = PUBLIC) -> dict[str, TopicSpec]:
    """Full name → spec."""
    return {topic_name(spec, settings): spec for spec in specs}
