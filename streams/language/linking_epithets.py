"""Persons whom a noun stands for that is neither a name nor an office: "the Hungarian", "угорець", "the latter"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from schemas.base import Language
from streams.actors import ActorCatalogue
from streams.language.document import Gender, MentionSpan
from streams.language.linking_labels import BACK, HOSTS, LABELS, label_of, labelled
from streams.language.morphology import morphology
from streams.language.scan import Scan

_BACK = 3
"""Sentences before a national in which the person is named."""
_LAST: Mapping[str, Gender | None] = {
    "latter": None,
    "останній": "masc",
    "остання": "fem",
    "той": "masc",
    "тот": "masc",
    "последний": "masc",
    "последняя": "fem",
    "guest": None,
    "гість": "masc",
    "гостя": "fem",
    "гость": "masc",
    "гостья": "fem",
}
"""Words for the one of two who was named last: whom somebody receives stands behind him."""
_SAME = frozenset(("же", "ж", "самий", "самый", "факт", "момент", "день", ",", "хто", "кто"))
"""What follows "той", "тот" where it stands for no person named before."""
_PLACES = frozenset(("дому", "дома", "зустрічі", "встречи", "саміту", "саммита", "форуму", "форума", "переговорів"))
"""What a host is one of."""
_PEERS = frozenset(("counterpart", "колега", "візаві", "коллега", "визави"))
"""Words for who holds the same office elsewhere."""
_THE = frozenset(("the", "his", "her", "their"))
_IRREGULAR = {
    "турки": "турок",
    "болгари": "болгарин",
    "болгары": "болгарин",
    "татари": "татарин",
    "французи": "француз",
    "French": "Frenchman",
    "Dutch": "Dutchman",
    "Irish": "Irishman",
    "Welsh": "Welshman",
}
_WOMEN = {"Frenchman": "Frenchwoman", "Dutchman": "Dutchwoman", "Irishman": "Irishwoman"}
_CLAUSE = frozenset(
    (",", ";", ":", "—", "–", "а", "але", "но", "та", "і", "и", "and", "but", "while", "”", "»", "that")
)
"""What stands before a clause that a noun opens."""
_CARRIES_ON = frozenset(
    ("also", "has", "had", "is", "was", "will", "would", "did", "does", "who", "then", "too", "never", "once", "again")
)


@lru_cache(maxsize=8)
def _nationals(actors: ActorCatalogue, language: Language) -> Mapping[str, str]:
    """Government by the noun for one national, in lower case: угорець, Hungarian."""
    known: dict[str, str] = {}
    for actor in actors:
        for word in actor.country.demonyms.get(language, ()) if actor.country is not None else ():
            one = _singular(word, language)
            for form in (one, _WOMEN.get(one, "")):
                if form and form.lower() != word.lower():
                    known.setdefault(form.lower(), actor.id)
    return known


def _singular(word: str, language: Language) -> str:
    """The noun for one national by the one for them all.

    >>> [_singular(word, "uk") for word in ("угорці", "австрійці", "росіяни", "чехи")]
    ['угорець', 'австрієць', 'росіянин', 'чех']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if language == "en":
        return word[:-1] if word.endswith("s") else ""
    if word.endswith(("йці", "йцы")):
        return word[:-3] + ("єць" if language == "uk" else "ец")
    if word.endswith(("ці", "цы")):
        return word[:-2] + ("ець" if language == "uk" else "ец")
    if word.endswith(("яни", "ани", "яне", "ане")):
        return word[:-1] + "ин"
    return word[:-1] if word.endswith(("и", "ы", "і")) else ""


def epithets(scan: Scan, mentions: Sequence[MentionSpan], actors: ActorCatalogue) -> list[MentionSpan]:
    """The mentions, with those of nouns for persons named before."""
    nationals = _nationals(actors, scan.language)
    taken = {index for mention in mentions for index in range(mention.first, mention.last)}
    made: list[MentionSpan] = []
    for index, token in enumerate(scan.tokens):
        if index in taken:
            continue
        word, label = token.lower, _label(scan, index)
        known = word in nationals or word in _LAST or word in _PEERS or word.endswith("-year-old")
        if not (known or label is not None) or not _subject(scan, index):
            continue
        if label is not None:
            person = labelled(*label, *_beside(scan, mentions, index, label[0]), actors)
        elif word in _LAST:
            person = _last(scan, mentions, index, _LAST[word])
        elif word in _PEERS:
            made.extend(_peer(scan, mentions, actors, index))
            continue
        elif word in nationals:
            person = _of_country(scan, mentions, actors, index, nationals[word])
        else:
            person = _last(scan, mentions, index, None)
        if person is not None:
            made.append(
                MentionSpan(
                    token.start, token.end, index, index + 1, token.text, "ROLE", person.actor_id, person.name, 0.6,
                    "person", person.gender, "sing", frozenset(("nom",)) if scan.language != "en" else frozenset(),
                    token.text, token.start,
                )
            )  # fmt: skip
    if not made:
        return list(mentions)
    return sorted([*mentions, *made], key=lambda mention: (mention.start, mention.end))


def _label(scan: Scan, index: int) -> tuple[str, Gender | None] | None:
    """The noun for a member of a party or a host that stands there, with its adjective, and its gender."""
    label = label_of(scan.lower(index), scan.language)
    if label is None or not index:
        return label  # of two words, too, the last one is in the tables
    return label_of(f"{scan.lower(index - 1)} {scan.lower(index)}", scan.language) or label


