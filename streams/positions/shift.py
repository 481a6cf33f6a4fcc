"""A movement of a position, as the replay of a series finds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from schemas.alert import AlertKind, AlertTier, Severity
from schemas.base import STANCE_SCORES, StanceLabel
from streams.positions.noise import STANCES, VALUES
from streams.positions.state import OpenShift
from streams.positions.utterances import Cluster

_NEARER = {
    (start, end): tuple(abs(value - STANCE_SCORES[end]) < abs(value - STANCE_SCORES[start]) for value in VALUES)
    for start in STANCES
    for end in STANCES
}
"""Whether each stance is nearer to the second of two than to the first."""
LARGE = 1.5
"""From here on a move crosses the axis: oppose to conditional, or beyond."""
CLEAR = 1.0
"""Below, a move only adds or drops a condition, which can hardly be told from noise."""


@dataclass(slots=True)
class Shift:
    """A movement that the replay found."""

    id: str
    from_stance: StanceLabel
    to_stance: StanceLabel
    changed_at: datetime
    """Event time of the first evidence at the new position itself."""
    begun_at: datetime
    """Event time of the first evidence on the way to it."""
    raised_at: datetime
    probability: float
    tier: AlertTier = "candidate"
    decided_at: datetime | None = None
    """Event time of the evidence that confirmed or withdrew it."""
    reason: str = ""
    """Why it was withdrawn."""
    count: int = 0
    """Utterances since it was raised."""
    before: list[Cluster] = field(default_factory=list)
    after: list[Cluster] = field(default_factory=list)

    @property
    def upwards(self) -> bool:
        """Towards support."""
        return STANCE_SCORES[self.to_stance] > STANCE_SCORES[self.from_stance]

    @property
    def distance(self) -> float:
        """How far, on the axis of stances."""
        return abs(STANCE_SCORES[self.to_stance] - STANCE_SCORES[self.from_stance])

    @property
    def kind(self) -> AlertKind:
        """What sort of movement."""
        ends = (self.from_stance, self.to_stance)
        if ends == ("support", "conditional"):
            return "condition-added"
        if ends == ("conditional", "support"):
            return "condition-dropped"
        if set(ends) == {"support", "oppose"}:
            return "reversal"
        harder = abs(STANCE_SCORES[self.to_stance]) > abs(STANCE_SCORES[self.from_stance])
        return "hardening" if harder else "softening"

    @property
    def severity(self) -> Severity:
        """high: a confirmed move across the axis; low: a condition, which can hardly be told from noise."""
        if self.distance < CLEAR:
            return "low"
        if self.distance < LARGE:
            return "medium" if self.tier == "confirmed" else "low"
        return "high" if self.tier == "confirmed" else "medium"

    def sides_with(self, cluster: Cluster) -> bool:
        """Whether the utterance is nearer to the new position than to the old."""
        return _NEARER[self.from_stance, self.to_stance][cluster.index]

    def copy(self) -> Shift:
        """The shift as it is now, without its evidence."""
        return Shift(
            self.id,
            self.from_stance,
            self.to_stance,
            self.changed_at,
            self.begun_at,
            self.raised_at,
            self.probability,
            self.tier,
            self.decided_at,
            self.reason,
            self.count,
        )


@dataclass(slots=True)
class FirstPosition:
    """The first position of a series, once it is known well enough to be told. It reads like a confirmed shift."""

    id: str
    to_stance: StanceLabel
    changed_at: datetime
    """Event time of the first evidence for it."""
    raised_at: datetime
    """Event time of the evidence that completed it."""
    probability: float
    after: list[Cluster] = field(default_factory=list)

    from_stance: ClassVar[None] = None
    kind: ClassVar[AlertKind] = "first-position"
    severity: ClassVar[Severity] = "low"
    tier: ClassVar[AlertTier] = "confirmed"
    reason: ClassVar[str] = ""
    before: ClassVar[tuple[Cluster, ...]] = ()

    @property
    def decided_at(self) -> datetime:
        """It is told when it is decided, never before."""
        return self.raised_at


def nearer(cluster: Cluster, start: int, end: int) -> bool:
    """Whether the utterance is nearer to the stance `end` than to `start`."""
    return _NEARER[STANCES[start], STANCES[end]][cluster.index]


def to_store(shift: Shift) -> OpenShift:
    """A candidate as the frozen prior keeps it."""
    return OpenShift(
        id=shift.id,
        from_stance=shift.from_stance,
        to_stance=shift.to_stance,
        changed_at=shift.changed_at,
        begun_at=shift.begun_at,
        raised_at=shift.raised_at,
        probability=shift.probability,
        count=shift.count,
    )


def from_store(kept: OpenShift) -> Shift:
    """The candidate that the frozen prior kept."""
    return Shift(
        id=kept.id,
        from_stance=kept.from_stance,
        to_stance=kept.to_stance,
        changed_at=kept.changed_at,
        begun_at=kept.begun_at,
        raised_at=kept.raised_at,
        probability=kept.probability,
        count=kept.count,
    )
