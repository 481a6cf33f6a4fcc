"""Several who speak together: "X and Y said", "X, Y and Z said", "first X, then his colleague Y, and later Z said"."""

from __future__ import annotations

from streams.language.attribution_subjects import CONJOINING, mention_subject
from streams.language.cues import CueForm
from streams.language.document import MentionSpan
from streams.language.quotations_scene import Scene, Subject

_TITLES = frozenset((".", "mr", "mrs", "ms", "dr", "sen", "rep", "gov"))
_THEN = frozenset(("then", "later", "потом", "затем", "потім", "згодом", "далі", "відтак"))
_BEHIND = frozenset(("ним", "ней", "нею", "ними", "him", "her", "them"))
_NOR = frozenset(("nor", "ні", "ані", "ни"))
_OTHERS = frozenset(
    (
        *("other", "others", "several", "some", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve", "dozens", "scores", "hundreds", "more", "many", "his", "her", "their", "its", "fellow"),
        *("інші", "ще", "кілька", "кількоро", "декілька", "низка", "двоє", "троє", "четверо", "п’ятеро", "шестеро"),
        *("два", "дві", "три", "чотири", "п’ять", "шість", "сім", "вісім", "дев’ять", "десять", "десятки", "сотні"),
        *("його", "її", "їхні", "їхній", "їхня", "решта", "багато"),
        *("другие", "иные", "еще", "ещё", "несколько", "ряд", "двое", "трое", "пятеро", "шестеро", "две", "четыре"),
        *("пять", "шесть", "семь", "восемь", "девять", "десятки", "сотни", "его", "ее", "её", "их", "остальные"),
        *("многие", "часть", "частина"),
    )
)
"""Words that open a phrase for people whom nobody names."""
_GAP = 9
"""Most tokens between two who speak together."""
_OTHERS_GAP = 14
"""Most tokens from the one who is named to the verb, over others that are not: "Roe and six heads of state from …"."""
_MOST = 5


def partners(scene: Scene, subject: Subject, cue: int | None, number: str | None) -> tuple[int, ...] | None:
    """The mentions of those that speak together, in the order of the text; None if one speaks alone.

    Args:
        scene: the article.
        subject: one of them, as found.
        cue: the token of the verb.
        number: the number that the verb's form shows; a singular one has one subject.
    """
    if subject.mention is None or cue is None or (scene.slavic and number != "plur"):
        return None
    if number == "sing" and not neither(scene, cue, max(0, cue - _PAIR)):
        return None
    members = together(scene, subject.mention, cue)
    return tuple(members) if len(members) > 1 else None


_PAIR = 16
"""Tokens before a verb among which its subject "neither X nor Y" begins."""


def neither(scene: Scene, index: int, first: int) -> bool:
    """Whether the verb's subject is "neither X nor Y", so that it is denied of both."""
    other = False
    for position in range(index - 1, max(first, index - _PAIR) - 1, -1):
        word = scene.low[position]
        if word == "neither":
            return other
        if word == "nor":
            other = True
        elif word in CONJOINING and not other:
            return False  # "called it neither free nor fair and urged"
        elif scene.tokens[position].kind == "punct" or (scene.cues[position] and scene.mention_at[position] < 0):
            return False
    return False


def named_with_others(scene: Scene, cue: int, form: CueForm, first: int) -> Subject | None:
    """The one that is named, where others that are not speak too: "Roe and six other ministers called for …".

    Args:
        scene: the article.
        cue: the token of the verb.
        form: its form.
        first: first token of the stretch in which the subject can stand.
    """
    if scene.slavic and form.form.number != "plur":
        return None
    low = scene.low
    if scene.slavic and cue + 1 < scene.size and (number := scene.mention_at[cue + 1]) >= 0:
        last = scene.mentions[number].last
        if _with_others(scene, last) and _can_speak(scene, number):
            return mention_subject(scene, number, inverted=True)
    for index in range(cue - 1, max(first, cue - _OTHERS_GAP), -1):
        if low[index] in CONJOINING:
            number = scene.mention_at[index - 1]
            if number < 0 or not _with_others(scene, index) or not _can_speak(scene, number):
                return None
            subject = scene.slavic or _opens(scene, _begin(scene, number), cue)
            return mention_subject(scene, number) if subject else None  # not "he met Roe and others say"
        if not scene.is_word(index) or scene.cues[index] is not None or scene.in_direct(index):
            return None
    return None


def _with_others(scene: Scene, index: int) -> bool:
    """Whether a conjunction stands there, and behind it others that are counted or told by whose they are."""
    if index + 2 >= scene.size or scene.low[index] not in CONJOINING:
        return False
    word = scene.low[index + 1]
    return word in _OTHERS or word.isdigit()


def together(scene: Scene, index: int, cue: int) -> list[int]:
    """The mention `index` and those that are coordinated with it as subjects of the verb at `cue`."""
    if not _can_speak(scene, index):
        return [index]
    members = [index]
    links: list[str] = []
    while len(members) < _MOST and (other := _neighbour(scene, members[0], -1, cue)) is not None:
        members.insert(0, other[0])
        links.insert(0, other[1])
    while len(members) < _MOST and (other := _neighbour(scene, members[-1], 1, cue)) is not None:
        members.append(other[0])
        links.append(other[1])
    while links and links[-1] == ",":
        # what a comma alone adds at the end is an apposition
        links.pop()
        if members.pop() == index:
            return [index]
    if links and any(link != "and" for link in links) and not _opens(scene, _begin(scene, members[0]), cue):
        return _strict(members, links, index)
    return members


def _strict(members: list[int], links: list[str], index: int) -> list[int]:
    """Those that nothing but a conjunction parts."""
    at = first = last = members.index(index)
    while first and links[first - 1] == "and":
        first -= 1
    while last < len(links) and links[last] == "and":
        last += 1
    return members[first : last + 1] if first <= at <= last else [index]


def _neighbour(scene: Scene, index: int, step: int, cue: int) -> tuple[int, str] | None:
    """The next mention on one side that is coordinated with the mention, and by what."""
    mention = scene.mentions[index]
    start = _begin(scene, index) - 1 if step < 0 else mention.last
    position = start
    while 0 <= position < scene.size and abs(position - start) <= _GAP and position != cue:
        if scene.ends_sentence(position) and scene.low[position - 1] not in _TITLES:
            return None
        other = scene.mention_at[position]
        if other >= 0 and other != index:
            if not _can_speak(scene, other) or not _alike(mention, scene.mentions[other]):
                return None
            left, right = (other, index) if step < 0 else (index, other)
            link = _link(scene, scene.mentions[left].last, _begin(scene, right))
            return (other, link) if link else None
        position += step
    return None


def _link(scene: Scene, first: int, last: int) -> str:
    """What joins two names: "and" or "," alone, "then" for more words with one of them; empty: nothing does."""
    words = [scene.low[i] for i in range(first, last) if scene.low[i] not in _TITLES]
    if not words:
        return ""
    if words[-1] in _NOR and (len(words) == 1 or words == [",", words[-1]]):
        return "and"  # "neither X nor Y", "ні X, ні Y"
    if len(words) == 1:
        return "and" if words[0] in CONJOINING else "," if words[0] == "," else ""
    if words[0] != "," and words[0] not in CONJOINING and words[0] not in _NOR:
        return ""
    joined = False
    lexicon = scene.lexicon
    for index in range(first, last):
        word = scene.low[index]
        joined = joined or word in CONJOINING or word in _NOR or word in _THEN or word in _BEHIND
        behind = word in ("за", "after", "behind") and index + 1 < last and scene.low[index + 1] in _BEHIND
        if behind or word in _BEHIND or word in _THEN:
            continue
        if (
            word in lexicon.prepositions
            or word in lexicon.complementisers
            or word in lexicon.relatives
            or word in lexicon.auxiliaries
            or word in lexicon.subordinators
            or word in ("he", "she", "it", "they", "we", "you", "i")
            or scene.cues[index] is not None
            or scene.in_direct(index)
            or word in (";", ":", "(", ")")
        ):
            return ""
    if scene.slavic and scene.finite_between(first, last):
        return ""
    return "then" if joined else ""


def _begin(scene: Scene, index: int) -> int:
    """The first token of a mention with the role and titles before it."""
    begin = scene.mentions[index].first
    while begin > 0 and (scene.mention_at[begin - 1] == index or scene.low[begin - 1] in _TITLES):
        begin -= 1
    return begin


def _can_speak(scene: Scene, index: int) -> bool:
    """Whether a mention can be a subject: nominative where there is case, behind no preposition; a known role."""
    mention = scene.mentions[index]
    if mention.type == "ROLE" and (mention.actor_id is None or mention.number == "plur"):
        return False
    begin = _begin(scene, index)
    before = scene.low[begin - 1] if begin else ""
    if before in scene.lexicon.prepositions or scene.low[mention.last - 1].endswith(("’s", "s’")):
        return False
    return not mention.cases or "nom" in mention.cases


def _alike(one: MentionSpan, other: MentionSpan) -> bool:
    people = ("PER", "ROLE")
    return (one.type in people) == (other.type in people) and (one.actor_id is None or one.actor_id != other.actor_id)


def _opens(scene: Scene, begin: int, cue: int) -> bool:
    """Whether the clause of the verb opens with the first of them, or follows the verb at once."""
    if begin > cue:
        return begin - cue <= _GAP
    unit = scene.units[scene.unit_at[begin]]
    if scene.slavic:
        return not scene.finite_between(unit.first, begin)
    if begin > unit.first and scene.tokens[begin - 1].kind == "word" and not _leads_in(scene, begin - 1):
        return False
    return not any(
        scene.cues[i] is not None or scene.low[i] in scene.lexicon.auxiliaries or scene.low[i] in scene.lexicon.pronouns
        for i in range(unit.first, begin)
    )


def _leads_in(scene: Scene, index: int) -> bool:
    """Whether an English word before a name is no verb whose object the name could be."""
    word = scene.low[index]
    return (
        word in scene.lexicon.heads
        or word in scene.lexicon.determiners
        or word in ("both", "first")
        or word.endswith(("’s", "s’"))
        or word == "neither"
    )
