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


_CONSONANTS = frozenset("бвгґджзйклмнпрстфхцчшщ")


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
    readings = morphology(language).readings(word, True)
    if "-" in word and not any(reading.known for reading in readings) and all(p[:1].isupper() for p in word.split("-")):
        return Part(word, _hyphenated(word, language, given))
    found: dict[tuple[str, str | None, str | None], float] = {}
    listed = {gender: words("people", f"given.{language}.{gender}") for gender in ("masc", "fem")}
    for rank, reading in enumerate(readings):
        if reading.pos not in ("PROPN", "NOUN", "ADJ") or reading.number == "plur" or reading.case == "voc":
            continue
        weight = _weight(reading, rank)
        if given and reading.known and _given_lemma(reading.lemma, language):
            weight += 2.0
        if given and reading.case is None and not reading.known:
            # "Ильзе" has no cases, "Ханны" is a case of Ханна
            weight += 0.5 if lower[-1] in "еоєэ" else -0.3
        for gender, lemmas in listed.items():
            if given and reading.lemma in lemmas:
                key = (reading.lemma, reading.case, gender)
                found[key] = max(found.get(key, 0.0), weight + 2.0)
        own = (_feminine(reading, lower), reading.case, reading.gender)
        found[own] = max(found.get(own, 0.0), weight)
    if not given and lower[-1] in _CONSONANTS:
        # a woman's surname that ends in a consonant has no cases
        found.setdefault((lower, None, "fem"), 0.4)
    if not found:
        found[(lower, None, None)] = 0.5
    if given:
        _declined(found, lower)
    forms = sorted(
        ((lemma, case, gender, weight) for (lemma, case, gender), weight in found.items()), key=lambda form: -form[3]
    )
    return Part(word, tuple(forms[:24]))


def _hyphenated(word: str, language: Language, given: bool) -> tuple[tuple[str, str | None, str | None, float], ...]:
    """Forms of a double name, whose halves share a case or of which only the last has any (Жан-Клоду, Лунд-Ольсена)."""
    pieces = word.split("-")
    joined: list[tuple[str, str | None, str | None, float]] = [("", None, None, 0.0)]
    for position, piece in enumerate(pieces):
        forms = list(name_part(piece, language, given).forms[:10])
        if position < len(pieces) - 1:
            forms.append((piece.lower(), None, None, 0.3))
        joined = sorted(
            (
                (f"{before}-{lemma}" if before else lemma, case or own, gender or sex, weight + more)
                for before, case, gender, weight in joined
                for lemma, own, sex, more in forms
                if not (case and own and case != own) and not (gender and sex and gender != sex)
            ),
            key=lambda form: -form[3],
        )[:24]
    return tuple(joined) or ((word.lower(), None, None, 0.5),)


def _declined(found: dict[tuple[str, str | None, str | None], float], lower: str) -> None:
    """Lets a form of a given name (Марту: Марта) win over a rare name that is spelt like it and has no cases."""
    fixed = [key for key in found if key[0] == lower]
    declined = any(lemma != lower and weight > 2.0 for (lemma, _, _), weight in found.items())
    if declined and len({case for _, case, _ in fixed}) > 3:
        for key in fixed:
            found[key] -= 3.0


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
    if reading.case == "loc":
        weight -= 0.3  # one writes to people rather than on them
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
    if reading.gender == "fem" and lemma.endswith(("ий", "ый", "ой")):
        # the feminine of other adjectives (Толстая, Чорна) and of what a guess takes for one
        return lemma[:-2] + ("ая" if lower.endswith(("ая", "ой", "ую")) else "а")
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
            + (_HINT if told_case is not None and case in (told_case, None) else 0.0),
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
    if shape[0].islower() and "-" not in shape:
        return lemma
    pieces = shape.split("-")
    if len(pieces) != lemma.count("-") + 1:
        pieces = [""] * (lemma.count("-") + 1)
    return "-".join(_capital(piece, form) for piece, form in zip(lemma.split("-"), pieces, strict=True))


def _capital(piece: str, shape: str) -> str:
    """One part of a name between hyphens: McKay and O’Dell as they are spelt, al-Masri with a small particle."""
    if shape[:1].islower() or piece[:1].isdigit():
        return piece
    if any(map(str.isupper, shape[1:])) and not shape.isupper():
        return "".join(
            letter.upper() if at < len(shape) and shape[at].isupper() else letter for at, letter in enumerate(piece)
        )
    return piece[:1].upper() + piece[1:]
