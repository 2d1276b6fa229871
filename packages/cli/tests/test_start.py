"""The way to a program is light, and leaves nothing behind for it to see."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Runner

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "pyston-cli"
#: The native parser, while it is pure, imports `re` and all that `re` needs: this is about the way to the program.
LIGHT = ("--parser", "host")
HEAVY = {"argparse", "ast", "dataclasses", "enum", "importlib.metadata", "inspect", "json", "re", "tokenize", "typing"}


def modules(runner: Runner, *command: str) -> set[str]:
    runner.write("program.py", "import sys\nprint(*sorted(sys.modules))\n")
    return set(runner.spawn([sys.executable, *command, "program.py"]).stdout.split())


def test_nothing_heavy_is_imported(runner: Runner) -> None:
    found = modules(runner, str(SCRIPT), "run", *LIGHT)
    assert "pyston_cli.run" in found
    assert not found & HEAVY


def test_only_own_modules_are_added(double: Runner) -> None:
    own = {"ast_interp", "pyston_cli", "pyston_llvm_tier", "pyston_parser", "pyston_runtime"}
    light = {"_ast", "__future__", "_functools", "types", "opcode", "_opcode", "_opcode_metadata", "gc"}
    added = {name for name in modules(double, str(SCRIPT), "run", *LIGHT) if name.partition(".")[0] not in own}
    assert added <= modules(double) | light
