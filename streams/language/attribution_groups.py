"""Whom a plural stands for: "the two sides" for those who met, "EU ministers" for the EU, "both" for the two before."""

from __future__ import annotations

from streams.language.attribution_together import together
from streams.language.quotations_scene import Scene, Subject

_BACK = 2
"""Sentences before the one of a plural in which those whom it stands for are named."""
_NEAR = 5
_SIDES = frozenset(("sides", "both", "сторони", "обидва", "обидві", "обоє", "стороны", "оба", "обе"))
_PAIRED = frozenset(
    (
        *("leaders", "presidents", "ministers", "delegations", "men", "women", "politicians", "countries"),
        *("лідери", "президенти", "міністри", "співрозмовники", "делегації", "країни", "політики"),
        *("лидера", "президента", "министра", "собеседника", "делегации", "страны", "политика", "лидеры", "президенты"),
    )
)
"""Words for any number of people or bodies, which "both" or "two" makes a pair."""
_TWO = frozenset(("two", "both", "обидва", "обидві", "обоє", "два", "дві", "двоє", "оба", "обе", "две"))
_COUNTING = frozenset(
    (
        *("the", "two", "both", "обидва", "обидві", "два", "дві", "двоє", "оба", "обе", "две", "эти", "ці"),
        *("these", "those", "переговорні", "договірні", "договаривающиеся"),
    )
)
_MEMBERS = frozenset(
    (
        *("ministers", "leaders", "ambassadors", "envoys", "members", "countries", "states", "governments"),
        *("міністри", "лідери", "посли", "члени", "країни", "держави", "уряди", "країни-члени", "глави"),
        *("министры", "лидеры", "послы", "члены", "страны", "государства", "правительства", "страны-члены", "главы"),
    )
)
_SOME = frozenset(
    (
        *("some", "several", "many", "most", "few", "other", "former", "certain", "individual", "various", "three"),
        *("деякі", "кілька", "більшість", "окремі", "інші", "колишні", "низка", "частина", "багато"),
        *("некоторые", "несколько", "большинство", "отдельные", "другие", "бывшие", "ряд", "часть", "многие"),
    )
)


def stands_for(scene: Scene, subject: Subject | None) -> list[int]:
    """The mentions for which a plural subject stands, in the order of the text: a body, or two who met; else none."""
    if subject is None:
        return []
    if subject.pronoun:
        return _meant(scene, subject)
    first, last = subject.first, subject.last
    if subject.mention is not None:
        mention = scene.mentions[subject.mention]
        if mention.type != "ROLE" or mention.actor_id or mention.number != "plur":
            return []
        first, last = mention.first, mention.last
    named = _named(scene, last)
    if named:
        return named
    while first > 0 and scene.low[first - 1] in _COUNTING | _SOME:
        first -= 1
    words = scene.low[first:last]
    if any(word in _SOME for word in words):
        return []
    body = _body(scene, first, last) if any(word in _MEMBERS for word in words) else None
    if body is not None:
        return [body]
    pair = any(word in _SIDES for word in words) or (len(words) > 1 and any(word in _TWO for word in words))
    if pair and all(word in _SIDES | _PAIRED | _COUNTING for word in words):
        return _pair(scene, first)
    return []


def _named(scene: Scene, last: int) -> list[int]:
    """Those whom an apposition names right after a plural: "both presidents, Holm and Roe, said"."""
    index = last + (last < scene.size and scene.low[last] == ",")
    held = scene.mention_at[index] if index < scene.size else -1
    if held < 0 or scene.mentions[held].type != "PER" or scene.mentions[held].first != index:
        return []
    members = together(scene, held, scene.size)
    return members if len(members) > 1 else []


def _meant(scene: Scene, subject: Subject) -> list[int]:
    """The two for whom "both" stands, or those for whom "they" does: the ones that "and" joined shortly before."""
    word = scene.low[subject.first]
    if word in _SIDES:
        return _pair(scene, subject.first)
    return _joined(scene, subject.first) if word in _THEY else []


_THEY = frozenset(("they", "вони", "они"))


