"""Cases in text files, as mypyc keeps its own: a source, and what a stage makes of it.

    [case name]
    source
    [out]
    expected

A test module names its files in `CASES` (a pattern beside it), and a test takes the argument `case`. `[out 3.11]` is for
hosts up to that version only; `[since 3.12]` under the name leaves a case out on older ones. Of each line that is
compared, blanks at the end do not count. `PYSTON_UPDATE_CASES=1` rewrites what is expected; look at the difference.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.register_assert_rewrite("pyston_runtime.interfaces.contracts")

_SECTION = re.compile(r"^\[(case|out|since)(?: ([^\]]*))?\]$")


@dataclass
class Case:
    """One case; `expected` is for this host."""

    path: Path
    name: str
    source: str
    expected: str
    first: int
    last: int

    def check(self, actual: str) -> None:
        """Compare, or rewrite the file."""
        actual = "\n".join(line.rstrip() for line in actual.rstrip().split("\n"))
        if actual != self.expected and os.environ.get("PYSTON_UPDATE_CASES"):
            lines = self.path.read_text("utf-8").split("\n")
            [now] = [
                case for case in read_cases(self.path) if case.name == self.name
            ]  # lines move as cases are rewritten
            lines[now.first : now.last] = [*actual.split("\n"), ""]
            self.path.write_text("\n".join(lines), "utf-8")
            return
        assert actual == self.expected


def read_cases(path: Path) -> list[Case]:
    """The cases of a file that this host can run."""
    cases: list[Case] = []
    lines = path.read_text("utf-8").split("\n")
    marks = [(number, found) for number, line in enumerate(lines) if (found := _SECTION.match(line))]
    ends = [number for number, _ in marks[1:]] + [len(lines)]
    name, source, left_out = "", "", False
    for (number, found), end in zip(marks, ends, strict=True):
        kind, argument = found[1], found[2] or ""
        text = "\n".join(lines[number + 1 : end]).rstrip()
        if kind == "case":
            name, source, left_out, chosen = argument, text, False, False
        elif kind == "since":
            left_out = sys.version_info[:2] < _version(argument)
            source = text
        elif not left_out and not chosen and (not argument or sys.version_info[:2] <= _version(argument)):
            cases.append(Case(path, name, source + "\n", text, number + 1, end))
            chosen = True
    return cases


def _version(text: str) -> tuple[int, int]:
    major, minor = text.split(".")
    return int(major), int(minor)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each case."""
    if "case" in metafunc.fixturenames:
        folder = Path(str(metafunc.module.__file__)).parent
        cases = [case for path in sorted(folder.glob(metafunc.module.CASES)) for case in read_cases(path)]
        metafunc.parametrize("case", cases, ids=[f"{case.path.stem}-{case.name}" for case in cases])
