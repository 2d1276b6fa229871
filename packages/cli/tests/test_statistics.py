"""`--stats`: what ran where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pyston_cli.statistics import summary_line

if TYPE_CHECKING:
    from conftest import Runner

PROGRAM = """\
import atexit, sys
def f(n):
    for i in range(n):
        pass
for n in range(7):
    f(10)
@atexit.register
def at_exit():
    print("at exit", file=sys.stderr)
"""


def test_summary_line() -> None:
    statistics = {
        "totals": {"units": 1, "entries": 1010, "back_edges": 0},
        "tiers": {"interp": {}, "llvm": {"compiled": 2}, "other": {"unavailable": "not on this host"}, "idle": {}},
        "tiering": {"deopts": 1},
    }
    assert summary_line(statistics) == (
        "pyston: interp: 1 function, 1,010 calls, 0 loop rounds; llvm: 2 functions compiled; other: not on this host; "
        "idle: nothing was hot enough to be compiled; 1 deopt"
    )


def test_summary_comes_last(runner: Runner) -> None:
    runner.write("program.py", PROGRAM)
    lines = runner.pyston("--stats", "program.py").stderr.splitlines()
    assert lines[0] == "at exit"
    assert lines[1].startswith("pyston: interp: ")
    assert len(lines) == 2


def test_file(interpreter: Runner) -> None:
    interpreter.write("program.py", PROGRAM)
    for words in (["--stats", "out.json"], ["--stats=out.json"]):
        outcome = interpreter.pyston(*words, "program.py")
        assert outcome.stderr == "at exit\n"
        statistics = json.loads((interpreter.folder / "out.json").read_text())
        (found,) = [unit for unit in statistics["units"] if unit["name"] == "f"]
        assert (found["entries"], found["back_edges"], found["tier"]) == (7, 70, "interp")
        assert found["file"] == str(interpreter.folder / "program.py")


@pytest.mark.parametrize(
    "end", ["1/0", "import sys; sys.exit(3)", "raise KeyboardInterrupt", "import os; os.chdir('/')"]
)
def test_however_the_program_ends(runner: Runner, end: str) -> None:
    runner.write("program.py", end)
    plain = runner.pyston("program.py")
    with_file = runner.pyston("--stats", "out.json", "program.py")
    assert with_file == plain
    assert json.loads((runner.folder / "out.json").read_text())["totals"]["entries"] == 1


def test_not_in_forked_processes(runner: Runner) -> None:
    runner.write("program.py", "import os\nif os.fork():\n    os.wait()\n")
    assert runner.pyston("--stats", "program.py").stderr.count("pyston:") == 1


def test_unwritable_file(double: Runner) -> None:
    double.write("program.py", "print(1)")
    outcome = double.pyston("--stats=missing/out.json", "program.py")
    assert (outcome.status, outcome.stdout) == (0, "1\n")
    assert "pyston-cli run: cannot write the statistics: " in outcome.stderr
