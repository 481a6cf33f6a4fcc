"""An article laid out for the search for quotations: per token, what it is and what stands around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from streams.language.cues import CueForm, CueLexicon
from streams.language.document import Document, MentionSpan
from streams.language.homographs_english import told_apart
from streams.language.morphology import Morphology, morphology
from streams.language.quotations_found import Found, Harvest, Subject, Unit
from streams.language.quotations_marks import Marked, find_marked

__all__ = ["DASHES", "MAX_UNIT", "TERMINALS", "Found", "Harvest", "Scene", "Subject", "Unit", "within"]

MAX_UNIT = 500
"""Longest sentence in tokens; a longer one is cut, so that the search stays linear in the length of the text."""
TERMINALS = frozenset(".!?…")
DASHES = frozenset(("-", "–", "—", "―", "--", "−"))
PARTING = DASHES | {","}
"""Marks that part a clause from what is told of it."""
_APPOSITION = 14
"""Tokens between a name and the comma that closes what stands beside it."""
_BE = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "get",
        "gets",
        "got",
        "’s",
        "’re",
        "isn’t",
        "wasn’t",
        "weren’t",
        "aren’t",
    )
)


class Scene:
    """A document with the tables that the search needs. All indices are tokens'."""

    def __init__(self, document: Document, lexicon: CueLexicon) -> None:
        self.document = document
        self.text = document.text
        self.tokens = document.tokens
        self.lexicon = lexicon
        self.slavic = lexicon.language != "en"
        self._morphology: Morphology | None = None
        self._lemmas: dict[str, tuple[str | None, ...]] = {}
        self.low = [token.lower for token in document.tokens]
        if not self.slavic:
            told_apart(document.tokens, self.low)
        self.size = len(self.low)
        closed = lexicon.prepositions | lexicon.conjunctions | frozenset(lexicon.pronouns) | lexicon.complementisers
        self.mentions: list[MentionSpan] = [
            m
            for m in document.mentions
            if m.last - m.first > 1 or (m.first < self.size and self.low[m.first] not in closed)
        ]
        self.mention_at = [-1] * self.size
        for index, mention in enumerate(self.mentions):
            for token in range(mention.first, min(mention.last, self.size)):
                held = self.mention_at[token]
                if held < 0 or self.mentions[held].last - self.mentions[held].first < mention.last - mention.first:
                    self.mention_at[token] = index
        for index, mention in enumerate(self.mentions):
            # the words of a role before a name belong to the name
            token = mention.first - 1
            while mention.role_start is not None and token >= 0 and self.tokens[token].start >= mention.role_start:
                if self.mention_at[token] < 0:
                    self.mention_at[token] = index
                token -= 1
        self.marks: list[Marked] = find_marked(document)
        self.direct: list[bool] = []
        """Per mark: whether it is direct speech."""
        self.mark_at = [-1] * self.size
        for index, marked in enumerate(self.marks):
            for token in range(marked.open, min(marked.after, self.size)):
                self.mark_at[token] = index
        table = lexicon.table
        self.cues: list[CueForm | None] = [table.get(word) for word in self.low]
        """Per token, the cue that it can be; None where it certainly is none."""
        self._drop_names()
        if not self.slavic:
            for index, form in enumerate(self.cues):
                if form is not None and not self._english_verb(index, form):
                    self.cues[index] = None
        self.units: list[Unit] = []
        self.unit_at = [0] * self.size
        self._make_units()

    def _drop_names(self) -> None:
        """A word inside a name is no cue."""
        for index, held in enumerate(self.mention_at):
            if held >= 0:
                self.cues[index] = None

    def behind(self, marked: Marked) -> int:
        """The token after words in marks, over a negation: the verb of a name that acts."""
        denied = marked.after + 1 < self.size and self.low[marked.after] in self.lexicon.negations
        return marked.after + denied

    def _apposed(self, comma: int) -> bool:
        """Whether the comma closes what stands beside a name: "Smith, 54, backs", "Smith, who leads it, backs"."""
        if self.mention_at[comma - 1] >= 0:
            return True
        for position in range(comma - 1, max(0, comma - _APPOSITION), -1):
            if self.low[position] == ",":
                return self.mention_at[position - 1] >= 0
            if self.tokens[position].kind == "punct":
                return False
        return False

    def _english_verb(self, index: int, form: CueForm) -> bool:
        """Tell verbs from nouns and adjectives of the same form ("his comments", "a warning", "was told")."""
        lexicon = self.lexicon
        tense = form.form.tense
        if index == 0:
            return tense == "conv"
        position = index - 1
        while position > 0 and self.low[position] in lexicon.adverbs and self.low[position] not in lexicon.determiners:
            position -= 1
        if position > 0 and self.low[position] == "no" and self.low[position + 1] == "longer":
            position -= 1
        before = self.low[position]
        after = self.low[index + 1] if index + 1 < self.size else "."
        if tense == "pres" and not form.form.number:
            return before in _BE or before in ("’m", "feel", "feels", "felt", "remain", "remains", "remained")
        if (
            before in lexicon.determiners
            and before not in lexicon.pronouns
            and before not in lexicon.indefinite
            and before != "that"
        ):
            return False
        if before in lexicon.possessives or (before.endswith(("’s", "s’")) and tense != "past"):
            return False
        if tense == "past":
            if before in _BE or (before.endswith("’s") and self.mention_at[position] < 0):
                return False
            agent = after == "by" and before not in lexicon.pronouns and self.mention_at[position] < 0
            agent = agent and form.cue.lemma != "stand"
            return not agent and before not in ("of", "with", "for", "from", "in", "by", "as", "than", "most")
        if tense == "conv" and after == "that" and before in ("by", "for", "from", "without"):
            return True
        if form.cue.lemma not in lexicon.also_nouns:
            return before not in ("of", "with", "without", "for", "about", "from") or tense == "pres"
        if tense == "pres":
            if before in lexicon.pronouns or before in ("who", "which", "that"):
                return True
            if before in lexicon.prepositions or before in lexicon.conjunctions:
                return False
            if self.mention_at[position] >= 0:
                ends = after in (".", ",", ";", ")", "?", "!") or after in lexicon.conjunctions
                body = self.mentions[self.mention_at[position]].type != "PER"
                return (
                    after not in ("of", "on", "about", "from", "by", "against")
                    and not before.endswith("s’")
                    and not (ends and body)
                )
            return before in lexicon.heads or (before == "," and self._apposed(position))
        if tense == "conv":
            return (
                before in (",", "and", "by", "while", "after", "before", "in", "when", "—", "–")
                or before in _BE
                or before.removesuffix("’s") in lexicon.pronouns
                or (self.mention_at[position] >= 0 and after in ("that", ":", "the", "he", "she", "they", "it"))
            )
        return True

    @property
    def morphology(self) -> Morphology:
        if self._morphology is None:
            self._morphology = morphology(self.lexicon.language)
        return self._morphology

    def _make_units(self) -> None:
        document = self.document
        kinds = [paragraph.kind for paragraph in document.paragraphs]
        for sentence in document.sentences:
            speech = kinds[sentence.paragraph] == "body" if sentence.paragraph < len(kinds) else True
            previous = self.units[-1] if self.units else None
            if (
                previous is not None
                and sentence.last - previous.first <= MAX_UNIT
                and sentence.first < self.size
                and self.mark_at[sentence.first] >= 0
                and self.mark_at[sentence.first] == self.mark_at[sentence.first - 1]
            ):
                previous.last = sentence.last
                previous.speech = True
                continue
            for first in range(sentence.first, sentence.last, MAX_UNIT):
                self.units.append(Unit(first, min(first + MAX_UNIT, sentence.last), sentence.paragraph, speech))
        for index, unit in enumerate(self.units):
            for token in range(unit.first, min(unit.last, self.size)):
                self.unit_at[token] = index

    def positions(self, words: Collection[str]) -> list[int]:
        """The tokens that are one of `words`, in order."""
        return [index for index, word in enumerate(self.low) if word in words]

    def cue_positions(self) -> list[int]:
        """The tokens that can be cues, in order."""
        return [index for index, form in enumerate(self.cues) if form is not None]

    # words

    def is_word(self, index: int) -> bool:
        return self.tokens[index].kind in ("word", "number")

    def is_upper(self, index: int) -> bool:
        return self.tokens[index].text[:1].isupper()

    def ends_sentence(self, index: int) -> bool:
        """Whether the token is a mark that ends a sentence."""
        token = self.tokens[index]
        return token.kind == "punct" and token.text[0] in TERMINALS

    def in_direct(self, index: int) -> bool:
        mark = self.mark_at[index]
        return mark >= 0 and self.direct[mark]

    def phrase(self, table: dict[str, tuple[tuple[str, ...], ...]], index: int, limit: int) -> int:
        """Length in tokens of the phrase of `table` that starts at `index`, 0 if none does."""
        for words in table.get(self.low[index], ()):
            end = index + len(words)
            if end <= limit and tuple(self.low[index:end]) == words:
                return len(words)
        return 0

    def words_between(self, first: int, last: int) -> int:
        return sum([token.kind in ("word", "number") for token in self.tokens[first:last]])

    def verbal(self, index: int) -> str | None:
        """fin, inf, part or conv if the word can be a verb, by its likeliest reading as one."""
        return next((form for form in self._forms(index) if form), None)

    def can_be(self, index: int, form: str) -> bool:
        """Whether the word has a likely reading as that form of a verb."""
        return form in self._forms(index)

    def _forms(self, index: int) -> tuple[str | None, ...]:
        word = self.low[index]
        held = self._lemmas.get(word)
        if held is None:
            first = self.morphology.readings(word)[:3]
            forms = tuple(r.verb_form or "fin" if r.pos in ("VERB", "AUX") else None for r in first)
            self._lemmas[word] = held = forms or (None,)
        return held

    def month(self, index: int) -> bool:
        """English: whether "March" or "May" beside a number is the month, and no verb."""
        if self.low[index] not in ("march", "may") or not self.is_upper(index):
            return False
        return any(self.tokens[i].kind == "number" for i in (index - 1, index + 1) if 0 <= i < self.size)

    def finite_between(self, first: int, last: int) -> bool:
        """Whether a finite verb stands among the tokens."""
        lexicon = self.lexicon
        for index in range(first, last):
            if self.tokens[index].kind != "word":
                continue
            word = self.low[index]
            if not self.slavic and self.month(index):
                continue
            if word in lexicon.auxiliaries or self.cues[index] is not None:
                return True
            if word in lexicon.prepositions or word in lexicon.determiners or len(word) < 2:
                continue
            if not self.slavic and index and self.low[index - 1] == "to":
                continue
            form = self.verbal(index)
            if form == "fin" or (self.slavic and (form == "part" or self.can_be(index, "fin"))):
                return True
            if not self.slavic and word.endswith("ed") and form is not None:
                return True
        return False

    def skip(self, index: int, limit: int, words: frozenset[str]) -> int:
        """The first index from `index` on whose word is not in `words`."""
        while index < limit and self.low[index] in words:
            index += 1
        return index

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points from the first token to the last, without the punctuation that closes a clause."""
        tokens = self.tokens
        while (
            last > first
            and tokens[last - 1].kind in ("punct", "dash")
            and tokens[last - 1].text
            in (
                ".",
                ",",
                ";",
                ":",
                "-",
                "–",
                "—",
                "―",
                "--",
            )
        ):
            last -= 1
        while (
            first < last
            and tokens[first].kind in ("punct", "dash")
            and tokens[first].text
            in (
                ",",
                ";",
                ":",
                "-",
                "–",
                "—",
                "―",
                ".",
                "--",
            )
        ):
            first += 1
        if last <= first:
            return (0, 0)
        return tokens[first].start, tokens[last - 1].end


def within(positions: list[int], first: int, last: int) -> list[int]:
    """Those of the ordered `positions` that lie in first…last (half open)."""
    return positions[bisect_left(positions, first) : bisect_left(positions, last)]
