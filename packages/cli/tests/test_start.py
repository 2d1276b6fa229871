"""The way to a program is light, and leaves nothing behind for it to see."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Runner

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "pyston-cli"
HEAVY = {
    "argparse", "ast", "collections", "dataclasses", "enum", "functools", "importlib", "importlib.metadata", "inspect",
    "json", "opcode", "operator", "re", "tokenize", "typing", "warnings", "weakref",
}  # fmt: skip


def modules(runner: Runner, *command: str) -> set[str]:
    runner.write("program.py", "import sys\nprint(*sorted(sys.modules))\n")
    return set(runner.spawn([sys.executable, *command, "program.py"]).stdout.split())


def test_nothing_heavy_is_imported(runner: Runner) -> None:
    found = modules(runner, str(SCRIPT), "run")
    assert "pyston_cli.run" in found and "pyston_parser.seam" in found
    assert not (found & HEAVY) - modules(runner)


def test_only_own_modules_are_added(double: Runner) -> None:
    own = {"ast_interp", "pyston_cli", "pyston_llvm_tier", "pyston_parser", "pyston_runtime"}
    light = {"_ast", "__future__", "_functools", "_operator", "types", "gc"}
    found = modules(double, str(SCRIPT), "run")
    added = {name for name in found if name.partition(".")[0].removesuffix("__mypyc") not in own}
    assert added <= modules(double) | light