def _joined(scene: Scene, first: int) -> list[int]:
    """The persons or bodies whom "and" joins as the subject that was named last before "they"; none if others come
    between."""
    here = scene.unit_at[first]
    start = scene.units[max(0, here - 1)].first
    index = first - 1
    while index >= start:
        held = scene.mention_at[index]
        if held < 0 or scene.in_direct(index):
            index -= 1
            continue
        mention = scene.mentions[held]
        nominative = not mention.cases or "nom" in mention.cases
        bodies = mention.type in ("ORG", "LOC") and bool(mention.cases or not scene.slavic) and nominative
        members = together(scene, held, first) if mention.type == "PER" or bodies else [held]
        if len(members) > 1:
            return members
        if mention.number == "plur" and nominative and scene.slavic:
            return []
        while index >= start and scene.mention_at[index] == held:
            index -= 1
    return []


def _body(scene: Scene, first: int, last: int) -> int | None:
    """The union whose members' words the tokens are: named in them or right behind, or, in English, its owner after."""
    low = scene.low
    near = range(first, min(scene.size, last + _NEAR))
    for index in near:
        if index >= last and (scene.tokens[index].kind != "word" or scene.cues[index] is not None):
            break
        held = scene.mention_at[index]
        for number in (held, *_inside(scene, held)):
            if number >= 0 and _union(scene, number):
                return number
        if index >= last and scene.slavic and scene.verbal(index) == "fin" and held < 0:
            break
    if scene.slavic or low[first] not in _MEMBERS | {"foreign", "finance", "defence", "energy", "interior", "trade"}:
        return None
    # "Foreign ministers adopted the EU's tenth package": they are the ministers of what owns the thing
    for index in range(last, min(scene.size, last + 12)):
        if scene.ends_sentence(index):
            break
        held = scene.mention_at[index]
        if held >= 0 and _union(scene, held):
            return held
    return None


def _inside(scene: Scene, held: int) -> list[int]:
    """Mentions within the words of another one, which has the tokens: "EU" in "EU foreign ministers"."""
    if held < 0:
        return []
    outer = scene.mentions[held]
    return [
        number
        for number in range(max(0, held - 3), min(len(scene.mentions), held + 4))
        if number != held and outer.first <= scene.mentions[number].first and scene.mentions[number].last <= outer.last
    ]


def _union(scene: Scene, number: int) -> bool:
    mention = scene.mentions[number]
    known = bool(mention.actor_id) and not (mention.actor_id or "").startswith("name:")
    return mention.type == "ORG" and known and mention.actor_id in UNIONS


UNIONS = frozenset(("eu", "nato", "g7", "g20", "visegrad-group", "weimar-triangle", "nordic-council"))
"""Bodies whose members speak for them together."""


def _pair(scene: Scene, first: int) -> list[int]:
    """The two who were named last before the token: persons, or countries, or a person and a country visited."""
    here = scene.unit_at[first]
    persons: dict[str, int] = {}
    countries: dict[str, int] = {}
    unit = here
    while unit >= max(0, here - _BACK):
        stretch = scene.units[unit]
        for number, mention in enumerate(scene.mentions):
            if not stretch.first <= mention.first < min(stretch.last, first):
                continue
            key = mention.actor_id or mention.name or mention.surface
            if mention.type == "PER" and not scene.in_direct(mention.first):
                persons.setdefault(key, number)
            elif mention.type == "LOC" and mention.actor_id and not _where(scene, mention.first):
                countries.setdefault(key, number)
        if len(persons) == 2:
            return sorted(persons.values())
        if len(persons) > 2:
            return []
        unit -= 1
    if len(persons) == 1 and len(countries) == 1:
        return sorted([*persons.values(), *countries.values()])
    if not persons and len(countries) == 2:
        return sorted(countries.values())
    return []


def _where(scene: Scene, first: int) -> bool:
    """Whether the place is named as one, behind a preposition other than "between"."""
    before = scene.low[first - 1] if first else ""
    return before in scene.lexicon.prepositions and before not in ("between", "of", "між", "между")
