"""Which alerts an endpoint gets (pure)."""

from __future__ import annotations

from schemas import Alert, WebhookFilter
from schemas.alert import Severity

RANKS: dict[Severity, int] = {"low": 0, "medium": 1, "high": 2}
"""Severities in order."""


def matches(wanted: WebhookFilter, alert: Alert) -> bool:
    """Whether an alert fits all that the filter names."""
    return (
        (not wanted.actors or alert.holder.id in wanted.actors)
        and (not wanted.issues or alert.issue.id in wanted.issues)
        and (wanted.severity is None or RANKS[alert.severity] >= RANKS[wanted.severity])
        and (not wanted.kinds or alert.kind in wanted.kinds)
        and (not wanted.tiers or alert.tier in wanted.tiers)
    )
