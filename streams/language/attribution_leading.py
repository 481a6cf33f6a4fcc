"""English infinitives of telling that a verb before them makes a report: "went on to say", "used a speech to argue"."""

from __future__ import annotations

from streams.language.quotations_scene import Scene

_LEADING = frozenset(
    (
        *("went", "goes", "used", "uses", "took", "takes", "seized", "chose", "rose", "proceeded"),
        *("hastened", "rushed"),
        *("hurried", "ventured", "continued", "continues", "stood", "turned", "returned", "paused"),
        *("intervened", "interrupted", "likes", "loves", "liked", "prefers"),
    )
)
"""Verbs whose infinitive tells what their subject then did."""
_EAGER = frozenset(
    (
        *("quick", "careful", "keen", "anxious", "pains", "swift", "first", "last", "forced", "obliged", "compelled"),
        *("fond", "prompt"),
    )
)
"""Words between a form of "be" and the infinitive of what was said."""
_BETWEEN = frozenset(("at", "very", "also", "always", "too", "the", "great", "only", "especially", "particularly"))
_BE = frozenset(("was", "were", "is", "are"))
_BECOME = frozenset(("become", "became", "becomes", "remains", "remained", "been"))
_SOLE = frozenset(("first", "only", "last", "latest", "second", "third"))
"""Words that make an infinitive tell what was done: "became the first minister to say"."""
_REACH = 9


def leading_verb(scene: Scene, to: int, first: int) -> int:
    """The verb that leads to the infinitive after the word "to" at token `to`; -1 if none does.

    Args:
        scene: the article.
        to: the token of "to".
        first: first token of the sentence.
    """
    low = scene.low
    for position in range(to - 1, max(first, to - _REACH), -1):
        word = low[position]
        if scene.tokens[position].kind != "word":
            return -1
        if word in _LEADING and scene.mention_at[position] < 0:
            return position
        if (
            word in _SOLE
            and low[position - 1] == "the"
            and low[position - 2] in _BE | _BECOME
            and position - 2 >= first
        ):
            return position - 2
        if position == to - 1 and word == "had":
            return position
        if position == to - 1 and word in _EAGER:
            before = position - 1
            while before > first and low[before] in _BETWEEN:
                before -= 1
            return before if low[before] in _BE else -1
        if scene.cues[position] is not None or word in scene.lexicon.auxiliaries:
            return -1
    return -1
