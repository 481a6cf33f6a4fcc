"""Who can do a reported act: persons and bodies that hold positions, and whom a body stands for."""

from __future__ import annotations

from streams.language.attribution_groups import stands_for
from streams.language.attribution_subjects import CONJOINING, is_thing, mention_subject
from streams.language.attribution_together import partners
from streams.language.cues_acts import ActLexicon, act_lexicon
from streams.language.document import MentionSpan
from streams.language.quotations_scene import Scene, Subject, Unit

_SENTENCES = 12
"""Sentences before the one of an act in which the parliament of its deputies is named."""


def acting(scene: Scene, lexicon: ActLexicon, unit: Unit, subject: Subject) -> Subject | None:
    """The subject as the one whose position the act is; None if it can hold none.

    "His administration" acts for its owner, deputies for their parliament.
    """
    group = stands_for(scene, subject)
    if group:
        return mention_subject(scene, group[0], inverted=subject.inverted) if len(group) == 1 else subject
    subject = _owner(scene, subject)
    role = subject.mention is not None and scene.mentions[subject.mention].type == "ROLE"
    if (subject.mention is None or role) and not subject.pronoun:
        body = _body(scene, lexicon, subject)
        if body is not None:
            return body
        if any(scene.low[i] in lexicon.deputies for i in range(subject.first, min(subject.last, scene.size))):
            number = _parliament(scene, lexicon, unit, subject)
            if number is None:
                return None
            subject = mention_subject(scene, number, inverted=subject.inverted)
    return subject if _can_act(scene, subject) else None


def _body(scene: Scene, lexicon: ActLexicon, subject: Subject) -> Subject | None:
    """A parliament that is no mention ("the Chamber of Deputies"), as a body of that name."""
    if scene.slavic or subject.mention is not None:
        return None
    for index in range(subject.first, min(subject.last, scene.size)):
        if scene.is_upper(index) and scene.low[index].startswith(lexicon.parliaments):
            return Subject(subject.first, subject.last, None, None, None, head="parliament", inverted=subject.inverted)
    return None


def _can_act(scene: Scene, subject: Subject) -> bool:
    lexicon = scene.lexicon
    if subject.pronoun:
        return not (subject.head and subject.head in lexicon.first_second)
    if subject.mention is not None:
        mention = scene.mentions[subject.mention]
        if not (mention.actor_id or "name:").startswith("name:"):
            return True
        if is_thing(scene, mention.first):
            return False
        return mention.type != "LOC" or mention.actor_id is not None
    return subject.head in lexicon.people or subject.head in lexicon.institutions


def _owner(scene: Scene, subject: Subject) -> Subject:
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


def _parliament(scene: Scene, lexicon: ActLexicon, unit: Unit, subject: Subject) -> int | None:
    """The parliament that was named last, in the sentence or shortly before it."""
    number = scene.unit_at[unit.first]
    first = scene.units[max(0, number - _SENTENCES)].first
    within = range(subject.mention + 1, len(scene.mentions)) if subject.mention is not None else ()
    for held in within:  # "263 депутати парламенту": the name stands within the role
        mention = scene.mentions[held]
        if mention.first >= subject.last:
            break
        if mention.last <= subject.last and _is_parliament(mention, lexicon):
            return held
    seen = -1
    for index in range(min(subject.last + 4, unit.last) - 1, first - 1, -1):
        held = scene.mention_at[index]
        if held < 0 or held == seen:
            continue
        seen = held
        if _is_parliament(scene.mentions[held], lexicon):
            return held
    return None


