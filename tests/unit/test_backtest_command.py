"""The `volteface backtest` command."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from streams.cli.main import app

TIMELINE = """
- holder: {id: mira-tal, name: Mira Tal}
  issue: {id: harbour-treaty, label: The harbour treaty should be signed}
  entries:
    - {day: 2024-01-01, stance: oppose, gist: Rejects the treaty}
    - {day: 2024-02-01, stance: oppose, act: refusal, gist: Will not sign}
    - {day: 2024-03-01, stance: support, act: decision, gist: Signs the treaty}
    - {day: 2024-03-20, stance: support, gist: Praises the treaty}
  shifts: [{day: 2024-03-01, from: oppose, to: support}]
"""


@pytest.fixture
def timeline(tmp_path: Path) -> str:
    path = tmp_path / "timeline.yaml"
    path.write_text(TIMELINE)
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["backtest", *arguments], env={"COLUMNS": "120"})


def test_every_profile_and_baseline_has_a_row(timeline: str) -> None:
    shown = run(timeline).stdout
    for method in ("tracker, cautious", "tracker, balanced", "tracker, early", "EWMA", "differs from last"):
        assert method in shown


def test_delays_are_counted_in_days_and_in_statements(timeline: str) -> None:
    report = json.loads(run(timeline, "--json").stdout)["profiles"]["balanced"]
    assert (report["found"], report["median_delay"], report["mean_entries"]) == (1, 0, 1)


def test_a_plot_is_written(timeline: str, tmp_path: Path) -> None:
    out = tmp_path / "plot.svg"
    assert run(timeline, "--plot", "mira-tal/harbour-treaty", "--out", str(out)).exit_code == 0
    assert "Mira Tal" in out.read_text()


def test_an_unknown_pair_is_told_with_those_that_there_are(timeline: str, tmp_path: Path) -> None:
    result = run(timeline, "--plot", "nobody/nothing", "--out", str(tmp_path / "plot.svg"))
    assert result.exit_code == 2
    assert "mira-tal/harbour-treaty" in result.stderr


def test_a_wrong_timeline_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("- holder: {id: mira-tal}")
    assert run(str(path)).exit_code == 1


def test_the_simulation_scores_every_detector(timeline: str) -> None:
    simulation = json.loads(run(timeline, "--simulate", "--series", "4", "--json").stdout)["simulation"]
    assert simulation.keys() == {"matched", "mismatched", "dependent"}
    assert any(row["detector"].startswith("CUSUM") for row in simulation["matched"])


def test_several_runs_tell_the_mean_the_worst_and_what_steady_actors_suffer(timeline: str) -> None:
    arguments = ("--simulate", "--series", "4", "--misread", "0.2", "--runs", "2")
    report = json.loads(run(timeline, *arguments, "--json").stdout)
    assert [row["detector"] for row in report["simulation"]["matched"]] == [
        row["detector"] for row in report["worst"]["matched"]
    ]
    assert {row["profile"]: row["runs"] for row in report["disturbed"]} == {"cautious": 2, "balanced": 2, "early": 2}
    bars = {(bar["case"], bar["what"]): bar for bar in report["bars"]}
    false = bars["matched", "confirmed: false per 100 years"]
    assert false["holds"] == (false["mean"] <= false["limit"]) and false["worst"] >= false["mean"]
    shown = run(timeline, *arguments).stdout
    assert "2 seeds (worst)" in shown and "What is asked of the balanced profile" in shown


def test_without_river_its_detectors_are_left_out_and_told(timeline: str, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "river" else find(name, *rest))
    result = run(timeline)
    assert "volteface[backtest]" in result.stderr
    assert "ADWIN" not in result.stdout
