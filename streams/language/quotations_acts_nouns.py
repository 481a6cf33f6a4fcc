"""Acts told by a noun with its owner: "his refusal to …", "Orbán's veto on …", "відмова Берліна від …"."""

from __future__ import annotations

from streams.language.attribution_subjects import mention_subject
from streams.language.cues_acts import Act, ActLexicon
from streams.language.quotations_acts_spans import act_end, after_subject, fits, skip_time
from streams.language.quotations_acts_subjects import acting
from streams.language.quotations_scene import Found, Scene, Subject, Unit

_NOMINAL = 0.35


def nominal(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, acts: tuple[Act, ...]) -> Found | None:
    """The act that the noun at `index` tells, if its owner is named."""
    if not scene.slavic and (backed := _backing(scene, lexicon, unit, index)) is not None:
        return backed
    found = _slavic_owner(scene, unit, index) if scene.slavic else _english_owner(scene, unit, index)
    beside = found is None and scene.low[index] in lexicon.sides
    if beside:
        found = _sider(scene, unit, index)
    if found is None:
        return None
    subject, after = found
    held = acting(scene, lexicon, unit, subject)
    if held is None:
        return None
    if any(scene.low[i] in lexicon.ending for i in range(max(unit.first, subject.first - 3), subject.first)):
        return None  # "dropped their opposition to …"
    limit = act_end(scene, after, unit.last)
    start = skip_time(scene, lexicon, after, limit)
    for act in acts:
        complement = fits(scene, act, start, limit)
        if complement is None or complement[0] - start > 4 or _predicated(scene, start, complement[0]):
            continue
        first, last = complement
        if beside:
            last = next((i for i in range(first, last) if scene.low[i] == ","), last)
        if scene.slavic:
            last = _predicate(scene, first, last, sure=act.takes != "infinitive")
        else:
            last = _english_predicate(scene, first, last)
            last = next((i for i in range(first + 2, last) if _reacted(scene, i)), last)
        result = Found(first, last, "act", _NOMINAL, cue=(index, index + 1), order=index)
        result.subject = held
        return result
    return None


def _predicate(scene: Scene, first: int, last: int, *, sure: bool) -> int:
    """Where the sentence's own verb follows what the noun is about: "відмова X їхати | не здивувала".

    Args:
        sure: only a word that is first of all a verb counts.
    """
    passed = scene.lexicon.negations | scene.lexicon.adverbs | _NOBODY
    for index in range(first + 2, last):
        if scene.low[index] == "," and index + 1 < last and _describes(scene, index + 1):
            return index  # "обіцянка X приїхати, дана в травні"
        if scene.mention_at[index] >= 0 or scene.verbal(index) != "fin":
            continue
        if not sure or scene.morphology.readings(scene.low[index])[0].pos == "VERB":
            while index > first + 2 and scene.low[index - 1] in passed:
                index -= 1
            return index
    return last


def _describes(scene: Scene, index: int) -> bool:
    """Whether the word after a comma is a participle or an adjective."""
    readings = scene.morphology.readings(scene.low[index])[:2]
    return scene.mention_at[index] < 0 and any(r.verb_form == "part" or r.pos == "ADJ" for r in readings)


def _english_predicate(scene: Scene, first: int, last: int) -> int:
    for index in range(first + 2, last):
        word = scene.low[index]
        opens = word in scene.lexicon.relatives or word in scene.lexicon.complementisers
        if opens or scene.tokens[index].kind == "punct":
            return last  # a clause of its own
        if scene.mention_at[index] >= 0 or scene.is_upper(index):
            continue
        if word in _PREDICATED or (scene.verbal(index) == "fin" and word.endswith("ed") and _plain(scene, index)):
            while index > first + 2 and scene.low[index - 1] in scene.lexicon.adverbs:
                index -= 1
            return index
    return last


def _plain(scene: Scene, index: int) -> bool:
    """Whether the form in -ed is no participle of what stands beside it: "tanks supplied by", "the seized assets"."""
    before, after = scene.low[index - 1], scene.low[index + 1] if index + 1 < scene.size else ""
    if before in scene.lexicon.prepositions or before in ("to", "the", "a", "an", "and"):
        return False
    return after in _OBJECTS or scene.mention_at[min(index + 1, scene.size - 1)] >= 0 or after.endswith("s")


_PREDICATED = frozenset(
    ("is", "was", "are", "were", "has", "had", "have", "will", "would", "keeps", "remains", "remained")
)
_OBJECTS = frozenset(
    ("the", "a", "an", "his", "her", "its", "their", "many", "some", "few", "all", "him", "them", "it")
)
_NOBODY = frozenset(("нікого", "нічого", "нікому", "нічому", "никого", "ничего", "никому", "ничему", "всіх", "всех"))
_REACTIONS = frozenset(
    (
        *("surprised", "surprises", "shocked", "shocks", "angered", "angers", "infuriated", "dismayed", "disappointed"),
        *("drew", "draws", "came", "comes", "stands", "stood", "remains", "remained", "stays", "stayed", "sparked"),
        *("prompted", "triggered", "caused", "means", "meant", "changes", "changed", "irritated", "pleased", "lasted"),
        *("is", "was", "are", "were", "has", "had", "will", "would", "may", "might", "could", "did", "does"),
    )
)
"""English verbs with which a sentence goes on that began with an act as its subject."""


