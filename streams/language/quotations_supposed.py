"""Verbs of speech in clauses that only suppose it: "if the minister agreed to talks, …" reports nobody."""

from __future__ import annotations

from streams.language.quotations_scene import DASHES, Scene
from streams.language.quotations_turns import past_time

_REACH = 14
"""Tokens before a verb among which its clause opens."""
_IF = {
    "en": frozenset(("if", "unless", "whether", "lest")),
    "uk": frozenset(("якщо", "якби", "хіба")),
    "ru": frozenset(("если", "ежели", "разве")),
}


def supposed(scene: Scene, first: int, index: int) -> bool:
    """Whether the verb at `index` stands in a condition whose sentence starts at `first`."""
    words = _IF[scene.lexicon.language]
    for position in range(index - 1, max(first, index - _REACH) - 1, -1):
        word = scene.low[position]
        if word in words:
            return not (scene.slavic and _contrasts(scene, position + 1, index))
        if word in (",", ";", ":", "(", ")") or word in DASHES or scene.in_direct(position):
            return False
    return False


def _contrasts(scene: Scene, first: int, index: int) -> bool:
    """Whether "if" sets a past time against what follows: "якщо в березні вона відмовлялася, то нині …"."""
    form = scene.cues[index]
    past = form is not None and form.form.tense == "past"
    return past and past_time(scene, first, index) > first and not any(w in _WOULD for w in scene.low[first:index])


_WOULD = frozenset(("б", "би", "бы"))
