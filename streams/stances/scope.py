"""What an operator reaches: whether a negation, a refusal or a judgement is about the words that name the issue."""

from __future__ import annotations

from streams.stances.clauses import Clause
from streams.stances.passage import PREDICATES, Operator, Passage
from streams.stances.patterns import Hit, starting_in

TURNS = frozenset(("reverse", "reject", "harm", "deny", "accuse", "warn", "dissent"))
"""Operators that turn the direction round."""

_JUDGES = frozenset(("approve", "reject", "hedge", "open", "proviso"))
_FIRST = frozenset(("спочатку", "спершу", "насамперед", "передусім", "сначала", "прежде", "сперва", "first"))
_OTHERWISE = frozenset(("інакше", "иначе", "otherwise"))
_COMPLEMENT = frozenset(("that", "що", "что"))
_AND = frozenset(("and", "but", "і", "й", "та", "а", "и", "але", "но"))
_NEXT = 2
_ANTECEDENT = 3
"""Words before a relative clause among which the noun is that it describes."""
_BUT = frozenset(("крім", "окрім", "кроме", "except"))
BESIDE = 3
"""Words between an issue and what limits it ("a truce without …")."""
_ANY = frozenset(("any", "anything", "anyone"))
_FROM = frozenset(("від", "от"))
_REFUSALS = ("відмов", "відступ", "відхід", "відход", "ухил", "отказ", "отступ", "отход", "уклон")
_STRIKES = ("hit", "strik", "вдар", "удар", "б’є", "б’ють", "бить", "бьет", "бьют", "боляче", "больно")
_OBJECTS = 8
"""Words that tell what is struck."""
_ABOUT = frozenset(("over", "on", "about", "in", "with", "towards", "regarding"))
_ASSAULTS = (
    *("violen", "attack", "assault", "aggress", "killing", "bloodshed", "repress", "menac", "bully", "intimidat"),
    *("harass", "threaten", "provok", "provoc", "shelling", "bombing", "beating", "bombard", "blackmail"),
    *("насил", "напад", "атак", "агрес", "вбивств", "кровопрол", "репрес", "погроз", "погрож", "загрож", "залякув"),
    *("цькув", "провок", "обстр", "бомбард", "знущ", "шантаж", "побитт", "избиен", "нападен", "убийств", "угрожа"),
    *("угроз", "запугив", "травл", "издева"),
)
"""How the words begin for assaults and threats."""
_OF = 5
"""Words between "the lack of" and what is lacking."""
_REACH = 9
_CAN = frozenset(("can", "could", "will", "would", "do", "does", "did", "is", "are"))
_CLEFT = frozenset(("it", "is", "was"))
_THEY = frozenset(("they", "he", "she", "it"))
_WE = frozenset(("we", "i", "us"))
_ONTO = 5
"""Words before the thing in which an assault on it may be named."""
_UPON = frozenset(("of", "on", "against", "to", "over", "upon"))
_VERBS_OF_ASSAULT = frozenset(("attacked", "threatened", "provoked", "bullied", "harassed"))
_FRONTED = 3
_DENIED = 6
"""Words between an issue and the Slavic negation before or behind it, where "without …" opens the sentence."""
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM"))


def apart(hit: Hit, anchor: Hit) -> bool:
    return hit.last <= anchor.first or hit.first >= anchor.last


def around(op: Operator, anchor: Hit) -> bool:
    """Whether a judgement's words stand on both sides of the anchor: "delaying the vote is wrong" as one phrase."""
    return anchor.last < op.hit.last and (
        (op.kind in _JUDGES and op.hit.first < anchor.first) or (op.kind == "proviso" and op.hit.first == anchor.first)
    )


def onto(op: Operator, anchor: Hit) -> bool:
    """Whether a judgement's words run into the anchor: "against sending" with "sending tanks"."""
    return op.kind == "reject" and op.hit.first < anchor.first < op.hit.last <= anchor.last


def amid(op: Operator, anchor: Hit) -> bool:
    """Whether a denial or a term stands between the words that name the thing: "they are not an honest broker"."""
    return op.kind in ("negation", "proviso") and anchor.first < op.hit.first and op.hit.last < anchor.last


