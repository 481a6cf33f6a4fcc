"""Reported acts: what somebody decided or came out for, told without their words ("vetoed the loan").

An act is evidence of a position, no quotation. It has a verb of decision, a subject that can hold a position, and a
complement that tells what it is about. Conditions, purposes and possibilities are left out.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache

from schemas.base import Language, TextSpan
from schemas.enriched_article import Quotation, Speaker
from streams.language.attribution import find_subject
from streams.language.attribution_coreference import Resolver
from streams.language.attribution_leading import leading_verb
from streams.language.attribution_subjects import CONJOINING, joined_names
from streams.language.attribution_together import neither
from streams.language.cues_acts import ActForm, ActLexicon, act_lexicon
from streams.language.quotations_acts_against import AGAINST, against
from streams.language.quotations_acts_clefts import cleft
from streams.language.quotations_acts_conditions import CONDITIONED, conditioned, with_conditions
from streams.language.quotations_acts_documents import FRAME, document, listed
from streams.language.quotations_acts_evasion import EVASIONS, evaded
from streams.language.quotations_acts_items import ITEMS, item
from streams.language.quotations_acts_nouns import nominal
from streams.language.quotations_acts_passive import passive
from streams.language.quotations_acts_peoples import people
from streams.language.quotations_acts_reduced import described, reduced
from streams.language.quotations_acts_spans import (
    MAX_TOKENS,
    act_end,
    after_rest,
    clause_start,
    complement_of,
)
from streams.language.quotations_acts_split import particle_after
from streams.language.quotations_acts_subjects import acting, together, voiced
from streams.language.quotations_acts_words import JUDGING, small_words
from streams.language.quotations_elliptic import elliptic_starts
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
    candidates = [i for i in scene.positions(_opening(scene.lexicon.language)) if scene.mention_at[i] < 0]
    if not candidates:
        return []
    taken = _taken(scene, quotations)
    elliptic = elliptic_starts(scene, quotations)
    number = 1 + max((q.utterance for q in quotations), default=-1)
    before = resolver.spoken
    later = sorted(before, key=lambda known: -known.token)
    resolver.spoken = []
    result: list[Quotation] = []
    for unit in scene.units:
        if not unit.speech or (scene.low[unit.last - 1] == "?" if unit.last > unit.first else True):
            continue
        for index in within(candidates, unit.first, unit.last):
            found = _act(scene, lexicon, unit, index, taken)
            if found is None:
                continue
            while later and later[-1].token < index:
                resolver.spoken.append(later.pop())
            if found.frame == FRAME and found.subject is None and not _recent(scene, resolver, index):
                continue
            for start in within(elliptic, found.first + 1, found.last):
                found.last = start
                break
            acts = _acts(scene, found, resolver, number) if 1 not in taken[found.first : found.last] else []
            if acts:
                result.extend(acts)
                taken[found.first : found.last] = b"\x01" * (found.last - found.first)
                number += 1
    resolver.spoken = before
    return result


@cache
def _opening(language: Language) -> frozenset[str]:
    """Words at which an act can be found."""
    return act_lexicon(language).words | CONDITIONED | ITEMS | AGAINST | EVASIONS


def _taken(scene: Scene, quotations: list[Quotation]) -> bytearray:
    """Per token, 1 where a quotation of somebody who can hold a position stands, or any cue."""
    taken = bytearray(scene.size)
    starts = [token.start for token in scene.tokens]
    held = [q for q in quotations if q.kind != "indirect" or not _passed_on(scene, q.speaker)]
    for span in [*held, *(q.cue for q in quotations if q.cue)]:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        taken[first:last] = b"\x01" * (last - first)
    return taken


def _passed_on(scene: Scene, speaker: Speaker | None) -> bool:
    """Whether a report comes from an outlet or from unnamed sources: what it tells somebody did is told as a fact."""
    if speaker is None or not _holds_positions(speaker):
        return True
    if speaker.kind == "person" or not speaker.actor_id:
        return False
    words = set((speaker.name or "").lower().split())
    return speaker.actor_id.startswith("name:") or bool(words & scene.lexicon.outlets)


def _acts(scene: Scene, found: Found, resolver: Resolver, number: int) -> list[Quotation]:
    """The act, once for each who does it."""
    start, end = scene.span(found.first, found.last)
    if end <= start or found.cue is None:
        return []
    cue_start, cue_end = scene.tokens[found.cue[0]].start, scene.tokens[found.cue[1] - 1].end
    acts = []
    for subject in together(scene, found.subject, found.number, found.cue[0]) if found.subject is not None else (None,):
        known = len(resolver.spoken)
        speaker, method = resolver.resolve(replace(found, subject=subject))
        if not _holds_positions(speaker):
            del resolver.spoken[known:]
            continue
        sure = found.confidence if speaker is not None and speaker.actor_id else found.confidence - 0.1
        acts.append(
            Quotation.trusted(
                start=start,
                end=end,
                text=scene.text[start:end],
                kind="act",
                cue=TextSpan.trusted(start=cue_start, end=cue_end, text=scene.text[cue_start:cue_end]),
                speaker=speaker,
                method=method,
                confidence=round(sure, 3),
                utterance=number,
                readings=None,
            )
        )
    return acts


def _recent(scene: Scene, resolver: Resolver, index: int) -> bool:
    """Whether somebody spoke or acted in the sentence or the one before it."""
    return bool(resolver.spoken) and scene.unit_at[index] - resolver.spoken[-1].unit <= 1


def _holds_positions(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.kind in ("person", "institution") and bool(speaker.name or speaker.actor_id)


def _act(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, taken: bytearray) -> Found | None:
    form = lexicon.table.get(scene.low[index])
    nouns = lexicon.nouns.get(scene.low[index])
    if taken[index] or scene.mention_at[index] >= 0 or scene.in_direct(index):
        return None
    found = reduced(scene, lexicon, unit, index) if scene.low[index] in lexicon.reduced else None
    if found is None and scene.low[index] in EVASIONS:
        found = evaded(scene, lexicon, unit, index)
    if found is not None:
        return found
    if form is not None and form.cue.form.tense == ("passive" if scene.slavic else "past"):
        found = passive(scene, lexicon, unit, index, form)
        if found is not None:
            return found
    if form is not None and _asserted(scene, lexicon, unit, index, form):
        found = cleft(scene, lexicon, unit, index, form) or _verb(scene, lexicon, unit, index, form, taken)
    tied = index + 1 < unit.last and scene.low[index + 1] in CONDITIONED
    if found is None and nouns is not None and not tied:
        found = nominal(scene, lexicon, unit, index, nouns)
        if found is not None and described(scene, lexicon, unit, found.last):
            found = None
    if found is None and scene.low[index] in CONDITIONED:
        found = conditioned(scene, lexicon, unit, index)
    if found is None and scene.low[index] in ITEMS:
        found = item(scene, lexicon, unit, index)
    if found is None and scene.low[index] in AGAINST:
        found = against(scene, lexicon, unit, index)
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
    if tense == "passive" or (tense == "conv" and (scene.slavic or not _going_on(scene, unit, index))):
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
    if any(word in lexicon.modal for word in before) and ("not" not in before or not _MIGHT.isdisjoint(before)):
        return False
    if tense == "inf" and low[index] in lexicon.unchanged and last not in lexicon.future and last != "to":
        return scene.mention_at[index - 1] >= 0 or last in ("he", "she", "it")
    if tense == "inf":
        if last in _PERFECT and form.cue.cue.lemma in _SAME_PARTICIPLE | lexicon.unchanged:
            return True
        if last == "to":
            return leading_verb(scene, index - 1, unit.first) >= 0
        position = index - 1
        passable = small_words(scene.lexicon).passed
        while position > unit.first and (low[position] == "," or low[position] in passable):
            position -= 1
        return low[position] in lexicon.future or _plural_before(scene, unit, index)
    if tense == "past" and index == unit.first:
        return False  # "Expected to last all night, …"
    if low[index] in _BE or tense == "conv":
        return True
    return scene._english_verb(index, form.cue) and last not in _ARTICLES and last != "to"


def _going_on(scene: Scene, unit: Unit, index: int) -> bool:
    """Whether a form in -ing is an English progressive: "is blocking", "keeps blocking"."""
    position = index - 1
    while position > unit.first and scene.low[position] in scene.lexicon.adverbs:
        position -= 1
    return scene.low[position] in _BE or scene.low[position] in _KEEPS


_MIGHT = frozenset(("should", "must", "may", "might"))
"""Verbs that tell what somebody ought to do, or perhaps will, also where it is denied: "should not count on"."""
_KEEPS = frozenset(("keeps", "kept", "’s"))
_BE = frozenset(("is", "was", "are", "were", "been"))
_PERFECT = frozenset(("has", "have", "had"))
_SAME_PARTICIPLE = frozenset(("come", "overcome"))


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
        plural = scene.mentions[mention].number == "plur" or word.endswith("states")
        return plural or joined_names(scene, mention)
    return word == "they" or word in scene.lexicon.collective


def _verb(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, form: ActForm, taken: bytearray) -> Found | None:
    known = -1
    subject: Subject | None = None
    ahead = form.cue.cue.lemma in lexicon.ahead
    done = ahead and form.cue.form.tense not in ("inf", "conv")
    for act in form.acts:
        if done and not act.rest:
            continue  # "will hold elections" tells a decision, "held elections" an event
        end = after_rest(scene, lexicon, act.rest, index, unit.last)
        split = particle_after(scene, lexicon, act, index, unit.last) if end < 0 else -1
        if split >= 0:
            end = index + 1
        if end < 0:
            continue
        limit = act_end(scene, end, unit.last)
        if limit != known:
            subject, known = _subject(scene, lexicon, unit, index, form, limit), limit
        if act.rest == ("to",) and (subject is None or not _planned(scene, subject, index, end)):
            continue
        if subject is None or (act.rest and index < subject.first < end):
            return None
        complement = complement_of(scene, lexicon, unit, act, subject, (index, end), limit)
        if split >= 0:
            complement = (end, split)
        if complement is None:
            continue
        first, last = complement
        if ahead and not _NO_DECISION.isdisjoint(scene.low[first : min(last, first + _OBJECT)]):
            continue
        joints = small_words(scene.lexicon).joints
        while last > first + 1 and scene.low[last - 1] in joints:
            last -= 1
        last = min(last, first + MAX_TOKENS)
        longer = with_conditions(scene, lexicon, first, last, unit.last)
        if longer > last and 1 not in taken[first:longer]:
            last = longer
        found = Found(first, last, "act", _KNOWN, cue=(_helped(scene, index), end), order=index)
        found.subject = subject
        found.gender, found.number = form.cue.form.gender, form.cue.form.number
        return found
    return None


def _subject(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, form: ActForm, limit: int) -> Subject | None:
    """Who does what the verb at `index` tells; None for somebody who can hold no position."""
    nationals = people(scene, unit, index, form)
    if nationals is not None:
        return nationals
    subject = find_subject(scene, index, form.cue, clause_start(scene, unit, index), limit, after_first=False)
    if subject is None:
        subject = find_subject(scene, index, form.cue, unit.first, limit, after_first=False)
    if subject is None or _displaced(scene, subject, index, form):
        return None
    nor = not scene.slavic and subject.first > unit.first and scene.low[subject.first - 1] == "nor"
    if nor and not neither(scene, index, unit.first):
        return None
    subject = acting(scene, lexicon, unit, subject)
    if subject is None:
        return None
    if subject.first < index:
        subject = voiced(scene, lexicon, subject, index)
    if not scene.slavic and form.cue.form.tense == "pres" and not _next_to(scene, subject, index):
        return None
    return subject


def _planned(scene: Scene, subject: Subject, index: int, end: int) -> bool:
    """Whether "is to" tells a plan of its subject: "Norvania is to send", not "talks with Norvania are to begin"."""
    first = subject.first
    while first > 0 and subject.mention is not None and scene.mention_at[first - 1] == subject.mention:
        first -= 1
    before = scene.low[first - 1] if first else ""
    if end >= scene.size or scene.low[end] in _NOT_PLANNED or before in scene.lexicon.prepositions:
        return False
    return before not in CONJOINING or scene.low[index] != "is"


_NOT_PLANNED = frozenset(
    (
        *("be", "blame", "have", "come", "follow", "date", "say", "meet", "arrive", "attend", "visit", "speak"),
        *("fly", "travel", "address", "discuss", "deal", "leave", "receive", "appear", "chair", "brief"),
        *("see", "return"),
    )
)
"""Infinitives after "is to" that tell no plan of the subject."""
_NO_DECISION = frozenset(
    (
        *("conference", "speech", "briefing", "interview", "address", "lecture", "statement", "remarks", "leaders"),
        *("counterpart", "counterparts", "colleagues", "presser", "evidence", "testimony", "details", "birth"),
    )
)
"""Objects of "will hold", "will give" and "will join" that make them tell an appointment."""
_OBJECT = 4
_BEGUN = frozenset(("стал", "стала", "стало", "стали", "став"))


def _helped(scene: Scene, index: int) -> int:
    """Where the cue starts: "не стала поддерживать" and "would not, however, accept" are one predicate."""
    if index and (scene.low[index - 1] in _BEGUN or scene.low[index - 1] in JUDGING):
        return index - 1
    position = index - 1
    however = small_words(scene.lexicon).however
    while position > 0 and (scene.low[position] == "," or scene.low[position] in however):
        position -= 1
    if index - 1 > position >= max(0, index - _NEGATED):
        longer = scene.low[position] == "no" and scene.low[position + 1] == "longer"
        return position if longer or scene.low[position] in scene.lexicon.negations else index
    return index


_NEGATED = 5
"""Tokens before a verb among which its negation stands, over adverbs in commas."""


def _displaced(scene: Scene, subject: Subject, index: int, form: ActForm) -> bool:
    """Whether a Slavic mention only looks like the subject: a preposition's object, or one for a plural verb."""
    if not scene.slavic:
        return False
    related = subject.first > index and scene.low[index - 1] in _NOMINATIVE_RELATIVES
    if related and any(scene.low[i] == "," for i in range(index, subject.first)):
        return True  # "закон, який вводить мито, сейм відхилив"
    if subject.mention is None:
        return False
    mention = scene.mentions[subject.mention]
    if related and not mention.cases:
        return True  # "закон, який позбавляє НАБУ незалежності"
    if mention.type == "PER":
        return False
    if mention.first and scene.low[mention.first - 1] in scene.lexicon.prepositions:
        # "у Кремлі погодилися" names who acts, "висловилися за вступ до НАТО" does not
        return mention.first > index + 2 or (bool(mention.cases) and "loc" not in mention.cases)
    alone = form.cue.form.number == "plur" and mention.number == "sing"
    return alone and len(together(scene, subject, "plur")) == 1


_NOMINATIVE_RELATIVES = frozenset(
    ("який", "яка", "яке", "які", "що", "который", "которая", "которое", "которые", "что")
)


def _next_to(scene: Scene, subject: Subject, index: int) -> bool:
    """English forms in -s are nouns as often as verbs: the verb stands next to its subject, or after an apposition."""
    passable = small_words(scene.lexicon).light
    between = [i for i in range(subject.last, index) if scene.low[i] not in passable]
    if not between or scene.low[index] in _BE:
        return True
    return scene.low[between[-1]] in (",", ")", "who", "which", "and")
