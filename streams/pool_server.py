"""Where language processes come from: a server that has loaded the lexicons forks them, so that they are loaded once.

Forking a process that runs threads is unsafe, and a worker does; the server runs none. What it has loaded is shared
by all the processes until one of them writes to it.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver

CONTEXT = multiprocessing.get_context("forkserver")
"""How the pool starts its processes."""


def start() -> None:
    """Have the server load what the settings of the environment name, while this process goes on with other things."""
    CONTEXT.set_forkserver_preload(["streams.preloaded"])
    forkserver.ensure_running()
