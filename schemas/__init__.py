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
from schemas.webhook_delivery import WebhookCursor, WebhookDelivery
from schemas.webhook_subscription import WebhookFilter, WebhookFormat, WebhookSecret, WebhookSubscription

EVENTS: tuple[type[Event], ...] = (
    RawArticle,
    EnrichedArticle,
    Statement,
    Position,
    Alert,
    AlertVerdict,
    WebhookSubscription,
    WebhookDelivery,
    WebhookCursor,
    DeadLetter,
)
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
    "WebhookCursor",
    "WebhookDelivery",
    "WebhookFilter",
    "WebhookFormat",
    "WebhookSecret",
    "WebhookSubscription",
]
