"""The import rules are enforced: each kind of violation, planted in a copy, fails the check and is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def lint_imports(workspace: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter as `hatch run check` does, on the sources of the copy."""
    sources = os.pathsep.join(str(path) for path in sorted(workspace.glob("packages/*/src")))
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
        cwd=workspace,
        env={**os.environ, "PYTHONPATH": sources, "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def plant(workspace: Path, module: str, statement: str) -> None:
    """Add a module with one import statement."""
    path = next(path for path in workspace.glob("packages/*/src") if (path / module.split(".")[0]).is_dir())
    path.joinpath(*module.split(".")).with_suffix(".py").write_text(f"{statement}\n", encoding="utf-8")


def test_the_workspace_itself_keeps_the_rules(workspace: Path) -> None:
    done = lint_imports(workspace)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "statement", "named"),
    [
        ("ast_interp.planted", "import pyston_llvm_tier", "ast_interp.planted -> pyston_llvm_tier"),
        ("pyston_llvm_tier.planted", "import ast_interp", "pyston_llvm_tier.planted -> ast_interp"),
        ("pyston_runtime.planted", "import ast_interp", "pyston_runtime.planted -> ast_interp"),
        ("ast_interp.planted", "import pyston_cli", "ast_interp.planted -> pyston_cli"),
        ("pyston_parser.planted", "import pyston_runtime", "pyston_parser.planted -> pyston_runtime"),
        ("ast_interp.planted", "import pyston_parser", "ast_interp.planted -> pyston_parser"),
        (
            "pyston_runtime.interfaces.planted",
            "def late():\n    import pyston_runtime.imports",
            "pyston_runtime.interfaces.planted -> pyston_runtime.imports",
        ),
        ("pyston_cli.planted", "from ast_interp import run", "pyston_cli.planted -> ast_interp"),
    ],
)
def test_a_violation_fails_and_is_named(workspace: Path, module: str, statement: str, named: str) -> None:
    plant(workspace, module, statement)
    done = lint_imports(workspace)
    assert done.returncode == 1, done.stdout + done.stderr
    assert named in done.stdout


def test_a_chain_is_named_link_by_link(workspace: Path) -> None:
    plant(workspace, "ast_interp.first", "import ast_interp.second")
    plant(workspace, "ast_interp.second", "import ast_interp.third")
    plant(workspace, "ast_interp.third", "import pyston_llvm_tier")
    plant(workspace, "pyston_llvm_tier.innocent", "import pyston_runtime")
    done = lint_imports(workspace)
    assert done.returncode == 1
    assert "ast_interp is not allowed to import pyston_llvm_tier" in done.stdout
    assert "ast_interp.third -> pyston_llvm_tier (l.1)" in done.stdout


def test_check_runs_the_linter(workspace: Path) -> None:
    """What this file proves of the linter holds for `hatch run check`, since it is one of its steps."""
    import tomllib

    settings = tomllib.loads((workspace / "pyproject.toml").read_text(encoding="utf-8"))
    assert "lint-imports --no-logo" in settings["tool"]["hatch"]["envs"]["default"]["scripts"]["check"]
