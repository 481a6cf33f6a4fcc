"""An article with its language annotations: sentences, mentions and attributed quotations."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from schemas.base import Event, Id, Language, Model, Offset, Probability, Span, StanceLabel, TextSpan

MentionType = Literal["PER", "ORG", "LOC", "ROLE"]
QuotationKind = Literal["direct", "indirect", "mixed", "act"]
SpeakerKind = Literal["person", "institution", "collective", "anonymous", "unknown"]
AttributionMethod = Literal[
    "subject",  # subject of the cue, before it
    "inverted",  # subject of the cue, after it
    "role",  # a role stands for the person who holds it
    "pronoun",  # a pronoun, resolved to an earlier mention
    "colon",  # Name: "…"
    "dash",  # "…" — Name
    "according-to",  # за словами / according to / по словам
    "backward",  # "Про це заявив X", governing the sentences before it
    "continued",  # the same speaker goes on
    "interview",  # question and answer
    "passive",  # було заявлено, it was announced
    "nested",  # A says that B said
    "model",  # a language model's word, grounded in the text
    "none",  # no speaker found
]


class Mention(TextSpan):
    """A stretch of the text that names a person, an organisation, a place or a role."""

    type: MentionType
    """PER(son), ORG(anisation), LOC(ation) or ROLE ("the French president")."""
    actor_id: Id | None = None
    """The actor meant, where one is known."""
    name: str | None = Field(default=None, max_length=300)
    """The canonical English name of a known actor; else the mention in its dictionary form."""
    confidence: Probability = 1.0
    """How sure the link to `actor_id` is."""


class Speaker(Model):
    """Who utters a quotation."""

    kind: SpeakerKind = "unknown"
    """Person, institution, a collective ("experts"), anonymous ("a source") or not known."""
    start: Offset | None = None
    """Where the mention that names the speaker starts; none for a speaker that the text does not name nearby."""
    end: Offset | None = None
    """One past the mention's last code point."""
    surface: str | None = Field(default=None, max_length=300)
    """The mention's words: a name, a role or a pronoun."""
    actor_id: Id | None = None
    """The actor, from the catalogue or, for an unknown one, made from the normalised name."""
    name: str | None = Field(default=None, max_length=300)
    """The actor's canonical name."""
    role: str | None = Field(default=None, max_length=300)
    """The role that the text gives the speaker, in its words."""

    def stands_in(self, text: str) -> bool:
        """Whether the offsets, if there are any, cut `surface` out of `text`."""
        return self.start is None or self.end is None or text[self.start : self.end] == self.surface


class IssueReading(Model):
    """What a quotation says of one issue, as a language model reads it."""

    issue: Id
    """Issue id."""
    stance: StanceLabel
    """support, conditional, neutral or oppose."""
    confidence: Probability = 0.5
    """How sure the reading is."""


class Quotation(TextSpan):
    """Words or a thought that the article attributes to somebody."""

    kind: QuotationKind
    """direct: the words inside the marks; indirect: a reported clause; mixed: a reported clause with a quoted part;
    act: no words, but a deed that takes a position ("vetoed the loan"), with what it is about."""
    cue: TextSpan | None = None
    """The word that introduces the speech ("said", "заявив", "за словами"), if any."""
    speaker: Speaker | None = None
    """Who says it; none where the text leaves it open."""
    method: AttributionMethod = "none"
    """How the speaker was found."""
    confidence: Probability = 0.5
    """How sure it is that this is a quotation of this speaker."""
    utterance: Offset = 0
    """Pieces of one utterance (interrupted by its cue, or carried over paragraphs) share this number."""
    readings: tuple[IssueReading, ...] | None = None
    """Its issues and stances, where a language model read them together with the quotation, perhaps none; null: they
    are read from the words by rules."""


class EnrichedArticle(Event):
    """A cleaned article with its annotations. All offsets are code points into `text`."""

    ce_type: ClassVar[str] = "volteface.article.enriched"

    id: Id
    """UUIDv5 of the canonical URL, or of the content where there is none."""
    content_hash: Id
    """Hash of title and cleaned text: another one under the same id is a revision."""
    url: str | None = None
    """As published."""
    source: str = ""
    """The outlet."""
    title: str = ""
    """The headline, cleaned."""
    text: str = Field(min_length=1)
    """The cleaned plain text."""
    language: Language
    """The language of most of the text."""
    published_at: AwareDatetime
    """Event time of the article."""
    dated_by: Literal["article", "record"] = "article"
    """Whether the producer gave `published_at` or the Kafka record's timestamp stands in."""
    received_at: AwareDatetime | None = None
    """Kafka timestamp of the raw record: it orders the revisions of an article."""
    author: str | None = None
    """The byline."""
    sentences: tuple[Span, ...] = ()
    """Sentences in order; they do not overlap."""
    mentions: tuple[Mention, ...] = ()
    """Mentions in order of their start."""
    quotations: tuple[Quotation, ...] = ()
    """Quotations in order of their start."""
    extractor: str = "rules"
    """Name and version of what found the quotations: "rules/1"; "llm/" and the model; "rules (llm: timeout)/1" where
    the rules stood in for a model, with the reason."""

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        text = self.text
        for index, mention in enumerate(self.mentions):
            if text[mention.start : mention.end] != mention.text:
                self._complain(mention, f"mentions.{index}")
        for index, quotation in enumerate(self.quotations):
            if text[quotation.start : quotation.end] != quotation.text:
                self._complain(quotation, f"quotations.{index}")
            cue, speaker = quotation.cue, quotation.speaker
            if cue is not None and text[cue.start : cue.end] != cue.text:
                self._complain(cue, f"quotations.{index}.cue")
            if speaker is not None and not speaker.stands_in(text):
                raise ValueError(f"quotations.{index}.speaker.surface is not the article's text at its offsets")
        length = len(text)
        for index, sentence in enumerate(self.sentences):
            if sentence.end > length:
                raise ValueError(f"sentences.{index}.end {sentence.end} lies beyond the text ({length})")
        return self

    @staticmethod
    def _complain(span: TextSpan, where: str) -> None:
        raise ValueError(f"{where}.text is not the article's text at {span.start}…{span.end}")
