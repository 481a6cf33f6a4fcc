"""Statements made without an article, for simulations, timelines and tests."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from schemas.base import STANCE_SCORES, Language, StanceLabel, deterministic_id
from schemas.enriched_article import SpeakerKind
from schemas.statement import (
    Act,
    ActKind,
    ArticleRef,
    Extractor,
    Holder,
    IssueRef,
    QuotedWords,
    SpeakerRef,
    Stance,
    Statement,
)


def statement(
    at: datetime,
    stance: StanceLabel,
    *,
    key: str = "",
    holder: Holder | None = None,
    speaker: str = "",
    speaker_kind: SpeakerKind = "person",
    issue: str = "harbour-treaty",
    label: str = "",
    words: str = "",
    language: Language = "en",
    outlet: str = "The Lantern",
    article: str = "",
    url: str | None = None,
    published_at: datetime | None = None,
    act: ActKind = "statement",
    confidence: float = 0.7,
    background: bool = False,
    precision: Literal["minute", "day", "month", "year"] = "day",
    status: Literal["made", "retracted"] = "made",
) -> Statement:
    """A valid statement; everything that is not said is filled in.

    Args:
        at: when it was said (aware).
        stance: the stance as read.
        key: tells statements apart that are alike otherwise; the id is made of it, the outlet, the time and the words.
        holder: whose position; by default the speaker's own.
        speaker: name of the speaker; by default the holder's.
        words: the quoted words; by default some that no other `key` has.
        article: statements that give the same one are of one article; by default each has its own.

    The other arguments are fields of `schemas.Statement`.
    """
    holder = holder or Holder(id=f"actor:{speaker or 'Mira Tal'}", name=speaker or "Mira Tal")
    speaker = speaker or holder.name
    speaker_id = holder.id if speaker == holder.name else f"actor:{speaker}"
    day = at.date().isoformat()
    words = words or f"{stance} {speaker} {key or day}"
    identity = deterministic_id("synthetic", key, outlet, at.isoformat(), words, issue, speaker)
    return Statement(
        id=identity,
        status=status,
        speaker=SpeakerRef(id=speaker_id, name=speaker, kind=speaker_kind),
        holders=(holder,),
        background=background,
        issue=IssueRef(id=issue, label=label or issue.replace("-", " ")),
        stance=Stance(label=stance, score=STANCE_SCORES[stance], confidence=confidence),
        act=Act(kind=act),
        quotation=QuotedWords(start=0, end=len(words), text=words, kind="indirect"),
        stated_at=at,
        stated_precision=precision,
        article=ArticleRef(
            id=deterministic_id("synthetic-article", outlet, article or identity),
            url=url,
            title=f"{speaker}: {label or issue}",
            source=outlet,
            language=language,
            published_at=published_at or at,
        ),
        extractor=Extractor(name="synthetic"),
        confidence=confidence,
    )
