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


def unit(tier: str, entries: int, back_edges: int) -> dict[str, object]:
    return {"tier": tier, "entries": entries, "back_edges": back_edges}


def test_summary_line() -> None:
    statistics = {
        "collected": {"units": 1, "entries": 10, "back_edges": 0},
        "tiers": {"interp": {}, "llvm": {"compiled": 1}, "other": {"unavailable": "not on this host"}, "idle": {}},
        "units": [unit("interp", 1000, 490), unit("interp", 0, 0), unit("llvm", 100, 400)],
    }
    assert summary_line(statistics) == (
        "pyston: interp 75.0% (3 functions, 1,010 calls, 490 loop rounds); llvm 25.0% (1 function, 100 calls, "
        "400 loop rounds); other 0.0% (not on this host); idle 0.0% (nothing)"
    )


def test_summary_of_nothing() -> None:
    statistics = {"collected": {"units": 0, "entries": 0, "back_edges": 0}, "tiers": {"interp": {}}, "units": []}
    assert summary_line(statistics) == "pyston: interp 0.0% (nothing)"


def test_summary_comes_last(runner: Runner) -> None:
    runner.write("program.py", PROGRAM)
    lines = runner.pyston("--stats", "program.py").stderr.splitlines()
    assert lines[0] == "at exit"
    assert lines[1].startswith("pyston: interp 100.0% (")
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
