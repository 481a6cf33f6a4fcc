"""Other people's extractors, in an environment of their own under build/, made on demand from `peers.txt`."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
PINS = _HERE / "peers.txt"
ENVIRONMENT = _HERE.parents[1] / "build" / "bench" / "peers"
INSTALL_SECONDS = 900
RUN_SECONDS = 900
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR", "VECLIB_MAXIMUM")}


class PeersUnavailable(RuntimeError):
    """They cannot be installed here, or do not run."""


def install() -> Path:
    """The environment's Python; it is made anew when the pins have changed.

    Raises:
        PeersUnavailable: the registry cannot be reached, or has nothing for this platform.
    """
    python = ENVIRONMENT / "bin" / "python"
    mark = ENVIRONMENT / "pins"
    pins = hashlib.sha256(PINS.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == pins:
        return python
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    print("\nInstalling the peers (650 MB, once) …", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    for command in ([sys.executable, "-m", "venv", str(ENVIRONMENT)], [*pip, "--requirement", str(PINS)]):
        _run(command, INSTALL_SECONDS)
    mark.write_text(pins)
    return python


def run(peer: str, texts: Sequence[str]) -> dict[str, Any]:
    """What a peer makes of the texts.

    Args:
        peer: name of a script `peer_<name>.py`, which reads a JSON list of texts and prints a JSON object.
        texts: the articles.

    Raises:
        PeersUnavailable: it cannot be installed, or does not run.
    """
    out = _run([str(install()), str(_HERE / f"peer_{peer}.py")], RUN_SECONDS, json.dumps(texts))
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return found


def _run(command: Sequence[str], seconds: float, given: str | None = None) -> str:
    try:
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            text=True,
            timeout=seconds,
            env=os.environ | ONE_THREAD,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeersUnavailable(str(error)) from error
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        raise PeersUnavailable(lines[-1][:200])
    return done.stdout
