"""What a YAML file may say, and what is told of one that is at fault."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from streams.actors import ActorCatalogue, ActorError
from streams.safe_yaml import YamlError, safe_load


def test_a_key_given_twice_is_told() -> None:
    with pytest.raises(YamlError, match="duplicate mapping key: 'id'"):
        safe_load("id: one\nname: x\nid: two\n")


def test_a_document_that_multiplies_itself_is_refused() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]" for before, after in pairwise("abcdefgh")]
    with pytest.raises(YamlError, match="alias"):
        safe_load("\n".join(lines))


def test_a_fault_in_an_actor_file_is_told_with_file_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("actors:\n  - id: aldo\n    names: {en: [Aldo\n", encoding="utf-8")
    with pytest.raises(ActorError, match=r"own\.yaml: YAML parse error at line 3, column \d+: "):
        ActorCatalogue.default(file)
