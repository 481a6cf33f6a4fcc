"""`volteface backtest`: the tracker and simpler detectors over documented positions and simulated series."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import orjson
import typer
from pydantic import ValidationError
from rich.table import Table

from streams.cli import console
from streams.positions.settings import Profile, TrackerSettings

if TYPE_CHECKING:  # the tracker and its simulation are imported where they run: other commands start without them
    from streams.evaluation.backtest import BacktestReport
    from streams.evaluation.bars import Bar
    from streams.evaluation.disturbed import Disturbed
    from streams.evaluation.trial import TrialSummary

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
        bool,
        typer.Option(
            "--simulate", help="Simulated series too: every detector; noise as modelled, otherwise, or dependent."
        ),
    ] = False,
    runs: Annotated[
        int, typer.Option(min=1, help="Seeds, from --seed on: means over them, and the worst of the simulated ones.")
    ] = 1,
    series: Annotated[int, typer.Option(min=2, help="Simulated series of each kind and seed.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Replay dated positions through the tracker and the baselines: shifts found, delays, false alarms."""
    from streams.evaluation.backtest import backtest as run_backtest
    from streams.evaluation.disturbed import disturb
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
        reports = {profile: run_backtest(files or None, profile, misread=misread, seed=seed) for profile in PROFILES}
        disturbed = [
            disturb(files or None, profile, misread=misread, runs=runs, seed=seed)
            for profile in (PROFILES if misread and runs > 1 else ())
        ]
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}")
    except (ValidationError, ValueError) as error:
        console.fail(str(error))
    if plot_pair is not None and out is not None:
        _plot(plot_pair, reports[chosen], out)
    from streams.evaluation.bars import bars as bars_of
    from streams.evaluation.bars import beaten_by

    trials = _trials(series, range(seed, seed + runs)) if simulated else {}
    if as_json:
        profiles = {name: report.model_dump(mode="json") for name, report in reports.items()}
        document: dict[str, Any] = {"profiles": profiles}
        if disturbed:
            document["disturbed"] = [item.model_dump() for item in disturbed]
        if trials:
            document["simulation"] = {name: [row.mean.model_dump() for row in rows] for name, rows in trials.items()}
            document["bars"] = [bar.model_dump() | {"holds": bar.holds} for bar in bars_of(trials)]
            document["worst"] = {name: [row.worst.model_dump() for row in rows] for name, rows in trials.items()}
        console.print_json_line(orjson.dumps(document))
        return
    if pairs:
        console.out.print(table(reports[chosen]))
    console.out.print(methods_table(list(reports.values())))
    if disturbed:
        console.out.print(disturbed_table(disturbed))
    for name, rows in trials.items():
        console.out.print(trial_table(name, rows, runs))
    if trials:
        console.out.print(bars_table(bars_of(trials), runs))
        better = ", ".join(beaten_by(trials)) or "no baseline"
        console.out.print(f"better on both false alarms and detections: {better}", markup=False, soft_wrap=True)
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
    title = f"{len(first.pairs)} timelines, {first.years:.0f} actor-issue-years, {first.shifts} shifts" + (
        f", {first.misread:.0%} misread" if first.misread else ""
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


def disturbed_table(rows: list[Disturbed]) -> Table:
    """How often readings that err raise alarms, above all about those who never moved."""
    first = rows[0]
    title = f"{first.misread:.0%} misread, {first.runs} runs: {first.steady_years:.0f} steady actor-issue-years"
    made = Table(title=title, title_justify="left")
    made.add_column("method", no_wrap=True)
    for heading in ("steady, confirmed per 100 years", "steady, any tier", "shifts found", "shifts confirmed"):
        made.add_column(heading, justify="right")
    for row in rows:
        made.add_row(
            f"tracker, {row.profile}",
            f"{row.steady_confirmed:.1f}",
            f"{row.steady_alarms:.1f}",
            f"{row.found:.0%}",
            f"{row.confirmed:.0%}",
        )
    return made


def _trials(count: int, seeds: range) -> dict[str, list[TrialSummary]]:
    """Every detector on series whose noise fits the tracker's model, whose noise does not, and whose errors depend on
    each other; last an ideal observer, where there can be one.
    """
    from streams.evaluation.bars import ALLOWED
    from streams.evaluation.baselines import baselines
    from streams.evaluation.ideal import ideal
    from streams.evaluation.simulate import CROSSING, NEIGHBOURLY, Scenario, dependent, matched_counts, simulate
    from streams.evaluation.trial import TrialScore, run_baseline, run_tracker, summarise
    from streams.positions.noise import NoiseModel

    scored: dict[str, list[TrialSummary]] = {}
    cases = (
        ("matched", Scenario(pairs=count), NoiseModel(counts=matched_counts(NEIGHBOURLY))),
        ("mismatched", Scenario(pairs=count, confusion=CROSSING), NoiseModel.default()),
        ("dependent", dependent(count), NoiseModel.default()),
    )
    for name, scenario, noise in cases:
        rows: dict[str, list[TrialScore]] = {}
        sets = [simulate(scenario, seed) for seed in seeds]
        for made in sets:
            found: list[TrialScore] = []
            for profile in PROFILES:
                found += run_tracker(made, TrackerSettings(profile=profile), noise, name=f"tracker, {profile}")
            for detector, make in baselines().items():
                found += [run_baseline(detector, make, made, deduplicated=seen) for seen in (False, True)]
            for score in found:
                rows.setdefault(score.detector, []).append(score)
        scored[name] = [summarise(scores) for scores in rows.values()]
        best = ideal(sets, scenario, ALLOWED[name]) if name in ALLOWED else None
        if best is not None:
            scored[name].append(best)
    return scored


def bars_table(bars: list[Bar], runs: int) -> Table:
    """What is asked of the tracker, and whether it holds."""
    title = "What is asked of the balanced profile" + (f", {runs} seeds" if runs > 1 else "")
    made = Table(title=title, title_justify="left")
    made.add_column("noise", no_wrap=True)
    made.add_column("what")
    for heading in ("asked", "mean", "worst", "ideal"):
        made.add_column(heading, justify="right", no_wrap=True)
    made.add_column("holds", no_wrap=True)
    for bar in bars:
        form = ".1%" if bar.least else ".1f"
        error = "" if bar.error is None else f" ± {bar.error:{form}}"
        made.add_row(
            bar.case,
            bar.what,
            f"{'≥' if bar.least else '≤'} {bar.limit:{'.0%' if bar.least else 'g'}}",
            f"{bar.mean:{form}}{error}",
            f"{bar.worst:{form}}" if runs > 1 else "–",
            "–" if bar.ideal is None else f"{bar.ideal:{form}}",
            "yes" if bar.holds else "no",
        )
    return made


def trial_table(name: str, rows: list[TrialSummary], runs: int = 1) -> Table:
    """The scores of all detectors on simulated series: means, and in brackets the worst seed."""
    first = rows[0].mean
    title = f"Simulation, noise {name}: {first.reversals} reversals in {first.pair_years:.0f} pair-years"
    made = Table(title=title + (f", {runs} seeds (worst)" if runs > 1 else ""), title_justify="left")
    made.add_column("method", no_wrap=True)
    for heading in ("false per 100 years", "found", "within 2", "within 4", "2 or decision", "mean delay"):
        made.add_column(heading, justify="right")

    def cell(mean: float, worst: float, form: str) -> str:
        return f"{mean:{form}} ({worst:{form}})" if runs > 1 else f"{mean:{form}}"

    for row in rows:
        mean, worst = row.mean, row.worst
        made.add_row(
            mean.detector,
            cell(mean.false_alarms, worst.false_alarms, ".1f"),
            cell(mean.found, worst.found, ".0%"),
            cell(mean.within_2, worst.within_2, ".0%"),
            cell(mean.within_4, worst.within_4, ".0%"),
            cell(mean.within_2_or_decision, worst.within_2_or_decision, ".0%"),
            cell(mean.mean_delay, worst.mean_delay, ".1f"),
        )
    return made
