"""What is gathered about one naming of an issue (its turns, hedges, conditions), and the stance that follows."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.base import StanceLabel
from streams.stances.absence import matrix_of
from streams.stances.clauses import Clause
from streams.stances.issues import Issue
from streams.stances.passage import Operator, Passage
from streams.stances.patterns import Hit
from streams.stances.scope import TURNS, prevented


@dataclass(frozen=True, slots=True)
class Reading:
    """A stance with how sure it is and the word ranges that decided it."""

    label: StanceLabel
    confidence: float
    cues: tuple[Hit, ...] = ()


@dataclass(slots=True)
class State:
    """What has been gathered about one anchor."""

    sign: int
    charge: bool
    flips: int = 0
    explicit: bool = False
    hedged: bool = False
    firm: bool = False
    opened: bool = False
    conditional: bool = False
    excepted: bool = False
    bound: bool = False
    """A condition stands in the sentence, outside the words that name the issue."""
    negated: bool = False
    until: bool = False
    foreign: bool = False
    rejected: bool = False
    reversed: bool = False
    accused: bool = False
    lacking: bool = False
    hinged: bool = False
    """An if-clause stands beside what is denied: "if they attack, there will be no pipeline"."""
    limited: bool = False
    """What limits the thing stands apart from the words for its opposite: "we let in only those who work"."""
    undoing: bool = False
    """The thing is named by what takes it back: "the easing of sanctions"."""
    named: int = 0
    """Turns that belong to the thing itself: "the lifting of sanctions" may be discussed without a word against it."""
    cues: list[Hit] = field(default_factory=list)

    def take(self, passage: Passage, operators: list[Operator], clause: Clause | None) -> None:
        """Add operators that reach the anchor."""
        for index, op in enumerate(operators):
            following = operators[index + 1] if index + 1 < len(operators) else None
            own = passage.deed is not None and op.hit == passage.deed[1]
            if clause is not None and not own and passage.others(clause, op):
                self.foreign = True
            if op.kind in ("negation", "without"):
                if following is not None and following.kind == "hedge" and following.hit.first - op.hit.last <= 2:
                    continue
                self.flips += 1
                self.negated = True
            elif op.kind == "lack":
                self.flips += 1
                self.lacking = True
            elif op.kind == "accuse":
                if self.charge or self.sign < 0 or passage.breach(op):
                    continue
                self.flips += 1
                self.accused = True
            elif op.kind in TURNS:
                if self.charge and self.sign > 0 and op.kind in ("reject", "harm") and not self.reversed:
                    self.explicit = True
                elif op.kind == "reject" and (self.rejected or prevented(passage, operators, index)):
                    pass  # "a dangerous mistake" is one judgement, as is "will not let them make the mistake"
                else:
                    self.flips += 1
                self.rejected = self.rejected or op.kind == "reject"
                self.negated = self.negated or passage.denied(op)
                self.reversed = self.reversed or op.kind == "reverse"
            elif op.kind == "approve":
                self.explicit = True
            elif op.kind == "hedge":
                self.hedged = True
                self.firm = self.firm or passage.firm(op)
            elif op.kind == "open":
                self.opened = True
            elif op.kind == "proviso":
                self.conditional = self.excepted = True
            else:
                continue
            self.cues.append(op.hit)

    def matrix(self, passage: Passage, number: int) -> None:
        """Add what the clauses that govern clause `number` say."""
        opinions = {hit.first for hit in passage.hits.get("opinion", ())}
        while (above := matrix_of(passage, number)) is not None:
            before = passage.clauses[above]
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
            wishes = any(op.kind == "approve" for op in kept)
            if wishes and (passage.own(before) or before.first < passage.quoted):
                self.foreign = False  # "I hope that they agree" is the speaker's own wish
            number = above
            if before.opener not in ("complement", "relative"):
                return

    def label(self, issue: Issue) -> Reading:
        """The stance that follows."""
        cues = tuple(self.cues)
        sign = self.sign * (-1) ** self.flips
        if self.foreign:  # somebody else's refusal is told as a reproach, their readiness as a fact
            return Reading("support", 0.5, cues) if (self.flips - self.accused) % 2 else Reading("neutral", 0.55, cues)
        if self.opened and self.flips == self.named and self.sign > 0:
            return Reading("conditional", 0.6, cues)
        if self.hedged and self.flips == self.named and not self.excepted and (self.firm or not self.explicit):
            return Reading("neutral", 0.6, cues)
        if sign > 0:
            if self.conditional and self.flips - self.named < 2:  # "the ban is lifted if …" has two turns
                return Reading("conditional", 0.65, cues)
            if self.explicit or self.flips:
                return Reading("support", 0.8, cues)
            if self.sign > 0 and issue.default != "support":
                return Reading(issue.default, 0.45, cues)
            return Reading("support", 0.6, cues)
        if self.lacking and self.flips == 1 and not self.explicit:  # who mentions that it is lacking misses it
            return Reading("support", 0.5, cues)
        lifted = self.flips == 1 and self.reversed and self.conditional  # "could lift the controls if they do so too"
        if self.sign > 0 and (self.excepted or lifted or (self.negated and (self.until or self.hinged))):
            return Reading("conditional", 0.55, cues)
        if self.sign < 0 and not self.flips and self.bound:  # "migrants are welcome on condition that they work"
            return Reading("conditional", 0.5, cues)
        if (self.undoing or self.limited) and not self.flips and self.excepted:  # "eased only after a settlement"
            return Reading("conditional", 0.5, cues)
        return Reading("oppose", 0.75 if self.flips else 0.6, cues)
