"""Reported acts: what somebody decided or came out for, told without their words ("vetoed the loan").

An act is evidence of a position, no quotation. It has a verb of decision, a subject that can hold a position, and a
complement that tells what it is about. Conditions, purposes and possibilities are left out.
"""

from __future__ import annotations

from schemas.base import TextSpan
from schemas.enriched_article import Quotation, Speaker
from streams.language.attribution import find_subject, mention_subject
from streams.language.attribution_coreference import Resolver
from streams.language.cues_acts import Act, ActForm, ActLexicon, act_lexicon
from streams.language.quotations_acts_spans import (
    MAX_TOKENS,
    act_end,
    after_subject,
    clause_start,
    complement_of,
    fits,
    skip_time,
)
from streams.language.quotations_scene import Found, Scene, Subject, Unit, within

_KNOWN = 0.6
_PASSIVE = 0.5
_NOMINAL = 0.35
_ARTICLES = frozenset(("the", "a", "an", "his", "her", "its", "their", "no", "any", "all"))


def find_acts(scene: Scene, quotations: list[Quotation], resolver: Resolver) -> list[Quotation]:
    """Acts that no quotation covers.

    Args:
        scene: the article.
        quotations: those found in it.
        resolver: as they left it; it is as it was afterwards.

    Returns:
        Acts in order of their start; their utterance numbers go on from those of the quotations.
    """
    lexicon = act_lexicon(scene.lexicon.language)
    taken = sorted({(q.start, q.end) for q in quotations} | {(q.cue.start, q.cue.end) for q in quotations if q.cue})
    number = 1 + max((q.utterance for q in quotations), default=-1)
    spoken = list(resolver.spoken)
    result: list[Quotation] = []
    candidates = [i for i in scene.positions(lexicon.words) if scene.mention_at[i] < 0]
    for unit in scene.units:
        if not unit.speech or (scene.low[unit.last - 1] == "?" if unit.last > unit.first else True):
            continue
        for index in within(candidates, unit.first, unit.last):
            found = _act(scene, lexicon, unit, index, taken)
            if found is None:
                continue
            resolver.spoken = [known for known in spoken if known.token < index]
            speaker, method = resolver.resolve(found)
            act = _quotation(scene, found, taken, number)
            if act is None or not _holds_positions(speaker):
                continue
            confidence = act.confidence if speaker is not None and speaker.actor_id else act.confidence - 0.1
            result.append(
                act.model_copy(update={"speaker": speaker, "method": method, "confidence": round(confidence, 3)})
            )
            taken.append((act.start, act.end))
            number += 1
    resolver.spoken = spoken
    return result


