"""Where the clause of a reported act begins and ends, and which of its words tell what the act is about."""

from __future__ import annotations

from streams.language.cues_acts import Act, ActLexicon
from streams.language.quotations_acts_words import small_words
from streams.language.quotations_brackets import bracketed
from streams.language.quotations_scene import DASHES, Scene, Subject, Unit

MAX_TOKENS = 40
"""Longest complement."""
_YEAR = 4
"""Figures of a year."""
_FAR = 12
"""Tokens after a verb among which its infinitive stands."""
_INFINITIVE = {"uk": ("ти", "тися", "тись"), "ru": ("ть", "ться", "ти", "тись", "чь"), "en": ()}


def complement_of(
    scene: Scene, lexicon: ActLexicon, unit: Unit, act: Act, subject: Subject, cue: tuple[int, int], limit: int
) -> tuple[int, int] | None:
    """The tokens that tell what the act is about: after the verb, or, in a language of free order, before it."""
    index, end = cue
    start = skip_time(scene, lexicon, end, limit)
    inverted = scene.slavic and subject.first >= index
    if scene.slavic and inverted and start <= subject.first < limit and subject.first - start <= 2:
        start = skip_time(scene, lexicon, after_subject(scene, subject, limit), limit)
    if scene.slavic and start + 1 < limit and scene.low[start] in _ALSO:
        start += 1
    right = fits(scene, act, start, limit)
    if act.whole:
        return (min(_clause_begin(scene, lexicon, unit, index, subject), right[0]), right[1]) if right else None
    if not scene.slavic:
        opener = _begin(scene, subject) - 1
        described = act.takes == "object" and subject.first < index and opener > unit.first
        # "the jets which Norvania ordered in May are late": the object stands before
        return None if described and scene.low[opener] in ("which", "whom") else right
    left_end = index if inverted else _begin(scene, subject)
    if left_end > index:
        left_end = index
    while left_end > unit.first and scene.low[left_end - 1] in small_words(scene.lexicon).negated:
        left_end -= 1
    if right is not None and _apart(scene, end, right[0]):
        right = None
    means = right is not None and act.takes == "object" and _instrumental(scene, right[0])
    if right is not None and not means and not (inverted and start > subject.first):
        return right
    opener = bracketed(scene, unit.first, left_end)
    left_start = skip_time(scene, lexicon, clause_start(scene, unit, opener), opener)
    left = _object_before(scene, act, left_start, left_end)
    if left is None and (right is None or means) and not inverted and act.takes == "object":
        left_start = skip_time(scene, lexicon, after_subject(scene, subject, index), index)
        if left_start + 1 < index and scene.low[left_start + 1] not in lexicon.days:
            left = _object_before(scene, act, left_start, index)
    return left or right


def _object_before(scene: Scene, act: Act, first: int, last: int) -> tuple[int, int] | None:
    """The complement among tokens before the verb; an object has two words and the case of one."""
    while last > first and scene.low[last - 1] in small_words(scene.lexicon).negated:
        last -= 1
    if last <= first:
        return None
    found = fits(scene, act, first, last)
    if found is None or act.takes != "object":
        return found
    return found if scene.words_between(*found) > 1 and accusative(scene, *found) else None


def _apart(scene: Scene, first: int, last: int) -> bool:
    """Whether a converb in commas follows the verb: "вибори він відкидав, посилаючись на …"."""
    return scene.verbal(last) == "conv" and sum(scene.low[i] == "," for i in range(first, last)) % 2 == 1


def _instrumental(scene: Scene, index: int) -> bool:
    """Whether the word can only tell by what means ("виправдав погрозами"): the object then stands before the verb."""
    if scene.mention_at[index] >= 0:
        return False
    readings = scene.morphology.readings(scene.low[index])[:3]
    return all(r.case == "ins" and r.pos in ("NOUN", "ADJ") for r in readings)


def _clause_begin(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, subject: Subject) -> int:
    """Where the clause of the verb begins, without its subject if that stands first."""
    first = skip_time(scene, lexicon, clause_start(scene, unit, index), index)
    return max(first, subject.last) if subject.first <= index and _begin(scene, subject) <= first else first


def after_rest(scene: Scene, lexicon: ActLexicon, rest: tuple[str, ...], index: int, last: int) -> int:
    """One past the words that belong to the verb at `index` ("signed *off* on Monday *on* …"), -1 without them."""
    end = index + 1
    if not rest:
        return end
    while end < last and scene.low[end] in scene.lexicon.negations and end - index < 3:
        end += 1
    for word in rest:
        if end < last and not _same(scene.low[end], word):
            end = skip_time(scene, lexicon, end, last)
        if word in _SHOWN and end < last and scene.low[end] != word:
            end = _over_description(scene, word, end, last)
        if end >= last or not _same(scene.low[end], word):
            return -1
        end += 1
    return end


_SHOWN = frozenset(
    (
        *("support", "backing", "opposition", "doubts", "readiness", "willingness", "scepticism"),
        *("skepticism", "blessing"),
        *("approval", "consent", "weight", "objections", "reservations"),
    )
)
"""Nouns of a stance before which a possessive or adjectives stand: "voiced his *full* support for"."""
_DESCRIBED = 3


