"""Many reports of one utterance are one piece of evidence.

Counting an utterance as often as it is reported hurts more than any choice of detector, so reports are clustered first.
The method is leader clustering over the reports in order of time and id, hence the same for every order of arrival:
a report joins the utterance whose words it repeats (token-set similarity, within a language), or else one with the same
stance, speaker and event day, give or take the reporting lag. Readings of one utterance that disagree share its weight.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from schemas.base import StanceLabel
from streams.positions.settings import TrackerSettings
from streams.positions.state import Report
from streams.positions.utterances import PRECISION_DAYS, Cluster, similarity, words_of

_DAY = timedelta(days=1)
Result = TypeVar("Result")


class _Group:
    """Reports of one utterance. It is never changed: groups are shared between the replays of a series."""

    __slots__ = ("_cluster", "day", "first", "reports")

    def __init__(self, reports: tuple[Report, ...], first: Report | None = None) -> None:
        self.reports = reports
        self.first = reports[0] if first is None else first
        self.day = self.first.at.toordinal()
        self._cluster: Cluster | None = None

    def joined(self, report: Report) -> _Group:
        """The group with one more report."""
        return _Group((*self.reports, report), self.first)

    def cluster(self, settings: TrackerSettings) -> Cluster:
        """The utterance, weighed; always the same object."""
        if self._cluster is None:
            self._cluster = _weighed.of(self.reports, settings, Cluster)
        return self._cluster


class _Memo(Generic[Result]):
    """The last results made of the very same reports: a series keeps most of its own from one statement to the next.

    Args:
        most: results kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        # with the reports, so that their identities stay taken
        self._known: OrderedDict[tuple[int, ...], tuple[Sequence[Report], TrackerSettings, Result]] = OrderedDict()

    def of(
        self,
        reports: tuple[Report, ...],
        settings: TrackerSettings,
        make: Callable[[tuple[Report, ...], TrackerSettings], Result],
    ) -> Result:
        """What `make` makes of the reports, or made of them lately."""
        key = (id(settings), *map(id, reports))
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            return known[2]
        result = make(reports, settings)
        self._known[key] = reports, settings, result
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return result


_gathered: _Memo[tuple[_Group, ...]] = _Memo(4096)
_weighed: _Memo[Cluster] = _Memo(8192)


def cluster_reports(reports: Sequence[Report], settings: TrackerSettings) -> list[Cluster]:
    """Group `reports` (sorted by time and id) into utterances, ordered by time.

    Of one day and stance the first `settings.max_reports` count: which ones they are does not depend on the utterances
    found so far, so that a surplus leaves the same reports in every order of arrival.
    """
    groups: list[_Group] = []
    vague: list[Report] = []
    for episode in _episodes(reports, vague, settings):
        groups += _gathered.of(tuple(episode), settings, _gather)
    for report in vague:
        _place(report, _vague_home(report, groups), groups)
    if vague:
        groups.sort(key=lambda group: (group.first.at, group.first.id))
    groups = _join_contested(groups, settings)
    return [group.cluster(settings) for group in groups]


def _episodes(reports: Sequence[Report], vague: list[Report], settings: TrackerSettings) -> list[list[Report]]:
    """The reports that count, parted where so long passes that none of what follows repeats what went before.

    Those that are not dated to the day are added to `vague` instead.
    """
    episodes: list[list[Report]] = []
    taken: dict[StanceLabel, int] = {}
    today = last = -1
    for report in reports:
        day = report.at.toordinal()
        if day != today:
            today = day
            taken.clear()
        count = taken[report.stance] = taken.get(report.stance, 0) + 1
        if count > settings.max_reports:
            continue
        if report.precision in PRECISION_DAYS:
            vague.append(report)
            continue
        if episodes and day - last <= settings.window_days:
            episodes[-1].append(report)
        else:
            episodes.append([report])
        last = day
    return episodes


def _gather(episode: tuple[Report, ...], settings: TrackerSettings) -> tuple[_Group, ...]:
    """The reports of an episode by utterance."""
    groups: list[_Group] = []
    start = 0
    for report in episode:
        day = report.at.toordinal()
        while start < len(groups) and day - groups[start].day > settings.window_days:
            start += 1
        home = _home(report, groups[start:], settings)
        _place(report, None if home is None else start + home, groups)
    return tuple(groups)


def mark_contrasts(clusters: Sequence[Cluster]) -> None:
    """Mark the utterances that an article tells beside an earlier one with another stance, also one of `clusters`."""
    recalled: dict[str, list[tuple[int, StanceLabel]]] = {}
    for cluster in clusters:
        for source, day, stance in cluster.recalled:
            recalled.setdefault(source, []).append((day, stance))
    for cluster in clusters:
        cluster.contrasted = bool(recalled) and _contrasted(cluster, recalled)


