"""Seeded series of statements whose shifts are known, to measure detectors with.

Each *pair* is one holder on one issue for some years. It is steady, or reverses its position once (oppose ↔ support).
Its utterances come as a Poisson process. A reading mistakes the stance as a confusion matrix says; some utterances are
reported several times, word for word (and then read alike) or in other words (and read anew), with a lag of up to two
days in the date; some reports arrive late. Where `dependent` asks for it, errors also come together: reports of one
utterance are misread alike, an article has a second sentence that is read otherwise, and what a report only recalls is
taken for news or dated on the day of the report.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field

from schemas.base import Language, StanceLabel
from schemas.statement import ActKind, Holder, Statement
from streams.evaluation.synthetic import statement
from streams.positions.noise import STANCES

Confusion = Mapping[StanceLabel, Mapping[StanceLabel, float]]

NEIGHBOURLY: Confusion = {
    "oppose": {"oppose": 0.80, "neutral": 0.09, "conditional": 0.05, "support": 0.06},
    "neutral": {"oppose": 0.06, "neutral": 0.80, "conditional": 0.07, "support": 0.07},
    "conditional": {"oppose": 0.03, "neutral": 0.05, "conditional": 0.80, "support": 0.12},
    "support": {"oppose": 0.05, "neutral": 0.08, "conditional": 0.07, "support": 0.80},
}
"""20 % misread, mostly as a stance nearby: like the shipped noise model where it matters."""

CROSSING: Confusion = {
    "oppose": {"oppose": 0.80, "neutral": 0.04, "conditional": 0.03, "support": 0.13},
    "neutral": {"oppose": 0.10, "neutral": 0.80, "conditional": 0.02, "support": 0.08},
    "conditional": {"oppose": 0.10, "neutral": 0.04, "conditional": 0.80, "support": 0.06},
    "support": {"oppose": 0.13, "neutral": 0.04, "conditional": 0.03, "support": 0.80},
}
"""20 % misread, mostly across the axis, as with overlooked negations: what the noise model does not expect."""

_WORDS = (
    "treaty",
    "harbour",
    "council",
    "budget",
    "winter",
    "border",
    "grain",
    "pipeline",
    "summit",
    "vote",
    "minister",
    "partners",
    "pledge",
    "talks",
    "deadline",
    "coast",
    "market",
    "reform",
    "court",
    "ballot",
    "farmers",
    "union",
    "bridge",
    "tariff",
    "envoy",
    "charter",
    "province",
    "railway",
    "energy",
    "parliament",
)
_LANGUAGES: tuple[Language, ...] = ("en", "uk", "ru")


class Scenario(BaseModel):
    """What is simulated."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    pairs: int = Field(default=200, ge=1)
    """Series; every second one reverses its position."""
    years: float = Field(default=3.0, gt=0.0)
    """Length of a series."""
    per_year: float = Field(default=12.0, gt=0.0)
    """Utterances a pair-year."""
    confusion: Confusion = NEIGHBOURLY
    """P(read | true)."""
    repeated: float = Field(default=0.35, ge=0.0, le=1.0)
    """Share of utterances reported more than once."""
    verbatim: float = Field(default=0.5, ge=0.0, le=1.0)
    """Share of repeats that copy the words, and so are read alike."""
    lagged: float = Field(default=0.3, ge=0.0, le=1.0)
    """Share of repeats dated one or two days late."""
    late: float = Field(default=0.08, ge=0.0, le=1.0)
    """Share of reports that arrive up to a month after the others."""
    decisions: float = Field(default=0.10, ge=0.0, le=1.0)
    """Share of utterances that are official decisions."""
    decisive: float = Field(default=0.3, ge=0.0, le=1.0)
    """Share of reversals that begin with an official decision."""
    alike: float = Field(default=0.0, ge=0.0, le=1.0)
    """Share of repeats in other words that are read as the first report was, right or wrong: correlated errors."""
    contradicted: float = Field(default=0.0, ge=0.0, le=1.0)
    """Share of reports whose article has a second sentence on the matter, read as any stance."""
    recalled: float = Field(default=0.0, ge=0.0, le=1.0)
    """Share of utterances whose report recalls an earlier utterance of the holder."""
    unmarked: float = Field(default=0.4, ge=0.0, le=1.0)
    """Share of recollections that are taken for news."""
    misdated: float = Field(default=0.15, ge=0.0, le=1.0)
    """Share of recollections that are dated on the day of the report."""
    steady: Mapping[StanceLabel, float] = {"oppose": 0.4, "neutral": 0.1, "conditional": 0.1, "support": 0.4}
    """Positions of steady pairs."""


def dependent(pairs: int) -> Scenario:
    """Misreadings that depend on each other: within a cluster, within an article, and of what is recalled."""
    return Scenario(pairs=pairs, alike=0.25, contradicted=0.1, recalled=0.3)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was really said."""

    number: int
    at: datetime
    stance: StanceLabel
    act: ActKind


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report as it reaches the tracker, and the utterance behind it."""

    statement: Statement
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class Series:
    """One pair: its truth and its reports, in order of arrival."""

    holder: Holder
    years: float
    before: StanceLabel
    after: StanceLabel
    changed_at: datetime | None
    """None: steady."""
    arrivals: tuple[Arrival, ...]


def simulate(scenario: Scenario, seed: int) -> list[Series]:
    """All series of `scenario`; the same for the same seed, on every machine."""
    rng = random.Random(seed)
    return [_series(scenario, rng, number) for number in range(scenario.pairs)]


