"""Run the tracker over documented timelines and compare its alerts with what happened.

Every entry of a timeline enters as an utterance that two outlets report in different languages, read as a human coder
reads. So this measures the tracker, not the reading of texts; the noise model is that of coded stances. On such clean
data the simplest rule does well; what a detector is worth shows when readings err, so a share of them can be misread.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources.abc import Traversable
from statistics import mean, median

from pydantic import BaseModel, ConfigDict

from schemas.alert import Alert, AlertTier
from schemas.base import STANCE_SCORES, Language, StanceLabel
from schemas.statement import Holder, Statement
from streams.evaluation.baselines import baselines
from streams.evaluation.synthetic import statement
from streams.evaluation.timelines import Timeline, TrueShift, default_paths, load_timelines
from streams.positions.noise import STANCES, NoiseModel
from streams.positions.settings import Profile, TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold

BEFORE = timedelta(days=3)
"""An alert may date the change so much before the documented day."""
AFTER = timedelta(days=45)
"""… or after it."""
CONFIDENCE = 0.7
_LANGUAGES: tuple[Language, ...] = ("en", "uk")

Readings = list[tuple[StanceLabel, ...]]
"""The stance read in each report of each entry."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Point(_Row):
    """The position after one entry."""

    at: date
    """Day of the entry."""
    said: StanceLabel
    """Its stance."""
    score: float
    """Estimated position, −1 … 1."""
    deviation: float
    """Its standard deviation."""


class Mark(_Row):
    """An alert as it stands at the end."""

    tier: AlertTier
    """Last tier."""
    from_stance: StanceLabel
    to_stance: StanceLabel
    changed_on: date
    """The day of the change, as the alert has it."""
    raised_on: date
    """The day of the entry at which it was first sent."""
    confirmed_on: date | None
    """The day of the entry that confirmed it."""
    digest: bool
    """A condition added or dropped, which is for the digest only."""
    true: bool
    """It fits a documented shift."""


class PairResult(_Row):
    """What came of one timeline."""

    key: str
    """holder/issue."""
    holder: str
    """Name."""
    issue: str
    """Label."""
    years: float
    """Length."""
    shifts: tuple[TrueShift, ...]
    """Documented."""
    alerts: tuple[Mark, ...]
    """Sent, oldest first."""
    found: int
    """Shifts with a fitting alert of any tier."""
    confirmed: int
    """Shifts with a fitting confirmed alert."""
    delays: tuple[int, ...]
    """Days from each found shift to its first alert."""
    entries: tuple[int, ...]
    """Entries from each found shift to its first alert, the one that raised it counted."""
    false_alarms: int
    """Alerts, withdrawn ones too, that fit no shift; those for the digest not counted."""
    points: tuple[Point, ...]
    """The position over time."""


class BaselineResult(_Row):
    """What a simple detector makes of the same timelines."""

    name: str
    found: int
    """Shifts with an alarm in their direction within 45 days."""
    false_alarms: int
    """Other alarms."""
    median_delay: float | None
    """Days to the alarm."""
    mean_entries: float | None
    """Entries to the alarm."""


class BacktestReport(_Row):
    """Results and totals."""

    profile: Profile
    """Profile of the tracker."""
    misread: float
    """Share of readings that were replaced by another stance."""
    pairs: tuple[PairResult, ...]
    """One a timeline."""
    shifts: int
    """Documented shifts."""
    found: int
    """Of these, alerted at any tier."""
    confirmed: int
    """Of these, confirmed."""
    median_delay: float | None
    """Days to the first alert."""
    mean_entries: float | None
    """Entries to the first alert."""
    years: float
    """Length of all timelines."""
    false_alarms: int
    """Alerts that fit no shift."""
    false_confirmed: int
    """Of these, confirmed."""
    steady_pairs: int
    """Timelines without a shift."""
    steady_alarmed: int
    """Of these, with an alert."""
    baselines: tuple[BaselineResult, ...]
    """For comparison."""


