"""A backtest for the eye: a table for the terminal, and one pair's position over time as SVG."""

from __future__ import annotations

from datetime import date
from html import escape

from rich.table import Table

from streams.evaluation.backtest import BacktestReport, PairResult

_WIDTH, _HEIGHT = 860, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 20, 50, 40
_LEVELS = ((1.0, "support"), (0.5, "conditional"), (0.0, "neutral"), (-1.0, "oppose"))
_COLOURS = {"candidate": "#b26b00", "confirmed": "#a3142e", "withdrawn": "#6b7280"}


def table(report: BacktestReport) -> Table:
    """One row a pair, then the totals and the baselines."""
    made = Table(title=f"Backtest, profile {report.profile}", show_footer=True)
    delay = "–" if report.median_delay is None else f"{report.median_delay:g} d"
    made.add_column("holder", footer="all")
    made.add_column("issue", footer=f"{report.steady_pairs - report.steady_alarmed} of {report.steady_pairs} steady")
    made.add_column("shifts", footer=str(report.shifts), justify="right")
    made.add_column("found", footer=str(report.found), justify="right")
    made.add_column("confirmed", footer=str(report.confirmed), justify="right")
    made.add_column("delay", footer=delay, justify="right")
    made.add_column("false", footer=str(report.false_alarms), justify="right")
    for pair in report.pairs:
        days = ", ".join(f"{days} d" for days in pair.delays) or "–"
        counts = (str(len(pair.shifts)), str(pair.found), str(pair.confirmed), days, str(pair.false_alarms))
        made.add_row(pair.holder, pair.issue, *counts)
    made.add_section()
    for item in report.baselines:
        made.add_row(item.name, "baseline", str(report.shifts), str(item.found), "–", "–", str(item.false_alarms))
    return made


def plot(pair: str, report: BacktestReport) -> str:
    """The position of `pair` (`holder/issue`) with its deviation, its shifts and its alerts, as an SVG document.

    Raises:
        KeyError: the report has no such pair.
    """
    result = next((item for item in report.pairs if item.key == pair), None)
    if result is None:
        raise KeyError(pair)
    return _svg(result)


def _svg(result: PairResult) -> str:
    first, last = result.points[0].at, result.points[-1].at
    span = max(1, (last - first).days)

    def x(day: date) -> float:
        share = min(max((day - first).days / span, 0.0), 1.0)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(score: float) -> float:
        share = (1.0 - min(max(score, -1.0), 1.0)) / 2.0
        return round(_TOP + share * (_HEIGHT - _TOP - _BOTTOM), 1)

    title = f"{result.holder}: {result.issue}"
    low, high = y(-1.0), y(1.0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="22" font-size="15" fill="#111827">{escape(title)}</text>',
    ]
    for score, label in _LEVELS:
        parts.append(f'<line x1="{_LEFT}" y1="{y(score)}" x2="{_WIDTH - _RIGHT}" y2="{y(score)}" stroke="#e5e7eb"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y(score) + 4}" text-anchor="end" fill="#4b5563">{label}</text>')
    upper = [f"{x(point.at)},{y(point.score + point.deviation)}" for point in result.points]
    lower = [f"{x(point.at)},{y(point.score - point.deviation)}" for point in reversed(result.points)]
    parts.append(f'<polygon points="{" ".join((*upper, *lower))}" fill="#2563eb" fill-opacity="0.15"/>')
    line = " ".join(f"{x(point.at)},{y(point.score)}" for point in result.points)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#2563eb" stroke-width="2"/>')
    scores = {label: score for score, label in _LEVELS}
    for point in result.points:
        said = f"{point.at}: {point.said}"
        parts.append(
            f'<circle cx="{x(point.at)}" cy="{y(scores[point.said])}" r="4" fill="#111827">'
            f"<title>{escape(said)}</title></circle>"
        )
    for shift in result.shifts:
        parts.append(
            f'<line x1="{x(shift.day)}" y1="{high}" x2="{x(shift.day)}" y2="{low}" stroke="#111827" '
            f'stroke-dasharray="4 4"><title>{shift.day}: {shift.from_stance} to {shift.to_stance}</title></line>'
        )
    for mark in result.alerts:
        told = f"{mark.tier}, raised {mark.raised_on}: {mark.from_stance} to {mark.to_stance}"
        at = x(mark.raised_on)
        parts.append(
            f'<path d="M{at - 6},{high - 14} L{at + 6},{high - 14} L{at},{high - 3} Z" fill="{_COLOURS[mark.tier]}">'
            f"<title>{escape(told)}</title></path>"
        )
    bottom = _HEIGHT - 14
    parts.append(f'<text x="{_LEFT}" y="{bottom}" fill="#4b5563">{first}</text>')
    parts.append(f'<text x="{_WIDTH - _RIGHT}" y="{bottom}" text-anchor="end" fill="#4b5563">{last}</text>')
    parts.append("</svg>")
    return "\n".join(parts)
