"""alerts → webhooks."""

from __future__ import annotations

from schemas import Alert
from streams.agents.base import Batch, Conveyor
from streams.delivery.webhooks import Deliverer
from streams.records import Failure, decode
from streams.rejection import Rejected


class Delivery:
    """Posts each alert to every endpoint; what an endpoint does not take goes to the dead letters."""

    def __init__(self, conveyor: Conveyor, deliverer: Deliverer) -> None:
        self.conveyor = conveyor
        self._deliverer = deliverer

    async def __call__(self, batch: Batch) -> None:
        for event in batch:
            try:
                alert = decode(Alert, event.message.value)
            except Rejected as error:
                await self.conveyor.reject(event, Failure.of(error))
                continue
            # an update of an alert is another message, so that receivers do not take it for a repetition
            message_id = alert.id if alert.revision == 1 else f"{alert.id}.{alert.revision}"
            failed = await self._deliverer.deliver(message_id, alert.to_json())
            if failed:
                causes = "; ".join(f"{one.url}: {one.cause} after {one.attempts} tries" for one in failed)
                urls = ", ".join(one.url for one in failed)
                await self.conveyor.reject(event, Failure("undeliverable", causes, "url", urls))
