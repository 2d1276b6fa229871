"""Which build of Pyston's packages is measured: compiled by mypyc where that is possible, and always named.

Users get compiled wheels, so that is what a figure should be of. The folder comes from the repository's own
`tools/compile.py`, whose cache makes unchanged sources free.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyston_benchmarks.catalogue import FOLDER

REPOSITORY: Final = FOLDER.parent
COMPILED: Final = "compiled by mypyc"
PURE: Final = "pure Python"

# A module of each package: they can be built apart.
_ASK: Final = """
import importlib
for name in ("ast_interp.run.driver", "pyston_runtime.parsers.host", "pyston_parser.seam"):
    try:
        print(importlib.import_module(name).__file__)
    except ImportError:
        print("missing")
"""


@dataclass(frozen=True, slots=True)
class Build:
    """What goes on PYTHONPATH for Pyston, and what to call it."""

    path: tuple[str, ...]
    description: str


def sources() -> tuple[str, ...]:
    """The packages' own folders, as they stand in the checkout."""
    return tuple(sorted(str(folder) for folder in REPOSITORY.glob("packages/*/src")))


def caller_path() -> tuple[str, ...]:
    """What the caller has on PYTHONPATH: it comes before anything of ours."""
    return tuple(filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)))


def choose(pure: bool, python: Sequence[str] = (sys.executable,)) -> Build:
    """The build to measure under `python`.

    A folder of compiled packages that the caller has on PYTHONPATH is taken as it is; otherwise the packages are
    compiled, unless `pure` is asked for. What remains Python gets its bytecode.
    """
    # as pip leaves them: a benchmark's process writes no bytecode, and would compile them anew each time
    subprocess.run([*python, "-m", "compileall", "-q", *sources()], stdout=subprocess.DEVNULL, check=False)
    if pure:
        return Build(sources(), PURE)
    given = _describe((*caller_path(), *sources()), python)
    if given == COMPILED:
        return Build((*caller_path(), *sources()), f"{COMPILED}, from PYTHONPATH")
    print("pyston: compiling its packages with mypyc; minutes the first time, --pure does without", file=sys.stderr)
    command = [*python, str(REPOSITORY / "tools" / "compile.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["tools/compile.py failed"])[-1]
        return Build((*caller_path(), *sources()), f"{PURE} ({reason})")
    folder = Path(done.stdout.strip().splitlines()[-1])
    path = (str(folder), *caller_path(), *sources())
    found = _describe(path, python)
    if found == COMPILED:
        return Build(path, COMPILED)
    return Build(path, f"{found} (there is no C compiler, or PYSTON_BUILD_PURE is set)" if found == PURE else found)


def _describe(path: Sequence[str], python: Sequence[str]) -> str:
    """What a Python that has `path` imports."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYSTON"))}
    surroundings["PYTHONPATH"] = os.pathsep.join(path)
    asked = subprocess.run([*python, "-c", _ASK], env=surroundings, capture_output=True, text=True, check=False)
    files = asked.stdout.split()
    if asked.returncode != 0 or "missing" in files:
        return "incomplete: " + ((asked.stderr.strip().splitlines() or ["a package is missing"])[-1])
    compiled = [not file.endswith(".py") for file in files]
    return COMPILED if all(compiled) else "partly compiled" if any(compiled) else PURE
