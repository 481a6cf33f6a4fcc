"""Decoded states at hand are the stored ones, and few enough."""

from __future__ import annotations

from schemas import Holder, IssueRef
from streams.agents.recent import Recent
from streams.positions.state import TrackState


def state(issue: str) -> TrackState:
    return TrackState(
        holder=Holder(id="mira-tal", name="Mira Tal", via="self"),
        issue=IssueRef(id=issue, label="Build the harbour", confidence=1.0),
    )


def test_state_is_found_under_the_bytes_it_was_stored_as() -> None:
    recent = Recent[str, TrackState](1000)
    kept = state("harbour")
    recent.put("key", b"one", kept)
    assert recent.get("key", b"one") is kept


def test_state_stored_by_another_worker_since_is_not_mixed_up() -> None:
    recent = Recent[str, TrackState](1000)
    recent.put("key", b"one", state("harbour"))
    assert recent.get("key", b"two") is None


def test_those_unused_for_longest_are_forgotten() -> None:
    recent = Recent[str, TrackState](10)
    for name in ("first", "second"):
        recent.put(name, b"four", state(name))
    recent.get("first", b"four")
    recent.put("third", b"four", state("third"))
    assert [recent.get(name, b"four") is not None for name in ("first", "second", "third")] == [True, False, True]
