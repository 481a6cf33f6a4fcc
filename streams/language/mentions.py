"""Who and what a text names: persons, organisations, places and roles, linked to known actors where there are any."""

from __future__ import annotations

from functools import lru_cache

from streams.actors import ActorCatalogue
from streams.language.document import Document, MentionSpan
from streams.language.gazetteer import Gazetteer, Match
from streams.language.names_english import EnglishNames
from streams.language.names_slavic import SlavicNames
from streams.language.scan import Found, Scan


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
    scan = Scan(document)
    mentions = [_known(document, match, actors) for match in matches]
    taken = {index for match in matches for index in range(match.first, match.last)}
    mentions.extend(_unknown(document, found) for found in find_unknown(scan, taken))
    return sorted(mentions, key=lambda mention: (mention.start, mention.end))


def find_unknown(scan: Scan, taken: set[int]) -> list[Found]:
    """Names that no catalogue has, in order, outside the tokens `taken`."""
    finder = EnglishNames(scan) if scan.language == "en" else SlavicNames(scan)
    found: list[Found] = []
    index = 0
    while index < len(scan.tokens):
        name = None if index in taken else finder.at(index, taken)
        if name is None:
            index += 1
            continue
        found.append(name)
        index = name.last
    return found


def _known(document: Document, match: Match, actors: ActorCatalogue) -> MentionSpan:
    actor = actors.get(match.candidates[0])
    return MentionSpan(
        match.start, match.end, match.first, match.last, document.text[match.start : match.end], match.type,
        match.candidates[0], actor.name if actor else None, 1.0 if len(match.candidates) == 1 else 0.6,
        "person" if match.type == "PER" else "institution", match.gender, match.number, match.cases,
    )  # fmt: skip


def _unknown(document: Document, found: Found) -> MentionSpan:
    start = document.tokens[found.first].start
    end = document.tokens[found.last - 1].end - found.trim_end
    surface = document.text[start:end]
    return MentionSpan(start, end, found.first, found.last, surface, found.type, None, surface, found.confidence)