def _contrasted(cluster: Cluster, recalled: Mapping[str, Sequence[tuple[int, StanceLabel]]]) -> bool:
    """Whether an article tells the utterance as news and recalls an earlier one with another stance beside it."""
    for source in cluster.told:
        for day, stance in recalled.get(source, ()):
            if stance != cluster.stance and day < cluster.day:
                return True
    return False


def _place(report: Report, home: int | None, groups: list[_Group]) -> None:
    if home is None:
        groups.append(_Group((report,)))
    else:
        groups[home] = groups[home].joined(report)


def _home(report: Report, candidates: Sequence[_Group], settings: TrackerSettings) -> int | None:
    """The utterance that `report` repeats: by its words first, then by stance and speaker."""
    by_words: tuple[float, int] | None = None
    by_stance: int | None = None
    for place, group in enumerate(candidates):
        related = _same_voice(report, group.first)
        agrees = group.first.stance == report.stance
        if by_stance is None and related and agrees:
            by_stance = place
        if agrees and related:
            continue
        # Other words by another person are not worth comparing; a misattributed copy repeats them nearly all.
        likeness = _likeness(report, group)
        needed = settings.same_words if related else max(settings.same_words, 90.0)
        if likeness is not None and likeness >= needed and (by_words is None or likeness > by_words[0]):
            by_words = (likeness, place)
    if by_words is None:
        return by_stance
    if by_stance is not None:
        likeness = _likeness(report, candidates[by_stance])
        if likeness is not None and likeness >= by_words[0]:
            return by_stance
    return by_words[1]


def _vague_home(report: Report, groups: Sequence[_Group]) -> int | None:
    """The nearest utterance of the same stance and voice within what the date of `report` leaves open."""
    reach = PRECISION_DAYS[report.precision]
    day = report.at.toordinal()
    best: tuple[int, str, int] | None = None
    for place, group in enumerate(groups):
        away = abs(group.day - day)
        if away > reach or group.first.stance != report.stance or not _same_voice(report, group.first):
            continue
        if best is None or (away, group.first.id) < best[:2]:
            best = (away, group.first.id, place)
    return None if best is None else best[2]


def _same_voice(one: Report, other: Report) -> bool:
    """One person, or an institution that may be quoting the person."""
    return one.speaker.id == other.speaker.id or one.speaker.kind != "person" or other.speaker.kind != "person"


def _likeness(report: Report, group: _Group) -> float | None:
    """Greatest similarity (percent) to a report in the same language; None where there is none to compare."""
    best: float | None = None
    words = words_of(report.quote)
    for other in group.reports:
        if other.language == report.language:
            value = similarity(words, words_of(other.quote))
            best = value if best is None else max(best, value)
    return best


def _join_contested(groups: list[_Group], settings: TrackerSettings) -> list[_Group]:
    """Reports of one day that disagree are readings of one utterance, unless their words tell two acts apart.

    So they are weighed jointly: what one of them misreads is no evidence of its own.
    """
    joined: list[_Group] = []
    start = 0
    for two in groups:
        while start < len(joined) and joined[start].day < two.day:
            start += 1
        for place in range(start, len(joined)):
            one = joined[place]
            if _one_utterance(one, two, settings):
                reports = sorted((*one.reports, *two.reports), key=lambda report: (report.at, report.id))
                joined[place] = _Group(tuple(reports), one.first)
                break
        else:
            joined.append(two)
    return joined


def _one_utterance(one: _Group, two: _Group, settings: TrackerSettings) -> bool:
    """Whether two groups of one day that disagree are one utterance, read differently.

    Within an article the next sentence on the matter belongs to the same utterance, whatever its words. Otherwise words
    that can be compared and differ tell them apart, and so does a decision that only one of them has.
    """
    if one.day != two.day or one.first.stance == two.first.stance or not _same_voice(one.first, two.first):
        return False
    articles = {source.id for report in one.reports for source in report.sources}
    if any(source.id in articles for report in two.reports for source in report.sources):
        return True
    if _decided(one) != _decided(two):
        return False
    best = max((value for report in one.reports if (value := _likeness(report, two)) is not None), default=None)
    return best is None or best >= settings.other_words


def _decided(group: _Group) -> bool:
    return any(report.act == "decision" for report in group.reports)


def days_between(earlier: datetime, later: datetime) -> float:
    """Days from `earlier` to `later`, as a fraction."""
    return (later - earlier) / _DAY


def independent(clusters: Sequence[Cluster]) -> float:
    """How much independent evidence `clusters` are: at most one a day, and of what counts less its part."""
    days: dict[int, float] = {}
    for item in clusters:
        days[item.day] = max(days.get(item.day, 0.0), min(item.weight * item.share, 1.0))
    return sum(days.values())
