"""Who and what a text names: persons, organisations, places and roles, linked to known actors where there are any."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from streams.actors import ActorCatalogue
from streams.language.document import Document, MentionSpan
from streams.language.gazetteer import Gazetteer, Match
from streams.language.linking import Linker
from streams.language.names_english import EnglishNames
from streams.language.names_slavic import SlavicNames
from streams.language.persons import Part, name_part, same_word
from streams.language.roles_general import RolePhrase, general_roles, widened
from streams.language.scan import Found, Scan


@lru_cache(maxsize=4)
def _gazetteer(actors: ActorCatalogue) -> Gazetteer:
    return Gazetteer(actors)


def find_mentions(document: Document, actors: ActorCatalogue) -> list[MentionSpan]:
    """The mentions of `document`, in order, not overlapping but for the names within a role phrase.

    A role that stands with a name is part of the person's mention (`role`); one that stands alone is a mention of
    type ROLE,
    with the actor who held it on the document's day, or else the person to whom the text gave it before. All mentions
    of one
    person who is in no catalogue share a name, in its dictionary form, and an id made from it.

    Args:
        document: tokens, sentences and paragraphs are filled in; nothing is changed.
        actors: known actors.
    """
    gazetteer = _gazetteer(actors)
    scan = Scan(document)
    matches = gazetteer.find(document.tokens, document.language)
    if document.language == "en":
        matches = _without_parts(scan, matches)
    matches = _without_words(scan, matches)
    taken = {index for match in matches for index in range(match.first, match.last)}
    unknown = find_unknown(scan, taken)
    unknown += echoes(scan, unknown, taken)
    persons = {index for match in matches if match.type == "PER" for index in range(match.first, match.last)}
    persons.update(index for found in unknown if found.type == "PER" for index in range(found.first, found.last))
    roles = [
        widened(
            scan,
            RolePhrase(
                role.first, role.last, role.first, role.key, role.of, role.cases, role.number, role.gender, role.former
            ),
            persons,
        )
        for role in gazetteer.find_roles(document.tokens, document.language, matches)
    ]
    covered = {index for role in roles for index in range(role.first, role.last)}
    matches = _outside(matches, unknown)
    names = {index for match in matches if match.form == "name" for index in range(match.first, match.last)}
    roles.extend(general_roles(scan, covered | persons | names, persons))
    roles.sort(key=lambda role: role.first)
    return Linker(scan, actors).link(matches, unknown, roles)


def _without_parts(scan: Scan, matches: Sequence[Match]) -> list[Match]:
    """Known names, without countries that merely start an organisation's name: US Marines."""
    finder = EnglishNames(scan)
    taken = {index for match in matches for index in range(match.first, match.last)}
    kept: list[Match] = []
    for match in matches:
        if match.type == "LOC" and match.last < len(scan.tokens) and scan.capital(match.last):
            own = range(match.first, match.last)
            taken.difference_update(own)
            whole = finder.at(match.first, taken)
            taken.update(own)
            if whole is not None and whole.type == "ORG" and whole.last > match.last:
                continue
        kept.append(match)
    return kept


def _without_words(scan: Scan, matches: Sequence[Match]) -> list[Match]:
    """Known names, without ordinary words that a capital at the start of a sentence makes look like one: "Кошти" is no
    form of Costa, "Economist Anna Hale" no magazine, unless the text names them elsewhere too."""
    sure = {
        candidate
        for match in matches
        if match.last - match.first > 1 or match.first not in scan.initial
        for candidate in match.candidates
    }
    return [
        match
        for match in matches
        if not _first_name(scan, match) and (sure.intersection(match.candidates) or not _mere_word(scan, match))
    ]


def _first_name(scan: Scan, match: Match) -> bool:
    """Whether a known surname is somebody else's first name here: "Надя Коваль" is no genitive of Naď."""
    after = match.last
    if match.form != "surname" or after - match.first > 1 or after >= len(scan.tokens):
        return False
    if not scan.of(match.first).given or scan.tokens[after].kind != "word" or not scan.capital(after):
        return False
    traits = scan.of(after)
    named = traits.role or traits.title or traits.head or traits.place or traits.acronym or traits.function
    return scan.same_sentence(match.first, after) and not named


def _mere_word(scan: Scan, match: Match) -> bool:
    if match.last - match.first > 1 or match.first not in scan.initial:
        return False
    traits = scan.of(match.first)
    if match.form == "surname":
        return scan.language != "en" and traits.common and traits.noun and not traits.surname
    return match.form == "name" and traits.role


def _outside(matches: Sequence[Match], unknown: Sequence[Found]) -> list[Match]:
    """Known names, without those that are but a part of a body's or a place's name: "Poland" in "Supreme Court of
    Poland"."""
    inside = {index for found in unknown if found.type != "PER" for index in range(found.first, found.last)}
    return [match for match in matches if match.first not in inside or match.last - 1 not in inside]


def echoes(scan: Scan, unknown: list[Found], taken: set[int]) -> list[Found]:
    """Single words, not found by themselves, that repeat the surname of a person whom the text names in full."""
    surnames: dict[str, list[Part]] = {}
    covered = set(taken)
    for found in unknown:
        covered.update(range(found.first, found.last))
        last = scan.tokens[found.last - 1]
        if found.type == "PER" and found.whole and last.kind == "word" and len(last.text) > 3:
            part = name_part(last.text, scan.language, False)
            surnames.setdefault(last.lower[:4], []).append(part)
    if not surnames:
        return []
    return [
        scan.found(index, index + 1, "PER", 0.7, whole=False)
        for index in scan.capitals
        if index not in covered
        and (parts := surnames.get(scan.tokens[index].lower[:4]))
        and any(same_word(name_part(scan.tokens[index].text, scan.language, False), part) for part in parts)
    ]


def find_unknown(scan: Scan, taken: set[int]) -> list[Found]:
    """Names that no catalogue has, in order, outside the tokens `taken`."""
    finder = EnglishNames(scan) if scan.language == "en" else SlavicNames(scan)
    found: list[Found] = []
    free = 0
    for index in finder.starts():
        if index < free or index in taken:
            continue
        name = finder.at(index, taken)
        if name is not None:
            found.append(name)
            free = name.last
    return found
