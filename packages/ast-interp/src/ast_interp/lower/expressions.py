"""Lower expressions.

`a + f(b)` with locals a, b becomes

    t0 = load_global f
    t0 = call t0, b
    t0 = binary + a, t0

An operand that is a bound local is read where it stands; every other operand is a temporary above the mark.
"""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import ANY, Builder
from ast_interp.lower.conditions import branch, compared
from ast_interp.lower.constants import DEBUG, fold, interned
from ast_interp.lower.dispatch import expression, into_temporary
from ast_interp.lower.names import load_name, local_slot, mark_bound, store_name
from ast_interp.lower.operators import BINARY_OPERATORS, COMPARISONS, UNARY_OPERATORS
from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.typed import Final, cast

#: Expressions whose value lives on without the temporary that it is in.
_HELD_ELSEWHERE: Final = (ast.Name, ast.Constant, ast.Compare)


def lower_constant(b: Builder, node: ast.AST, wanted: int) -> int:
    """`1`."""
    slot = b.constant(interned(cast(ast.Constant, node).value))
    return _copy(b, slot, wanted, node)


def _copy(b: Builder, slot: int, wanted: int, node: ast.AST) -> int:
    b.at(node)
    if wanted == ANY or wanted == slot:
        b.touch()
        return slot
    b.emit("move", wanted, (slot,))
    return wanted


def lower_name(b: Builder, node: ast.AST, wanted: int) -> int:
    """`x`; `__debug__` is a constant."""
    name = cast(ast.Name, node).id
    if name == "__debug__":
        return _copy(b, b.constant(DEBUG), wanted, node)
    return load_name(b, name, node, wanted)


def lower_binary(b: Builder, node: ast.AST, wanted: int) -> int:
    """`a + b`."""
    folded = fold(node)
    if folded is not None:
        return _copy(b, b.constant(folded.value), wanted, node)
    operation = cast(ast.BinOp, node)
    mark = b.top
    left = expression(b, operation.left)
    right = expression(b, operation.right)
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("binary", slot, (left, right), BINARY_OPERATORS[type(operation.op).__name__])
    return slot


def lower_unary(b: Builder, node: ast.AST, wanted: int) -> int:
    """`-a`."""
    folded = fold(node)
    if folded is not None:
        return _copy(b, b.constant(folded.value), wanted, node)
    operation = cast(ast.UnaryOp, node)
    mark = b.top
    operand = expression(b, operation.operand)
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("unary", slot, (operand,), UNARY_OPERATORS[type(operation.op).__name__])
    return slot


def lower_boolean(b: Builder, node: ast.AST, wanted: int) -> int:
    """`a and b`: the value itself, so it goes through a temporary that no operand reads."""
    operation = cast(ast.BoolOp, node)
    result = b.temporary()
    mark = b.top
    end = b.label()
    jump = "branch_false" if isinstance(operation.op, ast.And) else "branch_true"
    bound = set(b.bound)
    for index, value in enumerate(operation.values):
        expression(b, value, result)
        b.top = mark
        if index == 0:
            bound = set(b.bound)
        if index < len(operation.values) - 1:
            b.at(node)
            b.emit(jump, operands=(result,), label=end, keep=(result,))
            if not isinstance(value, _HELD_ELSEWHERE):
                # it dies before what follows
                b.emit("clear", operands=(result,))
    b.bound = bound
    b.place(end)
    if wanted == ANY:
        return result
    b.emit("move", wanted, (result,))
    return wanted


def lower_conditional(b: Builder, node: ast.AST, wanted: int) -> int:
    """`a if test else b`."""
    choice = cast(ast.IfExp, node)
    slot = b.destination(wanted)
    mark = b.top
    otherwise, end = b.label(), b.label()
    branch(b, choice.test, otherwise, False, node)
    bound = set(b.bound)
    expression(b, choice.body, slot)
    b.top = mark
    b.emit("jump", label=end)
    after_body = b.bound
    b.bound = bound
    b.place(otherwise)
    expression(b, choice.orelse, slot)
    b.top = mark
    b.bound = b.bound & after_body
    b.place(end)
    return slot


