"""What `compile(..., optimize=N)` leaves out: asserts and `__debug__` from level 1 on, docstrings from 2 on.

The tree is changed before it is analysed, so that nothing behind it needs to know of levels; the caller's own tree is
copied first.
"""

from __future__ import annotations

import ast
import copy

from pyston_runtime.interfaces.typed import cast


def optimized(tree: ast.AST, level: int) -> ast.AST:
    """A copy of a tree as an optimization level (0, 1 or 2) has it."""
    return _changed(copy.deepcopy(tree), level)


def _changed(node: ast.AST, level: int) -> ast.AST:
    if isinstance(node, ast.Assert) and level >= 1:
        return ast.copy_location(ast.Pass(), node)
    if isinstance(node, ast.Name) and node.id == "__debug__" and isinstance(node.ctx, ast.Load):
        return ast.copy_location(ast.Constant(level < 1), node)
    if level >= 2 and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)):
        _drop_docstring(node.body)
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, ast.AST):
            setattr(node, field, _changed(value, level))
        elif isinstance(value, list):
            items = cast("list[object]", value)
            for index, item in enumerate(items):
                if isinstance(item, ast.AST):
                    items[index] = _changed(item, level)
    return node


def _drop_docstring(body: list[ast.stmt]) -> None:
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        body[0] = ast.copy_location(ast.Pass(), first)
