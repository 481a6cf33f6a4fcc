"""Measures of quotations, statements, mentions and stances, on small invented cases."""

from __future__ import annotations

from typing import Any

import pytest

from schemas import Quotation
from streams.evaluation import mentions, names, quotations, stances, statements
from streams.evaluation.calibration import reliability
from streams.evaluation.extract import whole_quotes
from streams.evaluation.report import Figures, Report
from streams.evaluation.rows import ArticleRow, RowError, StanceRow, Words, read_row, read_rows
from streams.evaluation.spans import located, range_iou, trimmed
from streams.positions.noise import NoiseModel

TEXT = (
    "Mira Dalenko said that the bridge over the Orva must be rebuilt at once. "
    "“We have waited long enough for it,” Dalenko added. According to Tolvan, nobody has asked the town."
)


def span(part: str, text: str = TEXT) -> dict[str, int]:
    """Offsets of a part of the text."""
    start = text.index(part)
    return {"start": start, "end": start + len(part)}


def named(part: str, text: str = TEXT) -> dict[str, Any]:
    """A speaker with offsets."""
    place = span(part, text)
    return {"speaker": part, "speaker_start": place["start"], "speaker_end": place["end"]}


INDIRECT = {**span("the bridge over the Orva must be rebuilt at once"), "kind": "indirect", "cue": "said"}
DIRECT = {**span("We have waited long enough for it"), "kind": "direct", "cue": "added"}
BELIEF = {**span("nobody has asked the town"), "kind": "indirect", "cue": "According to"}


def words(*rows: dict[str, Any]) -> tuple[Words, ...]:
    return tuple(Words.model_validate(row) for row in rows)


def article(**fields: Any) -> ArticleRow:
    return ArticleRow.model_validate({"id": "a", "lang": "en", "text": TEXT, **fields})


def figures(report: Report, subset: str, language: str = "all") -> Figures:
    """The figures of one row."""
    return next(row.figures for row in report.rows if (row.language, row.subset) == (language, subset))


# Spans


def test_marks_and_space_at_the_border_do_not_count() -> None:
    assert trimmed("“ Yes, indeed.”", 0, 15) == (2, 13)


def test_ranges_that_only_touch_do_not_overlap() -> None:
    assert range_iou((0, 5), (5, 9)) == 0.0
    assert range_iou((0, 4), (2, 6)) == pytest.approx(2 / 6)


def test_words_are_looked_for_where_offsets_are_wrong() -> None:
    assert located("one two three", 0, 3, "two three") == (4, 13)
    assert located("one two  three", None, None, "two three") == (4, 14)
    assert located("one two three", None, None, "four") is None
    assert located("one two three", 4, 7, "two") == (4, 7)


# Names


@pytest.mark.parametrize(
    ("predicted", "gold"),
    [
        ("Миру Даленко", "Mira Dalenko"),
        ("Даленко", "Mira Dalenko"),
        ("Кольвергом", "Anton Kolverg"),
        ("Mr Tolvan", "Ivo Tolvan"),
        ("Чернушка", "Tschernuschka"),
    ],
)
def test_one_name_in_two_scripts_and_cases(predicted: str, gold: str) -> None:
    assert names.same_name(predicted, gold)


@pytest.mark.parametrize(
    ("predicted", "gold"),
    [
        ("Anton Dalenko", "Mira Dalenko"),  # another given name
        ("Mira", "Mira Dalenko"),  # no surname
        ("he", "Ivo Tolvan"),
        ("", "Ivo Tolvan"),
        ("Толван", "Тулова"),
    ],
)
def test_names_of_different_people(predicted: str, gold: str) -> None:
    assert not names.same_name(predicted, gold)


def test_one_edit_is_a_levenshtein_distance_of_at_most_one() -> None:
    assert all(names.one_edit(a, b) for a, b in (("abc", "abc"), ("abc", "axc"), ("abc", "ab"), ("bc", "abc")))
    assert not any(names.one_edit(a, b) for a, b in (("abc", "cab"), ("abc", "a"), ("abcd", "abxy")))


# Quotations


def test_quotation_with_ragged_borders_is_found_but_not_exact() -> None:
    gold = article(quotes=[{**INDIRECT, **named("Mira Dalenko")}, {**DIRECT, **named("Dalenko")}])
    ragged = {**INDIRECT, "start": INDIRECT["start"] - len("that "), **named("Mira")}
    report = quotations.evaluate([gold], {"a": words(ragged)})
    assert figures(report, "all iou.5")["precision"] == 1.0
    assert figures(report, "all iou.5")["recall"] == 0.5
    assert figures(report, "all iou.5")["f1"] == pytest.approx(2 / 3)
    assert figures(report, "all exact")["f1"] == 0.0
    assert figures(report, "direct iou.5")["recall"] == 0.0


