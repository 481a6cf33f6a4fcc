"""From a raw article to an analysed document and to an enriched article. Pure: the time comes from the record."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from schemas import EnrichedArticle, Mention, RawArticle
from schemas.base import Language, Span
from schemas.identity import article_id, content_hash
from streams.actors import ActorCatalogue
from streams.language.clean import clean_text, html_to_text
from streams.language.document import Document, MentionSpan
from streams.language.langid import identify
from streams.language.mentions import find_mentions
from streams.language.quotations import find_quotations
from streams.language.sentences import split
from streams.language.tokens import tokens_of
from streams.rejection import Rejected

MAX_CHARACTERS: Final = 1_000_000
EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_CLOCK_SKEW = timedelta(days=1)
_EXTRACTOR = "rules/1"
_SURE = 0.9
_FEW = 100
"""Characters of a text, such as a post, on which the producer knows better than any statistics."""
_LANGUAGES: dict[str, Language] = {
    "uk": "uk",
    "ukr": "uk",
    "ua": "uk",
    "en": "en",
    "eng": "en",
    "ru": "ru",
    "rus": "ru",
}
_WHITE = re.compile(r"\s+")


class Analyser:
    """Reads articles in Ukrainian, English and Russian.

    One instance serves a process.

    Args:
        actors: the catalogue that names are looked up in.
        max_characters: longest text (or HTML) that is read, in code points.
    """

    def __init__(self, actors: ActorCatalogue, max_characters: int = MAX_CHARACTERS) -> None:
        self.actors = actors
        self.max_characters = max_characters
        self._peoples: dict[Language, dict[str, tuple[str, str]]] = {"uk": {}, "en": {}, "ru": {}}
        for actor in actors:
            for language, known in self._peoples.items():
                for word in actor.country.demonyms.get(language, ()) if actor.country else ():
                    known[word.lower()] = actor.id, actor.name

    def document(
        self,
        text: str,
        *,
        title: str = "",
        language: Language | None = None,
        published_at: datetime | None = None,
        author: str | None = None,
    ) -> Document:
        """Tokens, sentences, paragraphs and mentions of `text`, which is taken as it stands: offsets are into it.

        Args:
            text: plain text, best cleaned by `clean_text` before.
            language: the text's language if it is known; else it is identified.
            published_at: the day at which offices are looked up.

        Raises:
            Rejected: no `language` is given and the text is in none of ours.
        """
        if language is None:
            language = _language(text, None)
        document = Document(text, language, title, published_at, author)
        document.tokens = tokens_of(text)
        document.sentences, document.paragraphs = split(text, document.tokens, language)
        document.mentions = find_mentions(document, self.actors)
        document.peoples = self._peoples[language]
        return document

    def analyse(self, raw: RawArticle, record_time: datetime | None) -> EnrichedArticle:
        """The enriched article of a raw one.

        Args:
            raw: the record's value.
            record_time: the record's own time, which stands in for a missing date and bounds a given one.

        Raises:
            Rejected: the record can never be processed: empty-text, too-long, unsupported-language, date-in-future,
                date-out-of-range, or invalid-field where there is no date at all.
        """
        published_at, dated_by = _dated(raw, record_time)
        text = self._text(raw)
        title = _WHITE.sub(" ", clean_text(raw.title)).strip()
        language = _language(text, raw.language)
        document = self.document(text, title=title, language=language, published_at=published_at, author=raw.author)
        quotations = find_quotations(document)
        digest = content_hash(title, text)
        return EnrichedArticle(
            id=article_id(raw.url, title, text, digest=digest),
            content_hash=digest,
            url=raw.url,
            source=raw.source,
            title=title,
            text=text,
            language=language,
            published_at=published_at,
            dated_by=dated_by,
            author=raw.author,
            sentences=tuple(Span.trusted(start=one.start, end=one.end) for one in document.sentences),
            mentions=tuple(public_mention(mention) for mention in document.mentions),
            quotations=tuple(sorted(quotations, key=lambda quotation: (quotation.start, quotation.end))),
            extractor=_EXTRACTOR,
        )

    def _text(self, raw: RawArticle) -> str:
        """The cleaned text: `text` where it has words, else `html`."""
        for field in ("text", "html"):
            value = getattr(raw, field)
            if value is None or not value.strip():
                continue
            if len(value) > self.max_characters:
                raise Rejected(
                    "too-long", f"{field}: {len(value)} characters, at most {self.max_characters} are read", field=field
                )
            cleaned = clean_text(value) if field == "text" else html_to_text(value)
            if any(map(str.isalnum, cleaned)):
                return cleaned
        raise Rejected(
            "empty-text", "text: nothing to read is left after cleaning", field="text", value=raw.text or raw.html
        )


def _dated(raw: RawArticle, record_time: datetime | None) -> tuple[datetime, Literal["article", "record"]]:
    published_at = raw.published_at
    if published_at is None:
        if record_time is None:
            raise Rejected(
                "invalid-field", "published_at: missing, and the record has no time of its own", field="published_at"
            )
        return record_time, "record"
    if record_time is not None and published_at > record_time + _CLOCK_SKEW:
        raise Rejected(
            "date-in-future",
            f"published_at: {published_at.isoformat()} is after the record itself ({record_time.isoformat()})",
            field="published_at",
            value=published_at.isoformat(),
        )
    if published_at < EARLIEST:
        raise Rejected(
            "date-out-of-range",
            f"published_at: {published_at.isoformat()} is before the year {EARLIEST.year}",
            field="published_at",
            value=published_at.isoformat(),
        )
    return published_at, "article"


def _language(text: str, claimed: str | None) -> Language:
    """The text's language. What the producer claims decides only where the text itself leaves doubt."""
    found, confidence = identify(text)
    hint = _LANGUAGES.get((claimed or "").lower().replace("_", "-").split("-")[0])
    if hint is not None and (found is None or confidence < _SURE) and (confidence < _SURE or _too_short(text)):
        return hint
    if found is None:
        raise Rejected(
            "unsupported-language",
            "text: neither Ukrainian nor English nor Russian"
            + (f" (the producer claims {claimed!r})" if claimed else ""),
            field="text",
            value=text,
        )
    return found


def _too_short(text: str) -> bool:
    """Whether there are too few words to trust any verdict on them."""
    return len(text) < _FEW


def public_mention(span: MentionSpan) -> Mention:
    """A mention as the events have it."""
    return Mention.trusted(
        start=span.start,
        end=span.end,
        text=span.surface,
        type=span.type,
        actor_id=span.actor_id,
        name=(span.place or span.name or "")[:300] or None,
        confidence=span.confidence,
    )
