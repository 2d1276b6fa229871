"""What a run of a program looks like from outside, and how two of them are compared."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from harness.directives import Directives

TIMEOUT_SECONDS: Final = 120.0
# Addresses of objects are the one thing that may differ between two runs of CPython itself.
_ADDRESS: Final = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Standard output, standard error and exit status (negative: killed by that signal; None: never ended)."""

    stdout: str
    stderr: str
    status: int | None


def run(
    command: Sequence[str],
    stdin: str,
    environment: Mapping[str, str],
    folder: Path,
    timeout: float = TIMEOUT_SECONDS,
) -> Outcome:
    """Runs `command` in `folder` with `stdin` as its input and returns what came out, addresses blotted out."""
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environment),
        cwd=folder,
    )
    status: int | None
    try:
        output, errors = process.communicate(stdin.encode(), timeout)
        status = process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        output, errors = process.communicate()
        status = None
    return Outcome(blot(output), blot(errors), status)


def blot(data: bytes) -> str:
    """`data` as text, with the addresses in it blotted out."""
    return _ADDRESS.sub("0xADDRESS", data.decode("utf-8", "backslashreplace"))


def oracle(program: Path, directives: Directives, environment: Mapping[str, str], cache: Path) -> Outcome:
    """CPython's outcome for `program`, from `cache` when this very text already ran in this test run.

    The key covers the program, every helper module that it could import, its arguments and its input. Writing is
    atomic, so that parallel workers can share the folder.
    """
    digest = hashlib.sha256()
    for path in (program, *sorted((program.parent / "helpers").rglob("*.py"))):
        digest.update(path.read_bytes())
    digest.update(repr((program.name, directives.arguments, directives.stdin, sys.version)).encode())
    stored = cache / (digest.hexdigest() + ".json")
    if stored.exists():
        return Outcome(**json.loads(stored.read_text("utf-8")))
    command = (sys.executable, program.name, *directives.arguments)
    outcome = run(command, directives.stdin, environment, program.parent)
    cache.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=cache)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(asdict(outcome), stream)
    os.replace(partial, stored)
    return outcome


def difference(expected: Outcome, actual: Outcome, directives: Directives) -> str:
    """A readable account of where `actual` departs from `expected`; empty when nowhere."""
    parts = []
    if expected.status != actual.status:
        parts.append(f"exit status: CPython {expected.status}, here {actual.status}")
    parts.append(_unified("stdout", expected.stdout, actual.stdout))
    if directives.ignore_stderr is None:
        parts.append(_unified("stderr", expected.stderr, actual.stderr))
    elif expected.status != actual.status:
        parts.append(actual.stderr)
    return "\n".join(part for part in parts if part)


def _unified(name: str, expected: str, actual: str) -> str:
    if expected == actual:
        return ""
    lines = difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), f"{name} of CPython", f"{name} here", lineterm=""
    )
    return "\n".join(lines) or f"{name} differs in line endings only: {expected!r} and {actual!r}"
