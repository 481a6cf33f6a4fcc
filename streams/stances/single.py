"""Issues and stances of one quotation given by itself, read as the pipeline reads it within its article."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from schemas.base import Language
from streams.actors import ActorCatalogue
from streams.stances.issues import IssueCatalogue
from streams.stances.names import NamesOfSpeakers, peoples
from streams.stances.page import Finding
from streams.stances.quotation import QuotationReader


def read_quotation(
    context: str,
    start: int,
    end: int,
    *,
    language: Language,
    title: str = "",
    cue: str | None = None,
    speaker: str | frozenset[str] | None = None,
    day: date | None = None,
    issues: IssueCatalogue | None = None,
    actors: ActorCatalogue | None = None,
) -> list[Finding]:
    """Issues and stances of a quotation given by itself.

    Args:
        context: a text that holds the quotation.
        start: first code point of the quotation in `context`.
        end: one past the last.
        language: of the context.
        title: the headline.
        cue: the word that introduces the speech; its nearest occurrence outside the quotation counts.
        speaker: the speaker's name or actor id, looked up among the actors; or how the names of the speaker and of
            those it speaks for begin, in lower case; without it nothing is taken for somebody else's wish.
        day: the day on which offices are looked up; without it all that the speaker ever held count.
        issues: what to look for; by default the catalogue that ships.
        actors: countries and speakers; by default the catalogue that ships.
    """
    reader, names = _shared(issues, actors)
    own = names.find(speaker, day, language) if isinstance(speaker, str) else speaker or frozenset()
    page = reader.page(context, title, language)
    return reader.read(page, start, end, _cue_span(context, start, end, cue), own)


@lru_cache(maxsize=4)
def _shared(issues: IssueCatalogue | None, actors: ActorCatalogue | None) -> tuple[QuotationReader, NamesOfSpeakers]:
    known = actors or _actors()
    reader = QuotationReader(
        issues or _issues(), {language: peoples(known, language) for language in ("uk", "en", "ru")}
    )
    return reader, NamesOfSpeakers(known)


@lru_cache(maxsize=1)
def _issues() -> IssueCatalogue:
    return IssueCatalogue.default()


@lru_cache(maxsize=1)
def _actors() -> ActorCatalogue:
    return ActorCatalogue.default()


def _cue_span(context: str, start: int, end: int, cue: str | None) -> tuple[int, int] | None:
    if not cue:
        return None
    before, after = context.rfind(cue, 0, start), context.find(cue, end)
    if before < 0 and after < 0:
        return None
    if before >= 0 and (after < 0 or start - before - len(cue) <= after - end):
        return before, before + len(cue)
    return after, after + len(cue)
