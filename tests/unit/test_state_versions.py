"""Stored state of another release: older forms are brought up step by step, later ones are refused and kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from schemas import Holder, IssueRef
from streams import ledger as ledger_module
from streams.ledger import Ledger, Version
from streams.ledgers import Ledgers
from streams.positions import state as state_module
from streams.positions.state import TrackState
from streams.state_versions import UnreadableState, upgraded

TRACK = TrackState(holder=Holder(id="h", name="H"), issue=IssueRef(id="i", label="I"), announced="oppose")
LEDGER = Ledger(versions=(Version(received_ms=1, content_hash="x"),), gone={"s": 2})


@pytest.mark.parametrize("state", [TRACK, LEDGER], ids=["track", "ledger"])
def test_a_state_of_this_release_is_read_as_it_was_written(state: TrackState | Ledger) -> None:
    assert type(state).from_json(state.to_json()) == state
    spaced = json.dumps(json.loads(state.to_json()), indent=1, sort_keys=True).encode()
    assert type(state).from_json(spaced) == state


@pytest.mark.parametrize("state", [TRACK, LEDGER], ids=["track", "ledger"])
@pytest.mark.parametrize(("version", "told"), [(2, "a later one wrote it"), (None, "no version"), ("1", "no version")])
def test_a_state_of_a_later_release_is_refused(state: TrackState | Ledger, version: Any, told: str) -> None:
    stored = json.dumps(json.loads(state.to_json()) | {"version": version}).encode()
    with pytest.raises(UnreadableState, match=told):
        type(state).from_json(stored)


def test_a_later_ledger_is_left_where_it_is() -> None:
    later = json.dumps(json.loads(LEDGER.to_json()) | {"version": 2}).encode()
    table = {b"a:one": later}
    with pytest.raises(UnreadableState):
        Ledgers(table, 1).get("one")
    assert table == {b"a:one": later}


def test_an_older_state_is_brought_up_step_by_step() -> None:
    steps = {
        1: lambda state: (
            {name: value for name, value in state.items() if name != "colour"} | {"color": state["colour"]}
        ),
        2: lambda state: state | {"size": len(state["color"])},
    }
    assert upgraded({"version": 1, "colour": "red"}, 3, steps) == {"version": 3, "color": "red", "size": 3}
    assert upgraded({"version": 2, "color": "red"}, 3, steps) == {"version": 3, "color": "red", "size": 3}
    with pytest.raises(UnreadableState, match="no way from 1 to 2"):
        upgraded({"version": 1}, 3, {2: steps[2]})


@pytest.mark.parametrize("module", [state_module, ledger_module], ids=["track", "ledger"])
def test_there_is_a_way_from_every_older_version(module: Any) -> None:
    assert sorted(module.STEPS) == list(range(1, module.VERSION))
