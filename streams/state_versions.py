"""State that an older release wrote: brought to the form of today, step by step (pure).

A state says of which version its form is. A form that the old one cannot be read as is a new version, with one step
that makes it of the one before. A state of a later release is refused, never misread: the worker ends with the reason
and has changed nothing, and the release that wrote the state can go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

State = dict[str, Any]
Steps = Mapping[int, Callable[[State], State]]
"""Version → what makes a state of the next version of one of that version."""


class UnreadableState(ValueError):
    """A stored state is of a version that this release cannot read."""


def upgraded(state: Any, version: int, steps: Steps) -> State:
    """`state` in the form of `version`.

    Args:
        state: as it was stored, parsed.
        version: the form of today.
        steps: how to come from each older version to the next.

    Raises:
        UnreadableState: it is of a later version, of one with no step from it, or says none.
    """
    found = state.get("version") if isinstance(state, dict) else None
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise UnreadableState(f"a stored state says no version: {str(state)[:100]}")
    if found > version:
        raise UnreadableState(
            f"a stored state is of version {found}, and this release reads up to {version}: a later one wrote it."
            " Start that one again, or rebuild the tables"
        )
    for number in range(found, version):
        step = steps.get(number)
        if step is None:
            raise UnreadableState(
                f"a stored state is of version {found}, and there is no way from {number} to {number + 1}:"
                " rebuild the tables"
            )
        state = step(state) | {"version": number + 1}
    return state  # type: ignore[no-any-return]