def _holds_positions(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.kind in ("person", "institution") and bool(speaker.name or speaker.actor_id)


def _quotation(scene: Scene, found: Found, taken: list[tuple[int, int]], number: int) -> Quotation | None:
    start, end = scene.span(found.first, found.last)
    assert found.cue is not None
    cue_start, cue_end = scene.tokens[found.cue[0]].start, scene.tokens[found.cue[1] - 1].end
    if end <= start or any(a < end and start < b for a, b in taken):
        return None
    return Quotation(
        start=start,
        end=end,
        text=scene.text[start:end],
        kind="act",
        cue=TextSpan(start=cue_start, end=cue_end, text=scene.text[cue_start:cue_end]),
        confidence=found.confidence,
        utterance=number,
    )


def _act(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, taken: list[tuple[int, int]]) -> Found | None:
    form = lexicon.table.get(scene.low[index])
    nouns = lexicon.nouns.get(scene.low[index])
    if (form is None and nouns is None) or scene.mention_at[index] >= 0 or scene.in_direct(index):
        return None
    at = scene.tokens[index].start
    if any(a <= at < b for a, b in taken):
        return None
    found = None
    if form is not None and not scene.slavic and form.cue.form.tense == "past":
        found = _passive(scene, lexicon, unit, index, form)
        if found is not None:
            return found
    if form is not None and _asserted(scene, lexicon, unit, index, form):
        found = _verb(scene, lexicon, unit, index, form)
    if found is None and nouns is not None:
        found = _noun(scene, lexicon, unit, index, nouns)
    return found


def _asserted(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, form: ActForm) -> bool:
    """Whether the verb is finite and tells what is, was or will be so."""
    low = scene.low
    tense = form.cue.form.tense
    if tense in ("conv", "passive"):
        return False
    for position in range(index - 1, max(unit.first, index - 14) - 1, -1):
        if low[position] in lexicon.hypothetical:
            return False
        if low[position] in (",", ";", ":"):
            break
    if scene.slavic:
        if any(low[i] in lexicon.modal for i in range(max(unit.first, index - 2), min(unit.last, index + 3))):
            return False
        return tense in ("past", "pres") or low[index - 1 if index else 0] in lexicon.future
    before = [low[i] for i in range(max(unit.first, index - 4), index)]
    last = before[-1] if before else ""
    if any(word in lexicon.modal for word in before) and "not" not in before:
        return False
    if tense == "inf":
        position = index - 1
        passable = scene.lexicon.adverbs - lexicon.future
        while position > unit.first and (low[position] == "," or low[position] in passable):
            position -= 1
        return low[position] in lexicon.future or _plural_before(scene, unit, index)
    if low[index] in ("is", "was", "are", "were"):
        return True
    return scene._english_verb(index, form.cue) and last not in _ARTICLES and last != "to"


def _plural_before(scene: Scene, unit: Unit, index: int) -> bool:
    """An English plain form with a plural subject right before it ("ministers back …")."""
    position = index - 1
    while position > unit.first and scene.low[position] in scene.lexicon.adverbs:
        position -= 1
    if position < unit.first:
        return False
    word = scene.low[position]
    mention = scene.mention_at[position]
    if mention >= 0:
        return scene.mentions[mention].number == "plur" or word.endswith("states")
    return word == "they" or word in scene.lexicon.collective


def _verb(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, form: ActForm) -> Found | None:
    for act in form.acts:
        end = index + 1 + len(act.rest)
        if act.rest:
            begin = index + 1
            while begin < unit.last and scene.low[begin] in scene.lexicon.negations and begin - index < 3:
                begin += 1
            end = begin + len(act.rest)
            if end > unit.last or tuple(scene.low[begin:end]) != act.rest:
                continue
        limit = act_end(scene, end, unit.last)
        subject = find_subject(scene, index, form.cue, clause_start(scene, unit, index), limit, after_first=False)
        if subject is None:
            subject = find_subject(scene, index, form.cue, unit.first, limit, after_first=False)
        if subject is None:
            return None
        subject = _owner(scene, subject)
        if not _can_act(scene, subject) or (act.rest and subject.first > index):
            return None
        if not scene.slavic and form.cue.form.tense == "pres" and not _next_to(scene, subject, index):
            return None
        complement = complement_of(scene, lexicon, unit, act, subject, (index, end), limit)
        if complement is None:
            continue
        first, last = complement
        joints = scene.lexicon.prepositions | scene.lexicon.conjunctions | scene.lexicon.subordinators
        while last > first + 1 and scene.low[last - 1] in joints:
            last -= 1
        found = Found(first, min(last, first + MAX_TOKENS), "act", _KNOWN, cue=(index, end), order=index)
        found.subject = subject
        found.gender, found.number = form.cue.form.gender, form.cue.form.number
        return found
    return None


def _passive(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, form: ActForm) -> Found | None:
    """`The package was approved on Monday by the council`."""
    low = scene.low
    before = index - 1
    while before > unit.first and low[before] in scene.lexicon.adverbs:
        before -= 1
    if before <= unit.first or low[before] not in ("was", "were", "is", "are", "been", "being"):
        return None
    if not any(act.takes == "object" and not act.rest for act in form.acts):
        return None
    limit = act_end(scene, index + 1, unit.last)
    by = next((i for i in range(index + 1, min(limit, index + 8)) if low[i] == "by"), None)
    if by is None or by + 1 >= unit.last:
        return None
    mention = next((scene.mention_at[i] for i in range(by + 1, min(limit, by + 5)) if scene.mention_at[i] >= 0), -1)
    if mention < 0:
        return None
    subject = mention_subject(scene, mention, inverted=True)
    while before > unit.first and low[before - 1] in scene.lexicon.auxiliaries | scene.lexicon.adverbs:
        before -= 1
    first = skip_time(scene, lexicon, clause_start(scene, unit, before), before)
    if not _can_act(scene, subject) or scene.words_between(first, before) < 2:
        return None
    if any(low[i] in lexicon.hypothetical or low[i] in lexicon.modal for i in range(first, index)):
        return None
    found = Found(first, before, "act", _PASSIVE, cue=(index, index + 1), order=index)
    found.subject = subject
    return found


def _owner(scene: Scene, subject: Subject) -> Subject:
    """ "His administration": the institution acts for its owner."""
    words = scene.lexicon
    first = subject.first
    word = scene.low[first]
    if subject.pronoun or subject.mention is not None or subject.head not in words.institutions:
        return subject
    if word not in words.possessives and first > 0 and scene.low[first - 1] in words.possessives:
        first -= 1
        word = scene.low[first]
    if word not in words.possessives:
        return subject
    gender, number = words.possessives[word]
    return Subject(first, first + 1, None, gender, number, pronoun=True, inverted=subject.inverted)


def _next_to(scene: Scene, subject: Subject, index: int) -> bool:
    """English forms in -s are nouns as often as verbs: the verb stands next to its subject, or after an apposition."""
    passable = scene.lexicon.adverbs | scene.lexicon.auxiliaries
    between = [i for i in range(subject.last, index) if scene.low[i] not in passable]
    if not between or scene.low[index] in ("is", "was", "are", "were"):
        return True
    return scene.low[between[-1]] in (",", ")", "who", "which", "and")


def _can_act(scene: Scene, subject: Subject) -> bool:
    lexicon = scene.lexicon
    if subject.pronoun:
        return not (subject.head and subject.head in lexicon.first_second)
    if subject.mention is not None:
        mention = scene.mentions[subject.mention]
        return mention.type != "LOC" or mention.actor_id is not None
    return subject.head in lexicon.people or subject.head in lexicon.institutions


def _noun(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, acts: tuple[Act, ...]) -> Found | None:
    """`His refusal to …`, `Orbán's veto on …`, `відмова Берліна від …`: only with its owner."""
    low = scene.low
    words = scene.lexicon
    subject: Subject | None = None
    after = index + 1
    if scene.slavic:
        if index > unit.first and low[index - 1] in words.possessives:
            gender, number = words.possessives[low[index - 1]]
            subject = Subject(index - 1, index, None, gender, number, pronoun=True)
        elif after < unit.last and scene.mention_at[after] >= 0:
            mention = scene.mentions[scene.mention_at[after]]
            if not mention.cases or "gen" in mention.cases:
                subject = mention_subject(scene, scene.mention_at[after])
                after = after_subject(scene, subject, unit.last)
    else:
        for position in range(index - 1, max(unit.first, index - 4) - 1, -1):
            held = scene.mention_at[position]
            if held < 0 and low[position] in words.possessives:
                gender, number = words.possessives[low[position]]
                subject = Subject(position, position + 1, None, gender, number, pronoun=True)
                break
            if held >= 0:
                mention = scene.mentions[held]
                if low[mention.last - 1].endswith(("’s", "s’")) or low[min(mention.last, index)] in ("’s", "’"):
                    subject = mention_subject(scene, held)
                break
            if low[position] in ("’s", "’"):
                continue
            if scene.tokens[position].kind != "word":
                break
    if subject is None or not _can_act(scene, subject):
        return None
    limit = act_end(scene, after, unit.last)
    start = skip_time(scene, lexicon, after, limit)
    for act in acts:
        complement = fits(scene, act, start, limit)
        if complement is None or complement[0] - start > 4:
            continue
        found = Found(*complement, "act", _NOMINAL, cue=(index, index + 1), order=index)
        found.subject = subject
        return found
    return None