def _reacted(scene: Scene, index: int) -> bool:
    """Whether the sentence's own verb stands at the token, not that of a clause within ("the bill that was passed")."""
    word = scene.low[index]
    relative = scene.low[index - 1] in scene.lexicon.relatives or scene.low[index - 1] in scene.lexicon.pronouns
    return word in _REACTIONS and scene.mention_at[index] < 0 and not relative


_ENJOYS = frozenset(
    ("has", "have", "had", "enjoys", "enjoyed", "won", "wins", "received", "secured", "gained", "got", "with", "met")
)
_ADJECTIVES = 3
_BE = frozenset(("is", "was", "remains", "remained", "been"))


def _backing(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    """`The plan has the full backing of X`: what is backed stands before the verb."""
    low = scene.low
    if low[index] not in lexicon.backing or index + 2 >= unit.last or low[index + 1] not in ("of", "from"):
        return None
    verb = index - 1
    while verb > unit.first and index - verb <= _ADJECTIVES and scene.is_word(verb) and low[verb] not in _ENJOYS:
        verb -= 1
    held = next(
        (scene.mention_at[i] for i in range(index + 2, min(unit.last, index + 5)) if scene.mention_at[i] >= 0), -1
    )
    if low[verb] not in _ENJOYS or low[verb] == "with" or held < 0 or scene.words_between(unit.first, verb) < 2:
        return None
    first = skip_time(scene, lexicon, unit.first, verb)
    negated = any(low[i] in scene.lexicon.negations or low[i] in lexicon.hypothetical for i in range(first, index))
    subject = acting(scene, lexicon, unit, mention_subject(scene, held, inverted=True))
    if subject is None or negated or any(scene.tokens[i].kind == "punct" for i in range(first, verb)):
        return None
    result = Found(first, verb, "act", _NOMINAL, cue=(index, index + 1), order=index)
    result.subject = subject
    return result


def _sider(scene: Scene, unit: Unit, index: int) -> tuple[Subject, int] | None:
    """Who is called a supporter or critic: "X, a vocal critic of …, said", "X is a staunch supporter of …"."""
    low = scene.low
    position = index - 1
    while position > unit.first and index - position <= _ADJECTIVES and low[position] not in ("a", "an", "the"):
        if not scene.is_word(position) or scene.mention_at[position] >= 0:
            return None
        position -= 1
    before = position - 1
    if low[position] == "the" and low[before] == "of" and low[before - 1] == "one":
        before -= 2  # "one of the fiercest critics of"
    elif low[position] == "the":
        return None
    while before > unit.first and low[before] in scene.lexicon.adverbs and low[before] not in _BE:
        before -= 1
    if (
        low[position] not in ("a", "an", "the")
        or before <= unit.first
        or index + 1 >= unit.last
        or low[index + 1] != "of"
    ):
        return None
    if low[before] in _BE:
        while before > unit.first and (low[before] in _BE or low[before] in scene.lexicon.adverbs | _HAVE):
            before -= 1
        gender_number = scene.lexicon.pronouns.get(low[before])
        if gender_number is not None:
            return Subject(before, before + 1, None, *gender_number, pronoun=True), index + 1
        held = scene.mention_at[before]
    else:
        held = scene.mention_at[before - 1] if low[before] == "," else -1
    if held < 0 or scene.mentions[held].type not in ("PER", "ORG"):
        return None
    return mention_subject(scene, held), index + 1


_HAVE = frozenset(("has", "have", "had"))


def _predicated(scene: Scene, first: int, last: int) -> bool:
    """Whether a verb stands before the complement: "his objections were hard to understand"."""
    return any(scene.low[i] in scene.lexicon.auxiliaries for i in range(first, last))


def _slavic_owner(scene: Scene, unit: Unit, index: int) -> tuple[Subject, int] | None:
    low = scene.low
    after = index + 1
    if index > unit.first and low[index - 1] in scene.lexicon.possessives:
        gender, number = scene.lexicon.possessives[low[index - 1]]
        return Subject(index - 1, index, None, gender, number, pronoun=True), after
    if after < unit.last and scene.mention_at[after] >= 0:
        mention = scene.mentions[scene.mention_at[after]]
        if not mention.cases or "gen" in mention.cases:
            subject = mention_subject(scene, scene.mention_at[after])
            return subject, after_subject(scene, subject, unit.last)
    return None


def _english_owner(scene: Scene, unit: Unit, index: int) -> tuple[Subject, int] | None:
    low = scene.low
    words = scene.lexicon
    for position in range(index - 1, max(unit.first, index - 4) - 1, -1):
        held = scene.mention_at[position]
        if held < 0 and low[position] in words.possessives:
            gender, number = words.possessives[low[position]]
            return Subject(position, position + 1, None, gender, number, pronoun=True), index + 1
        if held >= 0:
            mention = scene.mentions[held]
            if low[mention.last - 1].endswith(("’s", "s’")) or low[min(mention.last, index)] in ("’s", "’"):
                return mention_subject(scene, held), index + 1
            return None
        if low[position] in ("’s", "’"):
            continue
        if scene.tokens[position].kind != "word":
            break
    if index + 1 < unit.last and low[index + 1] in _BY and low[index - 1] not in _SUPPOSED:
        begin = index + 2 + (low[min(index + 2, unit.last - 1)] == "the")
        held = scene.mention_at[begin] if begin < unit.last else -1
        if held >= 0:
            return mention_subject(scene, held), scene.mentions[held].last
    return None


_BY = frozenset(("by", "from"))
_SUPPOSED = frozenset(("a", "an", "any", "no", "another"))
"""Articles of an act that may never come: "a refusal by X would"."""
