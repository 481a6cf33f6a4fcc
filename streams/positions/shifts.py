"""Replay of a series: the filter run over its utterances, and the shifts that it finds.

Two tiers, since real shifts often come as one decisive act after months of talk, where a detector that waits for three
statements is late, while a single reading is wrong too often to be believed:

* *candidate*: the posterior passes a first threshold, or a lower one with an official decision or a large jump in a
  reliable reading. It ends confirmed or withdrawn: walked back, or not borne out by the next utterances.
* *confirmed*: the posterior passes the second threshold, and two utterances or more stand at the new position.

The date of the change is the likeliest change point between the two positions, as in the CUSUM test (Page 1954), the
hazard of each time weighed in: who has just spoken seldom changes the next hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from math import log

from schemas.alert import Evidence
from schemas.base import STANCE_SCORES, StanceLabel
from schemas.identity import alert_id
from schemas.statement import Holder, IssueRef
from streams.positions import filter as bayes
from streams.positions.clusters import days_between, independent
from streams.positions.noise import INDEX, STANCES, VALUES, NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.shift import CLEAR, LARGE, FirstPosition, Shift, from_store, nearer, to_store
from streams.positions.state import Checkpoint
from streams.positions.utterances import Cluster

_MANY_SOURCES = 3
_AGREEMENT = 0.7
_SETTLED_PIECES = 3.5
_CREDIBLE = 0.5
"""Reliability from which an official decision raises a candidate early."""
_SETTLED = 0.98
_LEAST = 1e-12
"""A hazard of nothing at all, in a logarithm."""


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
        self._noise = noise
        self._log_matrix = noise.log_matrix
        self._kernel = bayes.kernel(settings.plain_moves)
        self._likelihoods: dict[tuple[float, float, float, float], tuple[float, float, float, float]] = {}
        """Most utterances weigh the same, so that their likelihoods need no second computation."""
        self.joint: bayes.Joint = list(checkpoint.joint) if checkpoint else bayes.first(settings.plain)
        self.at: datetime | None = checkpoint.until if checkpoint else None
        self.since: datetime | None = checkpoint.since if checkpoint else None
        self.shifts: list[Shift] = []
        self.first: FirstPosition | None = None
        """Looked for where the settings ask for it and nothing of the series is frozen."""
        self.open: Shift | None = None
        self._spent: bool | None = None
        """Direction in which a candidate ran out of patience, until the posterior has fallen."""
        self._segment: list[tuple[Cluster, tuple[float, float, float, float], float]] = []
        """Utterances since the anchor, with their likelihoods and the logarithm of the hazard before each."""
        self._held: float = checkpoint.held_days if checkpoint else 0.0
        """Days for which the position was heard to hold."""
        self._established = checkpoint is not None
        self._begun_late = checkpoint is not None
        """Whether the series began before what is replayed here."""
        self._confirmed: set[str] = set()
        self._settled: int | None = None
        """Day of the evidence that confirmed the last shift."""
        if checkpoint and checkpoint.open:
            self.open = from_store(checkpoint.open)
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
        change = bayes.hazard(gap, settings.hazard_floor, settings.hazard_days, settings.hazard_shape)
        change *= self._restlessness(gap)
        if cluster.decision:
            change = min(0.5, change * settings.decision_hazard)
        if cluster.contrasted:
            change = min(0.5, change * settings.contrast_hazard)
        if self.open is not None:
            halfway = self.open.to_stance in ("neutral", "conditional")
            change = min(0.5, change * (settings.transit if halfway else settings.unrest))
        likelihood = self._likelihoods.get(cluster.exponents)
        if likelihood is None:
            likelihood = bayes.likelihood(cluster.exponents, self._log_matrix)
            self._likelihoods[cluster.exponents] = likelihood
        if self.open is not None and gap >= settings.standing_days:
            self._stand(self.open, cluster)
        self.joint = bayes.step(self.joint, change, min(0.5, change * settings.passing), self._kernel, likelihood)
        self._segment.append((cluster, likelihood, log(max(change, _LEAST))))
        first = self.at is None
        self.at = cluster.at
        if first:
            self.since = cluster.at
        if not self._established:
            self._establish()
        if settings.first_positions and self._established and self.first is None and not self._begun_late:
            self._begin(cluster)
        if first:
            return
        if self.open is not None:
            self.open.count += 1
            self._decide(self.open, cluster)
        if self.open is None:
            self._look(cluster)

    def _restlessness(self, gap: float) -> float:
        """The expected rate of changes of this holder, as a share of that of one of whom nothing is known.

        A Gamma–Poisson model, as in credibility theory (Bühlmann & Gisler 2005): who was heard to hold a position for
        long is less likely to move. Silence shows nothing, so that of each gap only the part near an utterance counts.
        """
        settings = self._settings
        rate = 1.0 / (1.0 + self._held / settings.settling_days)
        self._held += min(gap, settings.audible_days)
        return rate

    def _establish(self) -> None:
        """Take the first position for granted once it is sure enough to be shown as the holder's."""
        chances = bayes.anchored(self.joint)
        row = max(range(4), key=chances.__getitem__)
        if self.open is None and chances[row] >= self._settings.established:
            self.joint = bayes.given(self.joint, row)
            self._established = True

    def _begin(self, cluster: Cluster) -> None:
        """Take note of the first position, given evidence of two days or a sure decision, before any shift from it."""
        if not cluster.fresh or self.open is not None or self._confirmed or STANCES[cluster.index] != self.announced:
            return
        held = [item for item, *_ in self._segment if item.index == cluster.index]
        if independent(held) >= self._settings.independent or self._certain(cluster):
            self.first = FirstPosition(
                id=alert_id(self._holder.id, self._issue.id, "first"),
                to_stance=STANCES[cluster.index],
                changed_at=held[0].at,
                raised_at=cluster.at,
                probability=min(bayes.marginal(self.joint)[cluster.index], 1.0),
            )

    def finish(self, clusters: Sequence[Cluster]) -> None:
        """Attach to every shift its evidence, of the utterances that were fed."""
        if self.first is not None:
            left = min((shift.begun_at for shift in self.shifts if shift.tier == "confirmed"), default=None)
            self.first.after = [
                c for c in clusters if c.stance == self.first.to_stance and (left is None or c.at < left)
            ]
        for place, shift in enumerate(self.shifts):
            until = next((later.begun_at for later in self.shifts[place + 1 :] if later.upwards != shift.upwards), None)
            held = [c for c in clusters if c.at >= shift.begun_at and (until is None or c.at < until)]
            shift.after = [cluster for cluster in held if shift.sides_with(cluster)]
            earlier = [cluster for cluster in clusters if cluster.at < shift.begun_at]
            shift.before = [cluster for cluster in earlier if not shift.sides_with(cluster)] or earlier[-1:]

    def fork(self) -> Replay:
        """The replay as it is now, to go on apart from this one."""
        other = Replay(self._holder, self._issue, self._settings, self._noise)
        other._likelihoods = self._likelihoods  # what is known of them holds for both
        other.joint, other.at, other.since = self.joint, self.at, self.since
        other.shifts = [shift.copy() for shift in self.shifts]
        if self.open is not None:
            other.open = other.shifts[self.shifts.index(self.open)]
        other.first = None if self.first is None else replace(self.first)
        other._spent, other._held, other._settled = self._spent, self._held, self._settled
        other._established, other._begun_late = self._established, self._begun_late
        other._segment, other._confirmed = [*self._segment], {*self._confirmed}
        return other

    def run(self, clusters: Sequence[Cluster], *, after: Sequence[Cluster] = ()) -> None:
        """Feed all of `clusters`, which are in order of time, then attach the evidence.

        Args:
            clusters: the utterances.
            after: those that were fed before.
        """
        for cluster in clusters:
            self.feed(cluster)
        self.finish([*after, *clusters])

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
            held_days=self._held,
            evidence_count=len(clusters) + (previous.evidence_count if previous else 0),
            report_count=sum(len(c.reports) for c in clusters) + (previous.report_count if previous else 0),
            latest=tuple(sorted(latest.values(), key=lambda item: item.stated_at)),
            open=to_store(self.open) if self.open else None,
        )

    def _look(self, cluster: Cluster) -> None:
        """Raise a candidate where the evidence allows it."""
        if not cluster.fresh:
            return  # what is only recalled cannot be the news that completes a shift
        if cluster.day == self._settled and not cluster.decision:
            return  # reports give the day: a remark may have come before what was decided on it, and takes nothing back
        settings = self._settings
        levels = settings.thresholds
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
            start, end = self._ends(upwards, CLEAR)
            jump = (VALUES[cluster.index] - VALUES[start]) * (1.0 if upwards else -1.0)
            level = levels.candidate
            if abs(VALUES[end] - VALUES[start]) < LARGE:
                level = 1.0 - (1.0 - level) * settings.soft_candidate
            if jump > 0 and self._heard(start) and (chance >= level or self._weighty(cluster, jump)):
                self._raise(cluster, start, end, chance)
                return
        upwards, chance = (True, up + near_up) if near_up >= near_down else (False, down + near_down)
        told = cluster.contrasted and chance >= levels.decision
        if told or (chance >= levels.confirmed and max(near_up, near_down) >= levels.candidate):
            start, end = self._ends(upwards, 0.5)
            if cluster.index == end and self._heard(start):
                self._raise(cluster, start, end, chance)

    def _heard(self, start: int) -> bool:
        """Whether the position that a shift would leave was ever read, and not only inferred from what it is not.

        While the first position is still open, a neutral remark leaves room for one that was misread; no one could be
        shown what the holder has turned away from.
        """
        return self._established or any(item.index == start for item, *_ in self._segment[:-1])

    def _weighty(self, cluster: Cluster, jump: float) -> bool:
        """An official decision, or a large jump in a reliable reading."""
        if cluster.decision and jump >= CLEAR and cluster.reliability >= _CREDIBLE:
            return True
        corroborated = cluster.source_count >= _MANY_SOURCES and cluster.share >= _AGREEMENT
        return jump >= LARGE and (corroborated or cluster.reliability >= self._settings.reliable)

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
        changed_at = begun_at = self._change_point(start, end)
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
            begun_at=begun_at,
            raised_at=cluster.at,
            probability=chance,
        )
        self.shifts = [known for known in self.shifts if known.id != shift.id]
        self.shifts.append(shift)
        self.open = shift
        self._decide(shift, cluster)

    def _change_point(self, start: int, end: int) -> datetime:
        """The likeliest time of a change between two stances, within the present segment."""
        best, best_at, total = 0.0, None, 0.0
        for cluster, likelihood, change in reversed(self._segment[1:] or self._segment):  # something must come before
            total += log(likelihood[end]) - log(likelihood[start])
            if nearer(cluster, start, end) and (best_at is None or total + change > best):
                best, best_at = total + change, cluster.at
        return best_at or self._segment[-1][0].at

    def _decide(self, shift: Shift, cluster: Cluster) -> None:
        """Confirm, withdraw or keep the open candidate."""
        levels, settings = self._settings.thresholds, self._settings
        up, down = bayes.moved(self.joint)
        clear = up if shift.upwards else down
        if shift.distance < CLEAR and clear >= levels.candidate:
            self._widen(shift)
        small = shift.distance < CLEAR
        chance = clear
        if small:
            near_up, near_down = bayes.moved_little(self.joint)
            chance += near_up if shift.upwards else near_down
        elif shift.count and chance >= levels.candidate:
            self._widen(shift)
        shift.probability = min(chance, 1.0)
        shift.changed_at = self._arrival(shift)
        pieces = self._pieces(shift)
        needed, level = settings.independent, levels.confirmed
        if small:
            needed, level = _SETTLED_PIECES, max(_SETTLED, levels.confirmed)
        elif shift.distance < LARGE:
            level = 1.0 - (1.0 - levels.confirmed) * settings.soft_doubt
        contrary = not shift.sides_with(cluster)
        acted = not small and (self._certain(cluster) or (cluster.contrasted and self._alike(cluster)))
        if chance >= level and not contrary and (pieces >= needed or acted):
            shift.tier, shift.decided_at = "confirmed", cluster.at
            self._confirmed.add(shift.id)
            self._settle(shift)
            self._settled = cluster.day
        elif shift.count and (chance < levels.withdrawn or (contrary and chance < levels.decision)):
            shift.tier, shift.decided_at, shift.reason = "withdrawn", cluster.at, "walked back"
            self.open = None
        elif shift.count >= settings.patience:
            shift.tier, shift.decided_at, shift.reason = "withdrawn", cluster.at, "not borne out"
            self._spent = shift.upwards
            self.open = None

    def _pieces(self, shift: Shift) -> float:
        """Independent evidence at the new position."""
        return independent([item for item, *_ in self._segment if item.at >= shift.begun_at and shift.sides_with(item)])

    def _certain(self, cluster: Cluster) -> bool:
        """An official decision that several reports read alike, and none otherwise, is believed by itself."""
        return cluster.decision and self._alike(cluster)

    def _alike(self, cluster: Cluster) -> bool:
        """Whether several reports read the utterance alike, surely, and none otherwise."""
        return cluster.readings > 1 and cluster.share == 1.0 and cluster.reliability >= self._settings.sure

    def _stand(self, shift: Shift, cluster: Cluster) -> None:
        """Confirm a likely candidate that nothing has contradicted for long, before the next evidence is weighed."""
        if shift.distance >= CLEAR and shift.probability >= self._settings.thresholds.confirmed:
            shift.tier, shift.decided_at = "confirmed", cluster.at
            self._confirmed.add(shift.id)
            self._settle(shift)

    def _widen(self, shift: Shift) -> None:
        """Let the new position follow the evidence while the direction stays."""
        _, end = self._ends(shift.upwards, CLEAR)
        step = VALUES[end] - STANCE_SCORES[shift.from_stance]
        if (step if shift.upwards else -step) >= CLEAR:
            shift.to_stance = STANCES[end]

    def _arrival(self, shift: Shift) -> datetime:
        """When the new position was first heard: the likeliest change point among the utterances that hold it.

        What was announced on a day had happened by then: later utterances count only where none before holds it.
        """
        start, end = INDEX[shift.from_stance], INDEX[shift.to_stance]
        heard = any(c.index == end and shift.begun_at <= c.at <= shift.raised_at for c, *_ in self._segment)
        best, best_at, total = 0.0, None, 0.0
        for cluster, likelihood, change in reversed(self._segment):
            if cluster.at < shift.begun_at:
                break
            total += log(likelihood[end]) - log(likelihood[start])
            told = cluster.index == end and (cluster.at <= shift.raised_at or not heard)
            if told and (best_at is None or total + change > best):
                best, best_at = total + change, cluster.at
        return best_at or shift.begun_at

    def _settle(self, shift: Shift) -> None:
        """The new position is the one that later shifts are measured against."""
        self.joint = bayes.reanchor(self.joint, INDEX[shift.to_stance])
        self.since = shift.changed_at
        self._held = 0.0
        self.open = None
        self._spent = None
        self._established = True
        self._segment = [item for item in self._segment if item[0].at >= shift.begun_at] or self._segment[-1:]
