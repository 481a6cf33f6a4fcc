"""What a thing does, or is, tells where its speaker stands, though no word is said for or against it.

Who says that a thing ruins farmers, breeds wars or helps the enemy judges it, as does whoever calls it a noose; who
says that it ruins the enemy is for it (effects on what is dear and what is not: Deng and Wiebe 2014, "Sentiment
propagation via implicature constraints").
"""

from __future__ import annotations

from typing import NamedTuple

from streams.stances.clauses import Clause
from streams.stances.issues import Issue
from streams.stances.passage import Passage
from streams.stances.patterns import Hit, starting_in

_OBJECT = 7
"""Words after a verb that tell whom it strikes or serves."""
_PREDICATE = 4
"""Words between "is" and the noun that judges."""
_THAN = frozenset(("than", "ніж", "аніж", "чем", "нежели", "unless", "without", "без"))
_OURS = ("our", "us", "наш", "нам", "нас", "нами", "свої", "свой")
_NOUNS_BEFORE = frozenset(
    ("the", "a", "an", "his", "her", "its", "their", "our", "your", "my", "no", "any", "of", "this", "that", "against")
)
"""What an English noun follows, and no verb."""
_BE = frozenset(("is", "are", "was", "were", "been", "be", "being"))
_WITH = frozenset(("with", "towards", "between", "з", "із", "зі", "між", "с", "со", "между", "до", "к"))
"""What stands before those to whom a tie is spoilt."""
_DOERS = frozenset(
    (
        "what",
        "що",
        "что",
        "those",
        "whoever",
        "anyone",
        "everyone",
        "хто",
        "ті",
        "той",
        "кожен",
        "кто",
        "те",
        "тот",
        "каждый",
    )
)
_ONLY = frozenset(("only", "merely", "just", "лише", "тільки", "лиш", "лишь", "только"))
_BY = frozenset(("by",))
_NEGATIONS = ("negation", "concord", "without")


class Implied(NamedTuple):
    """A judgement: 1 in favour of the thing, -1 against it, and the words that tell."""

    sign: int
    hit: Hit


def implied(passage: Passage, clause: Clause, anchor: Hit, issue: Issue, *, opposed: bool, ill: bool) -> Implied | None:
    """How a clause judges what the issue's words name as its subject; none if it does not.

    Args:
        passage: the quotation's words.
        clause: the clause that names the issue.
        anchor: where it does.
        issue: the issue.
        opposed: whether the anchor is a wording of the opposite; many of those judge by themselves.
        ill: whether the anchor names what the proposition is against.
    """
    if issue.charge and not issue.ills:
        return None
    if opposed and not (names_ill(passage, anchor, issue) or undoes(passage, anchor) or _acts(passage, clause, anchor)):
        return _crime(passage, clause, anchor)
    told = _told(passage, clause, anchor.last)
    if told is None:
        return None
    if issue.ills:
        start = max(clause.first, passage.quoted)
        remedy = bool(starting_in(passage.hits.get("remedy", ()), (start, told.hit.first)))
        if not remedy and ill:
            return Implied(-told.sign, told.hit)
        if issue.charge and not remedy:
            return None
    return told


def _crime(passage: Passage, clause: Clause, anchor: Hit) -> Implied | None:
    """The verdict on a wording of the opposite that is an English clause's subject: "firing at them is a crime"."""
    start = max(clause.first, passage.quoted)
    if passage.lexicon.language != "en" or anchor.first - start > 1:
        return None
    items = passage.words.items
    if not items[anchor.first].form.endswith("ing") and items[start].form != "to":
        return None
    if any(op.kind in _NEGATIONS for op in passage.within(clause)):
        return None
    return _verdict(passage, anchor.last, _limit(passage, anchor.last, clause.last))


def curbs(passage: Passage, clause: Clause) -> bool:
    """Whether the clause names a remedy: "the ban on coal"."""
    return bool(starting_in(passage.hits.get("remedy", ()), (max(clause.first, passage.quoted), clause.last)))


def undoes(passage: Passage, anchor: Hit) -> bool:
    """Whether the anchor itself tells that something is taken back: "putting off the targets"."""
    return bool(starting_in(passage.hits.get("reverse", ()), (anchor.first, anchor.last)))


def _acts(passage: Passage, clause: Clause, anchor: Hit) -> bool:
    """Whether the anchor opens its clause as an infinitive, or before a dash, so that what follows judges it: "to beat
    them is a crime"."""
    if passage.lexicon.language == "en" or anchor.first - max(clause.first, passage.quoted) > 1:
        return False
    items = passage.words.items
    if passage.lexicon.morphology.readings(items[anchor.first].form)[0].verb_form == "inf":
        return True
    if starting_in(passage.hits.get("verdict", ()), (anchor.first, anchor.last)):
        return False  # a wording that judges by itself
    return any(items[index].before == "dash" for index in range(anchor.last, clause.last))


def names_ill(passage: Passage, anchor: Hit, issue: Issue) -> bool:
    """Whether the issue is named by what its proposition is against: "Russian gas"."""
    ills = issue.ills.get(passage.lexicon.language, ())
    items = passage.words.items
    return bool(ills) and any(
        items[index].form.startswith(ills) and items[index - 1].form != "anti"  # "the anti-corruption court"
        for index in range(anchor.first, anchor.last)
    )


def taken_up(passage: Passage, clause: Clause) -> Implied | None:
    """How a clause judges what its subject, a pronoun or a word such as "this step", takes up; none if it does not."""
    start = max(clause.first, passage.quoted)
    span = (start, min(start + 2, clause.last))
    near = [*starting_in(passage.hits.get("refers", ()), span), *starting_in(passage.hits.get("shell", ()), span)]
    return _told(passage, clause, max(hit.last for hit in near)) if near else None