def _over_description(scene: Scene, word: str, first: int, last: int) -> int:
    """Where `word` stands behind at most a few words that describe it; `first` if it does not."""
    for index in range(first, min(last, first + _DESCRIBED + 1)):
        if scene.low[index] == word:
            return index
        joint = scene.low[index] in scene.lexicon.prepositions or scene.low[index] in scene.lexicon.complementisers
        if joint or scene.mention_at[index] >= 0 or not scene.is_word(index):
            return first
    return first


def _same(one: str, other: str) -> bool:
    return one == other or (one in _IN and other in _IN)


_ALSO = frozenset(("і", "й", "и", "та"))
"""Conjunctions that mean "too" before an object: "заветував і допомогу"."""
_IN = frozenset(("в", "у", "во"))


def accusative(scene: Scene, first: int, last: int) -> bool:
    """Whether the phrase can be an object: one of its first nouns or adjectives is accusative or, negated, genitive."""
    for index in range(first, min(last, first + 3)):
        if scene.mention_at[index] >= 0:
            cases = scene.mentions[scene.mention_at[index]].cases
            return not cases or "acc" in cases
        readings = scene.morphology.readings(scene.low[index])
        if any(r.pos in ("NOUN", "PROPN", "ADJ", "DET") for r in readings[:3]):
            return any(r.case in ("acc", "gen") for r in readings)
    return True


def fits(scene: Scene, act: Act, start: int, limit: int) -> tuple[int, int] | None:
    """The complement among the tokens start…limit, if it is of the sort that the act takes."""
    low = scene.low
    lexicon = scene.lexicon
    if start >= limit or not (scene.is_word(start) or scene.tokens[start].kind == "quote"):
        return None
    if act.prepositions:
        first = next((i for i in range(start, min(limit, start + 4)) if low[i] in act.prepositions), None)
        if first is None or first + 1 >= limit or scene.tokens[first + 1].kind == "number":
            return None
        return first, limit
    if act.takes == "infinitive":
        for position in range(start, min(limit, start + _FAR)):
            if scene.slavic:
                if low[position].endswith(_INFINITIVE[lexicon.language]) and scene.can_be(position, "inf"):
                    return (start, limit) if scene.words_between(start, limit) > 1 else None
            elif low[position] == "to" and position + 1 < limit and position - start <= 3:
                return (start, limit) if scene.words_between(position, limit) > 2 else None
        return None
    word = low[start]
    if not act.rest and word in lexicon.prepositions and _object_after(scene, start, limit):
        return start, limit  # "approved at first reading the draft"
    blocked = small_words(lexicon).blocked
    if (word in blocked and not act.rest) or word in ("to", "up", "out", "off", "down", "back", "away"):
        return None
    if (
        scene.slavic
        and not act.rest
        and not any(
            scene.mention_at[i] >= 0
            or scene.tokens[i].kind == "number"
            or any(r.pos in ("NOUN", "PROPN") for r in scene.morphology.readings(low[i])[:3])
            for i in range(start, min(limit, start + 6))
        )
    ):
        return None
    return start, limit


def _object_after(scene: Scene, start: int, limit: int) -> bool:
    """Whether an object stands after the prepositional phrase that begins at `start`."""
    for index in range(start + 2, min(limit, start + _FAR)):
        word = scene.low[index]
        before = scene.low[index - 1]
        if scene.tokens[index].kind == "punct" or word in scene.lexicon.conjunctions:
            return False
        if before in scene.lexicon.prepositions or word in scene.lexicon.prepositions:
            continue
        if not scene.slavic:
            if word in ("a", "an", "the", "its", "his", "her", "their"):
                return index - start > 2
            continue
        readings = scene.morphology.readings(word)[:3]
        if scene.mention_at[index] < 0 and readings[0].pos == "NOUN" and index - start > 1:
            cases = {r.case for r in readings if r.pos == "NOUN"}
            if "acc" in cases and not _governed(scene, start, index):
                return True
    return False


def _governed(scene: Scene, start: int, index: int) -> bool:
    """Whether the noun belongs to the preposition before it: only adjectives, numbers and pronouns between."""
    for position in range(index - 1, start - 1, -1):
        if scene.low[position] in scene.lexicon.prepositions:
            return True
        pos = scene.morphology.readings(scene.low[position])[0].pos
        if pos not in ("ADJ", "DET", "NUM", "PRON") and scene.tokens[position].kind != "number":
            return False
    return False


def _begin(scene: Scene, subject: Subject) -> int:
    """First token of the subject with the role before the name."""
    first = subject.first
    if subject.mention is not None:
        while first > 0 and scene.mention_at[first - 1] == subject.mention:
            first -= 1
    return first


def after_subject(scene: Scene, subject: Subject, limit: int) -> int:
    """One past the subject, with the genitives and names that belong to it."""
    last = subject.last
    while last < limit and scene.is_word(last):
        mention = scene.mention_at[last]
        if mention >= 0 and scene.mentions[mention].first <= last:
            if scene.mentions[mention].cases and not scene.mentions[mention].cases & {"gen", "nom"}:
                break
            last = max(last + 1, scene.mentions[mention].last)
            continue
        break
    return last


