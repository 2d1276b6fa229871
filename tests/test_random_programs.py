"""A slice of the random programs in every run of the tests; `hatch run random` runs as many as wanted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from harness.modes import Mode, environment
from random_programs import batches, grammar
from random_programs.reduce import reduce

SLICES = [range(60), range(60, 120)]


@pytest.mark.parametrize("seeds", SLICES, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_same_output(seeds: range, mode: Mode, command: tuple[str, ...], tmp_path: Path) -> None:
    surroundings = {**environment(), **mode.environment}
    found = list(batches.compare((*command, *mode.options), tmp_path, seeds, surroundings))
    if found:
        first = found[0]
        pytest.fail(
            f"{len(found)} of {len(seeds)} programs differ; `python tests/random_programs --seed {first.seed} "
            f"--count 1` reduces the first:\n{first.source}\nCPython:\n{first.expected}\nhere:\n{first.actual}",
            pytrace=False,
        )


def test_a_number_stands_for_one_program() -> None:
    assert grammar.program(12) == grammar.program(12)
    assert grammar.program(12) != grammar.program(13)


def test_programs_do_something(tmp_path: Path) -> None:
    names = batches.write(tmp_path, range(20))
    printed = batches.outputs((sys.executable,), tmp_path, list(names), environment())
    assert sum("Traceback" in text for text in printed.values()) >= 10
    assert all(len(text.splitlines()) >= 2 for text in printed.values())


def test_a_dying_program_costs_only_itself(tmp_path: Path) -> None:
    batches.write(tmp_path, [])
    for name, body in (("p1", "print('one')"), ("p2", "import os; os.abort()"), ("p3", "print('three')")):
        (tmp_path / f"{name}.py").write_text(body)
    printed = batches.outputs((sys.executable,), tmp_path, ["p1", "p2", "p3"], environment())
    assert (printed["p1"], printed["p3"]) == ("one\n", "three\n")
    assert "ended with status -6" in printed["p2"]


def test_reducing_keeps_what_matters() -> None:
    source = "def f():\n    x = 1\n    if x:\n        y = 2\n        print('it')\n\n\nz = 3\nf()\n"
    smaller = reduce(source, lambda text: "print('it')" in text and "f()\n" in text[20:])
    assert "print('it')" in smaller
    assert "z = 3" not in smaller
    assert "y = 2" not in smaller
