"""What the core costs as its catalogues and its state grow. Each size is measured in a process of its own:

    python -m tests.benchmarks.growth actors 100000

prints one JSON object; so memory is that of this size alone.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from faust.stores.rocksdb import RocksDBOptions

from schemas import EnrichedArticle, RawArticle
from schemas.base import Language
from schemas.statement import Holder
from streams import work
from streams.actors import ActorCatalogue
from streams.evaluation.synthetic import statement
from streams.language.analyse import Analyser
from streams.positions.noise import NoiseModel
from streams.positions.settings import TrackerSettings
from streams.positions.state import TrackState
from streams.positions.tracker import fold
from streams.stances import StatementReader
from streams.stances.issues import Issue, IssueCatalogue
from tests.benchmarks.corpus import (
    LANGUAGES,
    MEDIAN,
    PUBLISHED,
    SAMPLE_ACTORS,
    STAMP,
    invented,
    pairs,
    samples,
    text_of,
    write_actors,
)
from tests.benchmarks.measure import best, own_peak, timed

TEXTS = 8
"""Articles of each language."""
ROUNDS = 3
BESIDE = 1000
"""From so many invented actors on they stand beside the catalogue that ships."""
HOLDER = Holder(id="bench-holder", name="Bench Holder")


def length(size: int) -> dict[str, Any]:
    """The core on one article of so many characters in each language, CPU ms per 1,000 characters."""
    most = 10**7
    work.load(
        work.Resources(
            actors=(SAMPLE_ACTORS,), max_characters=most, max_statements=most, max_mentions=most,
            max_quotations=most, max_bytes=2**31,
        )
    )  # fmt: skip
    rounds = 1 if size > 200_000 else ROUNDS
    result: dict[str, Any] = {"characters": size}
    for language in LANGUAGES:
        text = text_of(language, size, random.Random(size))
        raw = orjson.dumps({"text": text, "published_at": PUBLISHED.isoformat()})
        enriched = work.enrich(raw, STAMP).to_json()
        thousands = len(text) / 1000
        extracting = best(partial(work.enrich_record, raw, STAMP), rounds)
        reading = best(partial(work.read_record, enriched, STAMP), rounds)
        result |= {
            f"{language}_extractor_ms": extracting * 1000 / thousands,
            f"{language}_statements_ms": reading * 1000 / thousands,
        }
    return result | {"resident_mb": own_peak()}


def actors(count: int) -> dict[str, Any]:
    """Extractor with so many invented actors beside the catalogue that ships; with fewer, those alone."""
    made = invented(count)
    with tempfile.TemporaryDirectory() as folder:
        path = write_actors(made, Path(folder) / "actors.json")

        def load() -> Analyser:
            catalogue = ActorCatalogue.default(SAMPLE_ACTORS, path) if count >= BESIDE else ActorCatalogue.load(path)
            return Analyser(catalogue)

        loading, analyser = timed(load)
    chosen = pairs(made[:: max(1, count // 10)])[:30]
    known = {actor.id for actor in made}
    result: dict[str, Any] = {"actors": len(analyser.actors), "load_s": loading}
    total = linked = 0.0
    for language in LANGUAGES:
        draw = random.Random(language)
        texts = [_with(language, chosen, draw) for _ in range(TEXTS)]
        raw = [RawArticle(text=text, published_at=PUBLISHED) for text in texts]
        first, articles = timed(partial(_analyse, analyser, raw))
        linked += sum(mention.actor_id in known for article in articles for mention in article.mentions)
        seconds = best(partial(_analyse, analyser, raw), ROUNDS)
        result[f"{language}_first_ms"] = first / TEXTS * 1000
        total += seconds
    result |= {"ms_per_article": total / TEXTS / len(LANGUAGES) * 1000, "linked": int(linked)}
    return result | {"resident_mb": own_peak()}


def _analyse(analyser: Analyser, raw: Sequence[RawArticle]) -> list[EnrichedArticle]:
    return [analyser.analyse(article, PUBLISHED) for article in raw]


def _with(language: Language, chosen: Sequence[Any], draw: random.Random) -> str:
    """A text in which one of the chosen pairs speaks."""
    said = draw.choice(chosen).says(language, against=False)
    return f"{said}\n\n{text_of(language, MEDIAN - len(said), draw)}"


def issues(count: int) -> dict[str, Any]:
    """Reading of statements with so many issues: the first of the catalogue that ships, then made-up ones."""
    catalogue = ActorCatalogue.default(SAMPLE_ACTORS)
    enriched = _enriched(Analyser(catalogue))
    shipped = IssueCatalogue.default()
    chosen = [issue.model_copy(update={"parent": None, "rivals": ()}) for issue in list(shipped)[:count]]
    chosen += [_made_up(number) for number in range(len(chosen), count)]

    def load() -> StatementReader:
        made = IssueCatalogue({issue.id: issue for issue in chosen}, shipped.vocabulary)
        return StatementReader(catalogue, made)

    loading, reader = timed(load)
    first, found = timed(lambda: [reader.read(article) for article in enriched])
    seconds = best(lambda: [reader.read(article) for article in enriched], ROUNDS)
    return {
        "issues": count,
        "load_s": loading + first,
        "ms_per_article": seconds / len(enriched) * 1000,
        "statements": sum(map(len, found)),
        "resident_mb": own_peak(),
    }


def _enriched(analyser: Analyser) -> list[EnrichedArticle]:
    draw = random.Random(1)
    texts = [text_of(language, MEDIAN, draw) for language in LANGUAGES for _ in range(TEXTS)]
    return [analyser.analyse(RawArticle(text=text, published_at=PUBLISHED), PUBLISHED) for text in texts]


def _made_up(number: int) -> Issue:
    """An issue of words of the sample articles, so that much is found half-way, as with real issues."""
    draw = random.Random(number)
    terms = {}
    for language in LANGUAGES:
        words = sorted({word for text in samples()[language] for word in text.lower().split() if word.isalpha()})
        long = [word for word in words if len(word) > 5]
        terms[language] = tuple(f"{draw.choice(long)[:-1]}* & {draw.choice(long)[:-1]}*" for _ in range(6))
    label: dict[Language, str] = {"en": f"Made up {number}"}
    return Issue(id=f"made-up-{number}", label=label, proposition="It should be.", terms=terms)


def small_state(number: int = 0) -> bytes:
    """State of a position of which one statement is known."""
    said = statement(PUBLISHED - timedelta(days=30), "support", key=str(number), holder=HOLDER)
    return fold(None, said, HOLDER, settings=TrackerSettings(), noise=NoiseModel.default())[0].to_json()


def positions(count: int) -> dict[str, Any]:
    """One statement folded into one of so many known positions: read from RocksDB, folded, written back."""
    value, steps = small_state(), 300
    draw = random.Random(count)
    settings, noise = TrackerSettings(), NoiseModel.default()
    said = [statement(PUBLISHED, "oppose", key=f"new-{number}", holder=HOLDER) for number in range(steps)]
    with tempfile.TemporaryDirectory() as folder:
        table = RocksDBOptions(use_rocksdict=True).open(Path(folder) / "table.db")
        begin = time.monotonic()
        for number in range(count):
            table[b"holder-%d|issue" % number] = value
        filled = time.monotonic() - begin
        keys = [b"holder-%d|issue" % draw.randrange(count) for _ in range(steps)]
        reading, stored = timed(lambda: [table.get(key) for key in keys])
        decoding, states = timed(lambda: [TrackState.from_json(one) for one in stored])
        folding, folded = timed(
            lambda: [
                fold(state, one, HOLDER, settings=settings, noise=noise)[0]
                for state, one in zip(states, said, strict=True)
            ]
        )
        encoding, encoded = timed(lambda: [state.to_json() for state in folded])
        writing, _ = timed(lambda: [table.__setitem__(key, one) for key, one in zip(keys, encoded, strict=True)])
        table.close()
    parts = {"read": reading, "decode": decoding, "fold": folding, "encode": encoding, "write": writing}
    result = {f"{name}_ms": seconds / steps * 1000 for name, seconds in parts.items()}
    whole = sum(parts.values()) / steps * 1000
    return {"positions": count, "fill_s": filled, **result, "ms": whole, "resident_mb": own_peak()}


def statements(count: int) -> dict[str, Any]:
    """One more statement folded into a position of which so many are known, a day between two."""
    settings, noise = TrackerSettings(), NoiseModel.default()
    state: TrackState | None = None
    for number in range(count):
        said = statement(PUBLISHED - timedelta(days=count - number), "support", key=str(number), holder=HOLDER)
        state = fold(state, said, HOLDER, settings=settings, noise=noise)[0]
    more = statement(PUBLISHED, "oppose", key="more", holder=HOLDER)
    assert state is not None
    stored = state.to_json()

    def step() -> bytes:
        return fold(TrackState.from_json(stored), more, HOLDER, settings=settings, noise=noise)[0].to_json()

    return {"statements": count, "state_bytes": len(stored), "ms": best(step, 20) * 1000}


PARTS = {one.__name__: one for one in (length, actors, issues, positions, statements)}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]](int(sys.argv[2]))))
