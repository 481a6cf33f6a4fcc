"""statements → each holder's history → positions and alerts."""

from __future__ import annotations

from faust.types import EventT, TableT, TopicT

from schemas import Alert, Holder, Position, Statement
from streams.agents.base import Batch, Conveyor, within_event
from streams.agents.recent import Recent
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold
from streams.records import Failure, Outgoing, decode
from streams.rejection import Rejected

RECENT_BYTES = 8 * 2**20
"""States kept decoded, by the size of their JSON; as objects they take several times as much."""


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
        self._recent = Recent[str, TrackState](RECENT_BYTES)

    async def __call__(self, batch: Batch) -> None:
        states: dict[str, tuple[TrackState, EventT[bytes]]] = {}
        positions: dict[str, Outgoing] = {}
        alerts: list[Outgoing] = []
        for event in batch:
            try:
                statement = decode(Statement, event.message.value)
                holder = self._holder(event, statement)
            except Rejected as error:
                await self.conveyor.reject(event, Failure.of(error))
                continue
            key = f"{holder.id}|{statement.issue.id}"
            before = states[key][0] if key in states else self._stored(key, event)
            state, position, found = fold(before, statement, holder, settings=self._settings, noise=self._noise)
            if position is not None or (before is not None and state.empty and not before.empty):
                positions[key] = self._position(key, position, statement, event)
            alerts += [self._alert(alert, event) for alert in found]
            # Also where nothing changed: the store here may be ahead of its changelog, since a worker that was killed
            # can have written to the one and not to the other.
            states[key] = state, event
        await self.conveyor.send(self._positions, list(positions.values()))
        await self.conveyor.send(self._alerts, alerts)
        # Only now: should the worker end before this line, the statements are folded again to the same positions.
        for key, (state, event) in states.items():
            self._store(key, state, event)

    def _stored(self, key: str, event: EventT[bytes]) -> TrackState | None:
        with within_event(event):
            stored = self._tracks.get(key.encode())
        return None if stored is None else self._recent.get(key, stored) or TrackState.from_json(stored)

    def _store(self, key: str, state: TrackState, event: EventT[bytes]) -> None:
        stored = state.to_json()
        with within_event(event):
            self._tracks[key.encode()] = stored
        self._recent.put(key, stored, state)

    def _holder(self, event: EventT[bytes], statement: Statement) -> Holder:
        wanted = (event.message.key or b"").decode("utf-8", "replace")
        for holder in statement.holders:
            if holder.id == wanted:
                return holder
        raise Rejected("invalid-field", f"key: {wanted!r} is no holder of the statement", field="key", value=wanted)

    def _position(self, key: str, position: Position | None, statement: Statement, event: EventT[bytes]) -> Outgoing:
        """The position's record; a tombstone where all evidence was withdrawn."""
        # the key holds the issue too, so the partition is given: the holder's, like that of this event
        return self.conveyor.outgoing_bytes(
            key,
            position.to_json() if position is not None else None,
            Position.ce_type,
            f"{key}@{statement.id}.{statement.revision}",
            (position.updated_at if position is not None else None) or statement.stated_at,
            event,
            partition=event.message.partition,
        )

    def _alert(self, alert: Alert, event: EventT[bytes]) -> Outgoing:
        return self.conveyor.outgoing(alert.holder.id, alert, f"{alert.id}.{alert.revision}", alert.detected_at, event)
