"""What somebody leaves unsaid: "would not say whether the tanks would come", "Чи дасть він танки, X не сказав".

An answer that is withheld is a position too, if a neutral one.
"""

from __future__ import annotations

from streams.language.attribution import find_subject
from streams.language.attribution_subjects import with_role
from streams.language.cues import Cue, CueForm
from streams.language.cues_acts import ActLexicon
from streams.language.cues_forms import Form
from streams.language.quotations_acts_spans import MAX_TOKENS, act_end
from streams.language.quotations_acts_subjects import acting
from streams.language.quotations_open_words import finite_verb
from streams.language.quotations_scene import Found, Scene, Unit

_TELL = frozenset(
    (
        *("say", "answer", "clarify", "reveal", "disclose", "indicate", "confirm", "explain"),
        *("сказав", "сказала", "сказали", "відповів", "відповіла", "відповіли"),
        *("пояснив", "пояснила", "пояснили", "розповів", "розповіла", "каже", "говорить", "підтвердив", "підтвердила"),
        *("сказал", "сказала", "сказали", "ответил", "ответила", "ответили"),
        *("пояснил", "пояснила", "пояснили", "объяснил", "объяснила", "говорит", "подтвердил", "подтвердила"),
    )
)
"""Verbs that leave a question open where they are denied."""
_EVADE = frozenset(
    (
        *("sidestepped", "dodged", "evaded", "ducked", "skirted", "sidesteps", "dodges"),
        *("ухилився", "ухилилася", "ухилилися", "ухиляється", "пішов", "пішла"),
        *("уклонился", "уклонилась", "уклонились", "уклоняется", "ушёл", "ушел", "ушла"),
    )
)
"""Verbs of leaving a question without an answer."""
EVASIONS = _TELL | _EVADE
_NOT = frozenset(("not", "never", "didn’t", "wouldn’t", "won’t", "doesn’t", "don’t", "не"))
_DECLINED = frozenset(("declined", "refused", "declines", "refuses"))
_QUESTIONS = frozenset(("question", "questions", "запитання", "питання", "вопрос", "вопроса", "відповіді", "ответа"))
_WHETHER = frozenset(("whether", "if", "чи"))
_SLAVIC_WHETHER = "ли"
_FAR = 7
"""Tokens from the verb to the question that it leaves open."""


def evaded(scene: Scene, lexicon: ActLexicon, unit: Unit, index: int) -> Found | None:
    """The question that is left open, as an act of who does not answer it."""
    low = scene.low
    begin = index
    if low[index] in _TELL:
        begin = _denied(scene, unit, index)
        if begin < 0:
            return None
    elif not any(low[i] in _QUESTIONS for i in range(index + 1, min(unit.last, index + _FAR))):
        return None
    form = (finite_verb(scene, index) if scene.slavic else None) or CueForm(Cue(low[index], ()), Form("said", "past"))
    subject = find_subject(
        scene, begin, form, unit.first, index + 1 if not scene.slavic else unit.last, after_first=False
    )
    subject = acting(scene, lexicon, unit, subject) if subject is not None else None
    if subject is None:
        return None
    span = _after(scene, unit, index) or _before(scene, unit, min(begin, with_role(scene, subject)))
    if span is None:
        return None
    found = Found(*span, "act", 0.55, cue=(begin, index + 1), order=index, subject=subject)
    found.gender, found.number = form.form.gender, form.form.number
    return found


def _denied(scene: Scene, unit: Unit, index: int) -> int:
    """Where "would not say", "declined to say", "не став казати" begins; -1 where something is said."""
    low = scene.low
    for position in range(index - 1, max(unit.first, index - 4), -1):
        if low[position] in _NOT:
            return position
        if low[position] in _DECLINED and low[position + 1] == "to":
            return position
        if low[position] != "to" and low[position] not in scene.lexicon.adverbs:
            return -1
    return -1


def _after(scene: Scene, unit: Unit, index: int) -> tuple[int, int] | None:
    """The question after the verb: "…, чи дасть", "whether he would give", "of the tanks"."""
    low = scene.low
    for position in range(index + 1, min(unit.last - 2, index + _FAR)):
        asks = low[position] in _WHETHER or (
            low[position] == "," and _SLAVIC_WHETHER in low[position + 1 : position + 4]
        )
        if asks:
            first = position + (low[position] in (",", "if"))
            return first, act_end(scene, first, unit.last)
        if scene.mention_at[position] >= 0 and low[index] in _TELL:
            return None
        if low[position] in _QUESTIONS and low[position + 1] in ("of", "about", "on", "про", "о", "щодо"):
            return position + 1, act_end(scene, position + 1, unit.last)
    return None


def _before(scene: Scene, unit: Unit, last: int) -> tuple[int, int] | None:
    """The question that opens the sentence: "Whether he would X did not say", "Чи дасть він їх, X не сказав"."""
    low = scene.low
    first = next((i for i in range(unit.first, last) if scene.is_word(i)), last)
    opens = next((i for i in range(first, min(last, first + _FAR)) if low[i] in _WHETHER), -1)
    if opens < 0 and _SLAVIC_WHETHER in low[first : first + 3]:
        opens = first
    if opens < 0:
        return None
    while last > opens and not scene.is_word(last - 1):
        last -= 1
    end = next((i for i in range(opens, last) if low[i] == ","), last)
    return (opens, end) if 3 < end - opens <= MAX_TOKENS else None
