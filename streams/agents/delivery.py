"""alerts → webhooks."""

from __future__ import annotations

import asyncio
import logging
import os

from streams.agents.base import EXIT_STATUS
from streams.delivery.dispatcher import Dispatcher

logger = logging.getLogger(__name__)

STOP_SECONDS = 10.0


class Delivery:
    """Runs the dispatcher beside the other stages; its consumers are its own, so no endpoint holds up a stage."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self.dispatcher = dispatcher
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin, on the running event loop."""
        self._task = asyncio.create_task(self._run(), name="delivery")

    async def stop(self) -> None:
        """End in order: what is under way gets a moment, cursors are written."""
        if self._task is not None:
            await self.dispatcher.stop()
            await asyncio.wait([self._task], timeout=STOP_SECONDS)

    async def _run(self) -> None:
        try:
            await self.dispatcher.run()
        except Exception:
            logger.critical("the delivery failed; the worker ends, and repeats what it did not write", exc_info=True)
            logging.shutdown()
            os._exit(EXIT_STATUS)
