"""Known vulnerabilities of the locked dependencies, told by pip-audit.

    python -m tests.support.audit [--if-reachable] [pip-audit options, such as --vulnerability-service osv]

It ends with status 1 where a dependency is vulnerable, and with status 75 (EX_TEMPFAIL of sysexits.h) where one could
not be looked up, such as without a network; with --if-reachable, that is only told.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LOCKS = ("requirements.lock", "requirements-dev.lock")


def main(arguments: Sequence[str] | None = None, *, locks: Sequence[str | Path] = LOCKS) -> int:
    """Audit the locks and print what was found.

    Args:
        arguments: the command's words; by default the process's own.
        locks: files of requirements, each with its hashes.

    Returns:
        The status to exit with.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--if-reachable", action="store_true", help="where the database is out of reach, only say so")
    known, more = parser.parse_known_args(arguments)
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    command += [word for lock in locks for word in ("--requirement", str(lock))]
    run = subprocess.run([*command, "--format", "json", *more], capture_output=True, text=True, check=False)
    try:
        found = json.loads(run.stdout)["dependencies"]
    except ValueError:
        print(run.stderr.strip()[-2000:], file=sys.stderr)
        found = []
    vulnerable = [package for package in found if package.get("vulns")]
    skipped = [package["name"] for package in found if "skip_reason" in package]
    for package in vulnerable:
        for flaw in package["vulns"]:
            fixed = ", ".join(flaw["fix_versions"]) or "none yet"
            print(f"VULNERABLE: {package['name']} {package['version']}: {flaw['id']} (fixed in: {fixed})")
    print(f"Looked up {len(found) - len(skipped)} packages, {len(vulnerable)} vulnerable.")
    if vulnerable:
        return 1
    if found and not skipped:
        return 0
    what = f"{len(skipped)} packages ({', '.join(skipped[:5])}, …)" if skipped else "any package"
    print(f"NOT AUDITED: the database of known vulnerabilities did not answer for {what}.")
    return 0 if known.if_reachable else os.EX_TEMPFAIL


if __name__ == "__main__":
    sys.exit(main())
