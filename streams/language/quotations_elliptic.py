"""Clauses that leave out what the clause before said: "Prague too", "а Угорщина — ні", "Против — Венгрия", "Hungary
voted against".

All that they tell is who is of the same mind, and who of the other; what it is about stands before them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from schemas.enriched_article import Quotation
from streams.language.attribution_subjects import mention_subject, with_role
from streams.language.echoes import AGAINST, ALSO, AUXILIARIES, DENIED, FAVOUR, NOT, SO, VOTED
from streams.language.quotations_scene import DASHES, Found, Harvest, Scene, Unit

_TRIGGERS = AGAINST | ALSO | DENIED | FAVOUR | NOT | SO
_OPENING = frozenset((",", ";", ":", "(", "а", "але", "та", "і", "й", "но", "и", "but", "and", "while", "whereas"))
"""What stands before a clause within a sentence."""
_CONTRAST = frozenset(("а", "але", "но"))
_CLOSING = frozenset((".", ";", ",", "!", ")", "…"))
_PARTICLES = frozenset(
    (
        *("й", "і", "и", "ж", "же", "теж", "також", "тоже", "также", "навіть", "даже", "як", "also", "even"),
        *("категорично", "рішуче", "категорически", "решительно", "firmly", "strongly", "again", "знову", "снова"),
    )
)
_SIDED = frozenset(
    (
        *("був", "була", "було", "були", "голосував", "голосувала", "голосувало", "голосували", "проголосував"),
        *(
            "проголосувала",
            "проголосували",
            "виступив",
            "виступила",
            "виступили",
            "виступає",
            "виступають",
            "висловився",
        ),
        *("висловилася", "висловились", "висловилися", "лишається", "лишаються", "залишається"),
        *("был", "была", "было", "были", "голосовал", "голосовала", "голосовали", "проголосовал", "проголосовала"),
        *("проголосовали", "выступил", "выступила", "выступили", "выступает", "выступают", "высказался", "высказалась"),
        *(
            "высказались",
            "остаётся",
            "остается",
            "остаются",
            "выступило",
            "виступило",
            "проголосувало",
            "проголосовало",
        ),
        *("is", "was", "are", "were", "remains", "remained", "voted", "stood", "spoke", "came"),
    )
)
"""Verbs that take a side with "for" and "against"."""
_OBJECTS = frozenset(("object", "about", "infinitive", "infinitive-weak", "weak", "noun"))
"""Constructions whose words end where a clause begins that leaves out its predicate."""
_PLURAL = ("и", "і", "ють", "ют", "re")
_GAP = 4
"""Most tokens between a name and its side."""


def find_elliptic(scene: Scene, harvest: Harvest) -> None:
    """Add the clauses that only tell who agrees, or does not, with what was said before."""
    for index in scene.positions(_TRIGGERS):
        unit = scene.units[scene.unit_at[index]]
        if not unit.speech or scene.mention_at[index] >= 0 or scene.in_direct(index):
            continue
        around = [one for one in harvest.found if one.first <= index < one.last]
        if any(one.frame not in _OBJECTS or one.last > index + 2 for one in around):
            continue
        found = _closing(scene, unit, index) or _leading(scene, unit, index)
        if found is None or found.subject is None:
            continue
        begin = min(found.first, found.subject.first)
        if any(begin <= one.first for one in around):
            continue
        for one in around:
            one.last = begin
        harvest.found.append(found)


def elliptic_starts(scene: Scene, quotations: Sequence[Quotation]) -> list[int]:
    """The tokens at which the clauses begin that only tell a side, in order: what is told before goes no further."""
    starts = [token.start for token in scene.tokens]
    result = []
    for one in quotations:
        if one.cue is None or one.kind == "direct" or (one.cue.start, one.cue.end) != (one.start, one.end):
            continue
        named = one.speaker.start if one.speaker is not None else None
        first = bisect_left(starts, min(one.start, named) if named is not None else one.start)
        while first > 0 and scene.low[first - 1] in _OPENING:
            first -= 1
        result.append(first)
    return sorted(result)


def _ends(scene: Scene, index: int, last: int) -> bool:
    """Whether the clause ends before the token at `index`, but for a mark that closes quoted words."""
    if index < last and scene.tokens[index].kind == "quote":
        index += 1
    return index >= last or scene.low[index] in _CLOSING or (scene.slavic and scene.low[index] in DASHES)


def _closing(scene: Scene, unit: Unit, index: int) -> Found | None:
    """The word ends its clause: "Прага теж", "Denmark does not", "Левченко голосувала проти"."""
    word = scene.low[index]
    if word in SO or not _ends(scene, index + 1, unit.last) or (word in NOT and word not in DENIED and scene.slavic):
        return None
    first, position = index, index - 1
    if position > unit.first and scene.tokens[position].kind == "quote":
        position -= 1
    if word == "not":
        if position <= unit.first or scene.low[position] not in AUXILIARIES:
            return None
        first, position = position, position - 1
    joined = sided = False
    start = position
    while position > unit.first and start - position < _GAP:
        if scene.low[position] in DASHES or (word in ALSO and scene.low[position] == ","):
            joined = True
        elif scene.low[position] in _SIDED and word in AGAINST | FAVOUR:
            sided = True
        elif scene.low[position] not in _PARTICLES:
            break
        position -= 1
    held = scene.mention_at[position] if position >= unit.first else -1
    if held < 0:
        return None
    begin = _begin(scene, unit, held)
    opener = scene.low[begin - 1] if begin > unit.first else ""
    if begin < 0 or (begin > unit.first and opener not in _OPENING):
        return None
    plain = word in ALSO or word in NOT or (word in AGAINST and not scene.slavic and opener == ",")
    contrast = word in DENIED and opener in _CONTRAST
    plain = plain or (scene.slavic and word in AGAINST | FAVOUR and position == index - 1)  # "Будапешт проти."
    if not (sided or contrast or plain or (joined and scene.slavic)):
        return None
    voted = next((i for i in range(position + 1, index) if scene.low[i].startswith(VOTED)), first)
    return _made(scene, held, min(first, voted), index + 1, position + 1, before=True)


def _leading(scene: Scene, unit: Unit, index: int) -> Found | None:
    """The word opens its clause: "Проти — Угорщина", "«За» був і міністр", "So will Finland"."""
    word = scene.low[index]
    if word in ALSO or word in DENIED or (word in NOT and word not in SO) or not _opens(scene, unit, index):
        return None
    position, last = index + 1, index + 1
    if position < unit.last and scene.tokens[position].kind == "quote":
        position += 1
    verb = -1
    while position < unit.last and position - index < _GAP + 1:
        if word in SO and verb < 0 and scene.low[position] in AUXILIARIES:
            verb, last = position, position + 1
        elif (
            word not in SO
            and verb < 0
            and (scene.low[position] in DASHES or scene.low[position] == ":" or scene.low[position] in _SIDED)
        ):
            verb = position
        elif verb < 0 or scene.low[position] not in _PARTICLES | {"the"}:
            break
        position += 1
    held = scene.mention_at[position] if position < unit.last else -1
    if held < 0 or verb < 0:
        return None
    if scene.low[verb].startswith(VOTED):
        last = verb + 1
    end = scene.mentions[held].last
    if not scene.slavic and not _ends(scene, end, unit.last) and scene.low[end] not in scene.lexicon.conjunctions:
        return None
    return _made(scene, held, index, last, verb, before=False)


def _opens(scene: Scene, unit: Unit, index: int) -> bool:
    """Whether a clause begins at the word, or at the mark or the time before it ("Цього разу «за» був …")."""
    position = index - 1
    if position >= unit.first and scene.tokens[position].kind == "quote":
        position -= 1
    if position < unit.first or scene.low[position] in _OPENING:
        return True
    if not scene.slavic or scene.tokens[index - 1].kind != "quote" or index - unit.first > _GAP:
        return False
    return all(scene.is_word(i) and scene.mention_at[i] < 0 for i in range(unit.first, position + 1))


def _begin(scene: Scene, unit: Unit, held: int) -> int:
    """The first token of a name with its role, and with those before it that "and" joins to it; -1: not a subject."""
    mention = scene.mentions[held]
    if mention.cases and "nom" not in mention.cases:
        return -1
    begin = with_role(scene, mention_subject(scene, held))
    while begin > unit.first and scene.mention_at[begin - 1] == held:
        begin -= 1
    if begin > unit.first and scene.low[begin - 1] == "the":
        begin -= 1
    return begin


def _made(scene: Scene, held: int, first: int, last: int, verb: int, *, before: bool) -> Found | None:
    mention = scene.mentions[held]
    if mention.cases and "nom" not in mention.cases:
        return None
    if mention.type == "LOC" and not mention.actor_id:
        return None
    found = Found(first, last, "indirect", 0.5, cue=(first, last), order=first, frame="ellipsis")
    found.subject = mention_subject(scene, held, inverted=not before)
    plural = (
        scene.low[verb] in DASHES
        or scene.low[verb] == ":"
        or (scene.low[verb] in _SIDED and scene.low[verb].endswith(_PLURAL))
    )
    found.number = "plur" if plural else None
    return found
