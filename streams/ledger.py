"""What an article said in its latest revision: which statements are new, which stand, which are gone (pure)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal, Self

import orjson
from pydantic import Field

from schemas import Statement
from schemas.base import Model
from streams.state_versions import Steps, upgraded

VERSION: Literal[1] = 1
"""Version of the stored form."""
STEPS: Steps = {}
"""How ledgers of older versions are brought to this one."""
MAX_VERSIONS = 16
"""Revisions of one article that are remembered, so that an old one read again is known for what it is."""
MAX_GONE = 1000
"""Retracted statements of one article that are remembered."""


class Version(Model):
    """A revision of an article."""

    received_ms: int
    """Kafka timestamp of its raw record, in milliseconds since 1970."""
    content_hash: str
    """Hash of its words."""


class Ledger(Model):
    """The state kept for one article."""

    version: Literal[1] = VERSION
    """Version of this state's form."""
    versions: tuple[Version, ...] = ()
    """Revisions seen, the latest one last."""
    statements: tuple[Statement, ...] = ()
    """What stands."""
    gone: dict[str, int] = Field(default_factory=dict)
    """Statements retracted, the latest one last, each with the revision of its retraction."""

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Read a stored ledger, of this version or an older one.

        Raises:
            streams.state_versions.UnreadableState: of a version that this release does not know.
            ValueError: not JSON, or damaged.
        """
        return cls.model_validate(upgraded(orjson.loads(data), VERSION, STEPS))

    def to_json(self) -> bytes:
        """The ledger as it is stored."""
        return orjson.dumps(self.model_dump(mode="json"))


def revise(
    ledger: Ledger | None, version: Version, statements: Sequence[Statement]
) -> tuple[Ledger, tuple[Statement, ...]]:
    """Fold one revision of an article in.

    Args:
        ledger: the article's state; none at its first revision.
        version: which revision it is.
        statements: all that it says.

    Returns:
        The new state, and the events to publish: statements that are new or read differently, then retractions of those
        that are gone. A revision that was seen, or is older than the latest, publishes nothing.
    """
    ledger = ledger or Ledger()
    latest = ledger.versions[-1] if ledger.versions else None
    if version in ledger.versions:
        return ledger, ()
    if latest is not None and version.received_ms < latest.received_ms:
        place = bisect_right(ledger.versions, version.received_ms, key=lambda known: known.received_ms)
        seen = (*ledger.versions[:place], version, *ledger.versions[place:])[-MAX_VERSIONS:]
        return ledger.model_copy(update={"versions": seen}), ()
    before = {statement.id: statement for statement in ledger.statements}
    gone = dict(ledger.gone)
    after: dict[str, Statement] = {}
    made: list[Statement] = []
    for statement in statements:
        known = before.get(statement.id)
        if known is not None and _reading(known) == _reading(statement):
            after[statement.id] = known
            continue
        last = known.revision if known is not None else gone.pop(statement.id, 0)
        after[statement.id] = statement.model_copy(update={"revision": last + 1})
        made.append(after[statement.id])
    retracted = [
        statement.model_copy(update={"status": "retracted", "revision": statement.revision + 1})
        for id, statement in before.items()
        if id not in after
    ]
    gone |= {statement.id: statement.revision for statement in retracted}
    kept = dict(list(gone.items())[-MAX_GONE:])
    versions = (*ledger.versions, version)[-MAX_VERSIONS:]
    return Ledger(versions=versions, statements=tuple(after.values()), gone=kept), (*made, *retracted)


def _reading(statement: Statement) -> tuple[object, ...]:
    # offsets and headline move with every edit; only what the statement says makes it another reading
    return (statement.stance.label, statement.stated_at, statement.background, statement.act, statement.holders)
