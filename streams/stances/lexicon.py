"""Words that show a stance, read from seeds/lexicons/stance.*.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from schemas.base import Language
from schemas.statement import ActKind
from streams.language.morphology import Morphology, morphology
from streams.safe_yaml import safe_load
from streams.stances.patterns import Hit, PatternSet
from streams.stances.words import Words

Phrases = tuple[str, ...]


class StanceWords(BaseModel):
    """One language's lists. Which reading each list drives is told in streams/stances/stance.py."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    negation: Phrases
    concord: Phrases
    not_negation: Phrases
    without: Phrases
    approve: Phrases
    modal: Phrases
    reverse: Phrases
    reject: Phrases
    bodies: Phrases
    harm: Phrases
    enemy: Phrases
    deny: Phrases
    accuse: Phrases
    warn: Phrases
    breach: Phrases
    refers: Phrases
    shell: Phrases
    unreal: Phrases
    hedge: Phrases
    open: Phrases
    until: Phrases
    condition: Phrases
    proviso: Phrases
    contrast: Phrases
    complement: Phrases
    cause: Phrases
    relative: Phrases
    instrument: Phrases
    coordinate: Phrases
    opinion: Phrases
    lack: Phrases
    dissent: Phrases
    instead: Phrases
    rather: Phrases
    prospect: Phrases
    delay: Phrases
    lament: Phrases
    gain: Phrases
    aim: Phrases
    case: Phrases
    rethink: Phrases
    permit: Phrases
    limited: Phrases
    matter: Phrases
    event: Phrases
    occasion: Phrases
    deed: Phrases
    own: Phrases
    volition: Phrases
    intention: Phrases
    rhetorical: Phrases
    hurts: Phrases
    breeds: Phrases
    serves: Phrases
    foes: Phrases
    dear: Phrases
    ills: Phrases
    verdict: Phrases
    link: Phrases
    naming: Phrases
    remedy: Phrases
    act: dict[ActKind, Phrases]


@dataclass(frozen=True, slots=True)
class StanceLexicon:
    """The lists of one language, ready to be found in a text."""

    language: Language
    patterns: PatternSet
    morphology: Morphology

    def scan(self, words: Words) -> dict[str, list[Hit]]:
        """Hits by the name of the list; speech acts are named "act.refusal" and so on."""
        return self.patterns.scan(words)


@lru_cache(maxsize=8)
def stance_lexicon(language: Language) -> StanceLexicon:
    """The lists of `language`, read once per process.

    Raises:
        ValueError: the file is not as it must be.
    """
    text = files("seeds").joinpath("lexicons", f"stance.{language}.yaml").read_text(encoding="utf-8")
    lists = StanceWords.model_validate(safe_load(text))
    groups: dict[str, Phrases] = {name: value for name, value in lists if name != "act"}
    groups |= {f"act.{kind}": phrases for kind, phrases in lists.act.items()}
    return StanceLexicon(language, PatternSet(groups), morphology(language))
