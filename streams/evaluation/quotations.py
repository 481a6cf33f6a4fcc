"""Spans of quotations and of their speakers against gold, as corpora such as PolNeAR are scored.

A quotation's borders are compared without marks, punctuation and space. Two rules: `exact` borders, and `iou.5`, an
intersection over union of at least one half in characters. Precision counts a prediction right when it matches any
gold quotation; recall is over the subset. A speaker is right when the predicted span of it touches the gold one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from streams.evaluation.calibration import reliability
from streams.evaluation.report import ALL, Problem, Report, Row, languages_of
from streams.evaluation.rows import ArticleRow, Words
from streams.evaluation.spans import Range, Tally, best_pairs, in_context, range_iou, shared, trimmed

RULES = ("exact", "iou.5")
HALF = 0.5

_WORD = re.compile(r"\w+")
_CALL_FOR = re.compile(r"\bcall(?:s|ed)? (?:for|on)")
_STEMS = """
accus acknowledg add admit announc argue claim confirm declar denied denies deny emphasi explain insist note pledg
promis replied replies reply report respond said say state stress suggest tell told tweet urge vow warn writes wrote
заяв сказ сообщ утвержда говор спрос ответ критик
"""
_REPORTING = tuple(_STEMS.split())
"""How common reporting verbs begin."""


def is_speech(quotation: Words) -> bool:
    """Whether the cue is a common reporting verb or "according to"."""
    cue = (quotation.cue or "").lower()
    return (
        "according to" in cue
        or any(word.startswith(_REPORTING) for word in _WORD.findall(cue))
        or _CALL_FOR.search(cue) is not None
    )


SUBSETS: dict[str, Callable[[Words], bool]] = {
    "all": lambda quotation: True,
    "speech": is_speech,
    "direct": lambda quotation: quotation.kind == "direct",
    "indirect": lambda quotation: quotation.kind == "indirect",
}
ANY = "has one"
"""Subset name for texts: whether a text has a quotation at all."""


@dataclass(slots=True)
class _Counts:
    spans: Tally = field(default_factory=Tally)
    speakers: int = 0
    speakers_right: int = 0


def _span(text: str, quotation: Words) -> Range:
    return trimmed(text, quotation.start or 0, quotation.end or 0)


def _likeness(rule: str) -> Callable[[Range, Range], float | None]:
    def exact(one: Range, other: Range) -> float | None:
        return 1.0 if one == other and one[0] < one[1] else None

    def overlapping(one: Range, other: Range) -> float | None:
        value = range_iou(one, other)
        return value if value >= HALF else None

    return exact if rule == "exact" else overlapping


def speaker_right(gold: Words, predicted: Words) -> bool:
    """Whether the predicted speaker's span touches the gold one."""
    if gold.speaker_start is None or gold.speaker_end is None:
        return False
    if predicted.speaker_start is None or predicted.speaker_end is None:
        return False
    return shared((gold.speaker_start, gold.speaker_end), (predicted.speaker_start, predicted.speaker_end)) > 0


