"""What the tracker can be told: a profile of thresholds, and the parameters of the filter."""

from __future__ import annotations

from typing import Literal, NamedTuple, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.alert import Alert, AlertTier, Severity

Profile = Literal["cautious", "balanced", "early"]

_SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Thresholds(NamedTuple):
    """When an alert is raised, confirmed and withdrawn. All are probabilities of change, 0 … 1."""

    candidate: float
    """A candidate is raised at this posterior."""
    decision: float
    """An official decision, or a large jump in a reliable reading, raises one already at this posterior."""
    confirmed: float
    """A candidate is confirmed at this posterior, given evidence of at least two utterances."""
    withdrawn: float
    """An open candidate is withdrawn when the posterior falls below."""


PROFILES: dict[Profile, Thresholds] = {
    "cautious": Thresholds(candidate=0.65, decision=0.35, confirmed=0.90, withdrawn=0.20),
    "balanced": Thresholds(candidate=0.38, decision=0.18, confirmed=0.58, withdrawn=0.12),
    "early": Thresholds(candidate=0.30, decision=0.15, confirmed=0.50, withdrawn=0.10),
}
"""cautious: few alarms, for a wire; balanced: the default; early: for a desk that would rather look twice."""


class Mute(BaseModel):
    """Alerts that are not to be sent: those that fit everything that is given here."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    holder: str | None = None
    """Actor id of the holder."""
    issue: str | None = None
    """Issue id."""
    severity: Severity | None = None
    """This severity or a lesser one."""
    tier: AlertTier | None = None
    """This tier."""

    @model_validator(mode="after")
    def _mutes_something(self) -> Self:
        if self.holder is None and self.issue is None and self.severity is None and self.tier is None:
            raise ValueError("a mute names a holder, an issue, a severity or a tier")
        return self

    def fits(self, alert: Alert) -> bool:
        """Whether it mutes `alert`."""
        return (
            self.holder in (None, alert.holder.id)
            and self.issue in (None, alert.issue.id)
            and self.tier in (None, alert.tier)
            and (self.severity is None or _SEVERITIES.index(alert.severity) <= _SEVERITIES.index(self.severity))
        )


class TrackerSettings(BaseModel):
    """Parameters of the tracker. Times are in days of event time."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    profile: Profile = "balanced"
    """Which thresholds to use."""
    mutes: tuple[Mute, ...] = ()
    """Alerts that are recorded in the state and not sent; nor is the withdrawal of what was never sent."""
    first_positions: bool = False
    """Whether the first position of a holder on an issue is an alert too: hundreds, when an archive is read."""
    hazard_floor: float = Field(default=0.005, ge=0.0, le=0.5)
    """h₀: probability of a change between two utterances of one moment."""
    hazard_days: float = Field(default=700.0, gt=0.0)
    """τ: scale on which positions change: H = min(0.5, h₀ + 1 − exp(−(Δt/τ)^k))."""
    hazard_shape: float = Field(default=1.7, ge=0.5, le=3.0)
    """k: above 1, what is heard after a long silence is likelier to be new."""
    plain: float = Field(default=0.85, gt=0.0, lt=1.0)
    """Probability that the first position of a series is plain, for or against, rather than neutral or conditional."""
    plain_moves: float = Field(default=0.7, gt=0.0, lt=1.0)
    """Probability that a change leads to a plain position, and not halfway."""
    passing: float = Field(default=6.0, ge=1.0)
    """A neutral or conditional position is left so many times as readily as a plain one."""
    unrest: float = Field(default=4.0, ge=1.0)
    """Positions shift in steps: while a candidate is open, the hazard is multiplied by this."""
    transit: float = Field(default=10.0, ge=1.0)
    """The same while a candidate has come halfway, to neutral or conditional: few stay there."""
    soft_candidate: float = Field(default=0.7, gt=0.0, le=1.0)
    """Doubt allowed in a candidate to or from neutral, as a share of that for a move across the axis."""
    settling_days: float = Field(default=1000.0, gt=0.0)
    """Who was heard to hold a position for so long is half as likely to change it as one who has just taken it."""
    audible_days: float = Field(default=45.0, ge=0.0)
    """An utterance shows for at most so long before it that the position held: silence shows nothing."""
    independent: float = Field(default=1.5, gt=1.0)
    """Utterances of different days that a confirmed shift needs; a weak reading counts for its part."""
    sure: float = Field(default=0.7, ge=0.0, le=1.0)
    """Confidence from which an official decision that all its reports read alike confirms a shift by itself."""
    window_days: float = Field(default=2.0, ge=0.0, le=30.0)
    """Reports of one stance dated within this many days of the first are one utterance: the reporting lag."""
    late_days: float = Field(default=14.0, ge=0.0)
    """A shift completed longer than this before the newest report is not announced as news by a late statement."""
    horizon_days: float = Field(default=90.0, ge=0.0)
    """Until then a fresh statement that bears it out announces it after all; later it is only recorded."""
    max_evidence: int = Field(default=64, ge=8, le=512)
    """Utterances kept a series; older ones are folded into a frozen prior. This bounds how late a report may come."""
    max_reports: int = Field(default=16, ge=1, le=100)
    """Reports kept of one day and stance, earliest first; what came after them does not return with a retraction."""
    standing_days: float = Field(default=180.0, gt=0.0)
    """A candidate as likely as a confirmed shift is confirmed if nothing at all is heard for so long after it."""
    patience: int = Field(default=6, ge=1)
    """A candidate that is not confirmed after so many further utterances is withdrawn."""
    same_words: float = Field(default=80.0, ge=0.0, le=100.0)
    """Token-set similarity (percent) from which two quotes are readings of one utterance."""
    other_words: float = Field(default=55.0, ge=0.0, le=100.0)
    """Similarity below which two quotes of one day are two acts."""
    reference_confidence: float = Field(default=0.7, gt=0.0, le=1.0)
    """Confidence of a reading at which it counts fully; the noise file describes readings of this confidence."""
    reliable: float = Field(default=0.75, ge=0.0, le=1.0)
    """Confidence from which one report of a large jump is reliable by itself."""
    decision_weight: float = Field(default=1.3, ge=1.0)
    """An official decision counts as so many statements."""
    established: float = Field(default=0.98, gt=0.5, le=1.0)
    """Probability from which the first position of a series is taken for granted: shifts are measured against it."""
    decision_hazard: float = Field(default=4.0, ge=1.0)
    """Positions change by decisions more often than between remarks: the hazard is multiplied by this at one."""
    contrast_hazard: float = Field(default=8.0, ge=1.0)
    """Who reports news beside what was said before mostly tells that it has changed: the hazard is multiplied by this
    where an article recalls another position."""
    background_weight: float = Field(default=0.6, gt=0.0, le=1.0)
    """A recalled statement counts less: its date and wording come second hand."""
    error_correlation: float = Field(default=0.1, ge=0.0, le=1.0)
    """ρ: correlation of the errors in readings of one utterance. n of them in different words or languages count as
    n / (1 + (n − 1)·ρ), the effective sample size of a cluster sample (Kish 1965); copies add nothing."""
    soft_doubt: float = Field(default=0.25, gt=0.0, le=1.0)
    """Doubt allowed in confirming a move to or from neutral, as a share of that for a move across the axis."""
    max_weight: float = Field(default=4.0, ge=1.0)
    """No utterance counts more than so many statements."""

    def muted(self, alert: Alert) -> bool:
        """Whether `alert` is not to be sent.

        A withdrawal is no lesser alert of its own: what was sent is withdrawn, whatever tier or severity
        is muted.
        """
        return any(
            mute.fits(alert)
            for mute in self.mutes
            if alert.tier != "withdrawn" or (mute.tier is None and mute.severity is None)
        )

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds of the profile."""
        return PROFILES[self.profile]
