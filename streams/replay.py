"""Articles in order of arrival through the same core as the agents', with no broker, in event time.

Record time is what a broker would have stamped: here the newest publication time so far, so that it never runs back. An
article that comes late has its own, older date and a newer record time; a second version of a URL is a revision.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from schemas import Alert, EnrichedArticle, Position, RawArticle, Statement
from streams import work
from streams.ledger import Ledger, Version, revise
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold
from streams.records import Failure, decode
from streams.rejection import Rejected

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Step:
    """What came of one line."""

    line: int
    """Its number, from 1."""
    article: EnrichedArticle
    statements: tuple[Statement, ...]
    """All that this version of the article says."""
    changes: tuple[Statement, ...]
    """What is new in it or read differently, and what it takes back, as it would be published."""
    positions: tuple[Position, ...]
    """Positions that it moved."""
    alerts: tuple[Alert, ...]
    """Alerts that it raised, revised or withdrew."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be processed."""

    line: int
    """Its number, from 1."""
    failure: Failure


@dataclass
class Replay:
    """The state of a replay: the articles' ledgers and the holders' series.

    `streams.work.load` must have been called in this process.
    """

    settings: TrackerSettings = field(default_factory=TrackerSettings)
    noise: NoiseModel = field(default_factory=NoiseModel.default)
    revision_days: int = 30
    """How long after its last revision an article is remembered, in days of record time."""
    enrich: Callable[[bytes | None, float], EnrichedArticle] = work.enrich
    """Makes enriched articles of raw records and their timestamps."""
    _tracks: dict[str, TrackState] = field(default_factory=dict, init=False)
    _ledgers: OrderedDict[str, Ledger] = field(default_factory=OrderedDict, init=False)
    _received_ms: int = field(default=0, init=False)

    def run(self, lines: Iterable[bytes]) -> Iterator[Step | BadLine]:
        """What comes of each line; empty ones are passed over, bad ones told, and the others go through."""
        for number, line in enumerate(lines, start=1):
            value = line.strip()
            if not value:
                continue
            try:
                yield self.step(number, value)
            except Rejected as error:
                yield BadLine(number, Failure.of(error))

    def step(self, number: int, value: bytes) -> Step:
        """Process one raw article.

        Raises:
            Rejected: it is at fault.
        """
        enriched = self.enrich(value, self._stamp(decode(RawArticle, value)))
        article, said = work.read(enriched.to_json())
        # the order of arrival tells revisions apart, also those of one moment
        version = Version(received_ms=self._received_ms, content_hash=article.content_hash)
        ledger, changes = revise(self._ledgers.get(article.id), version, said)
        self._remember(article.id, ledger)
        positions: list[Position] = []
        alerts: list[Alert] = []
        for statement in changes:
            for holder in statement.holders:
                key = f"{holder.id}|{statement.issue.id}"
                state, position, raised = fold(
                    self._tracks.get(key), statement, holder, settings=self.settings, noise=self.noise
                )
                self._tracks[key] = state
                alerts += raised
                if position is not None:
                    positions.append(position)
        return Step(number, article, tuple(said), changes, tuple(positions), tuple(alerts))

    def _stamp(self, raw: RawArticle) -> int:
        """Record time in milliseconds: the newest publication time so far."""
        if raw.published_at is not None:
            self._received_ms = max(self._received_ms, round(raw.published_at.timestamp() * 1000))
        elif not self._received_ms:
            raise Rejected(
                "invalid-field", "published_at: missing, and no article with a date precedes it", field="published_at"
            )
        return self._received_ms

    def _remember(self, article_id: str, ledger: Ledger) -> None:
        self._ledgers[article_id] = ledger
        self._ledgers.move_to_end(article_id)
        oldest = self._received_ms - self.revision_days * DAY_MS
        while next(iter(self._ledgers.values())).versions[-1].received_ms < oldest:
            self._ledgers.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert as it stands, and the event times of the articles behind it."""

    alert: Alert
    raised_at: datetime
    """Publication time of the article that raised it; anew where it had been withdrawn."""
    confirmed_at: datetime | None
    """That of the article that confirmed it."""
    updated_at: datetime
    """That of the article behind its last revision."""
    url: str | None
    """Where that article was published."""


class Outcome:
    """What stands at the end of a replay."""

    def __init__(self) -> None:
        self.articles = 0
        self.statements: list[tuple[str | None, Statement]] = []
        """With their article's URL, in order of arrival."""
        self.retracted = 0
        """Statements taken back by a revision of their article."""
        self.alerts: dict[str, Raised] = {}
        """By id, in the order in which they were first raised."""
        self.positions: dict[tuple[str, str], Position] = {}
        """The latest, by holder and issue."""

    def add(self, step: Step) -> None:
        """Take in what came of one article."""
        self.articles += 1
        at, url = step.article.published_at, step.article.url
        self.statements += [(url, statement) for statement in step.statements]
        self.retracted += sum(change.status == "retracted" for change in step.changes)
        for position in step.positions:
            self.positions[position.holder.id, position.issue.id] = position
        for alert in step.alerts:
            known = self.alerts.get(alert.id)
            if known is not None and known.alert.tier == "withdrawn" and alert.tier != "withdrawn":
                known = None
            confirmed = alert.tier == "confirmed"
            self.alerts[alert.id] = Raised(
                alert=alert,
                raised_at=known.raised_at if known else at,
                confirmed_at=(known.confirmed_at if known and known.confirmed_at else at) if confirmed else None,
                updated_at=at,
                url=url,
            )
