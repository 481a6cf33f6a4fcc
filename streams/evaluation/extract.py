"""Predictions of the system in the form that evaluation reads, on texts as they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from schemas.base import Language, Span
from schemas.enriched_article import EnrichedArticle, Quotation
from schemas.identity import content_hash
from streams.actors import ActorCatalogue
from streams.evaluation.rows import InputRow, StanceInput
from streams.language.analyse import EARLIEST, Analyser, public_mention
from streams.language.document import Document
from streams.language.langid import identify
from streams.language.quotations import find_quotations
from streams.rejection import Rejected
from streams.stances.issues import IssueCatalogue
from streams.stances.learned import LANGUAGES, Models
from streams.stances.names import own_names, peoples
from streams.stances.quotation import QuotationReader
from streams.stances.reader import read_quotation

ENTITY_TYPES = ("PER", "ORG", "LOC")
"""Mentions that count as entities. A role is none: it is part of who speaks."""


class Extractor:
    """Runs the extractor over texts; nothing is cleaned, so offsets are into the given text.

    Args:
        actors: who is known.
        issues: what statements are read for.
        max_characters: longest text.
        reread: puts a model's quotations in place of the rules'; without it the rules are measured.
        models: a folder of learned models of one's own.
    """

    def __init__(
        self,
        actors: ActorCatalogue,
        issues: IssueCatalogue,
        max_characters: int,
        reread: Callable[[EnrichedArticle], EnrichedArticle] | None = None,
        models: Path | None = None,
    ) -> None:
        self._reread = reread
        self._analyser = Analyser(actors, max_characters=max_characters)
        self._actors, self._issues = actors, issues
        named = {language: peoples(actors, language) for language in LANGUAGES}
        self._reader = QuotationReader(issues, named, Models(models))

    def article(
        self, row: InputRow, *, day: datetime | None = None, issues: bool = True, rules_only: bool = False
    ) -> dict[str, Any]:
        """One article's statements, quotes and entities.

        Args:
            row: the article.
            day: its date where it gives none; offices are looked up on it.
            issues: whether to read issues and stances too.
            rules_only: whether to leave out the model, where there is one.

        Raises:
            Rejected: the text is too long, or it is in no language of ours and `lang` is not given.
        """
        if len(row.text) > self._analyser.max_characters:
            most = self._analyser.max_characters
            raise Rejected("too-long", f"text: {len(row.text)} characters, at most {most} are read", field="text")
        document = self._analyser.document(
            row.text, title=row.title, language=row.lang, published_at=row.published_at or day
        )
        found: Sequence[Quotation] = find_quotations(document)
        if self._reread is not None and not rules_only:
            found = self._reread(_enriched(row.id, document, found)).quotations
        quotations = _quotations(found)
        statements = [{**quote_row(quotation), "issue": None, "stance": None} for quotation in quotations]
        if issues and quotations:
            page = self._reader.page(
                row.text, row.title, document.language, tuple((s.start, s.end) for s in document.sentences)
            )
            for quotation, statement in zip(quotations, statements, strict=True):
                if quotation.readings is not None:
                    if quotation.readings:
                        first = quotation.readings[0]
                        statement |= {"issue": first.issue, "stance": first.stance}
                    continue
                cue = (quotation.cue.start, quotation.cue.end) if quotation.cue else None
                own = frozenset[str]()
                if quotation.speaker is not None:
                    at = row.published_at or day
                    own = own_names(
                        self._actors,
                        quotation.speaker.actor_id or "unknown",
                        quotation.speaker.surface or "",
                        at.date() if at is not None else date.min,
                        document.language,
                    )
                findings = self._reader.read(page, quotation.start, quotation.end, cue, own)
                if findings:
                    statement |= {"issue": findings[0].issue, "stance": findings[0].reading.label}
        return {
            "id": row.id,
            "lang": document.language,
            "statements": statements,
            "quotes": whole_quotes(row.text, quotations),
            "entities": [
                {
                    "surface": mention.surface,
                    "type": mention.type,
                    "start": mention.start,
                    "end": mention.end,
                    "actor": mention.actor_id,
                }
                for mention in document.mentions
                if mention.type in ENTITY_TYPES
            ],
        }

    def language(self, text: str) -> Language | None:
        """The language of a text; none if it is not one of ours."""
        return identify(text)[0]

    def stance(self, row: StanceInput) -> dict[str, Any]:
        """One statement's issues and stances."""
        findings = read_quotation(
            row.context,
            row.start,
            row.end,
            language=row.lang,
            title=row.title,
            cue=row.cue,
            speaker=row.speaker,
            issues=self._issues,
            actors=self._actors,
        )
        return {
            "key": row.key,
            "issues": [
                {
                    "id": finding.issue,
                    "stance": finding.reading.label,
                    "confidence": round(finding.reading.confidence, 3),
                }
                for finding in findings
            ],
        }


