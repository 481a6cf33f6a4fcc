"""Which mentions of unknown persons are one person, and what that person is called in the dictionary form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat

from schemas.base import Language
from streams.language.document import Gender
from streams.language.lexicons import words
from streams.language.morphology import Reading, morphology
from streams.language.morphology_slavic import PymorphyMorphology
from streams.language.tokens import normal
from streams.language.traits import traits

_HINT = 3.0
"""What a neighbour's agreement adds to the weight of a reading: more than a dictionary's order of readings."""


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a name: its possible dictionary forms, each with the cases and gender that it implies there."""

    word: str
    forms: tuple[tuple[str, str | None, str | None, float], ...]
    """(lemma, case, gender, weight)."""
    initial: bool = False


@lru_cache(maxsize=50_000)
def name_part(word: str, language: Language, given: bool) -> Part:
    """What a word of a name can be a form of; `given`: it stands first, as given names do."""
    if len(word) == 1 or word in ("Дж",):
        return Part(word, ((word.lower(), None, None, 1.0),), initial=True)
    lower = normal(word).removesuffix("’s")
    if language == "en" or word[0] < "\u0370":
        return Part(word, ((lower, None, traits(word, "en").gender if given else None, 1.0),))
    found: dict[tuple[str, str | None, str | None], float] = {}
    listed = {gender: words("people", f"given.{language}.{gender}") for gender in ("masc", "fem")}
    for rank, reading in enumerate(morphology(language).readings(word, True)):
        if reading.pos not in ("PROPN", "NOUN", "ADJ") or reading.number == "plur" or reading.case == "voc":
            continue
        weight = _weight(reading, rank)
        if given and reading.known and _given_lemma(reading.lemma, language):
            weight += 2.0
        for gender, lemmas in listed.items():
            if given and reading.lemma in lemmas:
                key = (reading.lemma, reading.case, gender)
                found[key] = max(found.get(key, 0.0), weight + 2.0)
        own = (_feminine(reading, lower), reading.case, reading.gender)
        found[own] = max(found.get(own, 0.0), weight)
    if not found:
        found[(lower, None, None)] = 0.5
    forms = sorted(
        ((lemma, case, gender, weight) for (lemma, case, gender), weight in found.items()), key=lambda form: -form[3]
    )
    return Part(word, tuple(forms[:24]))


def _given_lemma(lemma: str, language: Language) -> bool:
    """Whether the dictionary has `lemma` as a given name."""
    analyser = morphology(language)
    return isinstance(analyser, PymorphyMorphology) and any(kind.startswith("given") for kind in analyser.kinds(lemma))


def _weight(reading: Reading, rank: int) -> float:
    weight = 1.0 / (1 + rank)
    if reading.pos == "PROPN":
        weight += 1.0
    if reading.known and reading.pos == "PROPN":
        weight += 1.5
    return weight


def _feminine(reading: Reading, lower: str) -> str:
    """The feminine dictionary form where the dictionary gives the masculine one (Лаврова: лавров)."""
    lemma = reading.lemma
    if reading.gender == "fem" and lemma.endswith(("ов", "ев", "єв", "ёв", "ін", "їн", "ин", "ын")) and reading.known:
        return lemma + "а"
    if reading.gender == "fem" and lemma.endswith(("ський", "цький")):
        return lemma[:-2] + "а"
    if reading.gender == "fem" and lemma.endswith(("ский", "цкий")):
        return lemma[:-2] + "ая"
    return lemma


def same_word(one: Part, other: Part) -> bool:
    """Whether two words can be forms of one name."""
    if one.initial or other.initial:
        return one.word[:1].lower() == other.word[:1].lower()
    if one.word == other.word:
        return True
    return not {form[0] for form in one.forms}.isdisjoint(form[0] for form in other.forms)


Hint = tuple[str | None, str | None]
"""Gender and case of a name as its neighbours tell them: a feminine post before it, a verb beside it that agrees."""


def dictionary_name(names: list[tuple[Part, ...]], hints: Sequence[Hint] = ()) -> tuple[str, Gender | None]:
    """The nominative of a name and its bearer's gender, from all its occurrences (each as its parts, of equal number).

    Each occurrence votes for the lemmas under which its parts agree in case and gender.

    Args:
        hints: for each occurrence what its neighbours say; none where left out.
    """
    votes: dict[tuple[tuple[str, ...], str | None], float] = defaultdict(float)
    told: Iterable[Hint] = chain(hints, repeat((None, None)))
    for parts, hint in zip(names, told, strict=False):
        best: dict[tuple[tuple[str, ...], str | None], float] = {}
        for lemmas, gender, weight in _agreeing(parts, hint):
            key = (lemmas, gender)
            best[key] = max(best.get(key, 0.0), weight)
        for key, weight in best.items():
            votes[key] += weight
    if not votes:
        return " ".join(part.word for part in names[0]), None
    (lemmas, gender), _ = max(votes.items(), key=lambda item: (item[1], item[0][0], item[0][1] or ""))
    shapes = [part.word for part in names[0]]
    return " ".join(spelt(lemma, shape) for lemma, shape in zip(lemmas, shapes, strict=True)), _gender(gender)


def _agreeing(parts: tuple[Part, ...], hint: Hint = (None, None)) -> list[tuple[tuple[str, ...], str | None, float]]:
    """Combinations of forms that share a case and a gender, with their weight."""
    combined: list[tuple[tuple[str, ...], str | None, str | None, float]] = [((), None, None, 0.0)]
    for part in parts:
        following = []
        for lemmas, case, gender, weight in combined:
            for lemma, form_case, form_gender, form_weight in part.forms[:12]:
                if case and form_case and case != form_case:
                    continue
                if gender and form_gender and gender != form_gender:
                    continue
                following.append((
                    (*lemmas, lemma), case or form_case, gender or form_gender,
                    weight + form_weight + (0.2 if form_case == "nom" else 0.0),
                ))  # fmt: skip
        combined = sorted(following, key=lambda item: -item[3])[:40] or combined
        if len(combined[0][0]) != len(following[0][0] if following else ()):
            return []
    told_gender, told_case = hint
    return [
        (
            lemmas,
            gender,
            weight
            + (_HINT if told_gender is not None and gender == told_gender else 0.0)
            + (_HINT if told_case is not None and case == told_case else 0.0),
        )
        for lemmas, case, gender, weight in combined
        if len(lemmas) == len(parts)
    ]


def _gender(gender: str | None) -> Gender | None:
    return gender if gender in ("masc", "fem") else None  # type: ignore[return-value]


def spelt(lemma: str, shape: str) -> str:
    """`lemma` with capitals as a name has them."""
    if len(shape) == 1:
        return shape
    if shape[0].islower():
        return lemma
    return "-".join(piece[:1].upper() + piece[1:] if not piece[:1].isdigit() else piece for piece in lemma.split("-"))
