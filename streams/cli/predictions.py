"""The extractor's predictions on lines of a file, and how fast they come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import orjson
from rich.markup import escape

from schemas.base import Language
from streams.cli import console
from streams.evaluation.rows import InputRow, RowError, StanceInput, numbered, read_row
from streams.rejection import Rejected
from streams.settings import Settings

if TYPE_CHECKING:
    from streams.evaluation.extract import Extractor
    from streams.extractors.choose import Reread


@dataclass(slots=True)
class Meter:
    """What was analysed, and what it took."""

    unit: str
    items: int = 0
    characters: int = 0
    seconds: float = 0.0
    """Wall clock."""
    cpu_seconds: float = 0.0
    """Of this process."""
    warm: set[Language] = field(default_factory=set)
    """Languages whose dictionaries are loaded: loading them is charged to no article."""

    def run(self, work: Callable[[], dict[str, Any]], characters: int) -> dict[str, Any]:
        """Do a piece of work and count it."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            return work()
        finally:
            self.seconds += time.perf_counter() - wall
            self.cpu_seconds += time.process_time() - cpu
            self.items += 1
            self.characters += characters

    def tell(self) -> None:
        """Print it on standard error."""
        if self.items:
            console.err.print(
                f"{self.items} {self.unit} of {self.characters / self.items:.0f} characters on average in "
                f"{self.seconds:.2f} s: {self.items / max(self.seconds, 1e-9):.1f} {self.unit}/s; "
                f"{self.cpu_seconds:.2f} CPU seconds",
                soft_wrap=True,
            )


@contextmanager
def loaded_extractor(settings: Settings) -> Iterator[Extractor]:
    """The extractor of the settings, rules or model, with the catalogues that they name."""
    from streams.extractors.choose import rereading

    with rereading(settings) as reread:
        yield load_extractor(settings, reread)


def load_extractor(settings: Settings, reread: Reread | None = None) -> Extractor:
    """The rules, with the catalogues that the settings name; with `reread`, a model over them."""
    from streams.actors import ActorCatalogue  # the language core, which most commands start without
    from streams.evaluation.extract import Extractor
    from streams.stances.issues import IssueCatalogue

    return Extractor(
        ActorCatalogue.default(*settings.actors_file),
        IssueCatalogue.default(*settings.issues_file),
        settings.max_article_characters,
        reread,
        settings.models_folder,
    )


def read_file(path: Path) -> bytes:
    """A file's bytes; that it cannot be read is told, and ends the command."""
    try:
        return path.read_bytes()
    except OSError as error:
        console.fail(f"{error.filename}: {error.strerror}")


@contextmanager
def output(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to; `-` is standard output. That it cannot be written is told, and ends the command."""
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        console.fail(f"{path}: {error.strerror}")


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """One JSON document a line."""
    with output(path) as file:
        for row in rows:
            file.write(orjson.dumps(row) + b"\n")


def tell_line(source: str, message: str) -> None:
    """Say on standard error what is wrong with a line."""
    console.err.print(f"[bold red]{escape(source)}:[/] {escape(message)}", soft_wrap=True)


def predict_file(
    extractor: Extractor, source: str, data: bytes, day: datetime | None, meter: Meter
) -> Iterator[dict[str, Any] | None]:
    """A row of predictions for each line of a file; none for one that cannot be read, which is told.

    Args:
        source: what the file is called in messages.
        day: the date of articles that have none.
    """
    for number, line in numbered(data):
        try:
            row = read_row(InputRow, line, number)
            yield predict(extractor, row, meter, day=day)
        except RowError as error:
            tell_line(source, str(error))
            yield None
        except Rejected as error:
            tell_line(source, f"line {number}: {error.reason}: {error.message}")
            yield None


def predict(
    extractor: Extractor, row: InputRow, meter: Meter, *, day: datetime | None = None, issues: bool = True
) -> dict[str, Any]:
    """One article's predictions, timed.

    Raises:
        Rejected: it can never be analysed.
    """
    warm_up(extractor, row.lang or extractor.language(row.text), meter)
    return meter.run(lambda: extractor.article(row, day=day, issues=issues), len(row.text))


def predict_stance(extractor: Extractor, row: StanceInput, meter: Meter) -> dict[str, Any]:
    """One statement's issues and stances, timed."""
    if row.lang not in meter.warm:
        extractor.stance(row)
        meter.warm.add(row.lang)
    return meter.run(lambda: extractor.stance(row), len(row.context))


WARM_UP: dict[Language, str] = {
    "uk": "Прем’єр сказав, що Київ підтримує перемовини.",
    "ru": "Премьер сказал, что Киев поддерживает переговоры.",
    "en": "The premier said that Kyiv supports talks.",
}
"""A sentence in each language."""


def warm_up(extractor: Extractor, language: Language | None, meter: Meter) -> None:
    """Load what the extractor loads when it first meets a language."""
    if language is not None and language not in meter.warm:
        extractor.article(InputRow(id="", text=WARM_UP[language], lang=language), rules_only=True)
        meter.warm.add(language)
