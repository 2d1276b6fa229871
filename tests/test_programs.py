"""Every program under `programs/` behaves under Pyston, in every mode, as it does under CPython."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from harness import directives, expected_failures, outcome
from harness.modes import Mode, environment

PROGRAMS = Path(__file__).resolve().parent / "programs"
NAMES = sorted(path.name for path in PROGRAMS.glob("*.py"))
EXPECTED_FAILURES = expected_failures.load(PROGRAMS / "expected_failures.toml")
VERSION = sys.version_info[:2]
# A program that was handed to the host would behave well too: what runs must have entered guest code.
ENTERED = directives.StatCheck("totals.entries", ">=", 1, None)


def _failure(program: Path, mode: Mode, command: tuple[str, ...], cache: Path, scratch: Path) -> str:
    """What is wrong with the run of `program` under `mode`; empty when nothing is."""
    wanted = directives.parse(program.read_text("utf-8"))
    checks = [check for check in wanted.stats if check.mode in (None, mode.name)]
    surroundings = environment()
    expected = outcome.oracle(program, wanted, surroundings, cache)
    assert expected.status is not None, "the program does not end under CPython"
    stats = scratch / "stats.json"
    options = (*mode.options, f"--stats={stats}") if mode.takes_stats else mode.options
    actual = outcome.run(
        (*command, *options, program.name, *wanted.arguments),
        wanted.stdin,
        {**surroundings, **mode.environment},
        PROGRAMS,
    )
    failure = outcome.difference(expected, actual, wanted)
    if failure or not mode.takes_stats or expected.status < 0 or _never_ran(expected):
        return failure
    if not stats.exists():
        return "no statistics were written"
    counters = json.loads(stats.read_text("utf-8"))
    return "\n".join(filter(None, (check.failure(counters) for check in (ENTERED, *checks))))


def _never_ran(expected: outcome.Outcome) -> bool:
    """Whether the program did not even parse, so that nothing of it can have been entered."""
    last = expected.stderr.strip().rpartition("\n")[2]
    return not expected.stdout and last.startswith(("SyntaxError", "IndentationError", "TabError"))


@pytest.mark.parametrize("name", NAMES)
def test_program(name: str, mode: Mode, command: tuple[str, ...], oracle_cache: Path, tmp_path: Path) -> None:
    program = PROGRAMS / name
    wanted = directives.parse(program.read_text("utf-8"))
    skip = wanted.version_skip(VERSION) or wanted.mode_skips.get(mode.name)
    if skip:
        pytest.skip(skip)
    failure = _failure(program, mode, command, oracle_cache, tmp_path)
    version = "{}.{}".format(*VERSION)
    excuses = [entry for entry in EXPECTED_FAILURES if entry.covers(name, mode.name, version)]
    if failure and excuses:
        pytest.xfail(excuses[0].reason)
    if failure:
        pytest.fail(f"{name} under {mode.name}:\n{failure}", pytrace=False)
    if excuses and mode.name != "custom":
        pytest.fail(f"{name} passes under {mode.name}: take it off expected_failures.toml", pytrace=False)


def test_expected_failures_name_programs() -> None:
    unknown = [entry.program for entry in EXPECTED_FAILURES if entry.program not in NAMES]
    assert not unknown, f"expected_failures.toml speaks of programs that do not exist: {unknown}"
