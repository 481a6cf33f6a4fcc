"""What reading the issue and the stance of a statement costs, on the sample articles in each language.

`make bench ARGS="-k stance"` takes about twenty seconds. Times are CPU times of this process on one core, in
milliseconds a statement. The terms and stance words of an article are found once for all its statements, and that time
is shared out equally between them; of several rounds each statement's best one counts. The baseline is tokenising the
same article in the same rounds, shared out likewise, so that figures of different machines compare by their ratio.
`first` is the first statement in a language, which compiles its terms. The bar is a median of 1 ms. Results go to
`build/bench/stance.json`, or to the directory that VOLTEFACE_BENCH_OUT names. Nothing is asserted about time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from statistics import median, quantiles
from typing import Any, TypeVar

from schemas import EnrichedArticle
from schemas.base import Language
from schemas.enriched_article import Quotation, Speaker
from streams import work
from streams.actors import ActorCatalogue
from streams.language.tokens import tokenize
from streams.stances.issues import IssueCatalogue
from streams.stances.names import own_names, peoples
from streams.stances.page import Finding, Page
from streams.stances.quotation import QuotationReader
from tests.benchmarks import report

BAR_MS = 1.0
"""What the median shall not exceed."""
ROUNDS = 7
LANGUAGES: tuple[Language, ...] = ("uk", "en", "ru")
T = TypeVar("T")


def test_issue_and_stance() -> None:
    work.load(work.Resources())
    actors, issues = ActorCatalogue.default(), IssueCatalogue.default()
    articles = [article for article in map(_enriched, _samples()) if _quotations(article)]
    reader = QuotationReader(issues, {language: peoples(actors, language) for language in LANGUAGES})
    result: dict[str, dict[str, Any]] = {
        language: _language(reader, actors, [article for article in articles if article.language == language])
        for language in LANGUAGES
    }
    _print(result)
    report.save("stance", result)


def _samples() -> list[bytes]:
    return [
        line.encode()
        for entry in sorted((files("seeds") / "articles").iterdir(), key=lambda item: item.name)
        if entry.name.startswith(("story-", "real-"))
        for line in entry.read_text(encoding="utf-8").splitlines()
        if json.loads(line).get("text")
    ]


def _enriched(record: bytes) -> EnrichedArticle:
    return work.enrich(record, time.time() * 1000)


def _quotations(article: EnrichedArticle) -> list[tuple[Quotation, Speaker]]:
    """The quotations that statements are made of: those of a person or an institution."""
    return [
        (quotation, quotation.speaker)
        for quotation in article.quotations
        if quotation.speaker is not None
        and quotation.speaker.actor_id
        and quotation.speaker.kind in ("person", "institution")
    ]


def _language(reader: QuotationReader, actors: ActorCatalogue, articles: list[EnrichedArticle]) -> dict[str, Any]:
    first = _statements(reader, actors, articles[0])[0][0]
    best: dict[tuple[int, int], float] = {}
    baseline: dict[int, float] = {}
    with_issue = 0
    for _ in range(ROUNDS):
        with_issue = 0
        for number, article in enumerate(articles):
            seconds, _ = _timed(partial(tokenize, article.text))
            seconds /= len(_quotations(article))
            baseline[number] = min(seconds, baseline.get(number, seconds))
            for place, (taken, found) in enumerate(_statements(reader, actors, article)):
                best[number, place] = min(taken, best.get((number, place), taken))
                with_issue += bool(found)
    times = sorted(best.values())
    tokens = [baseline[number] for number, _ in best]
    return {
        "articles": len(articles),
        "statements": len(times),
        "with_issue": with_issue,
        "first_ms": round(first * 1000, 3),
        "median_ms": round(median(times) * 1000, 3),
        "p95_ms": round(quantiles(times, n=20)[-1] * 1000, 3),
        "mean_ms": round(sum(times) / len(times) * 1000, 3),
        "tokenising_median_ms": round(median(tokens) * 1000, 3),
        "times_tokenising": round(sum(times) / sum(tokens), 1),
    }


def _statements(
    reader: QuotationReader, actors: ActorCatalogue, article: EnrichedArticle
) -> list[tuple[float, list[Finding]]]:
    """CPU seconds and findings of each quotation, as the pipeline reads it within its article."""
    sentences = tuple((sentence.start, sentence.end) for sentence in article.sentences)
    shared, page = _timed(partial(reader.page, article.text, article.title, article.language, sentences))
    quotations = _quotations(article)
    made = []
    for quotation, speaker in quotations:
        taken, found = _timed(partial(_read, reader, actors, article, page, quotation, speaker))
        made.append((taken + shared / len(quotations), found))
    return made


def _read(
    reader: QuotationReader,
    actors: ActorCatalogue,
    article: EnrichedArticle,
    page: Page,
    quotation: Quotation,
    speaker: Speaker,
) -> list[Finding]:
    day = article.published_at.date()
    own = own_names(actors, speaker.actor_id or "", speaker.surface or "", day, article.language)
    span = (quotation.cue.start, quotation.cue.end) if quotation.cue is not None else None
    return reader.read(page, quotation.start, quotation.end, span, own, act=quotation.kind == "act")


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    made = call()
    return time.process_time() - start, made


def _print(result: dict[str, dict[str, Any]]) -> None:
    fields = (
        ("articles", "articles"),
        ("statements", "statements"),
        ("  with an issue", "with_issue"),
        ("median", "median_ms"),
        ("p95", "p95_ms"),
        ("mean", "mean_ms"),
        ("first", "first_ms"),
        ("tokenising, median", "tokenising_median_ms"),
        ("times tokenising", "times_tokenising"),
    )
    over = [language for language, row in result.items() if row["median_ms"] > BAR_MS]
    report.table(
        f"Issue and stance, CPU ms a statement on one core (the bar is {BAR_MS:g} ms in the median)",
        ("", *result),
        [[label, *(row[name] for row in result.values())] for label, name in fields],
        f"Over the bar: {', '.join(over)}." if over else "Within the bar in every language.",
    )
