"""What the wheel with the compiled core leaves as Python, so that `make wheel` does not fail on it."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"][
    "mypyc"
]
COMPILED = sorted(
    path
    for folder in ("language", "positions", "stances")
    for path in (ROOT / "streams" / folder).glob("*.py")
    if path.name != "__init__.py" and f"/{path.relative_to(ROOT).as_posix()}" not in HOOK["exclude"]
)


def test_what_is_left_out_exists() -> None:
    left = [ROOT / name.lstrip("/") for name in HOOK["exclude"] if name.startswith("/")]
    assert left and all(path.is_file() for path in left)


@pytest.mark.parametrize("path", COMPILED, ids=lambda path: path.stem)
def test_compiled_modules_hold_nothing_that_mypyc_refuses(path: Path) -> None:
    tree = ast.parse(path.read_text())
    models = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name) and base.id in ("BaseModel", "Model")
    ]
    assert not models, "pydantic builds its models from what Python keeps of a class"
    starred = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for right in node.comparators
        if isinstance(right, ast.Tuple) and any(isinstance(item, ast.Starred) for item in right.elts)
    ]
    assert not starred, "mypyc has no `in (…, *others)`"
    surrogates = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and any(0xD800 <= ord(c) < 0xE000 for c in node.value)
    ]
    assert not surrogates, "C has no literal with surrogates"
