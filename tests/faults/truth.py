"""What must be on the topics, computed by the pure core alone, and what is there.

The core is a function of the raw topic: the order of one article's versions is that of their partition, and a holder's
series does not depend on the order in which its statements come. So there is one truth for every run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from schemas import Alert, DeadLetter, EnrichedArticle, Position, Statement
from schemas.base import Event
from streams import work
from streams.lag import CONSUMED
from streams.ledger import Ledger, Version, revise
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold
from streams.rejection import Rejected
from streams.settings import Settings
from streams.topics import (
    ALERTS,
    DEAD_LETTERS,
    ENRICHED,
    HOLDINGS,
    LEDGER_TABLE,
    POSITIONS,
    PUBLIC,
    RAW,
    STATEMENTS,
    TABLES,
    TRACK_TABLE,
    TopicSpec,
    changelog_name,
    topic_name,
)
from tests.faults.corpus import Item, Known

E = TypeVar("E", bound=Event)
NUMBER_HEADER = "number"
SHOWN = 5
"""Examples of each kind of trouble that are told."""


@dataclass
class Truth:
    """What the pure core makes of the records of the raw topic."""

    articles: set[tuple[str, str]] = field(default_factory=set)
    """Article id and content hash of each version."""
    events: dict[tuple[str, int], Statement] = field(default_factory=dict)
    """Every event of every statement, by id and revision."""
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    tracks: dict[str, TrackState] = field(default_factory=dict)
    """By the key of the positions topic."""
    positions: dict[str, Position] = field(default_factory=dict)
    """Of the series that have evidence left."""
    poison: dict[tuple[int, int], bytes | None] = field(default_factory=dict)
    """Partition and offset → the bytes."""

    @classmethod
    def of(cls, raw: Sequence[ConsumerRecord]) -> Truth:
        """Compute it. `streams.work.load` must have been called in this process."""
        truth = cls()
        settings, noise = TrackerSettings(), NoiseModel.default()
        for record in sorted(raw, key=lambda one: (one.timestamp, one.partition, one.offset)):
            try:
                article = work.enrich(record.value, float(record.timestamp))
            except Rejected:
                truth.poison[record.partition, record.offset] = record.value
                continue
            truth.articles.add((article.id, article.content_hash))
            _, said = work.read(article.to_json())
            version = Version(received_ms=record.timestamp, content_hash=article.content_hash)
            truth.ledgers[article.id], changes = revise(truth.ledgers.get(article.id), version, said)
            for change in changes:
                truth.events[change.id, change.revision] = change
                for holder in change.holders:
                    key = f"{holder.id}|{change.issue.id}"
                    state, position, _ = fold(truth.tracks.get(key), change, holder, settings=settings, noise=noise)
                    assert state.checkpoint is None, f"too many utterances of {key}: the order would matter"
                    truth.tracks[key] = state
                    if position is not None:
                        truth.positions[key] = position
                    elif not state.reports:
                        truth.positions.pop(key, None)
        return truth


def contradicted(items: Iterable[Item]) -> list[str]:
    """Records of the corpus that the core reads otherwise than the corpus says."""
    wrong = []
    for item in items:
        try:
            _, said = work.read(work.enrich(item.value, 1.8e12).to_json())
        except Rejected:
            if item.kind != "poison":
                wrong.append(f"record {item.number} is rejected")
            continue
        found = frozenset(Known(one.speaker.id, one.issue.id, one.stance.label) for one in said)  # type: ignore[arg-type]
        if found != item.says or item.kind == "poison":
            wrong.append(f"record {item.number} says {sorted(found)}")
    return wrong


@dataclass
class Verdict:
    """The outcome of a round."""

    records_in: int = 0
    records_out: Counter[str] = field(default_factory=Counter)
    """Records on each topic."""
    duplicates: Counter[str] = field(default_factory=Counter)
    """Records that repeat an id and revision, by topic: allowed, consumers drop them."""
    lost: int = 0
    """Things that must be there and are not."""
    doubled: int = 0
    """Series and ledgers whose state is not the one of a run without faults."""
    wrong: int = 0
    """Anything else that must not be: contents that differ, dead letters of good records, offsets not committed."""
    held_back: int = 0
    """Standing alerts recorded and not sent, since what they tell was past when it arrived."""
    troubles: list[str] = field(default_factory=list)

    def expect(self, kind: str, what: str, bad: Iterable[object]) -> None:
        """Count each of `bad` as a case of `kind` (lost, doubled or wrong) and tell some of them."""
        found = [str(one) for one in bad]
        if found:
            setattr(self, kind, getattr(self, kind) + len(found))
            self.troubles += [f"{kind}: {what}: {len(found)}, such as {', '.join(sorted(found)[:SHOWN])}"]

    @property
    def good(self) -> bool:
        """Whether nothing is lost, doubled or wrong."""
        return not (self.lost or self.doubled or self.wrong)


async def read_all(settings: Settings, names: Sequence[str] = ()) -> dict[str, list[ConsumerRecord]]:
    """Every record that a consumer of committed data sees, by topic: of all topics, or of those that are named."""
    names = names or [topic_name(spec, settings) for spec in PUBLIC] + [changelog_name(t, settings) for t in TABLES]
    found: dict[str, list[ConsumerRecord]] = {}
    consumer = AIOKafkaConsumer(
        **settings.client(),
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        max_partition_fetch_bytes=settings.max_message_bytes,
    )
    await consumer.start()
    try:
        for name in names:
            partitions = [TopicPartition(name, number) for number in range(settings.partitions)]
            consumer.assign(partitions)
            await consumer.seek_to_beginning(*partitions)
            ends = await consumer.end_offsets(partitions)
            found[name] = []
            while any([await consumer.position(one) < ends[one] for one in partitions]):
                for records in (await consumer.getmany(timeout_ms=500)).values():
                    found[name] += records
    finally:
        await consumer.stop()
    return found


async def lag(settings: Settings) -> dict[str, int]:
    """Records not committed yet, by topic and partition, where there are any."""
    partitions = [TopicPartition(topic_name(s, settings), n) for s in CONSUMED for n in range(settings.partitions)]
    admin = AIOKafkaAdminClient(**settings.client())
    consumer = AIOKafkaConsumer(**settings.client(), isolation_level="read_committed")
    await admin.start()
    try:
        await consumer.start()
        try:
            known = await admin.list_consumer_group_offsets(settings.group, partitions=partitions)
            ends = await consumer.end_offsets(partitions)
        finally:
            await consumer.stop()
    finally:
        await admin.close()
    # no offset committed is -1, and means that the partition is read from its start
    behind = {one: ends[one] - max(known[one].offset if one in known else 0, 0) for one in partitions}
    return {f"{one.topic}[{one.partition}]": number for one, number in behind.items() if number > 0}


def judge(
    items: Sequence[Item],
    records: Mapping[str, list[ConsumerRecord]],
    settings: Settings,
    received: Mapping[tuple[str, int], int],
) -> Verdict:
    """Hold the topics against the truth.

    Args:
        items: what was produced.
        records: what is on the topics, by topic name.
        settings: the installation's.
        received: alert id and revision → how often the webhook got it.
    """

    def on(spec: TopicSpec) -> list[ConsumerRecord]:
        return records[topic_name(spec, settings)]

    verdict = Verdict(records_in=len(items))
    for spec in PUBLIC:
        verdict.records_out[spec.name] = len(on(spec))
        if spec is not RAW:
            ids = Counter((one.partition, one.key, dict(one.headers)["ce_id"]) for one in on(spec))
            verdict.duplicates[spec.name] = ids.total() - len(ids)
    numbers = {int(dict(one.headers)[NUMBER_HEADER]) for one in on(RAW)}
    verdict.expect("lost", "raw records", {item.number for item in items} - numbers)
    truth = Truth.of(on(RAW))
    enriched = {(one.id, one.content_hash) for one in _read(EnrichedArticle, on(ENRICHED))}
    verdict.expect("lost", "enriched articles", truth.articles - enriched)
    verdict.expect("wrong", "enriched articles", enriched - truth.articles)
    _statements(verdict, truth, on(STATEMENTS), on(HOLDINGS))
    _ledgers(verdict, truth, _latest(records[changelog_name(LEDGER_TABLE, settings)]))
    tracks = _tracks(verdict, truth, _latest(records[changelog_name(TRACK_TABLE, settings)]))
    _positions(verdict, truth, on(POSITIONS))
    alerts = _alerts(verdict, truth, tracks, on(ALERTS))
    undelivered = _dead_letters(verdict, truth, on(DEAD_LETTERS), topic_name(RAW, settings))
    verdict.expect("lost", "webhook messages", alerts - received.keys() - undelivered)
    return verdict


def _read(model: type[E], records: Iterable[ConsumerRecord]) -> list[E]:
    return [model.from_json(record.value) for record in records]


def _latest(records: Iterable[ConsumerRecord]) -> dict[str, bytes]:
    """What a compacted topic ends as."""
    last: dict[str, bytes | None] = {}
    for record in sorted(records, key=lambda one: (one.partition, one.offset)):
        last[record.key.decode()] = record.value
    return {key: value for key, value in last.items() if value is not None}


def _statements(
    verdict: Verdict, truth: Truth, statements: Sequence[ConsumerRecord], holdings: Sequence[ConsumerRecord]
) -> None:
    found: dict[tuple[str, int], set[bytes]] = {}
    for record in statements:
        statement = Statement.from_json(record.value)
        found.setdefault((statement.id, statement.revision), set()).add(record.value)
    verdict.expect("lost", "statements", truth.events.keys() - found.keys())
    verdict.expect("wrong", "statements that nobody made", found.keys() - truth.events.keys())
    differ = [id for id, values in found.items() if id in truth.events and values != {truth.events[id].to_json()}]
    verdict.expect("wrong", "statements that differ", differ)
    wanted = {(*id, holder.id) for id, event in truth.events.items() for holder in event.holders}
    held = {(one.id, one.revision, record.key.decode()) for record, one in _with(Statement, holdings)}
    at = {(s.id, s.revision): f"{r.partition}@{r.offset}" for r, s in _with(Statement, statements)}
    verdict.expect("lost", "statements by holder", (f"{one} of {at.get(one[:2])}" for one in wanted - held))
    verdict.expect("wrong", "statements by holder", held - wanted)


def _with(model: type[E], records: Iterable[ConsumerRecord]) -> list[tuple[ConsumerRecord, E]]:
    return [(record, model.from_json(record.value)) for record in records]


def _ledgers(verdict: Verdict, truth: Truth, changelog: Mapping[str, bytes]) -> None:
    found = {key[2:]: Ledger.from_json(value) for key, value in changelog.items() if key.startswith("a:")}
    verdict.expect("lost", "ledgers", truth.ledgers.keys() - found.keys())
    differ = [
        f"{id}: {ledger.versions} for {truth.ledgers[id].versions if id in truth.ledgers else None}"
        for id, ledger in found.items()
        if ledger != truth.ledgers.get(id)
    ]
    verdict.expect("doubled", "ledgers", differ)


def _tracks(verdict: Verdict, truth: Truth, changelog: Mapping[str, bytes]) -> dict[str, TrackState]:
    found = {key: TrackState.from_json(value) for key, value in changelog.items()}
    verdict.expect("lost", "series", truth.tracks.keys() - found.keys())
    differ = [key for key, state in found.items() if _essence(state) != _essence(truth.tracks.get(key))]
    verdict.expect("doubled", "series", differ)
    return found


def _essence(state: TrackState | None) -> object:
    """All that does not depend on the order of arrival."""
    if state is None:
        return None
    standing = {alert.id: alert.tier for alert in state.standing}
    return state.reports, state.retracted, state.checkpoint, state.announced, standing


def _positions(verdict: Verdict, truth: Truth, records: Sequence[ConsumerRecord]) -> None:
    found = {key: Position.from_json(value) for key, value in _latest(records).items()}
    verdict.expect("lost", "positions", truth.positions.keys() - found.keys())
    verdict.expect("doubled", "positions", [key for key, one in truth.positions.items() if found.get(key, one) != one])
    verdict.expect("wrong", "positions without evidence", found.keys() - truth.positions.keys())


def _alerts(
    verdict: Verdict, truth: Truth, tracks: Mapping[str, TrackState], records: Sequence[ConsumerRecord]
) -> set[tuple[str, int]]:
    """Checks the alerts; returns id and revision of each that was sent."""
    found: dict[str, dict[int, Alert]] = {}
    for alert in _read(Alert, records):
        known = found.setdefault(alert.id, {}).setdefault(alert.revision, alert)
        if known != alert:
            verdict.expect("wrong", "alerts that differ under one revision", [alert.id])
    stated = {alert.id: alert for state in tracks.values() for alert in state.alerts}
    sent = {id: alert for id, alert in stated.items() if alert.revision}
    lost = [id for id, alert in sent.items() if set(found.get(id, {})) != set(range(1, alert.revision + 1))]
    verdict.expect("lost", "alerts of the state, or revisions of them", lost)
    last = {id: revisions[max(revisions)] for id, revisions in found.items()}
    verdict.expect(
        "wrong", "alerts' tiers", [id for id, one in last.items() if id in sent and sent[id].tier != one.tier]
    )
    standing = {id for id, alert in last.items() if alert.tier != "withdrawn"}
    wanted = {alert.id for state in truth.tracks.values() for alert in state.standing}
    held_back = {id for id in wanted if id in stated and not stated[id].revision}
    verdict.held_back = len(held_back)
    verdict.expect("lost", "standing alerts", wanted - standing - held_back)
    verdict.expect("wrong", "standing alerts", standing - wanted)
    return {(id, revision) for id, revisions in found.items() for revision in revisions}


def _dead_letters(verdict: Verdict, truth: Truth, records: Sequence[ConsumerRecord], raw: str) -> set[tuple[str, int]]:
    """Checks the dead letters; returns the alerts, id and revision, that no endpoint took."""
    letters = {letter.id: letter for letter in _read(DeadLetter, records)}.values()
    undelivered = [letter for letter in letters if letter.reason == "undeliverable"]
    rest = [letter for letter in letters if letter.reason != "undeliverable"]
    found = {
        (letter.original.partition, letter.original.offset): letter.original.value
        for letter in rest
        if letter.stage == "enrichment" and letter.original.topic == raw
    }
    kept = {place for place, value in truth.poison.items() if place in found and found[place] == value}
    verdict.expect("lost", "poison records", truth.poison.keys() - kept)
    innocent = [
        f"{letter.stage} {letter.reason} at {letter.original.topic}[{letter.original.partition}]"
        f" offset {letter.original.offset}: {letter.message[-150:]}"
        for letter in rest
        if (letter.original.partition, letter.original.offset) not in truth.poison or letter.stage != "enrichment"
    ]
    verdict.expect("wrong", "dead letters of good records", innocent)
    alerts = [Alert.from_json(letter.original.value or b"") for letter in undelivered]
    return {(alert.id, alert.revision) for alert in alerts}
