"""Where a reported clause begins and ends."""

from __future__ import annotations

from streams.language.quotations_colon import somebody_else
from streams.language.quotations_narrated import narrated
from streams.language.quotations_scene import DASHES, Scene, Unit
from streams.language.quotations_turns import turn

DAYS = frozenset(
    (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "earlier",
        "later",
        "recently",
        "again",
        "also",
        "flatly",
        "repeatedly",
        "publicly",
        "this",
        "last",
        "week",
        "month",
        "night",
        "morning",
        "afternoon",
        "evening",
        "year",
        "fortnight",
        "ago",
    )
)
"""English words of time that stand between a verb and its clause."""
_CREDITS = frozenset(("фото", "відео", "видео", "photo", "video", "ілюстрація", "иллюстрация", "скриншот", "скріншот"))
_DAY_NAMES = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_LENGTHS = frozenset(
    (
        *("day", "days", "week", "weeks", "month", "months", "year", "years"),
        *("hour", "hours", "decade", "decades", "minutes"),
    )
)
_LENGTH = 5
"""Words of a length of time: "A year and a half"."""
PARTICLES = frozenset(("to", "out", "up", "off", "down", "back", "away"))
"""English words after a verb that make another verb of it, or an infinitive of what follows."""


def clause_end(scene: Scene, first: int, last: int, cue: int | None) -> int:
    """Where the reported clause that starts at token `first` ends, at most at `last`.

    It ends before a cue that goes on with the report ("…, додавши, що", "… but said"), before a reporter's phrase that
    closes the sentence ("…, reports Reuters"), and before direct speech.

    Args:
        cue: the token of the cue that governs the clause, if it stands before it.
    """
    low = scene.low
    lexicon = scene.lexicon
    depth = 0
    index = first
    subordinate = cue is not None and _subordinate(scene, cue)
    governing = scene.cues[cue] if cue is not None else None
    converb = scene.slavic and governing is not None and governing.form.tense == "conv"
    while index < last:
        word = low[index]
        if word in _CREDITS and index + 1 < last and low[index + 1] == ":" and scene.is_upper(index):
            return index  # a caption glued to its line
        if scene.mark_at[index] >= 0:
            mark = scene.marks[scene.mark_at[index]]
            if scene.direct[scene.mark_at[index]] and mark.open >= first:
                return index
            index = max(index + 1, min(mark.after, last)) if mark.open >= first else index + 1
            continue
        if word in ("(", "["):
            depth += 1
        elif word in (")", "]"):
            depth -= 1
            if depth < 0:
                return index
        elif depth == 0 and index == first + 1 and word in lexicon.conjunctions:
            if _coordinate(scene, index, last, cue):
                return index
        elif depth == 0 and index > first + 1:
            if (word == "," or word in DASHES) and index + 1 < last:
                if _goes_on(scene, index + 1, last, cue, word):
                    return index
                if (subordinate and _main_clause(scene, index + 1, last)) or (converb and _verb_next(scene, index + 1)):
                    return index
            elif word == ";" and somebody_else(scene, index + 1, last):
                return index
            elif word in lexicon.conjunctions and _coordinate(scene, index, last, cue):
                return index - 1 if low[index - 1] == "," else index
            elif (
                scene.ends_sentence(index)
                and index + 1 < last
                and scene.is_upper(index + 1)
                and index + 2 < last
                and scene.unit_at[index] != scene.unit_at[index + 1]
            ):
                return index
        index += 1
    return last


def past_time(scene: Scene, index: int, last: int) -> int:
    """English: the token after "on Thursday", "Thursday", "last week" that starts at `index`; `index` if none does."""
    low = scene.low
    start = index + (low[index] == "on") if index < last else index
    if start + 1 >= last:
        return index
    lately = start == index and low[start] in ("last", "this") and low[start + 1] in DAYS
    if not (low[start] in _DAY_NAMES or lately):
        return index  # but "last month's vote" is an object
    while start < last and low[start] in DAYS:
        start += 1
    return start


def after_dateline(scene: Scene, unit: Unit) -> int:
    """The first token after a dateline ("WARSAW (AFP) - ")."""
    low = scene.low
    for position in range(unit.first, min(unit.last - 1, unit.first + 12)):
        if low[position] in DASHES:
            words = [i for i in range(unit.first, position) if scene.tokens[i].kind == "word"]
            if (
                words
                and scene.tokens[words[0]].text.isupper()
                and len(scene.tokens[words[0]].text) > 2
                and (all(scene.is_upper(i) or scene.tokens[i].kind != "word" or len(low[i]) < 5 for i in words))
            ):
                return position + 1
            return unit.first
    return unit.first


