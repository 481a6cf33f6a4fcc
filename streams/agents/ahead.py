"""Statements read in the same go as their article was enriched, until the article comes round on its topic."""

from __future__ import annotations

from collections.abc import Callable

from streams.agents.recent import Recent
from streams.work import Enriched, Reading


class ReadAhead:
    """Readings that the statements stage will want, bounded by their size.

    They save an article's second trip to a language process, where it would be decoded and tokenized anew. Nothing
    depends on them: a reading is a function of the enriched record's bytes, and where it is not at hand (another worker
    enriched the article, or this one did before it was started again) the stage has the record read.

    Args:
        most_bytes: the bound; none is made while less than half of it is free, so that none is made in vain.
        alone: whether this worker has every partition of the enriched articles.
    """

    def __init__(self, most_bytes: int, alone: Callable[[], bool]) -> None:
        self._most = most_bytes
        self._alone = alone
        self._keyed = True
        """Whether raw records are keyed by article id so far. Then the enriched record goes to the partition of the
        same number, which Faust assigns to the same worker."""
        self._readings = Recent[bytes, Reading](most_bytes)
        """By the key of the enriched record, with its bytes."""

    def wanted(self) -> bool:
        """Whether what is enriched now should be read in the same go."""
        return 2 * self._readings.held < self._most and (self._keyed or self._alone())

    def put(self, raw_key: bytes | None, enriched: Enriched) -> None:
        """Keep what was read ahead of an article, which came under `raw_key`."""
        if enriched.reading is None:
            return
        key = enriched.id.encode()
        self._keyed = self._keyed and raw_key == key
        self._readings.put(key, enriched.value, enriched.reading)

    def take(self, key: bytes | None, value: bytes | None) -> Reading | None:
        """The reading of the enriched record of this key, if it is one of these very bytes; it is not kept."""
        return self._readings.take(key or b"", value)
