"""What a speaker does by saying it, with the event type of the PLOVER ontology (Halterman et al. 2023)."""

from __future__ import annotations

from schemas.base import StanceLabel
from schemas.statement import Act, ActKind, PloverType
from streams.stances.decisions import Decision
from streams.stances.patterns import Hit, starting_in

_ORDER: tuple[ActKind, ...] = ("decision", "refusal", "demand", "threat", "promise", "accusation", "appeal")
_PLOVER: dict[ActKind, PloverType] = {
    "demand": "REQUEST",
    "appeal": "REQUEST",
    "refusal": "REJECT",
    "threat": "THREATEN",
    "accusation": "ACCUSE",
    "promise": "AGREE",
}
_AID = (
    "arms-",
    "tanks-",
    "fighter-",
    "long-range-",
    "air-defence-",
    "financial-aid",
    "us-aid",
    "support-for",
    "refugees-",
)


def read_act(
    hits: dict[str, list[Hit]],
    cue: tuple[int, int] | None,
    span: tuple[int, int],
    stance: StanceLabel,
    issue: str,
    decision: Decision | None = None,
) -> Act:
    """The speech act of a quotation.

    Args:
        hits: the stance lexicon's hits in the article.
        cue: word range of the cue; what it says weighs more than the quoted words.
        span: word range of the quotation.
        stance: the stance that was read: who refuses does not support.
        issue: id of the issue.
        decision: what a reported act does; the words of one are no speech.
    """
    if decision is not None:
        return Act(kind="decision", plover=decision.plover)
    kind = _find(hits, cue, stance) if cue is not None else None
    if kind is None:
        kind = _find(hits, span, stance) or "statement"
    return Act(kind=kind, plover=_plover(kind, stance, issue))


def _find(hits: dict[str, list[Hit]], span: tuple[int, int], stance: StanceLabel) -> ActKind | None:
    for kind in _ORDER:
        if kind == "refusal" and stance == "support":
            continue
        if kind == "promise" and stance == "oppose":
            continue
        if starting_in(hits.get(f"act.{kind}", ()), span):
            return kind
    return None


def _plover(kind: ActKind, stance: StanceLabel, issue: str) -> PloverType:
    if kind == "decision":
        if issue.startswith(("sanctions", "iran-sanctions")) and stance != "oppose":
            return "SANCTION"
        if stance == "oppose":
            return "REJECT"
        return "AID" if issue.startswith(_AID) else "COOPERATE"
    if kind == "statement":
        if stance == "oppose":
            return "REJECT"
        return "SUPPORT" if stance == "support" else "CONSULT"
    return _PLOVER[kind]
