"""Reports whose cue is no verb of a speaker: "в заявлении говорится, что …", "the minister's claim that …"."""

from __future__ import annotations

from streams.language.attribution import mention_subject, owner
from streams.language.attribution_subjects import with_role
from streams.language.quotations_clauses import clause_end
from streams.language.quotations_colon import somebody_else
from streams.language.quotations_complements import came_out
from streams.language.quotations_scene import Found, Harvest, Scene, Subject, Unit
from streams.language.quotations_times import english_time, over_time

_BACK = 14
_REACH = 8
_DESCRIBED = 6
"""Tokens from the verb to the noun of speech after it, or from the noun to its possessive."""


def find_nominal(scene: Scene, harvest: Harvest, unit: Unit, nouns: list[int]) -> None:
    """Add clauses that a document or a noun of speech introduces.

    Args:
        nouns: the sentence's tokens that can introduce one.
    """
    lexicon = scene.lexicon
    for index in nouns:
        word = scene.low[index]
        if scene.mark_at[index] >= 0 and scene.in_direct(index):
            continue
        if word in lexicon.stated:
            found = _stated(scene, unit, index)
        elif word in lexicon.nouns and word not in ("clear", "case", "sense", "зрозуміти", "понять"):
            found = _noun(scene, unit, index)
        else:
            continue
        if found is not None:
            harvest.found.append(found)


def _clause_after(scene: Scene, index: int, last: int, reach: int) -> int | None:
    """First token of the clause whose complementiser follows `index`."""
    low = scene.low
    lexicon = scene.lexicon
    for position in range(index + 1, min(last, index + reach)):
        if scene.in_direct(position) or (scene.ends_sentence(position) and position + 1 >= last):
            return None
        if low[position] in lexicon.that and (not scene.slavic or low[position - 1] == ","):
            if low[position] in lexicon.dropped:
                return position + 1
            return position
        if low[position] == "," and scene.slavic and position + 1 < last and low[position + 1] not in lexicon.that:
            return None
    return None


def _stated(scene: Scene, unit: Unit, index: int) -> Found | None:
    """`у заяві міністерства йдеться, що …`"""
    low = scene.low
    lexicon = scene.lexicon
    start = max(unit.first, index - _BACK)
    noun = next((i for i in range(index - 1, start - 1, -1) if low[i] in lexicon.say_nouns), None)
    if noun is None and index + 2 < unit.last:
        noun = _noun_after(scene, index, unit.last)
    first = _clause_after(scene, index, unit.last, _REACH)
    if noun is None:
        return None
    if first is None:
        return _before(scene, unit, index, noun)
    last = clause_end(scene, first, unit.last, None)
    if scene.words_between(first, last) < 3:
        return None
    found = Found(first, last, "indirect", 0.75, cue=(index, index + 1), order=index, frame="clause")
    found.subject = owner(scene, noun, index if noun < index else first) or _possessor(scene, noun, unit.first)
    return found


def _noun_after(scene: Scene, index: int, last: int) -> int | None:
    """The noun of speech after the verb, over what describes it ("в его вчерашнем письменном обращении")."""
    for position in range(index + 1, min(last, index + _DESCRIBED)):
        if scene.tokens[position].kind == "punct":
            return None
        if scene.low[position] in scene.lexicon.say_nouns:
            return position
    return None


def _possessor(scene: Scene, noun: int, first: int) -> Subject | None:
    """Whose the noun is by a possessive before it ("в его обращении", "у її вівторковій заяві")."""
    for position in range(noun - 1, max(first, noun - _DESCRIBED) - 1, -1):
        word = scene.low[position]
        if word in scene.lexicon.prepositions or scene.tokens[position].kind == "punct":
            return None
        if word in scene.lexicon.possessives:
            gender, number = scene.lexicon.possessives[word]
            return Subject(position, position + 1, None, gender, number, pronoun=True)
    return None


def _before(scene: Scene, unit: Unit, index: int, noun: int) -> Found | None:
    """`…, йдеться в заяві міністерства`"""
    low = scene.low
    position = index - 1
    while position > unit.first and low[position] in scene.lexicon.adverbs:
        position -= 1
    if noun < index or low[position] not in (",", "-", "–", "—"):
        return None
    for back in range(position, unit.first - 1, -1):
        if scene.in_direct(back):
            return None
    if scene.words_between(unit.first, position) < 3:
        return None
    found = Found(unit.first, position, "indirect", 0.75, cue=(index, index + 1), order=index, frame="fronted")
    found.subject = owner(scene, noun, unit.last) or _possessor(scene, noun, index)
    return found


