"""What the replay finds against what was announced: new alerts, revisions and withdrawals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from schemas.alert import Alert, Evidence
from streams.positions.clusters import days_between
from streams.positions.explain import Story, explain, explain_local
from streams.positions.settings import TrackerSettings
from streams.positions.shift import FirstPosition, Shift
from streams.positions.state import AlertRecord, Checkpoint, Report, TrackState

MAX_BEFORE = 3
"""Utterances shown for the old position: the newest."""
MAX_AFTER = 5
"""Utterances shown for the new position: the first ones."""
MAX_OLD_ALERTS = 16
"""Records kept of alerts that left the window or were withdrawn for lack of evidence."""
_MATERIAL_PIECES = 3
"""More evidence than this makes an alert more certain, which is no reason to send it again."""


def compare(
    state: TrackState, shifts: Sequence[Shift | FirstPosition], arrived: str, settings: TrackerSettings
) -> tuple[tuple[AlertRecord, ...], tuple[Alert, ...]]:
    """The records to keep and the alerts to send.

    Args:
        state: the series with its new evidence, and the records of what was announced so far.
        shifts: what the replay found, a first position among it.
        arrived: id of the statement that was folded in.
        settings: says how late is too late for news, and what is muted.
    """
    known = {record.id: record for record in state.alerts}
    records: list[AlertRecord] = []
    alerts: list[Alert] = []
    for shift in shifts:
        before = _before(shift, state.checkpoint)
        record = _record(shift, before[-1] if before else None)
        previous = known.pop(shift.id, None)
        if previous is None or previous.revision == 0:
            revision = 0
            announce = record.tier != "withdrawn" and _is_news(shift, state, arrived, settings)
        else:
            revision = previous.revision
            announce = previous.fingerprint != record.fingerprint
        if announce:
            numbered = record.model_copy(update={"revision": revision + 1})
            alert = _alert(state, numbered, shift, before)
            if not settings.muted(alert):
                revision += 1
                alerts.append(alert)
        records.append(record.model_copy(update={"revision": revision}) if revision else record)
    gone: list[AlertRecord] = []
    for record in known.values():
        frozen = state.checkpoint is not None and record.detected_at <= state.checkpoint.until
        if record.kind == "first-position":  # not looked for, once the beginning is frozen or nobody asks any more
            frozen = state.checkpoint is not None or not settings.first_positions
        if frozen or record.tier == "withdrawn":
            gone.append(record)
        elif record.revision:
            update = {"tier": "withdrawn", "fingerprint": "withdrawn: evidence", "after_ids": ()}
            numbered = record.model_copy(update={**update, "revision": record.revision + 1})
            alert = _alert(state, numbered, None, (record.before,) if record.before else ())
            if settings.muted(alert):
                gone.append(record.model_copy(update=update))
            else:
                gone.append(numbered)
                alerts.append(alert)
    gone.sort(key=_order)
    return tuple(sorted((*gone[-MAX_OLD_ALERTS:], *records), key=_order)), tuple(alerts)


def _order(record: AlertRecord) -> tuple[datetime, str]:
    return record.detected_at, record.id


def _is_news(
    shift: Shift | FirstPosition,
    state: TrackState,
    arrived: str,
    settings: TrackerSettings,
) -> bool:
    """Whether a shift found now is news: seen from the newest report of the series, what arrived is no late report, and
    either completed the shift lately or bears out one of the last `horizon_days`. What an article recalls beside the
    news of a confirmed shift is as new as the article.
    """
    report = next((report for report in reversed(state.reports) if report.id == arrived), None)
    if report is None:
        return False
    said = report.at
    if report.background and shift.tier == "confirmed" and _beside(report, shift):
        said = max(said, report.published_at)
    newest = max(state.reports[-1].at, max([r.published_at for r in state.reports]))
    if days_between(said, newest) > settings.late_days:
        return False
    age = days_between(max(shift.raised_at, shift.decided_at or shift.raised_at), newest)
    if age <= settings.late_days:
        return True
    return age <= settings.horizon_days and any(arrived in cluster.ids for cluster in shift.after if cluster.fresh)


def _beside(recalled: Report, shift: Shift | FirstPosition) -> bool:
    """Whether the article that recalls something tells the shift's new position as news."""
    article = recalled.sources[0].id
    return any(
        source.id == article
        for cluster in shift.after
        for report in cluster.reports
        if not report.background
        for source in report.sources
    )


def _before(shift: Shift | FirstPosition, checkpoint: Checkpoint | None) -> tuple[Evidence, ...]:
    """The newest evidence for the old position, oldest first; from the frozen prior where the window has none."""
    if isinstance(shift, FirstPosition):
        return ()
    if shift.before:
        return tuple(cluster.evidence() for cluster in shift.before[-MAX_BEFORE:])
    if checkpoint is not None and checkpoint.latest:
        held = tuple(item for item in checkpoint.latest if item.stance == shift.from_stance)
        return (held or checkpoint.latest)[-1:]
    # Nothing precedes the change: the reading that the shift is measured against stands at the change itself.
    return (shift.after[0].evidence(),)


def _record(shift: Shift | FirstPosition, before: Evidence | None) -> AlertRecord:
    pieces = min(len(shift.after), _MATERIAL_PIECES) if shift.tier == "candidate" else 0
    # An earlier remark that comes to light makes a first position older, which is no reason to send it again.
    day = shift.changed_at.date().isoformat() if shift.from_stance else "first"
    return AlertRecord(
        id=shift.id,
        tier=shift.tier,
        from_stance=shift.from_stance,
        to_stance=shift.to_stance,
        kind=shift.kind,
        severity=shift.severity,
        probability=shift.probability,
        changed_at=shift.changed_at,
        detected_at=shift.raised_at,
        fingerprint=f"{shift.tier} {shift.from_stance} {shift.to_stance} {day} {pieces}",
        before=before,
        after_ids=tuple(cluster.first.id for cluster in shift.after[:MAX_AFTER]),
    )


def _alert(
    state: TrackState, record: AlertRecord, shift: Shift | FirstPosition | None, before: tuple[Evidence, ...]
) -> Alert:
    """The event to send. `shift` is None where the evidence is gone."""
    after = shift.after if shift else []
    outlets = {source.source or source.id for cluster in after for r in cluster.reports for source in r.sources}
    story = Story(
        holder=state.holder.name,
        issue=state.issue.label,
        from_stance=record.from_stance,
        to_stance=record.to_stance,
        tier=record.tier,
        day=record.changed_at.date().isoformat(),
        after=len(after),
        sources=len(outlets),
        before=len(shift.before) if shift else len(before),
        decision=any(cluster.decision for cluster in after),
        reason=shift.reason if shift else "evidence withdrawn",
    )
    return Alert(
        id=record.id,
        revision=record.revision,
        holder=state.holder,
        issue=state.issue,
        from_stance=record.from_stance,
        to_stance=record.to_stance,
        kind=record.kind,
        tier=record.tier,
        severity=record.severity,
        probability=record.probability,
        changed_at=record.changed_at,
        detected_at=record.detected_at,
        evidence_before=before,
        evidence_after=tuple(cluster.evidence() for cluster in after[:MAX_AFTER]),
        explanation=explain(story),
        explanation_local=explain_local(story),
    )
