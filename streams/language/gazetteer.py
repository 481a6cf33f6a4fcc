"""Finds the names of known actors in running text, in every inflected form, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.base import Language
from schemas.enriched_article import MentionType
from streams.actors import ActorCatalogue, ActorKind
from streams.language.actor_names import Entry, NameForm, country_words, entries
from streams.language.adjectives import ALL_CASES
from streams.language.document import Gender, Number, Token
from streams.language.name_index import CACHE_SIZE, PhraseIndex, fold
from streams.language.role_phrases import RoleMatch, RolePhrases

__all__ = ["Gazetteer", "Match", "NameForm", "RoleMatch"]

_LANGUAGES: tuple[Language, ...] = ("en", "uk", "ru")
_PREFERENCE = ("full", "name", "acronym", "country", "metonym", "surname")
_PARTY_WORDS = ("парт", "фракц", "рух", "движен", "блок", "party", "parties", "movement", "bloc")
_NO_CASES: frozenset[str] = frozenset()


@dataclass(slots=True, unsafe_hash=True, init=False)
class Match:
    """A name in the text. `first`…`last` are token indices, `start`…`end` code points (both half open)."""

    start: int
    end: int
    """Without the English possessive ’s, though that belongs to the last token."""
    first: int
    last: int
    candidates: tuple[str, ...]
    """Ids of the actors that bear the name; several where persons share a surname (which one is meant the rest of the
    text must tell), one otherwise. For a country or metonym: its government."""
    type: MentionType
    """PER, ORG, or LOC for countries and metonyms."""
    kind: ActorKind
    """Kind of the first candidate."""
    form: NameForm
    """full: given name and surname; surname alone; name: of a body; acronym; metonym (Кремль, Berlin); country."""
    cases: frozenset[str]
    """Cases that the form can stand in; empty: unknown, or English."""
    number: Number
    gender: Gender | None
    """Of a person, or grammatical."""

    def __init__(
        self,
        start: int,
        end: int,
        first: int,
        last: int,
        candidates: tuple[str, ...],
        type: MentionType,
        kind: ActorKind,
        form: NameForm,
        cases: frozenset[str],
        number: Number,
        gender: Gender | None,
    ) -> None:
        self.start = start
        self.end = end
        self.first = first
        self.last = last
        self.candidates = candidates
        self.type = type
        self.kind = kind
        self.form = form
        self.cases = cases
        self.number = number
        self.gender = gender


class Gazetteer:
    """Names of all actors of a catalogue.

    Lookup is by token: one dictionary access for most words, so that time is linear in the text and hardly depends on
    the number of actors. It holds nothing of a text but a bounded cache of words.

    Args:
        actors: known actors.
    """

    def __init__(self, actors: ActorCatalogue) -> None:
        self._names: dict[Language, PhraseIndex[Entry]] = {language: PhraseIndex(language) for language in _LANGUAGES}
        self._given: dict[Language, dict[int, set[str]]] = {language: {} for language in _LANGUAGES}
        countries: dict[Language, PhraseIndex[str]] = {language: PhraseIndex(language) for language in _LANGUAGES}
        for actor in actors:
            for language, names in self._names.items():
                for words, entry in entries(actor, language):
                    names.add(words, entry)
                    if entry.form == "full":
                        given = names.word(*words[0])
                        self._given[language].setdefault(given, set()).add(actor.id)
                for words in country_words(actor, language):
                    countries[language].add(words, actor.id)
        for names in self._names.values():
            names.close()
        self._countries = countries
        self._routes: dict[Language, dict[str, PhraseIndex[Entry] | None]] = {language: {} for language in _LANGUAGES}
        self._roles = {language: RolePhrases(actors.roles, language, countries[language]) for language in _LANGUAGES}

    def find(self, tokens: Sequence[Token], language: Language) -> list[Match]:
        """Names in order of their start, not overlapping, the longest at each place. Latin names are found in any
        text."""
        own, latin = self._names[language], self._names["en"]
        routes = self._routes[language]
        if len(routes) >= CACHE_SIZE:
            routes.clear()
        found: list[tuple[int, int, list[tuple[Entry, frozenset[str]]]]] = []
        free = 0
        for position, token in enumerate(tokens):
            text = token.text
            if text in routes:
                index = routes[text]
            else:
                candidate = latin if text[0].isascii() else own
                index = routes[text] = candidate if candidate.beginnings(token) else None
            if index is None or position < free:
                continue
            hit = index.longest(tokens, position)
            if hit is not None:
                free = hit[0]
                found.append((position, free, hit[1]))
        named = {entry.actor_id for _, _, payloads in found for entry, _ in payloads if not entry.weak}
        matches: list[Match] = []
        for first, last, payloads in found:
            kept = [(entry, cases) for entry, cases in payloads if self._counts(entry, tokens, first, named)]
            if kept and (match := self._match(tokens, first, last, kept, language)) is not None:
                matches.append(match)
        return matches

    def find_roles(
        self, tokens: Sequence[Token], language: Language, names: Sequence[Match] | None = None
    ) -> list[RoleMatch]:
        """Role phrases with the country or body that they name, in order, not overlapping; persons' names stay outside.

        Resolve one by `ActorCatalogue.who_holds(match.key, match.of[0], day)`; with `of` empty by the context.

        Args:
            tokens: of the text.
            language: of the text.
            names: what `find` gave for the same tokens, if at hand.
        """
        matches = self.find(tokens, language) if names is None else names
        bodies = {m.first: (m.last, m.candidates[0], m.form, m.cases, m.kind) for m in matches if m.type != "PER"}
        return self._roles[language].find(tokens, bodies)

    def country_of(self, word: str, language: Language) -> str | None:
        """Id of the government of the country that `word` names in any case, by noun, adjective or demonym; None: no
        country.

        >>> from streams.actors import ActorCatalogue
        >>> Gazetteer(ActorCatalogue.default()).country_of("німецькому", "uk")
        'government-of-germany'
        """
        hit = self._countries[language].longest([Token(0, len(word), word, fold(word, language), "word")], 0)
        return hit[1][0][0] if hit else None

    def is_given_name(self, word: str, language: Language) -> bool:
        """Whether `word`, in any case, is the first name of a person of the catalogue."""
        token = Token(0, len(word), word, word.lower(), "word")
        return any(number in self._given[language] for number, _ in self._names[language].words_at(token))

    def _counts(self, entry: Entry, tokens: Sequence[Token], first: int, named: set[str]) -> bool:
        """Whether a name that is common, or a common word, is meant as a name here."""
        if entry.guarded:
            before = tokens[first - 1] if first else None
            return before is not None and (before.kind == "quote" or before.lower.startswith(_PARTY_WORDS))
        return not entry.weak or entry.actor_id in named

    def _match(
        self,
        tokens: Sequence[Token],
        first: int,
        last: int,
        payloads: list[tuple[Entry, frozenset[str]]],
        language: Language,
    ) -> Match | None:
        form = payloads[0][0].form
        chosen = payloads
        if len(payloads) > 1:
            form = min((entry.form for entry, _ in payloads), key=_PREFERENCE.index)
            chosen = [(entry, cases) for entry, cases in payloads if entry.form == form]
        if form == "surname":
            narrowed = self._before_surname(tokens, first, chosen, language)
            if narrowed is None:
                return None
            first, chosen = narrowed
        entry, cases = chosen[0]
        candidates: tuple[str, ...] = (entry.actor_id,)
        gender = entry.gender
        if len(chosen) > 1:
            cases = cases.union(*(some for _, some in chosen))
            candidates = tuple(dict.fromkeys(other.actor_id for other, _ in chosen))
            gender = gender if all(other.gender == gender for other, _ in chosen) else None
        tail = tokens[last - 1]
        end = tail.end - 2 if tail.lower.endswith("’s") and tail.text[0].isascii() else tail.end
        if len(cases) == len(ALL_CASES):
            cases = _NO_CASES
        return Match(
            tokens[first].start, end, first, last, candidates, entry.type, entry.kind, form, cases, entry.number, gender
        )

    def _before_surname(
        self, tokens: Sequence[Token], first: int, chosen: list[tuple[Entry, frozenset[str]]], language: Language
    ) -> tuple[int, list[tuple[Entry, frozenset[str]]]] | None:
        """Takes in an initial before a surname; None if another first name stands there: it is somebody else."""
        if not first:
            return first, chosen
        before = tokens[first - 1]
        if before.text == "." and first > 1 and len(tokens[first - 2].text) == 1 and tokens[first - 2].text.isupper():
            initial = fold(tokens[first - 2].text, language)
            fitting = [(entry, cases) for entry, cases in chosen if entry.initial == initial]
            return (first - 2, fitting) if fitting else None
        if before.text[0].isupper():
            index: Language = "en" if before.text[0].isascii() else language
            bearers = [
                self._given[index][number]
                for number, _ in self._names[index].words_at(before)
                if number in self._given[index]
            ]
            if bearers and not any(entry.actor_id in some for entry, _ in chosen for some in bearers):
                return None
        return first, chosen
