""" "According to X", "за словами X", "as X put it": phrases that attribute the clause they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from streams.language.attribution import find_subject, mention_subject
from streams.language.quotations_clauses import clause_end
from streams.language.quotations_colon import after_setup
from streams.language.quotations_outlets import is_outlet, reports, unknown_outlet
from streams.language.quotations_scene import Found, Harvest, Scene, Subject, Unit
from streams.language.quotations_viewpoints import FOR, viewpoint

_REACH = 24
_CIRCUMSTANCE = 14
"""Longest phrase that tells where something was said."""


@dataclass(slots=True)
class According:
    """A phrase that names a source. Token indices, half open."""

    cue_last: int
    subject: Subject | None
    last: int
    """One past the whole phrase, its speaker included."""
    weak: bool = False
    lemma: str = ""
    """The verb of an "as X said" clause."""


def according_at(scene: Scene, index: int, limit: int) -> According | None:
    """The phrase of attribution that starts at token `index`, if one does."""
    lexicon = scene.lexicon
    low = scene.low
    length = scene.phrase(lexicon.according, index, limit)
    if length:
        position = index + length
        weak = any(low[i] in lexicon.according_weak for i in range(index, position))
        subject, last = _genitive(scene, position, limit)
        if subject is None:
            return None
        return According(position, subject, last, weak)
    # за його словами, на его взгляд, in her view
    if low[index] in lexicon.prepositions and index + 2 < limit:
        position = index + 1
        possessive = low[position]
        if possessive in lexicon.possessives:
            nouns = range(position + 1, min(limit, position + 3))
            noun = next((i for i in nouns if low[i] in lexicon.possessive_nouns), None)
            if noun is not None and _fits(scene, low[index], low[noun]):
                gender, number = lexicon.possessives[possessive]
                subject = Subject(position, position + 1, None, gender, number, pronoun=True)
                weak = low[noun] in lexicon.according_weak
                return According(noun + 1, subject, noun + 1, weak)
        if not scene.slavic:
            return _possessor(scene, index, limit)
    return None


def _possessor(scene: Scene, index: int, limit: int) -> According | None:
    """ "In X's telling", "to the minister's mind": a name or role in the possessive before the noun."""
    low = scene.low
    for noun in range(index + 2, min(limit, index + 9)):
        if scene.tokens[noun].kind == "punct":
            break
        if low[noun] in scene.lexicon.possessive_nouns and _fits(scene, low[index], low[noun]):
            held = scene.mention_at[noun - 1]
            if held < 0 and low[noun - 1] in ("’s", "’"):
                held = scene.mention_at[noun - 2]
            elif not low[noun - 1].endswith(("’s", "s’")):
                break
            if held < 0 or (noun < limit - 1 and low[noun + 1] in ("of", "on", "about")):
                break
            return According(noun + 1, mention_subject(scene, held), noun + 1)
    return None


def _fits(scene: Scene, preposition: str, noun: str) -> bool:
    pairs = {"uk": ("за", "на", "із", "зі", "з", "у", "в"), "ru": ("по", "на", "с", "в"), "en": ("in", "by", "to")}
    return preposition in pairs[scene.lexicon.language]


def _genitive(scene: Scene, index: int, limit: int) -> tuple[Subject | None, int]:
    """The noun phrase after "за словами": up to the comma or the verb."""
    low = scene.low
    lexicon = scene.lexicon
    if index >= limit:
        return None, index
    if low[index] in lexicon.possessives and index + 1 < limit and not scene.slavic:
        if low[index + 1] in lexicon.possessive_nouns:
            gender, number = lexicon.possessives[low[index]]
            return Subject(index, index + 1, None, gender, number, pronoun=True), index + 2
    elif low[index] in lexicon.pronouns or low[index] in ("him", "her", "them"):
        gender, number = lexicon.pronouns.get(
            low[index], {"him": ("masc", "sing"), "her": ("fem", "sing")}.get(low[index], (None, "plur"))
        )
        return Subject(index, index + 1, None, gender, number, pronoun=True), index + 1
    end = index
    best: int | None = None
    while end < limit and end - index < _REACH:
        if (
            scene.tokens[end].kind in ("punct", "dash")
            and low[end] not in ("(", ")", "/", "&", "№")
            and scene.mention_at[end] < 0
        ):
            break
        if scene.tokens[end].kind == "quote" and scene.mention_at[end] < 0 and scene.in_direct(end):
            break
        mention = scene.mention_at[end]
        if mention >= 0:
            found = scene.mentions[mention]
            behind = end > index and low[end - 1] in lexicon.prepositions
            if (best is None and not (behind and end > index)) or (
                best is not None and found.type == "PER" and scene.mentions[best].type != "PER"
            ):
                best = mention
            end = max(end + 1, found.last)
            continue
        end += 1
    if end == index:
        return None, index
    # apposition: "according to the minister, Jean X, …"
    if best is not None and scene.mentions[best].type == "ROLE" and end + 1 < limit and low[end] == ",":
        following = scene.mention_at[end + 1]
        if (
            following >= 0
            and scene.mentions[following].type == "PER"
            and scene.mentions[following].last < limit
            and low[scene.mentions[following].last] == ","
        ):
            return mention_subject(scene, following), scene.mentions[following].last
    head: str = next((low[i] for i in range(index, end) if low[i] in lexicon.heads), "")
    if best is not None:
        found = scene.mentions[best]
        if found.type in ("PER", "ROLE") or not head or head not in lexicon.person_heads:
            return mention_subject(scene, best), end
    if not head and not scene.slavic:
        head = low[end - 1]
    if not head:
        return None, end
    noun_gender: str | None = None
    if scene.slavic:
        noun_gender = next((r.gender for r in scene.morphology.readings(head) if r.pos == "NOUN"), None)
    plural = "plur" if head in lexicon.collective else "sing" if head in lexicon.people else None
    return Subject(index, end, None, noun_gender, plural, head=head), end


def find_according(scene: Scene, harvest: Harvest, unit: Unit, starts: list[int]) -> None:
    """Add the clauses of one sentence that a phrase of attribution governs.

    Args:
        starts: the sentence's tokens that can open such a phrase.
    """
    lexicon = scene.lexicon
    done = -1
    for index in starts:
        if index < done or scene.in_direct(index):
            continue
        phrase = None
        if scene.low[index] in lexicon.according or scene.low[index] in lexicon.prepositions:
            phrase = according_at(scene, index, unit.last)
        if phrase is None and index == unit.first and scene.low[index] in FOR:
            held = viewpoint(scene, unit, index)
            phrase = According(index + 1, *held, weak=True) if held is not None else None
        if phrase is None and scene.low[index] in lexicon.as_words:
            phrase = _as_clause(scene, harvest, index, unit)
        if phrase is not None:
            _govern(scene, harvest, unit, index, phrase)
            done = max(index + 1, phrase.last)


_PUT = frozenset(("put", "puts", "sees", "saw", "see", "tells"))


def _as_clause(scene: Scene, harvest: Harvest, index: int, unit: Unit) -> According | None:
    """`як зазначив X`, `as X put it`: a clause that stands apart by commas."""
    low = scene.low
    lexicon = scene.lexicon
    if (
        (
            index > unit.first
            and low[index - 1] not in (",", "-", "–", "—", "―", "(")
            and not scene.ends_sentence(index - 1)
        )
        and low[index - 1] not in lexicon.adverbs
        and low[index - 1] not in lexicon.conjunctions
    ):
        return None
    end = index + 1
    cue_at = -1
    while end < unit.last and end - index < 40:
        if (
            cue_at >= 0
            and low[end] in (",", ":", "-", "–", "—")
            and not (end + 1 < unit.last and low[end + 1] in lexicon.relatives)
        ):
            break
        if scene.ends_sentence(end) and end + 1 >= unit.last:
            break
        if cue_at < 0 and low[end] == "," and end - index > 1 and low[end - 1] in lexicon.table:
            return None  # "as the paper reports, …": its verb is taken for a noun
        cue = scene.cues[end]
        if cue is not None and cue_at < 0 and scene.mention_at[end] < 0:
            if cue.form.tense in ("past", "pres") and ("clause" in cue.cue.names or "quote" in cue.cue.names):
                if low[end + 1 : end + 2] == ["it"] and cue.cue.lemma in ("see", "tell"):
                    pass  # "as X sees it"
                elif cue.cue.lemma in ("see", "know", "expect", "hope", "бачити", "видеть", "знати", "знать"):
                    return None
                cue_at = end
            else:
                return None
        end += 1
    if not scene.slavic and cue_at < 0:
        for position in range(index + 1, min(end, index + 12)):
            if low[position] in _PUT and position + 1 < unit.last and low[position + 1] == "it":
                subject = find_subject(
                    scene, position, scene.lexicon.table["said"], index + 1, position, after_first=False
                )
                return According(index + 1, subject, _circumstance_end(scene, position + 2, unit.last))
        return None
    if cue_at < 0 or cue_at - index > (5 if scene.slavic else 12):
        return None
    form = scene.cues[cue_at]
    assert form is not None
    if any(low[i] in lexicon.that or scene.phrase(lexicon.about_it, i, end) for i in range(cue_at + 1, end)):
        return None
    subject = find_subject(scene, cue_at, form, index + 1, end, after_first=scene.slavic)
    harvest.used[cue_at] = "as"
    if subject is None or is_outlet(scene, subject):
        return None
    if not scene.slavic and (
        end - cue_at > 7 or any(low[i] == "to" and i + 1 < end and scene.verbal(i + 1) for i in range(cue_at, end))
    ):
        return None
    return According(cue_at + 1, subject, end, lemma=form.cue.lemma)


def _circumstance_end(scene: Scene, first: int, last: int) -> int:
    """One past the phrase that tells where "as X put it" was said ("in a post on X"); `first` if there is none."""
    if first >= last or scene.low[first] not in scene.lexicon.prepositions:
        return first
    for index in range(first + 1, min(last, first + _CIRCUMSTANCE)):
        if scene.low[index] in (",", ";", "-", "–", "—") or (scene.ends_sentence(index) and index + 1 >= last):
            return index
    return first


def _govern(scene: Scene, harvest: Harvest, unit: Unit, index: int, phrase: According) -> None:
    """The clause that the phrase at `index` attributes."""
    low = scene.low
    end = phrase.last
    found: Found | None = None
    closing = end >= unit.last or scene.ends_sentence(end)
    before = index - 1
    while before >= unit.first and low[before] in (",", "-", "–", "—", "―", "("):
        before -= 1
    left_words = scene.words_between(unit.first, before + 1)
    starts = left_words == 0 or all(
        low[i] in scene.lexicon.adverbs or low[i] in scene.lexicon.conjunctions or not scene.is_word(i)
        for i in range(unit.first, before + 1)
    )
    if closing or (end + 1 < unit.last and low[end] == ")"):
        first = _clause_start(scene, unit, before)
        if scene.words_between(first, before + 1) >= 3:
            found = Found(first, before + 1, "indirect", 0.8)
    else:
        first = end
        while first < unit.last and low[first] in (",", "-", "–", "—", "―", ":"):
            first += 1
        last = unit.last
        if starts:
            if scene.words_between(first, last) >= 3:
                found = Found(first, last, "indirect", 0.85)
        else:
            start = _clause_start(scene, unit, before, middle=True)
            first = start if start <= before else first
            if start <= before:
                first = _coordinate_start(scene, start, before)
            if scene.words_between(first, last) >= 4:
                found = Found(first, clause_end(scene, max(first, end + 1), last, None), "indirect", 0.75)
    if found is None:
        return
    if phrase.subject is not None and is_outlet(scene, phrase.subject):
        return
    if phrase.subject is not None and phrase.lemma and unknown_outlet(scene, phrase.subject, phrase.lemma):
        return
    if phrase.lemma in scene.lexicon.passes_on and reports(scene, found.first, found.last):
        return  # a reporter's "as X reports" over somebody else's words
    if found.first >= end or closing:
        found.last = clause_end(scene, found.first, found.last, None)
    found.cue = (index, phrase.cue_last)
    found.subject = phrase.subject
    found.method = "according-to"
    found.order = index
    found.frame = "according"
    if phrase.weak:
        found.confidence = 0.6
    harvest.found.append(found)


def _coordinate_start(scene: Scene, first: int, before: int) -> int:
    """The last coordinate clause: in "A, but B, according to X, C" the phrase governs B and C."""
    for position in range(before - 1, first, -1):
        if (
            scene.low[position] in scene.lexicon.conjunctions
            and scene.low[position - 1] == ","
            and before - position >= 1
        ):
            return position + 1
    return first


def _clause_start(scene: Scene, unit: Unit, before: int, *, middle: bool = False) -> int:
    """Where the clause begins that a phrase in its middle or at its end attributes."""
    low = scene.low
    lexicon = scene.lexicon
    for position in range(before, unit.first - 1, -1):
        if scene.in_direct(position) or low[position] == ";":
            return position + 1
        if low[position] == ":" and position < before:
            begin = after_setup(scene, unit.first, before + 1, middle=middle)
            if begin > unit.first:
                return begin
        if low[position] == "," and position < before:
            opener = position + 1
            if low[opener] in lexicon.prepositions and opener < before:
                opener += 1
            if low[opener] in lexicon.relatives and low[opener] not in ("that", "who", "which", "where"):
                return opener + 1
    return unit.first
