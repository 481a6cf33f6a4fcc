"""What the language processes do: bytes of a record in, bytes of the records made of it out.

These functions run in a process pool, so they take and return plain values. Each process loads its lexicons once.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from schemas import EnrichedArticle, RawArticle, Statement
from streams.records import Failure, decode, from_milliseconds
from streams.rejection import Rejected
from streams.settings import Settings

if TYPE_CHECKING:  # a worker's own process needs the functions' names and results, and not the language core
    from streams.answers.form import Problem, Rejection
    from streams.answers.prompt import Prompt, Questionnaire
    from streams.answers.speakers import SpeakerResolver
    from streams.language.analyse import Analyser
    from streams.stances import StatementReader


@dataclass(frozen=True, slots=True)
class Resources:
    """What a language process loads when it starts."""

    actors: tuple[Path, ...] = ()
    """Actor files beside the catalogue that ships."""
    issues: tuple[Path, ...] = ()
    """Issue files beside the catalogue that ships."""
    models: Path | None = None
    """Folder of models that are used instead of those that ship."""
    max_characters: int = 200_000
    """Longest article text."""
    max_statements: int = 500
    """Most statements of one article."""
    max_mentions: int = 10_000
    """Most mentions of one article."""
    max_quotations: int = 2_000
    """Most quotations of one article."""
    max_bytes: int = 8_388_608
    """Largest record that is made of one article, in bytes; all its statements together are held to it too, since they
    are one record of the article's state."""

    @classmethod
    def of(cls, settings: Settings) -> Resources:
        """What the settings say."""
        return cls(
            actors=settings.actors_file,
            issues=settings.issues_file,
            models=settings.models_folder,
            max_characters=settings.max_article_characters,
            max_statements=settings.max_statements_per_article,
            max_mentions=settings.max_mentions_per_article,
            max_quotations=settings.max_quotations_per_article,
            max_bytes=settings.max_message_bytes,
        )


@dataclass
class _Loaded:
    analyser: Analyser
    reader: StatementReader
    limits: Resources

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What a model is asked; made when it is first needed."""
        from streams.answers.prompt import Questionnaire

        return Questionnaire.of(self.reader.issues)

    @cached_property
    def resolver(self) -> SpeakerResolver:
        """Actors of a model's speakers; made when first needed."""
        from streams.answers.speakers import SpeakerResolver

        return SpeakerResolver(self.reader.actors)


_loaded: _Loaded | None = None


ROOM = 131_072
"""Bytes of a record that are left to its key and headers, and to what else the article's state holds."""
_ALLOCATIONS = 20_000
"""Objects after which young garbage is looked for: an article makes some thousand, hardly any in cycles."""
_LONG = 20_000
"""Characters of an article that is not read ahead: enriching it may take what time a record has."""
_SAMPLES = (
    '"Veldoria will never lift its sanctions," Prime Minister Aldo Bremick told reporters in Castrovel on 3 May.',
    "«Вельдорія не скасує санкцій», — заявила прем’єр-міністерка Ольда Бреміч журналістам у Кастровелі 3 травня.",
    "«Вельдория не отменит санкций», — заявила премьер-министр Ольда Бремич журналистам в Кастровеле 3 мая.",
)
"""One article in each language, to have every lexicon loaded before the first real one comes."""


def load(resources: Resources) -> None:
    """Load catalogues, lexicons and dictionaries into this process."""
    global _loaded  # one per process, set once by the pool
    from streams.actors import ActorCatalogue
    from streams.language.analyse import Analyser
    from streams.stances import StatementReader
    from streams.stances.issues import IssueCatalogue
    from streams.stances.patterns import split_phrase

    collecting = gc.isenabled()
    gc.disable()  # nothing made here is garbage: going through it again and again took a third of the time
    try:
        actors = ActorCatalogue.default(*resources.actors)
        issues = IssueCatalogue.default(*resources.issues)
        _loaded = _Loaded(
            Analyser(actors, max_characters=resources.max_characters),
            StatementReader(actors, issues, resources.models),
            resources,
        )
        day = datetime(2025, 5, 3, tzinfo=UTC)
        for text in _SAMPLES:
            _loaded.reader.read(_loaded.analyser.analyse(RawArticle(text=text, published_at=day), day))
        split_phrase.cache_clear()
        gc.freeze()
        gc.set_threshold(_ALLOCATIONS, 10, 10)
    finally:
        if collecting:
            gc.enable()


def loaded(resources: Resources) -> bool:
    """Whether this process has loaded just these."""
    return _loaded is not None and _loaded.limits == resources


def _ready() -> _Loaded:
    if _loaded is None:
        raise RuntimeError("load() has not been called in this process")
    return _loaded


def enrich(value: bytes | None, timestamp_ms: float) -> EnrichedArticle:
    """Raw article → enriched article.

    Args:
        value: the raw record's bytes.
        timestamp_ms: its Kafka timestamp.

    Raises:
        Rejected: the record is at fault.
    """
    record_time = from_milliseconds(timestamp_ms)
    article = _ready().analyser.analyse(decode(RawArticle, value), record_time)
    limits = _ready().limits
    _limit("mentions", len(article.mentions), limits.max_mentions)
    _limit("quotations", len(article.quotations), limits.max_quotations)
    return article.model_copy(update={"received_at": record_time})


def _limit(field: str, number: int, most: int, unit: str = "") -> None:
    if number > most:
        told = f"{field}: {number} {unit or field}, more than {most}"
        raise Rejected("too-long", told, field=field, value=number)


