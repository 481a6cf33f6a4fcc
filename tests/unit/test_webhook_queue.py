"""One endpoint's queue, its schedule and its breaker, with a clock of the test's own."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.webhooks.breaker import LONGEST_PAUSE, Breaker, BreakerSettings
from streams.webhooks.queue import EndpointQueue, Message, Outcome, Place, QueueSettings, Waiting
from streams.webhooks.schedule import LONGEST_RETRY_AFTER, PAUSES, pause, retry_after

OK = Outcome(200)
FAILED = Outcome(500, "HTTP status 500")
PATIENT = QueueSettings(breaker=BreakerSettings(failures=1000))


def message(number: int, *, holder: str | None = None, alert: str | None = None, partition: int = 0) -> Message:
    return Message(Place(partition, number), f"m{number}", alert or f"a{number}", holder or f"h{number}")


def filled(*messages: Message, settings: QueueSettings = PATIENT) -> EndpointQueue:
    queue = EndpointQueue(settings, {0: 0})
    for item in messages:
        queue.offer(item)
    return queue


def finish(queue: EndpointQueue, item: Message, outcome: Outcome, now: float, chance: float = 0.5) -> str:
    decision = queue.done(item, outcome, now, chance)
    queue.settle(item.place)
    return decision.kind


# --- schedule --------------------------------------------------------------------------------------------------------


def test_tries_follow_the_published_schedule_and_then_end() -> None:
    queue = filled(message(0))
    now, times = 0.0, []
    while True:
        (item,) = queue.take(now)
        times.append(now)
        if finish(queue, item, FAILED, now) == "dead":
            break
        wake = queue.wake_at(now)
        assert wake is not None
        assert queue.take(wake - 0.001) == []
        now = wake
    pauses = [round(later - earlier) for earlier, later in itertools.pairwise(times)]
    assert pauses == [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    assert queue.waiting == 0


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_pauses_vary_by_a_tenth(chance: float) -> None:
    assert pause(PAUSES, 1, chance) == pytest.approx(5.0 * (0.9 + 0.2 * chance))
    assert pause(PAUSES, len(PAUSES) + 1, chance) is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("0", 0.0),
        ("90", 90.0),
        ("99999999999999", LONGEST_RETRY_AFTER),
        ("9" * 200, None),
        ("Thu, 01 Jan 1970 00:16:50 GMT", 10.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_RETRY_AFTER),
    ],
)
def test_retry_after_is_read_within_bounds(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, 1000.0) == seconds


def test_retry_after_puts_the_message_and_the_endpoint_off() -> None:
    queue = filled(message(0), message(1))
    first, second = queue.take(0.0)
    finish(queue, first, Outcome(429, "busy", 60.0), 0.0)
    finish(queue, second, OK, 0.0)
    queue.offer(message(2))
    assert queue.take(59.9) == []
    assert {item.id for item in queue.take(60.1)} <= {"m0", "m2"}


# --- breaker ---------------------------------------------------------------------------------------------------------


def test_breaker_opens_after_failures_in_a_row_and_probes_ever_more_rarely() -> None:
    breaker = Breaker(BreakerSettings(failures=3, probe_seconds=10, concurrency=8))
    for _ in range(3):
        assert not breaker.is_open
        breaker.failed(0.0, 0.5)
    assert breaker.is_open and breaker.free(0, 9.9) == 0
    now, pauses = 0.0, []
    for _ in range(8):
        probe_at = breaker.ready_at(now)
        pauses.append(probe_at - now)
        now = probe_at
        assert (breaker.free(0, now), breaker.free(1, now)) == (1, 0)
        breaker.failed(now, 0.5)
    assert pauses == [10, 20, 40, 80, 160, 200, 200, 200]
    assert max(pauses) == 10 * LONGEST_PAUSE
    assert breaker.succeeded() and not breaker.is_open


def test_failures_that_were_under_way_when_it_opened_count_once() -> None:
    breaker = Breaker(BreakerSettings(failures=1, probe_seconds=10))
    for _ in range(8):
        breaker.failed(0.0, 0.5)
    assert breaker.ready_at(0.0) == 10.0


def test_concurrency_grows_with_successes_and_shrinks_with_failures() -> None:
    breaker = Breaker(BreakerSettings(concurrency=6))
    assert breaker.free(0, 0.0) == 2
    for _ in range(60):
        breaker.succeeded()
    assert breaker.free(0, 0.0) == 6
    breaker.failed(0.0, 0.5)
    assert breaker.free(0, 0.0) == 3
    breaker.hold(0.0, None)
    assert breaker.free(0, 0.5) == 0 and breaker.free(0, 1.1) == 1


def test_open_breaker_keeps_alerts_on_the_topic_and_all_go_out_once_it_closes() -> None:
    queue = filled(*(message(n) for n in range(20)), settings=QueueSettings(breaker=BreakerSettings(failures=2)))
    for item in queue.take(0.0):
        finish(queue, item, FAILED, 0.0)
    assert queue.waiting == 2 and queue.cursor() == {0: 2}
    assert queue.take(29.0) == [] or not queue.breaker.is_open
    probe_at = queue.wake_at(0.0)
    assert probe_at is not None
    (probe,) = queue.take(probe_at)
    assert finish(queue, probe, OK, probe_at) == "delivered"
    seen = {probe.id}
    while taken := queue.take(probe_at):  # the one that waits is due only later, and goes all the same
        for item in taken:
            seen.add(item.id)
            finish(queue, item, OK, probe_at)
    assert seen == {f"m{n}" for n in range(20)}
    assert queue.cursor() == {0: 20} and queue.waiting == 0


def test_probes_before_their_time_use_up_no_tries() -> None:
    queue = filled(message(0), settings=QueueSettings(pauses=(1000.0,), breaker=BreakerSettings(1, 1.0)))
    (item,) = queue.take(0.0)
    finish(queue, item, FAILED, 0.0)
    now = 0.0
    for _ in range(6):
        now = queue.wake_at(now) or now
        assert now < 900
        (item,) = queue.take(now)
        assert finish(queue, item, FAILED, now) == "unchanged"
    (item,) = queue.take(1200.0)
    assert finish(queue, item, FAILED, 1200.0) == "dead"


def test_gone_endpoint_is_to_be_disabled() -> None:
    queue = filled(message(0))
    (item,) = queue.take(0.0)
    decision = queue.done(item, Outcome(410, "gone"), 0.0, 0.5)
    assert (decision.kind, decision.disable) == ("dead", True)


def test_paused_endpoint_sends_nothing() -> None:
    queue = filled(message(0))
    queue.active = False
    assert queue.take(0.0) == [] and queue.wake_at(0.0) is None


# --- order -----------------------------------------------------------------------------------------------------------


def test_one_holders_alerts_are_under_way_one_at_a_time_in_order() -> None:
    queue = filled(message(0, holder="x"), message(1, holder="x"), message(2, holder="y"))
    assert [item.id for item in queue.take(0.0)] == ["m0", "m2"]
    finish(queue, message(0, holder="x"), OK, 0.0)
    assert [item.id for item in queue.take(0.0)] == ["m1"]


def test_update_of_an_alert_waits_for_what_it_updates_and_others_do_not() -> None:
    queue = filled(message(0, holder="x", alert="a"), message(1, holder="x", alert="a"), message(2, holder="x"))
    (first,) = queue.take(0.0)
    finish(queue, first, FAILED, 0.0)
    (deferred,) = queue.deferred(0.0)
    queue.settle(deferred.message.place)
    (other,) = queue.take(0.0)
    assert (deferred.message.id, other.id) == ("m1", "m2")
    finish(queue, other, OK, 0.0)
    (again,) = queue.take(0.0)  # the first success says that the endpoint is up
    assert again.id == "m0"
    finish(queue, again, OK, 0.1)
    assert [item.id for item in queue.take(0.1)] == ["m1"]


def test_cursor_stays_before_what_is_not_done() -> None:
    queue = filled(*(message(n) for n in range(3)))
    first, second = queue.take(0.0)
    finish(queue, second, OK, 0.0)
    assert queue.cursor() == {0: 0}
    finish(queue, first, OK, 0.0)
    assert queue.cursor() == {0: 2}


def test_alert_that_waits_already_is_not_taken_in_twice() -> None:
    waiting = Waiting(message(0), 1, 0.0, 5.0)
    queue = EndpointQueue(PATIENT, {0: 0}, [waiting])
    queue.offer(message(0))
    assert queue.take(0.0) == [] and queue.cursor() == {0: 1}
    assert [item.id for item in queue.take(5.0)] == ["m0"]


def test_replayed_message_goes_out_at_once() -> None:
    queue = EndpointQueue(PATIENT, {0: 10})
    queue.again(Waiting(message(3), 0, 0.0, 0.0, replay=True))
    (item,) = queue.take(0.0)
    decision = queue.done(item, OK, 0.0, 0.5)
    assert (item.id, decision.kind, decision.recorded, queue.cursor()) == ("m3", "delivered", True, {0: 10})


def test_too_many_that_wait_hold_back_first_tries() -> None:
    queue = filled(*(message(n) for n in range(10)), settings=QueueSettings(
        breaker=BreakerSettings(failures=1000), most_waiting=3, window=10))  # fmt: skip
    for _ in range(10):
        for item in queue.take(0.0):
            finish(queue, item, FAILED, 0.0)
    assert queue.waiting <= 4 and queue.room < 10


@given(st.integers(0, 2**32))
@hypothesis.settings(deadline=None, max_examples=40)
def test_nothing_is_lost_or_overtakes_whatever_the_endpoint_does(seed: int) -> None:
    """Random outcomes and crashes: every message is delivered or dead, and updates never pass each other."""
    chance = random.Random(seed)
    settings = QueueSettings(pauses=(1.0, 5.0), breaker=BreakerSettings(2, 3.0, 4), window=6, most_waiting=4)
    log = [message(n, holder=f"h{chance.randrange(3)}", alert=f"a{chance.randrange(8)}") for n in range(25)]
    for place, item in enumerate(log):  # an alert has one holder
        first = next(other for other in log if other.alert_id == item.alert_id)
        log[place] = message(place, holder=first.holder_id, alert=item.alert_id)
    cursor: dict[int, int] = {0: 0}
    waiting: dict[str, Waiting] = {}
    ended: set[str] = set()
    order: dict[str, list[int]] = defaultdict(list)
    queue, now = EndpointQueue(settings, cursor), 0.0
    for step in range(1500):
        if step % 97 == 96:  # a crash: what was written is what remains
            queue = EndpointQueue(settings, cursor, waiting.values())
        while queue.room and (position := queue.position(0) or 0) < len(log):
            queue.offer(log[position])
        for item in queue.deferred(now):
            waiting[item.message.id] = item
            queue.settle(item.message.place)
        for sent in queue.take(now):
            outcome = OK if chance.random() < 0.5 or step > 1000 else FAILED
            decision = queue.done(sent, outcome, now, chance.random())
            if decision.kind == "wait":
                assert decision.waiting is not None
                waiting[sent.id] = decision.waiting
            elif decision.kind in ("delivered", "dead"):
                order[sent.alert_id].append(sent.place.offset)
                ended.add(sent.id)
                waiting.pop(sent.id, None)
            queue.settle(sent.place)
        cursor = queue.cursor()
        now += 0.5
    assert ended == {item.id for item in log}
    assert not waiting and cursor == {0: len(log)}
    for places in order.values():
        firsts = list(dict.fromkeys(places))
        assert firsts == sorted(firsts)
