"""From names and roles to mentions: which actor each one is, and which mentions are one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from schemas.enriched_article import SpeakerKind
from schemas.identity import unknown_actor_id
from schemas.names import latin_name
from streams.language.document import MentionSpan, Token
from streams.language.gazetteer import Match
from streams.language.linking_bodies import owned_bodies
from streams.language.linking_epithets import epithets
from streams.language.linking_roles import Name, RoleLinks
from streams.language.morphology import morphology
from streams.language.names_bodies import GOVERNMENTS
from streams.language.persons import Hint, Part, dictionary_name, name_part, same_word, spelt
from streams.language.roles_general import RolePhrase
from streams.language.scan import Found

_LAND = re.compile(r"(\w{0,40}(?:и|і))(?:я|и|ї|ю|ей|єю)")
"""A country's name in any case, in Russian and Ukrainian."""
_WHO = {"яка": "fem", "який": "masc", "которая": "fem", "который": "masc"}

_NAMESAKES = 50
"""Persons of one text who share a word of their names and are told apart."""


@dataclass(slots=True)
class _Cluster:
    """The occurrences of one unknown person."""

    members: list[Name] = field(default_factory=list)


class _Clusters:
    """All unknown persons, found by the words of their names."""

    def __init__(self) -> None:
        self.all: list[_Cluster] = []
        self._by_word: dict[str, list[int]] = {}

    def near(self, name: Name) -> list[_Cluster]:
        """Those that share a word with the name or an initial, in order of their making; of a word that very many
        share the first of them."""
        part = next((part for part in reversed(name.parts) if not part.initial), name.parts[0])
        keys = {_initial(part), "^" + _initial(part)} if part.initial else {*_forms(part), _initial(part)}
        numbers = {number for key in keys for number in self._by_word.get(key, ())[:_NAMESAKES]}
        return [self.all[number] for number in sorted(numbers)]

    def add(self, name: Name) -> None:
        """A person who is named for the first time."""
        for part in name.parts:
            keys = {_initial(part)} if part.initial else {*_forms(part), "^" + _initial(part)}
            for key in keys:
                self._by_word.setdefault(key, []).append(len(self.all))
        self.all.append(_Cluster([name]))


_CIRCUMSTANCES = 9
"""Words among which the verb before a name is looked for."""


def _forms(part: Part) -> set[str]:
    """What another word shares with the part if both can be forms of one name, see `same_word`."""
    return {"=" + part.word, *(form[0] for form in part.forms)}


def _initial(part: Part) -> str:
    return "." + part.word[:1].lower()


