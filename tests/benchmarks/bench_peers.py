"""The language core beside spaCy with textacy on English articles, and beside natasha on Russian ones.

`make bench ARGS="-k peers"` takes about half a minute, and once the installation of the peers (650 MB from the package
registry, into build/bench/peers). CPU time on one core, in the same run, of the same articles; everybody reads one
article first to be warm. Ours finds direct and indirect quotations, attributes them to persons it knows, and in
`with statements` reads issue, stance and date of each; textacy finds direct quotations and their speakers' words;
natasha's stages are what a quotation extractor would stand on, and find none.

VOLTEFACE_BENCH_PEER_ARTICLES (30) is how many articles.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import orjson

from schemas.base import Language
from streams import work
from tests.benchmarks import report
from tests.benchmarks.corpus import MEDIAN, PUBLISHED, SAMPLE_ACTORS, STAMP, text_of
from tests.benchmarks.measure import timed
from tests.benchmarks.peers import PeersUnavailable, run

COUNT = report.number("PEER_ARTICLES", 30)
PEERS: tuple[tuple[Language, str], ...] = (("en", "spacy"), ("ru", "natasha"))


def test_peers() -> None:
    work.load(work.Resources(actors=(SAMPLE_ACTORS,)))
    rows: list[dict[str, Any]] = []
    for language, peer in PEERS:
        draw = random.Random(peer)
        texts = [text_of(language, MEDIAN, draw) for _ in range(COUNT)]
        ours = _ours(texts)
        row: dict[str, Any] = {"language": language, "peer": peer, "ours": ours}
        try:
            theirs = run(peer, texts)
            after = _ours(texts)  # before and after, as the machine may have been disturbed
            ours |= {what: min(ours[what], after[what]) for what in ("seconds", "statements_s")}
            row |= {"theirs": theirs, "ratio": theirs["seconds"] / ours["seconds"]}
            row["ratio_with_statements"] = theirs["seconds"] / (ours["seconds"] + ours["statements_s"])
        except PeersUnavailable as error:
            row["unavailable"] = str(error)
        rows.append(row)
    report.save("peers", {"rows": rows})
    report.table(
        f"The core beside its peers, {COUNT} articles of {MEDIAN} characters, CPU time on one core; baseline: the peer",
        ("language", "peer", "theirs/s", "ours/s", "times faster", "with statements/s", "times faster", "quotations"),
        [_shown(row) for row in rows],
    )


def _ours(texts: Sequence[str]) -> dict[str, Any]:
    raw = [orjson.dumps({"text": text, "published_at": PUBLISHED.isoformat()}) for text in texts]
    enriched = [work.enrich(value, STAMP) for value in raw]
    values = [article.to_json() for article in enriched]
    return {
        "seconds": _least(lambda: [work.enrich_record(value, STAMP) for value in raw]),
        "statements_s": _least(lambda: [work.read_record(value, STAMP) for value in values]),
        "quotations": sum(len(article.quotations) for article in enriched),
        "direct": sum(one.kind == "direct" for article in enriched for one in article.quotations),
    }


def _least(call: Callable[[], object]) -> float:
    """Of three rounds, since one that is disturbed tells nothing."""
    return min(timed(call)[0] for _ in range(3))


def _shown(row: dict[str, Any]) -> list[object]:
    ours = row["ours"]
    own = COUNT / ours["seconds"]
    whole = COUNT / (ours["seconds"] + ours["statements_s"])
    if "theirs" not in row:
        return [
            row["language"],
            f"{row['peer']}: not to be had ({row['unavailable']})",
            None,
            own,
            None,
            whole,
            None,
            None,
        ]
    theirs = row["theirs"]
    quotations = f"{theirs['quotations'] or '–'} / {ours['quotations']}, {ours['direct']} direct"
    speed = COUNT / theirs["seconds"]
    return [
        row["language"],
        theirs["versions"],
        speed,
        own,
        row["ratio"],
        whole,
        row["ratio_with_statements"],
        quotations,
    ]
