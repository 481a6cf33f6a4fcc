"""An ideal observer of simulated series: what the noise leaves possible, whatever the detector.

It is told what no detector can know: which reports are of one utterance, how often each stance is misread, how often
positions change, and that they change from one side to the other only. What it cannot tell from a misreading is lost to
everyone, give or take what a tracker gains by looking twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import prod

from schemas.base import StanceLabel
from streams.evaluation.simulate import Confusion, Scenario, Series, Utterance
from streams.evaluation.trial import Alarm, TrialScore, TrialSummary, score, summarise
from streams.positions.noise import STANCES

LEVELS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Posteriors of a change from which it may raise the alarm."""

_ENDS = (0, 3)


def ideal(runs: Sequence[Sequence[Series]], scenario: Scenario, allowed: float) -> TrialSummary | None:
    """The ideal observer at the level that finds most within four utterances with at most `allowed` false alarms.

    Args:
        runs: the series of each seed.
        scenario: what they were made of.
        allowed: false alarms per 100 pair-years, mean over the seeds.

    Returns:
        None where every level raises more.
    """
    best: TrialSummary | None = None
    for level in LEVELS:
        scores = [_run(series, scenario, level, allowed) for series in runs]
        found = summarise(scores)
        if found.mean.false_alarms <= allowed and (best is None or found.mean.within_4 > best.mean.within_4):
            best = found
    return best


def _run(series: Sequence[Series], scenario: Scenario, level: float, allowed: float) -> TrialScore:
    rate = 0.5 / scenario.years / 365.25
    alarms = [_watch(item, scenario, rate, level) for item in series]
    return score(f"ideal observer, at most {allowed:g} false", series, alarms)


def _watch(item: Series, scenario: Scenario, rate: float, level: float) -> list[Alarm]:
    prior = [(scenario.steady.get(label, 0.0) + 0.5 * (place in _ENDS)) / 2.0 for place, label in enumerate(STANCES)]
    joint = [[prior[row] if row == column else 0.0 for column in range(4)] for row in range(4)]
    found: list[Alarm] = []
    last: datetime | None = None
    for arrival, at, decision, readings in _utterances(item):
        days = 0.0 if last is None else max((at - last).total_seconds() / 86400.0, 0.0)
        last = at
        # Of changes, `decisive` begin with a decision; of all other utterances `decisions` are one.
        first = scenario.decisive + (1.0 - scenario.decisive) * scenario.decisions
        odds = first / scenario.decisions if decision else (1.0 - first) / (1.0 - scenario.decisions)
        joint = _step(joint, min(0.5, days * rate * odds), _likelihood(readings, scenario.confusion))
        up, down = joint[0][3], joint[3][0]
        if max(up, down) > level:
            found.append(Alarm(arrival, up >= down))
            end = 3 if up >= down else 0
            now = [sum(row[column] for row in joint) for column in range(4)]
            joint = [[now[column] if row == end else 0.0 for column in range(4)] for row in range(4)]
    return found


def _step(joint: list[list[float]], change: float, likelihood: Sequence[float]) -> list[list[float]]:
    made = []
    for row in joint:
        moved = list(row)
        for here, there in (_ENDS, _ENDS[::-1]):
            moved[here] = row[here] * (1.0 - change) + row[there] * change
        made.append([chance * weight for chance, weight in zip(moved, likelihood, strict=True)])
    total = sum(map(sum, made))
    return [[chance / total for chance in row] for row in made]


def _likelihood(readings: Sequence[StanceLabel], confusion: Confusion) -> list[float]:
    return [prod(confusion[true][read] for read in readings) for true in STANCES]


def _utterances(item: Series) -> list[tuple[int, datetime, bool, list[StanceLabel]]]:
    """Of each utterance, in order of time: place of its first report, when it was said, whether it is a decision, and
    its readings, of which copies of one text are one.
    """
    places: dict[int, int] = {}
    texts: dict[int, dict[str, StanceLabel]] = {}
    said: dict[int, Utterance] = {}
    for place, arrival in enumerate(item.arrivals):
        number = arrival.utterance.number
        places.setdefault(number, place)
        said[number] = arrival.utterance
        texts.setdefault(number, {}).setdefault(arrival.statement.quotation.text, arrival.statement.stance.label)
    return [
        (places[number], said[number].at, said[number].act == "decision", list(texts[number].values()))
        for number in sorted(said)
    ]
