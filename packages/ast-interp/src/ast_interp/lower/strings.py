"""Lower f-strings (PEP 498, 701)."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import Builder
from ast_interp.lower.dispatch import expression
from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.typed import cast


def lower_joined_string(b: Builder, node: ast.AST, wanted: int) -> int:
    """`f"..."`, or one replacement field of it."""
    mark = b.top
    if isinstance(node, ast.FormattedValue):
        value = expression(b, node.value)
        spec = expression(b, node.format_spec) if node.format_spec is not None else NONE
        b.top = mark
        slot = b.destination(wanted)
        b.at(node)
        b.emit("format_value", slot, (value, spec), node.conversion)
        return slot
    parts: list[int] = []
    for part in cast(ast.JoinedStr, node).values:
        parts.append(expression(b, part))
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("build_string", slot, tuple(parts))
    return slot
