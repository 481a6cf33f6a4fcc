"""Whether words only bring a matter up ("the debate on X", "they talked about X") and take no side."""

from __future__ import annotations

from collections.abc import Sequence

from streams.stances.passage import Passage
from streams.stances.patterns import Hit

_ATTRIBUTES = 3
"""Words between what brings the matter up and the words that name it."""


_SETTLED = ("closed", "settled", "закрит", "закрыт", "вирішен", "решен", "знят", "снят")
"""How the words begin that close a question: a position."""
_PREDICATE = 5
"""Words after the issue among which such a word stands."""


def only_raised(passage: Passage, anchors: Sequence[tuple[Hit, bool, bool]]) -> bool:
    """Whether all the words that name an issue stand behind words that merely bring it up.

    Args:
        passage: the quotation's words.
        anchors: where it names the issue, as for the reading of its stance.
    """
    return _behind(passage, "matter", anchors)


def only_discussed(passage: Passage, anchors: Sequence[tuple[Hit, bool, bool]]) -> bool:
    """Whether the object of a deed is an event or a text about the issue: "held a meeting on X", "presented a study of
    X"."""
    return _behind(passage, "event", anchors)


def _behind(passage: Passage, group: str, anchors: Sequence[tuple[Hit, bool, bool]]) -> bool:
    raises = passage.hits.get(group, ())
    if not anchors or not raises or any(opposed for _, opposed, _ in anchors):
        return False  # a wording of the opposite side tells a position: "the question of the islands is closed"
    return all(_raised(passage, raises, hit) for hit, _, _ in anchors)


def _raised(passage: Passage, raises: Sequence[Hit], anchor: Hit) -> bool:
    return any(
        0 <= anchor.first - hit.last <= _ATTRIBUTES
        and not any(
            word.form.startswith(_SETTLED) for word in passage.words.items[anchor.last : anchor.last + _PREDICATE]
        )
        and all(word.before in ("", "quote") for word in passage.words.items[hit.last : anchor.first + 1])
        for hit in raises
    )
