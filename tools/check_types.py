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

# Folders of tests with programs for the interpreter, or with stand-ins for modules: not typed, nor is guest_*.py.
GUESTS = {"programs", "doubles", "collect"}


def runs() -> Iterator[tuple[list[str], str]]:
    """The arguments of each mypy run, and the folder that imports start from besides the packages' sources."""
    yield [], ""
    for folder in sorted([ROOT / "tests", *ROOT.glob("packages/*/tests")]):
        if any(is_ours(path.relative_to(folder)) for path in folder.rglob("*.py")):
            yield ["--exclude", f"/({'|'.join(GUESTS)})/|/guest_[^/]*$", str(folder)], str(folder)


def is_ours(path: Path) -> bool:
    """Whether a file is a part of the tests, rather than something that they run."""
    return not GUESTS & set(path.parts)


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
