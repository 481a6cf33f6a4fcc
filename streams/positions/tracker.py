"""Statements in, position and alerts out: one pure step, the same for every order of arrival.

The state holds the statements themselves (bounded), never a running sum. Each step puts the new statement at its place
in event time, clusters all of them again and replays the filter, so that the outcome is a function of the *set* of
statements: a duplicate, a permutation or a late arrival ends in the same position and the same standing alerts. What
was announced before is then compared with what the replay finds:

* a shift that was not known is announced (revision 1);
* one whose tier, direction, date or evidence changed materially is announced again under its id, as the next revision;
* one that the replay no longer finds is announced as withdrawn.

Only the announcing depends on the order of arrival. A late statement, one dated more than `late_days` before the newest
report, may revise what was announced, but announces nothing new: a shift that only it reveals is recorded and stands,
and is announced if a fresh statement bears it out within `horizon_days`. The past is not news.
Recalled statements are folded in at their own date and never complete a shift alone.

The bound: statements dated up to the frozen prior (see `TrackerSettings.max_evidence`) are too late to be folded in,
see `too_late`; a retraction of a frozen statement likewise changes nothing.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from datetime import UTC, datetime

from schemas.alert import Alert
from schemas.position import Position, StanceEstimate
from schemas.statement import Holder, Statement
from streams.positions import filter as bayes
from streams.positions.announce import compare
from streams.positions.clusters import cluster_reports, mark_contrasts
from streams.positions.noise import STANCES, VALUES, NoiseModel
from streams.positions.resumed import replayed
from streams.positions.settings import TrackerSettings
from streams.positions.shifts import Replay
from streams.positions.state import MAX_QUOTE, MAX_RETRACTED, MAX_SOURCES, MAX_TITLE, Report, TrackState
from streams.positions.utterances import Cluster

MAX_LAST = 20
"""Statement ids that a position names."""


def fold(
    state: TrackState | None,
    statement: Statement,
    holder: Holder,
    *,
    settings: TrackerSettings,
    noise: NoiseModel,
) -> tuple[TrackState, Position | None, tuple[Alert, ...]]:
    """Fold one statement into the series of `holder` on the statement's issue.

    Args:
        state: the series so far; None for a new one.
        statement: made or retracted. A revision of it that was seen changes nothing.
        holder: whose position; one of the statement's holders.
        settings: thresholds and parameters.
        noise: how often a stance is misread.

    Returns:
        The new state; the position after it, or None where nothing changed or no evidence is left; the alerts to send.

    Raises:
        ValueError: the state is another holder's or another issue's.
    """
    # How this statement came to speak for the holder, and how sure its issue is, say nothing about the whole series.
    plain = holder.model_copy(update={"via": "self"})
    if state is None:
        state = TrackState(holder=plain, issue=statement.issue.model_copy(update={"confidence": 1.0}))
    elif state.holder.id != holder.id or state.issue.id != statement.issue.id:
        raise ValueError(
            f"state of {state.holder.id} on {state.issue.id} given for {holder.id} on {statement.issue.id}"
        )
    elif plain.name > state.holder.name:  # one of two spellings, whichever came first
        state = state.model_copy(update={"holder": plain})
    changed = _insert(state, statement, holder, settings)
    if changed is None:
        return state, None, ()
    reports, retracted = changed
    if reports == state.reports:
        return state.model_copy(update={"retracted": retracted}), None, ()
    return _recompute(state, reports, retracted, statement.id, settings, noise)


def too_late(state: TrackState | None, statement: Statement) -> bool:
    """Whether `statement` is dated before what the state can still change, so that `fold` leaves it out."""
    if state is None or state.checkpoint is None:
        return False
    return _utc(statement.stated_at) <= state.checkpoint.until


def _insert(
    state: TrackState, statement: Statement, holder: Holder, settings: TrackerSettings
) -> tuple[tuple[Report, ...], dict[str, int]] | None:
    """The reports and retracted ids with `statement`; None where it changes nothing.

    The highest revision of an id holds, in whatever order its events arrive; of one revision, the retraction.
    """
    made, rest = 0, state.reports
    for report in state.reports:
        if report.id == statement.id:
            made, rest = report.revision, tuple(other for other in state.reports if other is not report)
    known = max((made, False), (state.retracted.get(statement.id, 0), True))
    if (statement.revision, statement.status == "retracted") <= known:
        return None
    gone = {id: revision for id, revision in state.retracted.items() if id != statement.id}
    if statement.status == "retracted":
        gone[statement.id] = statement.revision
        return rest, dict(list(gone.items())[-MAX_RETRACTED:])
    if too_late(state, statement):
        return None
    via = next((item.via for item in statement.holders if item.id == holder.id), holder.via)
    sources = [statement.article, *statement.corroborations][:MAX_SOURCES]
    report = Report(
        id=statement.id,
        revision=statement.revision,
        at=_utc(statement.stated_at),
        precision=statement.stated_precision,
        stance=statement.stance.label,
        # who said it is another matter, and says little of whether the stance was read right
        confidence=statement.stance.confidence * statement.issue.confidence,
        act=statement.act.kind,
        background=statement.background,
        via=via,
        speaker=statement.speaker,
        quote=statement.quotation.text[:MAX_QUOTE],
        language=statement.article.language,
        sources=tuple(
            source if len(source.title) <= MAX_TITLE else source.model_copy(update={"title": source.title[:MAX_TITLE]})
            for source in sources
        ),
    )
    place = bisect(rest, _order(report), key=_order)
    if gone == state.retracted and _crowded(rest[:place], report) >= settings.max_reports:
        return None
    return (*rest[:place], report, *rest[place:]), gone


def _crowded(earlier: Sequence[Report], report: Report) -> int:
    """How many of the same day and stance come before `report`."""
    day = report.at.toordinal()
    count = 0
    for other in reversed(earlier):
        if other.at.toordinal() != day:
            break
        count += other.stance == report.stance
    return count


def _recompute(
    state: TrackState,
    reports: tuple[Report, ...],
    retracted: dict[str, int],
    arrived: str,
    settings: TrackerSettings,
    noise: NoiseModel,
) -> tuple[TrackState, Position | None, tuple[Alert, ...]]:
    clusters = cluster_reports(reports, settings)
    checkpoint = state.checkpoint
    surplus = len(clusters) - settings.max_evidence
    if surplus > 0:
        frozen = Replay(state.holder, state.issue, settings, noise, checkpoint)
        frozen.run(clusters[:surplus])
        checkpoint = frozen.checkpoint(clusters[:surplus], checkpoint)
        clusters = [cluster for cluster in clusters[surplus:] if cluster.at > checkpoint.until]
    mark_contrasts(clusters)  # among what is kept, so that the next step finds the same ones
    replay = replayed(state.holder, state.issue, settings, noise, checkpoint, clusters)
    kept = reports
    if sum(len(cluster.reports) for cluster in clusters) < len(reports):
        kept = tuple(sorted((report for cluster in clusters for report in cluster.reports), key=_order))
    if kept == state.reports and retracted == state.retracted and checkpoint == state.checkpoint:
        return state, None, ()  # one report too many of its day
    state = state.model_copy(
        update={"reports": kept, "retracted": retracted, "checkpoint": checkpoint, "announced": replay.announced}
    )
    found = (*((replay.first,) if replay.first else ()), *replay.shifts)
    records, alerts = compare(state, found, arrived, settings)
    position = _position(state, replay, clusters)
    return state.model_copy(update={"alerts": records}), position, alerts


def _position(state: TrackState, replay: Replay, clusters: Sequence[Cluster]) -> Position | None:
    """The estimate after the newest evidence; None where no evidence is left."""
    frozen = state.checkpoint
    if not clusters and frozen is None:
        return None
    chances = bayes.marginal(replay.joint)
    score = sum(chance * value for chance, value in zip(chances, VALUES, strict=True))
    variance = sum(chance * (value - score) ** 2 for chance, value in zip(chances, VALUES, strict=True))
    label = STANCES[chances.index(max(chances))]
    since = replay.since
    if replay.open is not None and label == replay.open.to_stance:
        since = replay.open.changed_at
    return Position(
        holder=state.holder,
        issue=state.issue,
        stance=StanceEstimate(
            label=label,
            score=min(max(score, -1.0), 1.0),
            deviation=min(variance**0.5, 1.0),
            probabilities={stance: min(chance, 1.0) for stance, chance in zip(STANCES, chances, strict=True)},
        ),
        announced=replay.announced,
        evidence_count=len(clusters) + (frozen.evidence_count if frozen else 0),
        report_count=len(state.reports) + (frozen.report_count if frozen else 0),
        since=since,
        updated_at=replay.at,
        last_statements=tuple(report.id for report in state.reports[-MAX_LAST:]),
    )


def _order(report: Report) -> tuple[datetime, str]:
    return report.at, report.id


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
