"""Fuzz the language core and every decoder: `make fuzz ARGS="--inputs 1000000 --jobs 2 --seed 1"`.

Input number N of a target depends on seed, target and N alone. The state is kept in `.fuzz/`, so that the same command
goes on where it was stopped, and a further seed tries others. An input that crashes a target, or takes more than a
second of CPU time, is kept in `.fuzz/failures/`; `--again FILE` runs it once more. `--atheris` lets the coverage of the
code lead, with `pip install atheris`; what it has found stays in `.fuzz/corpus/`, where it goes on from.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import Any

HOME = Path(".fuzz")
CHUNK = 200
LONGEST = 8192
CPU_SECONDS = 1.0
WARM = 20
"""Inputs before time is taken, as lexicons load on the way."""

_warm: set[str] = set()


class Hang(BaseException):
    """Raised by the alarm; no `except Exception` may swallow it."""


def _alarm(*_: Any) -> None:
    raise Hang(f"over {CPU_SECONDS:g} s of CPU time")


def made(seed: int, target: str, number: int) -> bytes:
    """Input `number` of a target."""
    chance = random.Random(f"{seed}/{target}/{number}")
    return chance.randbytes(chance.randint(256, LONGEST))


def attempt(target: str, data: bytes, limit: float = CPU_SECONDS) -> str | None:
    """Run one input; what went wrong, if anything did."""
    from tests.fuzz.targets import one_input

    run = one_input(target)
    signal.signal(signal.SIGPROF, _alarm)
    try:
        signal.setitimer(signal.ITIMER_PROF, limit)
        try:
            run(data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except (Exception, Hang):
        return traceback.format_exc()
    return None


def chunk(seed: int, target: str, first: int) -> tuple[str, int, list[tuple[int, str]]]:
    """Run a chunk of inputs in a process of its own; numbers of those that failed, with what they did."""
    if target not in _warm:
        for number in range(WARM):
            attempt(target, made(-1, target, number), 60)
        _warm.add(target)
    failed = []
    for number in range(first, first + CHUNK):
        told = attempt(target, made(seed, target, number))
        if told is not None:
            failed.append((number, told))
    return target, first, failed


def _work(state: dict[str, list[int]], targets: list[str], inputs: int) -> Iterator[tuple[str, int]]:
    """Chunks that are not done, the targets in turn, until each has had its share of the inputs."""
    share = -(-inputs // len(targets) // CHUNK) * CHUNK
    for first in range(0, share, CHUNK):
        for target in targets:
            if first not in state.setdefault(target, []):
                yield target, first


def _seeded(options: argparse.Namespace, targets: list[str]) -> int:
    path = HOME / f"seed-{options.seed}.json"
    state: dict[str, list[int]] = json.loads(path.read_text()) if path.exists() else {}
    work = _work(state, targets, options.inputs)
    done_before = sum(map(len, state.values())) * CHUNK
    done, failures, start, told = 0, 0, time.monotonic(), 0.0
    print(f"seed {options.seed}: {done_before} inputs done before", flush=True)
    with ProcessPoolExecutor(options.jobs) as pool:
        running: set[Future[Any]] = set()
        while True:
            late = options.minutes and time.monotonic() - start > 60 * options.minutes
            for target, first in itertools.islice(work, 0 if late else options.jobs * 2 - len(running)):
                running.add(pool.submit(chunk, options.seed, target, first))
            if not running:
                break
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for one in finished:
                target, first, failed = one.result()
                state[target].append(first)
                done += CHUNK
                failures += len(failed)
                for number, what in failed:
                    _keep(f"{target}-{options.seed}-{number}", made(options.seed, target, number), what)
            path.write_text(json.dumps(state))
            if time.monotonic() - told > 10:
                told = time.monotonic()
                print(f"{told - start:7.0f} s  {done_before + done} inputs, {failures} failures", flush=True)
    print(f"seed {options.seed}: {done_before + done} inputs in all, {done} now; {failures} failures")
    return 1 if failures else 0


def _keep(name: str, data: bytes, told: str) -> None:
    folder = HOME / "failures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.bin").write_bytes(data)
    (folder / f"{name}.txt").write_text(told)
    print(f"FAILED {folder / name}.bin\n{told}", flush=True)


def _again(file: Path) -> int:
    target = file.name.split("-")[0]
    for number in range(WARM):
        attempt(target, made(-1, target, number), 60)
    told = attempt(target, file.read_bytes())
    print(told or "nothing went wrong")
    return 1 if told else 0


def _guided(options: argparse.Namespace, targets: list[str]) -> int:
    """Each target in a process of its own, since Atheris ends its process."""
    failed = []
    for target in targets:
        command = [sys.executable, "-m", "tests.fuzz", "--guided-target", target]
        command += ["--inputs", str(options.inputs // len(targets)), "--seed", str(options.seed)]
        if subprocess.run(command, check=False).returncode:
            failed.append(target)
    print(f"failed: {', '.join(failed)}" if failed else "no failures")
    return 1 if failed else 0


def _guided_target(target: str, inputs: int, seed: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["schemas", "streams"]):
        from tests.fuzz.targets import one_input
    run = one_input(target)
    corpus, failures = HOME / "corpus" / target, HOME / "failures"
    corpus.mkdir(parents=True, exist_ok=True)
    failures.mkdir(parents=True, exist_ok=True)
    for number in range(WARM):
        data = made(-1, target, number)
        run(data)
        (corpus / f"begin-{number}").write_bytes(data)  # long ones: Hypothesis can make nothing of a few bytes
    flags = [f"-runs={inputs}", f"-seed={seed}", f"-max_len={LONGEST}", "-len_control=0", "-timeout=5"]
    atheris.Setup([target, *flags, f"-artifact_prefix={failures}/{target}-", str(corpus)], run)
    atheris.Fuzz()


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=20_000, help="in all, with those of earlier runs of this seed")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so long; 0: when all inputs are done")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--target", action="append", help="only this one; may be given several times")
    parser.add_argument("--again", type=Path, metavar="FILE", help="run one kept input")
    parser.add_argument("--atheris", action="store_true", help="led by coverage")
    parser.add_argument("--guided-target", help=argparse.SUPPRESS)
    options = parser.parse_args()
    HOME.mkdir(exist_ok=True)
    if options.guided_target:
        _guided_target(options.guided_target, options.inputs, options.seed)
        return 0
    if options.again:
        return _again(options.again)
    from tests.fuzz.targets import TARGETS

    targets = options.target or list(TARGETS)
    return _guided(options, targets) if options.atheris else _seeded(options, targets)


if __name__ == "__main__":
    raise SystemExit(main())