def governs(passage: Passage, op: Operator, anchor: Hit, clause: Clause) -> bool:
    """Whether an operator of the anchor's clause reaches the anchor."""
    if op.kind == "not_negation":
        return False
    items = passage.words.items
    if op.kind == "without":
        return 0 <= anchor.first - op.hit.last <= 2
    if op.kind == "lack":
        return 0 <= anchor.first - op.hit.last <= _OF
    if op.kind == "negation":
        after = next((o for o in passage.within(clause) if o.hit.first >= op.hit.last and o.kind in PREDICATES), None)
        if after is not None and after.hit.first - op.hit.last <= 2 and apart(after.hit, anchor):
            return governs(passage, after, anchor, clause)
        if after is None and described(passage, op, anchor):
            return False
        reach = 2 * _REACH if _any(passage, op, anchor) else _REACH
        return anchor.first - op.hit.last <= reach and op.hit.first - anchor.last <= _REACH
    single = op.hit.last - op.hit.first == 1  # "talks are a matter for parliament" leaves it open
    if op.kind == "hedge" and single and op.hit.first >= anchor.last and passage.firm(op):
        return False  # "tightened after an analysis" is not hedged
    if op.kind not in TURNS:
        return True
    if op.kind == "warn" and not passage.against(op):
        return False
    if assailed(passage, op, anchor, clause):
        return False
    if op.kind == "reverse" and _denied_there(passage, op, anchor):
        return False
    tools = {hit.first for hit in passage.hits.get("instrument", ())}
    if op.hit.last <= anchor.first:  # the operator's object follows it
        if ends_assault(passage, op, anchor) or _ended(passage, op):
            return False
        if op.kind == "reverse" and _joined(passage, op):
            return False  # "wants the curbs lifted and the border fixed"
        if anchor.first - op.hit.last > _REACH:
            return False
        if op.kind in ("harm", "reverse") and _arms_enemy(passage, anchor):
            return False
        if op.kind == "harm" and any(items[i].before == "dash" for i in range(op.hit.last, anchor.first + 1)):
            return False  # "they ruined it – let them pay for it"
        if op.hit.first - 1 in tools and op.hit.first > clause.first and not _judged(passage, op):
            return False
        # "warned them off sending": what the cue governs is no means
        between = [i for i in range(op.hit.last + 1, anchor.first) if i in tools and i != passage.quoted]
        if any(not _refused(items[op.hit.first].form, items[index].form) for index in between):
            return op.kind in ("reject", "accuse", "deny")
        return op.kind != "reject" or not (_studied(passage, op) or _announces(passage, op))
    if op.kind in ("accuse", "warn", "dissent"):
        return False
    if op.kind == "reverse":
        return not has_object(passage, op, clause) and not _hits_enemy(passage, op)
    if op.kind == "harm":
        return not _hits_enemy(passage, op) and not strikes_enemy(passage, op)
    return op.hit.first - 1 not in tools and not strikes_enemy(passage, op)


def described(passage: Passage, op: Operator, anchor: Hit) -> bool:
    """Whether an English denial behind the thing belongs to what describes it: "an escalation that nobody can stop".

    What "we" will not have, and a cleft ("it is tanks that nobody sends"), denies the thing.
    """
    if passage.lexicon.language != "en" or op.hit.first < anchor.last:
        return False
    items = passage.words.items
    if any(items[i].form in _CLEFT for i in range(max(anchor.first - BESIDE, passage.first), anchor.first)):
        return False
    if anchor.last < op.hit.first and items[anchor.last].form in _THEY and items[anchor.last].before == "":
        return True  # "the towns they no longer hold"
    for index in range(anchor.last, op.hit.first):
        if items[index].form == "that":
            own = {word.form for word in items[index + 1 : op.hit.first + 1]}
            return index > anchor.first and own.isdisjoint(_WE)
    return False


def _denied_there(passage: Passage, op: Operator, anchor: Hit) -> bool:
    """Whether the operator is what a describing clause denies: "an adventure that nobody could stop"."""
    between = range(anchor.last, op.hit.first)
    denials = (o for o in passage.operators if o.kind == "negation" and o.hit.first in between)
    return any(described(passage, denial, anchor) for denial in denials)


