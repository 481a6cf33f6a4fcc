"""Timelines, the backtest over them, its plot, and the simulation."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from pydantic import ValidationError

from streams.evaluation.backtest import BacktestReport, backtest
from streams.evaluation.baselines import baselines
from streams.evaluation.disturbed import disturb
from streams.evaluation.ideal import ideal
from streams.evaluation.plot import plot, table
from streams.evaluation.simulate import CROSSING, NEIGHBOURLY, Scenario, dependent, matched_counts, simulate
from streams.evaluation.timelines import default_paths, load_timelines
from streams.evaluation.trial import run_baseline, run_tracker, summarise
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings

ONE_PAIR = """
- holder: {id: mira-tal, name: Mira Tal}
  issue: {id: harbour-treaty, label: The harbour treaty should be signed}
  entries:
    - {day: 2024-01-01, stance: oppose, gist: Rejects the treaty}
    - {day: 2024-02-01, stance: oppose, act: refusal, gist: Will not sign}
    - {day: 2024-03-01, stance: support, act: decision, gist: Signs the treaty}
    - {day: 2024-03-20, stance: support, gist: Praises the treaty}
  shifts: [{day: 2024-03-01, from: oppose, to: support}]
"""


@pytest.fixture(scope="module")
def report() -> BacktestReport:
    return backtest()


def test_the_shipped_timelines_hold_enough_shifts_and_steady_actors() -> None:
    timelines = load_timelines(default_paths())
    assert sum(1 for timeline in timelines if timeline.shifts) >= 15
    assert sum(1 for timeline in timelines if not timeline.shifts) >= 15


def test_most_documented_shifts_are_found_and_steady_actors_left_alone(report: BacktestReport) -> None:
    assert report.found >= 0.9 * report.shifts
    assert report.confirmed >= 0.8 * report.shifts
    assert report.steady_alarmed == 0


def test_a_timeline_of_ones_own_can_be_tested(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(ONE_PAIR, encoding="utf-8")
    mine = backtest([path])
    assert (mine.shifts, mine.found, mine.confirmed, mine.false_alarms) == (1, 1, 1, 0)
    assert mine.pairs[0].delays == (0,)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("stance: support, gist", "stance: approve, gist", "stance"),
        ("2024-03-20", "2023-03-20", "stands after"),
        ("shifts: [{day: 2024-03-01", "shifts: [{day: 2024-03-02", "no entry on the day"),
        ("from: oppose, to", "from: support, to", "no shift"),
        ("gist: Rejects", "jest: Rejects", "jest"),
    ],
)
def test_a_wrong_timeline_is_refused_with_its_place(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(ONE_PAIR.replace(old, new), encoding="utf-8")
    with pytest.raises(ValidationError, match=complaint):
        load_timelines([path])


def test_a_pair_cannot_stand_twice(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text(ONE_PAIR + ONE_PAIR, encoding="utf-8")
    with pytest.raises(ValueError, match="mira-tal/harbour-treaty"):
        load_timelines([path])


def test_the_plot_is_an_image_that_names_the_pair(report: BacktestReport) -> None:
    image = plot("recep-tayyip-erdogan/sweden-in-nato", report)
    root = ElementTree.fromstring(image)
    assert root.tag.endswith("svg")
    assert "Recep Tayyip Erdoğan" in image
    with pytest.raises(KeyError):
        plot("nobody/nothing", report)


def test_the_table_has_a_row_for_each_pair_and_baseline(report: BacktestReport) -> None:
    assert table(report).row_count == len(report.pairs) + len(report.baselines)


def test_a_simulation_is_the_same_for_the_same_seed() -> None:
    scenario = Scenario(pairs=4)
    assert simulate(scenario, 7) == simulate(scenario, 7)
    assert simulate(scenario, 7) != simulate(scenario, 8)


def test_the_tracker_beats_every_baseline_on_noisy_series() -> None:
    # A small sample of what the full simulation measures; see streams/evaluation/simulate.py.
    series = simulate(Scenario(pairs=60), 3)
    confirmed, candidate = run_tracker(series, TrackerSettings(), NoiseModel(counts=matched_counts(NEIGHBOURLY)))
    assert confirmed.false_alarms <= 8.0
    assert confirmed.within_4 >= 0.8
    assert candidate.within_2_or_decision >= 0.9
    for name, make in baselines().items():
        rival = run_baseline(name, make, series, deduplicated=True)
        assert rival.false_alarms > confirmed.false_alarms or rival.within_4 < confirmed.within_4, name


def test_a_noise_model_that_does_not_fit_costs_little() -> None:
    series = simulate(Scenario(pairs=60, confusion=CROSSING), 3)
    confirmed, candidate = run_tracker(series, TrackerSettings(), NoiseModel.default())
    assert confirmed.false_alarms <= 12.0
    assert candidate.false_alarms <= 40.0


def test_errors_that_come_together_cost_little() -> None:
    confirmed, candidate = run_tracker(simulate(dependent(60), 3), TrackerSettings(), NoiseModel.default())
    assert confirmed.false_alarms <= 8.0
    assert candidate.false_alarms <= 30.0
    assert candidate.within_2_or_decision >= 0.85


def test_steady_actors_whose_readings_err_raise_few_confirmed_alerts() -> None:
    disturbed = disturb(misread=0.2, runs=12)
    assert disturbed.steady_confirmed <= 4.0
    assert disturbed.steady_alarms <= 30.0


def test_a_summary_has_the_mean_and_the_worst_of_each_figure() -> None:
    name = "EWMA"
    scores = [
        run_baseline(name, baselines()[name], simulate(Scenario(pairs=10), seed), deduplicated=True) for seed in (1, 2)
    ]
    summary = summarise(scores)
    assert summary.mean.false_alarms == pytest.approx(sum(score.false_alarms for score in scores) / 2)
    assert summary.worst.false_alarms == max(score.false_alarms for score in scores)
    assert summary.worst.found == min(score.found for score in scores)


def test_an_ideal_observer_keeps_to_the_false_alarms_that_it_is_allowed_and_finds_most_reversals() -> None:
    scenario = Scenario(pairs=60, confusion=CROSSING)
    best = ideal([simulate(scenario, 3)], scenario, 8.0)
    assert best is not None
    assert best.mean.false_alarms <= 8.0
    assert best.mean.within_4 >= 0.7
    tracker, _ = run_tracker(simulate(scenario, 3), TrackerSettings(), NoiseModel.default())
    assert best.mean.within_4 >= tracker.within_4 - 0.1
