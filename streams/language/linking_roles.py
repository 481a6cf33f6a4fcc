"""Which person a role phrase belongs to or stands for: beside a name, by office and date, or by an earlier mention."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from schemas.enriched_article import MentionType, SpeakerKind
from streams.actors import ActorCatalogue
from streams.language.cues import cue_lexicon
from streams.language.document import Gender, MentionSpan
from streams.language.gazetteer import Match
from streams.language.morphology import morphology
from streams.language.persons import Part, name_part
from streams.language.roles_general import RolePhrase
from streams.language.scan import Scan
from streams.language.traits import traits

_FORMER = ("екс", "экс", "ex-", "ex", "former", "колишн", "бывш", "тодішн", "тогдашн")
_GENITIVE = frozenset(("до", "від", "для", "у", "проти", "от", "для", "к", "ко", "против", "перед", "з", "с", "із"))
"""Prepositions whose noun can stand right before the subject of a sentence."""
_PERSONS_BACK = 200
"""Mentions of persons before a role among which its bearer is sought."""
_OWNERS = 4
"""Persons before a possessive among which its owner is sought."""
_PLACES_BACK = 3
"""Sentences before a role in which the country is sought that it belongs to."""
_OFFICES = (
    ("президент", "president"), ("president", "president"), ("прем", "prime-minister"), ("premier", "prime-minister"),
    ("prime", "prime-minister"), ("канцлер", "chancellor"), ("chancellor", "chancellor"),
)  # fmt: skip


@dataclass(slots=True)
class Name:
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


class RoleLinks:
    """Ties roles to the persons of one document."""

    def __init__(self, scan: Scan, actors: ActorCatalogue) -> None:
        self.scan = scan
        self.actors = actors
        self.text = scan.document.text
        published = scan.document.published_at
        self.day: date | None = published.date() if published else None

    def _attach(self, names: list[Name], roles: Sequence[RolePhrase]) -> list[RolePhrase]:
        """Gives persons the roles that stand with them; returns those that stand alone."""
        persons = {name.first: name for name in names if name.type == "PER"}
        ends = {name.last: name for name in names if name.type == "PER"}
        within = {index: name.last for name in persons.values() for index in range(name.first, name.last)}
        free: list[RolePhrase] = []
        for role in roles:
            person = persons.get(role.last)
            if person is None and self._mark(role.last, ","):
                person = persons.get(role.last + 1)
                if person is not None and not self._closed(person.last):
                    person = None
            if person is not None and role.last == person.first and self._somebody_else(person, role):
                free.append(role)
                continue
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
            if role.last <= within.get(role.first, 0):
                continue
            free.append(role)
        return free

    def _somebody_else(self, name: Name, role: RolePhrase) -> bool:
        """Whether the name right after a role is another person's: "звернулася до мера Олена Стець"."""
        before = self.scan.lower(role.first - 1) if role.first else ""
        if self.scan.language == "en" or "nom" in role.cases or not role.cases or before not in _GENITIVE:
            return False
        cases = name.match.cases if name.match is not None else self._cases(name)
        return bool(cases) and not cases & role.cases

    def _mark(self, index: int, mark: str) -> bool:
        return 0 <= index < len(self.scan.tokens) and self.scan.tokens[index].text == mark

    def _closed(self, index: int) -> bool:
        """Whether the apposition that ends before `index` is closed by a mark."""
        return index >= len(self.scan.tokens) or self.scan.tokens[index].kind != "word"

    def _agree(self, name: Name, role: RolePhrase) -> bool:
        """Whether a name and an apposition can stand in one case."""
        cases = name.match.cases if name.match is not None else self._cases(name)
        return not cases or not role.cases or bool(cases & role.cases)

    def _role(self, role: RolePhrase, persons: Sequence[Name], places: Sequence[Name]) -> MentionSpan:
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
            former = self._former(role) or role.former
            holder = None if former else self._holder(role) or self._under(role, persons)
            if holder is not None:
                actor_id, name, confidence = holder, self._label(holder), 0.9
            else:
                earlier = self._earlier(role, persons)
                if earlier is not None:
                    actor_id, name, gender, confidence = earlier.actor_id, earlier.name, earlier.gender or gender, 0.8
                elif not former and (near := self._near(role, places, persons)) is not None:
                    actor_id, name, confidence = near, self._label(near), 0.6
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

    def _near(self, role: RolePhrase, places: Sequence[Name], persons: Sequence[Name]) -> str | None:
        """Who holds an office of no named country, when the sentences before speak of one country alone that has it.

        A country that no catalogue has counts too: its president is not the neighbour's.
        """
        if self.day is None or not role.key or role.of or self.scan.lower(role.first) in ("a", "an", "another"):
            return None
        keys = self._keys(role)
        if keys[0] in ("head", "leader", "spokesperson") or any(
            self._same_role(one, role) for person in persons for one in (person.role, *person.also) if one is not None
        ):
            return None  # or the text has somebody else in that office, named later
        headed = self._headed(keys, persons)
        if headed is not None:
            return headed
        here = self.scan.sentence_of[role.first]
        votes: dict[str, float] = {}
        for place in reversed(places[: bisect_left(places, role.first, key=lambda one: one.first)]):
            distance = here - self.scan.sentence_of[place.first]
            if distance > _PLACES_BACK:
                break
            known = place.actor_id if place.actor_id and self.actors.get(place.actor_id) is not None else None
            if known is None and place.type == "ORG":
                continue
            found = (self.actors.who_holds(key, known, self.day) for key in keys) if known else ()
            holder = next((actor for actor in found if actor is not None), None)
            if holder is not None or known is None:
                key = holder.id if holder is not None else ""
                votes[key] = votes.get(key, 0.0) + 1.0 / (1 + distance)
        best = max(votes, key=lambda one: votes[one], default="")
        return best if best and votes[best] >= 2 * (sum(votes.values()) - votes[best]) else None

    def _headed(self, keys: tuple[str, ...], persons: Sequence[Name]) -> str | None:
        """The one person of the text whom the headline names, if that is somebody in such an office."""
        title = self.scan.document.title.lower()
        if not title or self.day is None:
            return None
        named: set[str] = set()
        for person in persons:
            actor = self.actors.get(person.actor_id) if person.actor_id else None
            surname = self.scan.lower(person.last - 1).removesuffix("’s")
            if actor is None or surname[: max(4, len(surname) - 3)] not in title:
                continue
            if any(held.key in keys and held.valid_on(self.day) for held in actor.roles):
                named.add(actor.id)
        return named.pop() if len(named) == 1 else None

    def _under(self, role: RolePhrase, persons: Sequence[Name]) -> str | None:
        """Who holds the post under a person that owns it: "Smith's vice-president", "його міністр" is his country's."""
        if not role.key or role.of or self.day is None:
            return None
        at = bisect_left(persons, role.first, key=lambda one: one.first) - 1
        before = self.scan.lower(role.first - 1)
        owner: Name | None = None
        gender, number = cue_lexicon(self.scan.language).possessives.get(before, (None, None))
        if number == "sing" and gender != "neut":
            near = persons[max(0, at - _OWNERS) : at + 1]
            owner = next((one for one in reversed(near) if not (one.gender and gender and one.gender != gender)), None)
            if owner is not None and self.scan.sentence_of[role.first] - self.scan.sentence_of[owner.first] > 1:
                return None
        elif self.scan.language == "en" and before.endswith("’s"):
            owner = persons[at] if at >= 0 and persons[at].last == role.first else None
        if owner is None or owner.actor_id is None:
            return None
        held = self.actors.role_at(owner.actor_id, self.day)
        body = self.actors.get(held.of) if held is not None and held.of else None
        for of in dict.fromkeys((body.id, body.of or "", *body.voices)) if body is not None else ():
            actor = self.actors.who_holds(role.key, of, self.day) if of else None
            if actor is not None and actor.id != owner.actor_id:
                return actor.id
        return None

    def _earlier(self, role: RolePhrase, persons: Sequence[Name]) -> Name | None:
        """The nearest person before the role to whom the text, or the catalogue, gives that role."""
        before = bisect_left(persons, role.first, key=lambda one: one.first)
        former = self._former(role)
        for person in reversed(persons[max(0, before - _PERSONS_BACK) : before]):
            if any(self._same_role(one, role) for one in (person.role, *person.also) if one is not None):
                return person
            if person.match is not None and person.actor_id is not None:
                if former or role.former:
                    if former and self._was(person.actor_id, former, role.of):
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
            if last.startswith(("уряд", "правительств", "government", "кабмін", "кабмин", "кабінет", "кабинет")):
                return ("prime-minister", "chancellor")
        return (role.key, *(office.includes if office is not None else ()))

    def _former(self, role: RolePhrase) -> str:
        """The office of a phrase such as "експрезидент", "former prime minister"; empty: it is no former one."""
        words_ = [self.scan.lower(index) for index in range(role.first, role.last)]
        if not role.former and not [word for word in words_ if word.startswith(_FORMER)]:
            return ""
        return next((key for stem, key in _OFFICES for word in words_ if stem in word), "")

    def _was(self, actor_id: str, key: str, of: tuple[str, ...]) -> bool:
        """Whether the actor held such an office (of one of `of`) before the document’s day, and does not hold
        it then."""
        actor = self.actors.get(actor_id)
        if actor is None:
            return False
        held = [role for role in actor.roles if role.key == key and (not of or self._speaks_as(role.of, of))]
        return bool(held) and not any(self.day is not None and role.valid_on(self.day) for role in held)

    def _speaks_as(self, body: str, of: tuple[str, ...]) -> bool:
        """Whether an office at `body` is one of the bodies `of`, at one remove: the president's office is Ukraine's."""
        actor = self.actors.get(body)
        return body in of or (actor is not None and (actor.of in of or not set(of).isdisjoint(actor.voices)))

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

    def _given(self, word: str) -> bool:
        return traits(word, self.scan.language).given

    def _cases(self, name: Name) -> frozenset[str]:
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
