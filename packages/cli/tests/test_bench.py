"""`pyston-cli bench` finds the checkout's benchmarks, from below it and through the package's own place, or says so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pyston_cli import bench as module
from pyston_cli.commands import dispatch

COMMAND = "def main(words):\n    print('benchmarks got', list(words))\n    return 7\n"


@pytest.fixture(autouse=True)
def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyston_benchmarks"]:
        monkeypatch.delitem(sys.modules, name)


def test_found_from_a_folder_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "benchmarks" / "pyston_benchmarks"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "command.py").write_text(COMMAND)
    below = tmp_path / "some" / "where"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert dispatch(["bench", "richards", "--quick"]) == 7
    assert capsys.readouterr().out == "benchmarks got ['richards', '--quick']\n"
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyston_benchmarks"]:
        del sys.modules[name]


def test_without_a_clone_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "__file__", str(tmp_path / "bench.py"))
    assert dispatch(["bench"]) == 2
    assert "run it in a clone" in capsys.readouterr().err
