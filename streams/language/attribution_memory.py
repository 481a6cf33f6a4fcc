"""Who has spoken and who is in focus: pronouns and dropped subjects resolved by recency, gender, number and role."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from schemas.enriched_article import SpeakerKind
from streams.language.attribution_subjects import only_time
from streams.language.document import MentionSpan
from streams.language.quotations_clauses import after_dateline
from streams.language.quotations_scene import Found, Scene, Subject

WINDOW = 14
"""Sentences that a pronoun looks back over."""
_MENTIONS_BACK = 40


@dataclass(slots=True)
class Known:
    """A speaker met before, as later references see it."""

    key: str
    kind: SpeakerKind
    name: str | None
    actor_id: str | None
    gender: str | None
    number: str | None
    role: str | None
    unit: int
    token: int


class Memory:
    """The speakers and persons of an article, in the order of the text."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.spoken: list[Known] = []
        self._full: dict[str, MentionSpan] = {}
        self._persons: list[int] = []
        self._roles: dict[str, str] = {}
        self._firsts = [mention.first for mention in scene.mentions]
        self._titled: dict[tuple[str, str], int] = {}
        """First mention of each person with each role."""
        self._role_lemmas: dict[str, frozenset[str]] = {}
        for index, mention in enumerate(scene.mentions):
            if mention.type == "PER":
                self._persons.append(index)
                key = _surname(mention.name or mention.surface)
                held = self._full.get(key)
                if (
                    held is None
                    or (not held.actor_id and mention.actor_id)
                    or (held.actor_id == mention.actor_id and _words(mention) > _words(held))
                ):
                    self._full[key] = mention
                if mention.role:
                    self._roles.setdefault(key, mention.role)
                    self._titled.setdefault((key, mention.role), index)

    def _before(self, token: int) -> range:
        """Indices of the mentions that start before `token`, the nearest first."""
        return range(bisect_left(self._firsts, token) - 1, -1, -1)

    def _unit(self, token: int) -> int:
        return self.scene.unit_at[min(token, self.scene.size - 1)] if self.scene.size else 0

    def _mention(self, index: int) -> Known:
        mention = self.scene.mentions[index]
        if mention.type == "PER":
            key = _surname(mention.name or mention.surface)
            full = self._full.get(key, mention)
            if mention.actor_id and full.actor_id and mention.actor_id != full.actor_id:
                full = mention
            best = mention if mention.actor_id or (_words(mention) >= _words(full) and not full.actor_id) else full
            return Known(
                best.actor_id or key,
                "person",
                best.name or best.surface,
                best.actor_id,
                mention.gender or full.gender,
                "sing",
                mention.role or self._roles.get(key),
                self._unit(mention.first),
                mention.first,
            )
        kind: SpeakerKind = mention.kind if mention.kind not in ("unknown", "person") else "institution"
        if mention.type == "ROLE" and mention.kind == "person":
            kind = "person"
        return Known(
            mention.actor_id or (mention.name or mention.surface).lower(),
            kind,
            mention.name or mention.surface,
            mention.actor_id,
            mention.gender,
            mention.number,
            mention.role,
            self._unit(mention.first),
            mention.first,
        )

    # pronouns and dropped subjects

    def _dropped(self, found: Found) -> Known | None:
        """No subject in the sentence: whoever spoke last and fits the verb."""
        unit = self._unit(found.order)
        for known in reversed(self.spoken):
            if unit - known.unit > 6:
                break
            if found.gender and known.gender and known.gender != found.gender and found.number != "plur":
                continue
            if found.number == "plur" and known.kind == "person":
                continue
            return _again(known)
        if found.focus or found.cue is None:
            return self._focus(found.order, found.gender, "sing", people=True, near=2)
        return None

    def _pronoun(self, subject: Subject, found: Found) -> Known | None:
        scene = self.scene
        head = scene.low[subject.first]
        gender = subject.gender or (found.gender if subject.number == "sing" else None)
        if subject.head in scene.lexicon.first_second and subject.head:
            return None
        if subject.number == "plur":
            return self._plural(subject)
        if (gender == "neut" and not scene.slavic) or head in ("it", "its"):
            return self._neuter(subject)
        possessive = scene.slavic and head in scene.lexicon.possessives
        return self._focus(subject.first, gender, "sing", people=not scene.slavic, introduced=possessive)

    def _plural(self, subject: Subject) -> Known | None:
        scene = self.scene
        unit = self._unit(subject.first)
        for known in reversed(self.spoken):
            if unit - known.unit > 3:
                break
            if known.number == "plur" or known.kind in ("institution", "collective"):
                return _again(known)
        for index in self._before(subject.first):
            mention = scene.mentions[index]
            if mention.first >= subject.first or scene.in_direct(mention.first):
                continue
            if unit - self._unit(mention.first) > 2:
                break
            nominative = not mention.cases or "nom" in mention.cases
            if nominative and (mention.number == "plur" or mention.type in ("ORG", "LOC")):
                return self._mention(index)
        return None

    def _neuter(self, subject: Subject) -> Known | None:
        scene = self.scene
        unit = self._unit(subject.first)
        for known in reversed(self.spoken):
            if unit - known.unit > 2:
                break
            if known.kind == "institution":
                return _again(known)
        for index in self._before(subject.first):
            mention = scene.mentions[index]
            if mention.first >= subject.first or scene.in_direct(mention.first):
                continue
            if unit - self._unit(mention.first) > 2:
                break
            if mention.type == "ORG":
                return self._mention(index)
        return None

    def _focus(
        self, token: int, gender: str | None, number: str, *, people: bool, near: int = WINDOW, introduced: bool = False
    ) -> Known | None:
        """The person in focus before `token`: recent, a subject, a speaker, of the right gender."""
        scene = self.scene
        here = self._unit(token)
        best: tuple[float, Known] | None = None
        for known in reversed(self.spoken[-8:]):
            distance = here - known.unit
            if distance > near:
                break
            if known.kind not in ("person", "anonymous") and not (
                known.kind == "institution" and not people and scene.slavic
            ):
                continue
            if gender and known.gender and gender != known.gender:
                continue
            cost = distance * 1.0 - 0.6 + (0.0 if known.gender or not gender else 0.4)
            if known.kind == "institution":
                cost += 1.5
            if known.name is None:
                cost += 0.6  # "he" is sooner somebody with a name than "an official"
            if known.token >= token:
                continue
            if best is None or cost < best[0]:
                best = (cost, known)
        looked = 0
        for index in self._before(token):
            mention = scene.mentions[index]
            if mention.first >= token or mention.type not in ("PER", "ROLE", "ORG"):
                continue
            distance = here - self._unit(mention.first)
            looked += 1
            if distance > near or looked > _MENTIONS_BACK:
                break
            if best is not None and distance - 1.2 > best[0]:
                break
            if (
                scene.in_direct(mention.first)
                or mention.number == "plur"
                or not scene.units[self._unit(mention.first)].speech
            ):
                continue
            if (mention.type == "ROLE" and not mention.actor_id) or (
                mention.type == "ORG" and (people or not scene.slavic or not mention.gender)
            ):
                continue
            if gender and mention.gender and gender != mention.gender:
                continue
            cost = distance * 1.0
            if not self._is_subject(mention):
                cost += 1.1
            if mention.type != "PER":
                cost += 0.2 if mention.type == "ROLE" and distance == 1 and self._is_subject(mention) else 1.0
            if introduced and mention.role:
                cost -= 0.8  # introduced, hence in focus
            if gender and not mention.gender:
                cost += 0.4 if gender == "masc" else 0.8
            if best is None or cost < best[0]:
                best = (cost, self._mention(index))
        return _again(best[1]) if best is not None else None

    def _is_subject(self, mention: MentionSpan) -> bool:
        """A rough test: nominative, or, in English, early in its sentence and behind no preposition."""
        scene = self.scene
        unit = scene.units[self._unit(mention.first)]
        before = scene.low[mention.first - 1] if mention.first > unit.first else ""
        if before in scene.lexicon.prepositions:
            return False
        if scene.slavic:
            return "nom" in mention.cases or not mention.cases
        first = after_dateline(scene, unit)
        return not any(
            scene.verbal(i) == "fin" and scene.mention_at[i] < 0 and not only_time(scene, i, i + 1)
            for i in range(first, mention.first)
        )


def _again(known: Known) -> Known:
    return Known(
        known.key,
        known.kind,
        known.name,
        known.actor_id,
        known.gender,
        known.number,
        known.role,
        known.unit,
        known.token,
    )


def _surname(name: str) -> str:
    words = name.lower().replace("’", "'").split()
    while len(words) > 1 and words[-1] in ("jr", "jr.", "sr", "sr.", "iii", "ii"):
        words.pop()
    return words[-1] if words else ""


def _words(mention: MentionSpan) -> int:
    return len((mention.name or mention.surface).split())
