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


def test_services_of_ours_have_no_rights_that_they_do_not_need(compose: dict[str, Any]) -> None:
    ours = {name: one for name, one in compose["services"].items() if name != "kafka"}
    assert ours
    for name, service in ours.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["tmpfs"] and not service.get("privileged") and "cap_add" not in service, name
        assert "user" not in service, name  # the image's own, which is not root
        written = [volume["target"] for volume in service.get("volumes", ())]
        assert written in ([], ["/var/lib/volteface"]), name
        assert not any("docker.sock" in str(volume) for volume in service.get("volumes", ())), name


def test_kafka_is_open_to_this_machine_only(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert all(str(port).startswith("127.0.0.1:") for port in service.get("ports", ()))
        assert "network_mode" not in service and "pid" not in service


def test_the_image_writes_nothing_outside_its_volume() -> None:
    final = (DEPLOY / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert "PYTHONDONTWRITEBYTECODE=1" in final
    assert re.findall(r"^VOLUME (\S+)", final, re.MULTILINE) == ["/var/lib/volteface"]
    assert "VOLTEFACE_DATA_DIR=/var/lib/volteface" in final
    after_user = final.partition("\nUSER ")[2]
    assert "\nRUN " not in after_user and "\nCOPY " not in after_user  # what runs belongs to root


def test_nothing_but_hashes_gets_into_the_image() -> None:
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    for line in re.findall(r"^RUN .*pip install.*$|&& \S*pip install [^&]*", text, re.MULTILINE):
        for command in re.findall(r"pip install [^&]*", line):
            assert "--require-hashes" in command or "--no-deps /dist/" in command, command


def test_all_that_the_image_copies_is_in_the_build_context() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    allowed = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    paths = {path for line in copied for path in line.split()}
    assert paths <= allowed
    assert all((ROOT / path).exists() for path in paths)
