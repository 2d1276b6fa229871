"""Check that no module hands code to the host's compiler but those that say here why they may.

Guest code is executed by Pyston's own tiers: what the host's `compile`, `exec` and `eval` get are texts of ours
(function stubs, frames for tracebacks), never a guest's body. Part of `hatch run check`; every line that it prints is
one to mend.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from workspace import report

HOST_COMPILER = {"compile", "exec", "eval"}

# Who may, and what it is that the host compiles or executes there.
ALLOWED = {
    "packages/ast-interp/src/ast_interp/dynamic/compiling.py": "guests' `compile`: errors, and flags of the host's",
    "packages/ast-interp/src/ast_interp/dynamic/handlers.py": "the built-ins as keys: guest calls of them come here",
    "packages/cli/src/pyston_cli/program.py": "cache files: they hold bytecode and no source",
    "packages/cli/src/pyston_cli/subprocess_parser/child.py": "trees only (PyCF_ONLY_AST)",
    "packages/cli/src/pyston_cli/uncaught.py": "a text that raises KeyboardInterrupt",
    "packages/runtime/src/pyston_runtime/dynamic/served.py": "the built-ins as keys: guest calls of them are served",
    "packages/runtime/src/pyston_runtime/functions/generics.py": "texts that make PEP 695's type parameters",
    "packages/runtime/src/pyston_runtime/imports/starters.py": "files that are no guest's; code that enters our tiers",
    "packages/runtime/src/pyston_runtime/interfaces/contracts/interpreters.py": "CPython as the oracle of a contract",
    "packages/runtime/src/pyston_runtime/interfaces/contracts/parsers.py": "CPython as the oracle of a contract",
    "packages/runtime/src/pyston_runtime/interfaces/contracts/snapshots.py": "CPython as the oracle of a contract",
    "packages/runtime/src/pyston_runtime/interfaces/contracts/tiers.py": "CPython as the oracle of a contract",
    "packages/runtime/src/pyston_runtime/parsers/host.py": "trees only (PyCF_ONLY_AST)",
    "packages/runtime/src/pyston_runtime/tracebacks/frames.py": "texts that only make a frame; skeletons of modules",
    "packages/runtime/src/pyston_runtime/templates.py": "texts of ours: stubs, frames, parts of the start",
    "packages/runtime/src/pyston_runtime/tracebacks/standing.py": "texts that only call on",
}


def uses(path: Path) -> Iterator[int]:
    """The lines of a module where it names the host's `compile`, `exec` or `eval`."""
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Name):
            found = node.id in HOST_COMPILER and isinstance(node.ctx, ast.Load)
        elif isinstance(node, ast.Attribute):
            found = node.attr in HOST_COMPILER and isinstance(node.value, ast.Name) and node.value.id == "builtins"
        else:
            continue
        if found:
            yield node.lineno


def problems(root: Path) -> Iterator[str]:
    """What is wrong in the workspace at `root`, one line each."""
    for path in sorted(root.glob("packages/*/src/**/*.py")):
        name = path.relative_to(root).as_posix()
        lines = sorted(set(uses(path)))
        if name in ALLOWED and not lines:
            yield f"{name}: uses the host's compiler no more: take it off the list"
        elif lines and name not in ALLOWED:
            for line in lines:
                yield f"{name}:{line}: guest code must not reach the host's compiler; tell in ALLOWED what this is"
    for name in ALLOWED:
        if not (root / name).is_file():
            yield f"{name}: is on the list, and does not exist"


if __name__ == "__main__":
    report(problems, lambda root: f"{len(ALLOWED)} modules use the host's compiler, none for guest code")
