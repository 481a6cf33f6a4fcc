"""Words that sum up, after a report, whose it was: "Such was X's answer.", "…: so X said", "… – with these words X"."""

from __future__ import annotations

from streams.language.attribution import find_subject, mention_subject, owner
from streams.language.attribution_subjects import with_role
from streams.language.cues import CueForm
from streams.language.quotations_backward import targets
from streams.language.quotations_clauses import after_dateline, clause_end
from streams.language.quotations_open_words import OpenWords, can_speak, finite_verb, open_words
from streams.language.quotations_relayed import summed_after
from streams.language.quotations_scene import DASHES, PARTING, Found, Harvest, Scene, Subject, Unit

_NEAR = 7
"""Tokens from the word that points back to the noun or verb that tells whose words they were."""
_OPENING = PARTING | {":"}
_SHORTEST = 3
_BODIES = frozenset(("LOC", "ORG"))
_DEEDS = frozenset(
    (
        *("answer", "reply", "response", "reaction", "ответ", "ответом", "реакция", "реакцией"),
        *("відповідь", "відповіддю", "реакція", "реакцією"),
    )
)
"""Nouns that mean deeds as well as words where a country or body is their owner ("Norvania's answer to the attack")."""


def find_summed(scene: Scene, harvest: Harvest) -> None:
    """Add the sentences and clauses that such words attribute."""
    words = open_words(scene.lexicon.language)
    for unit in scene.units:
        if unit.speech:
            closed = summed_after(scene, unit, words)
            if closed is None:
                _within_sentence(scene, harvest, unit, words)
                continue
            harvest.found = [f for f in harvest.found if f.last <= closed.first or closed.last <= f.first]
            harvest.found.append(closed)
    covered: set[int] = set()
    for one in harvest.found:
        if not one.drop:
            covered.update(range(scene.unit_at[one.first], scene.unit_at[min(one.last, scene.size) - 1] + 1))
    for number, unit in enumerate(scene.units):
        if not unit.speech or number in covered:
            continue
        found = _answer(scene, unit, words)
        if found is None:
            continue
        for target in targets(scene, number, covered):
            before = scene.units[target]
            one = Found(before.first, before.last, "indirect", 0.6, "backward", cue=found[0], order=found[0][0])
            one.subject, one.frame = found[1], "backward"
            harvest.found.append(one)
            covered.add(target)


def _answer(scene: Scene, unit: Unit, words: OpenWords) -> tuple[tuple[int, int], Subject] | None:
    """`Such was the answer of X`, `That was X's answer`: the noun, and whose it was."""
    low = scene.low
    first = unit.first
    if low[first] not in words.such or scene.mark_at[first] >= 0:
        return None
    for index in range(first + 1, min(unit.last, first + 3 * _NEAR)):
        if low[index] in (",", ":", ";") or scene.in_direct(index):
            return None
        if scene.mention_at[index] >= 0 or low[index] not in words.answers:
            continue
        subject = _before(scene, first, index) or owner(scene, index, unit.last)
        if subject is None or not (
            can_speak(scene, subject) or subject.head in scene.lexicon.heads or _body(scene, subject)
        ):
            return None
        if low[index] in _DEEDS and _body(scene, subject):
            return None
        return (index, index + 1), subject
    return None


def _body(scene: Scene, subject: Subject) -> bool:
    return subject.mention is not None and scene.mentions[subject.mention].type in _BODIES


def _before(scene: Scene, first: int, noun: int) -> Subject | None:
    """The owner before the noun: "X's answer", "her answer"."""
    for index in range(noun - 1, first, -1):
        word = scene.low[index]
        if word in scene.lexicon.possessives:
            gender, number = scene.lexicon.possessives[word]
            return Subject(index, index + 1, None, gender, number, pronoun=True)
        held = scene.mention_at[index]
        if held >= 0 and not scene.slavic:
            mention = scene.mentions[held]
            return Subject(mention.first, mention.last, held, mention.gender, mention.number)
    return None


