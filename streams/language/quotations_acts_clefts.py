"""Clefts: "a ceasefire is what Norvania wants", "вывод войск — вот чего требует X", "what X rejects is a freeze".

What is wanted or refused stands before the verb and its subject, behind a word that sums it up, or after a copula.
"""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues_acts import ActForm, ActLexicon
from streams.language.quotations_acts_spans import act_end, clause_start, skip_time
from streams.language.quotations_acts_subjects import acting
from streams.language.quotations_scene import DASHES, Found, Scene, Unit

_SURE = 0.6
_NEAR = 9
"""Tokens between the relative word and its verb, and between the verb and a copula."""
_WHAT = frozenset(("what", "чего", "что", "чему", "чого", "що", "чому"))
_THIS = frozenset(("вот", "ось", "это", "це", "именно", "саме"))
_EXACTLY = frozenset(("exactly", "precisely", "just", "also", "still", "now", "always"))
_COPULAS = frozenset(("is", "was", "are", "were"))


def cleft(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int, form: ActForm) -> Found | None:
    """The act of the verb at `index` if a relative word stands for its object."""
    if not any(act.takes in ("object", "infinitive") and not act.rest for act in form.acts):
        return None
    what = _relative(scene, unit, index)
    if what < 0:
        return None
    span = _after(scene, lexicon, unit, index) if what == unit.first else _before(scene, lexicon, unit, what)
    if span is None or scene.words_between(*span) < 2 or scene.low[span[0]] in scene.lexicon.pronouns:
        return None
    end = index if not scene.slavic else act_end(scene, index, unit.last)
    subject = find_subject(scene, index, form.cue, what + 1, end, after_first=scene.slavic)
    subject = acting(scene, lexicon, unit, subject) if subject is not None else None
    if subject is None:
        return None
    found = Found(*span, "act", _SURE, cue=(index, index + 1), order=index, subject=subject)
    found.gender, found.number = form.cue.form.gender, form.cue.form.number
    return found


def _relative(scene: Scene, unit: Unit, index: int) -> int:
    """The word that stands for the verb's object; -1 without one in the verb's clause."""
    for position in range(index - 1, max(unit.first, index - _NEAR) - 1, -1):
        if scene.low[position] in _WHAT:
            return position
        if scene.tokens[position].kind == "punct":
            break
    return -1


def _before(scene: Scene, lexicon: ActLexicon, unit: Unit, what: int) -> tuple[int, int] | None:
    """What the relative word sums up: "… is what", "…, это то, чего", "… — вот чего"."""
    low = scene.low
    last = what - 1
    if scene.slavic:
        if low[last] == "," and low[last - 1] in ("то", "те", "саме", "того"):
            last -= 2
        pointed = last
        while last > unit.first and low[last] in _THIS:
            last -= 1
        if pointed == last or (low[last] not in (",", ":") and low[last] not in DASHES):
            return None
    else:
        while last > unit.first and low[last] in _EXACTLY:
            last -= 1
        if low[last] not in _COPULAS:
            return None
    first = skip_time(scene, lexicon, clause_start(scene, unit, last), last)
    return (first, last) if first < last else None


def _after(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> tuple[int, int] | None:
    """What follows the copula of "What X wants is …"."""
    for position in range(index + 1, min(unit.last - 1, index + _NEAR)):
        if scene.low[position] in _COPULAS and not scene.slavic:
            return position + 1, act_end(scene, position + 1, unit.last)
    return None
