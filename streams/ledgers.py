"""The ledgers of all articles of one partition, kept for a bounded time (pure, over any mapping).

Beside each ledger under its article's id, the mapping holds, for each minute, the articles first seen in it, and up
to which minute old ledgers have been dropped. So what is old is found without a scan, with bounded work an event. A
minute's articles are spread over lists that stay short, since a list is written anew with each article.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from zlib import crc32

from streams.ledger import Ledger

MINUTE_MS = 60_000
MAX_STEPS = 60
"""Minutes that one event may clear; a longer gap is cleared by the events after it."""
LISTS = 64
"""Lists of articles a minute."""


class Ledgers:
    """Ledgers by article id.

    Args:
        table: where they are; keys and values are bytes.
        keep_ms: how long after its last revision an article's ledger is kept, in milliseconds of record time.
    """

    def __init__(self, table: MutableMapping[bytes, bytes], keep_ms: int) -> None:
        self._table = table
        self._keep = max(1, keep_ms // MINUTE_MS)

    def get(self, article_id: str) -> Ledger | None:
        """The article's ledger, unless it is new or was dropped."""
        stored = self._table.get(_article(article_id))
        return Ledger.from_json(stored) if stored else None

    def put(self, article_id: str, ledger: Ledger, partition: int, received_ms: int) -> None:
        """Keep a ledger, and drop those that are too old by now.

        Args:
            article_id: whose.
            ledger: what to keep.
            partition: the partition that the article's records are on.
            received_ms: Kafka timestamp of the raw record, in milliseconds since 1970.
        """
        minute = received_ms // MINUTE_MS
        # Also an article that is known: the store may be ahead of its changelog, which has to have both.
        self._remember(partition, minute, article_id)
        self._table[_article(article_id)] = ledger.to_json()
        self._drop(partition, minute)

    def _remember(self, partition: int, minute: int, article_id: str) -> None:
        key = _minute(partition, minute) + b":%d" % (crc32(article_id.encode()) % LISTS)
        listed = self._table.get(key)
        if not listed:
            listed = article_id.encode()
        elif article_id.encode() not in listed.split(b"\n"):
            listed += b"\n" + article_id.encode()
        self._table[key] = listed
        cleared = self._table.get(_cleared(partition))
        if cleared is None or int(cleared) >= minute:  # a late record must not be left behind
            self._table[_cleared(partition)] = str(minute - 1).encode()

    def _drop(self, partition: int, minute: int) -> None:
        stored = self._table.get(_cleared(partition))
        cleared = int(stored) if stored else minute
        target = min(minute - self._keep, cleared + MAX_STEPS)
        if target <= cleared:
            return
        for old in range(cleared + 1, target + 1):
            for key in _lists(partition, old):
                listed = self._table.get(key)
                if listed is None:
                    continue
                for article_id in listed.decode().split("\n"):
                    self._drop_or_keep(partition, minute, article_id)
                del self._table[key]
        self._table[_cleared(partition)] = str(target).encode()

    def _drop_or_keep(self, partition: int, minute: int, article_id: str) -> None:
        ledger = self.get(article_id)
        if ledger is None:
            return
        last = ledger.versions[-1].received_ms // MINUTE_MS
        if last > minute - self._keep:
            self._remember(partition, last, article_id)  # revised since: its time starts anew
        else:
            del self._table[_article(article_id)]


def _article(article_id: str) -> bytes:
    return b"a:" + article_id.encode()


def _minute(partition: int, minute: int) -> bytes:
    return b"m:%d:%d" % (partition, minute)


def _lists(partition: int, minute: int) -> Iterator[bytes]:
    """The keys that a minute's articles may be listed under."""
    whole = _minute(partition, minute)
    yield whole  # the one list of releases before 0.2
    for number in range(LISTS):
        yield whole + b":%d" % number


def _cleared(partition: int) -> bytes:
    return b"c:%d" % partition
