"""Where a frame of the interpreter can become one of the host's: the statements at which both stand alike.

Both do the same at the start of a statement: nothing is under way but what the statements around hold, an iterator for
each `for`, an exit for each `with`, and so on. `Places` says for each such instruction of a unit which way into the
host's code it has, and which of the frame's temporaries go onto the host's stack there.
"""

from __future__ import annotations

import _ast as ast
from types import CodeType

from ast_interp.lower.units import first_line
from ast_interp.run.programs import Program
from ast_interp.tracing.host_code import whole_program
from ast_interp.tracing.places import Place
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.typed import Any, Final, cast
from pyston_runtime.tracing.depths import line_starts, stack_depths
from pyston_runtime.tracing.taken import Way

#: For each construct around a statement: which of its temporaries the host has on its stack, and of how many.
_FOR: Final = ((0,), 1)
_WITH: Final = ((0,), 1)
#: the exception, and the one handled before it; the host keeps the latter
_HANDLER: Final = ((1,), 2)
#: where a clause's type is compared: the host has both, the other way round
_CLAUSE: Final = ((1, 0), 2)
_SUBJECT: Final = ((), 1)

Path = tuple[tuple[tuple[int, ...], int], ...]


def places_of(unit: CodeUnit, host: CodeType) -> dict[int, Place]:
    """The places of a unit, by instruction index; none for what is not understood."""
    block = _block_of(unit)
    if block is None:
        return {}
    lines: dict[int, Path] = {}
    _visit(block, (), False, lines)
    firsts: dict[int, int] = {}
    for index, instruction in enumerate(unit.body().instructions):
        line = instruction.position.line
        if line in lines and line not in firsts:
            firsts[line] = index
    depths = stack_depths(host)
    starts = line_starts(host)
    places: dict[int, Place] = {}
    for line, index in firsts.items():
        path = lines[line]
        pushed: list[int] = []
        temporaries = 0
        for kept, count in path:
            pushed.extend([temporaries + one for one in kept])
            temporaries += count
        for offset in starts.get(line, []):
            if depths.get(offset) == len(pushed):
                places[index] = Place(Way(offset, len(pushed)), temporaries, tuple(pushed))
                break
    return places


def _block_of(unit: CodeUnit) -> list[ast.stmt] | None:
    """The statements of a unit."""
    source = unit.source
    if not isinstance(source, Program):
        return None
    tree = whole_program(source)
    if tree is None:
        return None
    if unit.kind == "module":
        return cast(ast.Module, tree).body
    waiting: list[Any] = [tree]
    found: list[list[ast.stmt]] = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if node.name == unit.name and first_line(node) == unit.first_line:
                found.append(node.body)
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                waiting.extend([item for item in value if isinstance(item, ast.AST)])
    return found[0] if len(found) == 1 else None


def _visit(block: list[ast.stmt], path: Path, guarded: bool, lines: dict[int, Path]) -> None:
    """Note the statements of a block.

    Args:
        block: the statements.
        path: the constructs around them.
        guarded: whether leaving the block runs something else first, which must not be run twice.
        lines: what is around each statement that begins a line.
    """
    for statement in block:
        line = first_line(statement)
        if not (guarded and isinstance(statement, (ast.Return, ast.Break, ast.Continue))):
            lines.setdefault(line, path)
        if isinstance(statement, (ast.For, ast.AsyncFor)):
            _visit(statement.body, (*path, _FOR), guarded, lines)
            _visit(statement.orelse, path, guarded, lines)
        elif isinstance(statement, (ast.While, ast.If)):
            _visit(statement.body, path, guarded, lines)
            _visit(statement.orelse, path, guarded, lines)
        elif isinstance(statement, (ast.With, ast.AsyncWith)):
            _visit(statement.body, (*path, *[_WITH for _ in statement.items]), True, lines)
        elif isinstance(statement, ast.Try):
            # what `finally` does stands in several places of the code, and is left alone
            inner = guarded or bool(statement.finalbody)
            _visit(statement.body, path, inner, lines)
            _visit(statement.orelse, path, inner, lines)
            for handler in statement.handlers:
                lines.setdefault(handler.lineno, (*path, _CLAUSE))
                _visit(handler.body, (*path, _HANDLER), True, lines)
        elif isinstance(statement, ast.TryStar):
            _visit(statement.body, path, guarded or bool(statement.finalbody), lines)
        elif isinstance(statement, ast.Match):
            for case in statement.cases:
                _visit(case.body, (*path, _SUBJECT), guarded, lines)