def _series(scenario: Scenario, rng: random.Random, number: int) -> Series:
    start = datetime(2020, 1, 1, 9, tzinfo=UTC)
    days = scenario.years * 365.25
    moves = number % 2 == 1
    if moves:
        before: StanceLabel = "oppose" if rng.random() < 0.5 else "support"
        after: StanceLabel = "support" if before == "oppose" else "oppose"
        # Some history before, some statements after.
        turn: float | None = days * rng.uniform(0.3, 0.7)
    else:
        before = after = rng.choices(list(scenario.steady), weights=list(scenario.steady.values()))[0]
        turn = None
    holder = Holder(id=f"simulated:{number}", name=f"Actor {number}")
    arrivals: list[tuple[float, int, Arrival]] = []
    said_before: list[Utterance] = []
    day, count = rng.expovariate(scenario.per_year / 365.25), 0
    decisive = turn is not None and rng.random() < scenario.decisive
    while day < days:
        true = before if turn is None or day < turn else after
        act: ActKind = "decision" if rng.random() < scenario.decisions else "statement"
        if decisive and turn is not None and day >= turn:
            act, decisive = "decision", False
        said = Utterance(count, start + timedelta(days=day), true, act)
        for arrives, report in _reports(scenario, rng, said, holder, day):
            arrivals.append((arrives, len(arrivals), Arrival(report, said)))
        if scenario.recalled and said_before and rng.random() < scenario.recalled:
            arrivals.append((day + 1.0, len(arrivals), _recollection(scenario, rng, said, said_before, holder)))
        said_before.append(said)
        count += 1
        day += rng.expovariate(scenario.per_year / 365.25)
    arrivals.sort(key=lambda item: item[:2])
    changed_at = None if turn is None else start + timedelta(days=turn)
    return Series(holder, scenario.years, before, after, changed_at, tuple(item[2] for item in arrivals))


def _reports(
    scenario: Scenario, rng: random.Random, said: Utterance, holder: Holder, day: float
) -> list[tuple[float, Statement]]:
    """The reports of one utterance, with the day of their arrival."""
    number = 1
    if rng.random() < scenario.repeated:
        number += 1
        while number < 10 and rng.random() < 0.4:
            number += 1
    words, read, language = _phrase(rng), _read(rng, said.stance, scenario.confusion), rng.choice(_LANGUAGES)
    found = []
    for copy in range(number):
        at = said.at
        if copy and rng.random() >= scenario.verbatim:
            words, language = _paraphrase(rng, words), rng.choice(_LANGUAGES)
            if not scenario.alike or rng.random() >= scenario.alike:
                read = _read(rng, said.stance, scenario.confusion)
        if copy and rng.random() < scenario.lagged:
            at += timedelta(days=rng.randint(1, 2))
        arrives = day + rng.random() * 0.5 + (at - said.at).days
        if rng.random() < scenario.late:
            arrives += rng.uniform(3.0, 30.0)
        key, outlet = f"{holder.id}/{said.number}/{copy}", f"Outlet {rng.randrange(40)}"
        confidence = round(rng.uniform(0.55, 0.85), 2)
        report = statement(
            at,
            read,
            key=key,
            holder=holder,
            words=words,
            language=language,
            outlet=outlet,
            article=key,
            act=said.act,
            confidence=confidence,
        )
        found.append((arrives, report))
        if scenario.contradicted and rng.random() < scenario.contradicted:
            beside = statement(
                at,
                rng.choice(STANCES),
                key=f"{key}/beside",
                holder=holder,
                words=_phrase(rng),
                language=language,
                outlet=outlet,
                article=key,
                confidence=confidence,
            )
            found.append((arrives, beside))
    return found


def _recollection(
    scenario: Scenario, rng: random.Random, said: Utterance, earlier: Sequence[Utterance], holder: Holder
) -> Arrival:
    """A report of the day after `said` that recalls one of the `earlier` utterances."""
    old = rng.choice(earlier)
    published = said.at + timedelta(days=1)
    report = statement(
        published if rng.random() < scenario.misdated else old.at,
        _read(rng, old.stance, scenario.confusion),
        key=f"{holder.id}/{said.number}/recalls {old.number}",
        holder=holder,
        words=_phrase(rng),
        language=rng.choice(_LANGUAGES),
        outlet=f"Outlet {rng.randrange(40)}",
        published_at=published,
        confidence=round(rng.uniform(0.55, 0.85), 2),
        background=rng.random() >= scenario.unmarked,
    )
    return Arrival(report, old)


def _read(rng: random.Random, true: StanceLabel, confusion: Confusion) -> StanceLabel:
    row = confusion[true]
    return rng.choices(STANCES, weights=[row[label] for label in STANCES])[0]


def _paraphrase(rng: random.Random, words: str) -> str:
    """Half of the words, and others."""
    return " ".join((*rng.sample(words.split(), 4), *rng.sample(_WORDS, 4)))


def _phrase(rng: random.Random) -> str:
    return " ".join(rng.sample(_WORDS, 8))


def matched_counts(confusion: Confusion, total: float = 200.0) -> dict[StanceLabel, dict[StanceLabel, float]]:
    """The counts that labelling `total` utterances of each stance would give: a noise model that fits."""
    return {true: {read: share * total for read, share in row.items()} for true, row in confusion.items()}


def pair_years(series: Sequence[Series]) -> float:
    """Length of all series together."""
    return sum(item.years for item in series)
