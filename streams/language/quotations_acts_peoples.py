"""Nationals who act for their country: "the Hungarians rejected the loan", "американці відновлюють допомогу".

What they like or fear may be what a poll has found; what they agree to, refuse or supply is the government's deed.
"""

from __future__ import annotations

from streams.language.cues_acts import ActForm
from streams.language.document import MentionSpan
from streams.language.quotations_acts_words import small_words
from streams.language.quotations_scene import Scene, Subject, Unit

_FELT = frozenset(
    (
        *("support", "back", "oppose", "favor", "favour", "want", "hope", "expect", "vote", "prefer", "be", "wait"),
        *("elect", "welcome", "blame", "condemn", "choose", "leave", "close", "open", "speak", "praise", "meet"),
        *("підтримувати", "хотіти", "сподіватися", "очікувати", "чекати", "голосувати", "проголосувати", "воліти"),
        *("прагнути", "вимагати", "зустріти", "засуджувати", "хвалити", "вітати", "розраховувати"),
        *("поддерживать", "хотеть", "надеяться", "ожидать", "ждать", "голосовать", "проголосовать", "желать"),
        *("стремиться", "требовать", "встретить", "осуждать", "хвалить", "приветствовать", "рассчитывать"),
    )
)
_POLLED = ("poll", "survey", "опит", "опрос", "соціолог", "социолог")


def people(scene: Scene, unit: Unit, index: int, form: ActForm) -> Subject | None:
    """The nationals beside the verb at `index` as their government, which then has a mention; None if none act."""
    peoples = scene.document.peoples
    if not peoples or form.cue.form.number == "sing" or form.cue.cue.lemma in _FELT:
        return None
    skipped = small_words(scene.lexicon).helping
    position = index - 1
    while position > unit.first and scene.low[position] in skipped:
        position -= 1
    if scene.low[position] not in peoples and scene.slavic:
        position = scene.skip(index + 1, unit.last - 1, skipped)
    if not unit.first <= position < unit.last or scene.low[position] not in peoples or scene.mention_at[position] >= 0:
        return None
    if not _whole(scene, unit, position) or _polled(scene, unit):
        return None
    token = scene.tokens[position]
    actor_id, name = peoples[scene.low[position]]
    scene.mentions.append(
        MentionSpan(
            token.start, token.end, position, position + 1, token.text, "LOC", actor_id, name, 0.7,
            kind="institution", number="plur", cases=frozenset(("nom",)) if scene.slavic else frozenset(),
        )
    )  # fmt: skip
    return Subject(position, position + 1, len(scene.mentions) - 1, None, "plur", inverted=position > index)


def _whole(scene: Scene, unit: Unit, position: int) -> bool:
    """Whether no word narrows the nationals to some of them ("young Poles", "десятки тысяч")."""
    if not scene.slavic and not scene.is_upper(position):
        return False
    if position == unit.first:
        return True
    before = scene.low[position - 1]
    if not scene.slavic:
        return before in ("the", "and", "but", ",", "while", "as") or not scene.is_word(position - 1)
    if before in scene.lexicon.prepositions or before in scene.lexicon.determiners:
        return False
    return not any(r.pos in ("ADJ", "DET", "NUM") for r in scene.morphology.readings(before)[:6])


def _polled(scene: Scene, unit: Unit) -> bool:
    return any(word == "%" or word.startswith(_POLLED) for word in scene.low[unit.first : unit.last])
