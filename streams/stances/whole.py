"""Where an elliptical quotation stands: one that does not name the issue itself."""

from __future__ import annotations

from streams.stances.clauses import Clause
from streams.stances.implied import taken_up
from streams.stances.issues import Issue
from streams.stances.passage import Operator, Passage
from streams.stances.patterns import Hit
from streams.stances.scope import ends_assault
from streams.stances.state import Reading, State
from streams.stances.turns import forbids, says_no, spoken, undone_is_bad
from streams.stances.waiting import refuses_to_come, waits

_MOST = 6
"""Operators of an elliptical passage that are looked at."""
_NEGATED = 4
"""Words between a negation and what it denies."""
_CHANCE = 3
"""Words between a negation and a noun for what can be."""
_CHANCES = (
    "possibilit",
    "chance",
    "prospect",
    "likelihood",
    "шанс",
    "можлив",
    "возможност",
    "перспектив",
    "імовірн",
    "вероятн",
)
_CASE = frozenset(("in", "у", "в", "за", "при"))
_CHAIN = 2
"""Words between operators that act on one another."""


def whole(passage: Passage, issue: Issue, opposed: bool) -> Reading:
    """The stance of an elliptical quotation: the issue is named around it."""
    carries = carries_of(passage, issue)
    state = State(-1 if opposed else 1, issue.charge)
    main = [c for c in passage.clauses if c.opener in ("", "contrast", "complement")] or passage.clauses
    operators = [
        op
        for c in main
        for op in spoken(passage, c)
        if op.kind not in ("not_negation", "warn")
        and not ends_assault(passage, op)
        and not (carries and op.kind == "reverse" and passage.words.items[op.hit.first].form.startswith(carries))
    ]
    refused = next((op.hit.first for op in operators if op.kind == "reverse"), None)
    if refused is not None:  # "refused to act without allies" refuses
        operators = [op for op in operators if op.kind != "without" or op.hit.first < refused]
    chains = _chains(passage, operators[:_MOST])
    named = False
    for chain in chains:
        if len(chain) == 1 and undone_is_bad(passage, chain[0], operators):
            state.flips += 1  # "not to give them a chance would be a mistake"
            named = True
            continue
        if all(op.kind == "negation" and not _denies(passage, op, issue) for op in chain):
            continue  # "we do not border on Luxembourg" denies something else
        before = state.flips
        state.take(passage, chain, main[0] if main else None)
        verdict = named and any(op.kind in ("reject", "harm") for op in chain)  # "scrapping it would be wrong"
        if verdict and state.flips == before and issue.charge:
            state.flips += 1
        if before % 2 and not verdict:  # "wanted no part in a wrong decision": the second does not undo the first
            state.flips = before
        named = chain[-1].kind == "dissent" or (
            chain[-1].kind == "reverse" and (passage.nominal(chain[-1]) or _opens(passage, chain[-1]))
        )
    if says_no(passage):
        state.flips, state.explicit = 1, True
        state.cues.append(Hit(passage.quoted, passage.quoted + 1))
    conditions = [clause for clause in passage.clauses if clause.opener == "condition"]
    start = main[0].first if main else passage.quoted
    waited = waits(passage, Hit(start, start + 1), passage.clauses)
    state.conditional = state.conditional or bool(conditions) or waited
    state.excepted = state.excepted or any(passage.excepts(clause) for clause in conditions)
    if passage.clauses and passage.asks(passage.clauses[-1]):
        return Reading("neutral", 0.4)
    blamed = [op.hit for op in operators if op.kind in ("reject", "harm")]
    if conditions and blamed and not any(op.kind == "negation" for c in main for op in passage.within(c)):
        missed = any(passage.excepts(clause) for clause in conditions)  # "if they do not sign, it is treason"
        return Reading("support" if missed == (state.sign > 0) else "oppose", 0.45, tuple(blamed[:4]))
    if not state.cues and not state.conditional and not issue.charge:
        effect = next((told for c in main if (told := taken_up(passage, c)) is not None), None)
        if effect is not None:  # "this would only help the enemy"
            return Reading("support" if effect.sign == state.sign else "oppose", 0.45, (effect.hit,))
    if not state.cues and not opposed and (waited or any(_binds(passage, clause) for clause in conditions)):
        return Reading("conditional", 0.45)
    if not state.cues:
        return Reading("oppose" if opposed else issue.default, 0.3)
    reading = state.label(issue)
    return Reading(reading.label, reading.confidence * 0.7, reading.cues)


def _no_prospect(passage: Passage, op: Operator) -> bool:
    """Whether the negation leaves what is spoken of no chance: "no possibility of that", "таких шансів немає"."""
    items = passage.words.items
    near = range(max(passage.quoted, op.hit.first - _CHANCE), min(passage.last, op.hit.last + _CHANCE))
    clause = passage.clause_of(op.hit.first)
    return any(items[i].form.startswith(_CHANCES) and passage.clause_of(i) == clause for i in near)


def _opens(passage: Passage, op: Operator) -> bool:
    """Whether the operator is an infinitive that opens a Slavic quotation: "to block it is to play into his hands"."""
    return passage.lexicon.language != "en" and op.hit.first - passage.quoted <= 1 and passage.infinitive(op)


def _binds(passage: Passage, clause: Clause) -> bool:
    """Whether the clause has a conjunction: "in case of approval" only prepares for one."""
    return passage.words.items[clause.first].form not in _CASE


def _denies(passage: Passage, op: Operator, issue: Issue) -> bool:
    """Whether a negation by itself says no: to an intention, as what must not be, or to what is to come."""
    to_come = not issue.charge and refuses_to_come(passage, op)
    return passage.intends(op) or forbids(passage, op) or to_come or _no_prospect(passage, op)


def carries_of(passage: Passage, issue: Issue) -> tuple[str, ...]:
    """How the words begin that carry the issue's proposition out."""
    return tuple(stem.rstrip("*") for stem in issue.carries.get(passage.lexicon.language, ()))


def _chains(passage: Passage, operators: list[Operator]) -> list[list[Operator]]:
    """Operators that act on one another ("refused to abandon") together, the others apart."""
    chains: list[list[Operator]] = []
    for op in operators:
        last = chains[-1][-1] if chains else None
        reach = _NEGATED if last is not None and last.kind == "negation" else _CHAIN
        if last is not None and op.hit.first - last.hit.last <= reach and not _new_clause(passage, last, op):
            chains[-1].append(op)
        else:
            chains.append([op])
    return chains


def _new_clause(passage: Passage, before: Operator, op: Operator) -> bool:
    """Whether a joined clause begins between a verdict and what follows: "it ruins us and has to be vetoed"."""
    if before.kind not in ("reject", "harm", "approve"):
        return False
    one, other = passage.clause_of(before.hit.first), passage.clause_of(op.hit.first)
    return other is not None and one != other and passage.clauses[other].opener in ("", "contrast")
