"""How the tests of the command line run it: as a process of its own, beside `python` given the same words.

Each test that takes `runner` runs twice: over the double in `doubles/`, which shows what the command line itself owes
to a program, and over the real interpreter.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PACKAGES = HERE.parents[1]


@dataclass(frozen=True)
class Outcome:
    """What a process did, as seen from outside."""

    status: int
    stdout: str
    stderr: str


def _blot(data: bytes) -> str:
    """Addresses of objects are the one thing in which two runs of one program may differ."""
    return re.sub(r"\b0x[0-9a-f]{6,}\b", "0xADDRESS", data.decode(errors="backslashreplace"))


@dataclass
class Runner:
    """Runs commands in one folder."""

    folder: Path
    double: bool
    environment: dict[str, str] = field(default_factory=dict)
    extra_path: str = ""

    def spawn(self, command: Sequence[str], stdin: bytes = b"", timeout: float = 60) -> Outcome:
        """Run a command to its end."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        # Sources come from the checkout, or from what is installed where there is none.
        roots = [str(path) for path in sorted(PACKAGES.glob("*/src"))]
        if self.double:
            roots.insert(0, str(HERE / "doubles"))
        if self.extra_path:
            roots.append(self.extra_path)
        environment |= {"PYTHONPATH": os.pathsep.join(roots), "PYTHONDONTWRITEBYTECODE": "1", **self.environment}
        process = subprocess.run(
            command, input=stdin, capture_output=True, cwd=self.folder, env=environment, timeout=timeout, check=False
        )
        return Outcome(process.returncode, _blot(process.stdout), _blot(process.stderr))

    def python(self, *words: str, stdin: bytes = b"") -> Outcome:
        """What the host does."""
        return self.spawn([sys.executable, *words], stdin)

    def pyston(self, *words: str, stdin: bytes = b"") -> Outcome:
        """What `pyston-cli run` does."""
        return self.command("run", *words, stdin=stdin)

    def command(self, *words: str, stdin: bytes = b"") -> Outcome:
        """What `pyston-cli` does."""
        return self.spawn([sys.executable, "-m", "pyston_cli", *words], stdin)

    def same(self, *words: str, stdin: bytes = b"", options: Sequence[str] = ()) -> Outcome:
        """Run both, insist that nothing tells them apart, and return the outcome.

        Args:
            words: for both.
            stdin: for both.
            options: Pyston's own, before the words.
        """
        expected = self.python(*words, stdin=stdin)
        assert self.pyston(*options, *words, stdin=stdin) == expected
        return expected

    def write(self, name: str, content: str | bytes) -> Path:
        """Make a file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


@pytest.fixture(params=["double", "interpreter"])
def runner(request: pytest.FixtureRequest, tmp_path: Path) -> Runner:
    """Runs programs in a folder of the test's own."""
    return Runner(tmp_path, request.param == "double")


@pytest.fixture
def interpreter(tmp_path: Path) -> Runner:
    """The same over the interpreter only, for what it does itself."""
    return Runner(tmp_path, False)


@pytest.fixture
def double(tmp_path: Path) -> Runner:
    """The same over the double only, for what does not depend on the interpreter."""
    return Runner(tmp_path, True)