def evaluate(gold: Sequence[ArticleRow], predicted: Mapping[str, Sequence[Words]]) -> Report:
    """Figures by language and subset.

    Args:
        gold: articles with text and quotes.
        predicted: quotes by article id; offsets are into the gold's text.
    """
    report = Report("quotations", missing=[article.id for article in gold if article.id not in predicted])
    counts: defaultdict[tuple[str, str, str], _Counts] = defaultdict(_Counts)
    texts: defaultdict[str, Tally] = defaultdict(Tally)
    judged: dict[str, list[tuple[float, bool]]] = {"quotation": [], "quotation and speaker": []}
    for article in gold:
        text = article.text or ""
        wanted = [(_span(text, one), one) for one in article.quotes]
        got = [(_span(text, one), one) for one in predicted.get(article.id, ())]
        languages = {ALL, article.lang} - {""}
        for language in languages:
            both = bool(wanted) and bool(got)
            texts[language].add(both, bool(got), both, bool(wanted))
        for rule in RULES:
            alike = _likeness(rule)
            matched = best_pairs([span for span, _ in wanted], [span for span, _ in got], alike)
            for name, keep in SUBSETS.items():
                subset = [item for item in wanted if keep(item[1])]
                pairs = best_pairs([span for span, _ in subset], [span for span, _ in got], alike)
                named = [(subset[i][1], got[j][1]) for i, j in pairs if subset[i][1].speaker]
                right = sum(speaker_right(*pair) for pair in named)
                for language in languages:
                    one = counts[language, name, rule]
                    one.spans.add(len(matched), len(got), len(pairs), len(subset))
                    one.speakers += len(named)
                    one.speakers_right += right
            if rule == "iou.5":
                _judge(judged, wanted, got, matched)
                report.problems += _problems(article, text, wanted, got, matched)
    for language in languages_of(article.lang for article in gold):
        for name in SUBSETS:
            for rule in RULES:
                report.rows.append(_row(language, f"{name} {rule}", counts[language, name, rule]))
        tally = texts[language]
        report.rows.append(
            Row(
                language,
                ANY,
                {
                    "precision": tally.precision,
                    "recall": tally.recall,
                    "f1": tally.f1,
                    "speaker": None,
                    "speakers": None,
                    "gold": tally.gold,
                    "predicted": tally.predicted,
                },
            )
        )
    report.calibration = {name: reliability(items) for name, items in judged.items() if items}
    return report


def _row(language: str, subset: str, counts: _Counts) -> Row:
    spans = counts.spans
    return Row(
        language,
        subset,
        {
            "precision": spans.precision,
            "recall": spans.recall,
            "f1": spans.f1,
            "speaker": counts.speakers_right / counts.speakers if counts.speakers else 0.0,
            "speakers": counts.speakers,
            "gold": spans.gold,
            "predicted": spans.predicted,
        },
    )


_Item = tuple[Range, Words]


def _judge(
    judged: dict[str, list[tuple[float, bool]]],
    wanted: list[_Item],
    got: list[_Item],
    matched: list[tuple[int, int]],
) -> None:
    """Note each prediction's confidence beside whether it is right."""
    gold_of = {j: wanted[i][1] for i, j in matched}
    for index, (_, prediction) in enumerate(got):
        if prediction.confidence is None:
            continue
        gold = gold_of.get(index)
        judged["quotation"].append((prediction.confidence, gold is not None))
        if gold is None or gold.speaker:
            right = gold is not None and speaker_right(gold, prediction)
            judged["quotation and speaker"].append((prediction.confidence, right))


def _problems(
    article: ArticleRow, text: str, wanted: list[_Item], got: list[_Item], matched: list[tuple[int, int]]
) -> list[Problem]:
    problems = []
    found, right = {i for i, _ in matched}, {j for _, j in matched}
    for index, (span, one) in enumerate(wanted):
        if index not in found:
            note = f"{one.kind}, cue {one.cue or '-'}, speaker {one.speaker or '-'}"
            problems.append(Problem("missed", article.id, article.lang, in_context(text, *span), note))
    for index, (span, one) in enumerate(got):
        if index not in right:
            note = f"{one.kind}, cue {one.cue or '-'}, speaker {one.speaker or '-'}"
            problems.append(Problem("false alarm", article.id, article.lang, in_context(text, *span), note))
    for i, j in matched:
        gold, prediction = wanted[i][1], got[j][1]
        if gold.speaker and not speaker_right(gold, prediction):
            note = f"wanted {gold.speaker}, got {_cut(text, prediction)}"
            problems.append(Problem("speaker", article.id, article.lang, in_context(text, *wanted[i][0]), note))
    return problems


def _cut(text: str, prediction: Words) -> str:
    if prediction.speaker_start is None or prediction.speaker_end is None:
        return prediction.speaker or "nobody"
    return text[prediction.speaker_start : prediction.speaker_end]
