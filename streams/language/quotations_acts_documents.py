"""Documents that take a position: "the decree rules out talks", "пункт плану передбачає …", "it calls for …".

The position is that of who signed, issued or presented the document: named beside it, or who acted or spoke just
before.
"""

from __future__ import annotations

from streams.language.attribution_subjects import mention_subject
from streams.language.cues_acts import ActForm, ActLexicon
from streams.language.quotations_acts_spans import act_end, clause_start, fits, skip_time
from streams.language.quotations_acts_subjects import acting
from streams.language.quotations_acts_words import small_words
from streams.language.quotations_scene import Found, Scene, Subject, Unit

FRAME = "document"
_SURE = 0.5
_REACH = 30
"""Tokens between a document and its verb."""
_OWNERS = 5
"""Tokens before a document among which its owner stands ("Norvania's new draft treaty")."""
_NEAR = 8
"""Tokens between a verb and the phrase of place that names a document."""
_PLACES = frozenset(("в", "во", "у", "до", "in"))
_BY = frozenset(("by", "of", "from", "від", "от"))


def document(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, form: ActForm) -> Found | None:
    """The act of a document whose verb stands at `index`; without a subject if its holder was named before."""
    if form.cue.form.tense not in ("past", "pres") or (not scene.slavic and scene.low[index - 1] in ("to", "the", "a")):
        return None
    noun = _document(scene, lexicon, unit, index)
    if noun is None:
        return None
    complement = None
    cue = index + 1
    for act in form.acts:
        end = index + 1 + len(act.rest)
        if act.rest and tuple(scene.low[index + 1 : end]) != act.rest:
            continue
        limit = act_end(scene, end, unit.last)
        start = skip_time(scene, lexicon, end, limit)
        complement = fits(scene, act, start, limit)
        if complement is not None:
            cue = end
            break
    if complement is None:
        return None
    found = Found(*complement, "act", _SURE, cue=(index, cue), order=index, frame=FRAME)
    if noun >= 0:
        found.subject = _holder(scene, lexicon, unit, noun, index)
    unnamed = noun < 0 or scene.unit_at[unit.first] == 0
    if found.subject is None and unnamed and not _named_before(scene, lexicon, unit):
        return None
    return found


def listed(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    """What stands in a document: "в план включена отмена …", "X is included in the package"."""
    paper = _within_paper(scene, lexicon, unit, index)
    if paper < 0:
        return None
    if paper < index:
        first, last = skip_time(scene, lexicon, index + 1, unit.last), act_end(scene, index + 1, unit.last)
    else:
        first, last = clause_start(scene, unit, index), index
        while last > first and scene.low[last - 1] in small_words(scene.lexicon).light:
            last -= 1
    if scene.words_between(first, last) < 2 or any(
        scene.low[i] in lexicon.hypothetical or scene.low[i] in lexicon.modal for i in range(first, last)
    ):
        return None
    found = Found(first, last, "act", _SURE, cue=(index, index + 1), order=index, frame=FRAME)
    found.subject = _holder(scene, lexicon, unit, paper, min(unit.last, paper + _OWNERS + 3))
    return found


def _within_paper(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> int:
    """The document that the verb's phrase of place names; -1 if there is none."""
    for position in range(max(unit.first + 1, index - _NEAR), min(unit.last, index + _NEAR)):
        if position == index or not lexicon.is_document(scene.low[position]):
            continue
        for opener in range(position - 1, max(unit.first, position - 4) - 1, -1):
            if scene.low[opener] in _PLACES:
                if scene.finite_between(min(position, index) + 1, max(opener, index)) or opener == index:
                    break
                return position
            if scene.low[opener] in scene.lexicon.prepositions or scene.tokens[opener].kind == "punct":
                break
    return -1


def _document(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> int | None:
    """The token of the document that is the verb's subject, -1 for a pronoun, None if another word is the subject."""
    low = scene.low
    words = scene.lexicon
    before = index - 1
    while before >= unit.first and low[before] in small_words(words).helping:
        before -= 1
    if before < unit.first:
        return None
    if low[before] in ("it", "він", "воно", "вона", "он", "оно", "она"):
        return -1 if _named_before(scene, lexicon, unit) else None
    for position in range(before, max(unit.first, index - _REACH) - 1, -1):
        if not lexicon.is_document(low[position]) or scene.mention_at[position] >= 0:
            continue
        if position > unit.first and low[position - 1] in words.prepositions:
            return None
        if scene.slavic:
            readings = scene.morphology.readings(low[position])
            if not any(r.pos in ("NOUN", "PROPN") and r.case in (None, "nom") for r in readings):
                continue
            if _parted(scene, position + 1, before + 1):
                return None
            return position
        if position == before or low[before] == "," or _inside(scene, position + 1, before + 1):
            return position
        return None
    return None


def _parted(scene: Scene, first: int, last: int) -> bool:
    """Whether another clause than a bracketed one stands among the tokens."""
    commas = [i for i in range(first, last) if scene.low[i] == ","]
    if not commas:
        return scene.finite_between(first, last)
    return len(commas) == 1 or scene.finite_between(commas[-1] + 1, last)


def _inside(scene: Scene, first: int, last: int) -> bool:
    """Whether the tokens belong to the noun before them: a phrase that a preposition or participle opens."""
    opener = scene.low[first]
    return opener in scene.lexicon.prepositions or opener.endswith("ed") or opener in ("drawn", "put", "sent")


def _holder(scene: Scene, lexicon: ActLexicon, unit: Unit, noun: int, verb: int) -> Subject | None:
    """Who signed or presented the document: its owner before it, or a name in the words that describe it."""
    best: Subject | None = None
    seen = -1
    for index in range(max(unit.first, noun - _OWNERS), verb):
        held = scene.mention_at[index]
        if held < 0 or held == seen:
            continue
        seen = held
        mention = scene.mentions[held]
        before = scene.low[index - 1] if index > unit.first else ""
        if before in scene.lexicon.prepositions and before not in _BY:
            continue
        if index < noun and not _possessive(scene, mention.last):
            continue
        if scene.slavic and index > noun and mention.cases and not mention.cases & {"gen", "ins", "nom"}:
            continue
        subject = acting(scene, lexicon, unit, mention_subject(scene, held))
        if subject is None:
            continue
        if mention.type == "PER":
            return subject
        best = best or subject
    return best


def _possessive(scene: Scene, after: int) -> bool:
    if scene.slavic:
        return False
    return scene.low[after - 1].endswith(("’s", "s’")) or (after < scene.size and scene.low[after] in ("’s", "’"))


def _named_before(scene: Scene, lexicon: ActLexicon, unit: Unit) -> bool:
    """Whether the sentence before names a document."""
    number = scene.unit_at[unit.first]
    if not number:
        return False
    previous = scene.units[number - 1]
    return any(lexicon.is_document(scene.low[i]) for i in range(previous.first, min(previous.last, scene.size)))
