"""The lexicon of reported acts of one language: decisions and positions that are told without anybody's words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from schemas.base import Language
from streams.language.cues import Cue, CueForm
from streams.language.cues_forms import Form, forms_of

_ENDINGS = {
    "uk": (("ий", "masc"), ("а", "fem"), ("е", "neut"), ("і", None)),
    "ru": (("ый", "masc"), ("ая", "fem"), ("ое", "neut"), ("ые", None)),
}
_SHORT = {"uk": "і", "ru": "ы"}


@dataclass(frozen=True, slots=True)
class Act:
    """A verb, noun or predicate that reports a deed or a position, with the complement that it takes."""

    takes: str
    """object, infinitive, or the prepositions that must follow, joined by a bar ("against|for")."""
    rest: tuple[str, ...] = ()
    """Words that follow the verb and belong to it ("came *out in favour of*")."""

    @property
    def prepositions(self) -> tuple[str, ...]:
        return () if self.takes in ("object", "infinitive") else tuple(self.takes.split("|"))


@dataclass(frozen=True, slots=True)
class ActForm:
    """An inflected form with what it can report, the most specific first."""

    cue: CueForm
    acts: tuple[Act, ...]


class ActLexicon:
    """The acts of one language.

    Args:
        data: a parsed lexicon file (seeds/lexicons/acts.*.yaml).

    Raises:
        KeyError: a section is missing.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.language: Language = data["language"]
        self.table: dict[str, ActForm] = {}
        self.nouns: dict[str, tuple[Act, ...]] = {}
        irregular: dict[str, list[str]] = data.get("irregular") or {}
        acts: dict[str, list[Act]] = {}
        for group in data["verbs"]:
            for lemma in group["verbs"].split():
                acts.setdefault(lemma, []).extend(Act(takes) for takes in group["takes"])
        for group in data.get("phrases") or ():
            for phrase in group["phrases"]:
                lemma, *rest = phrase.split()
                acts.setdefault(lemma, []).extend(Act(takes, tuple(rest)) for takes in group["takes"])
        for lemma, own in acts.items():
            ordered = tuple(sorted(own, key=lambda act: (-len(act.rest), act.takes == "object")))
            cue = Cue(lemma, ())
            for form in forms_of(lemma, self.language, irregular.get(lemma, [])):
                self._add(form, cue, ordered)
            if self.language == "uk" and lemma.endswith("ти"):
                # the future in one word
                self._add(Form(lemma + "ме", "pres", None, "sing"), cue, ordered)
                self._add(Form(lemma + "муть", "pres", None, "plur"), cue, ordered)
        for group in data.get("predicates") or ():
            for lemma in group["words"].split():
                ordered = tuple(Act(takes) for takes in group["takes"])
                for form in self._predicate(lemma):
                    self._add(form, Cue(lemma, ()), ordered)
        for group in data.get("nouns") or ():
            for noun in group["nouns"].split():
                self.nouns[noun] = self.nouns.get(noun, ()) + tuple(Act(takes) for takes in group["takes"])
        self.words = self.table.keys() | self.nouns.keys()
        self.days = frozenset(data["days"])
        self.hypothetical = frozenset(data["hypothetical"])
        self.modal = frozenset(data["modal"])
        self.future = frozenset(data["future"])

    def _add(self, form: Form, cue: Cue, acts: tuple[Act, ...]) -> None:
        held = self.table.get(form.text)
        if held is None:
            self.table[form.text] = ActForm(CueForm(cue, form), acts)
        elif held.cue.form.tense == form.tense:
            self.table[form.text] = ActForm(held.cue, held.acts + acts)

    def _predicate(self, lemma: str) -> list[Form]:
        if self.language == "en":
            return [Form(lemma, "pres")]
        for ending, _ in _ENDINGS[self.language]:
            if lemma.endswith(ending):
                pairs = [(lemma[: -len(ending)] + other, gender) for other, gender in _ENDINGS[self.language]]
                break
        else:
            short = _SHORT[self.language]
            pairs = [(lemma, "masc"), (lemma + "а", "fem"), (lemma + "о", "neut"), (lemma + short, None)]
        return [Form(text, "pres", gender, "plur" if gender is None else "sing") for text, gender in pairs]


@lru_cache(maxsize=8)
def act_lexicon(language: Language) -> ActLexicon:
    """The lexicon that comes with the program, read once per process."""
    text = files("seeds").joinpath("lexicons", f"acts.{language}.yaml").read_text("utf-8")
    return ActLexicon(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
