"""Clauses of a quotation: what a negation, a condition or a verb of refusal can reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit, starting_in
from streams.stances.words import Words

Opener = Literal["", "complement", "condition", "until", "contrast", "cause", "relative"]

_OPENERS: tuple[Opener, ...] = ("complement", "condition", "until", "contrast", "cause", "relative")
_BARE: frozenset[Opener] = frozenset(("complement", "condition", "until", "contrast", "cause"))
_VERBS = frozenset(("VERB", "AUX"))
_JUDGEMENTS = ("approve", "reject", "hedge", "proviso")
_GIVEN_UP: dict[str, tuple[Opener, ...]] = {
    name: ("cause", "condition") if name == "approve" else ("cause",) for name in _JUDGEMENTS
}
"""By the list of a judgement, the openers that are part of its phrases where both begin with the same word."""
_ARTICLES = frozenset(("a", "an", "the"))
_NAMED = 7
"""Words after an English "as" among which a verb makes it a conjunction."""
_AS = frozenset(("як", "как"))
_INVERTED = frozenset(("should", "were", "had", "before"))
_AFTER_SO = frozenset(
    (
        *("that", "if", "when", "as", "let", "please", "why", "what", "now", "there", "then", "far", "not"),
        *("i", "we", "you", "he", "she", "it", "they", "this", "these", "those", "the", "a", "an", "our", "my", "his"),
        *("her", "its", "their", "no", "nobody", "nothing", "any", "both", "all", "everyone", "who"),
    )
)
"""Words that can begin a clause behind "so"."""
_ABSENT = frozenset(("нет", "немає", "нема"))
_PASSIVE = tuple(f"{stem}{end}" for stem in ("ен", "ан", "ян", "енн", "анн", "янн") for end in "аеіиыо")
_PASSIVE += ("ений", "аний", "яний", "енный", "анный", "янный", "енные", "анные", "янные", "енная", "анная", "янная")
"""How passive participles end in the nominative."""
_DESCRIBED = 9
"""Words among which the comma stands that ends such a phrase."""
_LED = frozenset(
    (
        *("for", "of", "to", "about", "on", "against", "with", "from", "by", "in", "at"),
        *("до", "про", "за", "проти", "від", "щодо", "на", "у", "в", "з", "із", "над", "під", "при", "без", "для"),
        *("к", "о", "об", "за", "против", "от", "на", "в", "во", "с", "со", "над", "под", "при", "без", "для"),
    )
)
"""Prepositions that a relative pronoun stands behind."""
_PREDICATES = ("approve", "modal", "reverse", "reject", "harm", "deny", "accuse", "warn", "hedge", "open")


@dataclass(slots=True)
class Clause:
    """Words first…last (half open) of one sentence, and what opens it."""

    first: int
    last: int
    opener: Opener
    sentence: int

    def __contains__(self, index: int) -> bool:
        return self.first <= index < self.last


def is_verb(lexicon: StanceLexicon, form: str) -> bool:
    """Whether the likeliest reading of the word is a verb."""
    return lexicon.morphology.readings(form)[0].pos in _VERBS


def clauses(
    words: Words, hits: dict[str, list[Hit]], lexicon: StanceLexicon, first: int, last: int, *, quoted: int = -1
) -> list[Clause]:
    """Part words first…last into clauses.

    A clause ends at a mark, or where a conjunction opens the next one. What has no verb of its own ("tanks, guns and
    shells") belongs to the clause before it, unless that is the cue's and the quotation begins with word `quoted`.
    """
    here = (first, last + 1)  # a clause may be opened by the word after it
    openers = {hit.first: name for name in reversed(_OPENERS) for hit in starting_in(hits.get(name, ()), here)}
    english = lexicon.language == "en"
    for opening in _OPENERS:  # the second "as" of "as long as" opens nothing by itself
        for hit in starting_in(hits.get(opening, ()), here):
            if openers.get(hit.first) == opening:
                for index in range(hit.first + 1, hit.last):
                    openers.pop(index, None)
    if english:
        for index in _inverted(words, first, last):
            openers[index] = "until" if words.items[index].form == "before" else "condition"
    reverses = {hit.first for hit in starting_in(hits.get("reverse", ()), here)}
    turns = reverses | {hit.first for name in ("reject", "deny") for hit in starting_in(hits.get(name, ()), here)}
    if "cause" in openers.values() or "condition" in openers.values():
        # "as" in "as a last resort", "as a mistake" and "as soon as possible" opens nothing
        for name in _JUDGEMENTS:
            for hit in starting_in(hits.get(name, ()), here):
                if hit.last - hit.first > 1 and openers.get(hit.first) in _GIVEN_UP[name]:
                    if words.items[hit.first].form != "so" and any(first <= turned < hit.first for turned in turns):
                        continue  # but "rejected it as a mistake" does
                    del openers[hit.first]
    complements = {hit.first for hit in starting_in(hits.get("complement", ()), here)}
    joints = {hit.first for hit in starting_in(hits.get("coordinate", ()), here)}
    for hit in starting_in(hits.get("hedge", ()), here):  # "neither confirms nor denies" is one predicate
        joints.difference_update(range(hit.first + 1, hit.last))
    negations = {hit.first for hit in starting_in(hits.get("negation", ()), here)}
    predicates = {hit.first for name in _PREDICATES for hit in starting_in(hits.get(name, ()), here)}
    predicates |= {index for index in negations if words.items[index].form in _ABSENT}
    found: list[Clause] = []
    sentence = 0
    verb = False  # in the clause so far

    def has_verb(start: int, stop: int) -> bool:
        return any(index in predicates or verbal(index) for index in range(start, stop))

    def verbal(index: int) -> bool:
        word = words.items[index]
        return not (word.capital and word.before != "stop") and is_verb(lexicon, word.form)

    def names(index: int) -> bool:
        """Whether "as" tells what something is taken for ("described it as a mistake"), and opens no clause."""
        for position in range(index + 1, min(index + _NAMED, last)):
            if words.items[position].before not in ("", "quote"):
                return position > index + 1
            if position > index + 1 and verbal(position) and words.items[position - 1].form not in _ARTICLES:
                return False
        return index + 1 < last

    start = first
    opener = _opener(words, openers, joints, first, last)
    for index in range(first, last + 1):
        stop = index == last or (index > first and words.items[index].before == "stop")
        cut = stop
        if not cut and index > first:
            before = words.items[index].before
            name = openers.get(index, "")
            unless = before == "dash" and not english and start in negations and _to_come(words, lexicon, start + 1)
            if before in ("comma", "mark") or unless:
                cut = True
                opener = "condition" if unless else opener
            elif (
                name in _BARE
                and (english or name != "complement")
                and (
                    before == "dash" or english or name == "condition" or (name == "until" and index - 1 in complements)
                )
                and words.items[index].form != "yet"  # "no decision yet on tanks"
                and not (english and words.items[index].form == "so" and _degree(words, index, last))
                and not (
                    english
                    and words.items[index].form == "as"
                    and name == "cause"
                    and turns.isdisjoint(range(start, index))
                    and names(index)
                )
            ):
                cut = name != "complement" or is_verb(lexicon, words.items[index - 1].form)
            elif not english and turns and _as_what(words, hits, index) and not turns.isdisjoint(range(start, index)):
                cut, openers[index] = True, "cause"  # "відкинув угоду як помилку"
            elif index in joints and verb:
                going_on = _infinitive(words, lexicon, index + 1, last) and not any(
                    start <= r and _infinitive(words, lexicon, r, last) for r in reverses if r < index
                )
                cut = not going_on and has_verb(index + 1, min(index + 4, last))
        aside = opener == "contrast" and index - start == 1 and index < last and words.items[index].before == "comma"
        if cut and aside and found and found[-1].sentence == sentence:  # "we will not, however, send tanks"
            held = found.pop()
            start, opener = held.first, held.opener
            verb = has_verb(start, index)
        elif cut:
            # "talks, and not on details": what is denied by itself does not deny the rest
            apart = start in negations or (start + 1 in negations and (start in joints or opener == "contrast"))
            bare = not opener or (opener == "relative" and start not in openers and words.items[start].form not in _LED)
            apart = apart or start == quoted
            if found and found[-1].sentence == sentence and bare and not apart and not has_verb(start, index):
                found[-1].last = index
            elif start < index:
                found.append(Clause(start, index, opener, sentence))
            if stop:
                sentence += 1
            start, verb = index, False
            if index < last:
                opener = _opener(words, openers, joints, index, last)
                if not opener and _participle(words, lexicon, index, last):
                    opener = "relative"
        if index < last:
            verb = verb or index in predicates or verbal(index)
    return found


def _inverted(words: Words, first: int, last: int) -> list[int]:
    """Where an English sentence that asks nothing begins with what tells a condition: "should they invade, …",
    "before they leave, …"."""
    items = words.items
    found = []
    for index in range(first, last):
        if items[index].form not in _INVERTED or items[index].before == "":
            continue
        stop = next((i for i in range(index + 1, last) if items[i].before == "stop"), last)
        commas = any(items[i].before == "comma" for i in range(index + 2, stop))
        begins = index == first or items[index].before in ("stop", "quote", "mark")
        if begins and commas and index + 1 < stop and "?" not in words.ends[stop - 1]:
            found.append(index)
    return found


def _degree(words: Words, index: int, last: int) -> bool:
    """Whether an English "so" tells a degree ("so near its end"), and joins no clause."""
    return index + 1 < last and words.items[index + 1].form not in _AFTER_SO


def _as_what(words: Words, hits: dict[str, list[Hit]], index: int) -> bool:
    """Whether a Slavic "as" with no mark before it tells what something is judged to be."""
    if words.items[index].form not in _AS or words.items[index].before != "":
        return False
    return any(starting_in(hits.get(name, ()), (index, index + 3)) for name in _JUDGEMENTS)


def _opener(words: Words, openers: dict[int, Opener], joints: set[int], index: int, last: int) -> Opener:
    """What opens a clause at `index`; in "but if", "so if" and "and if" it is the condition."""
    here: Opener = openers.get(index, "")
    if not here and index + 1 < last and words.items[index].form in _LED and openers.get(index + 1) == "relative":
        return "relative"  # "talks, for which the opposition calls"
    if index + 1 < last and (here in ("contrast", "cause") or index in joints):
        after = openers.get(index + 1, "")
        if after in ("condition", "until"):
            return after
    return here


def _participle(words: Words, lexicon: StanceLexicon, index: int, last: int) -> bool:
    """Whether a participle or adjective opens the clause, as in "rockets, able to reach …".

    In the nominative an adjective may be a predicate; a passive participle between commas is none.
    """
    if index >= last or lexicon.language == "en" or words.items[index].before != "comma":
        return False
    reading = lexicon.morphology.readings(words.items[index].form)[0]
    if reading.case == "nom" and words.items[index].form.endswith(_PASSIVE):
        after = [word.before for word in words.items[index + 1 : min(index + _DESCRIBED, last)]]
        return after[:1] == [""] and "comma" in after
    return reading.case not in (None, "nom") and (reading.pos == "ADJ" or reading.verb_form == "part")


def _to_come(words: Words, lexicon: StanceLexicon, index: int) -> bool:
    """Whether the word is a verb in the future, as in "не буде угоди – запровадимо санкції"."""
    return lexicon.morphology.readings(words.items[index].form)[0].tense == "fut"


def _infinitive(words: Words, lexicon: StanceLexicon, index: int, last: int) -> bool:
    """Whether an infinitive goes on the clause ("refuses to arm and to pay")."""
    if index >= last:
        return False
    form = words.items[index].form
    if lexicon.language == "en":
        return form == "to"
    return lexicon.morphology.readings(form)[0].verb_form == "inf"
