"""Sources nested far beyond reason: an error as the host's, never a crash.  Each runs in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import pyston_parser

N = 50_000
SOURCES = {
    "parentheses": '"(" * N',
    "pairs": '"(" * N + ")" * N',
    "brackets": '"[" * N + "]" * N',
    "braces": '"{" * N',
    "calls": '"f(" * N',
    "minus": '"-" * N + "1"',
    "not": '"not " * N + "1"',
    "lambda": '"lambda: " * N + "1"',
    "defaults": '"lambda x=" * N + "1"',
    "attributes": '"a" + ".b" * N',
    "subscripts": '"a" + "[0]" * N',
    "sums": '"1 + " * N + "1"',
    "powers": '"2 ** " * N + "1"',
    "conditions": '"1 if x else " * N + "1"',
    "blocks": '"".join(" " * n + "if x:\\n" for n in range(1000))',
    "elif": '"if x: y\\n" + "elif x: y\\n" * N',
    "ifs": '"if x: " * N',
    "f-strings": '"f\'{" * N',
    "specifications": '"f\'{x:" * N',
    "comprehensions": '"[x for x in " * N',
    "patterns": '"match x:\\n case " + "[" * N',
}
CODE = """
import sys, ast
from pyston_parser import parse, parse_tolerant
N = {n}
source = {source}
def outcome(parser):
    try:
        parser(source)
    except (SyntaxError, RecursionError, MemoryError) as error:
        return type(error).__name__
    return "accepted"
assert outcome(parse) == outcome(ast.parse), (outcome(parse), outcome(ast.parse))
parse_tolerant(source)
print("done")
"""


def run(code: str) -> None:
    """Run code with this package, in another process."""
    folder = str(Path(pyston_parser.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={"PYTHONPATH": folder}
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_too_deep(name: str) -> None:
    run(CODE.format(n=N, source=SOURCES[name]))


@pytest.mark.parametrize("name", ["pairs", "minus", "lambda", "attributes", "conditions", "blocks", "elif"])
def test_deep_but_permitted(name: str) -> None:
    run(CODE.format(n=90, source=SOURCES[name].replace("range(1000)", "range(90)")))


def test_all_levels_at_once() -> None:
    """The most brackets within the most blocks: far deeper than Python's own recursion limit in a pure build."""
    source = '"".join(" " * n + "if x:\\n" for n in range(98)) + " " * 98 + "(" * 190 + "x" + ")" * 190 + "\\n"'
    run(CODE.format(n=0, source=source))