def assailed(passage: Passage, op: Operator, anchor: Hit, clause: Clause) -> bool:
    """Whether the English operator tells that an assault on the thing shall end: "their bullying of the island has to
    stop"."""
    if passage.lexicon.language != "en" or op.kind not in ("reverse", "reject", "negation"):
        return False
    items = passage.words.items
    start = max(clause.first, passage.quoted, anchor.first - _ONTO)
    if op.hit.first < anchor.first and not any(
        other.kind in TURNS and other.hit.first >= anchor.last for other in passage.within(clause)
    ):
        return False
    for index in range(start, anchor.first):
        if items[index].form.startswith((*_ASSAULTS, "threat")) and items[index].form not in _VERBS_OF_ASSAULT:
            upon = any(word.form in _UPON for word in items[index + 1 : min(index + 3, anchor.first + 1)])
            return upon and (op.hit.first >= anchor.last or op.hit == Hit(index, index + 1))
    return False


def _refused(verb: str, preposition: str) -> bool:
    """Whether the preposition belongs to a word of refusal: "відмова Росії від перемир’я"."""
    return preposition in _FROM and verb.startswith(_REFUSALS)


def _any(passage: Passage, op: Operator, anchor: Hit) -> bool:
    """Whether "any" stands between: "would never agree to any deal that gave up an inch"."""
    return any(word.form in _ANY for word in passage.words.items[op.hit.last : anchor.first])


def _studied(passage: Passage, op: Operator) -> bool:
    """The operator is itself what is weighed: "an analysis of the threats"."""
    return any(0 <= op.hit.first - hit.last <= 1 for hit in passage.hits.get("hedge", ()))


def _announces(passage: Passage, op: Operator) -> bool:
    """The operator is a verb with an infinitive: "threatened to block" announces, it does not judge."""
    if op.hit.last >= passage.last or op.hit.last - op.hit.first > 1:
        return False
    words, morphology = passage.words.items, passage.lexicon.morphology
    following = words[op.hit.last].form
    infinitive = following == "to" or morphology.readings(following)[0].verb_form == "inf"
    return infinitive and morphology.readings(words[op.hit.first].form)[0].pos == "VERB"


def _judged(passage: Passage, op: Operator) -> bool:
    """Whether the word before belongs to a judgement: "against" in "is against lifting the curbs"."""
    return any(other.hit.last == op.hit.first and other.kind in ("reject", "reverse") for other in passage.operators)


def ends_assault(passage: Passage, op: Operator, anchor: Hit | None = None) -> bool:
    """Whether what shall stop is an assault, and not the thing: "must stop menacing the island"."""
    if op.kind != "reverse":
        return False
    limit = min(op.hit.last + _NEXT, passage.last if anchor is None else anchor.first)
    return any(word.form.startswith(_ASSAULTS) for word in passage.words.items[op.hit.last : limit])


def _ended(passage: Passage, op: Operator) -> bool:
    """Whether the operator is itself an assault that shall stop."""
    if not passage.words.items[op.hit.first].form.startswith(_ASSAULTS):
        return False
    return any(o.kind == "reverse" and 0 <= op.hit.first - o.hit.last < _NEXT for o in passage.operators)


def _joined(passage: Passage, op: Operator) -> bool:
    """Whether a conjunction follows the operator, so that what comes next is no object of it."""
    return op.hit.last < passage.last and passage.words.items[op.hit.last].form in _AND


def has_object(passage: Passage, op: Operator, clause: Clause) -> bool:
    """Whether a noun phrase follows the verb directly."""
    if op.hit.last >= clause.last:
        return False
    word = passage.words.items[op.hit.last]
    if word.before not in ("", "quote"):
        return False
    readings = passage.lexicon.morphology.readings(word.form)
    if readings[0].pos == "VERB" and passage.lexicon.language != "en":  # "війну" is a rare verb too
        return any(r.pos == "NOUN" and r.case == "acc" for r in readings[1:2])
    # a subject may follow: "the plan was vetoed by" without "by"
    return readings[0].pos in _NOMINAL and readings[0].case != "nom"


