"""The functions of `ast` that lowering needs, without importing `ast`, which costs as much as CPython's whole start."""

from __future__ import annotations

import _ast as ast

_PLACE = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def copy_location(node: ast.expr, old: ast.AST) -> ast.expr:
    """Give an expression the place of another node, and return it."""
    for name in _PLACE:
        setattr(node, name, getattr(old, name))
    return node


def walk(node: ast.AST) -> list[ast.AST]:
    """A node and all below it, nearest first."""
    found = [node]
    for inner in found:
        for field in inner._fields:
            value = getattr(inner, field, None)
            if isinstance(value, ast.AST):
                found.append(value)
            elif isinstance(value, list):
                found += [item for item in value if isinstance(item, ast.AST)]
    return found
