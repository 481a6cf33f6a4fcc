"""Many reports of one utterance are one piece of evidence.

Counting an utterance as often as it is reported hurts more than any choice of detector, so reports are clustered first.
The method is leader clustering over the reports in order of time and id, hence the same for every order of arrival:
a report joins the utterance whose words it repeats (token-set similarity, within a language), or else one with the same
stance, speaker and event day, give or take the reporting lag. Readings of one utterance that disagree share its weight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
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
_PRECISION_DAYS = {"month": 31.0, "year": 366.0}
_DAY = timedelta(days=1)
_MIN_TOKENS = 4
_COPY = 92.0
_DECISION_SHARE = 1 / 3


class Cluster:
    """One utterance: its reports, its stance by weighted vote, and how much it counts."""

    __slots__ = (
        "at",
        "contrasted",
        "day",
        "decision",
        "exponents",
        "first",
        "fresh",
        "index",
        "readings",
        "reliability",
        "reports",
        "share",
        "stance",
        "weight",
    )

    def __init__(self, report: Report) -> None:
        self.first = report
        self.reports = [report]
        self.at: datetime = report.at
        self.day = report.at.toordinal()
        """Number of the UTC day: a report of the next day is one day late, whatever the hour."""
        self.stance: StanceLabel = report.stance
        self.index = INDEX[report.stance]
        self.share = 1.0
        self.weight = 1.0
        self.reliability = 0.0
        self.readings = 1
        """Reports in words of their own."""
        self.decision = False
        self.fresh = not report.background
        self.contrasted = False
        """Whether an article that reports it recalls another position of the holder's, held before."""
        self.exponents: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
        """Weight of each reading, in the order of the noise model's stances."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Statement ids, in order of time and id."""
        return tuple(report.id for report in self.reports)

    @property
    def source_count(self) -> int:
        """Outlets that report it; a report without a named outlet counts as its own."""
        return len({source.source or source.id for report in self.reports for source in report.sources})

    def evidence(self) -> Evidence:
        """The utterance as an alert shows it: the quote of the surest reading of its stance."""
        agreeing = [report for report in self.reports if report.stance == self.stance] or self.reports
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


def cluster_reports(reports: Sequence[Report], settings: TrackerSettings) -> list[Cluster]:
    """Group `reports` (sorted by time and id) into utterances, ordered by time.

    Of one day and stance the first `settings.max_reports` count: which ones they are does not depend on the utterances
    found so far, so that a surplus leaves the same reports in every order of arrival.
    """
    clusters: list[Cluster] = []
    vague: list[Report] = []
    taken: Counter[tuple[int, StanceLabel]] = Counter()
    start = 0
    for report in reports:
        taken[report.at.toordinal(), report.stance] += 1
        if taken[report.at.toordinal(), report.stance] > settings.max_reports:
            continue
        if report.precision in _PRECISION_DAYS:
            vague.append(report)
            continue
        day = report.at.toordinal()
        while start < len(clusters) and day - clusters[start].day > settings.window_days:
            start += 1
        home = _home(report, clusters[start:], settings) if start < len(clusters) else None
        _place(report, home, clusters)
    for report in vague:
        _place(report, _vague_home(report, clusters), clusters)
    if vague:
        clusters.sort(key=lambda cluster: (cluster.at, cluster.first.id))
    clusters = _join_contested(clusters, settings)
    for cluster in clusters:
        _weigh(cluster, settings)
    return clusters


def mark_contrasts(clusters: Sequence[Cluster]) -> None:
    """Mark the utterances that an article tells beside an earlier one with another stance, also one of `clusters`."""
    recalled: dict[str, list[Report]] = {}
    for cluster in clusters:
        for report in cluster.reports:
            if report.background:
                for source in report.sources:
                    recalled.setdefault(source.id, []).append(report)
    for cluster in clusters:
        cluster.contrasted = bool(recalled) and cluster.fresh and _contrasted(cluster, recalled)


def _contrasted(cluster: Cluster, recalled: Mapping[str, Sequence[Report]]) -> bool:
    """Whether an article tells the utterance as news and recalls an earlier one with another stance beside it."""
    return any(
        old.stance != cluster.stance and old.at.toordinal() < cluster.day
        for report in cluster.reports
        if not report.background and report.stance == cluster.stance
        for source in report.sources
        for old in recalled.get(source.id, ())
    )


def _place(report: Report, home: Cluster | None, clusters: list[Cluster]) -> None:
    if home is None:
        clusters.append(Cluster(report))
    else:
        home.reports.append(report)
        home.fresh = home.fresh or not report.background