def backtest(
    paths: Iterable[str | os.PathLike[str] | Traversable] | None = None,
    profile: Profile = "balanced",
    *,
    noise: NoiseModel | None = None,
    misread: float = 0.0,
    seed: int = 0,
) -> BacktestReport:
    """Run the tracker with `profile` over the timelines in `paths`, by default those that ship with the package.

    Args:
        paths: timeline files.
        profile: thresholds.
        noise: by default the model of coded stances, or of the shipped extractor where readings are `misread`.
        misread: share of readings (0 … 1) replaced by another stance at random, the same for the same `seed`.
        seed: of the misreadings.

    Raises:
        OSError, YamlError, pydantic.ValidationError, ValueError: see `load_timelines`.
    """
    timelines = load_timelines(default_paths() if paths is None else paths)
    settings = TrackerSettings(profile=profile)
    model = noise or (NoiseModel.default() if misread else NoiseModel.coded())
    rng = random.Random(seed)
    readings = {timeline.key: _read(timeline, misread, rng) for timeline in timelines}
    pairs = tuple(_run(timeline, readings[timeline.key], settings, model) for timeline in timelines)
    delays = [delay for pair in pairs for delay in pair.delays]
    steady = [pair for pair in pairs if not pair.shifts]
    return BacktestReport(
        profile=profile,
        misread=misread,
        pairs=pairs,
        shifts=sum(len(pair.shifts) for pair in pairs),
        found=sum(pair.found for pair in pairs),
        confirmed=sum(pair.confirmed for pair in pairs),
        median_delay=median(delays) if delays else None,
        mean_entries=_mean([count for pair in pairs for count in pair.entries]),
        years=sum(pair.years for pair in pairs),
        false_alarms=sum(pair.false_alarms for pair in pairs),
        false_confirmed=sum(
            1 for pair in pairs for mark in pair.alerts if mark.confirmed_on and not mark.true and not mark.digest
        ),
        steady_pairs=len(steady),
        steady_alarmed=sum(1 for pair in steady if pair.false_alarms),
        baselines=tuple(_baselines(timelines, readings)),
    )


def _read(timeline: Timeline, misread: float, rng: random.Random) -> Readings:
    """A reading of each report of each entry."""
    readings = []
    for entry in timeline.entries:
        others = [label for label in STANCES if label != entry.stance]
        readings.append(tuple(rng.choice(others) if rng.random() < misread else entry.stance for _ in _LANGUAGES))
    return readings


def statements_of(timeline: Timeline, holder: Holder, readings: Readings) -> Iterator[tuple[int, Statement]]:
    """The reports of a timeline, with the number of their entry."""
    for number, entry in enumerate(timeline.entries):
        at = datetime.combine(entry.day, time(12), tzinfo=UTC)
        for copy, language in enumerate(_LANGUAGES):
            yield (
                number,
                statement(
                    at,
                    readings[number][copy],
                    key=f"{timeline.key}/{number}/{copy}",
                    holder=holder,
                    speaker=entry.speaker,
                    issue=timeline.issue.id,
                    label=timeline.issue.label,
                    words=entry.gist,
                    language=language,
                    outlet=f"Outlet {copy + 1}",
                    act=entry.act,
                    confidence=CONFIDENCE,
                ),
            )


