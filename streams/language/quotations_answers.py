"""Answers of one word: "Asked whether Norvania should join, Smith said no", "На запитання, чи …, X відповів «так»".

What was asked is what was said, or its opposite: the cue of such a report is the word "yes" or "no".
"""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.quotations_open_words import can_speak
from streams.language.quotations_scene import DASHES, Found, Harvest, Scene, Unit

YES = frozenset(("yes", "так", "да"))
NO = frozenset(("no", "ні", "нет"))
_WORDS = YES | NO
_ANSWERED = frozenset(
    (
        *("said", "says", "answered", "answers", "replied", "replies", "responded"),
        *("відповів", "відповіла", "відповідає", "сказав", "сказала", "відказав", "відказала", "кинув", "кинула"),
        *("ответил", "ответила", "отвечает", "сказал", "сказала", "бросил", "бросила"),
    )
)
_ASKED = ("asked", "question", "запит", "спитал", "спросил", "вопрос", "питан")
_WHETHER = frozenset(("whether", "чи", "ли"))
_NEAR = 5
"""Most tokens between the verb and the answer."""
_SHORTEST = 3


def find_answers(scene: Scene, harvest: Harvest) -> None:
    """Add what was asked as what was said, in place of other readings of the question."""
    for index in scene.positions(_WORDS):
        number = scene.unit_at[index]
        unit = scene.units[number]
        if not unit.speech or not _alone(scene, unit, index):
            continue
        verb = _verb(scene, unit, index)
        form = scene.cues[verb] if verb >= 0 else None
        if form is None:
            continue
        asked = _asked(scene, unit, min(verb, index))
        if asked is None and number:
            before = scene.units[number - 1]
            asked = _asked(scene, before, before.last) if before.speech else None
        if asked is None:
            continue
        first, last = asked
        subject = find_subject(scene, verb, form, max(unit.first, last), unit.last, after_first=verb > index)
        if subject is None or not (subject.pronoun or can_speak(scene, subject)):
            continue
        own = range(unit.first, unit.last)
        harvest.found = [f for f in harvest.found if f.order not in own and (f.last <= first or last <= f.first)]
        found = Found(first, last, "indirect", 0.6, cue=(index, index + 1), order=index, frame="answer")
        found.subject, found.gender, found.number = subject, form.form.gender, form.form.number
        harvest.found.append(found)


def _alone(scene: Scene, unit: Unit, index: int) -> bool:
    """Whether the word is all of the answer: a mark follows it, and a mark or the verb stands before it."""
    after = scene.tokens[index + 1].kind if index + 1 < unit.last else "punct"
    if after in ("word", "number") or index == unit.first:
        return index == unit.first and after != "word"
    before = index - 1
    return scene.tokens[before].kind != "word" or scene.low[before] in _ANSWERED


def _verb(scene: Scene, unit: Unit, index: int) -> int:
    """The verb of answering beside the word; -1 if there is none."""
    for position in range(index - 1, max(unit.first, index - _NEAR) - 1, -1):
        if scene.low[position] in _ANSWERED:
            return position
        if scene.low[position] == ",":
            break
    for position in range(index + 1, min(unit.last, index + _NEAR + 1)):
        if scene.low[position] in _ANSWERED and any(
            scene.low[i] == "," or scene.low[i] in DASHES for i in range(index + 1, position)
        ):
            return position
    return -1


def _asked(scene: Scene, unit: Unit, limit: int) -> tuple[int, int] | None:
    """The tokens of the clause that somebody was asked: what follows "whether", up to its comma."""
    low = scene.low
    at = next((i for i in range(unit.first, limit) if low[i] in _WHETHER), -1)
    if at < 0 or not any(low[i].startswith(_ASKED) for i in range(unit.first, at)):
        return None
    first = at + 1
    if low[at] == "ли":
        while first > unit.first and low[first - 1] != ",":
            first -= 1
    last = next((i for i in range(at + 1, limit) if low[i] == "," or scene.ends_sentence(i)), limit)
    return (first, last) if scene.words_between(first, last) >= _SHORTEST else None