def skip_time(scene: Scene, lexicon: ActLexicon, start: int, limit: int) -> int:
    """Over adverbs and words of time: "on Monday", "15 грудня", "у середу"."""
    timed = small_words(scene.lexicon).timed
    while start < limit:
        word = scene.low[start]
        following = scene.low[start + 1] if start + 1 < limit else ""
        if not scene.slavic:
            beyond = _time_phrase(scene, lexicon, start, limit)
            if beyond > start:
                start = beyond
                continue
        if word in scene.lexicon.prepositions and word in lexicon.days:
            place = scene.mention_at[start + 1] if start + 1 < limit else -1
            if place >= 0 and scene.mentions[place].type == "LOC":
                start = max(start + 1, scene.mentions[place].last)
                continue
            if following not in lexicon.days and not following.isdigit():
                break
        elif scene.tokens[start].kind == "number":
            if following not in lexicon.days:
                break
        elif word not in lexicon.days and word not in timed and not (word == "," and start + 1 < limit):
            break
        start += 1
    return start


def _time_phrase(scene: Scene, lexicon: ActLexicon, start: int, limit: int) -> int:
    """One past "in the early hours of Friday" or "late on Tuesday"; `start` if no words of time begin there."""
    told = start
    for index in range(start, min(limit, start + 8)):
        word = scene.low[index]
        if word in lexicon.times:
            told = index + 1
        elif scene.tokens[index].kind == "number":
            before = scene.low[index - 1]
            if len(word) == _YEAR and index > start and (before == "in" or before in lexicon.times):
                told = index + 1  # "in 2031", "in June 2031"
        elif word not in lexicon.timely:
            break
    return told


def act_end(scene: Scene, first: int, last: int) -> int:
    """Where the clause of the act ends: at a mark, at another clause, or at a joined verb."""
    low = scene.low
    lexicon = scene.lexicon
    for index in range(first, min(last, first + MAX_TOKENS)):
        word = low[index]
        if scene.in_direct(index) or word in (";", ":", "(") or word in DASHES:
            return index
        if scene.ends_sentence(index) and (index + 1 >= last or scene.is_upper(index + 1)):
            return index
        if word == "," and index + 1 < last:
            following = low[index + 1]
            if (
                following in lexicon.relatives
                or following in lexicon.subordinators
                or following in lexicon.conjunctions
                or following in lexicon.complementisers
                or following in lexicon.prepositions
                or following in lexicon.pronouns
                or following.endswith("ing")
                or _clause_follows(scene, index + 1, min(last, index + 5))
                or _somebody_acts(scene, index + 1, last)
            ):
                return index
        if (word in lexicon.conjunctions or word in lexicon.subordinators) and index > first:
            beyond = index + 1
            while beyond < last and low[beyond] in lexicon.adverbs:
                beyond += 1
            if word in lexicon.subordinators or (beyond < last and _is_finite(scene, beyond)):
                return index
    return min(last, first + MAX_TOKENS)


def _somebody_acts(scene: Scene, index: int, last: int) -> bool:
    """Whether a name with its verb follows: "after Norvania annexed the islands, Holm issued …"."""
    held = scene.mention_at[index]
    while held >= 0 and index < last and scene.mention_at[index] == held:
        index += 1
    return held >= 0 and index < last and scene.mention_at[index] < 0 and _is_finite(scene, index)


def _clause_follows(scene: Scene, first: int, last: int) -> bool:
    """Whether a clause with a verb of its own starts at `first`."""
    lexicon = scene.lexicon
    words = lexicon.relatives | lexicon.complementisers
    last = next((index for index in range(first, last) if scene.low[index] in words), last)
    if scene.slavic:
        return scene.finite_between(first, last)
    return any(scene.low[i] in lexicon.auxiliaries or scene.cues[i] is not None for i in range(first, last))


def _is_finite(scene: Scene, index: int) -> bool:
    if scene.mention_at[index] >= 0:
        return False
    if scene.slavic:
        return scene.verbal(index) == "fin"
    return scene.cues[index] is not None or (scene.low[index].endswith("ed") and scene.verbal(index) is not None)


def clause_start(scene: Scene, unit: Unit, index: int) -> int:
    """Where the clause that ends at `index` starts: after a mark before which another clause stands."""
    low = scene.low
    lexicon = scene.lexicon
    for position in range(index - 1, max(unit.first, index - MAX_TOKENS) - 1, -1):
        word = low[position]
        if word in (";", ":", ")") or word in DASHES or scene.in_direct(position):
            return position + 1
        if word in lexicon.conjunctions and position + 1 < index and low[position - 1] == ",":
            return position + 1
        joint = word == "," or word in lexicon.conjunctions
        if joint and scene.slavic and scene.finite_between(max(unit.first, position - 8), position):
            return position + 1
    return unit.first if index - unit.first <= MAX_TOKENS else index - MAX_TOKENS
