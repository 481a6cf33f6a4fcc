"""English verbs that their object parts from their particle: "ruled it out", "turned the request down"."""

from __future__ import annotations

from streams.language.cues_acts import Act, ActLexicon
from streams.language.quotations_clauses import DAYS
from streams.language.quotations_scene import Scene

_LONGEST = 9
"""Words of an object that stands before the particle, at most: longer ones stand after it."""
_POINTING = frozenset(("it", "this", "that", "them", "these", "those", "both", "all", "such"))
_MORE = frozenset(("and", "but", "or", "as", "when", "while", "because", "again", "altogether", "outright", "entirely"))


def particle_after(scene: Scene, lexicon: ActLexicon, act: Act, index: int, last: int) -> int:
    """Where the particle of the verb at `index` stands behind its object, -1 if it does not."""
    particle = lexicon.particle(act)
    if scene.slavic or not particle:
        return -1
    words = scene.lexicon
    for position in range(index + 1, min(last, index + _LONGEST + 2)):
        word = scene.low[position]
        if word == particle:
            return position if position > index + 1 and _closes(scene, position + 1, last) else -1
        if word in _POINTING:
            continue
        if (
            scene.tokens[position].kind not in ("word", "number")
            or word in words.auxiliaries
            or word in words.relatives
        ):
            return -1
        if position == index + 1 and (word in words.prepositions or word in words.adverbs):
            return -1
        before = scene.low[position - 1]
        if scene.cues[position] is not None and before not in words.determiners and before not in words.possessives:
            return -1
    return -1


def parted(scene: Scene, lexicon: ActLexicon, index: int, last: int) -> bool:
    """Whether the verb at `index` has its particle behind its object."""
    form = lexicon.table.get(scene.low[index])
    return form is not None and any(particle_after(scene, lexicon, act, index, last) >= 0 for act in form.acts)


def _closes(scene: Scene, position: int, last: int) -> bool:
    """Whether what stands after the particle is no object of it: "called the talks off on Monday"."""
    if position >= last or scene.tokens[position].kind not in ("word", "number") or scene.ends_sentence(position):
        return True
    word = scene.low[position]
    return word in scene.lexicon.prepositions or word in DAYS or word in _MORE or word in scene.lexicon.adverbs
