"""Running a worker: topics first, then the app until it is told to stop."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import faust
from uvloop import new_event_loop

from streams.app import build_app
from streams.delivery.registry import subscriptions_of
from streams.settings import Settings
from streams.topics import ensure_topics
from streams.web.webhooks import add_webhook_pages


def run_worker(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM; then finish what is in hand, commit, and exit the process.

    Raises:
        aiokafka.errors.KafkaError: the brokers cannot be reached or refuse the topics.
        streams.delivery.registry.WebhookFileError: the webhooks of the settings are wrong.
        streams.topics.PartitionMismatch: existing topics are partitioned differently.
    """
    subscriptions_of(settings, datetime.now(UTC))  # what is wrong there must stop the worker at once
    if settings.create_topics:
        asyncio.run(ensure_topics(settings))
    volteface = build_app(settings)
    add_webhook_pages(volteface.app, volteface.dispatcher, settings.web_token)
    worker = faust.Worker(
        volteface.app,
        loop=new_event_loop(),
        loglevel=settings.log_level,
        redirect_stdouts=False,
        quiet=True,
    )
    volteface.watchdog.start()
    try:
        worker.execute_from_commandline()
    finally:
        volteface.pool.close()
