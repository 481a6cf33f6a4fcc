"""The English noun phrase that ends before a verb: its head, not the object of a preposition inside it."""

from __future__ import annotations

from streams.language.attribution_subjects import NOUN_PHRASE, mention_subject, only_time
from streams.language.quotations_clauses import after_dateline
from streams.language.quotations_scene import Scene, Subject

_STATES = frozenset(("opposition", "government", "office", "power", "parliament", "congress", "court", "cabinet"))
_OCCASIONS = frozenset(("campaign", "vote", "opposition"))
"""Nouns of bodies that tell when somebody spoke: "In the 2031 campaign Smith"."""
_OCCUPATIONS = (
    *("ist", "er", "or", "man", "woman", "ant", "ian", "ee"),
    *("head", "chief", "mate", "king", "queen", "’s", "s’"),
)
"""How nouns for persons end, which stand before a name as its title."""


def phrase_back(scene: Scene, index: int, bound: int) -> Subject | None:
    """The noun phrase that ends at `index`: its head, not the object of a preposition inside it."""
    low = scene.low
    lexicon = scene.lexicon
    if index < bound:
        return None
    pronoun = low[index].removesuffix("’s").removesuffix("’d")
    if pronoun in lexicon.pronouns:
        gender, number = lexicon.pronouns[pronoun]
        return Subject(index, index + 1, None, gender, number, pronoun=True)
    if low[index] in lexicon.first_second:
        return Subject(index, index + 1, None, None, None, pronoun=True, head=low[index])
    best: int | None = None
    generic: tuple[int, str] | None = None
    position = index
    start = index
    while position >= bound and index - position < 22:
        word = low[position]
        token = scene.tokens[position]
        if token.kind in ("dash",) or (token.kind == "punct" and word not in (".", "’", "'", "(", ")", "&", "/")):
            # an apposition before the name: "the secretary of state, John Kerry"
            break
        if scene.mark_at[position] >= 0 and scene.in_direct(position):
            break
        if scene.ends_sentence(position) and position < index and not (len(low[position - 1]) <= 4):
            break
        mention = scene.mention_at[position]
        if mention < 0 and (
            (word in lexicon.conjunctions and word != "and") or word in lexicon.relatives or word in lexicon.auxiliaries
        ):
            break
        if word in lexicon.prepositions and mention < 0:
            if word not in ("of", "for", "from", "at", "in", "on", "with", "to") and (
                best is not None or generic is not None
            ):
                break
            if best is not None and _leads(scene, position + 1, scene.mentions[best].first):
                break
            # what stands after the preposition is its object, not the head
            best = None
            generic = None
            start = position
            position -= 1
            continue
        if (
            scene.cues[position] is not None
            and position < index
            and word not in lexicon.heads
            and mention < 0
            and (best is not None or generic is not None)
        ):
            break
        if mention >= 0:
            found = scene.mentions[mention]
            possessive = (found.last < scene.size and low[found.last] in ("’s", "’", "'s")) or scene.tokens[
                found.last - 1
            ].lower.endswith(("’s", "s’"))
            if (generic is not None and found.type != "PER") or (
                possessive and (best is not None or generic is not None)
            ):
                # "OSCE spokeswoman", "Bulatov's lawyer": the noun is the speaker
                start = found.first
            elif (
                best is None or (found.type == "PER" and scene.mentions[best].type != "PER" and not possessive)
            ) and generic is None:
                best = mention
            start = min(start, found.first)
            position = min(position, found.first) - 1
            continue
        if word in lexicon.heads and generic is None and best is None:
            generic = (position, word)
        start = position
        if word in lexicon.determiners:
            if (
                best is None
                and generic is None
                and not (position > bound and low[position - 1] in lexicon.prepositions)
            ):
                generic = (index, low[index])
                break
            if not (position > bound and low[position - 1] in lexicon.prepositions):
                break
        position -= 1
    if best is not None:
        return mention_subject(scene, best)
    if generic is not None:
        plural = generic[1] in lexicon.collective or generic[1] in ("sources", "witnesses")
        return Subject(
            max(start, bound), max(index + 1, start + 1), None, None, "plur" if plural else None, head=generic[1]
        )
    if scene.is_upper(index) and scene.tokens[index].kind == "word":
        begin = index
        while begin > bound and scene.tokens[begin - 1].kind == "word" and scene.is_upper(begin - 1):
            begin -= 1
        if low[begin] in lexicon.subordinators or low[begin] in lexicon.prepositions:
            return None
        return Subject(begin, index + 1, None, None, None, head=low[index])
    if scene.tokens[index].kind == "word" and index - start < NOUN_PHRASE and scene.cues[index] is None:
        return Subject(max(start, bound), index + 1, None, None, None, head=low[index])
    return None


