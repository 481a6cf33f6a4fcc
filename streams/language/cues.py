"""The lexicon of reporting cues of one language: words that introduce speech, with the constructions they take."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from schemas.base import Language
from streams.language.cues_forms import Form, forms_of
from streams.safe_yaml import safe_load

_ADJECTIVE = {
    "uk": (("ий", "ий", "masc"), ("ий", "а", "fem"), ("ий", "е", "neut"), ("ий", "і", None)),
    "ru": (("ый", "ый", "masc"), ("ый", "ая", "fem"), ("ый", "ое", "neut"), ("ый", "ые", None)),
}
_SHORT = (("", "masc"), ("а", "fem"), ("о", "neut"), ("ы", None), ("і", None))


@dataclass(frozen=True, slots=True)
class Frame:
    """A construction that a cue takes."""

    name: str
    """clause, quote, infinitive, about, object, label, sees or cites; see seeds/lexicons/cues.uk.yaml."""
    weak: bool = False
    """The verb alone does not tell: it needs direct speech or a person or institution as its subject."""
    think: bool = False
    """A verb of thought, not of speech."""
    negated: bool = False
    """Only with a negation."""
    light: bool = False
    """Only with a noun between verb and clause ("expressed the hope that")."""
    particle: str | None = None
    """The word that must follow the verb ("point out", "call on")."""
    instrumental: bool = False
    """Only with a word in the instrumental ("вважає крок помилкою")."""
    only: frozenset[str] = frozenset()
    """Prepositions to which an `about` frame is limited."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb (or predicate) that introduces speech or thought."""

    lemma: str
    frames: tuple[Frame, ...]
    names: frozenset[str] = field(default=frozenset())
    """Names of the frames."""
    weak: bool = False
    """All of its frames are weak or light."""

    def frame(self, name: str, particle: str | None = None) -> Frame | None:
        """Its frame of that name whose particle is none, or is `particle`."""
        for frame in self.frames:
            if frame.name == name and (frame.particle is None or frame.particle == particle):
                return frame
        return None


@dataclass(frozen=True, slots=True)
class CueForm:
    """An inflected form of a cue."""

    cue: Cue
    form: Form


class CueLexicon:
    """The cues and closed word classes of one language.

    Args:
        data: a parsed lexicon file (seeds/lexicons/cues.*.yaml).

    Raises:
        KeyError: a section is missing.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.language: Language = data["language"]
        self.table: dict[str, CueForm] = {}
        self._verbs(data)
        self._predicates(data)

        def words(key: str) -> frozenset[str]:
            return frozenset(data.get(key) or ())

        self.complementisers = words("complementisers")
        self.that = words("that")
        self.dropped = words("dropped")
        self.question = words("question")
        self.as_words = words("as")
        self.relatives = words("relatives")
        self.prepositions = words("prepositions")
        self.conjunctions = words("conjunctions")
        self.subordinators = words("subordinators")
        self.adverbs = words("adverbs")
        self.auxiliaries = words("auxiliaries")
        self.negations = words("negations")
        self.determiners = words("determiners")
        self.anonymous = words("anonymous")
        self.collective = words("collective")
        self.people = words("people")
        self.institutions = words("institutions")
        self.media = words("media")
        self.also_nouns = words("also_nouns")
        self.outlets = words("outlets")
        self.passes_on = words("passes_on")
        self.say_nouns = words("say_nouns")
        self.stated = words("stated")
        self.nouns = words("nouns")
        self.possessive_nouns = frozenset(data["according"]["possessive_nouns"])
        self.according = phrase_table(data["according"]["phrases"])
        self.according_weak = frozenset(data["according"]["weak"])
        self.about_it = phrase_table(data.get("about_it") or [])
        self.openers = frozenset(self.according) | self.prepositions | self.as_words
        """Words that can open a phrase of attribution."""
        self.nominal = self.stated | self.nouns
        pronouns = data["pronouns"]
        self.pronouns: dict[str, tuple[str | None, str]] = {}
        for key, value in (
            ("masc", ("masc", "sing")),
            ("fem", ("fem", "sing")),
            ("neut", ("neut", "sing")),
            ("plur", (None, "plur")),
        ):
            self.pronouns.update(dict.fromkeys(pronouns[key], value))
        self.possessives: dict[str, tuple[str | None, str]] = {}
        for key, value in (
            ("masc", ("masc", "sing")),
            ("fem", ("fem", "sing")),
            ("plur", (None, "plur")),
            ("neut", ("neut", "sing")),
        ):
            self.possessives.update(dict.fromkeys(pronouns.get("possessive_" + key) or (), value))
        self.first_second = frozenset(pronouns["first"]) | frozenset(pronouns["second"])
        self.indefinite = frozenset(pronouns["indefinite"])
        self.person_heads = self.people | self.anonymous | self.collective
        self.heads = self.person_heads | self.institutions | self.media

    def _verbs(self, data: dict[str, Any]) -> None:
        irregular: dict[str, list[str]] = data.get("irregular") or {}
        frames: dict[str, list[Frame]] = {}
        for group in data["verbs"]:
            for lemma in group["verbs"].split():
                for name in group["frames"]:
                    frame = Frame(
                        name,
                        weak=bool(group.get("weak")),
                        think=bool(group.get("think")),
                        negated=bool(group.get("negated")),
                        light=bool(group.get("light")),
                        instrumental=bool(group.get("instrumental")),
                        particle=group.get("particle"),
                        only=frozenset(group.get("only") or ()),
                    )
                    frames.setdefault(lemma, []).append(frame)
        for lemma, own in frames.items():
            cue = Cue(
                lemma, tuple(own), frozenset(f.name for f in own), all(f.weak or f.light or f.negated for f in own)
            )
            for form in forms_of(lemma, self.language, irregular.get(lemma, [])):
                held = self.table.get(form.text)
                # a verb that is always a cue wins over a homograph that is not
                if held is None or (held.cue.weak and not cue.weak and held.cue.lemma != lemma):
                    self.table[form.text] = CueForm(cue, form)

    def _predicates(self, data: dict[str, Any]) -> None:
        for name, lemmas in (data.get("predicates") or {}).items():
            for lemma in lemmas:
                cue = Cue(lemma, (Frame(name, think=True),), frozenset((name,)))
                for text, gender in self._adjective(lemma):
                    number = "plur" if gender is None and self.language != "en" else "sing"
                    self.table.setdefault(
                        text, CueForm(cue, Form(text, "pres", gender, None if self.language == "en" else number))
                    )

    def _adjective(self, lemma: str) -> list[tuple[str, str | None]]:
        if self.language == "en":
            return [(lemma, None)]
        for ending, _other, _gender in _ADJECTIVE[self.language]:
            if lemma.endswith(ending):
                return [(lemma[:-2] + o, g) for _, o, g in _ADJECTIVE[self.language]]
        plural = "і" if self.language == "uk" else "ы"
        return [(lemma + ending, gender) for ending, gender in _SHORT if ending not in ("і", "ы") or ending == plural]


def phrase_table(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in table.items()}


@lru_cache(maxsize=8)
def cue_lexicon(language: Language) -> CueLexicon:
    """The lexicon that comes with the program, read once per process."""
    text = files("seeds").joinpath("lexicons", f"cues.{language}.yaml").read_text("utf-8")
    return CueLexicon(safe_load(text))
