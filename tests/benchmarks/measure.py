"""Processor time and memory of processes, as Linux tells them; elsewhere there are none."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_TICKS = os.sysconf("SC_CLK_TCK")
TOLD = Path("/proc/self/stat").exists()
"""Whether this system tells of other processes."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process at one moment."""

    pid: int
    parent: int
    cpu: float
    """Seconds of processor time so far."""
    command: str

    @property
    def resident(self) -> int:
        """Megabytes resident now."""
        return self._status("VmRSS")

    @property
    def peak(self) -> int:
        """Megabytes resident at the most."""
        return self._status("VmHWM")

    @property
    def own(self) -> int:
        """Megabytes resident now that it shares with no other process."""
        return self._status("Private_Clean", "smaps_rollup") + self._status("Private_Dirty", "smaps_rollup")

    def _status(self, field: str, file: str = "status") -> int:
        try:
            lines = Path(f"/proc/{self.pid}/{file}").read_text().splitlines()
        except OSError:
            return 0
        return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(field)), 0)


def family(pid: int | None) -> list[Process]:
    """A process and all its descendants, itself first; none where the system does not tell."""
    if pid is None or not TOLD:
        return []
    found = {one.pid: one for one in _all()}
    members = [pid] if pid in found else []
    for member in members:
        members += [one.pid for one in found.values() if one.parent == member]
    return [found[member] for member in members]


def _all() -> list[Process]:
    made = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text()
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        fields = stat.rpartition(") ")[2].split()
        made.append(Process(int(entry.name), int(fields[1]), (int(fields[11]) + int(fields[12])) / _TICKS, command))
    return made


def language_process(process: Process) -> bool:
    """Whether it is one of a worker's language processes, or the server that they are forked from."""
    return "multiprocessing.forkserver" in process.command


def cpu_of(pid: int | None) -> dict[str, float]:
    """Seconds of processor time of a worker (or another family of processes): its own, and its language processes'."""
    members = family(pid)
    pool = sum(one.cpu for one in members if language_process(one))
    return {"main": sum(one.cpu for one in members) - pool, "pool": pool}


def own_peak() -> int:
    """Megabytes of this process resident at the most so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Seconds of this process' processor time that a call takes, and what it returns."""
    start = time.process_time()
    made = call()
    return time.process_time() - start, made


def best(call: Callable[[], object], rounds: int) -> float:
    """The least processor time of several calls, in seconds."""
    return min(timed(call)[0] for _ in range(rounds))
