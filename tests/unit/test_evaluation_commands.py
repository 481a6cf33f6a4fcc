"""`volteface evaluate` and the predictions of `volteface analyze`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from streams.cli.main import app
from streams.positions.noise import NoiseModel

SAMPLE_ACTORS = str(Path(__file__).parents[2] / "seeds" / "actors-samples.yaml")
TEXT = "Prime Minister Marek Tolvanic said that Velmaria opposes sending tanks to Ukraine."
CLAUSE = "Velmaria opposes sending tanks to Ukraine"
PLACE = {"start": TEXT.index(CLAUSE), "end": TEXT.index(CLAUSE) + len(CLAUSE)}
WHO = {"start": TEXT.index("Marek"), "end": TEXT.index(" said")}
QUOTE = {
    **PLACE,
    "kind": "indirect",
    "cue": "said",
    "speaker": "Marek Tolvanic",
    "speaker_start": WHO["start"],
    "speaker_end": WHO["end"],
}
STATEMENT = {
    **PLACE,
    "kind": "indirect",
    "speaker_surface": "Marek Tolvanic",
    "speaker_canonical_en": "Marek Tolvanic",
}
ARTICLE = {"id": "a", "lang": "en", "text": TEXT}
STANCE = {
    "key": "s1",
    "lang": "en",
    "context": TEXT,
    **PLACE,
    "statement": CLAUSE,
    "speaker": "Marek Tolvanic",
    "cue": "said",
    "issues": [{"id": "tanks-to-ukraine", "stance": "oppose"}],
}
GOLD: dict[str, dict[str, Any]] = {
    "quotations": {**ARTICLE, "quotes": [QUOTE]},
    "statements": {**ARTICLE, "statements": [STATEMENT], "entities": []},
    "mentions": {**ARTICLE, "mentions": [{**WHO, "type": "PER", "surface": "Marek Tolvanic"}]},
    "stances": STANCE,
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"VOLTEFACE_ACTORS_FILE": SAMPLE_ACTORS})


def write(path: Path, *rows: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def figures(result: Result, subset: str) -> dict[str, Any]:
    """The figures over all languages."""
    rows = json.loads(result.stdout)["rows"]
    return next(row["figures"] for row in rows if (row["language"], row["subset"]) == ("all", subset))


@pytest.mark.parametrize(
    ("task", "subset"),
    [("quotations", "all iou.5"), ("statements", "span + speaker"), ("mentions", "exact PER"), ("stances", "issue")],
)
def test_extractor_is_run_and_its_predictions_score_the_same_again(tmp_path: Path, task: str, subset: str) -> None:
    gold, out = write(tmp_path / "gold.jsonl", GOLD[task]), str(tmp_path / "out.jsonl")
    result = run("evaluate", task, gold, "--predictions", out, "--json")
    assert result.exit_code == 0, result.output
    assert figures(result, subset)["f1"] == 1.0
    assert "CPU seconds" in result.stderr
    assert json.loads(run("evaluate", task, gold, "--score", out, "--json").stdout) == json.loads(result.stdout)


def test_articles_beside_the_gold_are_used(tmp_path: Path) -> None:
    write(tmp_path / "articles.jsonl", ARTICLE)
    row = {key: value for key, value in GOLD["statements"].items() if key != "text"}
    gold = write(tmp_path / "gold.jsonl", row)
    assert figures(run("evaluate", "statements", gold, "--score", gold, "--json"), "all")["f1"] == 1.0


def test_gold_without_texts_is_told(tmp_path: Path) -> None:
    gold = {key: value for key, value in GOLD["statements"].items() if key != "text"}
    result = run("evaluate", "statements", write(tmp_path / "gold.jsonl", gold))
    assert result.exit_code == 1
    assert "--articles" in result.stderr


def test_change_since_an_earlier_run(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", GOLD["quotations"])
    empty = write(tmp_path / "none.jsonl", {**ARTICLE, "quotes": []})
    full = write(tmp_path / "all.jsonl", GOLD["quotations"])
    before = tmp_path / "before.json"
    before.write_text(run("evaluate", "quotations", gold, "--score", empty, "--json").stdout)
    shown = run("evaluate", "quotations", gold, "--score", full, "--against", str(before)).stdout
    assert "+1.000" in shown
    compared = json.loads(
        run("evaluate", "quotations", gold, "--score", full, "--against", str(before), "--json").stdout
    )
    assert compared["against"][0]["delta"]["f1"] == 1.0


def test_earlier_run_of_another_task_is_refused(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", GOLD["quotations"])
    before = tmp_path / "before.json"
    before.write_text(json.dumps({"task": "stances", "rows": []}))
    result = run("evaluate", "quotations", gold, "--score", gold, "--against", str(before))
    assert result.exit_code == 1
    assert "stances" in result.stderr


def test_errors_are_listed_with_their_context(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", GOLD["quotations"])
    empty = write(tmp_path / "none.jsonl", {**ARTICLE, "quotes": []})
    shown = run("evaluate", "quotations", gold, "--score", empty, "--errors").stdout
    assert "missed a [en]" in shown
    assert f"⟦{CLAUSE}⟧" in " ".join(shown.split())


def test_unreadable_gold_line_is_told_and_the_rest_is_scored(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    write(gold, GOLD["quotations"])
    gold.write_text("{broken\n" + gold.read_text())
    result = run("evaluate", "quotations", str(gold), "--score", str(gold), "--json")
    assert result.exit_code == 1
    assert "line 1" in result.stderr
    assert figures(result, "all exact")["f1"] == 1.0


def test_noise_model_is_written_for_the_tracker(tmp_path: Path) -> None:
    noise = tmp_path / "noise.json"
    gold = write(tmp_path / "gold.jsonl", STANCE)
    result = run("evaluate", "stances", gold, "--score", gold, "--noise", str(noise))
    assert result.exit_code == 0, result.output
    assert NoiseModel.load(noise).counts["oppose"]["oppose"] == 1


def test_catalogue_beside_the_gold_says_which_issues_count(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", STANCE)
    extra = {"key": "s1", "issues": [*STANCE["issues"], {"id": "moon", "stance": "support"}]}
    predictions = write(tmp_path / "out.jsonl", extra)
    assert figures(run("evaluate", "stances", gold, "--score", predictions, "--json"), "issue")["precision"] == 0.5
    (tmp_path / "catalogue.yaml").write_text("tanks-to-ukraine: States should send tanks.\n")
    assert figures(run("evaluate", "stances", gold, "--score", predictions, "--json"), "issue")["precision"] == 1.0


# Predictions of analyze


def test_predictions_are_offsets_into_the_given_text(tmp_path: Path) -> None:
    text = "  \u00a0" + TEXT + "\n\n"  # cleaning would strip this
    out = tmp_path / "out.jsonl"
    rows = {"id": "a", "text": text, "published_at": "2026-02-02", "licence": "of no concern"}
    result = run("analyze", write(tmp_path / "in.jsonl", rows), "--predictions", str(out))
    assert result.exit_code == 0, result.output
    made = json.loads(out.read_text())
    assert (made["id"], made["lang"]) == ("a", "en")
    (statement,) = made["statements"]
    assert text[statement["start"] : statement["end"]] == statement["text"] == CLAUSE
    assert text[statement["speaker_start"] : statement["speaker_end"]].endswith("Marek Tolvanic")
    assert (statement["speaker"], statement["kind"], statement["cue"]) == ("Marek Tolvanic", "indirect", "said")
    assert (statement["issue"], statement["stance"]) == ("tanks-to-ukraine", "oppose")
    (quote,) = made["quotes"]
    fields = {key: value for key, value in statement.items() if key not in ("issue", "stance")}
    assert quote == {**fields, "spans": [[statement["start"], statement["end"]]]}
    assert {entity["type"] for entity in made["entities"]} <= {"PER", "ORG", "LOC"}
    assert "marek-tolvanic" in {entity["actor"] for entity in made["entities"]}


def test_unreadable_lines_are_told_and_the_others_go_through(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    foreign = {"id": "c", "text": "这是一篇关于政治的文章。" * 10}
    idle = {"id": "d", "text": "Marek Tolvanic said that breakfast was late again.", "lang": "en"}
    write(source, ARTICLE, {"id": "b"}, foreign, idle)
    source.write_text("nonsense\n" + source.read_text())
    result = run("analyze", str(source), "--predictions", str(out))
    assert result.exit_code == 1
    made = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in made] == ["a", "d"]
    # A statement without an issue is one too.
    assert [(one["issue"], one["stance"]) for one in made[1]["statements"]] == [(None, None)]
    for told in ("line 1:", "line 3: text", "line 4: unsupported-language"):
        assert told in result.stderr


def test_page_is_written(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    result = run("analyze", write(tmp_path / "in.jsonl", {"title": "T", "text": TEXT}), "--html", str(out))
    assert result.exit_code == 0, result.output
    assert "▼ oppose" in out.read_text()


def test_two_forms_of_output_at_once_are_refused(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", ARTICLE)
    assert run("analyze", source, "--json", "--html", str(tmp_path / "x")).exit_code == 2
    assert run("evaluate", "quotations", source, "--score", source, "--predictions", source).exit_code == 2
