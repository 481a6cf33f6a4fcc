"""Views on a document that the name finders share: traits of tokens, runs of capitals, who stands beside whom."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.enriched_article import MentionType
from streams.language.document import Document, Token
from streams.language.lexicons import words
from streams.language.marks import pair_marks
from streams.language.traits import Traits, traits


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of tokens first…last (half open) that names something."""

    first: int
    last: int
    type: MentionType
    confidence: float
    trim_end: int = 0
    """Code points of the last token that do not belong to the name (a possessive ’s)."""
    whole: bool = True
    """A full name; else a piece (surname or given name) that may belong to a longer one elsewhere."""


class Scan:
    """One document's tokens with what the finders ask about them. Each question is answered once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens: list[Token] = document.tokens
        self.language = document.language
        self._traits: dict[int, Traits] = {}
        self.sentence_of: list[int] = [0] * len(self.tokens)
        self.initial: set[int] = set()
        """First words of sentences and of quotations: their capital says nothing."""
        self.shouting: set[int] = set()
        """Sentences in capitals."""
        self.quoted: dict[int, int] = {}
        """Opening quotation mark → closing one."""
        self.capitals: list[int] = []
        self._mark()

    def _mark(self) -> None:
        tokens = self.tokens
        document = self.document
        for number, sentence in enumerate(document.sentences):
            waiting = True
            upper = total = 0
            for index in range(sentence.first, sentence.last):
                self.sentence_of[index] = number
                token = tokens[index]
                if token.kind == "word":
                    if waiting:
                        self.initial.add(index)
                        waiting = False
                    total += 1
                    if token.text[0].isupper():
                        self.capitals.append(index)
                        upper += len(token.text) > 1 and token.text.isupper()
                elif token.kind == "quote" or token.text in ":;•" or (token.text[0] in ".!?…" and len(token.text) > 1):
                    waiting = True
            if total >= 4 and upper > 0.6 * total:
                self.shouting.add(number)
        for paragraph in document.paragraphs:
            if paragraph.last > paragraph.first:
                first = document.sentences[paragraph.first].first
                last = document.sentences[paragraph.last - 1].last
                self.quoted.update(pair_marks(document.text, tokens, first, last))

    def capital(self, index: int) -> bool:
        """Whether the token is a word with a capital."""
        token = self.tokens[index]
        return token.kind == "word" and token.text[0].isupper()

    def of(self, index: int) -> Traits:
        """Traits of the word at `index`."""
        known = self._traits.get(index)
        if known is None:
            known = self._traits[index] = traits(self.tokens[index].text, self.language)
        return known

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether two tokens stand in one sentence."""
        count = len(self.tokens)
        return 0 <= one < count and 0 <= other < count and self.sentence_of[one] == self.sentence_of[other]

    def initial_letter(self, index: int) -> bool:
        """Whether an initial ("В.", "Дж.") starts at `index`."""
        token = self.tokens[index]
        return (
            token.kind == "word"
            and token.text[0].isupper()
            and (len(token.text) == 1 or token.text in ("Дж", "Ю", "Є", "Ст"))
            and index + 1 < len(self.tokens)
            and self.tokens[index + 1].text == "."
            and self.same_sentence(index, index + 1)
        )

    def lower(self, index: int) -> str:
        """The normalised word at `index`, empty outside the text."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def speech_beside(self, first: int, last: int) -> bool:
        """Whether a verb of speech stands next to tokens first…last (an adverb may come between)."""
        verbs = words("sentences", "speech_verbs")
        for index in (first - 1, last, last + 1):
            if 0 <= index < len(self.tokens) and self.same_sentence(index, first) and self.tokens[index].lower in verbs:
                return True
        return False

    def found(self, first: int, last: int, type_: MentionType, confidence: float, whole: bool = True) -> Found:
        """A span, without the possessive of its last token."""
        text = self.tokens[last - 1].text
        trim = 2 if self.tokens[last - 1].lower.endswith("’s") and text[0] < "\u0370" else 0
        return Found(first, last, type_, confidence, trim, whole)
