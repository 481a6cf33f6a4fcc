"""The lexicon of reported acts of one language: decisions and positions that are told without anybody's words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from schemas.base import Language
from streams.language.cues import Cue, CueForm
from streams.language.cues_forms import Form, forms_of
from streams.safe_yaml import safe_load

_ENDINGS = {
    "uk": (("ий", "masc"), ("а", "fem"), ("е", "neut"), ("і", None)),
    "ru": (("ый", "masc"), ("ая", "fem"), ("ое", "neut"), ("ые", None)),
}
_SHORT = {"uk": "і", "ru": "ы"}


@dataclass(frozen=True, slots=True)
class Act:
    """A verb, noun or predicate that reports a deed or a position, with the complement that it takes."""

    takes: str
    """object, infinitive, or the prepositions that must follow, joined by a bar ("against|for"); with a plus before
    them the object is another noun, so that the whole clause tells what the act is about."""
    rest: tuple[str, ...] = ()
    """Words that follow the verb and belong to it ("came *out in favour of*")."""

    @property
    def whole(self) -> bool:
        """Whether only the whole clause tells what the act is about."""
        return self.takes.startswith("+")

    @property
    def prepositions(self) -> tuple[str, ...]:
        return () if self.takes in ("object", "infinitive") else tuple(self.takes.removeprefix("+").split("|"))


_PARTICLES = frozenset(("out", "down", "off", "up", "over", "back", "through", "aside"))


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
        self.sides = frozenset(data.get("sides") or ())
        """Nouns for who is for or against something."""
        self.backing = frozenset(data.get("backing") or ())
        """Nouns of support whose owner follows them."""
        self.ahead = frozenset(data.get("ahead") or ())
        """Verbs that report a decision only of what will be done."""
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
            for text in _participles(lemma, self.language):
                self._add(Form(text, "passive"), cue, ordered)
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
        self.records: dict[str, ActForm] = {}
        documents: dict[str, list[Act]] = {}
        for group in data.get("documents") or ():
            for phrase in [*(group.get("verbs") or "").split(), *group.get("phrases", ())]:
                lemma, *rest = phrase.split()
                documents.setdefault(lemma, []).append(Act(group["takes"][0], tuple(rest)))
        for lemma, own in documents.items():
            ordered = tuple(sorted(own, key=lambda act: -len(act.rest)))
            for form in forms_of(lemma, self.language, irregular.get(lemma, [])):
                self.records.setdefault(form.text, ActForm(CueForm(Cue(lemma, ()), form), ordered))
        self._papers = tuple(data["papers"])
        self.listed = frozenset(data.get("listed") or ())
        self.reduced = self._reduced(acts)
        """Participles that describe a noun."""
        self.words = (
            frozenset(self.table) | frozenset(self.nouns) | self.reduced | frozenset(self.records) | self.listed
        )
        self.conditions = tuple(sorted((tuple(c.split()) for c in data["conditions"]), key=len, reverse=True))
        self.condition_openers = frozenset(c[0] for c in self.conditions)
        self.days = frozenset(data["days"])
        self.times = frozenset(data.get("times") or ())
        self.timely = frozenset(data.get("timely") or ())
        self.ending = frozenset(data["ending"])
        self.voices = frozenset(data["voices"])
        self.unchanged = frozenset(data.get("unchanged") or ())
        self.deputies = frozenset(data["deputies"])
        self.parliaments = tuple(data["parliaments"])
        self.hypothetical = frozenset(data["hypothetical"])
        self.modal = frozenset(data["modal"])
        self.future = frozenset(data["future"])

    def is_document(self, word: str) -> bool:
        """Whether the word in lower case is a form of a noun for a document, such as a decree or a plan."""
        return word.startswith(self._papers)

    @staticmethod
    def particle(act: Act) -> str:
        """The particle of an English verb with an object: "ruled *out*"."""
        return act.rest[0] if act.takes == "object" and len(act.rest) == 1 and act.rest[0] in _PARTICLES else ""

    def _reduced(self, acts: dict[str, list[Act]]) -> frozenset[str]:
        plain = {lemma for lemma, own in acts.items() if any(act.takes == "object" and not act.rest for act in own)}
        plain -= self.ahead
        if self.language == "en":
            plain |= {lemma for lemma, own in acts.items() if any(self.particle(act) for act in own)}
            past = ((text, form.cue) for text, form in self.table.items())
            return frozenset(text for text, cue in past if cue.form.tense == "past" and cue.cue.lemma in plain)
        return frozenset(text for lemma in plain for text in _long_participles(lemma, self.language))

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


def _participles(lemma: str, language: Language) -> list[str]:
    """Short passive participles (ru), impersonal forms and long participles (uk) of a verb."""
    if language == "ru":
        stem = _stem(lemma, _RU_STEMS)
        accented = [stem[:-2] + "ён"] if stem.endswith("ен") else []
        return [*accented, *(stem + ending for ending in ("", "а", "о", "ы"))] if stem else []
    if language == "uk":
        stem = _stem(lemma, _UK_STEMS)
        return [stem + ending for ending in ("о", "ий", "а", "е", "і")] if stem else []
    return []


def _long_participles(lemma: str, language: Language) -> list[str]:
    """Every form of the long passive participle of a verb."""
    if language == "uk":
        stem = _stem(lemma, _UK_STEMS)
        return [stem + ending for ending in _UK_LONG] if stem else []
    stem = _stem(lemma, _RU_STEMS)
    if not stem:
        return []
    stems = [stem + "н", stem[:-2] + "ённ"] if stem.endswith("ен") else [stem + "н" if stem.endswith("н") else stem]
    return [long + ending for long in stems for ending in _RU_LONG]


_UK_LONG = ("ий", "а", "е", "і", "ого", "ої", "ому", "ій", "у", "им", "ою", "их", "ими")
_RU_LONG = ("ый", "ая", "ое", "ые", "ого", "ой", "ому", "ую", "ым", "ом", "ых", "ыми")


def _stem(lemma: str, endings: tuple[tuple[str, str], ...]) -> str:
    return next((lemma[: -len(old)] + new for old, new in endings if lemma.endswith(old)), "")


# infinitive endings and those of passive participles, the longest first; reflexive verbs have none
_RU_STEMS = (
    ("вергнуть", "вергнут"),
    ("держать", "держан"),
    ("править", "правлен"),
    ("ставить", "ставлен"),
    ("новить", "новлен"),
    ("твердить", "твержден"),
    ("претить", "прещен"),
    ("решить", "решен"),
    ("ключить", "ключен"),
    ("ложить", "ложен"),
    ("честь", "чтен"),
    ("вести", "веден"),
    ("нести", "несен"),
    ("жечь", "жжен"),
    ("нять", "нят"),
    ("крыть", "крыт"),
    ("рвать", "рван"),
    ("пить", "плен"),
    ("бить", "блен"),
    ("вить", "влен"),
    ("мить", "млен"),
    ("дить", "жден"),
    ("сить", "шен"),
    ("зить", "жен"),
    ("ить", "ен"),
    ("ать", "ан"),
    ("ять", "ян"),
)
_UK_STEMS = (
    ("кинути", "кинут"),
    ("правити", "правлен"),
    ("ставити", "ставлен"),
    ("вести", "веден"),
    ("нести", "несен"),
    ("няти", "нят"),
    ("крити", "крит"),
    ("бити", "бит"),
    ("пити", "плен"),
    ("вити", "влен"),
    ("мити", "млен"),
    ("дити", "джен"),
    ("тити", "чен"),
    ("сити", "шен"),
    ("зити", "жен"),
    ("ити", "ен"),
    ("ати", "ан"),
    ("яти", "ян"),
)


@lru_cache(maxsize=8)
def act_lexicon(language: Language) -> ActLexicon:
    """The lexicon that comes with the program, read once per process."""
    text = files("seeds").joinpath("lexicons", f"acts.{language}.yaml").read_text("utf-8")
    return ActLexicon(safe_load(text))
