"""The position filter: a Bayesian change-point filter over four stances.

It is the discrete special case of Bayesian online change-point detection (Adams & MacKay 2007, arXiv:0710.3742): a
hidden Markov model whose states are the stances, whose transition is a hazard that grows with the time between
utterances (H = min(0.5, h₀ + 1 − exp(−(Δt/τ)^k)), the Weibull form), and whose emission is the confusion matrix of the
stance reading, tempered by the weight of the utterance. Besides the present stance it carries the stance at the
*anchor* (the last confirmed shift, or the start of the series), as a joint distribution. So "the position has changed
since" is a probability of its own, smoothed over all the evidence: a first utterance that was misread does not become a
position to shift from.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

Joint = list[float]
"""P(stance at the anchor, stance now), 16 values row by row in the order of `noise.STANCES`."""

Kernel = tuple[tuple[float, float, float, float], ...]
"""P(new stance | old stance, changed): a row for each old stance, each adding up to 1."""


def first(extreme: float) -> Joint:
    """Before any evidence, and no change yet: `extreme` is the probability of a plain position, for or against."""
    ends, middle = extreme / 2.0, (1.0 - extreme) / 2.0
    chances = (ends, middle, middle, ends)
    return [chances[row] if row == column else 0.0 for row in range(4) for column in range(4)]


def kernel(extreme: float) -> Kernel:
    """Where positions move to: to a plain one, for or against, with probability `extreme`, halfway otherwise."""
    half, rest = extreme / 2.0, 1.0 - extreme
    return (
        (0.0, rest / 2.0, rest / 2.0, extreme),
        (half, 0.0, rest, half),
        (half, rest, 0.0, half),
        (extreme, rest / 2.0, rest / 2.0, 0.0),
    )


def hazard(days: float, floor: float, scale: float, shape: float) -> float:
    """Probability that the position changes within `days`.

    A `shape` above 1 makes it grow faster than the time: who is heard of often is heard of with no news, but what is
    reported after a long silence is often reported because it is new.
    """
    return min(0.5, floor + 1.0 - exp(-((max(days, 0.0) / scale) ** shape)))


def step(joint: Sequence[float], change: float, halfway: float, moves: Kernel, likelihood: Sequence[float]) -> Joint:
    """One hazard transition and one update by the likelihood of the evidence under each stance; normalised.

    `change` is the hazard of a plain position, `halfway` that of a neutral or conditional one.
    """
    keep, stay = 1.0 - change, 1.0 - halfway
    one, two, three, four = likelihood
    (_, ab, ac, ad), (ba, _, bc, bd), (ca, cb, _, cd), (da, db, dc, _) = moves
    updated: Joint = []
    for a, b, c, d in (joint[0:4], joint[4:8], joint[8:12], joint[12:16]):
        if a or b or c or d:
            updated += (
                (a * keep + (b * ba + c * ca) * halfway + d * da * change) * one,
                (b * stay + c * cb * halfway + (a * ab + d * db) * change) * two,
                (c * stay + b * bc * halfway + (a * ac + d * dc) * change) * three,
                (d * keep + (b * bd + c * cd) * halfway + a * ad * change) * four,
            )
        else:
            updated += (0.0, 0.0, 0.0, 0.0)
    scale = 1.0 / sum(updated)
    return [cell * scale for cell in updated]


def likelihood(exponents: Sequence[float], log_matrix: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    """∏ E[z, read]^weight over the readings of an utterance, for each true stance z.

    `exponents` weighs each reading, `log_matrix` is `NoiseModel.log_matrix`.
    """
    first = second = third = fourth = 0.0
    for weight, row in zip(exponents, log_matrix, strict=True):
        if weight:
            first += weight * row[0]
            second += weight * row[1]
            third += weight * row[2]
            fourth += weight * row[3]
    return exp(first), exp(second), exp(third), exp(fourth)


def marginal(joint: Sequence[float]) -> list[float]:
    """P(stance now)."""
    return [joint[column] + joint[4 + column] + joint[8 + column] + joint[12 + column] for column in range(4)]


def anchored(joint: Sequence[float]) -> list[float]:
    """P(stance at the anchor)."""
    return [sum(joint[row : row + 4]) for row in (0, 4, 8, 12)]


def reanchor(joint: Sequence[float], state: int) -> Joint:
    """`state` becomes the anchor, as it was announced; what is known of the present stance stays."""
    now = marginal(joint)
    return [now[column] if row == state else 0.0 for row in range(4) for column in range(4)]


# Which cells follows from the stances' values: oppose −1, neutral 0, conditional .5, support 1.


def given(joint: Sequence[float], state: int) -> Joint:
    """The distribution, if the stance at the anchor is known to be `state`."""
    total = sum(joint[4 * state : 4 * state + 4])
    return [joint[4 * row + column] / total if row == state else 0.0 for row in range(4) for column in range(4)]


def moved(joint: Sequence[float]) -> tuple[float, float]:
    """Probability that the position has gone up, and down, by at least 1 on the axis since the anchor."""
    return joint[1] + joint[2] + joint[3] + joint[7], joint[4] + joint[8] + joint[12] + joint[13]


def moved_little(joint: Sequence[float]) -> tuple[float, float]:
    """Probability that it has gone up, and down, by 0.5: a condition added or dropped."""
    return joint[6] + joint[11], joint[9] + joint[14]