def test_speaker_is_right_where_its_span_touches_the_gold_one() -> None:
    gold = article(quotes=[{**INDIRECT, **named("Mira Dalenko")}, {**DIRECT, **named("Tolvan")}])
    report = quotations.evaluate([gold], {"a": words({**INDIRECT, **named("Dalenko")}, {**DIRECT, **named("Mira")})})
    assert (figures(report, "all exact")["speaker"], figures(report, "all exact")["speakers"]) == (0.5, 2)
    assert [problem.kind for problem in report.problems] == ["speaker"]


def test_speech_subset_keeps_reporting_cues_only() -> None:
    believed = {**INDIRECT, "cue": "believes"}
    gold = article(quotes=[believed, DIRECT, BELIEF])
    report = quotations.evaluate([gold], {"a": words(INDIRECT, DIRECT, BELIEF)})
    assert figures(report, "speech exact")["gold"] == 2
    assert figures(report, "speech exact")["precision"] == 1.0


@pytest.mark.parametrize("cue", ["have said", "called for", "заявила", "According to", "telling"])
def test_reporting_cues(cue: str) -> None:
    assert quotations.is_speech(Words(cue=cue))


@pytest.mark.parametrize("cue", ["believes", "called", "thinks", None, "resaid"])
def test_cues_that_report_no_speech(cue: str | None) -> None:
    assert not quotations.is_speech(Words(cue=cue))


def test_texts_with_and_without_a_quotation() -> None:
    gold = [article(quotes=[DIRECT]), article(id="b"), article(id="c", quotes=[DIRECT])]
    report = quotations.evaluate(gold, {"a": words(DIRECT), "b": words(DIRECT)})
    one = figures(report, quotations.ANY)
    assert (one["precision"], one["recall"]) == (0.5, 0.5)
    assert report.missing == ["c"]


def test_figures_are_split_by_language() -> None:
    gold = [article(quotes=[DIRECT]), article(id="b", lang="uk", quotes=[DIRECT])]
    report = quotations.evaluate(gold, {"a": words(DIRECT), "b": ()})
    assert figures(report, "all exact", "en")["recall"] == 1.0
    assert figures(report, "all exact", "uk")["recall"] == 0.0
    assert figures(report, "all exact")["recall"] == 0.5


# Statements


def statement(part: dict[str, Any], who: str | None = "Mira Dalenko", **fields: Any) -> dict[str, Any]:
    """A gold statement."""
    return {**part, "speaker_canonical_en": who, "speaker_surface": who or "sources", **fields}


def score(gold: list[dict[str, Any]], predicted: list[dict[str, Any]], **fields: Any) -> Report:
    """A report on one article of statements."""
    return statements.evaluate(
        [article(statements=gold, **fields)], {"a": TEXT}, {"a": article(statements=predicted, entities=[])}
    )


def test_optional_statement_is_neither_rewarded_nor_punished() -> None:
    gold = [statement(INDIRECT), statement(DIRECT, optional=True)]
    for predicted in ([INDIRECT, DIRECT], [INDIRECT]):
        report = score(gold, [{**one, "speaker": "Dalenko"} for one in predicted])
        assert (figures(report, "all")["f1"], figures(report, "all")["speakers"]) == (1.0, 1)


def test_fragment_of_a_mixed_clause_is_no_false_alarm() -> None:
    gold = [statement({**INDIRECT, "kind": "mixed"})]
    fragment = {**span("rebuilt at once"), "kind": "direct"}
    report = score(gold, [fragment])
    assert (figures(report, "all")["predicted"], figures(report, "all")["recall"]) == (0, 0.0)
    assert figures(score([statement(INDIRECT)], [fragment]), "all")["predicted"] == 1


def test_wrong_speaker_is_a_false_alarm_and_a_miss() -> None:
    report = score([statement(INDIRECT), statement(DIRECT)], [{**INDIRECT, "speaker": "Ivo Tolvan"}])
    assert figures(report, "all")["precision"] == 1.0
    assert figures(report, "all")["speaker"] == 0.0
    assert figures(report, "span + speaker")["f1"] == 0.0


def test_pronoun_counts_as_written_only() -> None:
    report = score([statement(DIRECT, speaker_surface="she")], [{**DIRECT, "speaker": "she"}])
    assert (figures(report, "all")["speaker"], figures(report, "all")["speaker_lenient"]) == (0.0, 1.0)


