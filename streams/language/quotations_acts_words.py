"""Sets of small words of a language that the search for reported acts asks for at every step, joined once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from schemas.base import Language
from streams.language.cues import CueLexicon
from streams.language.cues_acts import act_lexicon

JUDGING = frozenset(
    (
        *("скептично", "негативно", "прохолодно", "критично", "насторожено", "вороже", "несхвально", "неприхильно"),
        *("позитивно", "схвально", "прихильно", "доброзичливо"),
        *("скептически", "отрицательно", "негативно", "прохладно", "критически", "настороженно", "враждебно"),
        *("неодобрительно", "положительно", "позитивно", "одобрительно", "благосклонно", "доброжелательно"),
    )
)
"""Ukrainian and Russian adverbs that tell with a verb of attitude what somebody thinks of something."""


@dataclass(frozen=True, slots=True)
class SmallWords:
    """Joined sets of the words of one cue lexicon."""

    light: frozenset[str]
    """Adverbs and auxiliaries."""
    passed: frozenset[str]
    """Adverbs that do not make a plain form tell the future."""
    however: frozenset[str]
    """Adverbs that negate nothing."""
    timed: frozenset[str]
    """Adverbs that are no determiners."""
    negated: frozenset[str]
    """Adverbs and negations."""
    helping: frozenset[str]
    """Adverbs, auxiliaries and negations."""
    joints: frozenset[str]
    """Words that join what follows them: a span does not end with one."""
    blocked: frozenset[str]
    """Words that open no object."""


@lru_cache(maxsize=8)
def _joined(language: Language, lexicon: CueLexicon) -> SmallWords:
    adverbs = lexicon.adverbs
    return SmallWords(
        light=adverbs | lexicon.auxiliaries,
        passed=adverbs - act_lexicon(language).future,
        however=adverbs - lexicon.negations,
        timed=adverbs - lexicon.determiners,
        negated=adverbs | lexicon.negations,
        helping=adverbs | lexicon.auxiliaries | lexicon.negations,
        joints=lexicon.prepositions | lexicon.conjunctions | lexicon.subordinators,
        blocked=lexicon.prepositions | lexicon.conjunctions | frozenset(lexicon.pronouns) | lexicon.complementisers,
    )


def small_words(lexicon: CueLexicon) -> SmallWords:
    """The joined sets of a lexicon, made once."""
    return _joined(lexicon.language, lexicon)