_TO_WHOM = frozenset(("to", "for", "on", "about", "from"))
_COPULAS = frozenset(("is", "was", "remains", "remained"))
_PLAIN = frozenset(
    ("clear", "simple", "plain", "blunt", "unchanged", "firm", "short", "straightforward", "unequivocal")
)


def _predicated(scene: Scene, unit: Unit, index: int) -> int:
    """One past what stands between an English noun of speech and its clause: "message to the allies was", "view is"."""
    low = scene.low
    position = english_time(scene, index + 1, unit.last)  # "his line in March was that"
    if position < unit.last and low[position] in _TO_WHOM:
        copula = next((i for i in range(position, min(unit.last, position + _DESCRIBED)) if low[i] in _COPULAS), -1)
        position = copula if copula > 0 else position
    if position < unit.last and low[position] in _COPULAS:
        position = scene.skip(position + 1, unit.last, scene.lexicon.adverbs)
        if position < unit.last and low[position] in _PLAIN:
            position += 1
    return position


def _colon(scene: Scene, unit: Unit, index: int, subject: Subject) -> int:
    """The colon after a Slavic noun of speech with its owner: "заява Стеця від 3 травня: …", "позиция Горецкого в марте
    была такой: …"; -1 if something else stands between."""
    low = scene.low
    if scene.finite_between(index + 1, subject.first) or subject.first - index > _OWNED:
        return -1  # "приклад подала Лурія: …"
    position = max(index + 1, subject.last)
    if subject.mention is not None:
        position = max(position, scene.mentions[subject.mention].last)
    if position < unit.last and low[position] in ("від", "от"):
        position += 1
    position = over_time(scene, position, unit.last)
    if position < unit.last and low[position] in _WAS:
        position = scene.skip(position + 1, unit.last, scene.lexicon.adverbs)
        if position < unit.last and low[position].startswith(_SUCH):
            position += 1
    if position + 1 >= unit.last or low[position] != ":" or somebody_else(scene, position + 1, unit.last):
        return -1
    return position


_WAS = frozenset(("був", "була", "було", "були", "был", "была", "было", "были"))
_OWNED = 5
"""Tokens from a noun of speech to its owner's name."""
_SUCH = ("так", "прост", "незмінн", "неизменн", "коротк", "чітк", "четк", "інш", "ин", "друг", "одн", "ясн", "прям")
"""How words begin that say what somebody's position was like."""


def _after_colon(scene: Scene, unit: Unit, index: int, colon: int, subject: Subject) -> Found | None:
    """`His message was simple: the talks must go on`: what follows the colon without marks of quotation."""
    first = colon + 1
    if first >= unit.last or scene.tokens[first].kind == "quote" or scene.in_direct(first):
        return None
    last = clause_end(scene, first, unit.last, None)
    finite = scene.finite_between(first, last) or not _MUST.isdisjoint(scene.low[first:last])
    if scene.words_between(first, last) < 3 or not finite:
        return None
    found = Found(first, last, "indirect", 0.5, cue=(index, index + 1), order=index, frame="noun")
    found.subject = subject
    return found


_MUST = frozenset(
    (
        *("должен", "должна", "должно", "должны", "нужно", "надо", "нельзя", "необходимо", "пора", "обязан", "обязана"),
        *("обязаны", "готов", "готова", "готовы", "повинен", "треба", "слід", "варто", "потрібно", "час"),
        *("готовий", "готові", "готово", "немає", "нет"),
    )
)
"""Slavic predicates that are no verbs."""


