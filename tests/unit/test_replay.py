"""A file of articles replayed with no broker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from streams.cli.main import app

SEEDS = Path(str(files("seeds")))
ACTORS = str(SEEDS / "actors-samples.yaml")

OPPOSED = "Prime Minister Marek Tolvanic said that Velmaria opposes sending tanks to Ukraine."
NOTHING = "Rain is expected on the coast of Velmaria, the weather service said in its forecast for the weekend."


def replay(articles: Path, out: Path, *options: str, **environment: str) -> Result:
    environment = {"VOLTEFACE_ACTORS_FILE": ACTORS, **environment}
    return CliRunner().invoke(app, ["replay", str(articles), "--out", str(out), *options], env=environment)


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return path


def article(text: str, day: str, url: str = "https://news.example/1") -> dict[str, str]:
    return {"url": url, "source": "The Example", "title": "Tanks", "text": text, "published_at": f"{day}T10:00:00Z"}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The articles that ship with the package, and what their replay wrote."""
    directory = tmp_path_factory.mktemp("replay")
    joined = directory / "articles.jsonl"
    joined.write_bytes(b"".join(path.read_bytes() for path in sorted((SEEDS / "articles").glob("story-*.jsonl"))))
    result = replay(joined, directory / "out")
    assert result.exit_code == 0, result.output
    yield joined, directory / "out"


def test_the_samples_give_confirmed_alerts(samples: tuple[Path, Path]) -> None:
    alerts = rows(samples[1] / "alerts.jsonl")
    confirmed = {(row["holder"], row["issue"]) for row in alerts if row["tier"] == "confirmed"}
    assert len(confirmed) >= 3
    assert all(str(row["changed_on"]) <= str(row["raised_on"]) for row in alerts)


def test_a_replay_ends_alike_every_time(samples: tuple[Path, Path], tmp_path: Path) -> None:
    replay(samples[0], tmp_path)
    for name in ("statements.jsonl", "alerts.jsonl"):
        assert (tmp_path / name).read_bytes() == (samples[1] / name).read_bytes()


def test_a_revision_takes_back_what_it_no_longer_says(tmp_path: Path) -> None:
    file = write(tmp_path / "in.jsonl", article(OPPOSED, "2026-02-02"), article(NOTHING, "2026-02-03"))
    result = replay(file, tmp_path, "--json")
    summary = json.loads(result.stdout)
    assert (summary["articles"], summary["statements"], summary["retracted"]) == (2, 1, 1)


def test_a_late_article_keeps_its_own_date(tmp_path: Path) -> None:
    late = article(OPPOSED, "2026-01-05", url="https://news.example/2")
    replay(write(tmp_path / "in.jsonl", article(NOTHING, "2026-02-02"), late), tmp_path)
    assert {row["said_on"] for row in rows(tmp_path / "statements.jsonl")} == {"2026-01-05"}


def test_bad_lines_are_told_and_the_others_go_through(tmp_path: Path) -> None:
    undated = {"url": "https://news.example/3", "text": NOTHING}
    file = write(tmp_path / "in.jsonl", undated, "not json", "", {"title": "No text"}, article(OPPOSED, "2026-02-02"))
    result = replay(file, tmp_path)
    assert result.exit_code == 1
    for number, reason in ((1, "invalid-field"), (2, "not-json"), (4, "empty-text")):
        assert f"in.jsonl:{number} {reason}" in result.stderr
    assert len(rows(tmp_path / "statements.jsonl")) == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = replay(tmp_path / "none.jsonl", tmp_path)
    assert result.exit_code == 1
    assert "none.jsonl" in result.stderr


def test_muted_alerts_are_left_out(samples: tuple[Path, Path], tmp_path: Path) -> None:
    replay(samples[0], tmp_path, VOLTEFACE_MUTES='[{"issue": "trade-tariffs"}]')
    before = {row["issue"] for row in rows(samples[1] / "alerts.jsonl")}
    assert {row["issue"] for row in rows(tmp_path / "alerts.jsonl")} == before - {"trade-tariffs"}
