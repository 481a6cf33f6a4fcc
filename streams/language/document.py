"""The analysed text that the language stages share: tokens, sentences, paragraphs and mentions, computed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from schemas.base import Language
from schemas.enriched_article import MentionType, SpeakerKind

TokenKind = Literal["word", "number", "quote", "dash", "punct"]
ParagraphKind = Literal["body", "heading", "boilerplate"]
Gender = Literal["masc", "fem", "neut"]
Number = Literal["sing", "plur"]


@dataclass(slots=True, unsafe_hash=True, init=False)
class Token:
    """A word, number, quotation mark, dash or other mark. Hyphenated words and words with an apostrophe are one token.

    Nobody changes a token; it is not frozen because a frozen one takes four times as long to make.
    """

    start: int
    end: int
    text: str
    lower: str
    """Lower case, with every apostrophe as ’ (U+2019) and no combining accents."""
    kind: TokenKind

    # Written out here and below, since what a dataclass makes of itself stays as slow when compiled.
    def __init__(self, start: int, end: int, text: str, lower: str, kind: TokenKind) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.lower = lower
        self.kind = kind


@dataclass(slots=True, unsafe_hash=True, init=False)
class Sentence:
    """A sentence: code points start…end, tokens first…last (half open)."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int

    def __init__(self, start: int, end: int, first: int, last: int, paragraph: int) -> None:
        self.start = start
        self.end = end
        self.first = first
        self.last = last
        self.paragraph = paragraph


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: code points start…end, sentences first…last (half open); boilerplate is never speech."""

    start: int
    end: int
    kind: ParagraphKind
    first: int
    last: int


@dataclass(slots=True, unsafe_hash=True, init=False)
class MentionSpan:
    """A mention with what attribution needs of it. `first`…`last` are token indices (half open)."""

    start: int
    end: int
    first: int
    last: int
    surface: str
    type: MentionType
    actor_id: str | None
    name: str | None
    """Canonical English name of a known actor; else the mention in its dictionary form."""
    confidence: float
    kind: SpeakerKind = "unknown"
    """What it would be as a speaker."""
    gender: Gender | None = None
    number: Number = "sing"
    cases: frozenset[str] = frozenset()
    """Possible grammatical cases (nom, gen, dat, acc, ins, loc, voc); empty: unknown or a language without case."""
    role: str | None = None
    """The words of the role that stands with the name ("міністр закордонних справ РФ"), or of a ROLE mention itself."""
    role_start: int | None = None
    """Where that role starts, when it stands before the name."""
    place: str | None = None
    """The place's own name, where `name` is that of the government or body for which it can stand (Paris, France)."""

    def __init__(
        self,
        start: int,
        end: int,
        first: int,
        last: int,
        surface: str,
        type: MentionType,
        actor_id: str | None,
        name: str | None,
        confidence: float,
        kind: SpeakerKind = "unknown",
        gender: Gender | None = None,
        number: Number = "sing",
        cases: frozenset[str] = frozenset(),
        role: str | None = None,
        role_start: int | None = None,
        place: str | None = None,
    ) -> None:
        self.start = start
        self.end = end
        self.first = first
        self.last = last
        self.surface = surface
        self.type = type
        self.actor_id = actor_id
        self.name = name
        self.confidence = confidence
        self.kind = kind
        self.gender = gender
        self.number = number
        self.cases = cases
        self.role = role
        self.role_start = role_start
        self.place = place


@dataclass(slots=True)
class Document:
    """A cleaned article under analysis. All offsets are code points into `text`."""

    text: str
    language: Language
    title: str = ""
    published_at: datetime | None = None
    author: str | None = None
    tokens: list[Token] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    mentions: list[MentionSpan] = field(default_factory=list)
    peoples: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Nationals of known countries, plural and in the nominative, in lower case: id and name of the government."""
