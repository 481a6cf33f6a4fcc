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
from streams.stances.lexicon import StanceLexicon
from streams.stances.patterns import Hit
from streams.stances.words import Words

_KINDS = ("approve", "modal", "reverse", "reject", "hedge", "open", "proviso", "negation", "not_negation", "without")
_PREDICATES = frozenset(("approve", "modal", "reverse", "reject", "hedge", "open"))
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
        """The operators of a clause."""
        return [op for op in self.operators if op.hit.first in clause]

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

    def own(self, clause: Clause) -> bool:
        """Whether the clause speaks in the first person."""
        return any(hit.first in clause for hit in self.hits.get("own", ()))


def read_stance(passage: Passage, anchors: Iterable[tuple[Hit, bool]], default: StanceLabel) -> Reading:
    """The stance of a passage towards an issue.

    Args:
        passage: the quotation's words.
        anchors: where the issue is named in the passage, best first, and whether in the opposite direction; none if only
            the context names it.
        default: the stance where nothing is said for or against.
    """
    readings = [
        reading for hit, opposed in anchors if (reading := _at_anchor(passage, hit, opposed, default)) is not None
    ]
    if not readings:
        return _whole(passage, default)
    best = max(readings, key=lambda reading: reading.confidence)
    if best.label == "support" and any(
        r.label == "conditional" and r.confidence >= best.confidence - 0.1 for r in readings
    ):
        return next(r for r in readings if r.label == "conditional")
    return best


def _at_anchor(passage: Passage, anchor: Hit, opposed: bool, default: StanceLabel) -> Reading | None:
    number = passage.clause_of(anchor.first)
    if number is None:
        return None
    clause = passage.clauses[number]
    state = _State(sign=-1 if opposed else 1)
    governing = [
        op for op in passage.within(clause) if _apart(op.hit, anchor) and _governs(passage, op, anchor, clause)
    ]
    state.take(passage, governing, anchor)
    if clause.opener == "complement" or (clause.opener == "relative" and not governing):
        state.matrix(passage, number)
    same = [c for c in passage.clauses if c.sentence == clause.sentence and c is not clause]
    if any(c.opener == "condition" for c in same) or any(
        op.kind == "proviso" for c in same for op in passage.within(c) if c.opener not in ("relative", "cause")
    ):
        state.conditional = True
    state.until = any(c.opener == "until" for c in same) or any(
        hit.first in clause for hit in passage.hits.get("until", ())
    )
    if clause.opener == "condition" and not any(op.kind == "proviso" for op in governing):
        return _antecedent(passage, clause, same, state)
    if passage.asks(clause):
        return Reading("neutral", 0.6, tuple(state.cues))
    if not state.explicit and not state.hedged and not state.flips:
        other = _comment(passage, number)
        if other is not None:
            label = other.label
            if state.sign < 0:
                label = {"support": "oppose", "oppose": "support"}.get(label, label)  # type: ignore[assignment]
            return Reading(label, other.confidence, other.cues)
    return state.label(default)


@dataclass(slots=True)
class _State:
    """What has been gathered about one anchor."""

    sign: int
    flips: int = 0
    explicit: bool = False
    hedged: bool = False
    opened: bool = False
    conditional: bool = False
    negated: bool = False
    until: bool = False
    cues: list[Hit] = field(default_factory=list)

    def take(self, passage: Passage, operators: list[Operator], anchor: Hit | None) -> None:
        for index, op in enumerate(operators):
            if op.kind in ("negation", "without"):
                following = operators[index + 1] if index + 1 < len(operators) else None
                if following is not None and following.kind == "hedge" and following.hit.first - op.hit.last <= 2:
                    continue
                self.flips += 1
                self.negated = True
                self.cues.append(op.hit)
            elif op.kind in ("reverse", "reject"):
                self.flips += 1
                self.cues.append(op.hit)
            elif op.kind == "approve":
                self.explicit = True
                self.cues.append(op.hit)
            elif op.kind == "hedge":
                self.hedged = True
                self.cues.append(op.hit)
            elif op.kind == "open":
                self.opened = True
                self.cues.append(op.hit)
            elif op.kind == "proviso":
                self.conditional = True
                self.cues.append(op.hit)

    def matrix(self, passage: Passage, number: int) -> None:
        """Add what the clauses that govern clause `number` say."""
        while number > 0 and passage.clauses[number].opener in ("complement", "relative"):
            before = passage.clauses[number - 1]
            if before.sentence != passage.clauses[number].sentence:
                return
            operators = [op for op in passage.within(before)]
            opinions = {hit.first for hit in passage.hits.get("opinion", ())}
            kept = []
            for index, op in enumerate(operators):
                if op.kind == "negation":
                    following = operators[index + 1] if index + 1 < len(operators) else None
                    near = range(op.hit.last, op.hit.last + 3)
                    if (following is None or following.hit.first not in near) and not any(i in opinions for i in near):
                        continue
                kept.append(op)
            self.take(passage, kept, None)
            number -= 1

    def label(self, default: StanceLabel) -> Reading:
        cues = tuple(self.cues)
        sign = self.sign * (-1) ** self.flips
        if self.opened and self.flips == 0 and self.sign > 0:
            return Reading("conditional", 0.6, cues)
        if self.hedged and not self.explicit and not self.flips:
            return Reading("neutral", 0.6, cues)
        if sign > 0:
            if self.conditional and self.flips < 2:
                return Reading("conditional", 0.65, cues)
            if self.explicit or self.flips:
                return Reading("support", 0.8, cues)
            if self.sign > 0 and default != "support":
                return Reading(default, 0.45, cues)
            return Reading("support", 0.6, cues)
        if self.flips and self.negated and (self.conditional or self.until) and self.sign > 0:
            return Reading("conditional", 0.55, cues)
        return Reading("oppose", 0.75 if self.flips else 0.6, cues)


