"""Which modules are guests."""

from __future__ import annotations

import json
import os
import sysconfig
from pathlib import Path

import pytest

from pyston_runtime.imports.selection import GuestSelection, host_folders

STANDARD_LIBRARY = sysconfig.get_path("stdlib")


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("program", "/home/user/project/program.py", True),
        ("program", "program.py", True),
        ("json", f"{STANDARD_LIBRARY}/json/__init__.py", False),
        ("beside", f"{STANDARD_LIBRARY}x/beside.py", True),
        ("attr", f"{STANDARD_LIBRARY}/site-packages/attr/__init__.py", False),
        ("attr", "/home/user/project/.venv/lib/python3.11/site-packages/attr/__init__.py", False),
        ("apt", "/usr/lib/python3/dist-packages/apt/__init__.py", False),
        ("mine", "/home/user/my-site-packages/mine.py", True),
        ("pyston_runtime.imports", "/home/user/project/imports/__init__.py", False),
        ("ast_interp", "/home/user/project/ast_interp.py", False),
        ("ast_interpreter", "/home/user/project/ast_interpreter.py", True),
    ],
)
def test_default_goes_by_place(name: str, path: str, expected: bool) -> None:
    assert GuestSelection().selects(name, path.replace("/", os.sep)) is expected


def test_patterns_overrule_the_place() -> None:
    selection = GuestSelection(["json.*", "attr"], ["json.tool", "program.slow*"])
    library = f"{STANDARD_LIBRARY}/json/"
    assert selection.selects("json", library + "__init__.py")
    assert selection.selects("json.decoder", library + "decoder.py")
    assert not selection.selects("json.tool", library + "tool.py")
    assert selection.selects("attr", "/x/site-packages/attr/__init__.py")
    assert not selection.selects("attr.filters", "/x/site-packages/attr/filters.py")
    assert selection.selects("program", "/x/program/__init__.py")
    assert not selection.selects("program.slowly", "/x/program/slowly.py")


def test_own_packages_are_never_guests() -> None:
    assert not GuestSelection(["*"]).selects("pyston_cli.run", "/x/run.py")


def test_standard_library_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real" / "lib").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    folder = str(tmp_path / "link" / "lib")
    selection = GuestSelection(folders=host_folders(folder))
    assert not selection.selects("x", str(tmp_path / "link" / "lib" / "x.py"))
    assert not selection.selects("x", str(tmp_path / "real" / "lib" / "x.py"))
    assert selection.selects("x", str(tmp_path / "real" / "x.py"))


def test_standard_library_of_this_host() -> None:
    assert GuestSelection().belongs_to_host(json.__file__)
    assert GuestSelection().belongs_to_host(os.path.realpath(json.__file__))
