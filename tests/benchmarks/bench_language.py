"""Speed of the language core on one core, by language and by stage.

`make bench ARGS="-k language"` takes about half a minute. Times are CPU times of this process, the best of several
rounds; every figure stands beside that of a baseline measured in the same round (a plain regular expression over the
text and the article once through JSON), so that figures of different machines compare by their ratio. Results go to
`build/bench/language.json`, or to the directory that VOLTEFACE_BENCH_OUT names. Nothing is asserted about time.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import orjson

from schemas import EnrichedArticle
from schemas.base import Language
from streams import work
from streams.actors import ActorCatalogue
from streams.language.analyse import Analyser
from streams.language.clean import clean_text
from streams.language.langid import identify
from streams.language.mentions import find_mentions
from streams.language.quotations import find_quotations
from streams.language.sentences import split
from streams.language.tokens import tokenize
from tests.benchmarks import report
from tests.benchmarks.measure import best as best_of
from tests.benchmarks.measure import own_peak

MEDIAN = 3000
"""Characters of the median news article."""
ROUNDS = 5
LANGUAGES: tuple[Language, ...] = ("uk", "en", "ru")
DAY = datetime(2026, 6, 1, tzinfo=UTC)
_PLAIN = re.compile(r"\w+|[^\w\s]")


def test_language_core() -> None:
    start = time.process_time()
    work.load(work.Resources())
    loaded = time.process_time() - start
    memory_before = own_peak()
    analyser = Analyser(ActorCatalogue.default(), max_characters=200_000)
    result: dict[str, Any] = {
        "python": sys.version.split()[0],
        "load_cpu_s": round(loaded, 3),
        "resident_mb_loaded": memory_before,
        "characters": MEDIAN,
        "languages": {},
    }
    for language in LANGUAGES:
        texts = list(_articles(language, MEDIAN))
        result["languages"][language] = _language(analyser, texts, language)
    result["resident_mb"] = own_peak()
    _print(result)
    report.save("language", result)


def _articles(language: Language, size: int) -> Iterable[str]:
    """Sample articles put together to texts of `size` characters; each sample once, the last text filled up."""
    texts = []
    for entry in sorted((files("seeds") / "articles").iterdir(), key=lambda item: item.name):
        if entry.name.startswith(("story-", "real-")):
            for line in entry.read_text(encoding="utf-8").splitlines():
                text = json.loads(line).get("text")
                if text and identify(text)[0] == language:
                    texts.append(text)
    whole = "\n\n".join(texts)
    whole *= -(-size // len(whole))
    for start in range(0, len(whole) - size + 1, size):
        yield whole[start : start + size]


def _language(analyser: Analyser, texts: list[str], language: Language) -> dict[str, Any]:
    records = [
        orjson.dumps({"url": f"https://bench.example/{number}", "text": text, "published_at": DAY.isoformat()})
        for number, text in enumerate(texts)
    ]
    stamp = DAY.timestamp() * 1000
    first = time.process_time()
    enriched = [work.enrich(record, stamp) for record in records]
    first = (time.process_time() - first) / len(records)
    values = [article.to_json() for article in enriched]
    documents = [analyser.document(text, language=language, published_at=DAY) for text in texts]
    stages: dict[str, Callable[[], object]] = {
        "baseline": lambda: [_baseline(text, record) for text, record in zip(texts, records, strict=True)],
        "cleaning": lambda: [clean_text(text) for text in texts],
        "language id": lambda: [identify(text) for text in texts],
        "tokens": lambda: [tokenize(text) for text in texts],
        "sentences": lambda: [split(document.text, document.tokens, language) for document in documents],
        "mentions": lambda: [find_mentions(document, analyser.actors) for document in documents],
        "quotations": lambda: [find_quotations(document) for document in documents],
        "events and JSON": lambda: [EnrichedArticle.from_json(value).to_json() for value in values],
        "extractor": lambda: [work.enrich_record(record, stamp) for record in records],
        "statements": lambda: [work.read_record(value, stamp) for value in values],
    }
    best = {name: best_of(stage, ROUNDS) / len(texts) for name, stage in stages.items()}
    return {
        "articles": len(texts),
        "first_ms": round(first * 1000, 2),
        "stages_ms": {name: round(seconds * 1000, 3) for name, seconds in best.items()},
        "articles_per_s": round(1 / best["extractor"], 1),
        "with_statements_per_s": round(1 / (best["extractor"] + best["statements"]), 1),
        "times_baseline": round(best["extractor"] / best["baseline"], 1),
    }


def _baseline(text: str, record: bytes) -> bytes:
    _PLAIN.findall(text)
    return orjson.dumps(orjson.loads(record))


def _print(result: dict[str, Any]) -> None:
    languages = result["languages"]
    stages = next(iter(languages.values()))["stages_ms"]
    rows = [[stage, *(float(one["stages_ms"][stage]) for one in languages.values())] for stage in stages]
    for label, field in (
        ("first reading", "first_ms"),
        ("articles/s on one core", "articles_per_s"),
        ("with statements, articles/s", "with_statements_per_s"),
        ("extractor, times baseline", "times_baseline"),
    ):
        rows.append([label, *(float(one[field]) for one in languages.values())])
    report.table(
        f"Language core, articles of {result['characters']} characters, CPU ms an article on one core",
        ("", *languages),
        rows,
        f"Loading {result['load_cpu_s']:.2f} s CPU; resident {result['resident_mb_loaded']} MB loaded, "
        f"{result['resident_mb']} MB at most.",
    )
