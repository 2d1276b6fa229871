"""The conformance run's own machinery: a crash or hang costs one test, and the list of known failures only shrinks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conformance import isolated, known, table
from harness.modes import environment

PACKAGE = """
import os, sys, time, unittest

class Case(unittest.TestCase):
    def test_crashes(self):
        os.abort()
    def test_fails(self):
        self.assertEqual(1, 2)
    def test_hangs(self):
        sys.stderr.write("stuck here")
        sys.stderr.flush()
        time.sleep(600)
    def test_leaves(self):
        os._exit(0)
    def test_passes(self):
        pass
    @unittest.skip("no reason")
    def test_skipped(self):
        pass
    def test_subtests(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)

class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise ValueError("no class")
    def test_never(self):
        pass
"""


@pytest.fixture
def module(tmp_path: Path) -> dict[str, str]:
    """The environment in which the module above can be imported as `broken_module`."""
    (tmp_path / "broken_module.py").write_text(PACKAGE)
    (tmp_path / "unloadable_module.py").write_text("import os\nos._exit(3)\n")
    return {**environment(), "PYTHONPATH": str(tmp_path)}


def test_each_test_is_accounted_for(module: dict[str, str]) -> None:
    results = isolated.run((sys.executable,), "broken_module", module, silence=3.0)
    assert results.problem == ""
    assert results.outcomes == {
        "setUpClass (broken_module.Broken)": "error",
        "broken_module.Case.test_crashes": "crashed",
        "broken_module.Case.test_fails": "failed",
        "broken_module.Case.test_hangs": "hung",
        "broken_module.Case.test_leaves": "crashed",
        "broken_module.Case.test_passes": "passed",
        "broken_module.Case.test_skipped": "skipped",
        "broken_module.Case.test_subtests": "failed",
    }
    assert "stuck here" in results.details["broken_module.Case.test_hangs"]
    assert "AssertionError: 1 != 2" in results.details["broken_module.Case.test_fails"]
    assert results.failed == 6


def test_a_module_that_does_not_load_is_a_problem(module: dict[str, str]) -> None:
    results = isolated.run((sys.executable,), "unloadable_module", module, silence=3.0)
    assert results.outcomes == {}
    assert results.problem.startswith("ended with status 3 outside any test")


def _row() -> table.Row:
    host = isolated.Results({"m.a": "passed", "m.b": "passed", "m.c": "passed", "m.d": "failed", "m.e": "passed"})
    here = isolated.Results({"m.a": "passed", "m.b": "failed", "m.c": "skipped", "m.d": "failed"})
    return table.Row("m", host, here)


def test_judging_against_the_list() -> None:
    entries = {
        "m.a": known.Known("m.a", "bug", "was broken"),
        "m.b": known.Known("m.b", "detail", "looks at bytecode"),
        "other.x": known.Known("other.x", "bug", "not run now"),
    }
    judgement = table.judge([_row()], entries)
    assert judgement.mended == ["m.a"]
    assert judgement.unexpected == ["m.c", "m.e"]
    assert (judgement.due, judgement.missed, judgement.details) == (4, 3, 1)
    assert judgement.share == pytest.approx(1 / 3)


def test_a_whole_run_has_a_bar() -> None:
    assert table.shortfalls(table.Judgement(due=1000, missed=29, details=20)) == []
    [share] = table.shortfalls(table.Judgement(due=1000, missed=30, details=20))
    assert share == "98.98% of what is due passes: not 99%"
    [details] = table.shortfalls(table.Judgement(due=1000, missed=21, details=21))
    assert details.startswith("21 entries are implementation details")


def test_the_table_shows_the_change() -> None:
    row = _row()
    before = table.to_json([row], "3")
    row.here.outcomes["m.b"] = "passed"
    now = table.to_json([row], "3")["modules"]
    page = table.markdown(now, {}, before, "3.11")
    assert "| m | 4 | 1 | 0 | 2 | 1 | 1 | 50.0% | +1 |" in page
    assert "2 of the 4 tests" in page
    assert "| new |" in table.markdown(now, {}, None, "3.11")


def test_a_list_survives_writing_and_reading(tmp_path: Path) -> None:
    entries = [known.Known("m.b", "detail", 'says "bytecode"'), known.Known("m.a", "bug", "x", ("pure",))]
    path = tmp_path / "list.toml"
    path.write_text(known.dump(entries))
    assert known.load(path) == {"m.a": entries[1], "m.b": entries[0]}
    assert known.load(tmp_path / "none.toml") == {}


@pytest.mark.parametrize(
    ("kind", "reason", "complaint"), [("whim", "x", "of kind 'whim'"), ("bug", " ", "has no reason")]
)
def test_entries_must_be_sound(tmp_path: Path, kind: str, reason: str, complaint: str) -> None:
    path = tmp_path / "list.toml"
    path.write_text(known.dump([known.Known("m.a", kind, reason)]))
    with pytest.raises(ValueError, match=complaint):
        known.load(path)


@pytest.mark.parametrize("path", sorted(known.FOLDER.glob("*.toml")), ids=lambda path: path.name)
def test_the_checked_in_lists_are_sound(path: Path) -> None:
    known.load(path)
