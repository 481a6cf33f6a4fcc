"""The watchdog's judgement: when a partition has stood still for too long."""

from __future__ import annotations

import time

from aiokafka import TopicPartition

from streams.watchdog import Progress, StallClock

HERE = TopicPartition("news", 0)
THERE = TopicPartition("news", 1)


def idle_stage() -> Progress:
    return Progress(idle_since=0.0)


def test_idle_stage_with_records_waiting_is_stuck_after_the_time() -> None:
    clock = StallClock(10, {"news": idle_stage()})
    assert clock.look({HERE: 3}, {HERE: 8}, now=100.0) == []
    assert clock.look({HERE: 3}, {HERE: 8}, now=109.0) == []
    assert clock.look({HERE: 3}, {HERE: 9}, now=111.0) == [HERE]


def test_nothing_to_read_is_no_stall() -> None:
    clock = StallClock(10, {"news": idle_stage()})
    for now in (0.0, 50.0, 100.0):
        assert clock.look({HERE: 8}, {HERE: 8}, now) == []
    # the time before the record came does not count
    assert clock.look({HERE: 8}, {HERE: 9}, now=101.0) == []
    assert clock.look({HERE: 8}, {HERE: 9}, now=112.0) == [HERE]


def test_a_commit_starts_the_time_anew_for_its_partition_alone() -> None:
    clock = StallClock(10, {"news": idle_stage()})
    clock.look({HERE: 1, THERE: 1}, {HERE: 9, THERE: 9}, now=0.0)
    assert clock.look({HERE: 2, THERE: 1}, {HERE: 9, THERE: 9}, now=9.0) == []
    assert clock.look({HERE: 2, THERE: 1}, {HERE: 9, THERE: 9}, now=12.0) == [THERE]


def test_a_long_batch_in_hand_is_no_stall() -> None:
    stage = idle_stage()
    stage.begin()
    clock = StallClock(10, {"news": stage})
    assert clock.look({}, {HERE: 5}, now=time.monotonic()) == []
    assert clock.look({}, {HERE: 5}, now=time.monotonic() + 3600) == []


def test_waiting_for_an_acknowledgement_for_all_the_time_is_a_stall() -> None:
    stage = idle_stage()
    stage.begin()
    stage.sending_since = 95.0
    clock = StallClock(10, {"news": stage})
    assert clock.look({}, {HERE: 5}, now=100.0) == []
    assert clock.look({}, {HERE: 5}, now=106.0) == []
    assert clock.look({}, {HERE: 5}, now=111.0) == [HERE]


def test_many_batches_that_never_bring_a_partition_on_are_a_stall() -> None:
    stage = Progress(idle_since=None)
    clock = StallClock(10, {"news": stage})
    clock.look({HERE: 1}, {HERE: 5}, now=0.0)
    stage.batches = 500
    assert clock.look({HERE: 1}, {HERE: 5}, now=11.0) == [HERE]


def test_what_the_brokers_did_not_tell_is_not_held_against_the_worker() -> None:
    clock = StallClock(10, {"news": idle_stage()})
    clock.look({}, {HERE: 5}, now=0.0)
    clock.forgive()
    assert clock.look({}, {HERE: 5}, now=11.0) == []