def _run(timeline: Timeline, readings: Readings, settings: TrackerSettings, noise: NoiseModel) -> PairResult:
    holder = Holder(id=timeline.holder.id, name=timeline.holder.name)
    state: TrackState | None = None
    points: dict[int, Point] = {}
    first: dict[str, date] = {}
    confirmed: dict[str, date] = {}
    last: dict[str, Alert] = {}
    for number, report in statements_of(timeline, holder, readings):
        entry = timeline.entries[number]
        state, position, alerts = fold(state, report, holder, settings=settings, noise=noise)
        if position is not None:
            estimate = position.stance
            points[number] = Point(at=entry.day, said=entry.stance, score=estimate.score, deviation=estimate.deviation)
        for alert in alerts:
            if alert.from_stance is None:
                continue  # a first position is no shift
            first.setdefault(alert.id, entry.day)
            last[alert.id] = alert
            if alert.tier == "confirmed":
                confirmed.setdefault(alert.id, entry.day)
    marks = tuple(_mark(alert, first[key], confirmed.get(key), timeline) for key, alert in last.items())
    hits = [[mark for mark in marks if _fits(mark, shift)] for shift in timeline.shifts]
    return PairResult(
        key=timeline.key,
        holder=timeline.holder.name,
        issue=timeline.issue.label,
        years=timeline.years,
        shifts=timeline.shifts,
        alerts=marks,
        found=sum(1 for found in hits if found),
        confirmed=sum(1 for found in hits if any(mark.confirmed_on for mark in found)),
        delays=tuple(
            max(0, min((mark.raised_on - shift.day).days for mark in found))
            for shift, found in zip(timeline.shifts, hits, strict=True)
            if found
        ),
        entries=tuple(
            _entries(timeline, shift.day, min(mark.raised_on for mark in found))
            for shift, found in zip(timeline.shifts, hits, strict=True)
            if found
        ),
        false_alarms=sum(1 for mark in marks if not mark.true and not mark.digest),
        points=tuple(points.values()),
    )


def _entries(timeline: Timeline, shift: date, raised: date) -> int:
    """Entries from a shift to its alert, that of the alert counted."""
    return max(1, sum(1 for entry in timeline.entries if shift <= entry.day <= raised))


def _mean(counts: Sequence[int]) -> float | None:
    return mean(counts) if counts else None


def _mark(alert: Alert, raised: date, confirmed: date | None, timeline: Timeline) -> Mark:
    assert alert.from_stance is not None, "a first position is no shift"
    mark = Mark(
        tier=alert.tier,
        from_stance=alert.from_stance,
        to_stance=alert.to_stance,
        changed_on=alert.changed_at.date(),
        raised_on=raised,
        confirmed_on=confirmed,
        digest=alert.kind.startswith("condition-"),
        true=False,
    )
    return mark.model_copy(update={"true": any(_fits(mark, shift) for shift in timeline.shifts)})


def _fits(mark: Mark, shift: TrueShift) -> bool:
    """Same direction, about the same day. An alert that was withdrawn again found nothing."""
    if mark.tier == "withdrawn":
        return False
    alike = _direction(mark.from_stance, mark.to_stance) == _direction(shift.from_stance, shift.to_stance)
    return alike and shift.day - BEFORE <= mark.changed_on <= shift.day + AFTER


def _direction(start: StanceLabel, end: StanceLabel) -> int:
    return 1 if STANCE_SCORES[end] > STANCE_SCORES[start] else -1


def _baselines(timelines: Sequence[Timeline], readings: Mapping[str, Readings]) -> Iterator[BaselineResult]:
    for name, make in baselines().items():
        false = 0
        delays: list[int] = []
        entries: list[int] = []
        for timeline in timelines:
            detector, missed = make(), list(timeline.shifts)
            for entry, read in zip(timeline.entries, readings[timeline.key], strict=True):
                direction = detector.update(STANCE_SCORES[read[0]])
                if not direction:
                    continue
                hit = next(
                    (
                        shift
                        for shift in missed
                        if direction == _direction(shift.from_stance, shift.to_stance)
                        and shift.day - BEFORE <= entry.day <= shift.day + AFTER
                    ),
                    None,
                )
                if hit is None:
                    false += 1
                else:
                    missed.remove(hit)
                    delays.append(max(0, (entry.day - hit.day).days))
                    entries.append(_entries(timeline, hit.day, entry.day))
        yield BaselineResult(
            name=name,
            found=len(delays),
            false_alarms=false,
            median_delay=median(delays) if delays else None,
            mean_entries=_mean(entries),
        )
