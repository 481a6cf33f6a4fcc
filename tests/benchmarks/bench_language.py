"""Speed of the language core on one core: by language, by stage, and against the length of the article.

Run by `make bench`. Times are CPU times of this process, the best of several rounds; every figure stands beside that of
a baseline measured in the same round (a plain regular expression over the text and the article once through JSON), so
that figures of different machines compare by their ratio. Results go to `build/bench/language.json`, or to the
directory that VOLTEFACE_BENCH_OUT names. Nothing is asserted about time.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
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

MEDIAN = 3000
"""Characters of the median news article."""
SIZES = (1_000, 4_000, 16_000, 64_000, 256_000)
ROUNDS = 5
LANGUAGES: tuple[Language, ...] = ("uk", "en", "ru")
DAY = datetime(2026, 6, 1, tzinfo=UTC)
_PLAIN = re.compile(r"\w+|[^\w\s]")


def test_language_core() -> None:
    start = time.process_time()
    work.load(work.Resources(max_characters=max(SIZES)))
    loaded = time.process_time() - start
    memory_before = _resident()
    analyser = Analyser(ActorCatalogue.default(), max_characters=max(SIZES))
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
    result["growth"] = {language: _growth(language) for language in LANGUAGES}
    result["resident_mb"] = _resident()
    _print(result)
    out = Path(os.environ.get("VOLTEFACE_BENCH_OUT", "build/bench"))
    out.mkdir(parents=True, exist_ok=True)
    (out / "language.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


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
    best = {name: min(_time(stage) for _ in range(ROUNDS)) / len(texts) for name, stage in stages.items()}
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


def _growth(language: Language) -> list[dict[str, Any]]:
    rows = []
    for size in SIZES:
        text = next(iter(_articles(language, size)))
        record = orjson.dumps({"text": text, "published_at": DAY.isoformat()})
        stamp = DAY.timestamp() * 1000
        work.enrich(record, stamp)
        seconds = min(_time(partial(work.enrich_record, record, stamp)) for _ in range(3))
        rows.append(
            {
                "characters": size,
                "ms": round(seconds * 1000, 2),
                "ms_per_1000": round(seconds / size * 1e6, 3),
                "resident_mb": _resident(),
            }
        )
    return rows


def _time(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _resident() -> int:
    """The largest resident size of this process so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


def _print(result: dict[str, Any]) -> None:
    languages = result["languages"]
    print(f"\n\nLanguage core, articles of {result['characters']} characters, CPU ms per article on one core\n")
    print(f"{'':18}" + "".join(f"{language:>10}" for language in languages))
    for stage in next(iter(languages.values()))["stages_ms"]:
        print(f"{stage:18}" + "".join(f"{one['stages_ms'][stage]:10.2f}" for one in languages.values()))
    for label, field in (
        ("first reading, ms", "first_ms"),
        ("articles/s", "articles_per_s"),
        ("with statements/s", "with_statements_per_s"),
        ("times baseline", "times_baseline"),
    ):
        print(f"{label:18}" + "".join(f"{one[field]:10.1f}" for one in languages.values()))
    print("\nCPU ms per 1,000 characters by length\n")
    print(f"{'characters':18}" + "".join(f"{language:>10}" for language in result["growth"]))
    for number, size in enumerate(SIZES):
        print(f"{size:<18,}" + "".join(f"{rows[number]['ms_per_1000']:10.2f}" for rows in result["growth"].values()))
    print(
        f"\nLoading {result['load_cpu_s']:.2f} s CPU; resident {result['resident_mb_loaded']} MB loaded, "
        f"{result['resident_mb']} MB at most\n"
    )