def _enriched(id: str, document: Document, found: Sequence[Quotation]) -> EnrichedArticle:
    """The text as it stands as an event."""
    published_at = document.published_at
    if published_at is not None and published_at.tzinfo is None:
        published_at = published_at.replace(tzinfo=UTC)
    return EnrichedArticle(
        id=id or "article",
        content_hash=content_hash(document.title, document.text),
        title=document.title,
        text=document.text,
        language=document.language,
        published_at=published_at or EARLIEST,
        dated_by="article" if published_at is not None else "record",
        sentences=tuple(Span(start=sentence.start, end=sentence.end) for sentence in document.sentences),
        mentions=tuple(public_mention(mention) for mention in document.mentions),
        quotations=tuple(found),
        extractor="rules/1",
    )


def _quotations(found: Sequence[Quotation]) -> list[Quotation]:
    """Quotations in order, without acts (nobody's words), words that two speak together once."""
    ordered = sorted((one for one in found if one.kind != "act"), key=lambda one: (one.start, one.end))
    return [
        one
        for number, one in enumerate(ordered)
        if not number or (one.start, one.end, one.utterance) != _at(ordered[number - 1])
    ]


def _at(one: Quotation) -> tuple[int, int, int]:
    return one.start, one.end, one.utterance


def speaker_name(quotation: Quotation) -> str | None:
    """The canonical English name of a known actor, else the name as resolved; none for an anonymous speaker."""
    speaker = quotation.speaker
    if speaker is None or speaker.kind == "anonymous":
        return None
    return speaker.name or speaker.surface


def quote_row(quotation: Quotation) -> dict[str, Any]:
    """A quotation as a row of predictions."""
    speaker = quotation.speaker
    return {
        "start": quotation.start,
        "end": quotation.end,
        "text": quotation.text,
        "kind": quotation.kind,
        "speaker": speaker_name(quotation),
        "speaker_start": speaker.start if speaker else None,
        "speaker_end": speaker.end if speaker else None,
        "cue": quotation.cue.text if quotation.cue else None,
        "confidence": quotation.confidence,
    }


def whole_quotes(text: str, quotations: Sequence[Quotation]) -> list[dict[str, Any]]:
    """Quotations as rows in which the pieces of one direct utterance are one quotation.

    Quotation corpora (PolNeAR, and PARC before it) annotate words that their cue interrupts as one attribution with a
    content of several spans, where statements are counted piece by piece. The row reaches from the first piece to the
    last; `spans` has the pieces.

    Args:
        text: what the offsets are into.
        quotations: in order of their start.
    """
    rows: list[dict[str, Any]] = []
    whole: dict[int, dict[str, Any]] = {}
    for quotation in quotations:
        piece = quote_row(quotation)
        row = whole.get(quotation.utterance) if quotation.kind == "direct" else None
        if row is None:
            piece["spans"] = [[quotation.start, quotation.end]]
            rows.append(piece)
            if quotation.kind == "direct":
                whole[quotation.utterance] = piece
            continue
        row["spans"].append([quotation.start, quotation.end])
        row["end"] = max(row["end"], quotation.end)
        row["text"] = text[row["start"] : row["end"]]
        row["confidence"] = min(row["confidence"], quotation.confidence)
        if row["speaker_start"] is None:
            row |= {name: piece[name] for name in ("speaker", "speaker_start", "speaker_end")}
        row["cue"] = row["cue"] or piece["cue"]
    return rows