def _entitled(scene: Scene, unit: Unit, index: int) -> Found | None:
    """`Заява міністра від 28 травня: …`, `Statement by Smith, 28 May: …`: a colon closes the phrase of the noun."""
    low = scene.low
    if not scene.slavic and (index + 1 >= unit.last or low[index + 1] not in _BY):
        return None
    colon = next((i for i in range(index + 1, min(unit.last, index + _TITLE)) if low[i] == ":"), -1)
    if colon < 0 or scene.mark_at[index] >= 0:
        return None
    if any(scene.mention_at[i] < 0 and _verb(scene, i) for i in range(index + 1, colon)):
        return None
    subject = owner(scene, index, colon)
    if subject is None and scene.slavic and index > unit.first and low[index - 1] in scene.lexicon.possessives:
        gender, number = scene.lexicon.possessives[low[index - 1]]
        subject = Subject(index - 1, index, None, gender, number, pronoun=True)
    if subject is None or (scene.slavic and not _owns(scene, subject, index)):
        return None
    found = _after_colon(scene, unit, index, colon, subject)
    if (
        found is None
        and colon + 2 < unit.last + 1
        and low[colon + 1] in _ANSWERS
        and _short(scene, colon + 2, unit.last)
    ):
        found = Found(subject.last, colon + 2, "indirect", 0.5, cue=(index, index + 1), order=index, frame="noun")
        found.subject = subject
    return found


def _verb(scene: Scene, index: int) -> bool:
    """Whether the word makes the phrase a clause; nearly every English noun could be a verb."""
    if scene.slavic:
        return scene.finite_between(index, index + 1)
    return scene.low[index] in scene.lexicon.auxiliaries or scene.cues[index] is not None


def _owns(scene: Scene, subject: Subject, noun: int) -> bool:
    """Whether the name after the noun is its owner: in the genitive, behind no preposition."""
    if subject.mention is None or subject.first < noun:
        return True
    begin = with_role(scene, subject)
    if any(low in scene.lexicon.prepositions for low in scene.low[noun + 1 : begin]):
        return False
    cases = scene.mentions[subject.mention].cases
    return not cases or "gen" in cases


def _short(scene: Scene, index: int, last: int) -> bool:
    return index >= last or scene.tokens[index].kind != "word"


_BY = frozenset(("by", "from", "of"))
_ANSWERS = frozenset(("no", "yes", "ні", "так", "нет", "да"))
_TITLE = 16
"""Tokens from a noun of speech to the colon that closes its phrase."""


def _noun(scene: Scene, unit: Unit, index: int) -> Found | None:
    """`Trump's claim that …`, `заява міністра про те, що …`: only where it is said whose."""
    low = scene.low
    lexicon = scene.lexicon
    opens = index
    entitled = _entitled(scene, unit, index)
    if entitled is not None:
        return entitled
    if scene.slavic:
        subject = owner(scene, index, min(unit.last, index + 6))
        if subject is None and index > unit.first and low[index - 1] in lexicon.possessives:
            gender, number = lexicon.possessives[low[index - 1]]
            subject = Subject(index - 1, index, None, gender, number, pronoun=True)
        colon = _colon(scene, unit, index, subject) if subject is not None else -1
        if subject is not None and colon > 0 and _owns(scene, subject, index):
            return _after_colon(scene, unit, index, colon, subject)
        reach = _REACH + 2
    else:
        after = _predicated(scene, unit, index)
        if after >= unit.last or low[after] not in ("that", ":") or came_out(scene, after):
            return None
        subject = None
        for position in range(index - 1, max(unit.first, index - 4) - 1, -1):
            mention = scene.mention_at[position]
            if low[position] in lexicon.possessives and mention < 0:
                gender, number = lexicon.possessives[low[position]]
                subject = Subject(position, position + 1, None, gender, number, pronoun=True)
                break
            if mention >= 0:
                if scene.tokens[scene.mentions[mention].last - 1].lower.endswith(("’s", "s’")) or low[
                    scene.mentions[mention].last
                ] in ("’s", "’"):
                    subject = mention_subject(scene, mention)
                break
        if low[after] == ":":
            return _after_colon(scene, unit, index, after, subject) if subject is not None else None
        opens = after - 1
        reach = 2
    if subject is None:
        return None
    first = _clause_after(scene, opens, unit.last, reach)
    if first is None:
        return None
    last = clause_end(scene, first, unit.last, None)
    for position in range(first, last):
        # the report is the subject of a clause that goes on: it ends at its own comma
        if low[position] == "," and position - first > 3 and scene.slavic:
            last = position
            break
    if scene.words_between(first, last) < 3:
        return None
    found = Found(first, last, "indirect", 0.5, cue=(index, index + 1), order=index, frame="noun")
    found.subject = subject
    return found