def _home(report: Report, candidates: Iterable[Cluster], settings: TrackerSettings) -> Cluster | None:
    """The utterance that `report` repeats: by its words first, then by stance and speaker."""
    by_words: tuple[float, Cluster] | None = None
    by_stance: Cluster | None = None
    for cluster in candidates:
        related = _same_voice(report, cluster.first)
        agrees = cluster.first.stance == report.stance
        if by_stance is None and related and agrees:
            by_stance = cluster
        if agrees and related:
            continue
        # Other words by another person are not worth comparing; a misattributed copy repeats them nearly all.
        likeness = _likeness(report, cluster)
        needed = settings.same_words if related else max(settings.same_words, 90.0)
        if likeness is not None and likeness >= needed and (by_words is None or likeness > by_words[0]):
            by_words = (likeness, cluster)
    if by_words is None:
        return by_stance
    if by_stance is not None:
        likeness = _likeness(report, by_stance)
        if likeness is not None and likeness >= by_words[0]:
            return by_stance
    return by_words[1]


def _vague_home(report: Report, clusters: Iterable[Cluster]) -> Cluster | None:
    """The nearest utterance of the same stance and voice within what the date of `report` leaves open."""
    reach = _PRECISION_DAYS[report.precision]
    near = [
        (abs(cluster.day - report.at.toordinal()), cluster.first.id, cluster)
        for cluster in clusters
        if cluster.first.stance == report.stance and _same_voice(report, cluster.first)
    ]
    best = min(near, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] <= reach else None


def _same_voice(one: Report, other: Report) -> bool:
    """One person, or an institution that may be quoting the person."""
    return one.speaker.id == other.speaker.id or one.speaker.kind != "person" or other.speaker.kind != "person"


def _likeness(report: Report, cluster: Cluster) -> float | None:
    """Greatest similarity (percent) to a report in the same language; None where there is none to compare."""
    best: float | None = None
    words = _words(report.quote)
    for other in cluster.reports:
        if other.language == report.language:
            value = _similarity(words, _words(other.quote))
            best = value if best is None else max(best, value)
    return best


@lru_cache(maxsize=4096)
def _words(quote: str) -> str:
    return normalised_words(quote)


@lru_cache(maxsize=8192)
def _similarity(one: str, other: str) -> float:
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
        words = _words(report.quote)
        for known in texts:
            first = known[0]
            if first.sources[0].id == report.sources[0].id or (
                first.language == report.language and _similarity(words, _words(first.quote)) >= _COPY
            ):
                known.append(report)
                break
        else:
            texts.append([report])
    return texts


def _join_contested(clusters: list[Cluster], settings: TrackerSettings) -> list[Cluster]:
    """Reports of one day that disagree are readings of one utterance, unless their words tell two acts apart.

    So they are weighed jointly: what one of them misreads is no evidence of its own.
    """
    joined: list[Cluster] = []
    start = 0
    for two in clusters:
        while start < len(joined) and joined[start].day < two.day:
            start += 1
        home = next((one for one in joined[start:] if _one_utterance(one, two, settings)), None)
        if home is None:
            joined.append(two)
        else:
            home.reports = sorted((*home.reports, *two.reports), key=lambda report: (report.at, report.id))
            home.fresh = home.fresh or two.fresh
    return joined


def _one_utterance(one: Cluster, two: Cluster, settings: TrackerSettings) -> bool:
    """Whether two clusters of one day that disagree are one utterance, read differently.

    Within an article the next sentence on the matter belongs to the same utterance, whatever its words. Otherwise words
    that can be compared and differ tell them apart, and so does a decision that only one of them has.
    """
    if one.day != two.day or one.stance == two.stance or not _same_voice(one.first, two.first):
        return False
    articles = {source.id for report in one.reports for source in report.sources}
    if any(source.id in articles for report in two.reports for source in report.sources):
        return True
    if _decided(one) != _decided(two):
        return False
    best = max((value for report in one.reports if (value := _likeness(report, two)) is not None), default=None)
    return best is None or best >= settings.other_words


def _decided(cluster: Cluster) -> bool:
    return any(report.act == "decision" for report in cluster.reports)


def days_between(earlier: datetime, later: datetime) -> float:
    """Days from `earlier` to `later`, as a fraction."""
    return (later - earlier) / _DAY


def independent(clusters: Sequence[Cluster]) -> float:
    """How much independent evidence `clusters` are: at most one a day, and of what counts less its part."""
    days: dict[int, float] = {}
    for item in clusters:
        days[item.day] = max(days.get(item.day, 0.0), min(item.weight * item.share, 1.0))
    return sum(days.values())