def read(value: bytes | None) -> tuple[EnrichedArticle, list[Statement]]:
    """Enriched article → its statements.

    Raises:
        Rejected: the record is at fault.
    """
    article = decode(EnrichedArticle, value)
    return article, _statements(article)


def _statements(article: EnrichedArticle) -> list[Statement]:
    loaded = _ready()
    statements = loaded.reader.read(article)
    _limit("statements", len(statements), loaded.limits.max_statements)
    return statements


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's statements as they go on the wire, with what tells its revisions apart."""

    article_id: str
    version: str
    """Content hash."""
    received_ms: int
    statements: tuple[bytes, ...]
    """JSON of each, in order."""


@dataclass(frozen=True, slots=True)
class Enriched:
    """An enriched article as it goes on the wire."""

    id: str
    published_at: str
    """ISO 8601."""
    value: bytes
    reading: Reading | None = None
    """What `read_record` would make of it, where it was read ahead."""


def enrich_record(value: bytes | None, timestamp_ms: float) -> Enriched | Failure:
    """`enrich`, with plain results."""
    try:
        return _within_limits(_enriched(enrich(value, timestamp_ms)))
    except Rejected as error:
        return Failure.of(error)


def enrich_ahead_record(value: bytes | None, timestamp_ms: float) -> Enriched | Failure:
    """`enrich_record`, and in the same go what `read_record` will make of it, unless the article is long.

    So it needs neither be decoded nor be tokenized again. Where the reading fails, it is left to `read_record` to tell.
    """
    try:
        article = enrich(value, timestamp_ms)
        enriched = _within_limits(_enriched(article))
    except Rejected as error:
        return Failure.of(error)
    if len(article.text) > _LONG:
        return enriched
    try:
        return replace(enriched, reading=_reading(article, _statements(article), timestamp_ms))
    except Exception:  # of whatever kind: the article itself is fine, and the next stage meets the same error
        return enriched


def _within_limits(enriched: Enriched) -> Enriched:
    _limit("text", len(enriched.value), _ready().limits.max_bytes - ROOM, "bytes once it is annotated")
    return enriched


def _enriched(article: EnrichedArticle) -> Enriched:
    return Enriched(article.id, article.published_at.isoformat(), article.to_json())


@dataclass(frozen=True, slots=True)
class Asked:
    """An article that the rules have enriched, and what to ask a model about it."""

    enriched: Enriched
    prompt: Prompt
    characters: int
    """Length of its text."""


def ask_record(value: bytes | None, timestamp_ms: float) -> Asked | Failure:
    """`enrich`, with the prompt for a model."""
    try:
        article = enrich(value, timestamp_ms)
    except Rejected as error:
        return Failure.of(error)
    return Asked(_enriched(article), _ready().questionnaire.prompt(article), len(article.text))


def ask_again_record(value: bytes | None, timestamp_ms: float) -> Asked | Failure:
    """What to ask a model about an article that is enriched already.

    Args:
        value: the enriched article's bytes.
        timestamp_ms: not used.
    """
    article = decode(EnrichedArticle, value)
    return Asked(_enriched(article), _ready().questionnaire.prompt(article), len(article.text))


@dataclass(frozen=True, slots=True)
class Answered:
    """An enriched article with a model's quotations; with the rules' where the answer was of no use."""

    enriched: Enriched
    quotations: int
    """How many of the model's were taken over."""
    rejected: tuple[Rejection, ...] = ()
    """What it said and could not be taken over."""
    problem: Problem | None = None
    """Why the rules stood in."""
    detail: str = ""
    """More of that, for the log."""


def answer_record(value: bytes | None, timestamp_ms: float, *, content: str, model: str) -> Answered | Failure:
    """Enriched article and a model's answer → enriched article with that answer.

    Args:
        value: the enriched article's bytes.
        timestamp_ms: not used.
        content: what the model wrote.
        model: its name.
    """
    from streams.answers.annotate import UngroundedAnswer, annotate
    from streams.answers.form import BadAnswer

    article = decode(EnrichedArticle, value)
    loaded = _ready()
    try:
        annotated = annotate(article, content, loaded.resolver, loaded.reader.issues, model)
    except BadAnswer as error:
        rejected = error.rejected if isinstance(error, UngroundedAnswer) else ()
        return Answered(_fallen_back(article, error.problem), 0, rejected, error.problem, str(error))
    return Answered(_enriched(annotated.article), len(annotated.article.quotations), annotated.rejected)


def fall_back_record(value: bytes | None, timestamp_ms: float, *, problem: Problem) -> Answered | Failure:
    """Enriched article → the same, signed as one that the rules read in place of a model.

    Args:
        value: the enriched article's bytes.
        timestamp_ms: not used.
        problem: why.
    """
    return Answered(_fallen_back(decode(EnrichedArticle, value), problem), 0, (), problem)


def _fallen_back(article: EnrichedArticle, problem: Problem) -> Enriched:
    from streams.answers.annotate import fallback_name

    return _enriched(article.model_copy(update={"extractor": fallback_name(article.extractor, problem)}))


def read_record(value: bytes | None, timestamp_ms: float) -> Reading | Failure:
    """`read`, with plain results."""
    try:
        return _reading(*read(value), timestamp_ms)
    except Rejected as error:
        return Failure.of(error)


def _reading(article: EnrichedArticle, statements: list[Statement], timestamp_ms: float) -> Reading:
    made = tuple(statement.to_json() for statement in statements)
    _limit("statements", sum(map(len, made)), _ready().limits.max_bytes - ROOM, "bytes")
    received = article.received_at.timestamp() * 1000 if article.received_at else timestamp_ms
    return Reading(
        article.id,
        article.content_hash,
        round(received),
        made,
    )
