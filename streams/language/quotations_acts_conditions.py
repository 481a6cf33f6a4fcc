"""Conditions of acts: "…, if they agree", "made aid conditional on a truce", "поставив допомогу в залежність від …"."""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.cues import Cue, CueForm
from streams.language.cues_acts import ActLexicon
from streams.language.cues_forms import Form
from streams.language.quotations_acts_spans import MAX_TOKENS, act_end
from streams.language.quotations_acts_subjects import acting
from streams.language.quotations_open_words import finite_verb
from streams.language.quotations_scene import DASHES, Found, Scene, Unit

CONDITIONED = frozenset(
    (
        *("conditional", "contingent", "dependent", "зависимость", "залежність", "залежним", "залежною", "зависимым"),
        *("зависимой", "зависимость"),
    )
)
"""Words before the condition to which something is tied."""
_ON = frozenset(("on", "upon", "від", "от"))
_MADE = frozenset(("made", "makes", "make"))
_PUT = ("постав", "ставит", "ставл", "зроби", "роби", "сдела", "дела")
_FAR = 9


def conditioned(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    """What is tied and to what, as an act of the subject of the verb."""
    if index + 2 >= unit.last or scene.low[index + 1] not in _ON:
        return None
    verb = next((i for i in range(index - 1, max(unit.first, index - _FAR) - 1, -1) if _verb(scene, i)), None)
    if verb is None or index - verb < 2:
        return None
    form = finite_verb(scene, verb) if scene.slavic else CueForm(Cue("make", ()), Form(scene.low[verb], "past"))
    if form is None:
        return None
    end = act_end(scene, index + 1, unit.last)
    subject = find_subject(scene, verb, form, unit.first, verb + 1 if not scene.slavic else end, after_first=False)
    subject = acting(scene, lexicon, unit, subject) if subject is not None else None
    if subject is None or subject.first > verb:
        return None
    found = Found(verb + 1, end, "act", 0.6, cue=(verb, verb + 1), order=verb, subject=subject)
    found.gender, found.number = form.form.gender, form.form.number
    return found


def _verb(scene: Scene, index: int) -> bool:
    return scene.low[index].startswith(_PUT) if scene.slavic else scene.low[index] in _MADE


def with_conditions(scene: Scene, lexicon: ActLexicon, first: int, last: int, limit: int) -> int:
    """The end of an act with what it depends on ("…, if they agree") and what its document says ("a law that …")."""
    while last < limit and last - first < MAX_TOKENS:
        begin = last + 1 if scene.low[last] == "," else last
        if begin >= limit:
            break
        opens = scene.low[begin] in lexicon.condition_openers and any(
            tuple(scene.low[begin : begin + len(words)]) == words for words in lexicon.conditions
        )
        tells = (
            scene.low[last] == ","
            and (scene.low[begin] in scene.lexicon.relatives or _describes(scene, begin))
            and any(lexicon.is_document(scene.low[i]) for i in range(first, last))
        )
        told = scene.low[last] == "," and begin > last and scene.low[begin] in scene.lexicon.complementisers
        opens = opens or (told and any(scene.low[last - 1] == words[-1] for words in lexicon.conditions if words[1:]))
        if not opens and not tells:
            break
        last = _subordinate_end(scene, begin + 1, min(limit, first + MAX_TOKENS))
        if tells:
            break
    return last


def _describes(scene: Scene, index: int) -> bool:
    """Whether a participle opens what a document says: "резолюцію, що вимагає …", "a bill, banning …"."""
    if not scene.slavic:
        return scene.low[index].endswith("ing")
    return scene.tokens[index].kind == "word" and scene.verbal(index) == "part"


def _subordinate_end(scene: Scene, first: int, limit: int) -> int:
    for index in range(first, limit):
        word = scene.low[index]
        if scene.in_direct(index) or word in (";", ":", "(", ")") or (word in DASHES and word != "-"):
            return index
        if scene.ends_sentence(index) and (index + 1 >= limit or scene.is_upper(index + 1)):
            return index
        if word == "," and index - first > 1 and index + 1 < limit:
            following = scene.low[index + 1]
            if following not in scene.lexicon.complementisers and following not in scene.lexicon.relatives:
                return index
    return limit
