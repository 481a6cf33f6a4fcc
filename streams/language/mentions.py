"""Who and what a text names: persons, organisations, places and roles, linked to known actors where there are any."""

from __future__ import annotations

from functools import lru_cache

from streams.actors import ActorCatalogue
from streams.language.document import Document, MentionSpan
from streams.language.gazetteer import Gazetteer, Match


@lru_cache(maxsize=4)
def _gazetteer(actors: ActorCatalogue) -> Gazetteer:
    return Gazetteer(actors)


def find_mentions(document: Document, actors: ActorCatalogue) -> list[MentionSpan]:
    """The mentions of `document`, in order, not overlapping but for roles that hold a name.

    Args:
        document: tokens and sentences are filled in; nothing is changed.
        actors: known actors.
    """
    matches = _gazetteer(actors).find(document.tokens, document.language)
    return [_known(document, match, actors) for match in matches]


def _known(document: Document, match: Match, actors: ActorCatalogue) -> MentionSpan:
    actor = actors.get(match.candidates[0])
    return MentionSpan(
        match.start, match.end, match.first, match.last, document.text[match.start : match.end], match.type,
        match.candidates[0], actor.name if actor else None, 1.0 if len(match.candidates) == 1 else 0.6,
        "person" if match.type == "PER" else "institution", match.gender, match.number, match.cases,
    )  # fmt: skip
