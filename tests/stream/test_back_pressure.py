"""Articles come faster than they can be read: the worker holds few of them in memory, and keeps its place.

`make burst` is the long version, with 100,000 articles.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Broker
from tests.stream.harness import settings_for
from tests.support.burst import burst


async def test_memory_levels_off_under_a_burst(broker: Broker, tmp_path: Path) -> None:
    if broker.kind == "embedded":
        pytest.skip("buffers are the worker's: one broker is enough")
    settings = settings_for(broker, tmp_path, buffer_bytes=1_048_576, batch_size=16, llm_concurrency=4)
    seen = await burst(settings, tmp_path, articles=2500, characters=30_000, answer_seconds=0.2, watch_seconds=4)
    assert seen.samples[-1].sent == 2500
    assert seen.samples[-1].read > seen.samples[0].read, "nothing was read"
    assert len(seen.members) == 1, "the worker lost its place in the group"
    # 75 MB were sent; unbounded, the worker's process would hold most of them.
    assert seen.growth < 35, [round(sample.megabytes) for sample in seen.samples]