def _subordinate(scene: Scene, cue: int) -> bool:
    """Whether the cue itself stands in a subordinate clause ("while aides said …", "Merz, who said …")."""
    unit = scene.units[scene.unit_at[cue]]
    lexicon = scene.lexicon
    form = scene.cues[cue]
    if scene.slavic and form is not None and form.form.tense == "conv":
        return False
    for index in range(cue - 1, max(unit.first, cue - 16) - 1, -1):
        word = scene.low[index]
        opens = index == unit.first or scene.low[index - 1] in (",", "(") or scene.low[index - 1] in DASHES
        if opens and word in lexicon.prepositions and word not in lexicon.subordinators and index + 1 < cue:
            word = scene.low[index + 1]
        if opens and (word in lexicon.subordinators or word in lexicon.relatives) and word not in lexicon.that:
            return True
        if not scene.slavic and word in ("after", "before") and _length_before(scene, index, unit.first):
            return True
        if word == "," or (scene.mark_at[index] >= 0 and scene.in_direct(index)):
            return False
    return False


def _length_before(scene: Scene, index: int, first: int) -> bool:
    """English: whether a length of time opens the sentence before "after": "Ten years after leaders promised …"."""
    return first < index <= first + _LENGTH and scene.low[index - 1] in _LENGTHS


def _verb_next(scene: Scene, index: int) -> bool:
    """Whether the main verb follows a converb clause ("…, сказавши, що …, пішов")."""
    return any(
        r.pos == "VERB" and r.tense == "past" and r.verb_form == "fin"
        for r in scene.morphology.readings(scene.low[index])[:2]
    )


def _main_clause(scene: Scene, index: int, last: int) -> bool:
    """Whether a clause of its own starts at `index`: a subject and soon a finite verb."""
    lexicon = scene.lexicon
    word = scene.low[index]
    if (
        word in lexicon.relatives
        or word in lexicon.subordinators
        or word in lexicon.conjunctions
        or word in lexicon.complementisers
    ):
        return False
    if word in lexicon.prepositions or not scene.is_word(index):
        return False
    return scene.finite_between(index, min(last, index + 7))


def _goes_on(scene: Scene, index: int, last: int, cue: int | None, mark: str) -> bool:
    """Whether what follows a comma or dash is another cue and no part of the clause."""
    low = scene.low
    lexicon = scene.lexicon
    position = index
    if low[index] in ("while", "whereas", "тогда", "тоді") and _reports_soon(scene, index + 1, min(last, index + 6)):
        return True
    if mark == "," and cue is not None and turn(scene, position, last, scene.cues[cue], report=True) >= 0:
        return True
    if low[position] in lexicon.conjunctions:
        if _coordinate(scene, position, last, cue):
            return True
        if mark == "," and narrated(scene, position + 1, last, scene.cues[cue] if cue is not None else None):
            return True
        if scene.slavic and cue is not None and _other_speaker(scene, position + 1, last, complement=True):
            return True
        position += 1
    while position < last and position - index < 3 and (low[position] in lexicon.adverbs):
        position += 1
    if position >= last:
        return False
    if low[position] in lexicon.as_words and position == index and _as_report(scene, position, last):
        return True
    if low[position] in lexicon.according and scene.phrase(lexicon.according, position, last):
        return _closes(scene, position, last)
    found = scene.cues[position]
    if found is None or scene.mention_at[position] >= 0:
        return not scene.slavic and _english_tail(scene, index, last)
    names = found.cue.names
    if found.form.tense == "conv":
        return not found.cue.weak and bool(names & {"clause", "quote", "about", "infinitive", "label"})
    if found.form.tense in ("past", "pres") and not found.cue.weak and names & {"clause", "cites"}:
        if scene.slavic:
            # a verb with its subject after it: "…, повідомляє агентство"
            return low[position - 1] not in lexicon.relatives and _closes(scene, position, last)
        return _closes(scene, position, last)
    return False


def _reports_soon(scene: Scene, first: int, last: int) -> bool:
    """Whether a sure finite cue stands among the tokens: somebody else is reported."""
    for index in range(first, last):
        found = scene.cues[index]
        if found is not None and not found.cue.weak and found.form.tense in ("past", "pres"):
            return True
    return False


