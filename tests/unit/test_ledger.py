"""Revisions of an article: what is published when its words change."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from schemas import Statement
from streams.ledger import MAX_VERSIONS, Ledger, Version, revise

MADE = Statement.from_json((Path(str(files("schemas"))) / "examples" / "statement" / "made.json").read_bytes())


def statement(name: str, label: str = "support") -> Statement:
    scores = {"support": 1.0, "oppose": -1.0}
    stance = MADE.stance.model_copy(update={"label": label, "score": scores[label]})
    return MADE.model_copy(update={"id": name, "stance": stance})


def version(number: int, received_ms: int | None = None) -> Version:
    return Version(received_ms=number if received_ms is None else received_ms, content_hash=f"hash-{number}")


A, B, C = statement("a"), statement("b"), statement("c")


def test_first_revision_publishes_all() -> None:
    _, events = revise(None, version(1), [A, B])
    assert [(event.id, event.status, event.revision) for event in events] == [("a", "made", 1), ("b", "made", 1)]


def test_statement_that_stands_is_not_published_again() -> None:
    ledger, _ = revise(None, version(1), [A, B])
    _, events = revise(ledger, version(2), [A, B, C])
    assert [event.id for event in events] == ["c"]


def test_statement_that_is_gone_is_retracted_with_its_words() -> None:
    ledger, _ = revise(None, version(1), [A, B])
    _, events = revise(ledger, version(2), [A])
    assert [(event.id, event.status, event.revision) for event in events] == [("b", "retracted", 2)]
    assert events[0].quotation == B.quotation


def test_statement_that_comes_back_is_made_again_with_a_higher_revision() -> None:
    ledger, _ = revise(None, version(1), [A, B])
    ledger, _ = revise(ledger, version(2), [A])
    _, events = revise(ledger, version(3), [A, B])
    assert [(event.id, event.status, event.revision) for event in events] == [("b", "made", 3)]


def test_same_words_read_with_another_stance_are_published_anew() -> None:
    ledger, _ = revise(None, version(1), [A])
    _, events = revise(ledger, version(2), [statement("a", "oppose")])
    assert [(event.id, event.stance.label, event.revision) for event in events] == [("a", "oppose", 2)]


@pytest.mark.parametrize("replayed", [1, 2])
def test_revision_that_was_seen_publishes_nothing(replayed: int) -> None:
    ledger, _ = revise(None, version(1), [A, B])
    ledger, _ = revise(ledger, version(2), [A])
    after, events = revise(ledger, version(replayed), [A, B] if replayed == 1 else [A])
    assert events == ()
    assert after == ledger


def test_older_revision_that_arrives_late_publishes_nothing() -> None:
    ledger, _ = revise(None, version(5), [A])
    _, events = revise(ledger, version(3), [A, B])
    assert events == ()


def test_revisions_are_remembered_alike_in_whatever_order_they_arrive() -> None:
    first, _ = revise(None, version(1), [A])
    ordered, _ = revise(first, version(2), [A])
    second, _ = revise(None, version(2), [A])
    late, _ = revise(second, version(1), [A])
    assert late == ordered


def test_remembered_revisions_are_bounded() -> None:
    ledger = None
    for number in range(3 * MAX_VERSIONS):
        ledger, _ = revise(ledger, version(number), [A])
    assert ledger is not None
    assert len(ledger.versions) == MAX_VERSIONS


def test_ledger_survives_storage() -> None:
    ledger, _ = revise(None, version(1), [A, B])
    ledger, _ = revise(ledger, version(2), [A])
    assert Ledger.from_json(ledger.to_json()) == ledger
