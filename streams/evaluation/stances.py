"""Issues and stances of statements against gold.

Issues are scored as pairs of statement and issue; stances by accuracy and macro-F1 over the four classes on the issues
that were found; `issue + stance` asks for both at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from schemas.base import StanceLabel
from streams.evaluation.calibration import reliability
from streams.evaluation.report import ALL, Confusion, Problem, Report, Row, languages_of
from streams.evaluation.rows import StanceRow
from streams.evaluation.spans import Tally, harmonic

CLASSES: tuple[StanceLabel, ...] = get_args(StanceLabel)


@dataclass(slots=True)
class _Counts:
    issues: Tally = field(default_factory=Tally)
    cells: Counter[tuple[StanceLabel, StanceLabel]] = field(default_factory=Counter)
    """Found issues by gold and predicted stance."""


def evaluate(
    gold: Sequence[StanceRow], predicted: Mapping[str, StanceRow], *, counted: Collection[str] | None = None
) -> Report:
    """Figures by language, with the confusion matrix over all, and how far the stances' confidences can be trusted.

    Args:
        gold: statements with their issues.
        predicted: the same by key.
        counted: ids of the issues that the gold was labelled for; predictions of others are left out.
    """
    report = Report("stances", missing=[row.key for row in gold if row.key not in predicted])
    counts: defaultdict[str, _Counts] = defaultdict(_Counts)
    judged: list[tuple[float, bool]] = []
    for row in gold:
        wanted = {issue.id: issue.stance for issue in row.issues}
        prediction = predicted.get(row.key)
        got = {
            issue.id: issue.stance
            for issue in (prediction.issues if prediction else ())
            if counted is None or issue.id in counted
        }
        found = wanted.keys() & got.keys()
        judged += [
            (issue.confidence, issue.stance == wanted[issue.id])
            for issue in (prediction.issues if prediction else ())
            if issue.id in found and issue.confidence is not None
        ]
        for language in {ALL, row.lang} - {""}:
            one = counts[language]
            one.issues.add(len(found), len(got), len(found), len(wanted))
            one.cells.update((wanted[issue], got[issue]) for issue in found)
        report.problems += _problems(row, wanted, got)
    for language in languages_of(row.lang for row in gold):
        report.rows += _rows(language, counts[language])
    if judged:
        report.calibration = {"stance": reliability(judged)}
    cells = counts[ALL].cells
    report.confusion = {true: {read: cells[true, read] for read in CLASSES} for true in CLASSES}
    return report


def _class_f1(cells: Counter[tuple[StanceLabel, StanceLabel]], label: StanceLabel) -> float:
    right = cells[label, label]
    predicted = sum(cells[other, label] for other in CLASSES)
    gold = sum(cells[label, other] for other in CLASSES)
    return Tally(right, predicted, right, gold).f1


def _rows(language: str, counts: _Counts) -> list[Row]:
    issues, cells = counts.issues, counts.cells
    right = sum(cells[label, label] for label in CLASSES)
    by_class = {label: _class_f1(cells, label) for label in CLASSES}
    both = Tally(right, issues.predicted, right, issues.gold)
    return [
        Row(
            language,
            "issue",
            {
                "precision": issues.precision,
                "recall": issues.recall,
                "f1": issues.f1,
                "gold": issues.gold,
                "predicted": issues.predicted,
            },
        ),
        Row(
            language,
            "stance",
            {
                "accuracy": right / issues.found if issues.found else 0.0,
                "macro_f1": sum(by_class.values()) / len(CLASSES),
                **{str(label): value for label, value in by_class.items()},
                "found": issues.found,
            },
        ),
        Row(
            language,
            "issue + stance",
            {
                "precision": both.precision,
                "recall": both.recall,
                "f1": harmonic(both.precision, both.recall),
                "gold": issues.gold,
                "predicted": issues.predicted,
            },
        ),
    ]


def _problems(row: StanceRow, wanted: dict[str, StanceLabel], got: dict[str, StanceLabel]) -> list[Problem]:
    words = " ".join(f"{row.speaker or '-'}: {row.statement}".split())
    problems = []
    for issue, stance in wanted.items():
        if issue not in got:
            instead = ", ".join(sorted(got.keys() - wanted.keys())) or "nothing"
            problems.append(Problem("missed", row.key, row.lang, words, f"{issue} ({stance}), got {instead}"))
        elif got[issue] != stance:
            problems.append(Problem("stance", row.key, row.lang, words, f"{issue}: wanted {stance}, got {got[issue]}"))
    for issue in sorted(got.keys() - wanted.keys()):
        problems.append(Problem("false alarm", row.key, row.lang, words, f"{issue} ({got[issue]})"))
    return problems


def noise_document(confusion: Confusion, note: str) -> dict[str, Any]:
    """The confusion matrix in the format of the position filter's noise model.

    Args:
        confusion: counts by true stance, then by the stance that was read.
        note: where the counts come from.
    """
    order = CLASSES[::-1]
    return {
        "version": 1,
        "note": note,
        "order": list(order),
        "counts": {true: {read: confusion[true][read] for read in order} for true in order},
    }
