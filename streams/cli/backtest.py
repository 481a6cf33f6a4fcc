"""`volteface backtest`: the tracker and simpler detectors over documented positions and simulated series."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import orjson
import typer
import yaml
from pydantic import ValidationError
from rich.table import Table

from streams.cli import console
from streams.positions.settings import Profile, TrackerSettings

if TYPE_CHECKING:  # the tracker and its simulation are imported where they run: other commands start without them
    from streams.evaluation.backtest import BacktestReport
    from streams.evaluation.trial import TrialScore

PROFILES: tuple[Profile, ...] = get_args(Profile)


def backtest(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Timelines (YAML); without any, those that ship with the package.")
    ] = None,
    misread: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Share of readings replaced by another stance at random.")
    ] = 0.0,
    seed: Annotated[int, typer.Option(help="Seed of the misreadings and of the simulation.")] = 0,
    pairs: Annotated[bool, typer.Option("--pairs", help="A table of every timeline too, for the set profile.")] = False,
    plot_pair: Annotated[
        str | None, typer.Option("--plot", metavar="HOLDER/ISSUE", help="Plot one timeline's position over time.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the plot (SVG).", dir_okay=False)] = None,
    simulated: Annotated[
        bool, typer.Option("--simulate", help="Simulated series too: every detector, matched and mismatched noise.")
    ] = False,
    series: Annotated[int, typer.Option(min=2, help="Simulated series of each kind.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Replay dated positions through the tracker and the baselines: shifts found, delays, false alarms."""
    from streams.evaluation.backtest import backtest as run_backtest
    from streams.evaluation.plot import table

    if (plot_pair is None) != (out is None):
        console.fail("--plot names a pair and --out the file: give both", console.USAGE_ERROR)
    chosen = console.settings(broker_needed=False).profile
    if importlib.util.find_spec("river") is None:
        console.err.print(
            "Page–Hinkley and ADWIN are left out: they need river, which the extra brings "
            "(pip install 'volteface[backtest]')",
            style="yellow",
            markup=False,
            soft_wrap=True,
        )
    try:
        reports = {
            profile: run_backtest(files or None, profile, misread=misread, seed=seed) for profile in PROFILES
        }
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}")
    except (yaml.YAMLError, ValidationError, ValueError) as error:
        console.fail(str(error))
    if plot_pair is not None and out is not None:
        _plot(plot_pair, reports[chosen], out)
    trials = _trials(series, seed) if simulated else {}
    if as_json:
        profiles = {name: report.model_dump(mode="json") for name, report in reports.items()}
        document: dict[str, Any] = {"profiles": profiles}
        if trials:
            document["simulation"] = {name: [row.model_dump() for row in rows] for name, rows in trials.items()}
        console.print_json_line(orjson.dumps(document))
        return
    if pairs:
        console.out.print(table(reports[chosen]))
    console.out.print(methods_table(list(reports.values())))
    for name, rows in trials.items():
        console.out.print(trial_table(name, rows))
    if out is not None:
        console.out.print(f"plot written to {out}", markup=False, soft_wrap=True)


def _plot(pair: str, report: BacktestReport, out: Path) -> None:
    from streams.evaluation.plot import plot

    try:
        image = plot(pair, report)
    except KeyError:
        known = ", ".join(sorted(item.key for item in report.pairs))
        console.fail(f"no pair {pair!r}; there are: {known}", console.USAGE_ERROR)
    try:
        out.write_text(image, encoding="utf-8")
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}")


def methods_table(reports: list[BacktestReport]) -> Table:
    """One row for each profile and tier of the tracker, then one for each baseline."""
    first = reports[0]
    title = (
        f"{len(first.pairs)} timelines, {first.years:.0f} actor-issue-years, {first.shifts} shifts"
        + (f", {first.misread:.0%} misread" if first.misread else "")
    )
    made = Table(title=title, title_justify="left")
    made.add_column("method", no_wrap=True)
    made.add_column("found", justify="right")
    made.add_column("days, median", justify="right")
    made.add_column("statements, mean", justify="right")
    made.add_column("false per 100 years", justify="right")

    def row(name: str, found: int, days: float | None, entries: float | None, false: int) -> None:
        share = f"{found} ({found / first.shifts:.0%})" if first.shifts else "–"
        made.add_row(
            name,
            share,
            "–" if days is None else f"{days:g}",
            "–" if entries is None else f"{entries:.1f}",
            f"{100 * false / first.years:.1f}" if first.years else "–",
        )

    for report in reports:
        row(f"tracker, {report.profile}", report.found, report.median_delay, report.mean_entries, report.false_alarms)
        row("  confirmed alone", report.confirmed, None, None, report.false_confirmed)
    made.add_section()
    for item in first.baselines:
        row(item.name, item.found, item.median_delay, item.mean_entries, item.false_alarms)
    return made


def _trials(count: int, seed: int) -> dict[str, list[TrialScore]]:
    """Every detector on series whose noise fits the tracker's model, and on series whose noise does not."""
    from streams.evaluation.baselines import baselines
    from streams.evaluation.simulate import CROSSING, NEIGHBOURLY, Scenario, matched_counts, simulate
    from streams.evaluation.trial import run_baseline, run_tracker
    from streams.positions.noise import NoiseModel

    scored: dict[str, list[TrialScore]] = {}
    cases = (
        ("matched", Scenario(pairs=count), NoiseModel(counts=matched_counts(NEIGHBOURLY))),
        ("mismatched", Scenario(pairs=count, confusion=CROSSING), NoiseModel.default()),
    )
    for name, scenario, noise in cases:
        made = simulate(scenario, seed)
        rows: list[TrialScore] = []
        for profile in PROFILES:
            rows += run_tracker(made, TrackerSettings(profile=profile), noise, name=f"tracker, {profile}")
        for detector, make in baselines().items():
            rows += [run_baseline(detector, make, made, deduplicated=seen) for seen in (False, True)]
        scored[name] = rows
    return scored


def trial_table(name: str, rows: list[TrialScore]) -> Table:
    """The scores of all detectors on simulated series."""
    title = f"Simulation, noise {name}: {rows[0].reversals} reversals in {rows[0].pair_years:.0f} pair-years"
    made = Table(title=title, title_justify="left")
    made.add_column("method", no_wrap=True)
    for heading in ("false per 100 years", "found", "within 2", "within 4", "2 or decision", "mean delay"):
        made.add_column(heading, justify="right")
    for row in rows:
        made.add_row(
            row.detector,
            f"{row.false_alarms:.1f}",
            f"{row.found:.0%}",
            f"{row.within_2:.0%}",
            f"{row.within_4:.0%}",
            f"{row.within_2_or_decision:.0%}",
            f"{row.mean_delay:.1f}",
        )
    return made
