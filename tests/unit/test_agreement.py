"""Contradictions of one speaker on one issue on one day."""

from __future__ import annotations

import pytest

from schemas.base import StanceLabel
from streams.stances.agreement import agreeing, contested
from streams.stances.state import Reading


@pytest.mark.parametrize(
    ("sure", "doubtful", "read_as"),
    [
        (("support", 0.8), ("oppose", 0.45), "support"),
        (("oppose", 0.75), ("support", 0.6), "oppose"),
        (("conditional", 0.65), ("oppose", 0.3), "conditional"),
        (("support", 0.8), ("oppose", 0.75), "oppose"),
        (("support", 0.8), ("neutral", 0.4), "neutral"),
        (("oppose", 0.6), ("support", 0.55), "support"),
        (("neutral", 0.6), ("support", 0.3), "support"),
    ],
)
def test_a_guess_takes_the_stance_of_a_plain_reading(
    sure: tuple[StanceLabel, float], doubtful: tuple[StanceLabel, float], read_as: StanceLabel
) -> None:
    plain, guess = Reading(*sure), Reading(*doubtful)
    for order in ([plain, guess], [guess, plain]):
        read = agreeing(order)
        assert [reading for before, reading in zip(order, read, strict=True) if before is plain] == [plain]
        [changed] = [reading for before, reading in zip(order, read, strict=True) if before is guess]
        assert changed.label == read_as
        assert changed.confidence <= guess.confidence


def test_nothing_said_stays_nothing() -> None:
    assert agreeing([]) == []


@pytest.mark.parametrize(
    ("told", "beaten"),
    [
        ([("support", True), ("oppose", False)], [False, True]),
        ([("oppose", False), ("support", True), ("support", False)], [True, False, False]),
        ([("support", True), ("conditional", False)], [False, True]),
        ([("support", True), ("oppose", True)], [False, False]),
        ([("support", False), ("oppose", False)], [False, False]),
        ([], []),
    ],
)
def test_what_only_the_context_names_gives_way_to_what_is_said_outright(
    told: list[tuple[StanceLabel, bool]], beaten: list[bool]
) -> None:
    assert contested(told) == beaten
