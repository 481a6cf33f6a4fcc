"""Mentions of persons, organisations and places against gold, as named-entity recognisers are scored.

`exact`: the same borders and type (the CoNLL-2003 measure); `borders`: the same borders, whatever the type; `overlap`:
the same type and a common code point, one to one. Types that the gold never uses are left out of the predictions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from streams.evaluation.report import ALL, Figures, Problem, Report, Row, languages_of
from streams.evaluation.rows import ArticleRow, Entity
from streams.evaluation.spans import Tally, best_pairs, in_context, shared

_Mention = tuple[int, int, str]


def _mentions(rows: Sequence[Entity], types: set[str]) -> list[_Mention]:
    """The different mentions in order; a row without offsets cannot be placed."""
    found = {
        (row.start, row.end, row.type)
        for row in rows
        if row.start is not None and row.end is not None and row.type in types
    }
    return sorted(found)


def _overlap(one: _Mention, other: _Mention) -> float | None:
    common = shared(one[:2], other[:2]) if one[2] == other[2] else 0
    return common / (max(one[1], other[1]) - min(one[0], other[0])) if common else None


def evaluate(gold: Sequence[ArticleRow], predicted: Mapping[str, Sequence[Entity]]) -> Report:
    """Figures by language, rule and type.

    Args:
        gold: texts with mentions.
        predicted: mentions by text id, with offsets into the gold's text.
    """
    report = Report("mentions", missing=[article.id for article in gold if article.id not in predicted])
    types = {mention.type for article in gold for mention in article.mentions}
    names = sorted(types, key=lambda name: ({"PER": 0, "ORG": 1, "LOC": 2}.get(name, 3), name))
    tallies: defaultdict[tuple[str, str], Tally] = defaultdict(Tally)
    for article in gold:
        wanted = _mentions(article.mentions, types)
        got = _mentions(predicted.get(article.id, ()), types)
        languages = {ALL, article.lang} - {""}

        def count(subset: str, hits: int, left: int, right: int, languages: set[str] = languages) -> None:
            for language in languages:
                tallies[language, subset].add(hits, right, hits, left)

        count("exact", len(set(wanted) & set(got)), len(wanted), len(got))
        places = {one[:2] for one in wanted}, {one[:2] for one in got}
        count("borders", len(places[0] & places[1]), len(places[0]), len(places[1]))
        count("overlap", len(best_pairs(wanted, got, _overlap)), len(wanted), len(got))
        for name in names:
            left = {one for one in wanted if one[2] == name}
            right = {one for one in got if one[2] == name}
            count(f"exact {name}", len(left & right), len(left), len(right))
        report.problems += _problems(article, set(wanted), set(got))
    for language in languages_of(article.lang for article in gold):
        for subset in ("exact", "borders", "overlap", *(f"exact {name}" for name in names)):
            report.rows.append(Row(language, subset, _figures(tallies[language, subset])))
    return report


def _figures(tally: Tally) -> Figures:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "gold": tally.gold,
        "predicted": tally.predicted,
    }


def _problems(article: ArticleRow, wanted: set[_Mention], got: set[_Mention]) -> list[Problem]:
    text = article.text or ""
    problems = []
    for start, end, name in sorted(wanted - got):
        rival = _rivals(got, start, end)
        words = in_context(text, start, end, reach=40)
        note = f"{name}, got {rival}" if rival else name
        problems.append(Problem("missed", article.id, article.lang, words, note))
    for start, end, name in sorted(got - wanted):
        rival = _rivals(wanted, start, end)
        words = in_context(text, start, end, reach=40)
        note = f"{name}, wanted {rival}" if rival else name
        problems.append(Problem("false alarm", article.id, article.lang, words, note))
    return problems


def _rivals(mentions: set[_Mention], start: int, end: int) -> str:
    """What stands at the same place on the other side."""
    touching = sorted(one for one in mentions if shared(one[:2], (start, end)))
    return ", ".join(f"{name} {a}–{b}" for a, b, name in touching)
