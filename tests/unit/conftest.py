"""What many unit tests read articles with: the seeds, loaded once a process."""

from __future__ import annotations

import pytest

from streams.actors import ActorCatalogue
from streams.language.analyse import Analyser
from streams.stances import IssueCatalogue, StatementReader


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """Articles in, mentions and quotations out."""
    return Analyser(ActorCatalogue.default())


@pytest.fixture(scope="session")
def reader(analyser: Analyser) -> StatementReader:
    """Analysed articles in, statements out."""
    return StatementReader(analyser.actors, IssueCatalogue.default())