def _told(passage: Passage, clause: Clause, first: int) -> Implied | None:
    """What the words from `first` on say of the subject before them."""
    last = _limit(passage, first, clause.last)
    denials = [op.hit.first for op in passage.within(clause) if op.kind in _NEGATIONS]
    if denials:
        that = next((index for index in range(first, last) if passage.words.items[index].form == "that"), last)
        if min(denials) < that:
            return None
        last = that  # "an adventure that nobody could stop"
    start = max(clause.first, passage.quoted)
    if any(word.form in _DOERS for word in passage.words.items[start : start + 2]):
        return None  # "those who keep them waiting help the enemy" judges those
    told = _effect(passage, first, last) or _verdict(passage, first, last) or _named(passage, clause, first)
    if told is not None and any(
        op.kind == "approve" and op.hit.first < told.hit.first < op.hit.last for op in passage.operators
    ):
        return None  # "is not treason"
    return told


def _limit(passage: Passage, first: int, last: int) -> int:
    """Where a comparison or the clause ends."""
    items = passage.words.items
    return next((index for index in range(first, last) if items[index].form in _THAN), last)


def _effect(passage: Passage, first: int, last: int) -> Implied | None:
    """What a verb behind the thing does to those whom it names."""
    span, items = (first, last), passage.words.items
    verbs = [
        (hit, kind)
        for kind in ("hurts", "breeds", "serves")
        for hit in starting_in(passage.hits.get(kind, ()), span)
        if hit.last <= last and (kind == "serves" or _verbal(passage, hit))
    ]
    for hit, kind in sorted(verbs):
        reach = (hit.first + 1, min(hit.last + _OBJECT, last))
        ill = bool(starting_in(passage.hits.get("ills", ()), reach))
        if kind == "breeds":
            if ill:
                return Implied(-1, hit)
            continue
        side = _side(passage, reach)
        if kind == "hurts":
            if hit.last - hit.first > 1 and not side:
                return Implied(-1, hit)  # a set phrase needs no object
            if side:
                return Implied(-side, hit)
        elif side < 0 or (not side and items[hit.first - 1].form in _ONLY):
            return Implied(-1, hit)  # "only flatters him"
    return None


def _verbal(passage: Passage, hit: Hit) -> bool:
    """Whether the words are a verb in the active voice."""
    items = passage.words.items
    form = items[hit.first].form
    if passage.lexicon.language != "en":
        reading = passage.lexicon.morphology.readings(form)[0]
        return reading.pos == "VERB" and reading.verb_form in ("fin", "inf") and not form.endswith(("ться", "ся", "сь"))
    before = items[hit.first - 1].form if hit.first else ""
    if before in _NOUNS_BEFORE or (hit.last < passage.last and items[hit.last].form in _BY):
        return False
    if form.endswith("ed") and any(word.form in _BE for word in items[max(hit.first - 2, 0) : hit.first]):
        return False
    return any(reading.pos == "VERB" for reading in passage.lexicon.morphology.readings(form)[:3])


def _side(passage: Passage, reach: tuple[int, int]) -> int:
    """Who stands in words `reach`: 1 for what is dear to the speaker, -1 for a foe, 0 for neither."""
    items = passage.words.items
    dear = [hit for hit in starting_in(passage.hits.get("dear", ()), reach) if _object(passage, hit.first)]
    foes = [
        hit
        for hit in starting_in(passage.hits.get("foes", ()), reach)
        if items[hit.first - 1].form not in _WITH
        and not any(items[hit.first].form.startswith(name) for name in passage.speaker)
    ]
    hostile = {hit.first for hit in foes}
    own = [hit for hit in dear if items[hit.first].form.startswith(_OURS) and hit.first + 1 not in hostile]
    if foes and not own:  # "our rivals" are foes, "our own people" and the enemy are not
        return -1
    if dear:
        return 1
    for index in range(*reach):
        word = items[index]
        if word.capital and passage.people(word) and _object(passage, index):
            return 1
    return 0


def _object(passage: Passage, index: int) -> bool:
    """Whether the word can be other than a subject."""
    if passage.lexicon.language == "en":
        return True
    readings = passage.lexicon.morphology.readings(passage.words.items[index].form)
    return any(reading.case != "nom" for reading in readings)


def _verdict(passage: Passage, first: int, last: int) -> Implied | None:
    """What the thing is said to be."""
    items = passage.words.items
    links = {hit.last for hit in starting_in(passage.hits.get("link", ()), (first, last))}
    links |= {index for index in range(first, last) if items[index].before == "dash"}
    for hit in starting_in(passage.hits.get("verdict", ()), (first, last)):
        if any(0 <= hit.first - link <= _PREDICATE for link in links):
            return Implied(-1, hit)
    return None


def _named(passage: Passage, clause: Clause, first: int) -> Implied | None:
    """What a verb of naming, the cue or one in the clause, says that the thing is."""
    spans = [(clause.first, clause.last)]
    if passage.cue is not None:
        spans.append(passage.cue)
    verbs = [hit for span in spans for hit in starting_in(passage.hits.get("naming", ()), span)]
    if not verbs:
        return None
    hits = starting_in(passage.hits.get("verdict", ()), (clause.first, clause.last))
    english = passage.lexicon.language == "en"
    for hit in hits:
        if english and hit.first < first:
            continue
        if english or passage.lexicon.morphology.readings(passage.words.items[hit.first].form)[0].case == "ins":
            return Implied(-1, hit)
    return None