class Linker(RoleLinks):
    """Links the names and roles of one document."""

    def link(
        self, matches: Sequence[Match], unknown: Sequence[Found], roles: Sequence[RolePhrase]
    ) -> list[MentionSpan]:
        """Mentions in order of their start."""
        names = [self._from_match(match) for match in matches]
        names += [self._from_found(found) for found in unknown]
        names.sort(key=lambda name: (name.first, -name.last))
        names = self._widened(names)
        free = self._attach(names, roles)
        self._known(names)
        self._persons([name for name in names if name.type == "PER" and name.actor_id is None])
        self._others([name for name in names if name.type != "PER" and name.actor_id is None])
        mentions = [self._span(name) for name in names]
        mentions += self._roles(free, names)
        mentions.sort(key=lambda mention: (mention.start, mention.end))
        return epithets(self.scan, owned_bodies(self.scan, mentions, self.actors), self.actors)

    # Names

    def _from_match(self, match: Match) -> Name:
        return Name(match.first, match.last, match.start, match.end, match.type, 1.0, match)

    def _from_found(self, found: Found) -> Name:
        tokens = self.scan.tokens
        start, end = tokens[found.first].start, tokens[found.last - 1].end - found.trim_end
        return Name(found.first, found.last, start, end, found.type, found.confidence)

    def _widened(self, names: list[Name]) -> list[Name]:
        """A known surname with somebody else's given name before it is somebody else: "Тамара Порошенко"."""
        result: list[Name] = []
        for name in names:
            before = result[-1] if result else None
            if (
                before is not None
                and before.type == "PER"
                and before.match is None
                and before.last == name.first
                and name.type == "PER"
                and name.match is not None
                and name.match.form == "surname"
                and self.scan.same_sentence(before.first, name.first)
                and not before.end < self.scan.tokens[before.last - 1].end
            ):
                match = name.match if self._fits(before, name.match) else None
                result[-1] = replace(name, first=before.first, start=before.start, match=match, confidence=0.9)
                continue
            result.append(name)
        return result

    def _fits(self, given: Name, match: Match) -> bool:
        """Whether the words before a known surname are that actor's given name or initials."""
        written = self.scan.tokens[given.first].lower
        for candidate in match.candidates:
            actor = self.actors.get(candidate)
            for forms in (actor.names.get(self.scan.language, ()), actor.names.get("en", ())) if actor else ():
                for form in forms:
                    first = form.split()[0].lower()
                    if (len(written) <= 2 and first.startswith(written)) or (
                        len(written) > 2 and first[:3] == written[:3]
                    ):
                        return True
        return False

    def _known(self, names: list[Name]) -> None:
        """Chooses the actor of every known name."""
        full = {
            candidate
            for name in names
            if name.match is not None and name.match.form != "surname" and len(name.match.candidates) == 1
            for candidate in name.match.candidates
        }
        for name in names:
            match = name.match
            if match is None:
                continue
            candidates = list(match.candidates)
            name.actor_id, name.confidence = self._choose(candidates, full, name)
            actor = self.actors.get(name.actor_id)
            name.name = actor.name if actor else None
            if actor is not None and actor.gender is not None:
                name.gender = actor.gender

    def _choose(self, candidates: list[str], full: set[str], name: Name) -> tuple[str, float]:
        if len(candidates) == 1:
            return candidates[0], 1.0
        named = [one for one in candidates if one in full]
        if len(named) == 1:
            return named[0], 0.95
        role = name.role
        if role is not None and role.key:
            held = [one for one in candidates if self._held(one, role)]
            if len(held) == 1:
                return held[0], 0.9
        if self.day is not None:
            in_office = [one for one in candidates if self.actors.role_at(one, self.day) is not None]
            if len(in_office) == 1:
                return in_office[0], 0.7
        return (named or candidates)[0], 0.5

    def _held(self, actor_id: str, role: RolePhrase) -> bool:
        actor = self.actors.get(actor_id)
        return actor is not None and any(
            held.key == role.key and (not role.of or held.of in role.of) for held in actor.roles
        )

    # Unknown persons and others

    def _persons(self, names: list[Name]) -> None:
        """Gives all mentions of one unknown person one name and id; the longest occurrence leads."""
        scan = self.scan
        for name in names:
            name.parts = self._parts(name)
        clusters = _Clusters()
        for name in sorted(names, key=lambda one: (-len([p for p in one.parts if not p.initial]), one.first)):
            if not name.parts:
                continue
            home = next((cluster for cluster in clusters.near(name) if self._same(cluster, name)), None)
            if home is None:
                clusters.add(name)
            else:
                home.members.append(name)
        for cluster in clusters.all:
            leader = cluster.members[0]
            like = [
                m for m in cluster.members if len(m.parts) == len(leader.parts) and not any(p.initial for p in m.parts)
            ] or [leader]
            label, gender = dictionary_name([m.parts for m in like], [self._hint(m) for m in like])
            if scan.language == "en":
                gender = leader.parts[0].forms[0][2] if leader.parts else None  # type: ignore[assignment]
            known = self.actors.spelt_like(label, scan.language, gender)
            if known is not None:
                label, gender = known.name, known.gender or gender
            identity = known.id if known is not None else unknown_actor_id(label)
            for member in cluster.members:
                member.name, member.actor_id, member.gender = label, identity, gender

    def _hint(self, name: Name) -> Hint:
        """The gender and case of a name that a feminine post before it or a verb in the past beside it tell."""
        scan = self.scan
        if scan.language == "en":
            return None, None
        role = name.role
        if role is not None and name.role_before:
            readings = morphology(scan.language).readings(scan.tokens[role.first].lower)[:2]
            if readings and readings[0].pos == "NOUN" and readings[0].gender == "fem" and readings[0].case == "nom":
                return "fem", "nom"
        if scan.lower(name.last) == "," and scan.lower(name.last + 1) in _WHO:
            return _WHO[scan.lower(name.last + 1)], None
        before = self._opening_verb(name.first if role is None or not name.role_before else role.first)
        for index in (name.last, before):
            if index is None or index >= len(scan.tokens) or not scan.same_sentence(name.first, index):
                continue
            if scan.tokens[index].kind != "word":
                continue
            for reading in morphology(scan.language).readings(scan.lower(index))[:1]:
                if reading.pos == "VERB" and reading.verb_form == "fin" and reading.tense == "past" and reading.gender:
                    return (reading.gender, "nom") if reading.gender != "neut" else (None, None)
        return None, None

    def _opening_verb(self, first: int) -> int | None:
        """The word that opens the clause before the name at `first`, where nothing but circumstances stand between:
        "объявила во вторник с трибуны X". A verb within a clause may have another subject: "she met X"."""
        scan = self.scan
        index, subject = first - 1, False
        while index > max(0, first - _CIRCUMSTANCES) and scan.tokens[index].kind == "word":
            before = scan.tokens[index - 1]
            if before.kind != "word" or not scan.same_sentence(index - 1, first):
                return None if subject else index
            readings = morphology(scan.language).readings(scan.lower(index))[:2]
            if any(r.verb_form == "fin" for r in readings):
                return None
            if readings[0].pos == "ADP":
                subject = False
            elif any(r.case == "nom" and r.pos != "ADJ" for r in readings):
                subject = True  # unless a preposition before it says otherwise
            index -= 1
        return None

    def _parts(self, name: Name) -> tuple[Part, ...]:
        words_ = [token for token in self.scan.tokens[name.first : name.last] if token.kind == "word"]
        return tuple(
            name_part(
                token.text,
                self.scan.language,
                position == 0 if len(words_) == 2 else self._stands_first(words_, position),
            )
            for position, token in enumerate(words_)
        )

    def _stands_first(self, words_: Sequence[Token], position: int) -> bool:
        """Whether a word of a name is its given one; of two words the first is."""
        return (position == 0 and len(words_) > 1) or self._given(words_[position].text)

    @staticmethod
    def _same(cluster: _Cluster, name: Name) -> bool:
        leader = cluster.members[0].parts
        parts = name.parts
        if len(parts) == 1:
            return same_word(leader[-1], parts[0]) or same_word(leader[0], parts[0])
        if any(part.initial for part in parts):
            words_ = [part for part in parts if not part.initial]
            initials = [part for part in parts if part.initial]
            return bool(words_) and same_word(leader[-1], words_[-1]) and same_word(leader[0], initials[0])
        if len(parts) == len(leader):
            return all(same_word(one, other) for one, other in zip(leader, parts, strict=True))
        return same_word(leader[0], parts[0]) and (
            same_word(leader[-1], parts[-1]) or (len(leader) > 2 and same_word(leader[1], parts[-1]))
        )

    def _government(self, name: Name) -> str | None:
        """What the government of a country in no catalogue is called in English; None if the body is no such one."""
        tokens = self.scan.tokens[name.first : name.last]
        if self.scan.language == "en":
            if len(tokens) == 3 and (tokens[0].lower, tokens[1].lower) == ("government", "of"):
                return "Government of " + tokens[2].text
            owned = len(tokens) == 2 and tokens[1].lower == "government" and tokens[0].lower.endswith("’s")
            return f"Government of {tokens[0].text[:-2]}" if owned else None
        if len(tokens) != 2:
            return None
        land = _LAND.fullmatch(tokens[1].lower)
        if tokens[0].lower not in GOVERNMENTS or land is None or not tokens[1].text[0].isupper():
            return None
        spoken = latin_name(spelt(land[1], tokens[1].text), self.scan.language)
        return f"Government of {spoken}a"

    def _others(self, names: list[Name]) -> None:
        """Names of unknown organisations and places: the dictionary form of a single word, else the words as they
        stand."""
        for name in names:
            surface = self.text[name.start : name.end]
            name.name = (name.type == "ORG" and self._government(name)) or surface
            if (
                name.last - name.first == 1
                and self.scan.language != "en"
                and not surface.isupper()
                and surface[0] > "\u0370"
            ):
                land = _LAND.fullmatch(surface.lower()) if name.type == "LOC" else None
                readings = morphology(self.scan.language).readings(surface.lower())
                lemma = land[1] + "я" if land is not None and not readings[0].known else readings[0].lemma
                # As spelt where there are capitals within (РБК-Ліга), else as a name is (Новосад-Верхній).
                name.name = surface if any(map(str.isupper, surface[1:])) else spelt(lemma, surface)
            if name.type == "ORG":
                name.actor_id = unknown_actor_id(name.name)

    def _roles(self, free: Sequence[RolePhrase], names: Sequence[Name]) -> list[MentionSpan]:
        # What a page says of other articles ("Read also: …") is no antecedent.
        document = self.scan.document
        aside = {
            number
            for paragraph in document.paragraphs
            if paragraph.kind == "boilerplate"
            for number in range(paragraph.first, paragraph.last)
        }
        persons = [
            name
            for name in names
            if name.type == "PER" and name.actor_id is not None and self.scan.sentence_of[name.first] not in aside
        ]
        places = [
            name for name in names if name.type in ("LOC", "ORG") and self.scan.sentence_of[name.first] not in aside
        ]
        return [self._role(role, persons, places) for role in free]

    # Mentions

    def _span(self, name: Name) -> MentionSpan:
        role = name.role
        cases = name.match.cases if name.match is not None else self._cases(name)
        role_text = role_start = None
        if role is not None:
            tokens = self.scan.tokens
            role_text = self.text[tokens[role.first].start : tokens[role.last - 1].end]
            role_start = tokens[role.first].start if name.role_before else None
        gender = name.gender or (name.match.gender if name.match is not None else None)
        return MentionSpan(
            name.start, name.end, name.first, name.last, self.text[name.start : name.end], name.type, name.actor_id,
            name.name, name.confidence, self._kind(name), gender,
            name.match.number if name.match is not None else "sing", cases, role_text, role_start, self._place(name),
        )  # fmt: skip

    def _place(self, name: Name) -> str | None:
        """What a place is called, apart from the actor that it can stand for: a country or a capital by its English
        name, any other metonym as the catalogue has it."""
        actor = self.actors.get(name.actor_id) if name.actor_id and name.type == "LOC" else None
        if actor is None or name.match is None:
            return None
        if name.match.form == "country":
            return actor.country.names["en"][0] if actor.country and "en" in actor.country.names else None
        start = self.text[name.start : name.end][:3].lower()
        for language in dict.fromkeys((self.scan.language, "en")):
            known = [word.removeprefix("~") for word in actor.metonyms.get(language, ())]
            for position, word in enumerate(known):
                if word[:3].lower() == start:
                    english = actor.metonyms.get("en", ())
                    return english[0].removeprefix("~") if position == 0 and english else word
        return self.text[name.start : name.end]

    def _kind(self, name: Name) -> SpeakerKind:
        if name.type == "PER":
            return "person"
        return "institution" if name.type == "ORG" or name.actor_id is not None else "unknown"
