"""The public contract as files: a JSON Schema for each event and an AsyncAPI 3.0 document of all topics."""

from __future__ import annotations

from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import orjson

from schemas import EVENTS, Event, RawArticle
from streams import __version__
from streams.compatibility import Change, changes
from streams.settings import Settings
from streams.topics import PUBLIC, TopicSpec, topic_config, topic_name

ASYNCAPI_FILE = "asyncapi.json"
RELEASED = Path(str(resources("schemas"))) / "released"
"""The schemas of the last release and example records of it, by major version."""

_CE_HEADERS: dict[str, str] = {
    "ce_specversion": "CloudEvents version, 1.0",
    "ce_id": "unique for each event of a source",
    "ce_type": "kind of event",
    "ce_source": "the stage that made it",
    "ce_time": "event time, RFC 3339",
    "content-type": "application/json",
    "traceparent": "W3C trace context, carried through from the raw article",
}


def event_name(event: type[Event]) -> str:
    """Name of an event in file names: `raw-article`, `statement`, …"""
    return "".join(f"-{char.lower()}" if char.isupper() else char for char in event.__name__).lstrip("-")


def json_schema(event: type[Event]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of an event as it stands on its topic."""
    schema = event.model_json_schema(mode="serialization", by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:volteface:{event_name(event)}:v1",
        **schema,
    }


def asyncapi(settings: Settings | None = None) -> dict[str, Any]:
    """AsyncAPI 3.0 document: a channel, its message and its operations for each public topic."""
    settings = settings or Settings(broker=())
    channels: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    messages: dict[str, Any] = {}
    for spec in PUBLIC:
        assert spec.event is not None
        name = event_name(spec.event)
        id = spec.name.replace(".", "-")
        channels[id] = _channel(spec, name, settings)
        messages[name] = _message(spec.event, name)
        for action, parties in (("send", (spec.owner,)), ("receive", spec.consumers)):
            for party in parties:
                operations[f"{party.replace(' ', '-')}-{action}-{id}"] = {
                    "action": action,
                    "channel": {"$ref": f"#/channels/{id}"},
                    "summary": f"{party} {'writes' if action == 'send' else 'reads'} {spec.name}",
                }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Volteface",
            "version": __version__,
            "description": "Political news in, statements, positions and alerts about shifts in them out.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages},
    }


def _channel(spec: TopicSpec, message: str, settings: Settings) -> dict[str, Any]:
    return {
        "address": topic_name(spec, settings),
        "title": spec.name,
        "description": spec.summary,
        "messages": {message: {"$ref": f"#/components/messages/{message}"}},
        "bindings": {
            "kafka": {
                "topic": topic_name(spec, settings),
                "partitions": settings.partitions,
                "replicas": settings.replication,
                "topicConfiguration": {
                    "cleanup.policy": [spec.cleanup],
                    "retention.ms": -1 if spec.retention is None else spec.retention * 1000,
                    "max.message.bytes": int(topic_config(spec, settings)["max.message.bytes"]),
                },
                "bindingVersion": "0.5.0",
            }
        },
        "x-owner": spec.owner,
        "x-consumers": list(spec.consumers),
        "x-key": spec.key,
        "x-internal": spec.internal,
    }


def _message(event: type[Event], name: str) -> dict[str, Any]:
    return {
        "name": event.__name__,
        "title": event.__name__,
        "contentType": "application/json",
        "description": (event.__doc__ or "").strip(),
        "headers": {
            "type": "object",
            "properties": {header: {"type": "string", "description": text} for header, text in _CE_HEADERS.items()},
        },
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": json_schema(event),
        },
        "bindings": {"kafka": {"key": {"type": "string"}, "bindingVersion": "0.5.0"}},
    }


def files() -> dict[str, bytes]:
    """Relative path → content of every contract file, the same at each call."""
    wanted: dict[str, Any] = {f"json/{event_name(event)}.schema.json": json_schema(event) for event in EVENTS}
    wanted[ASYNCAPI_FILE] = asyncapi()
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return {path: orjson.dumps(document, option=options) for path, document in wanted.items()}


def major_version(event: type[Event]) -> int:
    """Major version of an event's schema, which is part of its topic's name."""
    version: int = event.model_fields["schema_version"].default
    return version


def released_file(event: type[Event], directory: Path = RELEASED) -> Path:
    """Where the last release's schema of an event of this major version is kept."""
    return directory / str(major_version(event)) / f"{event_name(event)}.schema.json"


def changes_since_release(directory: Path = RELEASED) -> dict[str, list[Change]]:
    """Event name → what has changed in its schema since the last release with this major version.

    Args:
        directory: a folder for each major version, see `RELEASED`.
    """
    found: dict[str, list[Change]] = {}
    for event in EVENTS:
        path = released_file(event, directory)
        if path.is_file():
            old = orjson.loads(path.read_bytes())
            found[event_name(event)] = changes(old, json_schema(event), read_only=event is RawArticle)
    return found
