"""Where a quotation stands towards an issue's proposition, read from the structure of its clauses.

The anchor (the words that name the issue) has a direction: with the proposition or against it. Every negation and every verb
that takes its object back ("refuse", "lift", "stop") turns the direction round if it reaches the anchor within its clause, or
governs the anchor's clause ("does not believe that …"). Conditions make a yes conditional, hedges and questions make it neutral.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.base import StanceLabel
from streams.stances.clauses import Clause, clauses
from streams.stances.issues import Issue
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit
from streams.stances.words import Word, Words

_KINDS = (
    "open",
    "hedge",
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
)
_PREDICATES = frozenset(("approve", "modal", "reverse", "reject", "harm", "deny", "accuse", "warn", "hedge", "open"))
_TURNS = frozenset(("reverse", "reject", "harm", "deny", "accuse", "warn"))
_REACH = 9
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM"))


@dataclass(frozen=True, slots=True)
class Reading:
    """A stance with how sure it is and the word ranges that decided it."""

    label: StanceLabel
    confidence: float
    cues: tuple[Hit, ...] = ()


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
    clauses: list[Clause] = field(init=False)
    operators: list[Operator] = field(init=False)

    def __post_init__(self) -> None:
        self.clauses = clauses(self.words, self.hits, self.lexicon, self.first, self.last)
        self.operators = self._operators()

    def _operators(self) -> list[Operator]:
        """Operators in order; of two that overlap the longer one stands."""
        every = [
            Operator(kind, hit)
            for kind in _KINDS
            for hit in self.hits.get(kind, ())
            if self.first <= hit.first and hit.last <= self.last
        ]
        every.sort(key=lambda op: (op.hit.first - op.hit.last, _KINDS.index(op.kind)))
        taken: dict[int, Operator] = {}
        kept = []
        for op in every:
            span = range(op.hit.first, op.hit.last)
            if any(index in taken for index in span):
                continue
            taken.update(dict.fromkeys(span, op))
            kept.append(op)
        return sorted(kept, key=lambda op: op.hit.first)

    def within(self, clause: Clause) -> list[Operator]:
        """The operators of a clause. "Nobody", "never", "no" beside a plain "not" negate once, not twice."""
        inside = [op for op in self.operators if op.hit.first in clause]
        plain = any(
            op.kind == "negation" and op.hit.first in other
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
        if any(op.kind in _PREDICATES for op in self.within(clause)):
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
        """Whether the clause's sentence ends with a question mark."""
        index = clause.last - 1
        while index < self.last - 1 and self.words.items[index + 1].before != "stop":
            index += 1
        return "?" in self.words.ends[index]

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
        """Whether the wish or refusal `op` is somebody else's: a name before it that is neither the speaker's nor "we"."""
        if not self.speaker or self.own(clause):
            return False
        if not any(hit.first < op.hit.last and op.hit.first < hit.last for hit in self.hits.get("volition", ())):
            return False
        found = False
        for index in range(op.hit.first - 1, max(clause.first, self.first) - 1, -1):
            word = self.words.items[index]
            if not self._subject(word):
                continue
            named = word.capital and len(word.form) > 2 and self._names(word, index)
            if named or any(word.form[:n] in self.peoples for n in range(4, len(word.form) + 1)):
                if any(word.form.startswith(name) for name in self.speaker):
                    return False
                found = True
        return found

    def _subject(self, word: Word) -> bool:
        """Whether the word can be a subject by its case."""
        if self.lexicon.language == "en":
            return True
        readings = self.lexicon.morphology.readings(word.form)
        return any(reading.case in (None, "nom") for reading in readings)

    def _names(self, word: Word, index: int) -> bool:
        if word.before != "stop" and index != self.first:
            return True
        reading = self.lexicon.morphology.readings(word.form)[0]
        return reading.pos == "PROPN" or not reading.known


def read_stance(
    passage: Passage, anchors: Iterable[tuple[Hit, bool]], issue: Issue, *, opposed: bool = False
) -> Reading:
    """The stance of a passage towards an issue.

    Args:
        passage: the quotation's words.
        anchors: where the issue is named in the passage, best first, and whether in the opposite direction; none if only
            the context names it.
        issue: the issue.
        opposed: the direction in which the context names it.
    """
    readings = [made for hit, against in anchors if (made := _at_anchor(passage, hit, against, issue)) is not None]
    if not readings:
        return _whole(passage, issue, opposed)
    best = max(readings, key=lambda reading: reading.confidence)
    if best.label == "support":
        for reading in readings:
            if reading.label == "conditional" and reading.confidence >= best.confidence - 0.15:
                return reading
    return best


