"""Importing this loads the lexicons of the environment's settings: for the server of `streams.pool_server` alone."""

from __future__ import annotations

import contextlib

from streams import work
from streams.settings import Settings

# What is wrong in the settings or in a file that they name is told by the worker, and by the process that needs it.
with contextlib.suppress(OSError, ValueError):
    work.load(work.Resources.of(Settings()))
