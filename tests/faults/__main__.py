"""The long run: `python -m tests.faults --faults 1000 --seed 7`; run it again to go on where it was stopped."""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from streams import work
from streams.brokers import BrokerUnavailable
from tests.faults.injection import WEIGHTS
from tests.faults.installation import ACTORS
from tests.faults.rounds import Outcome, Plan, run_round
from tests.support.apache_kafka import ApacheKafka

console = Console()


def main() -> int:
    """Run rounds until enough faults are injected; 0 when nothing was lost, doubled or wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--faults", type=int, default=1000, help="how many to inject in all (%(default)s)")
    parser.add_argument("--seed", type=int, help="draws corpus and faults; by default a new one, which is printed")
    parser.add_argument("--per-round", type=int, default=40, help="faults of a round (%(default)s)")
    parser.add_argument("--articles", type=int, default=400, help="articles of a round (%(default)s)")
    parser.add_argument("--gap", type=float, default=2.0, help="mean seconds between two faults (%(default)s)")
    parser.add_argument("--only", action="append", choices=list(WEIGHTS), help="only this kind; may be repeated")
    parser.add_argument("--keep", action="store_true", help="keep states and logs of good rounds too")
    parser.add_argument("--folder", type=Path, default=Path(".faults"), help="progress and logs (%(default)s)")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    folder: Path = options.folder / f"seed-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    progress = folder / "progress.jsonl"
    done = [orjson.loads(line) for line in progress.read_bytes().splitlines()] if progress.exists() else []
    console.print(f"seed {seed}; {len(done)} rounds done before; progress and logs in {folder}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # workers and mounts are cleared away then, too
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # that the broker is away is what is tried here
    work.load(work.Resources(actors=(ACTORS,)))
    try:
        asyncio.run(_run(options, seed, folder, progress, done))
    except BrokerUnavailable as error:
        console.print(f"no Apache Kafka: {error}")
        return 2
    except KeyboardInterrupt:
        console.print(f"stopped; --seed {seed} goes on from here")
    _summary(seed, done)
    return 0 if done and all(one["good"] for one in done) else 1


async def _run(
    options: argparse.Namespace, seed: int, folder: Path, progress: Path, done: list[dict[str, Any]]
) -> None:
    kafka = ApacheKafka(folder)
    await kafka.start()
    try:
        while (injected := sum(sum(one["faults"].values()) for one in done)) < options.faults:
            number = len(done)
            plan = Plan(
                seed,
                number,
                options.articles,
                min(options.per_round, options.faults - injected),
                options.gap,
                frozenset(options.only) if options.only else None,
                options.keep,
            )
            outcome = await run_round(plan, kafka, _fresh(folder / f"round-{number}"))
            done.append(_row(number, outcome))
            with progress.open("ab") as file:
                file.write(orjson.dumps(done[-1]) + b"\n")
            _tell(number, outcome)
    finally:
        await kafka.stop()


def _fresh(folder: Path) -> Path:
    if folder.exists():  # of a run that was stopped in the middle
        folder.rename(folder.with_name(f"{folder.name}-stopped-{time.time_ns()}"))
    folder.mkdir()
    return folder


def _row(number: int, outcome: Outcome) -> dict[str, Any]:
    verdict = outcome.verdict
    return {
        "round": number,
        "good": outcome.good,
        "faults": dict(outcome.faults),
        "records_in": verdict.records_in,
        "records_out": dict(verdict.records_out),
        "duplicates": dict(verdict.duplicates),
        "lost": verdict.lost,
        "doubled": verdict.doubled,
        "wrong": verdict.wrong,
        "held_back": verdict.held_back,
        "exits": dict(outcome.exits),
        "seconds": round(outcome.seconds, 1),
        "settle_seconds": round(outcome.settle_seconds, 1),
        "troubles": verdict.troubles,
        "skipped": outcome.skipped,
    }


def _tell(number: int, outcome: Outcome) -> None:
    verdict = outcome.verdict
    console.print(
        f"round {number}: {sum(outcome.faults.values())} faults, {verdict.records_in} records in,"
        f" {sum(verdict.duplicates.values())} duplicates on the wire, {verdict.lost} lost, {verdict.doubled} doubled,"
        f" {verdict.wrong} wrong; {outcome.seconds:.0f} s, settled after {outcome.settle_seconds:.0f} s;"
        f" own exits {dict(outcome.exits)}",
        markup=False,
    )
    for trouble in (*verdict.troubles, *(f"skipped {one}" for one in outcome.skipped)):
        console.print(f"  {trouble}", markup=False)


def _summary(seed: int, done: list[dict[str, Any]]) -> None:
    table = Table(title=f"Seed {seed}: {len(done)} rounds", title_justify="left")
    table.add_column("")
    table.add_column("number", justify="right")
    for title, field in (("fault", "faults"), ("out", "records_out"), ("duplicates", "duplicates"), ("exit", "exits")):
        total: Counter[str] = Counter()
        for one in done:
            total.update(one[field])
        for name, number in sorted(total.items()):
            table.add_row(f"{title}: {name}", str(number))
        if field == "faults":
            table.add_row("faults", str(total.total()), style="bold")
            table.add_row("records in", str(sum(one["records_in"] for one in done)))
    for field in ("held_back", "lost", "doubled", "wrong"):
        table.add_row(field.replace("_", " "), str(sum(one[field] for one in done)), style="bold")
    table.add_row("minutes", f"{sum(one['seconds'] for one in done) / 60:.1f}")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
