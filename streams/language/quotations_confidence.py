"""How sure a quotation and its speaker are, by construction and by the way the speaker was found."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from schemas.base import Language
from schemas.enriched_article import AttributionMethod
from streams.language.quotations_scene import Found
from streams.safe_yaml import safe_load

_WAYS = {"pronoun": "pronoun", "role": "role", "nested": "nested", "none": "nobody", "passive": "nobody"}


def construction(found: Found) -> str:
    """What the quotation was found by: "direct", "direct-no-cue", or the frame of its cue."""
    if found.kind == "direct":
        return "direct" if found.cue is not None or found.same_as is not None else "direct-no-cue"
    return (found.frame or "according") + ("-thought" if found.think and found.frame == "clause" else "")


def way(method: AttributionMethod) -> str:
    """The sort of evidence for the speaker: a name, role, pronoun, a report inside a report, or nobody."""
    return _WAYS.get(method, "name")


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, float]]:
    text = files("seeds").joinpath("lexicons", "confidence.yaml").read_text("utf-8")
    table: dict[str, dict[str, float]] = safe_load(text)
    return table


def confidence(found: Found, method: AttributionMethod, language: Language) -> float:
    """The share of quotations of this sort that are right, speaker included, in annotated articles.

    Args:
        found: the quotation.
        method: how its speaker was found.
        language: of the article; Ukrainian and Russian share their figures.

    Returns:
        The calibrated figure, or the rule's own where too few quotations of the sort were seen.
    """
    tables = _table()
    own, english = tables["en" if language == "en" else "slavic"], tables["en"]
    sort = construction(found)
    for name in (f"{sort}/{way(method)}", sort):
        for table in (own, english):
            if name in table:
                return table[name]
    return found.confidence