def _subject(scan: Scan, index: int) -> bool:
    """Whether the noun stands alone and a verb or a mark follows it, as one that opens its clause does."""
    first = index - 1 if scan.language == "en" else index
    if scan.language == "en" and f"{scan.lower(first)} {scan.lower(index)}" in LABELS:
        first -= 1
    if scan.language == "en" and scan.lower(first) not in _THE and scan.lower(index) not in _PEERS:
        return False
    after = index + 1 + (scan.language != "en" and scan.lower(index + 1) in _PLACES)
    if after >= len(scan.tokens) or not scan.same_sentence(index, after):
        return False
    if scan.tokens[after].kind != "word":
        follows = scan.tokens[after].text == ","
    elif scan.language == "en":
        readings = morphology("en").readings(scan.lower(after))[:1]
        follows = scan.lower(after) in _CARRIES_ON or any(r.pos in ("VERB", "AUX", "ADV") for r in readings)
        follows = follows and not scan.capital(after)
    else:
        readings = morphology(scan.language).readings(scan.lower(after))[:1]
        follows = not any(r.pos in ("NOUN", "ADJ", "NUM", "DET", "PROPN") for r in readings) and not scan.capital(after)
    if not follows:
        return False
    if scan.language == "en" or scan.lower(index) in _PEERS:
        return True
    before = scan.lower(first - 1)
    opens = first == 0 or not scan.same_sentence(first - 1, first)
    if scan.lower(index) in _LAST:
        return (opens or before in _CLAUSE) and scan.lower(after) not in _SAME
    readings = morphology(scan.language).readings(before)[:1]
    return opens or not any(r.pos in ("ADJ", "NUM", "DET", "ADP") for r in readings)


def _peer(scan: Scan, mentions: Sequence[MentionSpan], actors: ActorCatalogue, index: int) -> list[MentionSpan]:
    """Who holds the office of the person before in another country: "his Slovak counterpart"."""
    published = scan.document.published_at
    government = _adjectives(actors, scan.language).get(scan.lower(index - 1))
    if published is None or government is None:
        return []
    day = published.date()
    for mention in _before(scan, mentions, index, 1):
        role = actors.role_at(mention.actor_id or "", day)
        if role is None:
            continue
        peer = actors.who_holds(role.key, government, day)
        if peer is None or peer.id == mention.actor_id:
            return []
        token = scan.tokens[index]
        start = scan.tokens[index - 1].start
        words = scan.document.text[start : token.end]
        cases = frozenset(("nom",)) if scan.language != "en" else frozenset()
        return [
            MentionSpan(
                start, token.end, index - 1, index + 1, words, "ROLE", peer.id, peer.name, 0.6, "person", peer.gender,
                "sing", cases, words, start,
            )
        ]  # fmt: skip
    return []


@lru_cache(maxsize=8)
def _adjectives(actors: ActorCatalogue, language: Language) -> Mapping[str, str]:
    """Government by the adjective of its country, in lower case, in the nominative of both genders."""
    known: dict[str, str] = {}
    for actor in actors:
        for word in actor.country.adjectives.get(language, ()) if actor.country is not None else ():
            one = word.lower()
            known.setdefault(one, actor.id)
            if language != "en" and one.endswith("ий"):
                known.setdefault(one[:-2] + ("а" if language == "uk" else "ая"), actor.id)
    return known


def _before(scan: Scan, mentions: Sequence[MentionSpan], index: int, back: int) -> list[MentionSpan]:
    """Persons before the token, the nearest first, from its own sentence and `back` ones before."""
    here = scan.sentence_of[index]
    found = []
    for mention in reversed(mentions):
        if mention.first >= index:
            continue
        if here - scan.sentence_of[mention.first] > back:
            break
        if mention.actor_id is not None and (
            mention.type == "PER" or (mention.type == "ROLE" and mention.kind == "person")
        ):
            found.append(mention)
    return found


def _beside(
    scan: Scan, mentions: Sequence[MentionSpan], index: int, label: str
) -> tuple[list[MentionSpan], list[MentionSpan]]:
    """Persons before the token, the nearest first, and those whom the sentences before name: of its paragraph, or, if
    nobody and it is no host, of those before."""
    near = _before(scan, mentions, index, BACK)
    sentences = scan.document.sentences
    here = scan.sentence_of[index]
    earlier = [one for one in near if scan.sentence_of[one.first] < here]
    own = [one for one in earlier if sentences[scan.sentence_of[one.first]].paragraph == sentences[here].paragraph]
    return near, own or ([] if label in HOSTS else earlier)


def _last(scan: Scan, mentions: Sequence[MentionSpan], index: int, gender: Gender | None) -> MentionSpan | None:
    """The person named last in the sentence or the one before it."""
    for mention in _before(scan, mentions, index, 1):
        if gender is None or mention.gender is None or mention.gender == gender:
            return mention
    return None


def _of_country(
    scan: Scan, mentions: Sequence[MentionSpan], actors: ActorCatalogue, index: int, government: str
) -> MentionSpan | None:
    """The nearest person before who holds, or held, an office of the country, or whose role names it."""
    female = scan.lower(index).endswith("woman")
    actor = actors.get(government)
    country = actor.country if actor is not None else None
    if country is None:
        return None
    words = [*country.names.get(scan.language, ()), *country.adjectives.get(scan.language, ())]
    stems = tuple(word.lower()[: max(4, len(word) - 2)] for word in words)
    for mention in _before(scan, mentions, index, _BACK):
        if mention.gender == ("masc" if female else "fem"):
            continue
        own = actors.get(mention.actor_id or "")
        if own is not None and any(_at(actors, role.of, government) for role in own.roles):
            return mention
        if mention.role is not None and any(word.startswith(stems) for word in mention.role.lower().split()):
            return mention
    return None


def _at(actors: ActorCatalogue, body: str, government: str) -> bool:
    """Whether an office at the body is one of the country."""
    actor = actors.get(body)
    return body == government or (actor is not None and (actor.of == government or government in actor.voices))