def test_anonymous_speaker_is_best_left_out() -> None:
    gold = [statement(DIRECT, who=None, speaker_surface="a source")]
    assert figures(score(gold, [DIRECT]), "all")["speaker"] == 1.0
    assert figures(score(gold, [{**DIRECT, "speaker": "a source"}]), "all")["speaker"] == 1.0
    assert figures(score(gold, [{**DIRECT, "speaker": "Ivo Tolvan"}]), "all")["speaker"] == 0.0


def test_country_stands_for_its_government() -> None:
    entities = [{"surface": "Orvania", "type": "LOC", "canonical_en": "Velmaria"}]
    gold = [statement(DIRECT, who="Government of Velmaria", speaker_surface="the capital")]
    assert figures(score(gold, [{**DIRECT, "speaker": "Orvania"}], entities=entities), "all")["speaker"] == 1.0


def test_namesake_of_the_article_is_somebody_else() -> None:
    entities = [
        {"surface": "Dalenko", "type": "PER", "canonical_en": "Mira Dalenko", "aliases": ["Dalenko"]},
        {"surface": "Anton Dalenko", "type": "PER", "canonical_en": "Anton Dalenko"},
    ]
    gold = [statement(DIRECT, speaker_surface="she")]
    assert figures(score(gold, [{**DIRECT, "speaker": "Anton Dalenko"}], entities=entities), "all")["speaker"] == 0.0


def test_words_that_are_not_in_the_text_are_a_false_alarm() -> None:
    report = score([statement(DIRECT)], [{"text": "Nobody ever said so", "kind": "direct"}])
    assert (figures(report, "all")["precision"], figures(report, "all")["predicted"]) == (0.0, 1)
    assert {problem.kind for problem in report.problems} == {"missed", "false alarm"}


def test_kind_is_scored_on_what_is_found() -> None:
    report = score([statement(INDIRECT), statement(DIRECT)], [{**INDIRECT, "kind": "direct"}, DIRECT])
    assert figures(report, "all")["kind"] == 0.5
    assert figures(report, "indirect")["f1"] == 0.0


def test_entities_count_once_whatever_their_surfaces() -> None:
    gold = article(
        entities=[
            {"surface": "Mira Dalenko", "type": "PER", "canonical_en": "Mira Dalenko"},
            {"surface": "Orva", "type": "LOC", "canonical_en": "Orva"},
        ]
    )
    found = [
        {"surface": surface, "type": kind}
        for surface, kind in (("Mira Dalenko", "PER"), ("Dalenko", "PER"), ("Tolvan", "PER"), ("Orva", "ORG"))
    ]
    report = statements.evaluate([gold], {"a": TEXT}, {"a": article(entities=found)})
    one = figures(report, "entities")
    assert (one["precision"], one["recall"]) == (pytest.approx(1 / 3), 0.5)


# Mentions


def test_mentions_are_scored_by_border_and_type() -> None:
    gold = article(
        mentions=[
            {**span("Mira Dalenko"), "type": "PER"},
            {**span("Orva"), "type": "LOC"},
            {**span("Tolvan"), "type": "PER"},
        ]
    )
    predicted = article(
        entities=[
            {**span("Dalenko"), "type": "PER"},
            {**span("Orva"), "type": "ORG"},
            {**span("Tolvan"), "type": "PER"},
            {**span("town"), "type": "ROLE"},
        ]
    ).entities
    # The gold of these texts knows ORG, so that a wrong ORG is one.
    other = article(id="b", text="Orva Bank", mentions=[{"start": 0, "end": 9, "type": "ORG"}])
    report = mentions.evaluate([gold, other], {"a": predicted, "b": ()})
    assert (figures(report, "exact")["precision"], figures(report, "exact")["recall"]) == (pytest.approx(1 / 3), 0.25)
    assert figures(report, "borders")["recall"] == 0.5
    assert figures(report, "overlap")["recall"] == 0.5
    assert figures(report, "exact PER")["f1"] == 0.5


# Stances


def stance_row(key: str, lang: str = "en", **issues: str) -> StanceRow:
    listed = [{"id": issue, "stance": stance} for issue, stance in issues.items()]
    return StanceRow.model_validate({"key": key, "lang": lang, "issues": listed})


