"""Properties that hold for every set of statements: order, duplication and storage change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Alert, Position, Statement
from schemas.base import Language, StanceLabel
from schemas.statement import ActKind
from streams.evaluation.synthetic import statement
from streams.positions.noise import STANCES, NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold

SETTINGS = TrackerSettings(first_positions=True)  # so that these obey the same laws
NOISE = NoiseModel.default()
START = datetime(2024, 3, 1, tzinfo=UTC)
LANGUAGES: tuple[Language, ...] = ("en", "uk", "ru")
ACTS: tuple[ActKind, ...] = ("statement", "decision", "promise")
STANCE_NAMES: tuple[StanceLabel, ...] = STANCES
WORDS = ["treaty", "harbour", "winter", "border", "grain", "pipeline", "summit", "vote"]


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    precision: Any = draw(st.sampled_from(["minute", "day", "day", "month"]))
    return statement(
        START + timedelta(days=draw(st.integers(0, 60)), hours=draw(st.integers(0, 23))),
        draw(st.sampled_from(STANCE_NAMES)),
        key=str(draw(st.integers(0, 10**6))),
        words=" ".join(draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=6))),
        language=draw(st.sampled_from(LANGUAGES)),
        outlet=draw(st.sampled_from(["The Lantern", "Обрій", "Маяк"])),
        article=draw(st.sampled_from(["", "", "one", "two"])),
        act=draw(st.sampled_from(ACTS)),
        confidence=draw(st.sampled_from([0.4, 0.6, 0.7, 0.9])),
        background=draw(st.booleans()),
        precision=precision,
    )


def series(most: int = 14) -> st.SearchStrategy[list[Statement]]:
    return st.lists(statements(), min_size=1, max_size=most, unique_by=lambda item: item.id)


def follow(
    items: Sequence[Statement], settings: TrackerSettings = SETTINGS
) -> tuple[TrackState, Position | None, list[Alert]]:
    state: TrackState | None = None
    last: Position | None = None
    sent: list[Alert] = []
    for item in items:
        state, position, alerts = fold(state, item, item.holders[0], settings=settings, noise=NOISE)
        last = position or last
        sent += alerts
    assert state is not None
    return state, last, sent


def standing(state: TrackState) -> list[dict[str, Any]]:
    return [record.model_dump(exclude={"revision"}) for record in state.standing]


@settings(max_examples=60, deadline=None)
@given(items=series(), data=st.data())
def test_any_order_with_any_duplicates_ends_in_the_same_position_and_standing_alerts(
    items: list[Statement], data: st.DataObject
) -> None:
    again = data.draw(st.permutations([*items, *data.draw(st.lists(st.sampled_from(items), max_size=6))]))
    one, position, _ = follow(items)
    other, same, _ = follow(again)
    assert one.reports == other.reports
    assert position == same
    assert standing(one) == standing(other)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), seed=st.randoms(use_true_random=False))
def test_a_surplus_of_reports_leaves_the_same_ones_in_any_order(data: st.DataObject, seed: Random) -> None:
    few = TrackerSettings(max_reports=2)
    items = [
        statement(
            START + timedelta(days=seed.randrange(4), hours=seed.randrange(24)),
            seed.choice(STANCES[:2]),
            key=str(number),
            words=" ".join(seed.choices(WORDS, k=5)),
            outlet=f"Outlet {number}",
        )
        for number in range(24)
    ]
    one, position, _ = follow(items, few)
    other, same, _ = follow(data.draw(st.permutations(items)), few)
    assert len(one.reports) < len(items)
    assert one.reports == other.reports
    assert position == same
    assert standing(one) == standing(other)


@settings(max_examples=40, deadline=None)
@given(items=series(), data=st.data())
def test_a_retraction_leaves_what_never_having_heard_the_statement_leaves(
    items: list[Statement], data: st.DataObject
) -> None:
    gone = {item.id for item in data.draw(st.lists(st.sampled_from(items), max_size=4))}
    kept = [item for item in items if item.id not in gone]
    retractions = [item.model_copy(update={"status": "retracted"}) for item in items if item.id in gone]
    mixed = data.draw(st.permutations([*items, *retractions]))
    with_retractions, _, _ = follow(mixed)
    assert set(with_retractions.retracted) == gone
    if kept:
        without, _, _ = follow(kept)
        assert with_retractions.reports == without.reports
        assert standing(with_retractions) == standing(without)
    else:
        assert with_retractions.standing == ()


@settings(max_examples=40, deadline=None)
@given(items=series())
def test_what_was_sent_agrees_with_what_stands(items: list[Statement]) -> None:
    state, _, sent = follow(items)
    latest: dict[str, Alert] = {}
    for alert in sent:
        # Revisions count up without gaps, from one.
        assert alert.revision == (latest[alert.id].revision + 1 if alert.id in latest else 1)
        latest[alert.id] = alert
    announced = {record.id: record for record in state.alerts if record.revision}
    assert set(announced) == set(latest)
    for identity, alert in latest.items():
        assert (alert.tier, alert.revision) == (announced[identity].tier, announced[identity].revision)
        assert (alert.from_stance, alert.to_stance) == (announced[identity].from_stance, announced[identity].to_stance)


@settings(max_examples=60, deadline=None)
@given(items=series())
def test_storing_the_state_between_steps_changes_nothing(items: list[Statement]) -> None:
    straight, _, sent = follow(items)
    state: TrackState | None = None
    stored: list[Alert] = []
    for item in items:
        state, _, alerts = fold(state, item, item.holders[0], settings=SETTINGS, noise=NOISE)
        state = TrackState.from_json(state.to_json())
        stored += alerts
    assert state == straight
    assert stored == sent


@settings(max_examples=60, deadline=None)
@given(items=series())
def test_every_event_that_is_sent_can_be_read_back(items: list[Statement]) -> None:
    _, position, sent = follow(items)
    for alert in sent:
        assert Alert.from_json(alert.to_json()) == alert
    if position is not None:
        assert Position.from_json(position.to_json()) == position


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_a_long_series_keeps_a_bounded_state(seed: int) -> None:
    small = TrackerSettings(max_evidence=8, max_reports=3)
    state: TrackState | None = None
    count = 40
    for number in range(count):
        item = statement(
            START + timedelta(days=3 * number),
            STANCES[(seed * number) % 4],
            key=f"{seed}/{number}",
            outlet=f"Outlet {number % 3}",
        )
        state, position, _ = fold(state, item, item.holders[0], settings=small, noise=NOISE)
        assert len(state.reports) <= 8 * 3
        assert position is not None and position.evidence_count == number + 1
    assert state is not None and state.checkpoint is not None
    first = statement(START, STANCES[0], key=f"{seed}/0", outlet="Outlet 0")
    assert fold(state, first, first.holders[0], settings=small, noise=NOISE)[0] is state
