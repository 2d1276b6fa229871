"""From a node's type to the function that lowers it.

The tables are filled by `table`, which imports every module of this stage, most of them when they are first needed;
those import only this one, so that expressions, comprehensions and statements can call each other without cycles.
"""

from __future__ import annotations

import _ast as ast
from _collections_abc import Callable

from ast_interp.lower.builder import ANY, Builder
from pyston_runtime.interfaces.typed import Final

LOWER_EXPRESSION: Final[dict[str, Callable[[Builder, ast.AST, int], int]]] = {}
LOWER_STATEMENT: Final[dict[str, Callable[[Builder, ast.AST], None]]] = {}


def expression(b: Builder, node: ast.AST, wanted: int = ANY) -> int:
    """Lower an expression.

    Args:
        b: the body under construction.
        node: an `ast.expr`.
        wanted: the slot that must receive the value; ANY lets the expression choose.

    Returns:
        The slot that holds the value: `wanted`, a local, a constant or a new temporary.
    """
    function = LOWER_EXPRESSION.get(type(node).__name__)
    if function is None:
        _load(type(node).__name__)
        function = LOWER_EXPRESSION.get(type(node).__name__)
    if function is None:
        raise b.error(f"Pyston does not know the expression {type(node).__name__}", node)
    return function(b, node, wanted)


def into_temporary(b: Builder, node: ast.AST) -> int:
    """Lower an expression into a temporary of its own, whatever it is."""
    slot = b.temporary()
    mark = b.top
    expression(b, node, slot)
    b.top = mark
    return slot


def discard(b: Builder, node: ast.AST) -> None:
    """Lower an expression for its effects."""
    mark = b.top
    slot = expression(b, node)
    if b.is_temporary(slot) and slot >= mark:
        b.emit("clear", operands=(slot,))
    b.top = mark


def statements(b: Builder, nodes: list[ast.stmt]) -> None:
    """Lower statements in order."""
    for node in nodes:
        function = LOWER_STATEMENT.get(type(node).__name__)
        if function is None:
            _load(type(node).__name__)
            function = LOWER_STATEMENT.get(type(node).__name__)
        if function is None:
            raise b.error(f"Pyston does not know the statement {type(node).__name__}", node)
        function(b, node)
        if b.touched is not None:
            b.settle()
        if not b.reachable():
            return


def _load(name: str) -> None:
    """Fill in the rows of the family of a node."""
    from ast_interp.lower.table import fill

    fill(name)