def test_issues_and_stances() -> None:
    gold = [
        stance_row("1", bridge="support"),
        stance_row("2", bridge="oppose", toll="support"),
        stance_row("3", "uk", toll="oppose"),
        stance_row("4"),
    ]
    predicted = [
        stance_row("1", bridge="support"),
        stance_row("2", bridge="support"),
        stance_row("3", toll="oppose", moon="support"),
        stance_row("4", bridge="neutral"),
    ]
    report = stances.evaluate(gold, {row.key: row for row in predicted}, counted={"bridge", "toll"})
    issue, stance, both = (figures(report, name) for name in ("issue", "stance", "issue + stance"))
    assert (issue["precision"], issue["recall"]) == (0.75, 0.75)
    assert stance["accuracy"] == pytest.approx(2 / 3)
    assert stance["macro_f1"] == pytest.approx((2 / 3 + 0 + 0 + 2 / 3) / 4)
    assert both["f1"] == 0.5
    assert figures(report, "issue", "uk")["f1"] == 1.0
    assert report.confusion is not None
    assert report.confusion["oppose"] == {"support": 1, "conditional": 0, "neutral": 0, "oppose": 1}


def test_all_issues_count_where_none_are_listed() -> None:
    report = stances.evaluate([stance_row("1")], {"1": stance_row("1", moon="support")})
    assert figures(report, "issue")["predicted"] == 1


def test_stances_are_judged_by_their_confidence() -> None:
    issues = [{"id": "toll", "stance": "oppose", "confidence": 0.75}, {"id": "moon", "stance": "support"}]
    predicted = StanceRow.model_validate({"key": "1", "lang": "en", "issues": issues})
    report = stances.evaluate([stance_row("1", toll="support", moon="support")], {"1": predicted})
    assert (report.calibration["stance"].items, report.calibration["stance"].error) == (1, 0.75)
    assert not stances.evaluate([stance_row("1", toll="oppose")], {"1": stance_row("1", toll="oppose")}).calibration


def test_confusion_matrix_is_read_as_a_noise_model() -> None:
    report = stances.evaluate([stance_row("1", toll="oppose")], {"1": stance_row("1", toll="neutral")})
    assert report.confusion is not None
    model = NoiseModel.model_validate(stances.noise_document(report.confusion, "invented"))
    assert model.counts["oppose"]["neutral"] == 1
    assert model.counts["neutral"]["oppose"] == 0


# Calibration


def test_reliability_table() -> None:
    table = reliability([(0.9, True), (0.9, False), (1.0, True), (0.3, False)])
    assert [(one.low, one.items) for one in table.bins if one.items] == [(0.3, 1), (0.9, 3)]
    assert table.bins[9].precision == pytest.approx(2 / 3)
    # One item of four is off by 0.3, three by 0.9333 − 0.6667.
    assert table.error == pytest.approx(0.25 * 0.3 + 0.75 * (2.8 / 3 - 2 / 3))


def test_reliability_of_quotations_and_speakers() -> None:
    gold = article(quotes=[{**DIRECT, **named("Dalenko")}])
    sure = {"confidence": 0.9}
    predicted = words({**DIRECT, **named("Tolvan"), **sure}, {**INDIRECT, **sure})
    tables = quotations.evaluate([gold], {"a": predicted}).calibration
    assert tables["quotation"].bins[9].precision == 0.5
    assert tables["quotation and speaker"].bins[9].precision == 0.0


# Predictions


def test_words_that_their_cue_interrupts_are_one_quote_of_two_spans() -> None:
    text = "“We wait,” Dalenko said, “for nobody.” “No!” Tolvan cried."
    pieces = [("We wait", 0, 0.9), ("for nobody", 0, 0.8), ("No!", 1, 0.9)]
    quotations_ = [
        Quotation(**span(part, text), text=part, kind="direct", utterance=number, confidence=confidence)
        for part, number, confidence in pieces
    ]
    first, second = whole_quotes(text, quotations_)
    assert (first["text"], first["confidence"]) == ("We wait,” Dalenko said, “for nobody", 0.8)
    assert [text[start:end] for start, end in first["spans"]] == ["We wait", "for nobody"]
    assert second["text"] == "No!"


# Files


def test_wrong_lines_are_told_by_number_and_field() -> None:
    data = b'{"id": "a", "lang": "en"}\n\nnot json\n{"lang": "en"}\n'
    rows, errors = read_rows(ArticleRow, data)
    assert [row.id for row in rows] == ["a"]
    assert [error.line for error in errors] == [3, 4]
    assert "id" in str(errors[1])


def test_line_that_is_no_object() -> None:
    with pytest.raises(RowError, match="line 7"):
        read_row(StanceRow, b"[1, 2]", 7)