def names_turn(passage: Passage, op: Operator, anchor: Hit) -> bool:
    """Whether the turn belongs to the thing that is spoken of: "the lifting of sanctions", "to lift sanctions"."""
    if op.kind != "reverse" or not 0 <= anchor.first - op.hit.last <= _NEXT:
        return False
    words = passage.words.items
    if passage.lexicon.language == "en" and op.hit.first and words[op.hit.first - 1].form == "to":
        return True
    if op.hit.last - op.hit.first > 1 and words[op.hit.last - 1].form in _ABOUT:
        return True  # "hesitation over tanks"
    return passage.nominal(op) or passage.lexicon.morphology.readings(words[op.hit.first].form)[0].verb_form == "inf"


def _hits_enemy(passage: Passage, op: Operator) -> bool:
    return any(op.hit.first < hit.first <= op.hit.last + 3 for hit in passage.hits.get("enemy", ()))


def strikes_enemy(passage: Passage, op: Operator) -> bool:
    """Whether a verb of striking has the enemy's banks or firms for its object: "will hit Russian companies"."""
    if not passage.words.items[op.hit.first].form.startswith(_STRIKES):
        return False
    clause = next((c for c in passage.clauses if op.hit.first in c), None)
    limit = min(op.hit.last + _OBJECTS, clause.last) if clause is not None else op.hit.last
    return any(op.hit.first < hit.first < limit for hit in passage.hits.get("enemy", ()))


def _arms_enemy(passage: Passage, anchor: Hit) -> bool:
    """Whether the words that name the issue are what the enemy fights with: who stops the war machine is for it."""
    return any(hit.last == anchor.last and hit.last - hit.first > 1 for hit in passage.hits.get("enemy", ()))


def foremost(passage: Passage, op: Operator, anchor: Hit) -> bool:
    """Whether the operator puts the anchor itself first: "first of all a ceasefire" sets no condition for it."""
    if op.kind == "proviso" and passage.lexicon.language == "en" and _alone(passage, op, anchor):
        return True
    return (
        op.kind == "proviso"
        and passage.words.items[op.hit.first].form in _FIRST
        and (
            (0 <= anchor.first - op.hit.last <= _NEXT and not _parted(passage, op.hit.last, anchor.first))
            or op.hit.first == anchor.last
        )
    )


def _alone(passage: Passage, op: Operator, anchor: Hit) -> bool:
    """Whether the thing is itself what alone makes something else possible: "only with tanks can they win"."""
    items = passage.words.items
    if items[op.hit.first].form != "only" or not 0 <= anchor.first - op.hit.last <= BESIDE:
        return False
    if op.hit.first > passage.quoted and items[op.hit.first].before == "":
        return False
    after = range(anchor.last, min(anchor.last + _ONTO, passage.last))
    return any(items[i].form in _CAN and items[i].before == "" for i in after)


def _parted(passage: Passage, first: int, last: int) -> bool:
    """Whether a mark stands somewhere between the words: "first the budget, then …"."""
    return any(word.before not in ("", "quote") for word in passage.words.items[first : last + 1])


def otherwise(passage: Passage, clause: Clause) -> bool:
    """Whether the clause tells what follows from not doing what was said before it."""
    first = passage.words.items[clause.first].form
    if first in _COMPLEMENT and clause.first + 1 < clause.last:
        first = passage.words.items[clause.first + 1].form  # "… that otherwise the war cannot be ended"
    return first in _OTHERWISE


def lacking(passage: Passage, inside: list[Operator], governing: list[Operator], anchor: Hit) -> list[Operator]:
    """The negations of "without such talks the war cannot be ended": what is missed there is wanted."""
    for op in inside:
        if op.kind != "without" or unless_given(passage, op, inside, anchor):
            continue
        if 0 <= anchor.first - op.hit.last <= BESIDE or anchor.first <= op.hit.first < anchor.last:
            others = [o for o in inside if apart(o.hit, anchor)]
            if any(o.kind in ("negation", "reject") for o in others) and not passage.unreal():
                # "there will be no peace without Europe"
                return [op, *(o for o in others if o.kind in ("negation", "reject", "reverse"))]
        if not apart(op.hit, anchor):
            continue
        if op in governing:
            after = [other for other in inside if other.hit.first >= anchor.last]
            denied = any(other.kind in ("negation", "reject") for other in after)
            return governing if denied and any(other.kind == "reverse" for other in after) else []
        near = range(op.hit.last, op.hit.last + 1)
        if any(hit.first in near for hit in passage.hits.get("refers", ())):
            return [other for other in governing if other.kind in ("negation", "reject")]
    return []


