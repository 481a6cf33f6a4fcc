"""Score the tracker and the baselines on simulated series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from statistics import stdev

from pydantic import BaseModel, ConfigDict

from schemas.alert import Alert
from schemas.base import STANCE_SCORES
from streams.evaluation.baselines import Detector
from streams.evaluation.simulate import Series, pair_years
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold

_GRACE = timedelta(days=1)


class TrialScore(BaseModel):
    """What one detector did on a set of series. Rates are per 100 pair-years or shares of the reversals, 0 … 1."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    detector: str
    """Name, with the tier for the tracker."""
    pair_years: float
    """Length of all series."""
    reversals: int
    """True reversals."""
    false_alarms: float
    """Alarms that fit no true reversal, per 100 pair-years."""
    found: float
    """Reversals found at all."""
    within_2: float
    """Found within two utterances of the reversal."""
    within_4: float
    """Found within four."""
    within_2_or_decision: float
    """Found within two utterances, or by the first official decision after the reversal if that comes later."""
    mean_delay: float
    """Utterances to the alarm, of those found."""
    pending: float = 0.0
    """Candidates neither confirmed nor withdrawn when the series ends, share of all candidates."""


class TrialSummary(BaseModel):
    """One detector over several seeds."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    mean: TrialScore
    """Mean of the rates; series and reversals added up."""
    worst: TrialScore
    """The worst seed for each figure apart."""
    errors: dict[str, float] = {}
    """Standard error of each mean, by name of the figure; without one for a single seed."""


def summarise(scores: Sequence[TrialScore]) -> TrialSummary:
    """Mean and worst of one detector's scores on series of different seeds.

    Raises:
        ValueError: there are none.
    """
    if not scores:
        raise ValueError("no scores to summarise")
    first = scores[0]
    means: dict[str, float] = {}
    worst: dict[str, float] = {}
    errors: dict[str, float] = {}
    for name, bad in _RATES.items():
        values = [getattr(score, name) for score in scores]
        means[name], worst[name] = sum(values) / len(values), bad(values)
        if len(values) > 1:
            errors[name] = stdev(values) / len(values) ** 0.5
    years, reversals = sum(score.pair_years for score in scores), sum(score.reversals for score in scores)
    return TrialSummary(
        mean=first.model_copy(update={**means, "pair_years": years, "reversals": reversals}),
        worst=first.model_copy(update=worst),
        errors=errors,
    )


_RATES: dict[str, Callable[[Sequence[float]], float]] = {
    "false_alarms": max,
    "found": min,
    "within_2": min,
    "within_4": min,
    "within_2_or_decision": min,
    "mean_delay": max,
    "pending": max,
}
"""What is averaged over seeds, and which extreme is the worse one."""


class Alarm:
    """One alarm: when (as an index into the arrivals), in which direction."""

    def __init__(self, arrival: int, upwards: bool) -> None:
        self.arrival, self.upwards = arrival, upwards
        self.confirmed: Alarm | None = None


def run_tracker(
    series: Sequence[Series], settings: TrackerSettings, noise: NoiseModel, *, name: str = "tracker"
) -> tuple[TrialScore, TrialScore]:
    """Scores of the confirmed and of the candidate tier (a shift counts as candidate when it is announced at all)."""
    confirmed: list[list[Alarm]] = []
    candidates: list[list[Alarm]] = []
    raised = open_at_end = 0
    for item in series:
        state: TrackState | None = None
        first: dict[str, Alarm] = {}
        later: dict[str, Alarm] = {}
        last: dict[str, Alert] = {}
        for place, arrival in enumerate(item.arrivals):
            state, _, alerts = fold(state, arrival.statement, item.holder, settings=settings, noise=noise)
            for alert in alerts:
                if alert.from_stance is None:
                    continue  # a first position is no shift
                upwards = STANCE_SCORES[alert.to_stance] > STANCE_SCORES[alert.from_stance]
                last[alert.id] = alert
                if alert.severity == "low" and alert.kind.startswith("condition-"):
                    continue  # for the digest
                if alert.tier != "withdrawn":
                    first.setdefault(alert.id, Alarm(place, upwards))
                if alert.tier == "confirmed" and alert.id not in later:
                    later[alert.id] = first[alert.id].confirmed = Alarm(place, upwards)
        confirmed.append(list(later.values()))
        candidates.append(list(first.values()))
        raised += len(last)
        open_at_end += sum(1 for alert in last.values() if alert.tier == "candidate")
    return (
        score(f"{name} (confirmed)", series, confirmed),
        score(f"{name} (candidate)", series, candidates, pending=open_at_end / max(1, raised)),
    )


def run_baseline(
    name: str, make: Callable[[], Detector], series: Sequence[Series], *, deduplicated: bool
) -> TrialScore:
    """Score of a baseline that sees every report, or (`deduplicated`) magically only the first of each utterance."""
    alarms: list[list[Alarm]] = []
    for item in series:
        detector = make()
        seen: set[int] = set()
        found: list[Alarm] = []
        for place, arrival in enumerate(item.arrivals):
            if deduplicated and arrival.utterance.number in seen:
                continue
            seen.add(arrival.utterance.number)
            direction = detector.update(arrival.statement.stance.score)
            if direction:
                found.append(Alarm(place, direction > 0))
        alarms.append(found)
    return score(f"{name}, {'first reports' if deduplicated else 'all reports'}", series, alarms)


def score(name: str, series: Sequence[Series], alarms: Sequence[Sequence[Alarm]], pending: float = 0.0) -> TrialScore:
    """What the alarms on each of `series` are worth; `pending` is handed on."""
    reversals = false = 0
    delays: list[int] = []
    by_decision = 0
    for item, found in zip(series, alarms, strict=True):
        reversals += item.changed_at is not None
        hit = None
        for alarm in found:
            fits = _fits(item, alarm)
            false += not fits or hit is not None
            if hit is None:
                # A candidate that came too early may still be confirmed by the reversal.
                hit = alarm if fits else alarm.confirmed if alarm.confirmed and _fits(item, alarm.confirmed) else None
        if hit is None:
            continue
        delay, decision = _delay(item, hit.arrival)
        delays.append(delay)
        by_decision += delay <= 2 or decision
    total = max(1, reversals)
    years = pair_years(series)
    return TrialScore(
        detector=name,
        pair_years=years,
        reversals=reversals,
        false_alarms=100.0 * false / years,
        found=len(delays) / total,
        within_2=sum(delay <= 2 for delay in delays) / total,
        within_4=sum(delay <= 4 for delay in delays) / total,
        within_2_or_decision=by_decision / total,
        mean_delay=sum(delays) / max(1, len(delays)),
        pending=pending,
    )


def _fits(item: Series, alarm: Alarm) -> bool:
    if item.changed_at is None:
        return False
    upwards = STANCE_SCORES[item.after] > STANCE_SCORES[item.before]
    return alarm.upwards == upwards and item.arrivals[alarm.arrival].utterance.at + _GRACE >= item.changed_at


def _delay(item: Series, arrival: int) -> tuple[int, bool]:
    """Utterances after the reversal that had been heard of at the alarm, and whether it came by the first decision."""
    assert item.changed_at is not None
    heard: dict[int, bool] = {}
    decided_earlier = False
    for earlier in item.arrivals[: arrival + 1]:
        said = earlier.utterance
        if said.at >= item.changed_at and said.number not in heard:
            decided_earlier = any(heard.values())
            heard[said.number] = said.act == "decision"
    return max(1, len(heard)), not decided_earlier
