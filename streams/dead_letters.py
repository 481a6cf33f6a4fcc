"""Dead letters to choose from and to send again: what fits a filter, and the record as it was (pure).

A record that is sent again carries two headers of its own beside those that it had: whose dead letter it was, and how
often it has been sent again. So a record that never succeeds is not sent round for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from schemas.dead_letter import DeadLetter
from schemas.identity import article_id, canonical_url

REPLAY_OF = "volteface-replay-of"
"""Header of a record that was sent again: id of its dead letter."""
REPLAYS = "volteface-replays"
"""Header of a record that was sent again: how often so far, in decimal digits."""
REPLAYED_AT = "volteface-replayed-at"
"""Header of a dead letter whose record was sent again: when, ISO 8601. The dead letter is written once more for it."""


class ReplayedTooOften(ValueError):
    """A record has failed again each time, and is not sent once more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A dead letter as its topic holds it."""

    letter: DeadLetter
    failed_at: datetime
    """When it was written."""
    replayed_at: datetime | None = None
    """When its record was last sent again, if it was."""

    @property
    def replays(self) -> int:
        """How often the record had been sent again when it failed."""
        return replays(self.letter)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted; what is not given fits everything."""

    stage: str | None = None
    reason: str | None = None
    topic: str | None = None
    """Topic that the record stood on: its name, or the name without prefix and version."""
    since: datetime | None = None
    """Written then or later."""
    until: datetime | None = None
    """Written before then."""
    article: str | None = None
    """Id or URL of the article that the record is, or was made of."""

    def fits(self, kept: Kept) -> bool:
        """Whether the dead letter is wanted."""
        letter = kept.letter
        return (
            self.stage in (None, letter.stage)
            and self.reason in (None, letter.reason)
            and (self.topic is None or _is_topic(letter.original.topic, self.topic))
            and (self.since is None or kept.failed_at >= self.since)
            and (self.until is None or kept.failed_at < self.until)
            and (self.article is None or self.article in _articles(letter) or _url(self.article) in _articles(letter))
        )


@dataclass(frozen=True, slots=True)
class Replay:
    """A record to send again."""

    topic: str
    partition: int
    """Where it stood; another one where the topic has fewer partitions now."""
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes]]
    timestamp_ms: int | None
    """Its own Kafka timestamp: by it the article is dated and its revisions are ordered."""


def replays(letter: DeadLetter) -> int:
    """How often a record had been sent again when it failed; 0 where its header says nothing sensible."""
    counts = [content for name, content in letter.original.headers if name == REPLAYS]
    return int(counts[-1]) if counts and counts[-1].isdigit() and len(counts[-1]) < 10 else 0


def replay(letter: DeadLetter, most: int) -> Replay:
    """The dead letter's record as it was, with the headers that tell that it was sent again.

    Args:
        letter: whose record.
        most: how often a record may be sent again.

    Raises:
        ReplayedTooOften: it has been sent again that often.
    """
    count = replays(letter)
    if count >= most:
        raise ReplayedTooOften(f"it was replayed {count} times already and failed each time (header {REPLAYS})")
    original = letter.original
    headers = [pair for pair in original.headers if pair[0] not in (REPLAY_OF, REPLAYS)]
    headers += [(REPLAY_OF, letter.id.encode()), (REPLAYS, str(count + 1).encode())]
    timestamp = None if original.timestamp is None else round(original.timestamp.timestamp() * 1000)
    return Replay(original.topic, original.partition, original.key, original.value, headers, timestamp)


def printable(data: bytes) -> str:
    """Bytes as text that is safe in a terminal: what is no UTF-8, and control characters, as escapes.

    >>> printable(b"Kyiv\\x1b[31m\\xff")
    'Kyiv\\\\x1b[31m\\\\xff'
    """
    text = data.decode("utf-8", "backslashreplace")
    return "".join(
        char if char.isprintable() or char == "\n" else char.encode("unicode_escape").decode() for char in text
    )


def _is_topic(name: str, wanted: str) -> bool:
    return name == wanted or name.rpartition(".")[0].endswith(f".{wanted}")


def _articles(letter: DeadLetter) -> set[str]:
    """Ids and URLs of the article that a record names, as far as it can be read."""
    try:
        document = orjson.loads(letter.original.value or b"")
    except orjson.JSONDecodeError:
        return set()
    return set(_named(document)) if isinstance(document, dict) else set()


def _named(document: dict[str, Any]) -> Iterator[str]:
    article = document.get("article")  # of a statement
    source = article if isinstance(article, dict) else document
    if isinstance(url := source.get("url"), str) and url.strip():
        yield from (url, _url(url), article_id(url, "", ""))
    else:
        words = [part if isinstance(part := source.get(name), str) else "" for name in ("title", "text", "html")]
        yield article_id(None, words[0], words[1] or words[2])
    if isinstance(id := source.get("id"), str):
        yield id


def _url(text: str) -> str:
    try:
        return canonical_url(text)
    except ValueError:
        return text
