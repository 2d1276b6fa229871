"""Lower a test into branches, without making its truth value where no one needs it.

`if a < b and not c:` becomes

    branch_compare_false < a, b -> else
    branch_true c -> else
"""

from __future__ import annotations

import _ast as ast
import sys

from ast_interp.lower.builder import Builder
from ast_interp.lower.constants import fold
from ast_interp.lower.dispatch import expression
from ast_interp.lower.operators import COMPARISONS
from pyston_runtime.interfaces.typed import Final, cast

#: Until 3.11 a branch that fails points at what it is the test of, or at the comparison before it in that test.
POINTS_AROUND: Final = sys.version_info < (3, 12)


def branch(b: Builder, node: ast.AST, label: int, when: bool, around: ast.AST) -> None:
    """Go to `label` when the truth of `node` is `when`; fall through otherwise.

    Args:
        b: the body.
        node: the test.
        label: where to.
        when: for which truth.
        around: the statement or expression whose test it is.
    """
    if POINTS_AROUND:
        b.at(around)
        b.around = b.position
    _branch(b, node, label, when)


def _branch(b: Builder, node: ast.AST, label: int, when: bool) -> None:
    kind = type(node).__name__
    if kind == "UnaryOp" and isinstance(cast(ast.UnaryOp, node).op, ast.Not):
        _branch(b, cast(ast.UnaryOp, node).operand, label, not when)
        return
    if kind == "BoolOp":
        _boolean(b, cast(ast.BoolOp, node), label, when)
        return
    if kind == "IfExp":
        choice = cast(ast.IfExp, node)
        otherwise, end = b.label(), b.label()
        _branch(b, choice.test, otherwise, False)
        bound = set(b.bound)
        _branch(b, choice.body, label, when)
        b.emit("jump", label=end)
        b.bound = set(bound)
        b.place(otherwise)
        _branch(b, choice.orelse, label, when)
        b.bound = bound
        b.place(end)
        return
    mark = b.top
    if kind == "Compare" and len(cast(ast.Compare, node).ops) == 1:
        comparison = cast(ast.Compare, node)
        operator = COMPARISONS[type(comparison.ops[0]).__name__]
        right_node = comparison.comparators[0]
        if operator in ("is", "is not") and isinstance(right_node, ast.Constant) and right_node.value is None:
            left = expression(b, comparison.left)
            b.at(node)
            b.around = b.position
            b.top = mark
            b.emit("branch_none" if (operator == "is") == when else "branch_not_none", operands=(left,), label=label)
            return
        left = compared(b, comparison.left)
        right = compared(b, right_node)
        b.at(node)
        b.around = b.position
        b.top = mark
        operation = "branch_compare_true" if when else "branch_compare_false"
        b.emit(operation, operands=(left, right), immediate=operator, label=label)
        return
    constant = fold(node)
    if constant is not None:
        b.mark(node)
        if bool(constant.value) == when:
            b.emit("jump", label=label)
        return
    around = b.around
    slot = expression(b, node)
    b.at(node)
    if POINTS_AROUND:
        b.around = b.position if kind == "Compare" else around
        b.position = b.around
    b.top = mark
    b.emit("branch_true" if when else "branch_false", operands=(slot,), label=label)


def compared(b: Builder, node: ast.expr) -> int:
    """Lower an operand of a comparison. A frame's code is not its function's own, but is compared as if it were."""
    slot = expression(b, node)
    if isinstance(node, ast.Attribute) and node.attr == "f_code":
        b.emit("function_code", slot, (slot,))
    return slot


def _boolean(b: Builder, node: ast.BoolOp, label: int, when: bool) -> None:
    """`and` that jumps when false, `or` that jumps when true, need no label of their own; the others skip."""
    decides = isinstance(node.op, ast.Or)
    bound: set[object] | None = None
    if decides == when:
        for value in node.values:
            _branch(b, value, label, when)
            if bound is None:
                bound = set(b.bound)
    else:
        skip = b.label()
        for value in node.values[:-1]:
            _branch(b, value, skip, decides)
            if bound is None:
                bound = set(b.bound)
        _branch(b, node.values[-1], label, when)
        b.place(skip)
    b.bound = cast("set[object]", bound)  # type: ignore[assignment]
