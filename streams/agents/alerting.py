"""statements → each holder's history → positions and alerts."""

from __future__ import annotations

from faust.types import EventT, TableT, TopicT

from schemas import Alert, Holder, Position, Statement
from streams.agents.base import Batch, Conveyor, within_event
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold
from streams.records import Failure, Outgoing, decode
from streams.rejection import Rejected


class Alerting:
    """Sends each statement to the partition of every holder of its position."""

    def __init__(self, conveyor: Conveyor, holdings: TopicT) -> None:
        self.conveyor = conveyor
        self._holdings = holdings

    async def __call__(self, batch: Batch) -> None:
        records: list[Outgoing] = []
        for event in batch:
            try:
                statement = decode(Statement, event.message.value)
            except Rejected as error:
                await self.conveyor.reject(event, Failure.of(error))
                continue
            records += [
                self.conveyor.outgoing_bytes(
                    holder.id,
                    event.value,
                    Statement.ce_type,
                    f"{statement.id}.{statement.revision}",
                    statement.stated_at,
                    event,
                )
                for holder in statement.holders
            ]
        await self.conveyor.send(self._holdings, records)


class Tracking:
    """Keeps each holder's position on each issue, and tells when it shifts."""

    def __init__(
        self,
        conveyor: Conveyor,
        positions: TopicT,
        alerts: TopicT,
        tracks: TableT[bytes, bytes],
        settings: TrackerSettings,
        noise: NoiseModel,
    ) -> None:
        self.conveyor = conveyor
        self._positions = positions
        self._alerts = alerts
        self._tracks = tracks
        self._settings = settings
        self._noise = noise

    async def __call__(self, batch: Batch) -> None:
        for event in batch:
            try:
                statement = decode(Statement, event.message.value)
                holder = self._holder(event, statement)
            except Rejected as error:
                await self.conveyor.reject(event, Failure.of(error))
                continue
            await self._fold(event, statement, holder)

    def _holder(self, event: EventT[bytes], statement: Statement) -> Holder:
        wanted = (event.message.key or b"").decode("utf-8", "replace")
        for holder in statement.holders:
            if holder.id == wanted:
                return holder
        raise Rejected("invalid-field", f"key: {wanted!r} is no holder of the statement", field="key", value=wanted)

    async def _fold(self, event: EventT[bytes], statement: Statement, holder: Holder) -> None:
        key = f"{holder.id}|{statement.issue.id}"
        with within_event(event):
            stored = self._tracks.get(key.encode())
            state = TrackState.from_json(stored) if stored else None
            held = state is not None and not state.empty
            state, position, alerts = fold(state, statement, holder, settings=self._settings, noise=self._noise)
            if position is not None or (held and state.empty):
                # the key holds the issue too, so the partition is given: the holder's, like that of this event
                record = self.conveyor.outgoing_bytes(
                    key,
                    position.to_json() if position is not None else None,  # all evidence was withdrawn
                    Position.ce_type,
                    f"{key}@{statement.id}.{statement.revision}",
                    (position.updated_at if position is not None else None) or statement.stated_at,
                    event,
                    partition=event.message.partition,
                )
                await self.conveyor.send(self._positions, [record])
            await self.conveyor.send(self._alerts, [self._alert(alert, event) for alert in alerts])
            self._tracks[key.encode()] = state.to_json()

    def _alert(self, alert: Alert, event: EventT[bytes]) -> Outgoing:
        return self.conveyor.outgoing(alert.holder.id, alert, f"{alert.id}.{alert.revision}", alert.detected_at, event)
