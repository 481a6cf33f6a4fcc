"""What is kept of one holder's series on one issue: bounded, versioned, and the same for every order of arrival."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import Literal, Self

import orjson
from pydantic import AwareDatetime, Field

from schemas.alert import AlertKind, AlertTier, Evidence, Severity
from schemas.base import Id, Language, Model, Probability, StanceLabel
from schemas.statement import ActKind, ArticleRef, Holder, IssueRef, SpeakerRef
from streams.state_versions import Steps, upgraded

VERSION: Literal[1] = 1
"""Version of the stored form."""
STEPS: Steps = {}
"""How states of older versions are brought to this one."""
_CURRENT = b'{"version":%d,' % VERSION
MAX_RETRACTED = 256
MAX_QUOTE = 500
MAX_TITLE = 200
MAX_SOURCES = 8


class Report(Model):
    """One statement as the tracker keeps it: one article's reading of one utterance."""

    id: Id
    """Statement id."""
    revision: int = Field(default=1, ge=1)
    """Revision of the statement."""
    at: AwareDatetime
    """When it was said, in UTC."""
    precision: Literal["minute", "day", "month", "year"] = "day"
    """How exactly `at` is known."""
    stance: StanceLabel
    """As read."""
    confidence: Probability
    """How sure the reading is, of the issue and of the stance."""
    act: ActKind
    """The kind of act."""
    background: bool
    """Recalled, not news."""
    via: Literal["self", "government", "party", "organisation"]
    """Whether the holder spoke itself or was spoken for."""
    speaker: SpeakerRef
    """Who said it."""
    quote: str = Field(min_length=1, max_length=MAX_QUOTE)
    """The words, cut to a bounded length."""
    language: Language
    """Language of `quote`."""
    sources: tuple[ArticleRef, ...] = Field(min_length=1, max_length=MAX_SOURCES)
    """The article, then its corroborations."""

    @cached_property
    def published_at(self) -> datetime:
        """When its article was published, in UTC: times of one zone compare in a tenth of the time."""
        return self.sources[0].published_at.astimezone(UTC)

    @cached_property
    def json_bytes(self) -> bytes:
        """The report as UTF-8 JSON; kept, since its series is written again with every statement."""
        return self.__pydantic_serializer__.to_json(self)


class OpenShift(Model):
    """A candidate that was open when older evidence was frozen."""

    id: Id
    from_stance: StanceLabel
    to_stance: StanceLabel
    changed_at: AwareDatetime
    begun_at: AwareDatetime
    raised_at: AwareDatetime
    probability: Probability
    count: int


class Checkpoint(Model):
    """Summary of the evidence that fell out of the window: the filter as it stood after it."""

    joint: tuple[float, ...] = Field(min_length=16, max_length=16)
    """Probability of (stance at the anchor, stance now), row by row."""
    until: AwareDatetime
    """Event time of the newest frozen evidence; nothing dated up to it is folded in any more."""
    since: AwareDatetime
    """Since when the announced stance has held."""
    held_days: float = Field(default=0.0, ge=0.0)
    """For how long the announced stance was heard to hold."""
    evidence_count: int
    """Utterances frozen."""
    report_count: int
    """Reports frozen."""
    latest: tuple[Evidence, ...] = Field(default=(), max_length=4)
    """The newest frozen utterance of each stance, for the "before" of later alerts."""
    open: OpenShift | None = None
    """A candidate that was not yet decided."""


class AlertRecord(Model):
    """An alert as announced, compactly."""

    id: Id
    """Alert id."""
    revision: int = Field(default=0, ge=0)
    """Last revision sent; 0: recorded, never announced, for instance because it is muted."""
    tier: AlertTier
    """candidate, confirmed or withdrawn."""
    from_stance: StanceLabel | None = None
    """The position before; None of a first position."""
    to_stance: StanceLabel
    """The position after."""
    kind: AlertKind
    """What sort of movement."""
    severity: Severity
    """How far and how sure."""
    probability: Probability
    """Probability of change when the tier was reached."""
    changed_at: AwareDatetime
    """Event time of the first evidence at the new position."""
    detected_at: AwareDatetime
    """Event time of the evidence that raised the alert."""
    fingerprint: str
    """Digest of what a reader would call material: a change of it is a new revision."""
    before: Evidence | None = None
    """Newest evidence for the old position, kept for a later withdrawal; None of a first position."""
    after_ids: tuple[Id, ...] = ()
    """First statement of each utterance for the new position."""


class TrackState(Model):
    """One holder × issue. Everything but `alerts[].revision` is a function of the set of statements seen."""

    version: Literal[1] = VERSION
    """Version of this state's form; a state of a later one is refused, never misread."""
    holder: Holder
    """Whose position."""
    issue: IssueRef
    """On what."""
    reports: tuple[Report, ...] = ()
    """Statements in the window, ordered by time and id."""
    checkpoint: Checkpoint | None = None
    """Summary of older evidence."""
    retracted: dict[Id, int] = Field(default_factory=dict, max_length=MAX_RETRACTED)
    """Retracted statement ids, newest last, each with the revision of its retraction."""
    alerts: tuple[AlertRecord, ...] = ()
    """Shifts found so far in the window, oldest first, and the newest of the withdrawn ones."""
    announced: StanceLabel | None = None
    """The stance that alerts are measured against."""

    @property
    def empty(self) -> bool:
        """Whether no evidence is left: all of it was withdrawn."""
        return not self.reports and self.checkpoint is None

    @property
    def standing(self) -> tuple[AlertRecord, ...]:
        """Alerts that have not been withdrawn, oldest first."""
        return tuple(alert for alert in self.alerts if alert.tier != "withdrawn")

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Read a stored state, of this version or an older one.

        Raises:
            streams.state_versions.UnreadableState: of a version that this release does not know.
            ValueError: not JSON, or damaged.
        """
        if data.startswith(_CURRENT):
            return cls.model_validate_json(data)
        return cls.model_validate(upgraded(orjson.loads(data), VERSION, STEPS))

    def to_json(self) -> bytes:
        """The state as UTF-8 JSON."""
        rest = self.__pydantic_serializer__.to_json(self, exclude={"reports"})
        return rest[:-1] + b',"reports":[' + b",".join([report.json_bytes for report in self.reports]) + b"]}"