def _within_sentence(scene: Scene, harvest: Harvest, unit: Unit, words: OpenWords) -> None:
    """`clause: so X answered`, `clause – with these words X turned to …`."""
    low = scene.low
    for index in range(unit.first + _SHORTEST, unit.last - 1):
        if low[index - 1] not in _OPENING or scene.in_direct(index):
            continue
        gist = _gist(scene, unit, index, words)
        if gist is not None:
            _sum_up(scene, harvest, unit, index, *gist)
            return
        cue = _pointed(scene, unit, index, words)
        if cue is None:
            continue
        position, form = cue
        first, last = after_dateline(scene, unit), index - 1
        while last > first and low[last - 1] in PARTING:
            last -= 1
        if scene.words_between(first, last) < _SHORTEST or any(scene.in_direct(i) for i in range(first, last)):
            return
        inverted = scene.slavic or low[index] in words.so
        begin = index + max(1, scene.phrase(words.words, index, unit.last))
        subject = find_subject(scene, position, form, begin, unit.last, after_first=inverted)
        if not can_speak(scene, subject) and (subject is None or subject.head not in scene.lexicon.heads):
            return
        harvest.found = [f for f in harvest.found if f.kind == "direct" or not unit.first <= f.order <= position]
        if position + 1 < unit.last and low[position + 1] in _TOPIC and subject is not None:
            # "…, — так отозвался о вступлении X": what is spoken of stands after the verb
            last = (
                with_role(scene, subject) if subject.first > position else clause_end(scene, position, unit.last, None)
            )
        one = Found(first, last, "indirect", 0.7, "inverted", cue=(position, position + 1), order=position)
        one.subject, one.frame = subject, "summed"
        one.gender, one.number = form.form.gender, form.form.number
        harvest.found.append(one)
        return


def _sum_up(scene: Scene, harvest: Harvest, unit: Unit, index: int, noun: int, subject: Subject) -> None:
    """Add what stands before the words at `index` as what the noun sums up, in place of other readings."""
    first, last = after_dateline(scene, unit), index - 1
    while last > first and scene.low[last - 1] in PARTING:
        last -= 1
    if scene.words_between(first, last) < _SHORTEST or any(scene.in_direct(i) for i in range(first, last)):
        return
    harvest.found = [f for f in harvest.found if f.kind == "direct" or not unit.first <= f.order < unit.last]
    one = Found(first, last, "indirect", 0.65, "inverted", cue=(noun, noun + 1), order=noun)
    one.subject, one.frame = subject, "summed"
    harvest.found.append(one)


def _gist(scene: Scene, unit: Unit, index: int, words: OpenWords) -> tuple[int, Subject] | None:
    """`clause – such was the gist of the speech that X gave`: the noun, and the person named after it."""
    if scene.low[index - 1] not in DASHES or scene.low[index] not in words.such:
        return None
    limit = min(unit.last, index + _NEAR)
    noun = next((i for i in range(index + 1, limit) if scene.low[i] in words.answers and scene.mention_at[i] < 0), None)
    if noun is None or not any(scene.low[i] in _WAS for i in range(index, noun + 2)):
        return None
    seen = -1
    for position in range(noun + 1, unit.last):
        held = scene.mention_at[position]
        if held < 0 or held == seen:
            continue
        seen = held
        subject = mention_subject(scene, held)
        if scene.mentions[held].type in ("PER", "ROLE") and can_speak(scene, subject):
            return noun, subject
    return None


_WAS = frozenset(("was", "is", "were", "був", "була", "було", "були", "є", "был", "была", "было", "были"))


def _pointed(scene: Scene, unit: Unit, index: int, words: OpenWords) -> tuple[int, CueForm] | None:
    """The verb that follows words that point back."""
    length = scene.phrase(words.words, index, unit.last)
    apart = scene.low[index - 1] != ","
    about = scene.phrase(scene.lexicon.about_it, index, unit.last)
    if about and apart:
        return next(((i, f) for i in range(index + about, min(unit.last, index + 9)) if (f := _says(scene, i))), None)
    if length:
        verbs = range(index + length, min(unit.last, index + length + _NEAR))
        return next(((i, f) for i in verbs if (f := finite_verb(scene, i)) is not None), None)
    closed = scene.low[index - 1] == ":" or (scene.slavic and scene.low[index - 1] in DASHES)
    if scene.low[index] not in words.so or not closed:
        return None
    return next(((i, f) for i in range(index + 1, min(unit.last, index + 4)) if (f := _says(scene, i))), None)


_TOPIC = frozenset(("о", "об", "обо", "про"))


def _says(scene: Scene, index: int) -> CueForm | None:
    form = scene.cues[index]
    said = form is not None and form.form.tense in ("past", "pres") and form.cue.names & {"clause", "quote", "about"}
    return form if said else None
