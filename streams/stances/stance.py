"""Where a quotation stands towards an issue's proposition, read from the structure of its clauses.

The anchor (the words that name the issue) has a direction: with the proposition or against it. Every negation and every
verb that takes its object back ("refuse", "lift", "stop") turns the direction round if it reaches the anchor within its
clause, or governs the anchor's clause ("does not believe that …"). Conditions make a yes conditional, hedges and
questions make it neutral.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemas.base import StanceLabel
from streams.stances.absence import damaged, judged, lamented, meant, missing
from streams.stances.bounds import aims, binds, comes_after, gains, in_case, partial, while_it_does, yes_but
from streams.stances.clauses import Clause
from streams.stances.implied import curbs, implied, names_ill, undoes
from streams.stances.issues import Issue
from streams.stances.later import acts, judges_itself, link_of, refused_badly, resumed, taken_on
from streams.stances.passage import Operator, Passage
from streams.stances.patterns import Hit
from streams.stances.scope import (
    BESIDE,
    TURNS,
    amid,
    apart,
    around,
    described,
    foremost,
    governs,
    has_object,
    lacking,
    names_turn,
    nothing_but,
    onto,
    otherwise,
    relaxed,
    ruled,
    strikes_enemy,
    unless_given,
)
from streams.stances.state import Reading, State
from streams.stances.turns import (
    answered,
    awaited,
    barred,
    corrected,
    failing,
    goes_on,
    groundless,
    judged_after,
    leaves_undone,
    purposed,
    rebuked,
    replaced,
    set_apart,
    worsens,
)
from streams.stances.waiting import only_ready, preceded, waits
from streams.stances.whole import carries_of, whole

_ASIDE = ("relative", "cause", "condition", "until")
"""Clauses that are no comment on the one beside them."""
_LATER = ("after", "once", "when", "післ", "коли", "после", "когда")
"""How the words begin that put something off."""
_JOINTS = frozenset(("а", "але", "но", "і", "й", "та", "и"))
"""What joins a condition of its own: "we do not recognise them, and if you touch us …"."""
_COPULAS = frozenset(("це", "это"))


def read_stance(
    passage: Passage, anchors: Iterable[tuple[Hit, bool, bool]], issue: Issue, *, opposed: bool = False
) -> Reading:
    """The stance of a passage towards an issue.

    Args:
        passage: the quotation's words.
        anchors: where the issue is named in the passage, best first, whether in the opposite direction, and whether
            the wording itself holds a denial; none if only the context names it.
        issue: the issue.
        opposed: the direction in which the context names it.
    """
    named = list(anchors)
    if named and all(purposed(passage, item[0]) for item in named):
        return Reading("oppose" if named[0][1] else "support", 0.5)  # who says that others prevent it wants it
    named = [item for item in named if not purposed(passage, item[0])] or named
    readings = [
        made for hit, against, denies in named if (made := _at_anchor(passage, hit, against, issue, denies)) is not None
    ]
    if not readings:
        return whole(passage, issue, opposed)
    best = max(readings, key=lambda reading: reading.confidence)
    if best.label == "support":
        for reading in readings:
            if reading.label == "conditional" and reading.confidence >= best.confidence - 0.15:
                return reading
    return best


def _at_anchor(passage: Passage, anchor: Hit, opposed: bool, issue: Issue, denies: bool) -> Reading | None:
    number = passage.clause_of(anchor.first)
    if number is None:
        return None
    clause = passage.clauses[number]
    opposed = opposed and not meant(passage, anchor)
    carries = () if opposed else carries_of(passage, issue)
    carried = passage.carried(clause, carries)
    ill = not opposed and not carried and names_ill(passage, anchor, issue)
    curbed = bool(issue.ills) and curbs(passage, clause)
    charge = issue.charge and not carried and not curbed
    state = State(-1 if opposed else 1, charge or (ill and not curbed))
    state.undoing = opposed and undoes(passage, anchor)
    inside = passage.within(clause)
    governing = [
        op
        for op in inside
        if (
            around(op, anchor)
            or (onto(op, anchor) and not opposed)
            or (not denies and amid(op, anchor))
            or (apart(op.hit, anchor) and governs(passage, op, anchor, clause))
        )
        and not (carried and op.kind == "reverse" and passage.words.items[op.hit.first].form.startswith(carries))
        and not foremost(passage, op, anchor)
        and not (opposed and (worsens(passage, op, anchor) or described(passage, op, anchor)))
    ]
    if otherwise(passage, clause):  # "otherwise the war cannot be ended" wants it ended
        kept = [op for op in governing if op.kind not in ("negation", "reject")]
        state.conditional = kept == governing  # "otherwise sanctions follow" threatens
        state.explicit, governing = True, kept
    elif not (opposed and denies) and (lacked := lacking(passage, inside, governing, anchor)):
        governing = [op for op in governing if op not in lacked]
        state.explicit = True
    if undone_first := leaves_undone(passage, clause, governing):
        governing = [op for op in governing if op not in undone_first]
        state.explicit = True
    if deplored := damaged(passage, clause, anchor, governing):
        governing = [op for op in governing if op not in deplored]
        state.explicit = True
        state.cues.extend(op.hit for op in deplored)
    if (missed := missing(passage, clause, governing, anchor)) is not None and not ill:
        governing = [op for op in governing if op is not missed]
        state.explicit = True
        state.cues.append(missed.hit)
    unless = any(op.kind == "without" and unless_given(passage, op, inside, anchor) for op in inside)
    if unless:
        governing = [op for op in governing if op.kind != "without"]
    if ill and not curbed and not any(op.kind in TURNS for op in governing):
        refused = [op for op in governing if op.kind in ("negation", "concord")]
        governing = [op for op in governing if op not in refused]  # "must not get the bomb"
        state.explicit |= bool(refused)
        state.cues.extend(op.hit for op in refused)
    settled = nothing_but(passage, clause, anchor)
    if settled:
        governing = [op for op in governing if op.kind != "negation"]
        state.explicit = True
    instead = replaced(passage, anchor)
    if instead is not None:  # "better no deal than this one"
        governing = [op for op in governing if not instead.first <= op.hit.first < instead.last]
        state.flips += 1
        state.cues.append(instead)
    badly = refused_badly(passage, clause, anchor, governing)
    if badly is not None and (link := link_of(passage, clause, anchor)) is not None:
        governing = [op for op in governing if op.hit.first < link]  # "to refuse it means to refuse all"
    if opposed and not denies and judges_itself(passage, anchor):
        governing = [op for op in governing if op.kind not in ("reject", "harm")]  # "the noose is unbearable"
    judges = opposed and any(op.kind == "reject" and not apart(op.hit, anchor) for op in inside)
    state.explicit |= judges  # "a reward for terror" judges by itself
    right = corrected(passage, number, anchor, governing)
    if right is not None:  # "not a favour but a duty"
        denial = next(op.hit.first for op in governing if op.kind == "negation" and op.hit.first >= anchor.last)
        governing = [op for op in governing if op.hit.first < denial]
        state.explicit = True
    state.take(passage, governing, clause)
    state.named = sum(names_turn(passage, op, anchor) for op in governing)
    if right is not None:
        state.take(passage, passage.within(right), right)
    if (state.rejected and failing(passage, anchor, governing)) or (badly is not None and state.flips % 2):
        state.flips += 1
    if opposed and (eased := relaxed(passage, clause, anchor)) is not None:
        state.flips += 1
        state.explicit = True
        state.cues.append(eased)
    if passage.deed is not None and passage.deed[1].first not in clause and clause.opener in ("", "relative"):
        state.take(passage, [Operator(*passage.deed)], clause)  # "vetoed the four-year, ten-billion fund"
    own = replace(clause, first=max(clause.first, min(passage.quoted, clause.last - 1)))  # without its cue
    verbless = not passage.finite(own) and passage.words.items[own.first].form not in _COPULAS
    if not governing and number + 1 < len(passage.clauses) and verbless and not settled:
        # "Sending arms, she argued, would not help": the predicate stands in a later clause
        following = [c for c in passage.clauses[number + 1 : number + 5] if c.opener != "relative"]
        for later in following[:2]:
            if passage.told(later) or (passage.deed is not None and passage.deed[1].first in later):
                continue  # "no grounds for more aid, he said, exist", "the loan, opposed by him"
            operators = [
                op for op in passage.within(later) if op.kind != "reverse" or not has_object(passage, op, later)
            ]
            denied = any(op.kind == "negation" for op in operators)
            if later.sentence == clause.sentence and later.opener == "" and (denied or passage.finite(later)):
                state.take(passage, operators, later)
                break
    judgement = judged_after(passage, number)
    if judgement is not None:
        verdicts = [op for op in passage.within(judgement) if op.kind in ("reject", "harm", "negation")]
        state.take(passage, verdicts, judgement)
    if (
        all(op.kind in ("hedge", "modal") for op in governing)
        and (joined := goes_on(passage, number, opposed=opposed)) is not None
    ):
        state.take(passage, passage.within(joined), joined)  # "was costly and pointless"
    judging = any(op.kind not in ("reverse", "approve") for op in governing)  # "a plan that ruins us" is judged there
    rules = clause.opener == "relative" and not judging and ruled(passage, clause)
    if (
        clause.opener == "complement"
        or (clause.opener == "relative" and not judges and (not governing or rules))
        or (not clause.opener and judged(passage, number))
    ):
        state.matrix(passage, number)
        state.foreign = state.foreign and not rules  # a law refuses nothing
    baseless, rebuke, bars = groundless(passage, number), rebuked(passage, number), barred(passage, number)
    if (
        clause.opener == "relative"
        and (opposed or not governing)
        and not (baseless or rebuke or bars)
        and (rest := resumed(passage, number)) is not None
    ):
        state.take(passage, passage.within(rest), rest)  # "the law that binds the courts, all agree, has to go"
    if not (state.flips or state.explicit) and (going_on := taken_on(passage, number)) is not None:
        state.take(passage, passage.within(going_on), going_on)  # "the tax kills jobs, scrap it"
    if not state.negated and bars:  # "will sign nothing that gives up an inch"
        state.flips += 1
        state.explicit = True
    if baseless:
        state.flips += 1
        state.explicit = True
    if rebuke is not None:
        state.flips += 1
        state.foreign = False
        state.cues.append(rebuke.hit)
    if state.flips % 2 and lamented(passage, clause, governing):
        state.flips += 1
        state.explicit = True
    same = [c for c in passage.clauses if c.sentence == clause.sentence and c is not clause]
    conditions = [
        c
        for c in same
        if (c.opener == "condition" or while_it_does(passage, c))
        and not passage.concedes(c)
        and not aims(passage, c)
        and not only_ready(passage, c)
        and not set_apart(passage, anchor, c)
    ]
    beside = [c for c in same if c.opener not in ("relative", "cause") and not set_apart(passage, anchor, c)]
    proviso = any(
        op.kind == "proviso" and not foremost(passage, op, anchor) for c in beside for op in passage.within(c)
    )
    prospects = (state.hedged and not state.explicit) or any(
        hit.first in clause for hit in passage.hits.get("prospect", ())
    )
    if prospects and awaited(passage, clause, same):
        proviso = True
    proviso = proviso or yes_but(passage, number) or comes_after(passage, number, anchor)
    case = in_case(passage, number, anchor)
    waited = waits(passage, anchor, same) or preceded(passage, anchor, same)
    state.hinged = passage.lexicon.language != "en" and any(
        _JOINTS.isdisjoint(word.form for word in passage.words.items[c.first - 1 : c.first + 1]) for c in conditions
    )
    state.limited = opposed and any(
        op.kind == "proviso" and op.hit.first >= anchor.last and not _after(passage, op)
        for c in (clause, *beside)
        for op in passage.within(c)
    )
    state.conditional = state.conditional or bool(conditions) or proviso or unless or case or waited
    state.bound = binds(passage, anchor, conditions, [op for c in beside for op in passage.within(c)])
    state.excepted = state.excepted or proviso or unless or any(passage.excepts(c) for c in conditions)
    # "a truce without guarantees is a trap"
    state.excepted |= any(op.kind == "without" and 0 <= op.hit.first - anchor.last <= BESIDE for op in inside)
    if passage.unreal() or judgement is not None:  # "if they were, we would …" wishes for it
        state.conditional = state.excepted = state.bound = False
    state.until = any(
        c.opener == "until"
        and passage.lasting(c)
        and not passage.for_now(c)
        and not passage.to_year(Hit(c.first, c.first + 1))
        for c in same
    ) or any(
        h.first in clause
        for h in passage.hits.get("until", ())
        if passage.lasting(clause) and not passage.for_now(h) and not passage.to_year(h)
    )
    if (
        clause.opener == "condition"
        and not case
        and not only_ready(passage, clause)
        and not any(op.kind == "proviso" for op in governing)
    ):
        return _antecedent(passage, same, state)
    bound = partial(passage, clause, governing)
    if bound is not None and (state.sign > 0 or bound.first <= anchor.first < bound.last):
        return Reading("conditional", 0.6, (*state.cues, bound))
    # "there is a bill, but he decides whether to use it"
    left_open = any(
        passage.open_question(c)
        and any(turn.opener == "contrast" and clause.last <= turn.first <= c.first for turn in same)
        for c in same
    )
    if passage.asks(clause) and (answer := answered(passage, number)) is not None:
        if answer.kind == "proviso":
            return Reading("conditional", 0.6, (answer.hit,))
        agrees = (answer.kind == "approve") == (state.sign > 0)
        return Reading("support" if agrees else "oppose", 0.6, (answer.hit,))
    if passage.asks(clause) or passage.open_question(clause) or left_open:
        return Reading("neutral", 0.6, tuple(state.cues))
    undone = state.flips == state.named == 1 and state.reversed  # "lifting the curbs would ruin our farmers"
    if not ((state.flips and not undone) or state.hedged or state.opened or state.conditional or state.foreign):
        effect = implied(passage, clause, anchor, issue, opposed=opposed, ill=ill)
        if effect is not None and (
            not state.explicit or all(_within(passage, c, effect.hit, anchor) for c in state.cues)
        ):
            return Reading(
                "support" if (effect.sign == state.sign) != undone else "oppose", 0.65, (*state.cues, effect.hit)
            )
    yielding = (bool(conditions) or waited) and acts(passage, anchor)
    if opposed and yielding and not (denies or state.flips or state.foreign or passage.unreal()):
        return Reading("conditional", 0.55, tuple(state.cues))  # "let them in if they work"
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


def _after(passage: Passage, op: Operator) -> bool:
    """Whether the operator puts the thing off till after something: "only after the war" is a no for now."""
    return any(word.form.startswith(_LATER) for word in passage.words.items[op.hit.first : op.hit.last + 1])


def _undoing(passage: Passage, op: Operator) -> bool:
    """Whether the operator is an infinitive that takes the thing back: "and to ease them would be foolish"."""
    return op.kind == "reverse" and passage.infinitive(op)


def _within(passage: Passage, cue: Hit, effect: Hit, anchor: Hit) -> bool:
    """Whether a cue is part of what tells an effect or stands behind it, or is the noun that is its subject."""
    if cue.last > effect.first:
        return True
    nominal = passage.nominal(Operator("approve", cue)) or passage.lexicon.language == "en"
    if not nominal and cue.last == anchor.first:  # "пришвидшений вступ" is the thing, and no word for it
        nominal = passage.lexicon.morphology.readings(passage.words.items[cue.first].form)[0].pos == "ADJ"
    return nominal and cue.first - passage.quoted <= 1 and cue.last <= anchor.first


def _turned(reading: Reading) -> Reading:
    label: StanceLabel = {"support": "oppose", "oppose": "support"}.get(reading.label, reading.label)  # type: ignore[assignment]
    return Reading(label, reading.confidence, reading.cues)


def _antecedent(passage: Passage, same: list[Clause], state: State) -> Reading:
    """The anchor stands in an if-clause: what follows from it tells."""
    if state.flips % 2 and state.sign > 0:  # "if they do not sit down at the table, …"
        return Reading("support", 0.5, tuple(state.cues))
    good = gains(passage, same)
    if good and not state.flips:
        return Reading("support" if state.sign > 0 else "oppose", 0.5, tuple(good))
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
        if not 0 <= other < len(passage.clauses) or passage.clauses[other].opener in _ASIDE:
            continue
        operators = [op for op in passage.within(passage.clauses[other]) if op.kind != "not_negation"]
        rejects = [op for op in operators if op.kind == "reject" and not strikes_enemy(passage, op)]
        if rejects:
            turns = sum(op.kind == "negation" for op in operators) + any(_undoing(passage, op) for op in operators)
            return Reading("support" if turns % 2 else "oppose", 0.45, tuple(op.hit for op in rejects))
    return None