def _at_anchor(passage: Passage, anchor: Hit, opposed: bool, issue: Issue) -> Reading | None:
    number = passage.clause_of(anchor.first)
    if number is None:
        return None
    clause = passage.clauses[number]
    state = _State(-1 if opposed else 1, issue.charge)
    inside = passage.within(clause)
    governing = [op for op in inside if _apart(op.hit, anchor) and _governs(passage, op, anchor, clause)]
    state.take(passage, governing, clause)
    if not governing and number + 1 < len(passage.clauses) and not passage.finite(clause):
        # "Sending arms, she argued, would not help": the predicate stands in a later clause
        for later in passage.clauses[number + 1 : number + 3]:
            if later.sentence == clause.sentence and later.opener == "" and passage.finite(later):
                state.take(passage, passage.within(later), later)
                break
    if clause.opener == "complement" or (clause.opener == "relative" and not governing):
        state.matrix(passage, number)
    same = [c for c in passage.clauses if c.sentence == clause.sentence and c is not clause]
    if any(c.opener == "condition" for c in same) or any(
        op.kind == "proviso" for c in same if c.opener not in ("relative", "cause") for op in passage.within(c)
    ):
        state.conditional = True
    if passage.unreal():  # "if they were, we would …" wishes for it
        state.conditional = False
    state.until = any(c.opener == "until" for c in same) or any(
        h.first in clause for h in passage.hits.get("until", ())
    )
    if clause.opener == "condition" and not any(op.kind == "proviso" for op in governing):
        return _antecedent(passage, same, state)
    if passage.asks(clause):
        return Reading("neutral", 0.6, tuple(state.cues))
    if not state.explicit and not state.hedged and not state.flips:
        other = _comment(passage, number)
        if other is not None:
            return (
                other
                if state.sign > 0 and not issue.charge
                else _turned(other)
                if state.sign < 0
                else state.label(issue)
            )
    return state.label(issue)


@dataclass(slots=True)
class _State:
    """What has been gathered about one anchor."""

    sign: int
    charge: bool
    flips: int = 0
    explicit: bool = False
    hedged: bool = False
    opened: bool = False
    conditional: bool = False
    negated: bool = False
    until: bool = False
    foreign: bool = False
    cues: list[Hit] = field(default_factory=list)

    def take(self, passage: Passage, operators: list[Operator], clause: Clause | None) -> None:
        """Add operators that reach the anchor."""
        for index, op in enumerate(operators):
            following = operators[index + 1] if index + 1 < len(operators) else None
            if clause is not None and passage.others(clause, op):
                self.foreign = True
            if op.kind in ("negation", "without"):
                if following is not None and following.kind == "hedge" and following.hit.first - op.hit.last <= 2:
                    continue
                self.flips += 1
                self.negated = True
            elif op.kind == "accuse":
                if self.charge or self.sign < 0:
                    continue
                self.flips += 1
            elif op.kind in _TURNS:
                if self.charge and self.sign > 0 and op.kind in ("reject", "harm"):
                    self.explicit = True
                else:
                    self.flips += 1
            elif op.kind == "approve":
                self.explicit = True
            elif op.kind == "hedge":
                self.hedged = True
            elif op.kind == "open":
                self.opened = True
            elif op.kind == "proviso":
                self.conditional = True
            else:
                continue
            self.cues.append(op.hit)

    def matrix(self, passage: Passage, number: int) -> None:
        """Add what the clauses that govern clause `number` say."""
        opinions = {hit.first for hit in passage.hits.get("opinion", ())}
        while number > 0 and passage.clauses[number].opener in ("complement", "relative"):
            before = passage.clauses[number - 1]
            if before.sentence != passage.clauses[number].sentence:
                return
            operators = passage.within(before)
            kept = []
            for index, op in enumerate(operators):
                if op.kind == "negation":
                    following = operators[index + 1] if index + 1 < len(operators) else None
                    near = range(op.hit.last, op.hit.last + 3)
                    if (following is None or following.hit.first not in near) and not any(i in opinions for i in near):
                        continue
                if op.kind != "warn":  # "warned that …" tells, "warned against …" rejects
                    kept.append(op)
            self.take(passage, kept, before)
            number -= 1

    def label(self, issue: Issue) -> Reading:
        """The stance that follows."""
        cues = tuple(self.cues)
        sign = self.sign * (-1) ** self.flips
        if self.foreign:  # somebody else's refusal is told as a reproach, their readiness as a fact
            return Reading("support", 0.5, cues) if self.flips % 2 else Reading("neutral", 0.55, cues)
        if self.opened and self.flips == 0 and self.sign > 0:
            return Reading("conditional", 0.6, cues)
        if self.hedged and not self.explicit and not self.flips:
            return Reading("neutral", 0.6, cues)
        if sign > 0:
            if self.conditional and self.flips < 2:
                return Reading("conditional", 0.65, cues)
            if self.explicit or self.flips:
                return Reading("support", 0.8, cues)
            if self.sign > 0 and issue.default != "support":
                return Reading(issue.default, 0.45, cues)
            return Reading("support", 0.6, cues)
        if self.sign > 0 and (self.conditional or (self.negated and self.until)):
            return Reading("conditional", 0.55, cues)
        return Reading("oppose", 0.75 if self.flips else 0.6, cues)


def _turned(reading: Reading) -> Reading:
    label: StanceLabel = {"support": "oppose", "oppose": "support"}.get(reading.label, reading.label)  # type: ignore[assignment]
    return Reading(label, reading.confidence, reading.cues)


