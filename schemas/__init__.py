"""The public contract: one model for each event on the topics."""

from schemas.alert import Alert, Evidence
from schemas.alert_verdict import AlertVerdict
from schemas.base import STANCE_SCORES, Event, Language, StanceLabel
from schemas.dead_letter import DeadLetter, Original
from schemas.enriched_article import EnrichedArticle, IssueReading, Mention, Quotation, Speaker
from schemas.position import Position, StanceEstimate
from schemas.raw_article import RawArticle
from schemas.statement import (
    Act,
    ArticleRef,
    Extractor,
    Holder,
    IssueRef,
    QuotedWords,
    SpeakerRef,
    Stance,
    Statement,
)

EVENTS: tuple[type[Event], ...] = (RawArticle, EnrichedArticle, Statement, Position, Alert, AlertVerdict, DeadLetter)
"""Every event model, in the order of the flow."""

__all__ = [
    "EVENTS",
    "STANCE_SCORES",
    "Act",
    "Alert",
    "AlertVerdict",
    "ArticleRef",
    "DeadLetter",
    "EnrichedArticle",
    "Event",
    "Evidence",
    "Extractor",
    "Holder",
    "IssueReading",
    "IssueRef",
    "Language",
    "Mention",
    "Original",
    "Position",
    "Quotation",
    "QuotedWords",
    "RawArticle",
    "Speaker",
    "SpeakerRef",
    "Stance",
    "StanceEstimate",
    "StanceLabel",
    "Statement",
]
