"""A quotation's words, parted into clauses and searched for operators: predicates, negations, hedges, conditions."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams.stances.clauses import Clause, clauses
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit
from streams.stances.words import Word, Words

_KINDS = (
    "open",
    "hedge",
    "dissent",
    "approve",
    "modal",
    "reverse",
    "reject",
    "harm",
    "deny",
    "accuse",
    "warn",
    "proviso",
    "negation",
    "concord",
    "not_negation",
    "without",
    "lack",
)
_AGAINST = frozenset(("проти", "против", "against"))
_FRONTED = 5
_SUBJECTS = frozenset(("we", "i", "they", "you"))
_NOTHING_YET = frozenset(("nothing", "no", "not"))
_OUGHT = frozenset(("should", "must", "ought"))
_HAS = frozenset(("has", "have", "had", "ought", "need", "needs", "got"))
_EVEN = frozenset(("навіть", "даже", "even"))
_VERDICTS = frozenset(("reverse", "reject", "harm", "deny", "accuse", "warn"))
_SO_FAR = frozenset(("що", "что"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
_WHETHER = frozenset(("whether", "when", "how", "who", "which", "what", "where", "why", "чи", "ли"))
_PAIR = 8
"""Words between "neither" and its "nor"."""
_NOT = frozenset(("не", "немає", "нема", "нет", "not"))
PREDICATES = frozenset(("approve", "modal", "reverse", "reject", "harm", "deny", "accuse", "warn", "hedge", "open"))
"""Operators that are predicates."""


_NOTHING = frozenset(("nothing", "anything", "none", "nobody", "all"))
_NOBODY = frozenset(("ніхто", "никто"))
_SPEAKERS = frozenset(("він", "вона", "он", "она"))
"""Pronouns that in reported speech stand for who speaks."""
_OPENS = frozenset(("mark", "quote"))
"""What stands before the first word of direct speech."""
_UNTIL = frozenset(("until", "till"))
_TO_YEAR = 5
"""Words after "until" that may name a year."""
_YEAR = 4
_OFFICE = 5
"""Words between a cue and the office of who speaks."""
_TIMES = frozenset(("year", "month", "week", "decade", "quarter", "summer", "winter", "spring", "autumn", "century"))


@dataclass(frozen=True, slots=True)
class Operator:
    """A predicate, negation or hedge at words first…last."""

    kind: str
    hit: Hit


@dataclass(slots=True)
class Passage:
    """The words of a quotation, with the cue's words before it, parted and searched for operators once."""

    words: Words
    hits: dict[str, list[Hit]]
    lexicon: StanceLexicon
    first: int
    last: int
    speaker: frozenset[str] = frozenset()
    """How the names begin, in lower case, of the speaker and of those it speaks for; empty if unknown."""
    peoples: frozenset[str] = frozenset()
    """How the names of countries and nations begin, in lower case."""
    quoted: int = 0
    """First word of the quotation itself; what comes before it is the cue."""
    deed: tuple[str, Hit] | None = None
    """Of a reported act: the operator that its cue stands for, and where."""
    cue: tuple[int, int] | None = None
    """Word range (half open) of the cue, wherever it stands."""
    clauses: list[Clause] = field(init=False)
    operators: list[Operator] = field(init=False)

    def __post_init__(self) -> None:
        self.clauses = clauses(self.words, self.hits, self.lexicon, self.first, self.last, quoted=self.quoted)
        self.operators = self._operators()

    def _operators(self) -> list[Operator]:
        """Operators in order; of two that overlap the longer one stands."""
        every = [
            Operator(kind, hit)
            for kind in _KINDS
            for hit in self.hits.get(kind, ())
            if self.first <= hit.first and hit.last <= self.last
        ]
        for i in range(self.first, self.last):
            if self._opposes(i):
                every.append(Operator("reject", Hit(i, i + 1)))
            elif self._must_go(i):
                every.append(Operator("reverse", Hit(i, i + 1)))
        if self.deed is not None:
            kind, deed = self.deed
            every = [op for op in every if op.hit.last <= deed.first or deed.last <= op.hit.first]
            # the verb of "warned *against*" has been counted with its preposition
            every = [op for op in every if op.kind not in _VERDICTS or not self._before_side(op, deed)]
            every.append(Operator(kind, deed))
        cases = {hit.first for hit in self.hits.get("case", ())}
        threats = {hit.first for hit in self.hits.get("act.threat", ())}
        every.sort(key=lambda op: (op.hit.first - op.hit.last, _KINDS.index(op.kind)))
        taken: dict[int, Operator] = {}
        kept = []
        for op in every:
            span = range(op.hit.first, op.hit.last)
            if any(index in taken for index in span):
                continue
            if op.kind == "reject" and op.hit.first in threats and self._cues(op.hit.first):
                continue  # who threatens with sanctions does not reject them
            if op.kind == "reverse" and self._dates(op.hit):
                continue  # "before the end of the year"
            if op.kind == "reject" and op.hit.first in cases:
                continue  # "failing a deal"
            if op.kind == "proviso" and op.hit.first and self.words.items[op.hit.first - 1].form in _EVEN:
                continue  # "not even after a ceasefire"
            if op.kind == "proviso" and self._nothing_but(op.hit.first):
                continue
            if op.kind == "proviso" and self.words.items[op.hit.last - 1].form in _UNTIL and self.to_year(op.hit):
                continue
            taken.update(dict.fromkeys(span, op))
            kept.append(op)
        kept.sort(key=lambda op: op.hit.first)
        return [op for op in kept if not (op.kind == "negation" and self._goes_on(op, kept))]

    def _goes_on(self, op: Operator, operators: list[Operator]) -> bool:
        """Whether "nor" goes on what "neither" began: the two deny once."""
        if self.words.items[op.hit.first].form != "nor":
            return False
        return any(
            0 < op.hit.first - other.hit.first <= _PAIR and self.words.items[other.hit.first].form == "neither"
            for other in operators
        )

    def _before_side(self, op: Operator, deed: Hit) -> bool:
        """Whether the operator stands in the cue, and what it does is told by the preposition after it."""
        return self.cue is not None and deed.first == self.quoted and self.cue[0] <= op.hit.first < self.cue[1]

    def _dates(self, hit: Hit) -> bool:
        """Whether the words are the end of a time: "the end of the year", "by the end of next month"."""
        after = [word.form for word in self.words.items[hit.last : hit.last + 3]]
        return self.words.items[hit.first].form == "end" and after[:1] == ["of"] and not _TIMES.isdisjoint(after)

    def _nothing_but(self, index: int) -> bool:
        """Whether "but" here is "except": "people who carry nothing but umbrellas must not be hit"."""
        items = self.words.items
        return items[index].form == "but" and index > self.first and items[index - 1].form in _NOTHING

    def _cues(self, index: int) -> bool:
        """Whether the word belongs to the cue, not to what it introduces."""
        return index < self.quoted or (self.cue is not None and self.cue[0] <= index < self.cue[1])

    def told(self, clause: Clause) -> bool:
        """Whether the clause is an inserted "she said" within the quotation."""
        return self.cue is not None and self.cue[0] > self.quoted and self.cue[0] in clause

    def concedes(self, clause: Clause) -> bool:
        """Whether a clause of condition sets none: "even if he stands alone"."""
        words = self.words.items[max(self.first, clause.first - 1) : clause.first + 1]
        return any(word.form in _EVEN for word in words)

    def _opposes(self, index: int) -> bool:
        """Whether "against" is a predicate of its own: it opens the quotation or its clause, or follows a subject."""
        items = self.words.items
        if items[index].form not in _AGAINST:
            return False
        if index + 1 < self.last and any(hit.first == index + 1 for hit in self.hits.get("relative", ())):
            return False
        if index == self.quoted or (index and items[index].before in ("comma", "mark", "dash")):
            return not self._fronted(index)
        if index <= self.first or self.lexicon.language == "en":
            return False
        before = items[index - 1]
        readings = self.lexicon.morphology.readings(before.form)
        first = readings[0]
        if first.pos == "ADV" or any(hit.first == index - 1 for hit in self.hits.get("complement", ())):
            return True
        subject = any(r.pos in _NOMINAL and r.case in (None, "nom") for r in readings)
        if first.pos == "PRON":  # "he is against", not "impose them against"
            return first.case in (None, "nom")
        if any(hit.last == index for hit in self.hits.get("bodies", ())):
            return subject
        if not before.capital or first.case not in (None, "nom"):
            return False
        # Some dictionaries list the names of countries as nouns; a noun that opens a sentence has a capital anyway.
        return first.pos == "PROPN" or (first.pos == "NOUN" and (before.before == "" or self.people(before)))

    def _fronted(self, index: int) -> bool:
        """Whether what an English "against" governs is put first: "against terror we must stand together"."""
        if self.lexicon.language != "en":
            return False
        near = self.words.items[index + 1 : min(index + _FRONTED, self.last)]
        return any(word.form in _SUBJECTS for word in near)

    def _must_go(self, index: int) -> bool:
        """Whether something is told to go, and nowhere: "the ban has to go"."""
        items = self.words.items
        if items[index].form != "go" or index < 2:
            return False
        if index + 1 < self.last and items[index + 1].before == "":
            return False
        before = items[index - 1].form
        return before in _OUGHT or (before == "to" and items[index - 2].form in _HAS)

    def carried(self, clause: Clause, stems: tuple[str, ...]) -> bool:
        """Whether a word of the clause begins as one of the stems."""
        return bool(stems) and any(w.form.startswith(stems) for w in self.words.items[clause.first : clause.last])

    def excepts(self, clause: Clause) -> bool:
        """Whether an if-clause names an exception, as in "unless …", "if they do not …"."""
        opener = self.words.items[clause.first].form
        return opener == "unless" or any(op.kind in ("negation", "concord") for op in self.within(clause))

    def lasting(self, clause: Clause) -> bool:
        """Whether a clause of time names an end to come, other than "as long as I am president"."""
        forms = [word.form for word in self.words.items[clause.first : clause.last]]
        return not ({"я", "i"} & set(forms)) or any(op.kind == "negation" for op in self.within(clause))

    def for_now(self, until: Clause | Hit) -> bool:
        """Whether what looks like "until" is "so far", and names no end: "поки що", "пока что"."""
        return until.first + 1 < self.last and self.words.items[until.first + 1].form in _SO_FAR

    def to_year(self, until: Hit) -> bool:
        """Whether a year is all that "until" names: "not until the end of 2028" is a no for now."""
        after = self.words.items[until.last : min(until.last + _TO_YEAR, self.last)]
        return any(word.form.isdigit() and len(word.form) == _YEAR for word in after)

    def within(self, clause: Clause) -> list[Operator]:
        """The operators of a clause. "Nobody", "never", "no" beside a plain "not" negate once, not twice."""
        inside = [op for op in self.operators if op.hit.first in clause]
        plain = any(
            (op.kind == "negation" or self.words.items[op.hit.first].form in _NOT) and op.hit.first in other
            for other in self.clauses
            if other.sentence == clause.sentence
            for op in self.operators
        )
        return [
            Operator("negation", op.hit) if op.kind == "concord" else op
            for op in inside
            if op.kind != "concord" or not plain
        ]

    def finite(self, clause: Clause) -> bool:
        """Whether the clause has a predicate of its own."""
        if any(op.kind in PREDICATES for op in self.within(clause)):
            return True
        readings = (self.lexicon.morphology.readings(w.form)[0] for w in self.words.items[clause.first : clause.last])
        return any(reading.pos == "VERB" and reading.verb_form == "fin" for reading in readings)

    def clause_of(self, index: int) -> int | None:
        """Number of the clause that holds the word."""
        for number, clause in enumerate(self.clauses):
            if index in clause:
                return number
        return None

    def asks(self, clause: Clause) -> bool:
        """Whether the clause's sentence ends with a question mark, and is no question that answers itself."""
        index = clause.last - 1
        while index < self.last - 1 and self.words.items[index + 1].before != "stop":
            index += 1
        if "?" not in self.words.ends[index]:
            return False
        return not any(clause.first <= hit.first <= index for hit in self.hits.get("rhetorical", ()))

    def breach(self, op: Operator) -> bool:
        """Whether a breach follows: who accuses of breaking a truce wants the truce."""
        return any(0 <= hit.first - op.hit.last <= 4 for hit in self.hits.get("breach", ()))

    def firm(self, op: Operator) -> bool:
        """Whether a hedge stands whatever else is said: the cue's ("declined to say") or a noun ("an analysis")."""
        items = self.words.items
        if op.hit.first < self.quoted or items[op.hit.last - 1].form in _WHETHER:
            return True
        if op.hit.last - op.hit.first > 1 and items[op.hit.first].form in _NOTHING_YET:
            return True  # "no date has been set", "not yet seen"
        return self.lexicon.morphology.readings(self.words.items[op.hit.first].form)[0].pos == "NOUN"

    def open_question(self, clause: Clause) -> bool:
        """Whether the clause asks indirectly: "whether …", "чи …", "… ли …"."""
        forms = [word.form for word in self.words.items[clause.first : clause.last]]
        return bool(forms) and (forms[0] in ("whether", "чи") or "ли" in forms)

    def denied(self, op: Operator) -> bool:
        """Whether the operator's phrase is itself a denied verb: "will not back", "не підтримає"."""
        return self.words.items[op.hit.first].form in _NOT

    def nominal(self, op: Operator) -> bool:
        """Whether the operator is a noun or gerund: "the lifting", "скасування"."""
        form = self.words.items[op.hit.first].form
        if self.lexicon.language == "en":
            return form.endswith("ing")
        return self.lexicon.morphology.readings(form)[0].pos == "NOUN"

    def infinitive(self, op: Operator) -> bool:
        """Whether the operator is an infinitive or, in English, a gerund: "to lift it", "lifting it"."""
        form = self.words.items[op.hit.first].form
        if self.lexicon.language == "en":
            return form.endswith("ing") or self.words.items[op.hit.first - 1].form == "to"
        return self.lexicon.morphology.readings(form)[0].verb_form == "inf"

    def against(self, op: Operator) -> bool:
        """Whether "from" or "against" follows, as in "warned against"."""
        following = self.words.items[op.hit.last].form if op.hit.last < self.last else ""
        return following in ("від", "проти", "от", "против", "against", "from")

    def unreal(self) -> bool:
        """Whether the passage speaks of what is not the case ("would have", "якби", "если бы")."""
        return any(self.first <= hit.first < self.last for hit in self.hits.get("unreal", ()))

    def own(self, clause: Clause) -> bool:
        """Whether the clause speaks in the first person."""
        return any(hit.first in clause for hit in self.hits.get("own", ()))

    def others(self, clause: Clause, op: Operator) -> bool:
        """Whether the wish or refusal is somebody else's: a name before it that is neither the speaker's nor "we"."""
        if not self.speaker or self.own(clause):
            return False
        if self.cue is not None and op.hit.first < self.cue[1] and self.cue[0] < op.hit.last:
            return False  # the cue's verb is the speaker's, whoever stands before it
        wills = [h for h in self.hits.get("volition", ()) if h.first < op.hit.last and op.hit.first < h.last]
        if not wills or all(self._against_what(op, hit) for hit in wills):
            return False
        found = False
        told = op.hit.first > self.quoted and self.words.items[self.quoted].before != "quote"
        start = max(clause.first, self.quoted if op.hit.first >= self.quoted else self.first)
        for index in range(op.hit.first - 1, start - 1, -1):
            word = self.words.items[index]
            if not found and word.form in _OUGHT:
                return False  # "they should never have agreed" judges them
            if not found and told and word.form in _SPEAKERS:
                return False
            if not found and word.form in _NOBODY:
                return False  # "nobody is going to admit Ukraine" is no reproach to Ukraine
            if not self._subject(word) or self._led(index):
                continue
            people = self.people(word)
            if people and index <= self.quoted + 1 and self._spokesman():
                return False
            if people or (word.capital and len(word.form) > 2 and self._names(word, index)):
                if any(word.form.startswith(name) for name in self.speaker):
                    return False
                found = True
        return found

    def _against_what(self, op: Operator, will: Hit) -> bool:
        """Whether "against" has its object in the operator itself, or is denied: "is against the law", "is not directed
        against them" tell nobody's will."""
        against = self.words.items[will.first].form in _AGAINST
        return against and (op.kind == "approve" or op.hit.last - will.last > 1)

    def intends(self, op: Operator) -> bool:
        """Whether what a negation denies is an intention: "does not plan to"."""
        following = range(op.hit.last, op.hit.last + 2)
        return any(hit.first in following for hit in self.hits.get("intention", ()))

    def _spokesman(self) -> bool:
        """Whether the speaker, of whose country nothing is known, holds an office: "…", said the finance minister.

        The country that such a quotation begins with is taken for the speaker's own.
        """
        if self.cue is None or not self.speaker.isdisjoint(self.peoples):
            return False
        near = range(self.cue[0] - _OFFICE, self.cue[1] + _OFFICE)
        return any(
            hit.first in near and not self.quoted <= hit.first < self.last for hit in self.hits.get("bodies", ())
        )

    def names_others(self) -> bool:
        """Whether the quotation names a country or nation that is not the speaker's."""
        return any(
            word.capital and self.people(word) and not any(word.form.startswith(name) for name in self.speaker)
            for word in self.words.items[self.quoted : self.last]
        )

    def people(self, word: Word) -> bool:
        """Whether the word names a country or nation."""
        if self.lexicon.language == "en" and not word.capital:  # "people"
            return False
        return any(word.form[:n] in self.peoples for n in range(4, len(word.form) + 1))

    def _subject(self, word: Word) -> bool:
        """Whether the word can be a subject by its case."""
        if self.lexicon.language == "en":
            return True
        readings = self.lexicon.morphology.readings(word.form)
        if readings[0].case == "gen" and readings[0].number == "sing" and self.people(word):
            return False  # "України" is hardly the plural of a country
        return any(reading.case in (None, "nom") for reading in readings)

    def _led(self, index: int) -> bool:
        """Whether a Slavic preposition stands right before the word, so that it is no subject: "з Путіним"."""
        if self.lexicon.language == "en" or index <= self.first or self.words.items[index].before != "":
            return False
        return self.lexicon.morphology.readings(self.words.items[index - 1].form)[0].pos == "ADP"

    def _names(self, word: Word, index: int) -> bool:
        opens = index == self.quoted and word.before in _OPENS  # its first word has a capital anyway
        if word.before != "stop" and index != self.first and not opens:
            return True
        reading = self.lexicon.morphology.readings(word.form)[0]
        return reading.pos == "PROPN" or not reading.known