def _apart(hit: Hit, anchor: Hit) -> bool:
    return hit.last <= anchor.first or hit.first >= anchor.last


def _governs(passage: Passage, op: Operator, anchor: Hit, clause: Clause) -> bool:
    """Whether an operator of the anchor's clause reaches the anchor."""
    if op.kind == "not_negation":
        return False
    if op.kind == "without":
        return 0 <= anchor.first - op.hit.last <= 2
    if op.kind == "negation":
        after = next((o for o in passage.within(clause) if o.hit.first >= op.hit.last and o.kind in _PREDICATES), None)
        if after is not None and after.hit.first - op.hit.last <= 2 and _apart(after.hit, anchor):
            return _governs(passage, after, anchor, clause)
        return anchor.first - op.hit.last <= _REACH and op.hit.first - anchor.last <= _REACH
    if op.kind not in _TURNS:
        return True
    if op.kind == "warn" and not passage.against(op):
        return False
    tools = {hit.first for hit in passage.hits.get("instrument", ())}
    if op.hit.last <= anchor.first:  # the operator's object follows it
        if anchor.first - op.hit.last > _REACH:
            return False
        if op.hit.first - 1 in tools and op.hit.first > clause.first:
            return False
        if any(index in tools for index in range(op.hit.last + 1, anchor.first)):
            return op.kind in ("reject", "accuse", "deny")
        if op.kind == "reject" and _studied(passage, op):
            return False
        return True
    if op.kind in ("accuse", "warn"):
        return False
    if op.kind == "reverse":
        return not _has_object(passage, op, clause)
    if op.kind == "harm":
        return not _hits_enemy(passage, op)
    return op.hit.first - 1 not in tools


def _studied(passage: Passage, op: Operator) -> bool:
    """The operator is itself what is weighed: "an analysis of the threats"."""
    return any(0 <= op.hit.first - hit.last <= 1 for hit in passage.hits.get("hedge", ()))


def _has_object(passage: Passage, op: Operator, clause: Clause) -> bool:
    """Whether a noun phrase follows the verb directly."""
    if op.hit.last >= clause.last:
        return False
    word = passage.words.items[op.hit.last]
    if word.before not in ("", "quote"):
        return False
    reading = passage.lexicon.morphology.readings(word.form)[0]
    return (
        reading.pos in _NOMINAL and reading.case != "nom"
    )  # a subject may follow: "the plan was vetoed by" without "by"


def _hits_enemy(passage: Passage, op: Operator) -> bool:
    return any(0 <= hit.first - op.hit.last <= 3 for hit in passage.hits.get("enemy", ()))


def _antecedent(passage: Passage, same: list[Clause], state: _State) -> Reading:
    """The anchor stands in an if-clause: what follows from it tells."""
    if state.flips % 2 and state.sign > 0:  # "if they do not sit down at the table, …"
        return Reading("support", 0.5, tuple(state.cues))
    bad = [op.hit for c in same for op in passage.within(c) if op.kind in ("reject", "harm")]
    bad += [hit for hit in passage.hits.get("act.threat", ()) if any(hit.first in c for c in same)]
    negations = sum(op.kind == "negation" for c in same for op in passage.within(c))
    if bad and not negations % 2:
        return Reading("oppose" if state.sign > 0 else "support", 0.5, tuple(bad[:4]))
    if passage.unreal():
        return Reading("support" if state.sign > 0 else "oppose", 0.5, tuple(state.cues))
    return Reading("conditional", 0.45, tuple(state.cues))


def _comment(passage: Passage, number: int) -> Reading | None:
    """What the neighbouring clauses of the quotation say, where the anchor's own clause says nothing."""
    for other in (number + 1, number - 1, number + 2, number - 2):
        if not 0 <= other < len(passage.clauses) or passage.clauses[other].opener in ("relative", "cause"):
            continue
        operators = [op for op in passage.within(passage.clauses[other]) if op.kind != "not_negation"]
        rejects = [op for op in operators if op.kind == "reject"]
        if rejects:
            negations = sum(op.kind == "negation" for op in operators)
            return Reading("support" if negations % 2 else "oppose", 0.45, tuple(op.hit for op in rejects))
    return None


def _whole(passage: Passage, issue: Issue, opposed: bool) -> Reading:
    """The stance of an elliptical quotation: the issue is named around it."""
    state = _State(-1 if opposed else 1, issue.charge)
    main = [c for c in passage.clauses if c.opener in ("", "contrast", "complement")] or passage.clauses
    operators = [op for c in main for op in passage.within(c) if op.kind not in ("not_negation", "warn")]
    state.take(passage, operators[:5], main[0] if main else None)
    if any(clause.opener == "condition" for clause in passage.clauses):
        state.conditional = True
    if passage.clauses and passage.asks(passage.clauses[-1]):
        return Reading("neutral", 0.4)
    if not operators:
        return Reading(issue.default if not opposed else "oppose", 0.3)
    reading = state.label(issue)
    return Reading(reading.label, reading.confidence * 0.7, reading.cues)
