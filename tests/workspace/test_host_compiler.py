"""A module that hands code to the host's compiler without saying why fails the check."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def check(workspace: Path) -> subprocess.CompletedProcess[str]:
    """The part of `hatch run check` that looks for the host's compiler."""
    command = [sys.executable, str(workspace / "tools" / "check_host_compiler.py")]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_new_use_is_refused_by_line(workspace: Path) -> None:
    done = check(workspace)
    assert done.returncode == 0, done.stdout
    module = workspace / "packages/ast-interp/src/ast_interp/lower/shortcut.py"
    module.write_text("import builtins\n\n\ndef run(text):\n    exec(text)\n    return builtins.eval(text)\n", "utf-8")
    done = check(workspace)
    assert done.returncode == 1
    assert [line.partition(": ")[0] for line in done.stdout.splitlines()] == [
        "packages/ast-interp/src/ast_interp/lower/shortcut.py:5",
        "packages/ast-interp/src/ast_interp/lower/shortcut.py:6",
    ]


def test_list_names_only_what_is_there(workspace: Path) -> None:
    (workspace / "packages/runtime/src/pyston_runtime/parsers/host.py").write_text("", "utf-8")
    done = check(workspace)
    assert done.returncode == 1
    assert (
        done.stdout == "packages/runtime/src/pyston_runtime/parsers/host.py: uses the host's compiler no more: "
        "take it off the list\n"
    )
