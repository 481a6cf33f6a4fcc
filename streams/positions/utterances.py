"""One utterance and its weight: a stance by weighted vote over its reports, and how much evidence it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from rapidfuzz import fuzz

from schemas.alert import Evidence
from schemas.base import STANCE_SCORES, StanceLabel
from schemas.identity import normalised_words
from schemas.statement import ArticleRef
from streams.positions.noise import INDEX, STANCES
from streams.positions.settings import TrackerSettings
from streams.positions.state import MAX_SOURCES, Report

_VIA_WEIGHT = {"self": 1.0, "government": 0.9, "organisation": 0.9, "party": 0.6}
"""An office speaks for its government or body; the party of whoever holds it is committed much less by it."""
_PRECISION_WEIGHT = {"minute": 1.0, "day": 1.0, "month": 0.7, "year": 0.4}
PRECISION_DAYS = {"month": 31.0, "year": 366.0}
"""What a date leaves open, in days, where it is no day."""
_MIN_TOKENS = 4
_COPY = 92.0
_DECISION_SHARE = 1 / 3


class Cluster:
    """One utterance: its reports, its stance by weighted vote, and how much it counts.

    Args:
        reports: one or more; the first that is dated to the day dates the utterance.
        settings: how readings are weighed.
    """

    __slots__ = (
        "_evidence",
        "at",
        "contrasted",
        "day",
        "decision",
        "exponents",
        "first",
        "fresh",
        "index",
        "readings",
        "recalled",
        "reliability",
        "reports",
        "share",
        "stance",
        "told",
        "weight",
    )

    def __init__(self, reports: tuple[Report, ...], settings: TrackerSettings) -> None:
        first = next((report for report in reports if report.precision not in PRECISION_DAYS), reports[0])
        self.first = first
        self.reports = reports
        self.at: datetime = first.at
        self.day = first.at.toordinal()
        """Number of the UTC day: a report of the next day is one day late, whatever the hour."""
        self.stance: StanceLabel = first.stance
        self.index = INDEX[first.stance]
        self.share = 1.0
        self.weight = 1.0
        self.reliability = 0.0
        self.readings = 1
        """Reports in words of their own."""
        self.decision = False
        self.fresh = any(not report.background for report in reports)
        self.contrasted = False
        """Whether an article that reports it recalls another position of the holder's, held before."""
        self.exponents: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
        """Weight of each reading, in the order of the noise model's stances."""
        self._evidence: Evidence | None = None
        _weigh(self, settings)
        self.recalled = tuple(
            (source.id, report.at.toordinal(), report.stance)
            for report in reports
            if report.background
            for source in report.sources
        )
        """Articles that recall it, each with the day and the stance that it gives."""
        self.told = tuple(
            source.id
            for report in reports
            if not report.background and report.stance == self.stance
            for source in report.sources
        )
        """Articles that tell it as news, with its stance."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Statement ids."""
        return tuple(report.id for report in self.reports)

    @property
    def source_count(self) -> int:
        """Outlets that report it; a report without a named outlet counts as its own."""
        return len({source.source or source.id for report in self.reports for source in report.sources})

    def evidence(self) -> Evidence:
        """The utterance as an alert shows it: the quote of the surest reading of its stance."""
        if self._evidence is None:
            self._evidence = self._shown()
        return self._evidence

    def _shown(self) -> Evidence:
        agreeing = [report for report in self.reports if report.stance == self.stance] or list(self.reports)
        best = min(agreeing, key=lambda report: (-report.confidence, report.at, report.id))
        sources: dict[str, ArticleRef] = {}
        for report in (best, *agreeing):
            for source in report.sources:
                sources.setdefault(source.id, source)
        ordered = sorted(sources.values(), key=lambda source: (source.published_at, source.id))
        return Evidence(
            statement_ids=self.ids,
            speaker=best.speaker,
            stance=self.stance,
            quote=best.quote,
            language=best.language,
            stated_at=self.at,
            sources=tuple(ordered[:MAX_SOURCES]),
        )


