"""Reported acts: what somebody decided or came out for, told without their words ("vetoed the loan").

An act is evidence of a position, no quotation. It has a verb of decision, a subject that can hold a position, and a
complement that tells what it is about. Conditions, purposes and possibilities are left out.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.base import TextSpan
from schemas.enriched_article import Quotation, Speaker
from streams.language.attribution import find_subject
from streams.language.attribution_coreference import Resolver
from streams.language.cues_acts import ActForm, ActLexicon, act_lexicon
from streams.language.quotations_acts_documents import FRAME, document, listed
from streams.language.quotations_acts_nouns import nominal
from streams.language.quotations_acts_passive import passive
from streams.language.quotations_acts_spans import (
    MAX_TOKENS,
    act_end,
    after_rest,
    clause_start,
    complement_of,
    with_conditions,
)
from streams.language.quotations_acts_subjects import acting, together, voiced
from streams.language.quotations_scene import Found, Scene, Subject, Unit, within

_KNOWN = 0.6
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
    before = list(resolver.spoken)
    spoken = list(before)
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
            if found.frame == FRAME and found.subject is None and not _recent(scene, resolver, index):
                continue
            act = _quotation(scene, found, taken, number)
            if act is None:
                continue
            done = False
            for subject in together(scene, found.subject, found.number) if found.subject is not None else (None,):
                speaker, method = resolver.resolve(replace(found, subject=subject))
                if not _holds_positions(speaker):
                    continue
                confidence = act.confidence if speaker is not None and speaker.actor_id else act.confidence - 0.1
                result.append(
                    act.model_copy(update={"speaker": speaker, "method": method, "confidence": round(confidence, 3)})
                )
                done = True
            if done:
                known = resolver.spoken[-1]
                spoken = sorted([*spoken, known], key=lambda k: k.token)
                taken.append((act.start, act.end))
                number += 1
    resolver.spoken = before
    return result


def _recent(scene: Scene, resolver: Resolver, index: int) -> bool:
    """Whether somebody spoke or acted in the sentence or the one before it."""
    return bool(resolver.spoken) and scene.unit_at[index] - resolver.spoken[-1].unit <= 1


def _holds_positions(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.kind in ("person", "institution") and bool(speaker.name or speaker.actor_id)


def _quotation(scene: Scene, found: Found, taken: list[tuple[int, int]], number: int) -> Quotation | None:
    start, end = scene.span(found.first, found.last)
    assert found.cue is not None
    cue_start, cue_end = scene.tokens[found.cue[0]].start, scene.tokens[found.cue[1] - 1].end
    if end <= start or _overlaps((start, end), taken):
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


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in taken)


def _act(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, taken: list[tuple[int, int]]) -> Found | None:
    form = lexicon.table.get(scene.low[index])
    nouns = lexicon.nouns.get(scene.low[index])
    if scene.mention_at[index] >= 0 or scene.in_direct(index):
        return None
    at = scene.tokens[index].start
    if any(a <= at < b for a, b in taken):
        return None
    found = None
    if form is not None and form.cue.form.tense == ("passive" if scene.slavic else "past"):
        found = passive(scene, lexicon, unit, index, form)
        if found is not None:
            return found
    if form is not None and _asserted(scene, lexicon, unit, index, form):
        found = _verb(scene, lexicon, unit, index, form, taken)
    if found is None and nouns is not None:
        found = nominal(scene, lexicon, unit, index, nouns)
    record = lexicon.records.get(scene.low[index])
    if found is None and record is not None:
        found = document(scene, lexicon, unit, index, record)
    if found is None and scene.low[index] in lexicon.listed:
        found = listed(scene, lexicon, unit, index)
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
    if tense == "inf" and low[index] in lexicon.unchanged and last not in lexicon.future and last != "to":
        return scene.mention_at[index - 1] >= 0 or last in ("he", "she", "it")
    if tense == "inf":
        position = index - 1
        passable = scene.lexicon.adverbs - lexicon.future
        while position > unit.first and (low[position] == "," or low[position] in passable):
            position -= 1
        return low[position] in lexicon.future or _plural_before(scene, unit, index)
    if tense == "past" and index == unit.first:
        return False  # "Expected to last all night, …"
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


def _verb(
    scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, form: ActForm, taken: list[tuple[int, int]]
) -> Found | None:
    for act in form.acts:
        end = after_rest(scene, lexicon, act.rest, index, unit.last)
        if end < 0:
            continue
        limit = act_end(scene, end, unit.last)
        subject = find_subject(scene, index, form.cue, clause_start(scene, unit, index), limit, after_first=False)
        if subject is None:
            subject = find_subject(scene, index, form.cue, unit.first, limit, after_first=False)
        if subject is None or _displaced(scene, subject, index, form):
            return None
        subject = acting(scene, lexicon, unit, subject)
        if subject is None or (act.rest and index < subject.first < end):
            return None
        if subject.first < index:
            subject = voiced(scene, lexicon, subject, index)
        if not scene.slavic and form.cue.form.tense == "pres" and not _next_to(scene, subject, index):
            return None
        complement = complement_of(scene, lexicon, unit, act, subject, (index, end), limit)
        if complement is None:
            continue
        first, last = complement
        joints = scene.lexicon.prepositions | scene.lexicon.conjunctions | scene.lexicon.subordinators
        while last > first + 1 and scene.low[last - 1] in joints:
            last -= 1
        last = min(last, first + MAX_TOKENS)
        longer = with_conditions(scene, lexicon, first, last, unit.last)
        if longer > last and not _overlaps(scene.span(first, longer), taken):
            last = longer
        found = Found(first, last, "act", _KNOWN, cue=(_helped(scene, index), end), order=index)
        found.subject = subject
        found.gender, found.number = form.cue.form.gender, form.cue.form.number
        return found
    return None


_BEGUN = frozenset(("стал", "стала", "стало", "стали", "став"))


def _helped(scene: Scene, index: int) -> int:
    """Where the cue starts: "не стала поддерживать" and "would not, however, accept" are one predicate."""
    if index and scene.low[index - 1] in _BEGUN:
        return index - 1
    position = index - 1
    while position > 0 and (scene.low[position] == "," or scene.low[position] in _however(scene)):
        position -= 1
    if index - 1 > position >= max(0, index - _NEGATED) and scene.low[position] in scene.lexicon.negations:
        return position
    return index


def _however(scene: Scene) -> frozenset[str]:
    return scene.lexicon.adverbs - scene.lexicon.negations


_NEGATED = 5
"""Tokens before a verb among which its negation stands, over adverbs in commas."""


def _displaced(scene: Scene, subject: Subject, index: int, form: ActForm) -> bool:
    """Whether a Slavic mention only looks like the subject: a preposition's object, or one for a plural verb."""
    if not scene.slavic or subject.mention is None:
        return False
    mention = scene.mentions[subject.mention]
    if mention.type == "PER":
        return False
    if mention.first and scene.low[mention.first - 1] in scene.lexicon.prepositions:
        # "у Кремлі погодилися" names who acts, "висловилися за вступ до НАТО" does not
        return mention.first > index + 2 or (bool(mention.cases) and "loc" not in mention.cases)
    alone = form.cue.form.number == "plur" and mention.number == "sing"
    return alone and len(together(scene, subject, "plur")) == 1


def _next_to(scene: Scene, subject: Subject, index: int) -> bool:
    """English forms in -s are nouns as often as verbs: the verb stands next to its subject, or after an apposition."""
    passable = scene.lexicon.adverbs | scene.lexicon.auxiliaries
    between = [i for i in range(subject.last, index) if scene.low[i] not in passable]
    if not between or scene.low[index] in ("is", "was", "are", "were"):
        return True
    return scene.low[between[-1]] in (",", ")", "who", "which", "and")
