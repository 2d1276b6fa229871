"""Programs of the installed pyperformance compute under Pyston, in every mode, what they compute under CPython.

The benchmark files run unmodified, straight from the installed package, with `benchmarks/stand_in/pyperf.py` in place
of their harness. It records digests of what each computes: the result, the arguments and the module's data afterwards,
and for every function and method the values that went in and came out.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness import outcome
from harness.directives import Directives
from harness.modes import Mode, environment

from pyston_benchmarks import catalogue

# A program may take a minute in the pure interpreter, and several on a busy machine.
TIMEOUT_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Program:
    """One of pyperformance's programs, with the loops that make it do enough and no more."""

    folder: str
    arguments: tuple[str, ...] = ()
    loops: int = 1
    include: str = ""


PROGRAMS = [
    Program("richards"),
    Program("deltablue"),
    Program("nbody", ("--iterations", "3000")),
    Program("fannkuch"),
    Program("float"),
    Program("chaos", ("--width", "64", "--height", "64", "--iterations", "2000")),
    Program("spectral_norm"),
    Program("nqueens"),
    *(Program("scimark", (name,)) for name in ("fft", "lu", "monte_carlo", "sor", "sparse_mat_mult")),
    Program("crypto_pyaes", include="pyaes,pyaes.*"),
    Program("generators"),
    Program("unpack_sequence", loops=20),
]


def _observe(
    command: tuple[str, ...], program: Program, root: Path, surroundings: dict[str, str], scratch: Path
) -> tuple[outcome.Outcome, object]:
    record = scratch / "record.json"
    record.unlink(missing_ok=True)
    extra = {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(catalogue.STAND_IN), surroundings.get("PYTHONPATH", "")))),
        "PYSTON_BENCH_RECORD": str(record),
        "PYSTON_BENCH_LOOPS": str(program.loops),
        "PYSTON_BENCH_PROBE": "1",
    }
    script = str(catalogue.program_of(program.folder, root))
    seen = outcome.run(
        (*command, script, *program.arguments), "", {**surroundings, **extra}, scratch, timeout=TIMEOUT_SECONDS
    )
    return seen, json.loads(record.read_text("utf-8"))["records"] if record.exists() else None


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: "-".join((program.folder, *program.arguments[:1])))
def test_same_results(
    program: Program, mode: Mode, command: tuple[str, ...], pyperformance: Path, tmp_path: Path
) -> None:
    surroundings = environment()
    expected, wanted = _observe((sys.executable,), program, pyperformance, surroundings, tmp_path)
    assert expected.status == 0, expected.stderr
    options = mode.options
    if mode.takes_stats and program.include:
        options += ("--include", program.include)
    actual, got = _observe((*command, *options), program, pyperformance, {**surroundings, **mode.environment}, tmp_path)
    difference = outcome.difference(expected, actual, Directives())
    if difference:
        pytest.fail(difference, pytrace=False)
    assert got == wanted
