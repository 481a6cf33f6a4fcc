"""Questions that somebody answers with yes or no: "asked whether tanks would come, she replied with a flat no",
"на запитання, чи дасть він танки, X відповів коротким «ні»"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.attribution_subjects import with_role
from streams.language.cues import Cue, CueForm
from streams.language.cues_forms import Form
from streams.language.quotations_acts_spans import act_end
from streams.language.quotations_open_words import finite_verb
from streams.language.quotations_scene import Found, Harvest, Scene, Unit

_NO = frozenset(("no", "ні", "нет"))
_YES = frozenset(("yes", "так", "да"))
_ANSWERS = frozenset(
    (
        *("replied", "answered", "responded", "said"),
        *("відповів", "відповіла", "відповіли", "відповідав", "відповідала", "кинув", "кинула", "відрізав"),
        *("відрізала", "сказав", "сказала", "сказали", "ответил", "ответила", "ответили", "отвечал", "отвечала"),
        *("бросил", "бросила", "отрезал", "отрезала", "сказал"),
    )
)
"""Verbs whose answer is a bare yes or no."""
_GOES_ON = frozenset(("when", "after", "на", "to"))
"""Words that may follow the answer."""
_ASKED = frozenset(
    (
        "asked",
        "pressed",
        "quizzed",
        "questioned",
        "question",
        "запитаний",
        "запитана",
        "запитання",
        "питання",
        "вопрос",
        "вопросы",
    )
)
_SAME = frozenset(
    (
        *("the", "that", "same", "very", "те", "саме", "це", "таке", "ті", "самі", "ж"),
        *("тот", "же", "самый", "этот", "такой"),
    )
)
_TO = frozenset(("to", "на"))
_ABOUT = frozenset(("about", "on", "про", "щодо", "о", "об", "насчёт"))
_WITH = frozenset(("with", "by", "коротким", "категоричним", "рішучим", "решительным", "категоричным"))
_NEAR = 7
"""Tokens from what is asked to its question word."""
_FAR = 16
"""Tokens from the verb to its yes or no: "replied on 3 May with a flat no"."""


def find_answers(scene: Scene, harvest: Harvest) -> None:
    """Add the questions that are answered, in place of what else was taken for the answer's words."""
    for index in scene.positions(_NO | _YES):
        unit = scene.units[scene.unit_at[index]]
        verb = _verb(scene, unit, index)
        asked = _question(scene, unit, verb, index) if unit.speech and verb >= 0 else None
        if asked is None:
            continue
        form = scene.cues[verb] or (finite_verb(scene, verb) if scene.slavic else None)
        form = form or CueForm(Cue(scene.low[verb], ()), Form(scene.low[verb], "past"))
        subject = find_subject(scene, verb, form, unit.first, unit.last, after_first=False)
        if subject is None:
            continue
        first, last = asked
        if first < subject.first < last:
            last = max(first + 1, with_role(scene, subject))
        if not scene.slavic and scene.low[first] == "to":
            first += 1  # "whether to send"
        asks = range(max(unit.first, first - _NEAR), first)
        harvest.found = [
            one
            for one in harvest.found
            if one.kind == "direct" or not (one.order == verb or one.order in asks or one.first <= first < one.last)
        ]
        found = Found(first, last, "act", 0.5, cue=(verb, index + 1), order=verb, frame="answer")
        found.subject, found.gender, found.number = subject, form.form.gender, form.form.number
        harvest.found.append(found)


def _verb(scene: Scene, unit: Unit, index: int) -> int:
    """The verb whose answer the word at `index` is; -1 if it is none."""
    quoted = scene.tokens[index - 1].kind == "quote" if index else False
    after = index + 1 + (quoted and index + 1 < scene.size and scene.tokens[index + 1].kind == "quote")
    ends = after >= unit.last or scene.tokens[after].kind == "punct" or scene.low[after] in _GOES_ON
    plain = after == index + 1 and scene.slavic and scene.low[index] in _YES  # "так" is "so" as well
    if plain or not (ends or after > index + 1):
        return -1
    for position in range(index - 1, max(unit.first - 1, index - _FAR), -1):
        if scene.low[position] in _ANSWERS:
            return position
        if scene.tokens[position].kind not in ("word", "quote", "number") and scene.low[position] != ":":
            break
    return -1


def _question(scene: Scene, unit: Unit, verb: int, answer: int) -> tuple[int, int] | None:
    """The words that are asked, before the verb or after the answer."""
    low = scene.low
    for position in range(unit.first + 1, unit.last - 2):
        if verb <= position <= answer:
            continue
        if scene.slavic:
            marks = [i for i in range(position, max(unit.first, position - 3), -1) if low[i] == ","]
            if not marks or not (low[position] == "ли" or (low[position] == "чи" and marks[0] == position - 1)):
                continue
            asks, first = marks[0], position + 1
        elif low[position] in ("whether", "if") or (low[position] == "about" and low[position - 1] in _ASKED):
            asks, first = position, position + 1
        else:
            continue
        if not any(low[i] in _ASKED for i in range(max(unit.first, asks - _NEAR), asks)):
            continue
        last = act_end(scene, first, unit.last if first > answer else verb)
        last = next((i for i in range(first, last) if low[i] == ","), last)
        return (first, last) if scene.words_between(first, last) > 1 else None
    return _topic(scene, unit, verb, answer) or _asked_before(scene, unit, verb, answer)


def _topic(scene: Scene, unit: Unit, verb: int, answer: int) -> tuple[int, int] | None:
    """What somebody was asked about: "asked about jets, she said no", "на вопрос о займе ответил «нет»"."""
    for index in (*range(unit.first, verb), *range(answer + 1, unit.last - 2)):
        if scene.low[index] not in _ASKED or scene.low[index + 1] not in _ABOUT:
            continue
        first = index + 2
        last = act_end(scene, first, verb if index < verb else unit.last)
        last = next((i for i in range(first, last) if scene.low[i] == ","), last)
        while last > first and scene.low[last - 1] in scene.lexicon.adverbs | scene.lexicon.auxiliaries:
            last -= 1
        return (first, last) if last > first else None
    return None


def _asked_before(scene: Scene, unit: Unit, verb: int, answer: int) -> tuple[int, int] | None:
    """A question that was told before: "на тот же вопрос ответил «нет»", "to the same question replied no"."""
    low = scene.low
    for index in (*range(max(unit.first, verb - _FAR), verb), *range(verb + 1, min(unit.last, answer + _NEAR))):
        if low[index] not in _ASKED:
            continue
        begin = index - 1
        while begin > unit.first and low[begin] in _SAME:
            begin -= 1
        told = range(begin + 1, index)
        if len(told) > 1 and (low[begin] in _TO or low[begin] == "," or begin == verb):
            return begin + (begin == verb), index + 1
        last = next((i for i in range(index + 2, answer) if low[i] in _WITH), -1)
        if verb < index and low[index + 1] in _ABOUT and last > index + 3:
            return index + 2, last  # "answered a question about the tanks with a no"
    return None
