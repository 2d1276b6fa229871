"""Imported modules are stored on disk, and what is stored is used for nothing but the same text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Runner

MODULE = "import sys\ndef f():\n    return sys._getframe().f_code.co_filename.rpartition('/')[2], {value}\nprint(f())\n"


@pytest.fixture
def project(interpreter: Runner) -> Runner:
    interpreter.environment["PYTHONDONTWRITEBYTECODE"] = ""
    interpreter.write("program.py", "import module\n")
    interpreter.write("module.py", MODULE.format(value=1))
    return interpreter


def stored(project: Runner) -> list[Path]:
    return sorted(project.folder.rglob("*.pyston"))


def test_the_module_is_stored_and_the_script_is_not(project: Runner) -> None:
    first = project.pyston("program.py")
    assert first == project.python("program.py")
    [file] = stored(project)
    assert file.parent.name == "__pycache__" and file.name.startswith("module.")
    before = file.stat().st_mtime_ns
    assert project.pyston("program.py") == first
    assert file.stat().st_mtime_ns == before


def test_another_text_is_compiled_anew(project: Runner) -> None:
    project.pyston("program.py")
    project.write("module.py", MODULE.format(value=2))
    assert project.pyston("program.py").stdout == "('module.py', 2)\n"
    assert project.pyston("program.py").stdout == "('module.py', 2)\n"


@pytest.mark.parametrize("content", [b"", b"nothing", None])
def test_a_damaged_file_is_written_anew(project: Runner, content: bytes | None) -> None:
    project.pyston("program.py")
    [file] = stored(project)
    right = file.read_bytes()
    file.write_bytes(right[:-9] + b"???" + right[-6:] if content is None else content)
    assert project.pyston("program.py").stdout == "('module.py', 1)\n"
    assert file.read_bytes() == right


def test_nothing_is_written_where_the_host_writes_nothing(project: Runner) -> None:
    assert project.pyston("-B", "program.py").stdout == "('module.py', 1)\n"
    assert stored(project) == []


def test_elsewhere(project: Runner, tmp_path_factory: pytest.TempPathFactory) -> None:
    prefix = tmp_path_factory.mktemp("prefix")
    project.environment["PYTHONPYCACHEPREFIX"] = str(prefix)
    project.pyston("program.py")
    assert stored(project) == []
    assert [file.name.partition(".")[0] for file in prefix.rglob("*.pyston")] == ["module"]


def test_a_module_that_fails_is_not_stored(project: Runner) -> None:
    project.write("module.py", "1/0\n")
    assert project.pyston("program.py") == project.python("program.py")
    assert stored(project) == []


def test_one_file_for_each_level_of_optimisation(project: Runner) -> None:
    project.write("module.py", "print(__debug__)\nassert not __debug__\n" + "x = 1\n")
    assert project.pyston("-O", "program.py").stdout == "False\n"
    assert project.pyston("program.py").status == 1
    assert project.pyston("-O", "program.py").stdout == "False\n"


def test_the_library_as_guest_code(project: Runner) -> None:
    project.write("program.py", "import enum, optparse, re, warnings\nprint(optparse.OptionParser().format_help())\n")
    expected = project.python("program.py")
    project.environment["PYTHONPYCACHEPREFIX"] = str(project.folder / "prefix")
    assert project.pyston("--include", "*", "program.py") == expected
    names = {file.name.partition(".")[0] for file in stored(project)}
    assert "optparse" in names
    assert project.pyston("--include", "*", "program.py") == expected
