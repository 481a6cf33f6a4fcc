"""Relative clauses between commas, which a clause goes on after."""

from __future__ import annotations

from streams.language.quotations_scene import Scene

_LONGEST = 40
"""Tokens of the longest one."""
_WHOSE = frozenset(("чьё", "чье", "чьего", "чью", "чиє", "чию", "чийого"))


def bracketed(scene: Scene, first: int, index: int) -> int:
    """Where a relative clause opens that a comma closes right before `index`; `index` itself without one."""
    if index - 1 <= first or scene.low[index - 1] != ",":
        return index
    for position in range(index - 2, max(first, index - _LONGEST), -1):
        if scene.low[position] == ",":
            beyond = position + 1
            if scene.low[beyond] in scene.lexicon.prepositions:
                beyond += 1
            word = scene.low[beyond]
            return position if word in scene.lexicon.relatives or word in _WHOSE else index
    return index
