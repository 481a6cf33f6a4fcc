"""Bodies named by their sort alone: "its foreign ministry" is that of the country spoken of, "МЗС" that of the only one
in question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from streams.actors import ActorCatalogue
from streams.language.document import MentionSpan
from streams.language.scan import Scan

_MINISTRY_UK = ("міністерство", "міністерства", "міністерству", "міністерством", "міністерстві")
_MINISTRY_RU = ("министерство", "министерства", "министерству", "министерством", "министерстве")
_OFFICE_UK = ("відомство", "відомства", "відомству", "відомством", "відомстві")
_OFFICE_RU = ("ведомство", "ведомства", "ведомству", "ведомством", "ведомстве")
_MASCULINE = ("парламент", "парламенту", "парламентом", "парламенті", "парламенте")
_FOREIGN, _DEFENCE, _PARLIAMENT, _GOVERNMENT = "foreign-ministry", "defence-ministry", "parliament", "government"
_NAMES: dict[tuple[str, ...], str] = {
    ("foreign", "ministry"): _FOREIGN,
    ("ministry", "of", "foreign", "affairs"): _FOREIGN,
    ("defence", "ministry"): _DEFENCE,
    ("defense", "ministry"): _DEFENCE,
    ("ministry", "of", "defence"): _DEFENCE,
    ("ministry", "of", "defense"): _DEFENCE,
    ("parliament",): _PARLIAMENT,
    ("government",): _GOVERNMENT,
    ("мзс",): _FOREIGN,
    ("мид",): _FOREIGN,
    ("мид’а",): _FOREIGN,
    ("мида",): _FOREIGN,
    ("мидом",): _FOREIGN,
    ("міноборони",): _DEFENCE,
    ("минобороны",): _DEFENCE,
    **{(noun, "закордонних", "справ"): _FOREIGN for noun in _MINISTRY_UK},
    **{(noun, "оборони"): _DEFENCE for noun in _MINISTRY_UK},
    **{(noun, "иностранных", "дел"): _FOREIGN for noun in _MINISTRY_RU},
    **{(noun, "обороны"): _DEFENCE for noun in _MINISTRY_RU},
    **{("зовнішньополітичне", noun): _FOREIGN for noun in _OFFICE_UK},
    **{("внешнеполитическое", noun): _FOREIGN for noun in _OFFICE_RU},
    **{("оборонне", noun): _DEFENCE for noun in _OFFICE_UK},
    **{("оборонное", noun): _DEFENCE for noun in _OFFICE_RU},
    **{(noun,): _PARLIAMENT for noun in _MASCULINE},
}
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _words, _template in sorted(_NAMES.items(), key=lambda item: -len(item[0])):
    _BY_FIRST.setdefault(_words[0], []).append((_words, _template))
_BARE = frozenset((_FOREIGN, _DEFENCE))
"""Bodies that a text may name with no owner when it speaks of one country."""
_OWNERS: dict[str, frozenset[str]] = {
    "its": frozenset(("masc", "fem", "neut")),
    "його": frozenset(("masc", "neut")),
    "її": frozenset(("fem",)),
    "его": frozenset(("masc", "neut")),
    "её": frozenset(("fem",)),
    "ее": frozenset(("fem",)),
}
"""Possessives of one country, and the genders that its name can have."""
_PLURAL = frozenset(("their", "їхній", "їхнє", "їхня", "їх", "их"))
_BACK = 2
"""Sentences before a body in which its owner is named."""
_AROUND = 4
"""Sentences before a body of no owner in which its country is sought."""
_PREPOSITIONS = frozenset(
    (
        *("in", "with", "on", "to", "from", "of", "for", "against", "by", "at", "into", "between", "over", "near"),
        *("inside", "about", "toward", "towards"),
    )
)
"""English words behind which a country is no subject."""


def owned_bodies(scan: Scan, mentions: Sequence[MentionSpan], actors: ActorCatalogue) -> list[MentionSpan]:
    """The mentions, with those of bodies that are told by the country they belong to."""
    made: list[MentionSpan] = []
    starts = [mention.first for mention in mentions]
    for index, token in enumerate(scan.tokens):
        for words, template in _BY_FIRST.get(token.lower, ()):
            last = index + len(words)
            if tuple(scan.lower(i) for i in range(index, last)) != words:
                continue
            body = _body(scan, mentions, starts, actors, index, last, template)
            if body is not None:
                made.append(body)
            break
    if not made:
        return list(mentions)
    spans = {i for body in made for i in range(body.first, body.last)}
    kept = [mention for mention in mentions if not _covered(mention, spans)]
    return sorted([*kept, *made], key=lambda mention: (mention.start, mention.end))


def _covered(mention: MentionSpan, spans: set[int]) -> bool:
    return mention.type == "ORG" and all(index in spans for index in range(mention.first, mention.last))


def _body(
    scan: Scan,
    mentions: Sequence[MentionSpan],
    starts: Sequence[int],
    actors: ActorCatalogue,
    first: int,
    last: int,
    template: str,
) -> MentionSpan | None:
    """The body at the tokens first…last as a mention; None if nothing tells whose it is."""
    before = scan.lower(first - 1)
    genders = _OWNERS.get(before)
    at = bisect_left(starts, first)
    for near in mentions[max(0, at - 3) : at + 2]:
        known = near.actor_id is not None and not near.actor_id.startswith("name:")
        inside = first <= near.first and near.last <= last and genders is not None
        if near.first < last and first < near.last and (near.type != "ORG" or (known and not inside)):
            return None
    seat = _seat(scan, mentions, at, last) if template != _GOVERNMENT else None
    if seat is not None:
        owner: MentionSpan | None = seat
    elif genders is not None:
        owner = _owner(scan, mentions[:at], first, genders)
    elif template in _BARE and before not in _PLURAL and not _named_after(scan, mentions, at, last):
        owner = _only(scan, mentions[:at], first)
    else:
        owner = None
    if owner is None or owner.actor_id is None:
        return None
    body = actors.get(owner.actor_id) if template == _GOVERNMENT else actors.part(owner.actor_id, template)
    if body is None:
        return None
    tokens = scan.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    old = next((m for m in mentions[max(0, at - 1) : at + 2] if m.first >= first and m.last <= last), None)
    if old is not None:
        return replace(old, start=start, end=end, first=first, last=last, actor_id=body.id, name=body.name)
    return MentionSpan(
        start, end, first, last, scan.document.text[start:end], "ORG", body.id, body.name, 0.7, "institution",
        None if scan.language == "en" else "neut" if tokens[first].lower not in _MASCULINE else "masc", "sing",
        _cases(scan, first),
    )  # fmt: skip


def _cases(scan: Scan, index: int) -> frozenset[str]:
    """Cases that the first word of the body can have, where it is no letters of a longer name."""
    word = scan.lower(index)
    if scan.language == "en" or len(word) < 5:
        return frozenset()
    if word.endswith(("ство", "не", "ное", "мент")):
        return frozenset(("nom", "acc"))
    if word in ("міноборони", "минобороны"):
        return frozenset()
    return frozenset(("gen", "dat", "ins", "loc"))


def _seat(scan: Scan, mentions: Sequence[MentionSpan], at: int, last: int) -> MentionSpan | None:
    """The country or capital in which the body is said to be: "the foreign ministry in Ankara", "МЗС у Празі"."""
    if scan.lower(last) not in _IN or not scan.same_sentence(last - 1, last):
        return None
    return next((m for m in mentions[at : at + 3] if m.first == last + 1 and _known(m)), None)


_IN = frozenset(("in", "у", "в"))


def _known(mention: MentionSpan) -> bool:
    return mention.type == "LOC" and mention.actor_id is not None and not mention.actor_id.startswith("name:")


def _named_after(scan: Scan, mentions: Sequence[MentionSpan], at: int, last: int) -> bool:
    """Whether a name follows that may own the body: "МЗС Карвонії"."""
    follows = next((m for m in mentions[at : at + 3] if m.first >= last), None)
    beside = follows is not None and follows.first == last
    return beside or (last < len(scan.tokens) and scan.capital(last) and scan.same_sentence(last - 1, last))


def _countries(scan: Scan, mentions: Sequence[MentionSpan], first: int, back: int) -> list[tuple[int, MentionSpan]]:
    """Known countries before the token, with how many sentences before; those of its own sentence first."""
    here = scan.sentence_of[first]
    found = []
    for mention in reversed(mentions):
        distance = here - scan.sentence_of[mention.first]
        if distance > back:
            break
        if _known(mention):
            found.append((distance, mention))
    return found


def _owner(scan: Scan, mentions: Sequence[MentionSpan], first: int, genders: frozenset[str]) -> MentionSpan | None:
    """The country that a possessive means: the subject of its sentence or of the one before, else the nearest."""
    countries = [
        (distance, mention)
        for distance, mention in _countries(scan, mentions, first, _BACK)
        if mention.gender is None or mention.gender in genders
    ]
    for back in range(_BACK + 1):
        own = [mention for distance, mention in countries if distance == back]
        subjects = [mention for mention in own if _subject(scan, mention)]
        if subjects:
            return subjects[-1]
        if own and back:
            return own[-1]
    return countries[0][1] if countries else None


def _subject(scan: Scan, mention: MentionSpan) -> bool:
    if scan.language == "en":
        before = mention.first - 1
        opens = before < 0 or not scan.same_sentence(before, mention.first)
        return opens or scan.lower(before) not in _PREPOSITIONS
    return not mention.cases or "nom" in mention.cases


def _only(scan: Scan, mentions: Sequence[MentionSpan], first: int) -> MentionSpan | None:
    """The country that the sentences before speak of, if they speak of one by far the most, and of what it does: a
    ministry that condemns "sanctions on Russia" need not be Russia's."""
    votes: dict[str, float] = {}
    bearers: dict[str, MentionSpan] = {}
    acting: set[str] = set()
    for distance, mention in _countries(scan, mentions, first, _AROUND):
        key = mention.actor_id or ""
        bearers.setdefault(key, mention)
        subject = _subject(scan, mention)
        if subject:
            acting.add(key)
        votes[key] = votes.get(key, 0.0) + (1.0 if subject else 0.4) / (1 + distance)
    best = max(votes, key=lambda one: votes[one], default="")
    return bearers[best] if best in acting and votes[best] >= 2 * (sum(votes.values()) - votes[best]) else None
