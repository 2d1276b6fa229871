"""The compiling tiers: that they are entered, left, and leave nothing behind, proved by their statistics."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from harness.modes import MODES, environment

TIERS = [mode for mode in MODES if mode.name in ("ir", "llvm")]


def run(mode: Any, tmp_path: Path, program: str, *options: str, thresholds: str = "") -> tuple[str, dict[str, Any]]:
    """(standard output, the statistics of tiering by unit) of a program, which must end well."""
    script, stats = tmp_path / "program.py", tmp_path / "stats.json"
    script.write_text(program)
    command = [
        sys.executable,
        "-X",
        "faulthandler",
        "-m",
        "pyston_cli",
        "run",
        *mode.options,
        f"--stats={stats}",
        *options,
    ]
    variables = {**environment(), **mode.environment}
    if thresholds:
        variables["PYSTON_TIERING"] = thresholds
    seen = subprocess.run([*command, str(script)], capture_output=True, text=True, env=variables, check=False)
    assert seen.returncode == 0, seen.stderr
    tiering = json.loads(stats.read_text())["tiering"]
    if tiering["off"]:
        pytest.skip(str(tiering["off"]))
    return seen.stdout, {unit["unit"]: unit for unit in tiering["units"]}


@pytest.mark.parametrize("tier", TIERS, ids=lambda mode: str(mode.name))
class TestDeopts:
    def test_overflow_in_a_loop(self, tier: Any, tmp_path: Path) -> None:
        program = "def f(n):\n    s = 1\n    for i in range(n):\n        s *= 3\n    return s\n"
        out, units = run(tier, tmp_path, program + "f(9); f(9); f(9)\nprint(f(60) == 3 ** 60)\n")
        assert out == "True\n"
        assert units["f"]["deopts"]["5"]["reason"] == "int_mul"

    def test_an_argument_of_another_type(self, tier: Any, tmp_path: Path) -> None:
        program = "def f(a):\n    return a + a\nfor i in range(9): f(i)\n"
        out, units = run(tier, tmp_path, program + "print(f('x'), f(1.5))\n")
        assert out == "xx 3.0\n"
        assert units["f"]["deopts"] or units["f"]["refusals"]

    def test_an_exception_runs_handlers_and_finally(self, tier: Any, tmp_path: Path) -> None:
        program = (
            "def f(a, i):\n    try:\n        return a[i]\n    except IndexError as error:\n        return str(error)\n"
            "    finally:\n        ran.append(i)\n"
            "ran = []\nfor i in range(9): f([1, 2], 1)\nprint(f([1], 5), ran[-1])\n"
        )
        out, units = run(tier, tmp_path, program)
        assert out == "list index out of range 5\n"
        assert units["f"]["deopts"]

    def test_the_result_of_a_compiled_call(self, tier: Any, tmp_path: Path) -> None:
        program = (
            "def g(i):\n    return i if i < 100 else 'large'\ndef f(i):\n    return g(i) * 2\n"
            "for i in range(50): f(i)\nprint(f(7), f(200))\n"
        )
        out, _ = run(tier, tmp_path, program)
        assert out == "14 largelarge\n"

    def test_a_global_that_is_rebound(self, tier: Any, tmp_path: Path) -> None:
        program = "def g(i): return i\ndef f(i): return g(i)\nfor i in range(9): f(i)\ng = str\nprint(repr(f(3)))\n"
        out, _ = run(tier, tmp_path, program)
        assert out == "'3'\n"

    def test_a_method_that_the_instance_hides(self, tier: Any, tmp_path: Path) -> None:
        program = (
            "class C:\n    def __init__(self): self.x = 1\n    def m(self): return self.x\n"
            "def f(c): return c.m()\nc = C()\nfor i in range(9): f(c)\n"
            "c.m = lambda: 'own'\nprint(f(c), f(C()))\nC.m = lambda self: 'changed'\nprint(f(C()))\n"
        )
        out, _ = run(tier, tmp_path, program)
        assert out == "own 1\nchanged\n"


LEAKS = """
import gc, sys
class Point:
    def __init__(self, x): self.x = x
    def move(self, by):
        self.x += by
        return self.x
def ints(n):
    s = 0
    for i in range(n):
        s += i * i
    return s
def recursive(n): return n if n < 2 else recursive(n - 1) + recursive(n - 2)
def items(n):
    values = [0.5] * 10
    for i in range(n):
        values[i % 10] = values[i % 10] * 0.5 + i
    return values[3]
def objects(n):
    p, q = Point(0.0), Point(1)
    for i in range(n):
        p.move(0.5)
        q.move(i)
    return p.x, q.x
def raising(n):
    count = 0
    for i in range(n):
        try:
            count += [1, 2, 3][i % 4]
        except IndexError:
            count -= 1
    return count
def growing(n):
    s = 1
    for i in range(n):
        s = s * 3 + i
    return s & 1
for function in ints, recursive, items, objects, raising, growing:
    windows = []
    for window in range(9):
        gc.collect()
        before = sys.getallocatedblocks()
        for i in range(150): function(12)
        gc.collect()
        windows.append(sys.getallocatedblocks() - before)
    # what leaks does so in every window; code that is made anew adds to one or two
    print(function.__name__, sorted(windows)[4] < 100)
"""


@pytest.mark.parametrize(
    "tier", [mode for mode in MODES if mode.name.startswith("llvm")], ids=lambda mode: str(mode.name)
)
def test_reference_counts_are_exact(tier: Any, tmp_path: Path) -> None:
    out, _ = run(tier, tmp_path, LEAKS)
    names = "ints recursive items objects raising growing".split()
    assert out == "".join(f"{name} True\n" for name in names)


@pytest.mark.parametrize("tier", TIERS, ids=lambda mode: str(mode.name))
def test_the_library_that_a_tier_uses_may_be_hot_guest_code(tier: Any, tmp_path: Path) -> None:
    program = (
        "import sys\nfor name in list(sys.modules):\n    if name.partition('.')[0] == 're': del sys.modules[name]\n"
        "import re\nfor i in range(30):\n    re.purge()\n"
        "    found = re.compile('a(b|x)c|[0-9]+%d' % i).search('zzabc')\n"
        "print(found.span())\n"
    )
    # the tier is loaded when such code becomes hot
    thresholds = "entries=100,loops=100,record=1"
    out, units = run(tier, tmp_path, program, "--include", "re,re.*", thresholds=thresholds)
    assert out == "(2, 5)\n"
    assert units
