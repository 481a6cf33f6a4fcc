"""Speech with no marks that a dash and its cue close: the sentences before it, in the first person, belong to it.

"Грошей нам бракує. Будівництво скасовано, — сказала міністерка."
"""

from __future__ import annotations

from streams.language.quotations_scene import DASHES, Found, Harvest, Scene

_BACK = 4
"""Sentences before the one with the cue."""
_OURS = frozenset(
    (
        *("я", "ми", "нам", "нас", "нами", "мені", "мене", "мною", "наш", "наша", "наше", "наші", "нашу", "нашого"),
        *("мы", "мне", "меня", "мой", "моя", "наши", "нашей", "нашего", "нашу", "моё", "мои"),
    )
)


def find_unmarked(scene: Scene, harvest: Harvest) -> None:
    """Add the sentences of the paragraph that go before such a report, if one of them says "we" or "I"."""
    if not scene.slavic:
        return
    covered = {
        number
        for one in harvest.found
        if not one.drop
        for number in range(scene.unit_at[one.first], scene.unit_at[min(one.last, scene.size) - 1] + 1)
    }
    for one in list(harvest.found):
        if one.kind == "direct" or one.cue is None or one.drop or one.last > one.cue[0]:
            continue
        if one.last + 1 >= scene.size or (scene.low[one.last] != "," and scene.low[one.last] not in DASHES):
            continue
        dash = any(scene.low[i] in DASHES for i in range(one.last, one.cue[0]))
        number = scene.unit_at[one.first]
        if not dash or scene.units[number].first != one.first or scene.tokens[one.first].kind != "word":
            continue
        first = _opening(scene, number, covered)
        if first is None:
            continue
        begin, end = scene.units[first].first, scene.units[number].first
        more = Found(begin, end, "indirect", 0.6, "continued", cue=one.cue, order=one.order, frame="clause")
        more.subject, more.same_as, more.gender, more.number = one.subject, one, one.gender, one.number
        harvest.found.append(more)
        covered.update(range(first, number))


def _opening(scene: Scene, number: int, covered: set[int]) -> int | None:
    """The first sentence of the speech that ends in sentence `number`."""
    first = number
    while first > 0 and number - first < _BACK:
        before = scene.units[first - 1]
        if before.paragraph != scene.units[number].paragraph or first - 1 in covered or not before.speech:
            break
        first -= 1
    for candidate in range(first, number):
        unit = scene.units[candidate]
        if any(scene.low[i] in _OURS for i in range(unit.first, unit.last)):
            return candidate
    return None
