"""The deployment files agree with the program, and with the tools that read them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file as YAML, with merged parts."""
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return loaded


def test_the_compose_client_takes_the_file() -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no docker client with compose here")
    command = [docker, "compose", "-f", str(DEPLOY / "compose.yaml"), "config", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["services"]) == {"kafka", "topics", "worker"}


def test_compose_starts_workers_after_the_topics_and_those_after_kafka(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["topics"]["depends_on"]["kafka"]["condition"] == "service_healthy"
    assert services["worker"]["depends_on"]["topics"]["condition"] == "service_completed_successfully"
    assert "container_name" not in services["worker"]  # else it cannot be scaled


def test_the_example_names_settings_with_their_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    example = (DEPLOY / ".env.example").read_text()
    named = dict(re.findall(r"^#?VOLTEFACE_([A-Z_]+)=(.*)$", example, re.MULTILINE))
    named.pop("IMAGE")
    assert {name.lower() for name in named} <= set(Settings.model_fields)
    defaults = Settings()
    for name, value in named.items():
        if isinstance(getattr(defaults, name.lower()), (bool, int, float, str)) and value:
            monkeypatch.setenv(f"VOLTEFACE_{name}", value)
    assert Settings() == defaults


def test_what_compose_and_the_image_set_are_settings(compose: dict[str, Any]) -> None:
    names = set(compose["x-volteface"]["environment"])
    names |= set(re.findall(r"VOLTEFACE_[A-Z_]+(?==)", (DEPLOY / "Dockerfile").read_text()))
    assert {name.removeprefix("VOLTEFACE_").lower() for name in names} <= set(Settings.model_fields)


def test_the_image_does_not_run_as_root() -> None:
    users = re.findall(r"^USER (\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    assert users and not users[-1].startswith(("0", "root"))


def test_all_that_the_image_copies_is_in_the_build_context() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    allowed = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    paths = {path for line in copied for path in line.split()}
    assert paths <= allowed
    assert all((ROOT / path).exists() for path in paths)
