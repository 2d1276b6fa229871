"""Run mypy --strict over the packages and tools, then over each folder of tests.

One run for each folder of tests, since module names (`conftest`, `test_run`) repeat between them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from workspace import ROOT


def runs() -> Iterator[tuple[list[str], str]]:
    """The arguments of each mypy run, and the folder that imports start from besides the packages' sources."""
    yield [], ""
    for folder in sorted([ROOT / "tests", ROOT / "benchmarks", *ROOT.glob("packages/*/tests")]):
        if any(not is_guest(path.relative_to(folder)) for path in folder.rglob("*.py")):
            yield ["--exclude", "/programs/", str(folder)], str(folder)


def is_guest(path: Path) -> bool:
    """Whether a file is a program for the interpreter rather than a part of the tests."""
    return "programs" in path.parts


def main() -> None:
    """Run them all, and fail if one did."""
    failed = False
    for arguments, base in runs():
        environment = {**os.environ, "MYPYPATH": base}
        print(f"mypy {os.path.relpath(base, ROOT) if base else 'packages tools'}:", flush=True)
        done = subprocess.run([sys.executable, "-m", "mypy", *arguments], cwd=ROOT, env=environment, check=False)
        failed |= done.returncode != 0
    sys.exit(failed)


if __name__ == "__main__":
    main()
