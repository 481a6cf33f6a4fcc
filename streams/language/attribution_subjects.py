"""Subjects: what a mention, a noun or a pronoun is to a verb."""

from __future__ import annotations

from streams.language.cues import CueForm
from streams.language.quotations_scene import Scene, Subject

REACH = 45
"""Tokens that a subject can stand away from its cue, over appositions and relative clauses."""
CONJOINING = frozenset(("and", "і", "й", "та", "и"))
NOUN_PHRASE = 9
"""Longest speaker that is no mention, in tokens."""


def mention_subject(scene: Scene, index: int, *, inverted: bool = False) -> Subject:
    """A mention as a subject."""
    mention = scene.mentions[index]
    if mention.type == "ROLE":
        # the name right after the role is the speaker
        following = _past_name(scene, past_comma(scene, mention.last))
        if following < scene.size and scene.mention_at[following] >= 0:
            beside = scene.mentions[scene.mention_at[following]]
            if beside.type == "PER" and (not mention.cases or not beside.cases or mention.cases & beside.cases):
                index, mention = scene.mention_at[following], beside
    return Subject(mention.first, mention.last, index, mention.gender, mention.number, inverted=inverted)


def past_comma(scene: Scene, index: int) -> int:
    """The name of the apposition after a comma at `index` ("її шеф, прем'єр X, …", "їхній автор, кандидат у мери X"),
    else `index`."""
    if index + 1 >= scene.size or scene.low[index] != "," or not scene.slavic:
        return index
    held = scene.mention_at[index + 1]
    opens = held >= 0 and scene.mentions[held].type == "PER" and scene.mentions[held].role_start is not None
    if opens and scene.tokens[index + 1].start == scene.mentions[held].role_start:
        return index + 1 if _closes(scene, scene.mentions[held].last) else index
    if scene.low[index + 1] not in scene.lexicon.people:
        return index
    for position in range(index + 2, min(scene.size, index + _APPOSITION)):
        held = scene.mention_at[position]
        if held >= 0 and scene.mentions[held].type == "PER":
            mention = scene.mentions[held]
            nominative = not mention.cases or "nom" in mention.cases
            return position if nominative and _closes(scene, mention.last) else index
        if not scene.is_word(position) or scene.cues[position] is not None:
            break
    return index


_APPOSITION = 8
"""Tokens from a comma among which the name stands that a post introduces."""


def _closes(scene: Scene, index: int) -> bool:
    """Whether an apposition ends before `index`."""
    return index >= scene.size or scene.low[index] in (",", "—", "–") or scene.ends_sentence(index)


def _past_name(scene: Scene, index: int) -> int:
    """One past a body's name in quotation marks that stands at `index`: "лідер фракції «Світанок» X"."""
    mark = scene.mark_at[index] if index < scene.size else -1
    if mark < 0 or scene.direct[mark] or scene.marks[mark].open != index or not scene.marks[mark].closed:
        return index
    marked = scene.marks[mark]
    return marked.last + 1 if marked.last - index <= _NAME and scene.is_upper(index + 1) else index


_NAME = 6
"""Tokens of the longest name of a body in quotation marks."""


def agrees(form: CueForm, gender: str | None, number: str | None) -> bool:
    """Whether a subject of that gender and number fits the verb's form; what is not known fits."""
    wanted = form.form
    if wanted.number == "sing" and number == "plur":
        return False
    if wanted.number == "plur" and number == "sing":
        return False
    return not (wanted.gender and gender and wanted.number != "plur" and wanted.gender != gender)


def owner(scene: Scene, noun: int, last: int) -> Subject | None:
    """Whose statement a noun of speech names: the name or role right after it ("у заяві міністерства")."""
    for index in range(noun + 1, min(last, noun + 6)):
        if scene.tokens[index].kind == "punct":
            break
        mention = scene.mention_at[index]
        if mention >= 0:
            return mention_subject(scene, mention)
        if scene.low[index] in scene.lexicon.heads:
            return Subject(index, index + 1, None, None, None, head=scene.low[index])
    return None


_TIME_NOUNS = frozenset(
    (
        *("day", "days", "week", "weeks", "weekend", "month", "months", "year", "years", "morning", "afternoon"),
        *("evening", "night", "hours", "spring", "summer", "autumn", "fall", "winter", "wake", "run-up", "january"),
        *("february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
        *("december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "first"),
    )
)
_TIME_SMALL = frozenset(
    (
        *("the", "a", "that", "this", "same", "early", "earlier", "late", "later", "last", "past", "only", "just"),
        *("ago", "barely"),
        *("previous", "next", "of", "few", "several", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    )
)


def only_time(scene: Scene, first: int, last: int) -> bool:
    """Whether English tokens only tell when: "the week", "the early hours of Friday", "the 20th"."""
    told = False
    for index in range(first, last):
        token = scene.tokens[index]
        word = scene.low[index].removeprefix("mid-")
        if token.kind == "number" or word[:1].isdigit() or word in _TIME_NOUNS:
            told = True
        elif word not in _TIME_SMALL and token.kind != "punct":
            return False
    return told


def over_time(scene: Scene, index: int, first: int) -> int:
    """The token before an auxiliary that a phrase parts from its verb ("has for the first time said"), else `index`."""
    low = scene.low
    for position in range(index, max(first, index - 6), -1):
        if scene.tokens[position].kind not in ("word", "number") or scene.mention_at[position] >= 0:
            break
        opens = low[position] in scene.lexicon.prepositions or low[position] == "as"  # "had as late as March said"
        if opens and low[position - 1] in scene.lexicon.auxiliaries:
            position -= 1
            while position >= first and low[position] in scene.lexicon.auxiliaries | scene.lexicon.adverbs:
                position -= 1
            return position
    return index


def with_role(scene: Scene, subject: Subject) -> int:
    """Where the subject begins, with the role before its name."""
    begin = subject.first
    start = scene.mentions[subject.mention].role_start if subject.mention is not None else None
    while start is not None and begin > 0 and scene.tokens[begin - 1].start >= start:
        begin -= 1
    return begin


def joined_names(scene: Scene, number: int) -> bool:
    """Whether "and" joins the mention to another one before it: "Smith and Minister Roe say"."""
    first = scene.mentions[number].first
    while first > 0 and scene.mention_at[first - 1] == number:
        first -= 1
    return first > 1 and scene.low[first - 1] in CONJOINING and scene.mention_at[first - 2] >= 0


def is_thing(scene: Scene, first: int) -> bool:
    """Whether the name in quotation marks is that of a thing: "ураган «Мілтон»"."""
    if first < 2 or scene.tokens[first - 1].kind != "quote" or not scene.is_word(first - 2):
        return False
    noun = scene.low[first - 2]
    known = scene.lexicon.people | scene.lexicon.institutions | scene.lexicon.media
    opens = scene.units[scene.unit_at[first]].first == first - 2
    return (opens or not scene.is_upper(first - 2)) and noun not in known and scene.morphology.lemma(noun) not in known
