"""The `volteface` command where it needs no broker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from streams.cli.main import app

ARTICLE = {
    "title": "Tanks",
    "text": "Prime Minister Marek Tolvanic said that Velmaria opposes sending tanks to Ukraine.",
    "published_at": "2026-02-02T10:00:00Z",
}
SAMPLE_ACTORS = str(Path(__file__).parents[2] / "seeds" / "actors-samples.yaml")


def run(*arguments: str, input: bytes | None = None, **environment: str) -> Result:
    return CliRunner().invoke(app, list(arguments), input=input, env=environment)


def test_help_lists_the_commands() -> None:
    shown = run("--help").stdout
    for command in ("up", "worker", "produce", "tail", "analyze", "topics", "schemas"):
        assert f" {command} " in shown


def test_topics_are_listed_without_a_broker() -> None:
    listed = json.loads(run("topics", "--json", VOLTEFACE_TOPIC_PREFIX="desk").stdout)["topics"]
    assert "desk.statements.v1" in {row["topic"] for row in listed}


def test_missing_broker_is_told_with_its_variable() -> None:
    result = run("tail", "alerts", VOLTEFACE_BROKER="")
    assert result.exit_code == 2
    assert "VOLTEFACE_BROKER" in result.stderr


def test_wrong_setting_is_told_by_its_variable() -> None:
    result = run("topics", VOLTEFACE_PARTITIONS="none")
    assert result.exit_code == 2
    assert "VOLTEFACE_PARTITIONS" in result.stderr


def test_broker_that_is_not_there_is_told_by_its_address(unused_tcp_port: int) -> None:
    address = f"127.0.0.1:{unused_tcp_port}"
    result = run("topics", "--create", VOLTEFACE_BROKER=address)
    assert result.exit_code == 1
    assert address in result.stderr


def test_analysis_of_a_json_article(tmp_path: Path) -> None:
    file = tmp_path / "article.json"
    file.write_text(json.dumps(ARTICLE))
    result = run("analyze", str(file), "--json", VOLTEFACE_ACTORS_FILE=SAMPLE_ACTORS)
    document = json.loads(result.stdout)
    assert [(item["speaker"]["id"], item["stance"]["label"]) for item in document["statements"]] == [
        ("marek-tolvanic", "oppose")
    ]


def test_analysis_of_plain_text_from_standard_input() -> None:
    result = run("analyze", "-", input=ARTICLE["text"].encode(), VOLTEFACE_ACTORS_FILE=SAMPLE_ACTORS)
    assert result.exit_code == 0
    assert "Marek Tolvanic" in result.stdout
    assert "oppose" in result.stdout


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"title": "No text"}', "empty-text"),
        (b'{"text": 5}', "text"),
        ("这是一篇关于政治的文章。".encode() * 10, "unsupported-language"),
        (b"", "empty-text"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_article_that_cannot_be_analysed_is_told(tmp_path: Path, data: bytes, told: str) -> None:
    file = tmp_path / "article"
    file.write_bytes(data)
    result = run("analyze", str(file))
    assert result.exit_code == 1
    assert told in result.stderr


def test_file_that_is_not_there_is_told_by_its_name() -> None:
    result = run("analyze", "no-such-file.txt")
    assert result.exit_code == 1
    assert "no-such-file.txt" in result.stderr


def test_stale_contract_file_fails_the_check(tmp_path: Path) -> None:
    assert run("schemas", "export", str(tmp_path)).exit_code == 0
    assert run("schemas", "export", str(tmp_path), "--check").exit_code == 0
    (tmp_path / "asyncapi.json").write_text("{}")
    result = run("schemas", "export", str(tmp_path), "--check")
    assert result.exit_code == 1
    assert "asyncapi.json" in result.stdout


@pytest.mark.parametrize("name", ["actors", "issues"])
def test_catalogue_of_ones_own_that_is_at_fault_is_told_by_entry(tmp_path: Path, name: str) -> None:
    file = tmp_path / f"{name}.yaml"
    file.write_text(f"{name}: [{{id: some-thing, colour: red}}]")
    result = run("analyze", "-", input=b"News.", **{f"VOLTEFACE_{name.upper()}_FILE": str(file)})
    assert result.exit_code == 2
    assert f"{name}.yaml" in result.stderr
    assert "some-thing" in result.stderr


def test_catalogue_that_is_not_there_is_told_by_its_name() -> None:
    result = run("analyze", "-", input=b"News.", VOLTEFACE_ACTORS_FILE="no-such-actors.yaml")
    assert result.exit_code == 2
    assert "no-such-actors.yaml" in result.stderr
