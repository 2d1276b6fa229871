"""Show the stages of a program as text, for people and for tests."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.bodies import Lowering
from ast_interp.scopes.analyse import analyse
from ast_interp.scopes.scope import Scope, Variable
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.text import unit_text


def dump_scopes(tree: ast.AST, filename: str) -> str:
    """Every scope of a tree with the place of each of its names.

    Raises:
        SyntaxError: the tree is refused by scope analysis.
    """
    lines: list[str] = []
    scopes = analyse(tree, filename)
    _show_scope(scopes[tree], 0, lines)
    return "\n".join(lines) + "\n"


def _show_scope(scope: Scope, depth: int, lines: list[str]) -> None:
    indent = "  " * depth
    line = getattr(scope.node, "lineno", 1)
    lines.append(f"{indent}{scope.kind} {scope.name} line {line}")
    for name, place in sorted(scope.places.items()):
        if isinstance(place, Variable):
            if place.scope.owner is not scope.owner:
                shown = f"free, of {place.scope.name}"
            else:
                shown = "cell" if place.captured else "local"
        else:
            shown = place
        lines.append(f"{indent}  {name}: {shown}")
    for child in scope.children:
        _show_scope(child, depth + 1, lines)


def dump_code(tree: ast.AST, filename: str, function: str | None = None) -> str:
    """The register code of a tree's units, or of the one whose qualified name is `function`.

    Raises:
        SyntaxError: the program is refused.
        LookupError: no unit has that name; the message lists those there are.
    """
    root = Lowering(analyse(tree, filename), filename).unit(tree)
    units: list[CodeUnit] = []
    _collect(root, units)
    if function is not None:
        chosen = [unit for unit in units if function in (unit.qualname, unit.name)]
        if not chosen:
            names = ", ".join(unit.qualname for unit in units)
            raise LookupError(f"no function {function!r} in {filename}; there are: {names}")
        units = chosen
    return "\n".join(unit_text(unit) for unit in units)


def _collect(unit: CodeUnit, units: list[CodeUnit]) -> None:
    units.append(unit)
    for instruction in unit.body().instructions:
        if isinstance(instruction.immediate, CodeUnit):
            _collect(instruction.immediate, units)
