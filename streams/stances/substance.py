"""Whether the words of a quotation say something by themselves, or only name, place or ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.base import Language
from streams.language.morphology import Morphology, Reading, morphology
from streams.stances.patterns import Hit, starting_in
from streams.stances.words import Words

_ASKS: dict[Language, frozenset[str]] = {
    "en": frozenset(("what", "why", "how", "who", "whom", "whose", "where", "when", "which")),
    "uk": frozenset(("чому", "навіщо", "як", "хто", "кого", "кому", "де", "куди", "коли", "чий", "скільки", "яким")),
    "ru": frozenset(("почему", "зачем", "как", "кто", "кого", "кому", "где", "куда", "когда", "чей", "сколько")),
}
"""Words that open an indirect question, or tell when something was said."""
_PREDICATIVES: dict[Language, frozenset[str]] = {
    "en": frozenset(("is", "are", "was", "were", "be", "would", "will", "must", "should", "can", "could")),
    "uk": frozenset(
        (
            *("немає", "нема", "треба", "потрібно", "слід", "можна", "варто", "час", "пора", "за", "проти", "ні"),
            *("потрібен", "потрібна", "потрібне", "потрібні", "необхідна", "необхідний", "необхідне", "необхідні"),
            *("готовий", "готова", "готові", "готове", "повинен", "повинна", "повинні", "повинне", "згоден", "згодна"),
        )
    ),
    "ru": frozenset(("нет", "надо", "нужно", "нельзя", "можно", "стоит", "пора", "за", "против", "необходимо")),
}
"""Words that make a clause with no verb in it."""
_WE = frozenset(("i", "we", "they", "he", "she"))
"""Pronouns of English that are nothing but subjects."""
_JUDGEMENTS = ("approve", "reject", "harm", "reverse", "deny")
"""Lists of the stance lexicon that need no verb: "a grave mistake"."""
_LINKS = frozenset(("це", "это", "то"))
_CASES = ("nom", None)
_SUBJECTS = frozenset(("NOUN", "PROPN", "PRON"))


def says_something(words: Words, hits: Mapping[str, Sequence[Hit]], span: tuple[int, int]) -> bool:
    """Whether the words judge or hold a predicate, and are no indirect question or time: not "in the capital on Monday"
    or "why he had called him so".

    Args:
        words: the text's words.
        hits: the stance lexicon's hits there.
        span: word range of a quotation that is no direct speech.
    """
    first, last = span
    if first >= last:
        return False
    opener = words.items[first]
    if not opener.capital and opener.form in _ASKS[words.language]:
        return False
    forms = [word.form for word in words.items[first:last]]
    if any(starting_in(hits.get(name, ()), span) for name in _JUDGEMENTS):
        return True
    if not _PREDICATIVES[words.language].isdisjoint(forms):
        return True
    analyser = morphology(words.language)
    if any(_predicates(analyser.readings(form)[0]) for form in forms):
        return True
    return words.language != "en" and _nominal(words, analyser, span)


def _predicates(reading: Reading) -> bool:
    if reading.pos == "ADJ":
        return reading.case is None and reading.number is not None  # a short form: "готов"
    if reading.pos == "PRON":
        return reading.case == "nom" and reading.person is not None and reading.lemma in _WE
    return reading.pos in ("VERB", "AUX") and reading.verb_form in ("fin", "inf")


def _nominal(words: Words, analyser: Morphology, span: tuple[int, int]) -> bool:
    """Whether a clause of Ukrainian or Russian does without a verb: "це перемога", "партія давно — за це"."""
    first, last = span
    if any(words.items[index].before == "dash" for index in range(first + 1, last)):
        return True
    for index in range(first, last - 1):
        if words.items[index].form in _LINKS:
            after = analyser.readings(words.items[index + 1].form)[0]
            return after.pos in _SUBJECTS and after.case in _CASES
    return False


_FIGURES = ("по данным", "согласно данным", "за даними", "згідно з даними", "according to data", "according to figures")


def tells_figures(cue: str | None) -> bool:
    """Whether the cue tells whose data are given: "по данным избирательной комиссии" takes no side.

    Args:
        cue: the words of a quotation that tell whose it is.
    """
    return cue is not None and cue.lower().startswith(_FIGURES)
