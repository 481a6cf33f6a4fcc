"""Replay of a series: the filter run over its utterances, and the shifts that it finds.

Two tiers, since real shifts often come as one decisive act after months of talk, where a detector that waits for three
statements is late, while a single reading is wrong too often to be believed:

* *candidate*: the posterior passes a first threshold, or a lower one with an official decision or a large jump in a
  reliable reading. It ends confirmed or withdrawn: walked back, or not borne out by the next utterances.
* *confirmed*: the posterior passes the second threshold, and two utterances or more stand at the new position.

The date of the change is the maximum-likelihood change point between the two positions, as in the CUSUM test
(Page 1954).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import log

from schemas.alert import AlertKind, AlertTier, Evidence, Severity
from schemas.base import STANCE_SCORES, StanceLabel
from schemas.identity import alert_id
from schemas.statement import Holder, IssueRef
from streams.positions import filter as bayes
from streams.positions.clusters import Cluster, days_between
from streams.positions.noise import INDEX, STANCES, VALUES, NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import Checkpoint, OpenShift

_LARGE = 1.5
_CLEAR = 1.0
_MANY_SOURCES = 3
_AGREEMENT = 0.7
_SETTLED_PIECES = 4
_SETTLED = 0.98


@dataclass(slots=True)
class Shift:
    """A movement that the replay found."""

    id: str
    from_stance: StanceLabel
    to_stance: StanceLabel
    changed_at: datetime
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
        if self.distance < _CLEAR:
            return "low"
        if self.distance < _LARGE:
            return "medium" if self.tier == "confirmed" else "low"
        return "high" if self.tier == "confirmed" else "medium"

    def sides_with(self, cluster: Cluster) -> bool:
        """Whether the utterance is nearer to the new position than to the old."""
        return _nearer(cluster, INDEX[self.from_stance], INDEX[self.to_stance])


class Replay:
    """Runs the filter over a series, one utterance at a time, in order of event time."""

    def __init__(
        self,
        holder: Holder,
        issue: IssueRef,
        settings: TrackerSettings,
        noise: NoiseModel,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        self._holder = holder
        self._issue = issue
        self._settings = settings
        self._log_matrix = noise.log_matrix
        self._likelihoods: dict[tuple[float, float, float, float], tuple[float, float, float, float]] = {}
        """Most utterances weigh the same, so that their likelihoods need no second computation."""
        self.joint: bayes.Joint = list(checkpoint.joint) if checkpoint else list(bayes.EVEN)
        self.at: datetime | None = checkpoint.until if checkpoint else None
        self.since: datetime | None = checkpoint.since if checkpoint else None
        self.shifts: list[Shift] = []
        self.open: Shift | None = None
        self._spent: bool | None = None
        """Direction in which a candidate ran out of patience, until the posterior has fallen."""
        self._segment: list[tuple[Cluster, tuple[float, float, float, float]]] = []
        """Utterances since the anchor, with their likelihoods."""
        self._fed: list[Cluster] = []
        self._established = checkpoint is not None
        self._confirmed: set[str] = set()
        if checkpoint and checkpoint.open:
            self.open = _reopened(checkpoint.open)
            self.shifts.append(self.open)

    @property
    def announced(self) -> StanceLabel | None:
        """The stance at the anchor, which shifts are measured against; None before any evidence."""
        if self.at is None:
            return None
        chances = bayes.anchored(self.joint)
        return STANCES[chances.index(max(chances))]

    def feed(self, cluster: Cluster) -> None:
        """Fold in the next utterance; look for a shift."""
        settings = self._settings
        gap = 0.0 if self.at is None else days_between(self.at, cluster.at)
        change = bayes.hazard(gap, settings.hazard_floor, settings.hazard_days)
        if cluster.decision:
            change = min(0.5, change * settings.decision_hazard)
        likelihood = self._likelihoods.get(cluster.exponents)
        if likelihood is None:
            likelihood = bayes.likelihood(cluster.exponents, self._log_matrix)
            self._likelihoods[cluster.exponents] = likelihood
        self.joint = bayes.step(self.joint, change, likelihood)
        self._segment.append((cluster, likelihood))
        first = self.at is None
        self.at = cluster.at
        if first:
            self.since = cluster.at
        if not self._established:
            self._establish()
        if first:
            return
        if self.open is not None:
            self.open.count += 1
            self._decide(self.open, cluster)
        if self.open is None:
            self._look(cluster)

    def _establish(self) -> None:
        """Take the first position for granted once it is sure enough to be shown as the holder's."""
        chances = bayes.anchored(self.joint)
        row = max(range(4), key=chances.__getitem__)
        if self.open is None and chances[row] >= self._settings.established:
            self.joint = bayes.given(self.joint, row)
            self._established = True

    def finish(self) -> None:
        """Attach to every shift its evidence, of the utterances that were fed."""
        clusters = self._fed
        for place, shift in enumerate(self.shifts):
            until = next(
                (later.changed_at for later in self.shifts[place + 1 :] if later.upwards != shift.upwards), None
            )
            held = [c for c in clusters if c.at >= shift.changed_at and (until is None or c.at < until)]
            shift.after = [cluster for cluster in held if shift.sides_with(cluster)]
            earlier = [cluster for cluster in clusters if cluster.at < shift.changed_at]
            shift.before = [cluster for cluster in earlier if not shift.sides_with(cluster)] or earlier[-1:]

    def run(self, clusters: Sequence[Cluster]) -> None:
        """Feed all of `clusters`, which are in order of time, then attach the evidence."""
        self._fed.extend(clusters)
        for cluster in clusters:
            self.feed(cluster)
        self.finish()

    def checkpoint(self, clusters: Sequence[Cluster], previous: Checkpoint | None) -> Checkpoint:
        """Summary of the replay so far, whose utterances were `clusters` and those of `previous`."""
        assert self.at is not None and self.since is not None, "nothing to freeze"
        latest: dict[StanceLabel, Evidence] = {item.stance: item for item in previous.latest} if previous else {}
        for cluster in clusters:
            latest[cluster.stance] = cluster.evidence()
        return Checkpoint(
            joint=tuple(self.joint),
            until=self.at,
            since=self.since,
            evidence_count=len(clusters) + (previous.evidence_count if previous else 0),
            report_count=sum(len(c.reports) for c in clusters) + (previous.report_count if previous else 0),
            latest=tuple(sorted(latest.values(), key=lambda item: item.stated_at)),
            open=_closed(self.open) if self.open else None,
        )

    def _look(self, cluster: Cluster) -> None:
        """Raise a candidate where the evidence allows it."""
        if not cluster.fresh:
            return  # what is only recalled cannot be the news that completes a shift
        levels = self._settings.thresholds
        up, down = bayes.moved(self.joint)
        near_up, near_down = bayes.moved_little(self.joint)
        if up + down + near_up + near_down < levels.decision and self._spent is None:
            return
        upwards, chance = (True, up) if up >= down else (False, down)
        if self._spent is not None and (up if self._spent else down) < levels.withdrawn:
            self._spent = None
        if self._spent is upwards and chance < levels.confirmed:
            return
        if chance >= levels.decision:
            start, end = self._ends(upwards, _CLEAR)
            jump = (VALUES[cluster.index] - VALUES[start]) * (1.0 if upwards else -1.0)
            weighty = chance >= levels.decision and self._weighty(cluster, jump)
            if jump > 0 and (weighty or chance >= levels.candidate):
                self._raise(cluster, start, end, chance)
                return
        upwards, chance = (True, up + near_up) if near_up >= near_down else (False, down + near_down)
        if chance >= levels.confirmed and max(near_up, near_down) >= levels.candidate:
            start, end = self._ends(upwards, 0.5)
            if cluster.index == end:
                self._raise(cluster, start, end, chance)

    def _weighty(self, cluster: Cluster, jump: float) -> bool:
        """An official decision, or a large jump in a reliable reading."""
        if cluster.decision and jump >= _CLEAR:
            return True
        corroborated = cluster.source_count >= _MANY_SOURCES and cluster.share >= _AGREEMENT
        return jump >= _LARGE and (corroborated or cluster.reliability >= self._settings.reliable)

    def _ends(self, upwards: bool, distance: float) -> tuple[int, int]:
        """The likeliest old and new stance, given a move of at least `distance` in this direction."""
        old, new = [0.0] * 4, [0.0] * 4
        for place, chance in enumerate(self.joint):
            row, column = divmod(place, 4)
            step = VALUES[column] - VALUES[row]
            if (step if upwards else -step) >= distance:
                old[row] += chance
                new[column] += chance
        start = old.index(max(old))
        reachable = [
            chance if (VALUES[i] - VALUES[start]) * (1 if upwards else -1) >= distance else -1.0
            for i, chance in enumerate(new)
        ]
        return start, reachable.index(max(reachable))

    def _raise(self, cluster: Cluster, start: int, end: int, chance: float) -> None:
        upwards = VALUES[end] > VALUES[start]
        changed_at = self._change_point(start, end)
        # The id names the first utterance at the new position by its day, not by a report: those come in any order, and
        # neither more of them nor later evidence for the same shift may make another alert of it.
        key = f"{'up' if upwards else 'down'}@{changed_at.date().isoformat()}"
        while alert_id(self._holder.id, self._issue.id, key) in self._confirmed:
            key += "+"  # a second step of one day in one direction
        shift = Shift(
            id=alert_id(self._holder.id, self._issue.id, key),
            from_stance=STANCES[start],
            to_stance=STANCES[end],
            changed_at=changed_at,
            raised_at=cluster.at,
            probability=chance,
        )
        self.shifts = [known for known in self.shifts if known.id != shift.id]
        self.shifts.append(shift)
        self.open = shift
        self._decide(shift, cluster)

    def _change_point(self, start: int, end: int) -> datetime:
        """The maximum-likelihood time of a change between two stances, within the present segment."""
        best, best_at, total = 0.0, None, 0.0
        for cluster, likelihood in reversed(self._segment[1:] or self._segment):  # something must come before
            total += log(likelihood[end]) - log(likelihood[start])
            if _nearer(cluster, start, end) and (best_at is None or total > best):
                best, best_at = total, cluster.at
        return best_at or self._segment[-1][0].at

    def _decide(self, shift: Shift, cluster: Cluster) -> None:
        """Confirm, withdraw or keep the open candidate."""
        levels, settings = self._settings.thresholds, self._settings
        up, down = bayes.moved(self.joint)
        clear = up if shift.upwards else down
        if shift.distance < _CLEAR and clear >= levels.candidate:
            self._widen(shift)
        small = shift.distance < _CLEAR
        chance = clear
        if small:
            near_up, near_down = bayes.moved_little(self.joint)
            chance += near_up if shift.upwards else near_down
        elif shift.count and chance >= levels.candidate:
            self._widen(shift)
        shift.probability = min(chance, 1.0)
        pieces = sum(1 for item, _ in self._segment if item.at >= shift.changed_at and shift.sides_with(item))
        needed, level = 2, levels.confirmed
        if small:
            needed, level = _SETTLED_PIECES, max(_SETTLED, levels.confirmed)
        elif shift.distance < _LARGE:
            level = 1.0 - (1.0 - levels.confirmed) * settings.soft_doubt
        contrary = not shift.sides_with(cluster)
        # An act of state that several reports read alike needs no second one to be believed.
        acted = not small and cluster.decision and cluster.readings > 1 and cluster.share >= _AGREEMENT
        if chance >= level and not contrary and (pieces >= needed or acted):
            shift.tier, shift.decided_at = "confirmed", cluster.at
            self._confirmed.add(shift.id)
            self._redate(shift)
            self._settle(shift)
        elif shift.count and (chance < levels.withdrawn or (contrary and chance < levels.decision)):
            shift.tier, shift.decided_at, shift.reason = "withdrawn", cluster.at, "walked back"
            self.open = None
        elif shift.count >= settings.patience:
            shift.tier, shift.decided_at, shift.reason = "withdrawn", cluster.at, "not borne out"
            self._spent = shift.upwards
            self.open = None

    def _widen(self, shift: Shift) -> None:
        """Let the new position follow the evidence while the direction stays."""
        _, end = self._ends(shift.upwards, _CLEAR)
        step = VALUES[end] - STANCE_SCORES[shift.from_stance]
        if (step if shift.upwards else -step) >= _CLEAR:
            shift.to_stance = STANCES[end]

    def _redate(self, shift: Shift) -> None:
        """Date the change again where the old position was heard after it."""
        since = [item for item, _ in self._segment if item.at >= shift.changed_at]
        if any(not shift.sides_with(item) and abs(VALUES[item.index]) == 1.0 for item in since):
            shift.changed_at = self._change_point(INDEX[shift.from_stance], INDEX[shift.to_stance])

    def _settle(self, shift: Shift) -> None:
        """The new position is the one that later shifts are measured against."""
        self.joint = bayes.reanchor(self.joint, INDEX[shift.to_stance])
        self.since = shift.changed_at
        self.open = None
        self._spent = None
        self._established = True
        self._segment = [item for item in self._segment if item[0].at >= shift.changed_at] or self._segment[-1:]


def _nearer(cluster: Cluster, start: int, end: int) -> bool:
    value = VALUES[cluster.index]
    return abs(value - VALUES[end]) < abs(value - VALUES[start])


def _closed(shift: Shift) -> OpenShift:
    return OpenShift(
        id=shift.id,
        from_stance=shift.from_stance,
        to_stance=shift.to_stance,
        changed_at=shift.changed_at,
        raised_at=shift.raised_at,
        probability=shift.probability,
        count=shift.count,
    )


def _reopened(kept: OpenShift) -> Shift:
    return Shift(
        id=kept.id,
        from_stance=kept.from_stance,
        to_stance=kept.to_stance,
        changed_at=kept.changed_at,
        raised_at=kept.raised_at,
        probability=kept.probability,
        count=kept.count,
    )
