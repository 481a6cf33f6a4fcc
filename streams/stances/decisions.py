"""What reported acts ("vetoed the loan") do to their object, read from seeds/lexicons/decisions.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from schemas.base import Language
from schemas.statement import PloverType
from streams.safe_yaml import safe_load
from streams.stances.patterns import Hit, PatternSet
from streams.stances.words import Words, read_words

Effect = Literal["keeps", "turns", "weighs"]
_REACH = 8
"""Words after a cue that can tell what it decides: "spoke of serious military consequences"."""
OPERATORS: dict[Effect, str] = {"keeps": "approve", "turns": "reverse", "weighs": "hedge"}
"""The operator that an act's cue stands for."""


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    effect: Effect
    plover: PloverType
    en: tuple[str, ...] = ()
    uk: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """An act's cue at words first…last, what it does to its object, and its event type."""

    hit: Hit
    effect: Effect
    plover: PloverType


@lru_cache(maxsize=8)
def _table(language: Language) -> tuple[PatternSet, tuple[_Group, ...]]:
    text = files("seeds").joinpath("lexicons", "decisions.yaml").read_text(encoding="utf-8")
    groups = TypeAdapter(tuple[_Group, ...]).validate_python(safe_load(text))
    return PatternSet({str(i): getattr(group, language) for i, group in enumerate(groups)}), groups


_SIDES: dict[str, Effect] = {
    **dict.fromkeys(("за", "for"), "keeps"),
    **dict.fromkeys(("проти", "против", "against"), "turns"),
}
"""What parts the verb from what it takes sides on: "came out on Monday for …"."""


def read_side(words: Words, cue: tuple[int, int], span: tuple[int, int]) -> Decision | None:
    """The decision of an act whose object begins with "for" or "against", wherever its cue stands.

    Args:
        words: the article's words.
        cue: word range of the cue.
        span: word range of the object.
    """
    effect = _SIDES.get(words.items[span[0]].form)
    if effect is None or span[1] - span[0] < 2:
        return None
    if cue[0] == span[0]:  # with no verb: "the minister is against …"
        return Decision(Hit(span[0], span[0] + 1), effect, "SUPPORT" if effect == "keeps" else "REJECT")
    patterns, groups = _table(words.language)
    verb = " ".join(word.form for word in words.items[cue[0] : cue[1]])
    pair = read_words(f"{verb} {words.items[span[0]].form}", words.language)
    for name, hits in patterns.scan(pair).items():
        group = groups[int(name)]
        if group.effect == effect and any(hit.last - hit.first > 1 for hit in hits):
            return Decision(Hit(span[0], span[0] + 1), effect, group.plover)
    return None


def read_parted(words: Words, cue: tuple[int, int], span: tuple[int, int]) -> Decision | None:
    """The decision of an English verb that its object parts from its particle: "ruled tanks *out*"."""
    after = words.items[span[1]] if span[1] < len(words.items) else None
    if words.language != "en" or after is None or after.form not in _PARTICLES or cue[1] != span[0]:
        return None
    patterns, groups = _table("en")
    pair = read_words(f"{words.items[cue[1] - 1].form} {after.form}", "en")
    for name, hits in patterns.scan(pair).items():
        if any(hit.last - hit.first > 1 for hit in hits):
            group = groups[int(name)]
            return Decision(Hit(*cue), group.effect, group.plover)
    return None


_PARTICLES = frozenset(("out", "down", "off", "up", "over", "back", "through", "aside"))


_ANSWERED: dict[str, Effect] = {
    **{"no": "turns", "ні": "turns", "нет": "turns"},
    **{"yes": "keeps", "так": "keeps", "да": "keeps"},
}
ANSWERS = frozenset(_ANSWERED)


def answers(words: Words, decision: Decision) -> bool:
    """Whether the decision is a yes or no to what was asked: "replied with a flat no"."""
    return words.items[decision.hit.last - 1].form in ANSWERS


def read_decision(words: Words, cue: tuple[int, int]) -> Decision | None:
    """The decision that an act's cue tells; none for a cue that is not in the table.

    Args:
        words: the article's words.
        cue: word range of the cue; a particle right behind it is part of it ("ruled out", "voted against").
    """
    answer = _ANSWERED.get(words.items[cue[1] - 1].form) if cue[1] - cue[0] > 1 else None
    if answer is not None:  # "answered a question about it with a flat no"
        return Decision(Hit(*cue), answer, "SUPPORT" if answer == "keeps" else "REJECT")
    patterns, groups = _table(words.language)
    reach = min(cue[1] + _REACH, len(words.items))
    items = tuple(
        # "replied: no" is one cue
        word._replace(before="") if word.before == "mark" and cue[0] < index < cue[1] else word
        for index, word in enumerate(words.items[cue[0] : reach], cue[0])
    )
    piece = Words(words.text, words.language, items, words.ends[cue[0] : reach])
    best: Decision | None = None
    for name, hits in patterns.scan(piece).items():
        for hit in hits:
            if hit.first >= cue[1] - cue[0]:
                continue
            if best is None or hit.last - hit.first > best.hit.last - best.hit.first:
                group = groups[int(name)]
                best = Decision(Hit(hit.first + cue[0], hit.last + cue[0]), group.effect, group.plover)
    return best
