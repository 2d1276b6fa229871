"""Every parser behind the seam gives every program of these suites the same tree.

What a program does follows from its tree alone, so that this stands for running the programs once for each parser; the
modes `host-parser` and `subprocess-parser` do run them.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable
from pathlib import Path

import pytest

from pyston_benchmarks import catalogue
from pyston_cli import compose

PROGRAMS = Path(__file__).resolve().parent / "programs"


def _outcome(parser: str, sources: Iterable[Path]) -> dict[Path, str]:
    """What `parser` makes of each file: its tree with all positions, or its error."""
    backend = compose.make_parser(parser)
    outcomes = {}
    for path in sources:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                # A name that is no file's: CPython takes the text of an error from the file where there is one.
                tree = backend.parse(path.read_bytes(), f"<{path.name}>")
                outcomes[path] = ast.dump(tree, include_attributes=True)
            except SyntaxError as error:
                outcomes[path] = repr((type(error).__name__, error.args))
    return outcomes


@pytest.mark.parametrize("parser", [name for name in compose.KNOWN_PARSERS if name != "host"])
def test_same_trees(parser: str, pyperformance: Path) -> None:
    sources = [*sorted(PROGRAMS.rglob("*.py")), *sorted(catalogue.STAND_IN.glob("*.py"))]
    benchmarks = sorted(pyperformance.glob("bm_*/*.py"))
    assert benchmarks, f"no benchmarks in {pyperformance}"
    sources += benchmarks
    expected = _outcome("host", sources)
    actual = _outcome(parser, sources)
    assert [str(path) for path in sources if expected[path] != actual[path]] == []
