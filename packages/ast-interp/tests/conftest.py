"""Comparison with the host (`same`), and cases in text files, as mypyc keeps its own.

A case is a source, and what a stage makes of it:

    [case name]
    source
    [out]
    expected

A test module names its files in `CASES` (a pattern beside it), and a test takes the argument `case`. `[out 3.11]` is
for hosts up to that version; `[since 3.12]` under the name leaves a case out on older ones. Of each line that is
compared, blanks at the end do not count. `PYSTON_UPDATE_CASES=1` rewrites what is expected; look at the difference.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ast_interp import Interpreter
from pyston_runtime.parsers.host import HostParser

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


def _outcome(run: Callable[[dict[str, object]], object]) -> tuple[object, ...]:
    """What a program leaves in `result` and `log`, or how it fails: the exception, its chain and its traceback."""
    namespace: dict[str, object] = {"__name__": "guest", "log": []}
    try:
        run(namespace)
    except BaseException as error:
        return "raised", _described(error), repr(namespace["log"])
    return "returned", _blotted(repr(namespace.get("result"))), repr(namespace["log"])


def _described(error: BaseException | None) -> object:
    if error is None:
        return None
    entries = [
        (entry.lineno, entry.end_lineno, entry.colno, entry.end_colno, entry.name)
        for entry in traceback.extract_tb(error.__traceback__)
        if entry.filename == GUEST
    ]
    inner = tuple(_described(one) for one in error.exceptions) if isinstance(error, BaseExceptionGroup) else ()
    chain = (_described(error.__cause__), _described(error.__context__), error.__suppress_context__)
    return type(error).__name__, _blotted(str(error)), entries, inner, chain, getattr(error, "name", None)


def _blotted(text: str) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x", text)


GUEST = "guest.py"


@pytest.fixture
def same() -> Callable[[str], None]:
    """Insists that a program does here what it does on the host."""

    def check(source: str) -> None:
        code = compile(source, GUEST, "exec", dont_inherit=True)
        expected = _outcome(lambda namespace: exec(code, namespace))
        interpreter = Interpreter(HostParser())
        unit = interpreter.compile(source, GUEST)
        actual = _outcome(lambda namespace: interpreter.execute(unit, namespace))
        assert actual == expected

    return check
