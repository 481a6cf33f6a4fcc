"""From names and roles to mentions: which actor each one is, and which mentions are one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from schemas.enriched_article import MentionType, SpeakerKind
from schemas.identity import unknown_actor_id
from streams.actors import ActorCatalogue
from streams.language.document import Gender, MentionSpan
from streams.language.gazetteer import Match
from streams.language.morphology import morphology
from streams.language.persons import Part, dictionary_name, name_part, same_word
from streams.language.roles_general import RolePhrase
from streams.language.scan import Found, Scan

_FORMER = ("екс", "экс", "ex-", "ex", "former", "колишн", "бывш", "тодішн", "тогдашн")
_OFFICES = (
    ("президент", "president"), ("president", "president"), ("прем", "prime-minister"), ("premier", "prime-minister"),
    ("prime", "prime-minister"), ("канцлер", "chancellor"), ("chancellor", "chancellor"),
)  # fmt: skip


@dataclass(slots=True)
class _Name:
    """A name under way to a mention."""

    first: int
    last: int
    start: int
    end: int
    type: MentionType
    confidence: float
    match: Match | None = None
    parts: tuple[Part, ...] = ()
    role: RolePhrase | None = None
    role_before: bool = False
    also: list[RolePhrase] = field(default_factory=list)
    """Further roles that stand with the name."""
    actor_id: str | None = None
    name: str | None = None
    gender: Gender | None = None


@dataclass(slots=True)
class _Cluster:
    """The occurrences of one unknown person."""

    members: list[_Name] = field(default_factory=list)


class Linker:
    """Links the names and roles of one document."""

    def __init__(self, scan: Scan, actors: ActorCatalogue) -> None:
        self.scan = scan
        self.actors = actors
        self.text = scan.document.text
        published = scan.document.published_at
        self.day: date | None = published.date() if published else None

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
        return sorted(mentions, key=lambda mention: (mention.start, mention.end))

    # Names

    def _from_match(self, match: Match) -> _Name:
        return _Name(match.first, match.last, match.start, match.end, match.type, 1.0, match)

    def _from_found(self, found: Found) -> _Name:
        tokens = self.scan.tokens
        start, end = tokens[found.first].start, tokens[found.last - 1].end - found.trim_end
        return _Name(found.first, found.last, start, end, found.type, found.confidence)

    def _widened(self, names: list[_Name]) -> list[_Name]:
        """A known surname with somebody else's given name before it is somebody else: "Тамара Порошенко"."""
        result: list[_Name] = []
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

    def _fits(self, given: _Name, match: Match) -> bool:
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

    def _known(self, names: list[_Name]) -> None:
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

    def _choose(self, candidates: list[str], full: set[str], name: _Name) -> tuple[str, float]:
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

    def _persons(self, names: list[_Name]) -> None:
        """Gives all mentions of one unknown person one name and id; the longest occurrence leads."""
        scan = self.scan
        for name in names:
            name.parts = self._parts(name)
        clusters: list[_Cluster] = []
        for name in sorted(names, key=lambda one: (-len([p for p in one.parts if not p.initial]), one.first)):
            if not name.parts:
                continue
            home = next((cluster for cluster in clusters if self._same(cluster, name)), None)
            if home is None:
                home = _Cluster()
                clusters.append(home)
            home.members.append(name)
        for cluster in clusters:
            leader = cluster.members[0]
            like = [
                m.parts
                for m in cluster.members
                if len(m.parts) == len(leader.parts) and not any(p.initial for p in m.parts)
            ]
            label, gender = dictionary_name(like or [leader.parts])
            if scan.language == "en":
                gender = leader.parts[0].forms[0][2] if leader.parts else None  # type: ignore[assignment]
            identity = unknown_actor_id(label)
            for member in cluster.members:
                member.name, member.actor_id, member.gender = label, identity, gender

    def _parts(self, name: _Name) -> tuple[Part, ...]:
        words_ = [token for token in self.scan.tokens[name.first : name.last] if token.kind == "word"]
        return tuple(
            name_part(token.text, self.scan.language, (position == 0 and len(words_) > 1) or self._given(token.text))
            for position, token in enumerate(words_)
        )

    def _given(self, word: str) -> bool:
        from streams.language.traits import traits

        return traits(word, self.scan.language).given

    @staticmethod
    def _same(cluster: _Cluster, name: _Name) -> bool:
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

    def _others(self, names: list[_Name]) -> None:
        """Names of unknown organisations and places: the dictionary form of a single word, else the words as they
        stand."""
        for name in names:
            surface = self.text[name.start : name.end]
            name.name = surface
            if (
                name.last - name.first == 1
                and self.scan.language != "en"
                and not surface.isupper()
                and surface[0] > "\u0370"
            ):
                lemma = morphology(self.scan.language).readings(surface.lower())[0].lemma
                name.name = lemma[:1].upper() + lemma[1:]
            if name.type == "ORG":
                name.actor_id = unknown_actor_id(name.name)

    # Roles

    def _attach(self, names: list[_Name], roles: Sequence[RolePhrase]) -> list[RolePhrase]:
        """Gives persons the roles that stand with them; returns those that stand alone."""
        persons = {name.first: name for name in names if name.type == "PER"}
        ends = {name.last: name for name in names if name.type == "PER"}
        free: list[RolePhrase] = []
        for role in roles:
            person = persons.get(role.last)
            if person is None and self._mark(role.last, ","):
                person = persons.get(role.last + 1)
                if person is not None and not self._closed(person.last):
                    person = None
            if person is not None and role.number != "plur" and self.scan.same_sentence(role.first, person.first):
                if person.role is None:
                    person.role, person.role_before = role, True
                continue
            person = ends.get(role.first - 1) if self._mark(role.first - 1, ",") else None
            if (
                person is not None
                and role.number != "plur"
                and self.scan.same_sentence(role.first, person.first)
                and self._closed(role.last)
                and self._agree(person, role)
            ):
                if person.role is None:
                    person.role = role
                person.also.append(role)
                continue
            if any(role.first >= name.first and role.last <= name.last and name.type == "PER" for name in names):
                continue
            free.append(role)
        return free

    def _mark(self, index: int, mark: str) -> bool:
        return 0 <= index < len(self.scan.tokens) and self.scan.tokens[index].text == mark

    def _closed(self, index: int) -> bool:
        """Whether the apposition that ends before `index` is closed by a mark."""
        return index >= len(self.scan.tokens) or self.scan.tokens[index].kind != "word"

    def _agree(self, name: _Name, role: RolePhrase) -> bool:
        """Whether a name and an apposition can stand in one case."""
        cases = name.match.cases if name.match is not None else self._cases(name)
        return not cases or not role.cases or bool(cases & role.cases)

    def _roles(self, free: Sequence[RolePhrase], names: Sequence[_Name]) -> list[MentionSpan]:
        persons = [name for name in names if name.type == "PER" and name.actor_id is not None]
        return [self._role(role, persons) for role in free]

    def _role(self, role: RolePhrase, persons: Sequence[_Name]) -> MentionSpan:
        tokens = self.scan.tokens
        start, end = tokens[role.first].start, tokens[role.last - 1].end
        if tokens[role.last - 1].lower.endswith("’s") and self.scan.language == "en":
            end -= 2
        surface = self.text[start:end]
        actor_id = name = None
        gender = role.gender
        confidence = 0.5
        kind: SpeakerKind = "person" if role.number == "sing" else "collective"
        if role.number == "sing":
            holder = self._holder(role)
            if holder is not None:
                actor_id, name, confidence = holder, self._label(holder), 0.9
            else:
                earlier = self._earlier(role, persons)
                if earlier is not None:
                    actor_id, name, gender, confidence = earlier.actor_id, earlier.name, earlier.gender or gender, 0.8
        known = self.actors.get(actor_id) if actor_id else None
        if known is not None and known.gender is not None:
            gender = known.gender
        return MentionSpan(
            start, end, role.first, role.last, surface, "ROLE", actor_id, name or surface, confidence, kind, gender,
            role.number, role.cases, surface, start,
        )  # fmt: skip

    def _label(self, actor_id: str) -> str | None:
        actor = self.actors.get(actor_id)
        return actor.name if actor else None

    def _holder(self, role: RolePhrase) -> str | None:
        if not role.key or self.day is None:
            return None
        for body in role.of:
            actor = self.actors.who_holds(role.key, body, self.day)
            if actor is not None:
                return actor.id
        return None

    def _earlier(self, role: RolePhrase, persons: Sequence[_Name]) -> _Name | None:
        """The nearest person before the role to whom the text, or the catalogue, gives that role."""
        before = [one for one in persons if one.first < role.first]
        former = self._former(role)
        for person in reversed(before):
            if any(self._same_role(one, role) for one in (person.role, *person.also) if one is not None):
                return person
            if person.match is not None and person.actor_id is not None:
                if former:
                    if self._was(person.actor_id, former):
                        return person
                elif role.key and self._in_office(person.actor_id, role):
                    return person
        return None

    def _keys(self, role: RolePhrase) -> tuple[str, ...]:
        """Role keys that answer to the phrase: "глава держави" is a president or a monarch."""
        office = self.actors.roles.get(role.key)
        if role.key in ("head", "leader"):
            last = self.scan.lower(role.last - 1)
            if last.startswith(("держав", "государств", "state", "країн", "стран")):
                return ("president", "monarch", "supreme-leader")
            if last.startswith(("уряд", "правительств", "government", "кабмін", "кабмин")):
                return ("prime-minister", "chancellor")
        return (role.key, *(office.includes if office is not None else ()))

    def _former(self, role: RolePhrase) -> str:
        """The office of a phrase such as "експрезидент", "former prime minister"; empty: it is no former one."""
        words_ = [self.scan.lower(index) for index in range(role.first, role.last)]
        if not any(word.startswith(_FORMER) for word in words_):
            return ""
        return next((key for stem, key in _OFFICES for word in words_ if stem in word), "")

    def _was(self, actor_id: str, key: str) -> bool:
        """Whether the actor held such an office before the document's day, and does not hold it then."""
        actor = self.actors.get(actor_id)
        if actor is None:
            return False
        held = [role for role in actor.roles if role.key == key]
        return bool(held) and not any(self.day is not None and role.valid_on(self.day) for role in held)

    def _in_office(self, actor_id: str, role: RolePhrase) -> bool:
        actor = self.actors.get(actor_id)
        if actor is None:
            return False
        keys = self._keys(role)
        return any(
            held.key in keys and (not role.of or held.of in role.of) and (self.day is None or held.valid_on(self.day))
            for held in actor.roles
        )

    def _same_role(self, one: RolePhrase, other: RolePhrase) -> bool:
        if bool(self._former(one)) != bool(self._former(other)):
            return False
        if other.key and one.key:
            same = one.key == other.key or one.key in self._keys(other)
            return same and (not other.of or not one.of or bool(set(one.of) & set(other.of)))
        return self._lemma(one.head) == self._lemma(other.head)

    def _lemma(self, index: int) -> str:
        return morphology(self.scan.language).lemma(self.scan.tokens[index].lower)

    # Mentions

    def _span(self, name: _Name) -> MentionSpan:
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
            name.match.number if name.match is not None else "sing", cases, role_text, role_start,
        )  # fmt: skip

    def _kind(self, name: _Name) -> SpeakerKind:
        if name.type == "PER":
            return "person"
        return "institution" if name.type == "ORG" or name.actor_id is not None else "unknown"

    def _cases(self, name: _Name) -> frozenset[str]:
        """Cases that all parts of the name can share."""
        if self.scan.language == "en":
            return frozenset()
        shared: set[str] | None = None
        lemmas = set((name.name or "").lower().split())
        for token in self.scan.tokens[name.first : name.last]:
            if token.kind != "word" or len(token.text) == 1:
                continue
            if name.type == "PER":
                part = name_part(token.text, self.scan.language, self._given(token.text))
                cases: set[str] = set()
                for lemma, case, gender, _ in part.forms:
                    if not lemmas or lemma in lemmas:
                        if name.gender and gender and gender != name.gender:
                            continue
                        cases |= {case} if case else {"nom", "gen", "dat", "acc", "ins", "loc"}
            else:
                readings = morphology(self.scan.language).readings(token.text)
                cases = {reading.case for reading in readings if reading.case}
            if not cases:
                continue
            shared = cases if shared is None else (shared & cases or shared)
            if name.type != "PER":
                break
        return frozenset(shared or ())
