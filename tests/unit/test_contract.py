"""The exported contract: committed files are fresh, and the AsyncAPI document tells every topic."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from streams import contract
from streams.settings import Settings
from streams.topics import PUBLIC, topic_name


@pytest.mark.parametrize("name", sorted(contract.files()))
def test_committed_file_is_fresh(name: str) -> None:
    committed = Path(str(files("schemas"))) / name
    assert committed.read_bytes() == contract.files()[name], f"{name} is stale: run `make schemas`"


def test_asyncapi_tells_key_owner_and_retention_of_every_topic() -> None:
    channels = {channel["address"]: channel for channel in contract.asyncapi()["channels"].values()}
    for spec in PUBLIC:
        channel = channels[topic_name(spec, Settings(broker=()))]
        assert channel["x-key"] and channel["x-owner"] and channel["x-consumers"]
        assert channel["bindings"]["kafka"]["topicConfiguration"]["retention.ms"] != 0


def test_asyncapi_has_a_sender_and_a_receiver_for_every_channel() -> None:
    document = contract.asyncapi()
    for id in document["channels"]:
        actions = {op["action"] for op in document["operations"].values() if op["channel"]["$ref"].endswith(f"/{id}")}
        assert actions == {"send", "receive"}, id