def _apart(hit: Hit, anchor: Hit) -> bool:
    return hit.last <= anchor.first or hit.first >= anchor.last


def _governs(passage: Passage, op: Operator, anchor: Hit, clause: Clause) -> bool:
    """Whether an operator of the anchor's clause reaches the anchor."""
    items = passage.words.items
    if op.kind == "not_negation":
        return False
    if op.kind == "without":
        return 0 <= anchor.first - op.hit.last <= 2
    if op.kind == "negation":
        following = next(
            (o for o in passage.within(clause) if o.hit.first >= op.hit.last and o.kind in _PREDICATES), None
        )
        if following is not None and following.hit.first - op.hit.last <= 2 and _apart(following.hit, anchor):
            return _governs(passage, following, anchor, clause)
        return anchor.first - op.hit.last <= _REACH and op.hit.first - anchor.last <= _REACH
    if op.kind in ("reverse", "reject") and op.hit.last <= anchor.first:
        if anchor.first - op.hit.last > _REACH:
            return False
        tools = {hit.first for hit in passage.hits.get("instrument", ())}
        if op.hit.first - 1 in tools and op.hit.first - 1 >= clause.first:
            return False
        return not any(index in tools for index in range(op.hit.last, anchor.first)) or op.kind == "reject"
    if op.kind == "reverse":
        if op.hit.last >= clause.last:
            return True
        following_word = items[op.hit.last]
        if following_word.before not in ("", "quote"):
            return True
        return passage.lexicon.morphology.readings(following_word.form)[0].pos not in _NOMINAL
    if op.kind == "reject":
        tools = {hit.first for hit in passage.hits.get("instrument", ())}
        return op.hit.first - 1 not in tools
    return True


def _antecedent(passage: Passage, clause: Clause, same: list[Clause], state: _State) -> Reading:
    """The anchor stands in an if-clause: what follows from it tells."""
    bad = [op for c in same for op in passage.within(c) if op.kind in ("reject",)]
    threats = [
        hit for name in ("act.threat",) for hit in passage.hits.get(name, ()) if any(hit.first in c for c in same)
    ]
    if bad or threats:
        cues = tuple(op.hit for op in bad) or tuple(threats)
        sign = state.sign * (-1) ** (state.flips + 1)
        return Reading("support" if sign > 0 else "oppose", 0.5, cues)
    return Reading("conditional", 0.45, tuple(state.cues))


def _comment(passage: Passage, number: int) -> Reading | None:
    """What the neighbouring clauses of the quotation say, where the anchor's own clause says nothing."""
    for other in (number + 1, number - 1, number + 2, number - 2):
        if not 0 <= other < len(passage.clauses) or passage.clauses[other].opener in ("relative", "cause"):
            continue
        reading = _plain(passage, passage.clauses[other])
        if reading is not None:
            return reading
    return None


def _plain(passage: Passage, clause: Clause) -> Reading | None:
    """The reading of a clause that does not name the issue; none if it says nothing."""
    operators = [op for op in passage.within(clause) if op.kind != "not_negation"]
    rejects = [op for op in operators if op.kind == "reject"]
    if rejects:
        negations = sum(op.kind == "negation" for op in operators)
        label: StanceLabel = "support" if negations % 2 else "oppose"
        return Reading(label, 0.45, tuple(op.hit for op in rejects))
    return None


def _whole(passage: Passage, default: StanceLabel) -> Reading:
    """The stance of an elliptical quotation: the issue is named around it."""
    state = _State(sign=1)
    operators = [op for op in passage.operators if op.kind != "not_negation"]
    state.take(passage, operators[:4], None)
    if any(clause.opener == "condition" for clause in passage.clauses):
        state.conditional = True
    if passage.clauses and passage.asks(passage.clauses[-1]):
        return Reading("neutral", 0.4)
    reading = state.label(default)
    if not operators:
        return Reading(default, 0.3)
    return Reading(reading.label, reading.confidence * 0.7, reading.cues)