def lower_compare(b: Builder, node: ast.AST, wanted: int) -> int:
    """`a < b`, `a < b < c`."""
    comparison = cast(ast.Compare, node)
    mark = b.top
    if len(comparison.ops) == 1:
        left = compared(b, comparison.left)
        right = compared(b, comparison.comparators[0])
        b.top = mark
        slot = b.destination(wanted)
        b.at(node)
        b.emit("compare", slot, (left, right), COMPARISONS[type(comparison.ops[0]).__name__])
        return slot
    # a < b < c: each middle operand is evaluated once, the first false result is the value
    result = b.temporary()
    mark = b.top
    end = b.label()
    left = expression(b, comparison.left)
    bound: set[object] | None = None
    last = len(comparison.ops) - 1
    for index, operator in enumerate(comparison.ops):
        if index < last:
            right = into_temporary(b, comparison.comparators[index])
        else:
            right = expression(b, comparison.comparators[index])
        b.at(node)
        keep = (right,) if index < last else ()
        b.emit("compare", result, (left, right), COMPARISONS[type(operator).__name__], keep=keep)
        if index == 0:
            bound = set(b.bound)
        if index < last:
            go_on = b.label()
            b.emit("branch_true", operands=(result,), label=go_on, keep=(result,))
            b.emit("clear", operands=(right,))
            b.emit("jump", label=end)
            b.place(go_on)
        left = right
    b.bound = cast("set[object]", bound)  # type: ignore[assignment]
    b.place(end)
    b.top = mark
    if wanted == ANY:
        return result
    b.emit("move", wanted, (result,))
    return wanted


def lower_attribute(b: Builder, node: ast.AST, wanted: int) -> int:
    """`a.name`."""
    attribute = cast(ast.Attribute, node)
    mark = b.top
    target = expression(b, attribute.value)
    b.top = mark
    slot = b.destination(wanted)
    b.at_attribute(node)
    b.emit("load_attr", slot, (target,), b.mangled(attribute.attr))
    return slot


def lower_subscript(b: Builder, node: ast.AST, wanted: int) -> int:
    """`a[key]`."""
    subscript = cast(ast.Subscript, node)
    mark = b.top
    target = expression(b, subscript.value)
    key = expression(b, subscript.slice)
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("load_item", slot, (target, key))
    return slot


def lower_slice(b: Builder, node: ast.AST, wanted: int) -> int:
    """`a:b:c` inside a subscript."""
    parts = cast(ast.Slice, node)
    mark = b.top
    lower = expression(b, parts.lower) if parts.lower is not None else NONE
    upper = expression(b, parts.upper) if parts.upper is not None else NONE
    step = expression(b, parts.step) if parts.step is not None else NONE
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("build_slice", slot, (lower, upper, step))
    return slot


def lower_named(b: Builder, node: ast.AST, wanted: int) -> int:
    """`x := value`."""
    named = cast(ast.NamedExpr, node)
    local = local_slot(b, named.target.id)
    if local != ANY:
        mark = b.top
        expression(b, named.value, local)
        b.top = mark
        mark_bound(b, named.target.id)
        slot = b.destination(wanted)
        b.at(node)
        b.emit("move", slot, (local,))
        return slot
    slot = expression(b, named.value, b.destination(wanted))
    copy = b.temporary()
    b.emit("move", copy, (slot,), keep=(slot,))
    store_name(b, named.target.id, copy, named.target)
    b.top = copy
    return slot


def lower_yield(b: Builder, node: ast.AST, wanted: int) -> int:
    """`yield a`."""
    value = cast(ast.Yield, node).value
    mark = b.top
    source = expression(b, value) if value is not None else b.constant(None)
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("yield", slot, (source,))
    return slot


def lower_yield_from(b: Builder, node: ast.AST, wanted: int) -> int:
    """`yield from a`."""
    mark = b.top
    source = expression(b, cast(ast.YieldFrom, node).value)
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("delegate", slot, (source,), "yield from")
    return slot


def lower_await(b: Builder, node: ast.AST, wanted: int) -> int:
    """`await a`."""
    mark = b.top
    source = expression(b, cast(ast.Await, node).value)
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    await_value(b, slot, source, "")
    return slot


def await_value(b: Builder, slot: int, source: int, context: str) -> None:
    """`slot = await source`; `context` names the construct where an error message does."""
    mark = b.top
    awaitable = b.temporary()
    b.emit("get_awaitable", awaitable, (source,), context)
    b.emit("delegate", slot, (awaitable,), "await")
    b.top = mark


def lower_starred(b: Builder, node: ast.AST, wanted: int) -> int:
    """`*a` where no construct takes it."""
    raise b.error("can't use starred expression here", node)