def _closes(scene: Scene, position: int, last: int) -> bool:
    """Whether the words from `position` on are a reporter's phrase: no further clause hangs on them."""
    for index in range(position + 1, last):
        if scene.low[index] in scene.lexicon.that and index - position < 8:
            return False
    return True


def _as_report(scene: Scene, position: int, last: int) -> bool:
    for index in range(position + 1, min(last, position + 7)):
        found = scene.cues[index]
        if found is not None and found.form.tense in ("past", "pres") and not found.cue.weak:
            return True
        if scene.low[index] in (",", "quoted", "cited"):
            return scene.low[index] != ","
    return False


def _english_tail(scene: Scene, index: int, last: int) -> bool:
    """ ", SITA reported." or ", he said." at the end of the sentence."""
    opening = scene.lexicon.subordinators | scene.lexicon.relatives | scene.lexicon.prepositions
    limit = min(last, index + 14)
    for position in range(index, limit):
        word = scene.low[position]
        if scene.tokens[position].kind == "punct" and word not in (".", "’"):
            return False
        found = scene.cues[position]
        if found is None or scene.mention_at[position] >= 0 or found.cue.weak:
            if position == index and word in opening:
                return False
            continue
        if found.form.tense not in ("past", "pres") or not found.cue.names & {"clause", "quote"}:
            return False
        if position == index:
            return False
        rest = [i for i in range(position + 1, last) if scene.is_word(i)]
        return (
            len(rest) <= 4
            or scene.low[position + 1] in (",", "in", "on", "at", "during", "after")
            or scene.low[position + 1] in DAYS
        )
    return False


def _coordinate(scene: Scene, index: int, last: int, cue: int | None) -> bool:
    """Whether the conjunction at `index` joins another cue to the one before the clause ("… and added that")."""
    low = scene.low
    lexicon = scene.lexicon
    position = index + 1
    while (
        position < last
        and position - index < 4
        and (
            low[position] in lexicon.adverbs
            or low[position] in lexicon.auxiliaries
            or (low[position] in ("that",) and False)
        )
    ):
        position += 1
    if position >= last:
        return False
    if (
        low[position] in lexicon.pronouns
        and position + 1 < last
        and scene.cues[position + 1] is not None
        and not scene.slavic
    ):
        position += 1
    if not scene.slavic and cue is not None and _other_speaker(scene, index + 1, last):
        return True
    found = scene.cues[position]
    if found is None or found.form.tense not in ("past", "pres") or scene.mention_at[position] >= 0:
        return False
    if found.cue.names <= {"label", "cites"} or (found.cue.weak and "clause" not in found.cue.names):
        return False
    if cue is None:
        return False
    governing = scene.cues[cue]
    if governing is None:
        return False
    if governing.form.number == found.form.number and _complement(scene, position, last):
        return True
    if governing.form.tense != found.form.tense and governing.form.tense in ("past", "pres"):
        return False
    if found.cue.weak:
        return _complement(scene, position, last)
    if governing.form.number and found.form.number and governing.form.number != found.form.number:
        return False
    if governing.form.gender and found.form.gender and governing.form.gender != found.form.gender:
        return False
    return not (not scene.slavic and found.form.tense == "pres" and governing.form.tense == "past")


def _other_speaker(scene: Scene, first: int, last: int, *, complement: bool = False) -> bool:
    """ "…, and rights groups warned that": after the conjunction somebody named speaks in turn."""
    named = False
    for index in range(first, min(last, first + (9 if complement else 7))):
        word = scene.low[index]
        if scene.mention_at[index] >= 0 or word in scene.lexicon.heads:
            named = True
            continue
        found = scene.cues[index]
        if found is not None:
            verb = found.form.tense in ("past", "pres") and not found.cue.weak and scene.low[index - 1] != "to"
            governs = _complement(scene, index, last) or (
                "infinitive" in found.cue.names
                and any(scene.can_be(i, "inf") for i in range(index + 1, min(last, index + 6)))
            )
            if complement and not governs:
                return False
            return named and verb and bool(found.cue.names & {"clause", "quote"})
        if (
            scene.tokens[index].kind == "punct"
            or word in scene.lexicon.prepositions
            or (word in scene.lexicon.auxiliaries and word not in ("has", "have", "had"))
            or word in scene.lexicon.relatives
        ):
            return False
    return False


def _complement(scene: Scene, position: int, last: int) -> bool:
    return any(scene.low[i] in scene.lexicon.that for i in range(position + 1, min(last, position + 4)))