def _leads(scene: Scene, index: int, name: int) -> bool:
    """Whether the words from `index` to the name only tell when or where: "On Tuesday Smith", "In Berlin Scholz"."""
    while name - 1 > index and scene.low[name - 1].endswith(("’s", "s’")) and scene.is_upper(name - 1):
        owner = scene.mention_at[name - 1]  # "on Thursday Russia's Smith"
        name = scene.mentions[owner].first if owner >= 0 else name - 1
    held = scene.mention_at[name]
    while (
        name - 1 > index and held >= 0 and scene.mention_at[name - 1] == held and not only_time(scene, name - 1, name)
    ):
        name -= 1
    if held >= 0 and scene.mentions[held].type == "PER" and _fronted(scene, index, name):
        return True
    if {scene.low[name], scene.low[name - 1]} & scene.lexicon.people:
        # "on Tuesday foreign ministry spokeswoman Smith", "in early March Prime Minister Smith"
        while name - 1 > index and scene.tokens[name - 1].kind == "word" and not only_time(scene, name - 1, name):
            name -= 1
    if only_time(scene, index, name):
        return True
    if name - index == 1 and scene.low[index] in _STATES and scene.low[index - 1] == "in":
        return True  # "While in opposition Smith"
    place = scene.mention_at[index]
    if place >= 0 and scene.mentions[place].type == "LOC" and scene.mentions[place].last == name:
        return True
    return _own_phrase(scene, index, name)


def _fronted(scene: Scene, index: int, name: int) -> bool:
    """ "After months of hesitation Smith agreed": a phrase of common nouns opens the sentence, none for a person."""
    lexicon = scene.lexicon
    first = after_dateline(scene, scene.units[scene.unit_at[index]])
    noun = scene.low[name - 1]
    if scene.low[first] not in lexicon.prepositions or name - first < 3 or noun.endswith(_OCCUPATIONS):
        return False
    if noun in lexicon.heads or noun in lexicon.people or noun in lexicon.prepositions or noun in lexicon.conjunctions:
        return False
    return all(
        scene.tokens[i].kind in ("word", "number")
        and (i == first or scene.mention_at[i] >= 0 or not scene.is_upper(i))
        and scene.low[i] not in lexicon.auxiliaries
        and scene.low[i] not in lexicon.relatives
        and (scene.cues[i] is None or scene.low[i - 1] in lexicon.prepositions)
        for i in range(first, name)
    )


def _own_phrase(scene: Scene, index: int, name: int) -> bool:
    """ "In his evening address Smith said": a phrase with its own noun opens the sentence; the name is not in it."""
    unit = scene.units[scene.unit_at[index]]
    lexicon = scene.lexicon
    opens = index - 1 <= after_dateline(scene, unit)
    if not opens or not (scene.low[index] in lexicon.determiners or scene.low[index] in lexicon.possessives):
        return False
    words = range(index + 1, name)
    return len(words) > 0 and all(
        (
            scene.tokens[i].kind == "word"
            and not scene.is_upper(i)
            and (scene.low[i] not in lexicon.heads or scene.low[i] in _OCCASIONS)
        )
        or only_time(scene, i, i + 1)  # "At the January summit", "In a 2022 speech"
        for i in words
    )
