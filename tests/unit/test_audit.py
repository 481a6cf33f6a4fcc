"""The audit of the dependencies, against an HTTP server in the form of OSV's."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.audit import main

FLAW = {
    "id": "OSV-2026-1",
    "affected": [
        {
            "package": {"name": "weak", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}


class Database(BaseHTTPRequestHandler):
    """Knows one flaw, of the package "weak"."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps({"vulns": [FLAW]} if asked["package"]["name"] == "weak" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output quiet."""


@pytest.fixture
def database() -> Iterator[list[str]]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Database) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield ["--vulnerability-service", "osv", "--osv-url", f"http://127.0.0.1:{server.server_port}/v1/query"]
        server.shutdown()


def lock(folder: Path, name: str) -> Path:
    file = folder / "requirements.lock"
    file.write_text(f"{name}==1.0 --hash=sha256:{'0' * 64}\n")
    return file


def test_a_vulnerable_dependency_fails_and_is_named(
    tmp_path: Path, database: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--if-reachable", *database], locks=[lock(tmp_path, "weak")]) == 1
    assert "VULNERABLE: weak 1.0: OSV-2026-1 (fixed in: 1.1)" in capsys.readouterr().out


def test_sound_dependencies_pass(tmp_path: Path, database: list[str]) -> None:
    assert main(database, locks=[lock(tmp_path, "sound")]) == 0


@pytest.mark.parametrize(("words", "status"), [([], os.EX_TEMPFAIL), (["--if-reachable"], 0)])
def test_a_database_out_of_reach_is_told_and_fails_unless_allowed(
    words: list[str], status: int, tmp_path: Path, database: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = [*database[:-1], "http://127.0.0.1:9/v1/query"]
    assert main([*words, *nobody], locks=[lock(tmp_path, "sound")]) == status
    assert "NOT AUDITED" in capsys.readouterr().out