def unless_given(passage: Passage, op: Operator, inside: list[Operator], anchor: Hit) -> bool:
    """Whether "without" names something else, without which the anchor will not be: "без закону виборів не буде"."""
    if not op.hit.last < anchor.first or anchor.first - op.hit.last > _REACH:
        return False
    readings = passage.lexicon.morphology.readings
    words = passage.words.items
    if not any(readings(word.form)[0].pos == "NOUN" for word in words[op.hit.last : anchor.first]):
        return False
    negations = [o for o in inside if o.kind in ("negation", "reject")]
    slavic = passage.lexicon.language != "en"
    reach = _FRONTED if slavic else 1
    if any(op.hit.last < o.hit.first and 0 <= anchor.first - o.hit.last <= reach for o in negations):
        return True  # "without a law there will be no elections"
    reach = _DENIED if slavic else 1
    denied = next((o for o in negations if 0 <= o.hit.first - anchor.last <= reach), None)
    if denied is None or (denied.hit.first > anchor.last and _of_it(passage, op, anchor, denied)):
        return False
    last = next((i for i in range(denied.hit.last, passage.last) if words[i].before != ""), passage.last)
    return not any(readings(word.form)[0].pos == "NOUN" for word in words[denied.hit.last : last])


def _of_it(passage: Passage, op: Operator, anchor: Hit, denied: Operator) -> bool:
    """Whether the anchor is part of what "without" names: "without a new wave of call-ups the front will not hold"."""
    readings, items = passage.lexicon.morphology.readings, passage.words.items
    noun = False
    for word in items[op.hit.last : anchor.first + 1]:
        reading = readings(word.form)[0]
        if word.before != "" or (noun and reading.pos == "ADJ"):
            return False  # "without Abrams German tanks …": the adjective begins another phrase
        noun = noun or reading.pos == "NOUN"
    if not any(reading.case == "gen" for reading in readings(items[anchor.first].form)):
        return False
    subjects = (readings(word.form)[0] for word in items[anchor.last : denied.hit.first])
    return any(reading.pos in ("NOUN", "PROPN") and reading.case == "nom" for reading in subjects)


def nothing_but(passage: Passage, clause: Clause, anchor: Hit) -> bool:
    """Whether the anchor is what alone is left: "there is no way but talks"."""
    before = passage.words.items[max(clause.first, anchor.first - BESIDE) : anchor.first]
    return any(word.form in _BUT for word in before) and any(
        op.kind == "negation" for c in passage.clauses if c.sentence == clause.sentence for op in passage.within(c)
    )


def prevented(passage: Passage, operators: list[Operator], index: int) -> bool:
    """Whether the operator is itself the object of a verb that prevents."""
    before = operators[index - 1] if index else None
    if before is None or before.kind != "reverse" or operators[index].hit.first - before.hit.last > _NEXT:
        return False
    return not passage.nominal(before)  # "lifting the limits is a mistake" judges the lifting


def relaxed(passage: Passage, clause: Clause, anchor: Hit) -> Hit | None:
    """What takes back a wording of the opposite: "the limits should be reviewed"."""
    inside = passage.within(clause)
    if any(op.kind in ("negation", "reject", "reverse") and apart(op.hit, anchor) for op in inside):
        return None
    return next((hit for hit in passage.hits.get("rethink", ()) if hit.first in clause and apart(hit, anchor)), None)


def ruled(passage: Passage, clause: Clause) -> bool:
    """Whether a relative clause tells what a law or a plan does: who rejects "a deal that lifts duties" is for them."""
    return bool(starting_in(passage.hits.get("shell", ()), (max(clause.first - _ANTECEDENT, 0), clause.first)))
