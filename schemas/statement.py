"""Who said what, on which issue, with which stance, in which words."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from schemas.base import STANCE_SCORES, Event, Id, Language, Model, Offset, Probability, StanceLabel, TextSpan
from schemas.enriched_article import AttributionMethod, QuotationKind, SpeakerKind

ActKind = Literal["statement", "demand", "promise", "refusal", "threat", "accusation", "appeal", "decision"]
"""What the speaker does by saying it."""

PloverType = Literal[
    "CONSULT",
    "SUPPORT",
    "AGREE",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "SANCTION",
    "PROTEST",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "RETREAT",
]
"""Event types of the PLOVER ontology (Halterman et al. 2023, "PLOVER and POLECAT")."""


class SpeakerRef(Model):
    """The speaker as an actor, with what the actor was at the time."""

    id: Id
    """Actor id: from the catalogue, or made from how the name sounds, so that it is one in every language."""
    name: str = Field(min_length=1, max_length=300)
    """Canonical name; of a person in no catalogue, in Latin letters."""
    kind: SpeakerKind = "person"
    """Person, institution, collective, anonymous or unknown."""
    role: str | None = Field(default=None, max_length=300)
    """The role at the date of the statement."""
    affiliation: str | None = Field(default=None, max_length=300)
    """The institution, party or state that the role belongs to."""
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9]\d*$")
    """Wikidata item."""


class Holder(Model):
    """Someone whose position the statement expresses."""

    id: Id
    """Actor id."""
    name: str = Field(min_length=1, max_length=300)
    """Canonical name."""
    via: Literal["self", "government", "party", "organisation"] = "self"
    """Whether the speaker speaks for itself or by its office."""


class IssueRef(Model):
    """A policy issue of the catalogue."""

    id: Id
    """Issue id."""
    label: str = Field(min_length=1, max_length=300)
    """English label."""
    confidence: Probability = 1.0
    """How sure it is that the statement is about this issue."""


class Stance(Model):
    """Where the statement stands towards the issue's proposition, and why we think so."""

    label: StanceLabel
    """support, conditional, neutral or oppose."""
    score: float = Field(ge=-1.0, le=1.0)
    """The label on the axis −1 (opposes) … 1 (supports)."""
    confidence: Probability = 0.5
    """How sure the reading is."""
    cues: tuple[TextSpan, ...] = ()
    """The words that decided it, as spans of the article's text."""

    @model_validator(mode="after")
    def _score_fits_label(self) -> Self:
        if self.score != STANCE_SCORES[self.label]:
            raise ValueError(f"score {self.score} is not that of {self.label!r} ({STANCE_SCORES[self.label]})")
        return self


class Act(Model):
    """The kind of speech act."""

    kind: ActKind = "statement"
    """Statement, demand, promise, …; an official decision weighs more than a remark."""
    plover: PloverType = "CONSULT"
    """The PLOVER event type."""


class QuotedWords(TextSpan):
    """The evidence: a quotation of the article's text."""

    kind: QuotationKind
    """direct, indirect, mixed or act."""
    cue: str | None = Field(default=None, max_length=200)
    """The words that introduce the speech."""
    method: AttributionMethod = "none"
    """How the speaker was found."""


class ArticleRef(Model):
    """Where a statement was reported."""

    id: Id
    """Article id."""
    url: str | None = None
    """As published."""
    title: str = ""
    """Headline."""
    source: str = ""
    """Outlet."""
    language: Language
    """Language of the report."""
    published_at: AwareDatetime
    """Event time of the report."""


class Extractor(Model):
    """What read the statement out of the article."""

    name: str = "rules"
    """rules or llm; "rules (llm: timeout)" where the model failed and the rules stood in, with the reason."""
    version: str = "1"
    """Version of its rules or model."""


class Statement(Event):
    """One actor's stance on one issue in one quotation of one article."""

    ce_type: ClassVar[str] = "volteface.statement"

    id: Id
    """UUIDv5 of article id, speaker id, issue id and the normalised quoted words."""
    status: Literal["made", "retracted"] = "made"
    """retracted: the article's later revision no longer has it."""
    revision: int = Field(default=1, ge=1)
    """Counts the events of this id: a statement that is retracted, or read differently after an edit, has the next
    number. The highest one holds."""
    speaker: SpeakerRef
    """Who said it."""
    holders: tuple[Holder, ...] = Field(min_length=1)
    """Whose position it is: the speaker, and the institutions that it speaks for at that date."""
    background: bool = False
    """Recalled from the past, not news of the article's day."""
    issue: IssueRef
    """What it is about."""
    stance: Stance
    """Where the speaker stands."""
    act: Act = Act()
    """What is done by saying it."""
    quotation: QuotedWords
    """The words as evidence."""
    target: str | None = Field(default=None, max_length=300)
    """Actor id of whom it is addressed to or about, where the text says so."""
    stated_at: AwareDatetime
    """When it was said: the article's date unless the text says otherwise."""
    stated_precision: Literal["minute", "day", "month", "year"] = "day"
    """How exactly `stated_at` is known."""
    article: ArticleRef
    """The report."""
    corroborations: tuple[ArticleRef, ...] = Field(default=(), max_length=100)
    """Other reports of the same utterance."""
    extractor: Extractor = Extractor()
    """What read it."""
    confidence: Probability = 0.5
    """How sure the whole is: quotation, speaker, issue and stance."""
    utterance: Offset = 0
    """Statements of one utterance in one article share this number."""
