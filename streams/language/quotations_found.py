"""What the search for quotations passes on: sentences, subjects, and quotations before their speaker is resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.enriched_article import AttributionMethod, QuotationKind


@dataclass(slots=True)
class Unit:
    """A sentence, or several that a quotation holds together: tokens first…last (half open)."""

    first: int
    last: int
    paragraph: int
    speech: bool
    """It can hold speech (a heading or boilerplate cannot)."""


@dataclass(slots=True)
class Subject:
    """Who a cue belongs to, as the text puts it: token indices first…last (half open)."""

    first: int
    last: int
    mention: int | None = None
    """Index of the mention, if it is one."""
    gender: str | None = None
    number: str | None = None
    pronoun: bool = False
    head: str = ""
    """The head noun of a speaker that is no mention ("експерти")."""
    inverted: bool = False
    """Stands after its cue."""


@dataclass(slots=True)
class Found:
    """A quotation before its speaker is resolved. Token indices first…last (half open)."""

    first: int
    last: int
    kind: QuotationKind
    confidence: float
    method: AttributionMethod = "none"
    cue: tuple[int, int] | None = None
    """Tokens of the cue (half open)."""
    subject: Subject | None = None
    gender: str | None = None
    number: str | None = None
    """What the cue's form says of its subject."""
    utterance: int = -1
    same_as: Found | None = None
    """Goes on with the words of this one."""
    order: int = 0
    """Token at which the speaker is resolved: pronouns look back from here."""
    drop: bool = False
    """Only a step on the way: its speaker is an outlet that passes on what others said."""
    focus: bool = False
    """No cue: whoever spoke last."""
    frame: str = ""
    think: bool = False
    """Its cue is a verb of thought."""


@dataclass(slots=True)
class Harvest:
    """Quotations found so far, and cues that have been used."""

    found: list[Found] = field(default_factory=list)
    used: dict[int, str] = field(default_factory=dict)
    """Cue tokens that introduce a direct quotation, and whether they stand after it (tail) or before it (lead)."""
