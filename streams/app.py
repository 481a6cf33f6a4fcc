"""The Faust app: topics, tables and agents wired together from the settings. The only place where all is known."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

import faust
from faust.types import StreamT, TopicT

from schemas.dead_letter import Stage
from streams.agents.ahead import ReadAhead
from streams.agents.alerting import Alerting, Tracking
from streams.agents.base import Conveyor
from streams.agents.delivery import Delivery
from streams.agents.enrichment import Enrichment
from streams.agents.statements import Statements
from streams.buffers import FETCHED, FETCHED_BYTES, RECORDS
from streams.delivery.dispatcher import Dispatcher
from streams.extractors.choose import choose_extractor
from streams.ledgers import Ledgers
from streams.pool import LanguagePool
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.records import RecordLimits
from streams.settings import Settings
from streams.steady import KeptTable, SteadyApp
from streams.topics import (
    ALERTS,
    DAY,
    DEAD_LETTERS,
    ENRICHED,
    HOLDINGS,
    LEDGER_TABLE,
    POSITIONS,
    RAW,
    STATEMENTS,
    TRACK_TABLE,
    TopicSpec,
    topic_name,
)
from streams.watchdog import Watchdog
from streams.work import Resources

logger = logging.getLogger(__name__)

_AHEAD_BYTES = 16 * 2**20
"""Enriched articles that are kept with what was read ahead of them."""


@dataclass(frozen=True, slots=True)
class Volteface:
    """A wired app and what must be closed with it."""

    app: faust.App
    pool: LanguagePool
    dispatcher: Dispatcher
    watchdog: Watchdog


def build_app(settings: Settings) -> Volteface:
    """Wire a worker.

    Args:
        settings: where the brokers are, and the rest; `broker` must not be empty.
    """
    pool = LanguagePool(
        Resources.of(settings),
        settings.processes,
        settings.article_seconds,
    )
    app = _faust(settings, pool.warm)  # lexicons that cannot be loaded must stop the worker, not its records

    def count(name: str, number: int) -> None:
        app.monitor.count(name, number)  # looked up late: the first look binds the app to the event loop of that moment

    extractor = choose_extractor(settings, pool, count)
    dispatcher = Dispatcher(settings, count)
    topics = {
        spec.name: _topic(app, spec, settings)
        for spec in (RAW, ENRICHED, STATEMENTS, HOLDINGS, POSITIONS, ALERTS, DEAD_LETTERS)
    }

    def conveyor(stage: Stage, *tables: KeptTable) -> Conveyor:
        return Conveyor(
            app,
            stage,
            topics[DEAD_LETTERS.name],
            tables,
            size=settings.batch_size,
            within=settings.batch_seconds,
            limits=RecordLimits(settings.max_message_bytes, settings.max_headers, settings.max_header_bytes),
        )

    enriched = topic_name(ENRICHED, settings)
    ahead = ReadAhead(_AHEAD_BYTES, lambda: sum(one.topic == enriched for one in app.assigned()) == settings.partitions)
    enrichment = Enrichment(conveyor("enrichment"), extractor, topics[ENRICHED.name], ahead)
    ledger_table, track_table = _table(app, LEDGER_TABLE, settings), _table(app, TRACK_TABLE, settings)
    ledgers = Ledgers(ledger_table, settings.revision_days * DAY * 1000)
    statements = Statements(conveyor("statements", ledger_table), pool, topics[STATEMENTS.name], ledgers, ahead)
    alerting = Alerting(conveyor("alerting"), topics[HOLDINGS.name])
    tracking = Tracking(
        conveyor("tracking", track_table),
        topics[POSITIONS.name],
        topics[ALERTS.name],
        track_table,
        TrackerSettings(profile=settings.profile, mutes=settings.mutes, first_positions=settings.first_positions),
        NoiseModel.default(),
    )
    delivery = Delivery(dispatcher)

    # One event at a time for each partition: with more, Faust commits offsets out of order and loses events
    # (https://github.com/faust-streaming/faust/issues/606). Work spreads over the pool and over workers.
    @app.agent(topics[RAW.name], name="enrichment", concurrency=1)
    async def enrich(stream: StreamT[bytes]) -> None:
        await enrichment.conveyor.run(stream, enrichment)

    @app.agent(topics[ENRICHED.name], name="statements", concurrency=1)
    async def read(stream: StreamT[bytes]) -> None:
        await statements.conveyor.run(stream, statements)

    @app.agent(topics[STATEMENTS.name], name="alerting", concurrency=1)
    async def alert(stream: StreamT[bytes]) -> None:
        await alerting.conveyor.run(stream, alerting)

    @app.agent(topics[HOLDINGS.name], name="tracking", concurrency=1)
    async def track(stream: StreamT[bytes]) -> None:
        await tracking.conveyor.run(stream, tracking)

    app.task(delivery.start)

    @app.on_before_shutdown.connect
    async def stop_delivery(*args: object, **kwargs: object) -> None:
        await delivery.stop()

    @app.on_before_shutdown.connect
    def sum_up(*args: object, **kwargs: object) -> None:
        extractor.tell()

    stages: tuple[tuple[TopicSpec, Conveyor], ...] = (
        (RAW, enrichment.conveyor),
        (ENRICHED, statements.conveyor),
        (STATEMENTS, alerting.conveyor),
        (HOLDINGS, tracking.conveyor),
    )
    watchdog = Watchdog(
        settings,
        {topic_name(spec, settings): conveyor.progress for spec, conveyor in stages},
        app.assigned,
        app.behind,
    )
    return Volteface(app, pool, dispatcher, watchdog)


def _faust(settings: Settings, warm: Callable[[], Awaitable[None]]) -> SteadyApp:
    credentials: faust.SASLCredentials | faust.SSLCredentials | None = None
    if settings.security_protocol.startswith("SASL"):
        assert settings.sasl_password is not None
        credentials = faust.SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value(),
            mechanism=settings.sasl_mechanism,
            ssl_context=settings.ssl_context,
        )
    elif settings.ssl_context is not None:
        credentials = faust.SSLCredentials(settings.ssl_context)
    return SteadyApp(
        settings.group,
        buffer_bytes=settings.buffer_bytes,
        stop_seconds=settings.stop_seconds,
        warm=warm,
        broker=";".join(f"kafka://{address}" for address in settings.broker),
        broker_credentials=credentials,
        broker_session_timeout=settings.session_timeout_seconds,
        broker_heartbeat_interval=settings.session_timeout_seconds / 10,
        broker_commit_interval=settings.commit_seconds,
        broker_max_poll_records=FETCHED,
        stream_buffer_maxsize=RECORDS,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=FETCHED_BYTES,
        producer_acks=-1,
        producer_linger=0.005,
        producer_compression_type="zstd",  # an eighth of gzip's time, and smaller
        # The brokers' limits are on compressed records. This one is not, and must not stop a dead letter.
        producer_max_request_size=2**30,
        recovery_consistency_check=settings.recovery_check,
        datadir=str(settings.data_dir),
        store="rocksdb://",
        Table=KeptTable,
        # topics are created from our own table, before the app starts
        topic_allow_declare=False,
        topic_disable_leader=True,
        topic_partitions=settings.partitions,
        topic_replication_factor=settings.replication,
        key_serializer="raw",
        value_serializer="raw",
        web_enabled=settings.web_port != 0,
        web_host=settings.web_host,
        web_bind=settings.web_host,
        web_port=settings.web_port or 6066,
        web_tables_enabled=False,  # they would serve the state to anybody
        web_router_enabled=False,
        autodiscover=False,
    )


def _topic(app: faust.App, spec: TopicSpec, settings: Settings) -> TopicT:
    return app.topic(
        topic_name(spec, settings),
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        partitions=settings.partitions,
        allow_empty=True,  # a record with no value is bad input, not an error of the stream
    )


def _table(app: faust.App, name: str, settings: Settings) -> KeptTable:
    table = app.Table(
        name,
        key_type=bytes,
        value_type=bytes,
        partitions=settings.partitions,
        options={"driver": "rocksdict"},
    )
    return cast(KeptTable, table)
