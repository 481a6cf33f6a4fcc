"""What stands after an English reporting verb whose clause stands before it: nothing that the verb could govern."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.quotations_bare import after_addressee, after_circumstance, is_clause
from streams.language.quotations_clauses import DAYS
from streams.language.quotations_complements import came_out
from streams.language.quotations_scene import Scene, Unit
from streams.language.quotations_times import english_time

_ADDRESSING = frozenset(("tell", "assure", "reassure", "remind", "inform", "notify", "warn", "caution", "advise"))
"""Verbs whose object is who is told."""
_POINTS = frozenset(("the", "that", "this", "last", "next"))
_TIMES = DAYS | frozenset(("day", "week", "month", "year", "morning", "evening", "night", "afternoon", "weekend"))


def english_report(scene: Scene, index: int, unit: Unit, inverted: bool, whole: bool) -> bool:
    """English: what follows the verb is its subject, a time, a place or an addressee, not a clause.

    Args:
        whole: whether a main clause stands before the cue.
    """
    low = scene.low
    lexicon = scene.lexicon
    form = scene.cues[index] or scene.cues[index - 1]
    position = index + 1
    if position + 1 < unit.last and low[position] == "," and scene.tokens[position + 1].kind == "quote":
        # "X, a historian who was there, recalled, “…”": direct speech follows
        return scene.mark_at[position + 1] < 0 or scene.marks[scene.mark_at[position + 1]].open != position + 1
    if position >= unit.last or scene.ends_sentence(position) or low[position] in (",", ";", "-", "–", "—", ")"):
        return True
    if inverted:
        return low[position] != "that" and _inverted(scene, index, unit)
    if low[position] in ("that", "whether", ":"):
        return False
    if _dated(scene, position, unit.last):
        return True
    if form is not None and form.cue.lemma in _ADDRESSING:
        rest = _segment(scene, position, unit.last)
        after = after_addressee(scene, position, rest)
        if whole and (_audience(scene, position, rest) or _eve(scene, after, rest)):
            return True
        if whole and after < rest and low[after] in lexicon.prepositions:
            return True
        if low[after] in lexicon.determiners and rest + 1 < unit.last and low[rest + 1] in lexicon.auxiliaries:
            return True  # "Force, she told the interior ministry, must …"
        return rest - after <= 2 or not is_clause(scene, after, rest, form)
    if low[position] in DAYS or low[position] in lexicon.prepositions or low[position] in lexicon.adverbs:
        rest = _segment(scene, position, unit.last)
        beyond = scene.skip(position, rest, DAYS)
        if beyond == rest:
            return True
        if low[position] in DAYS and scene.finite_between(position + 1, rest):
            return False
        after = after_circumstance(scene, position, rest)
        if whole:
            # one circumstance after another; a clause would open with its subject
            while after < rest and (low[after] in lexicon.prepositions or low[after] in DAYS):
                beyond = after_circumstance(scene, after, rest)
                if beyond == after:
                    return True
                after = beyond
            if after < rest and low[after] == "that" and came_out(scene, after):
                return True
            return after >= rest or not is_clause(scene, after, rest, form)  # type: ignore[arg-type]
        if after > position and rest - after > 2 and is_clause(scene, after, rest, form):  # type: ignore[arg-type]
            return False
        return not _clause_inside(scene, position, rest)
    return bool(low[position] in lexicon.subordinators and low[position] not in ("if",))


_CIRCUMSTANCES = frozenset(
    ("after", "before", "during", "following", "amid", "despite", "since", "in", "at", "on", "under", "over", "for")
)


_WHEN_CLAUSES = frozenset(("when", "while", "whilst", "as", "after", "before", "where"))


def circumstance(scene: Scene, first: int, last: int) -> bool:
    """Whether the tokens are phrases that tell when or why, not a clause: "After months of doubt, X agreed to …".

    A clause of time behind such a phrase belongs to it: "A year ago, when the talks began, X warned of …".
    """
    begin = first
    for index in range(first, last + 1):
        if index < last and scene.low[index] != ",":
            continue
        placed = begin > first and scene.low[begin] in _WHEN_CLAUSES
        if begin < index and not (placed or english_time(scene, begin, index) == index or _phrase(scene, begin, index)):
            return False
        begin = index + 1
    return True


def _phrase(scene: Scene, first: int, last: int) -> bool:
    """Whether the tokens are a phrase that a preposition of time, place or reason opens."""
    if scene.low[first] not in _CIRCUMSTANCES:
        return False
    words = scene.lexicon
    for index in range(first + 1, last):
        word = scene.low[index]
        if word in words.auxiliaries or word in words.pronouns or word in words.first_second:
            return False
        if scene.low[index - 1] in words.prepositions or scene.month(index):
            continue
        if scene.cues[index] is not None or (word.endswith("ed") and scene.verbal(index) is not None):
            return False
        if scene.morphology.readings(word)[0].pos == "VERB" and not word.endswith("ing"):
            return False
    return True


def _audience(scene: Scene, first: int, last: int) -> bool:
    """Whether those who are told are named in a few words with no article: "told business people in Luria"."""
    words = scene.lexicon
    for index in range(first, min(last, first + _LONGEST_AUDIENCE + 1)):
        word = scene.low[index]
        if index > first and (word in words.prepositions or word in DAYS):
            return True
        known = word in words.auxiliaries or word in words.pronouns or word in words.determiners or word == "that"
        if known or scene.mention_at[index] >= 0 or scene.tokens[index].kind != "word" or scene.cues[index] is not None:
            return False
    return 0 < last - first <= _LONGEST_AUDIENCE


def _eve(scene: Scene, first: int, last: int) -> bool:
    """Whether a time before or after something is told: "days before he won", "two weeks after the vote"."""
    for index in range(first, min(last, first + _LONGEST_AUDIENCE)):
        if scene.low[index] in ("before", "after", "ahead"):
            return index > first and english_time(scene, first, index) >= index
    return False


_LONGEST_AUDIENCE = 3
"""Words that name those who are told, or a span of time."""


def _dated(scene: Scene, position: int, last: int) -> bool:
    """Whether all that follows is a time without a preposition: "announced the same Wednesday"."""
    if scene.low[position] not in _POINTS:
        return False
    rest = _segment(scene, position, last)
    return rest - position <= _LONGEST_TIME and any(scene.low[i] in _TIMES for i in range(position + 1, rest))


_LONGEST_TIME = 4
"""Words of a time without a preposition."""


def _inverted(scene: Scene, index: int, unit: Unit) -> bool:
    """`…, said X`: a noun phrase follows the verb, and nothing it could govern; before the comma stands a clause."""
    position = index + 1
    end = min(unit.last, index + 24)
    while (
        position < end
        and scene.low[position] not in (",", ";", ":")
        and not (scene.ends_sentence(position) and position + 1 >= unit.last)
    ):
        if scene.cues[position] is not None or scene.low[position] in scene.lexicon.auxiliaries:
            return False
        position += 1
    if position + 1 < end and scene.low[position] == "," and scene.low[position + 1] in scene.lexicon.auxiliaries:
        return scene.low[index - 1] == ","  # "The tax, said X, must stay": the clause goes on behind the speaker
    left = find_subject(scene, index, scene.lexicon.table["said"], unit.first, index, after_first=False)
    return left is None or scene.finite_between(unit.first, left.first)


def _clause_inside(scene: Scene, first: int, last: int) -> bool:
    for index in range(first, last):
        if (
            scene.low[index] in scene.lexicon.pronouns
            and index + 1 < last
            and scene.finite_between(index + 1, min(last, index + 3))
        ):
            return not any(
                scene.low[i] in ("when", "as", "after", "before", "because", "while") for i in range(first, index)
            )
        if scene.low[index] == "that":
            return not came_out(scene, index)
    return False


def _segment(scene: Scene, first: int, last: int) -> int:
    for position in range(first, last):
        if scene.low[position] in (",", ";", ":") or (scene.ends_sentence(position) and position + 1 >= last):
            return position
    return last
