"""A short run of every fuzz target; `make fuzz` is the long one."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import attempt, made
from tests.fuzz.targets import TARGETS

SHORT = 40
"""Inputs of each target."""


@pytest.mark.timeout(120)
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_crashes_or_hangs(target: str) -> None:
    for number in range(SHORT):
        # lexicons load on the way, so no tight limit at first
        told = attempt(target, made(1, target, number), 60.0 if number < 10 else 5.0)
        assert told is None, f"input {number}: {told}"