@lru_cache(maxsize=4096)
def words_of(quote: str) -> str:
    return normalised_words(quote)


@lru_cache(maxsize=8192)
def similarity(one: str, other: str) -> float:
    # The token-set ratio calls a text equal to any part of it, so that a short one would match everything.
    if min(one.count(" "), other.count(" ")) + 1 < _MIN_TOKENS:
        return float(fuzz.ratio(one, other))
    return float(fuzz.token_set_ratio(one, other))


def _report_weight(report: Report, settings: TrackerSettings) -> float:
    """How much one reading counts: by its confidence, who spoke for the holder, and how well it is dated."""
    weight = min(max(report.confidence / settings.reference_confidence, 0.4), 1.3)
    weight *= _VIA_WEIGHT[report.via] * _PRECISION_WEIGHT[report.precision]
    return weight * settings.background_weight if report.background else weight


def _weigh(cluster: Cluster, settings: TrackerSettings) -> None:
    """Vote on the stance and weigh the utterance."""
    if len(cluster.reports) == 1:
        report = cluster.first
        cluster.decision = report.act == "decision"
        weight = _report_weight(report, settings) * (settings.decision_weight if cluster.decision else 1.0)
        cluster.weight = min(weight, settings.max_weight)
        cluster.reliability = report.confidence
        exponents = [0.0, 0.0, 0.0, 0.0]
        exponents[cluster.index] = cluster.weight
        cluster.exponents = (exponents[0], exponents[1], exponents[2], exponents[3])
        return
    votes = [0.0, 0.0, 0.0, 0.0]
    total = news = decisions = sure = 0.0
    heights: list[float] = []
    decided = {report.at.toordinal() for report in cluster.reports if report.act == "decision"}
    texts = _texts(cluster.reports)
    for reports in texts:
        height = 0.0
        for report in reports:
            weight = _report_weight(report, settings)
            height = max(height, weight)
            # Copies of one text are read alike, right or wrong: together they are one reading.
            weight /= len(reports)
            votes[INDEX[report.stance]] += weight
            total += weight
            if report.at.toordinal() not in decided or (cluster.fresh and report.background):
                continue  # neither a remark of the next day nor a recollection says that it was no decision
            news += weight
            if report.act == "decision":
                decisions += weight
        heights.append(height)
    # Of equal votes the more cautious wins: the middle of the axis, then the lesser one.
    winner = max(range(4), key=lambda index: (round(votes[index], 9), -abs(STANCE_SCORES[STANCES[index]]), -index))
    for report in cluster.reports:
        if INDEX[report.stance] == winner:
            sure = max(sure, report.confidence)
    count = len(texts)
    # One more report never takes weight away.
    weight = max(max(heights), sum(heights) / (1.0 + settings.error_correlation * (count - 1)))
    cluster.decision = decisions > 0 and decisions >= _DECISION_SHARE * news
    if cluster.decision:
        weight *= settings.decision_weight
    cluster.weight = min(weight, settings.max_weight)
    cluster.index = winner
    cluster.stance = STANCES[winner]
    cluster.share = votes[winner] / total
    cluster.readings = count
    cluster.reliability = sure * cluster.share
    scale = cluster.weight / total
    cluster.exponents = (votes[0] * scale, votes[1] * scale, votes[2] * scale, votes[3] * scale)


def _texts(reports: Sequence[Report]) -> list[list[Report]]:
    """The reports by text: copies, word for word or nearly, and the sentences of one article together."""
    texts: list[list[Report]] = []
    for report in reports:
        words = words_of(report.quote)
        for known in texts:
            first = known[0]
            if first.sources[0].id == report.sources[0].id or (
                first.language == report.language and similarity(words, words_of(first.quote)) >= _COPY
            ):
                known.append(report)
                break
        else:
            texts.append([report])
    return texts
