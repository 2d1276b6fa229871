"""The harness itself: it must notice each kind of difference and refuse directives that it cannot read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from harness import directives, expected_failures, outcome
from harness.modes import environment, under_test


def test_directives_are_read() -> None:
    parsed = directives.parse(
        '# args: one "two words"\n# stdin: a\\nb\\n\n# min-version: 3.12\n# max-version: 3.13\n'
        "# mode-skip: llvm: no loops\n# stat: deopts == 1\n# stat[interp]: tiers.interp.calls >= 2.5\nprint()\n"
    )
    assert parsed.arguments == ("one", "two words")
    assert parsed.stdin == "a\nb\n"
    assert parsed.mode_skips == {"llvm": "no loops"}
    assert parsed.version_skip((3, 11)) == "needs CPython 3.12 or newer"
    assert parsed.version_skip((3, 12)) is None
    assert parsed.version_skip((3, 14)) == "needs CPython 3.13 or older"
    everywhere, interpreted = parsed.stats
    assert (everywhere.mode, interpreted.mode) == (None, "interp")
    assert everywhere.failure({"deopts": 1}) is None
    assert everywhere.failure({"deopts": 2}) == "counter deopts is 2, wanted == 1"
    assert everywhere.failure({}) == "counter 'deopts' is absent from the statistics"
    assert interpreted.failure({"tiers": {"interp": {"calls": 3}}}) is None


@pytest.mark.parametrize(
    "text", ["# stat: deopts", "# mode-skip: llvm", "# min-version: new", "# ignore-stderr: ", "# args[x]: 1"]
)
def test_unreadable_directives_are_refused(text: str) -> None:
    with pytest.raises(directives.DirectiveError):
        directives.parse(text + "\n")


def test_an_excuse_needs_a_reason(tmp_path: Path) -> None:
    listed = tmp_path / "list.toml"
    listed.write_text('[[failure]]\nprogram = "x.py"\nreason = " "\n')
    with pytest.raises(ValueError, match="gives no reason"):
        expected_failures.load(listed)


def test_unknown_modes_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown modes: warp"):
        under_test(None, "interp,warp")


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ("print('more')", "+more"),
        ("import sys; print('E', file=sys.stderr)", "stderr here"),
        ("raise SystemExit(3)", "exit status: CPython 0, here 3"),
        ("import os; os.abort()", "here -6"),
    ],
)
def test_each_kind_of_difference_is_noticed(tmp_path: Path, change: str, noticed: str) -> None:
    program = tmp_path / "program.py"
    program.write_text("print('same', object())\n")
    wanted = directives.parse("")
    expected = outcome.oracle(program, wanted, environment(), tmp_path / "cache")
    again = outcome.run((sys.executable, "program.py"), "", environment(), tmp_path)
    assert outcome.difference(expected, again, wanted) == ""
    changed = outcome.run((sys.executable, "-c", program.read_text() + change), "", environment(), tmp_path)
    assert noticed in outcome.difference(expected, changed, wanted)


def test_a_hanging_program_ends_as_one(tmp_path: Path) -> None:
    stuck = outcome.run((sys.executable, "-c", "while True: pass"), "", environment(), tmp_path, timeout=1.0)
    assert stuck.status is None
