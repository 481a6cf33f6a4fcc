"""The short run: one round with every kind of fault once."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams import work
from streams.brokers import BrokerUnavailable
from tests.conftest import without_kafka
from tests.faults.installation import ACTORS
from tests.faults.rounds import Plan, run_round
from tests.support.apache_kafka import ApacheKafka


@pytest.mark.apache
@pytest.mark.timeout(600)  # a bound for a hang; it takes about a minute
async def test_nothing_is_lost_and_nothing_doubled_under_faults(tmp_path: Path) -> None:
    work.load(work.Resources(actors=(ACTORS,)))
    kafka = ApacheKafka(tmp_path / "broker")
    try:
        await kafka.start()
    except BrokerUnavailable as error:
        without_kafka(error)
    try:
        (tmp_path / "round").mkdir()
        outcome = await run_round(
            Plan(seed=1, number=0, articles=250, faults=10, mean_gap=1.8), kafka, tmp_path / "round"
        )
    finally:
        await kafka.stop()
    assert outcome.good, "\n".join(outcome.verdict.troubles)
    assert sum(outcome.faults.values()) == 10
    assert sum(outcome.verdict.duplicates.values()) > 0, "the faults hit nothing"