def deputies_of(scene: Scene, subject: Subject | None) -> list[int]:
    """The parliament as whose members deputies speak: "У ній депутати закликають …", "ті самі депутати"; named in the
    sentence before or, of "the same" ones, anywhere above."""
    if subject is None or subject.pronoun or subject.first >= scene.size:
        return []
    lexicon = act_lexicon(scene.lexicon.language)
    first, last = subject.first, min(subject.last, scene.size)
    if scene.low[last - 1] not in lexicon.deputies:
        return []
    same = False
    while first > 0 and scene.low[first - 1] in _SAME:
        first -= 1
    for word in scene.low[first : last - 1]:
        if word not in _SAME:
            return []
        same = same or word != "the"
    if scene.low[first] != "the" if not scene.slavic else first and _narrowed(scene, first - 1):
        return []  # "opposition deputies", "200 депутатів"
    here = scene.unit_at[first]
    start = scene.units[max(0, here - (_SENTENCES if same else 1))].first
    for index in range(first - 1, start - 1, -1):
        held = scene.mention_at[index]
        if held >= 0 and _is_parliament(scene.mentions[held], lexicon):
            return [held]
    return []


def _narrowed(scene: Scene, index: int) -> bool:
    """Whether the word before a noun tells that some of them are meant."""
    if scene.tokens[index].kind != "word":
        return scene.tokens[index].kind == "number"
    return scene.morphology.readings(scene.low[index])[0].pos in ("ADJ", "NUM", "DET")


_SAME = frozenset(("the", "same", "very", "ці", "ті", "самі", "ж", "же", "эти", "те", "самые"))


def _is_parliament(mention: MentionSpan, lexicon: ActLexicon) -> bool:
    if mention.type != "ORG":
        return False
    named = f"{mention.name or ''} {mention.surface}".lower().split()
    return any(word.startswith(lexicon.parliaments) for word in named)


def voiced(scene: Scene, lexicon: ActLexicon, subject: Subject, limit: int) -> Subject:
    """ "Berlin, through Chancellor Holm, …": the person through whom a country or body acts."""
    if subject.mention is None or scene.mentions[subject.mention].type not in ("LOC", "ORG"):
        return subject
    for index in range(subject.last, min(limit, subject.last + 4)):
        if scene.low[index] in lexicon.voices:
            for position in range(index + 1, min(limit, index + 6)):
                held = scene.mention_at[position]
                if held >= 0 and scene.mentions[held].type == "PER":
                    return mention_subject(scene, held)
    return subject


def together(scene: Scene, subject: Subject, number: str | None, cue: int | None = None) -> list[Subject]:
    """All who act together ("A, B and C imposed …", "both sides agreed"); only the subject if it acts alone.

    Args:
        scene: the article.
        subject: one of them, as found.
        number: the number that the verb's form shows.
        cue: the token of the verb, over which further ones with roles of their own are looked for.
    """
    group = stands_for(scene, subject) if number != "sing" else []
    if group:
        return [mention_subject(scene, one, inverted=subject.inverted) for one in group]
    if subject.mention is None:
        return [subject]
    found = [subject.mention]
    for step in (-1, 1) if number != "sing" else ():
        held = subject.mention
        while len(found) < _TOGETHER:
            mention = scene.mentions[held]
            index = mention.first - 1 if step < 0 else mention.last
            while step < 0 and index >= 0 and scene.mention_at[index] == held:
                index -= 1
            if not 0 < index < scene.size - 1:
                break
            joint = scene.low[index]
            other = scene.mention_at[index + step]
            if (joint != "," and joint not in CONJOINING) or other < 0 or other in found:
                break
            beside = scene.mentions[other]
            if beside.type != mention.type or (beside.cases and "nom" not in beside.cases):
                break
            if beside.type == "ROLE" or (step < 0 and _after_preposition(scene, beside.first)):
                break
            found.append(other)
            held = other
    if len(found) == 1 or not _joined(scene, found):
        found = list(partners(scene, subject, cue, number) or ()) if cue is not None else []
    if not found:
        return [subject]
    return [mention_subject(scene, held, inverted=subject.inverted) for held in sorted(found)]


_TOGETHER = 6


def _after_preposition(scene: Scene, index: int) -> bool:
    return index > 0 and scene.low[index - 1] in scene.lexicon.prepositions


def _joined(scene: Scene, found: list[int]) -> bool:
    """Whether a conjunction stands before the last of them: commas alone make an apposition."""
    last = scene.mentions[max(found)].first
    while last > 0 and scene.mention_at[last - 1] == max(found):
        last -= 1
    return last > 0 and scene.low[last - 1] in CONJOINING
