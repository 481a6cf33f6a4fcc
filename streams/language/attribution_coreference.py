"""Who is meant by a name, a role or a noun: speakers resolved along the article."""

from __future__ import annotations

from schemas.enriched_article import AttributionMethod, Speaker
from streams.language.attribution_bodies import led_by, owned_by
from streams.language.attribution_memory import WINDOW, Known, Memory
from streams.language.attribution_sorts import can_mean, is_state
from streams.language.document import MentionSpan
from streams.language.quotations_scene import Found, Subject

_VOICES = (
    "spokes",
    "речни",
    "прессекретар",
    "прес-секретар",
    "пресс-секретар",
    "пресслужб",
    "пресс-служб",
    "прес-служб",
    "представи",
)
_COUNTRY = 2
"""Units since a country was named within which "the country" means it."""
_FORMER = ("former", "ex-", "бывш", "экс-", "колишн", "екс")
_NOBODY = Known("", "unknown", None, None, None, None, None, 0, 0)
"""Who speaks where only words are known."""


class Resolver(Memory):
    """Resolves speakers in the order of the text, remembering who has spoken."""

    # entry

    def resolve(self, found: Found) -> tuple[Speaker | None, AttributionMethod]:
        """The speaker of a quotation and how it was found."""
        known: Known | None
        subject = found.subject
        method: AttributionMethod = found.method
        surface: tuple[int, int] | None = None
        if subject is None:
            if found.method in ("passive", "dash", "colon"):
                return None, "passive" if found.method == "passive" else "none"
            known = self._dropped(found)
            if known is None:
                return None, "none"
            if found.method == "none":
                method = "continued" if found.focus or found.cue is None else "pronoun"
        else:
            surface = (subject.first, subject.last)
            known, way = self._subject(subject, found)
            if method == "none" or (method == "continued" and not found.focus):
                method = way
        if known is None:
            speaker = self._speaker(None, surface, subject)
        else:
            speaker = self._speaker(known, surface, subject)
            known.token, known.unit = found.order, self._unit(found.order)
            self.spoken.append(known)
        return speaker, method

    def _speaker(self, known: Known | None, surface: tuple[int, int] | None, subject: Subject | None) -> Speaker | None:
        start = end = None
        words = None
        if surface is not None:
            if subject is not None and subject.mention is not None:
                mention = self.scene.mentions[subject.mention]
                start, end = mention.start, mention.end
            else:
                start = self.scene.tokens[surface[0]].start
                end = self.scene.tokens[surface[1] - 1].end
            if end - start > 300:
                end = start + 300
            words = self.scene.text[start:end]
        if known is None:
            if words is None:
                return None
            known = _NOBODY
        return Speaker.trusted(
            kind=known.kind,
            start=start,
            end=end,
            surface=words,
            actor_id=known.actor_id,
            name=known.name,
            role=known.role,
        )

    # subjects

    def _subject(self, subject: Subject, found: Found) -> tuple[Known | None, AttributionMethod]:
        direct: AttributionMethod = "inverted" if subject.inverted else "subject"
        if subject.mention is not None:
            mention = self.scene.mentions[subject.mention]
            if mention.type == "ROLE":
                return self._role(mention, subject, found), "role"
            return self._mention(subject.mention), direct
        if subject.pronoun:
            return self._pronoun(subject, found), "pronoun"
        return self._noun(subject, found, direct)

    def _role(self, mention: MentionSpan, subject: Subject, found: Found) -> Known | None:
        """The person who holds the role: by the actor linked to it, by role words met before, by focus."""
        scene = self.scene
        role = mention.role or mention.surface
        if mention.kind in ("collective", "anonymous"):
            return Known(
                mention.surface.lower(),
                mention.kind,
                None,
                None,
                mention.gender,
                mention.number,
                role,
                self._unit(mention.first),
                mention.first,
            )
        if mention.actor_id:
            held = next((k for k in reversed(self.spoken) if k.actor_id == mention.actor_id), None)
            person = next(
                (scene.mentions[i] for i in self._persons if scene.mentions[i].actor_id == mention.actor_id), None
            )
            name = held.name if held else person.name if person else mention.name
            return Known(
                mention.actor_id,
                "person" if mention.kind in ("unknown", "person") else mention.kind,
                name,
                mention.actor_id,
                mention.gender or (person.gender if person else None),
                mention.number,
                role,
                self._unit(mention.first),
                mention.first,
            )
        if mention.number == "plur":
            return Known(
                mention.surface.lower(),
                "collective",
                None,
                None,
                None,
                "plur",
                role,
                self._unit(mention.first),
                mention.first,
            )
        owner = self._owner(mention.first)
        if owner is not None:
            return self._owned(mention, owner, found)
        voice = self._spokesperson(mention)
        if voice is not None:
            return voice
        known = self._by_role(role, mention.first, mention.gender)
        if known is not None:
            known.role = known.role or role
            return known
        if len(role.split()) > 1 and self._stranger(self._role_words(role)):
            return self._unnamed(mention)
        return self._focus(mention.first, mention.gender, "sing", people=True)

    def _owner(self, first: int) -> Subject | None:
        """The possessive right before a post ("his minister", "її речник")."""
        words = self.scene.lexicon.possessives
        word = self.scene.low[first - 1] if first else ""
        if word not in words or self.scene.mention_at[first - 1] >= 0:
            return None
        gender, number = words[word]
        return Subject(first - 1, first, None, gender, number, pronoun=True)

    def _owned(self, mention: MentionSpan, owner: Subject, found: Found) -> Known | None:
        """Who holds a post under somebody: never the one whose post it is; a spokesman with no name speaks for him."""
        boss = self._pronoun(owner, found)
        role = mention.role or mention.surface
        if any(word.startswith(_VOICES) for word in role.lower().split()):
            return boss
        known = self._by_role(role, mention.first, mention.gender)
        if known is not None and (boss is None or known.key != boss.key):
            return known
        focus = self._focus(mention.first, mention.gender, "sing", people=True)
        if focus is not None and (owner.gender not in ("masc", "fem") or focus.gender not in (None, owner.gender)):
            return focus  # "the country … and its leader": the owner is a thing, or somebody else
        return self._unnamed(mention)

    def _stranger(self, words: frozenset[str]) -> bool:
        """A role of several words that nobody in focus has is somebody else ("an OSCE spokeswoman")."""
        last = next((k for k in reversed(self.spoken) if k.kind == "person"), None)
        if last is None or not last.role:
            return last is not None and len(words) > 2
        return not words & self._role_words(last.role)

    def _by_role(self, role: str, token: int, gender: str | None) -> Known | None:
        words = self._role_words(role)
        if not words:
            return None
        best: tuple[float, int] | None = None
        for index in self._titled.values():
            mention = self.scene.mentions[index]
            if not mention.role or (gender and mention.gender and gender != mention.gender):
                continue
            own = self._role_words(mention.role)
            shared = len(words & own)
            if shared < len(words):
                continue
            if self._head(role) == self._head(mention.role):
                if _former(role) != _former(mention.role):
                    continue
            elif len(words) < 2 or self._head(role) not in own:
                continue
            ahead = 6.0 if mention.first > token else 0.0
            cost = (len(words) - shared) * 3.0 + ahead + abs(self._unit(token) - self._unit(mention.first)) * 0.2
            if best is None or cost < best[0]:
                best = (cost, index)
        return self._mention(best[1]) if best is not None else None

    def _head(self, role: str) -> str:
        """The noun that says what somebody is."""
        people = self.scene.lexicon.people
        words = [word for word in (_present(word) for word in role.lower().split()) if word]
        if not words:
            return ""
        head = next((word for word in words if word in people), words[-1] if not self.scene.slavic else words[0])
        return self.scene.morphology.lemma(head)

    def _role_words(self, role: str) -> frozenset[str]:
        """The words of a role in their dictionary form."""
        held = self._role_lemmas.get(role)
        if held is None:
            words = (_present(word.strip('«»"“”,.()')) for word in role.lower().split())
            held = frozenset(self.scene.morphology.lemma(word) for word in words if len(word) > 2)
            self._role_lemmas[role] = held
        return held

    def _spokesperson(self, mention: MentionSpan) -> Known | None:
        """ "An OSCE spokeswoman": an unnamed voice of an institution speaks for it."""
        scene = self.scene
        if not any(word.startswith(_VOICES) for word in mention.surface.lower().split()):
            return None
        spoke = self.spoken[-1] if self.spoken else None
        if (
            spoke is not None
            and not scene.slavic
            and "the" in scene.low[max(0, mention.first - 4) : mention.first + 1]
            and (spoke.kind, spoke.role) == ("person", None)
            and self._unit(mention.first) - spoke.unit <= 1
            and not (mention.gender and spoke.gender and mention.gender != spoke.gender)
        ):
            return spoke  # "Jane Roe said … The council's spokeswoman added": what she is, told late
        beside = self._beside(mention)
        if beside is not None:
            known = self._mention(beside)
            known.role = mention.surface
            return known
        for inner, other in enumerate(scene.mentions):
            if other.type in ("ORG", "LOC") and mention.first <= other.first and other.last <= mention.last:
                known = self._mention(inner)
                known.role = mention.surface
                return known
        if any(
            o is not mention and o.type == "ROLE" and mention.first < o.first < mention.last for o in scene.mentions
        ):
            # "the mayor's spokeswoman" is not the mayor
            return self._unnamed(mention)
        return None

    def _beside(self, mention: MentionSpan) -> int | None:
        """The body or country named in the role or next to it, no verb between: in "sanctions on Russia condemned the
        spokesman", as Slavic order has it, the country is none of his."""
        scene = self.scene
        after = range(mention.first, min(scene.size, mention.last + 3))
        before = range(mention.first - 1, max(-1, mention.first - 3), -1)
        for span in (after, before):
            for index in span:
                inner = scene.mention_at[index]
                if inner >= 0 and scene.mentions[inner].type in ("ORG", "LOC"):
                    return inner
                outside = not mention.first <= index < mention.last
                if outside and (not scene.is_word(index) or scene.cues[index] or scene.verbal(index) == "fin"):
                    break
        return None

    def _unnamed(self, mention: MentionSpan) -> Known:
        """Somebody known by a post alone."""
        return Known(
            mention.surface.lower(),
            "person",
            None,
            None,
            mention.gender,
            "sing",
            mention.role or mention.surface,
            self._unit(mention.first),
            mention.first,
        )

    def _noun(
        self, subject: Subject, found: Found, direct: AttributionMethod
    ) -> tuple[Known | None, AttributionMethod]:
        scene = self.scene
        lexicon = scene.lexicon
        head = subject.head
        unit = self._unit(subject.first)
        words = scene.text[scene.tokens[subject.first].start : scene.tokens[subject.last - 1].end][:300]
        if head == "«»":
            return Known(
                "institution:" + words.lower(), "institution", words, None, None, None, None, unit, subject.first
            ), direct
        if head in lexicon.say_nouns:
            # "the statement added": whose statement it is was said before
            known = self._dropped(found)
            return known, "role"
        if head in lexicon.anonymous:
            return Known(
                "anonymous:" + head, "anonymous", None, None, subject.gender, subject.number, words, unit, subject.first
            ), direct
        if head in lexicon.collective:
            return Known(
                "collective:" + head, "collective", None, None, None, "plur", words, unit, subject.first
            ), direct
        if head in lexicon.people:
            if not scene.slavic:
                opener = scene.low[subject.first]
                if opener in ("a", "an", "another", "one"):
                    return Known(
                        "anonymous:" + head, "anonymous", None, None, None, "sing", words, unit, subject.first
                    ), direct
            same = sum(scene.low[i] in _SAME for i in range(subject.first, subject.last))
            modified = subject.last - subject.first > (1 if head.startswith(_VOICES) else 2) + same
            known = self._by_role(words, subject.first, subject.gender)
            if known is None and not modified:
                known = self._focus(subject.first, subject.gender, "sing", people=True)
            if known is not None:
                return known, "role"
            return Known(
                "unknown:" + words.lower(), "person", None, None, subject.gender, "sing", words, unit, subject.first
            ), direct
        if head in lexicon.institutions or head in lexicon.media:
            owner = owned_by(scene, subject)
            if owner is not None:
                held = self._pronoun(owner, found)
                if held is not None:
                    return held, "role"
            body = led_by(scene, subject)
            known = self._mention(body) if body is not None else self._organisation(subject, unit)
            if known is not None:
                return known, "role"
            return Known(
                "institution:" + words.lower(), "institution", words, None, None, None, None, unit, subject.first
            ), direct
        first = scene.tokens[subject.first].text
        named = first[:1].isupper() and scene.tokens[subject.last - 1].text[:1].isupper()
        if named and head not in lexicon.determiners:
            return Known(
                "unknown:" + words.lower(), "unknown", words, None, None, None, None, unit, subject.first
            ), direct
        return Known(
            "unknown:" + words.lower(), "unknown", None, None, subject.gender, subject.number, None, unit, subject.first
        ), direct

    def _organisation(self, subject: Subject, unit: int) -> Known | None:
        """ "The ministry", "the party board", "the paper": an institution of that sort named before."""
        scene = self.scene
        words = subject.last - subject.first
        if words > 2 and not (words == 3 and scene.low[subject.last - 2] in scene.lexicon.institutions):
            return None
        if words == 2 and scene.slavic and scene.is_upper(subject.last - 1):
            return None  # "уряд Карвонії": a body with a name of its own
        if scene.slavic and words > 1 and scene.low[subject.first].startswith(subject.head[:4]):
            return None  # "в адміністрації губернатора": its owner is named
        for known in reversed(self.spoken[-6:]):
            if known.kind != "institution" or not known.name or unit - known.unit > WINDOW:
                continue
            if not can_mean(subject.head, known.name):
                continue
            if subject.head not in scene.lexicon.media and scene.lexicon.outlets & set(known.name.lower().split()):
                continue  # an outlet is no government
            return known
        for index in self._before(subject.first):
            mention = scene.mentions[index]
            near = mention.first < subject.first and unit - self._unit(mention.first) <= 4
            named = mention.type == "ORG" or (is_state(subject.head) and self._stands_out(mention, unit))
            if near and named and can_mean(subject.head, mention.name or mention.surface):
                return self._mention(index)
        return None

    def _stands_out(self, mention: MentionSpan, unit: int) -> bool:
        """Whether a country was just named as the subject of its sentence, so that "the country" means it."""
        own = self._unit(mention.first)
        if mention.type != "LOC" or unit - own > _COUNTRY:
            return False
        return "nom" in mention.cases if self.scene.slavic else mention.first == self.scene.units[own].first


_SAME = frozenset(("same", "very", "самий", "сама", "самая", "самый", "же", "ж"))
"""Words that only say that somebody was spoken of before: "the same man"."""


def _former(role: str) -> bool:
    return any(word.startswith(_FORMER) for word in role.lower().split())


def _present(word: str) -> str:
    """A word of a role without its "former"."""
    for prefix in ("ex-", "экс-", "екс-", "екс"):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            return word[len(prefix) :]
    return "" if word.startswith(("former", "бывш", "колишн")) else word
