"""Lower `with` and `async with` (PEP 343, 492)."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.blocks import HANDLED, WITH, Block
from ast_interp.lower.builder import POINTS_AT_PARTS, Builder
from ast_interp.lower.dispatch import expression, statements
from ast_interp.lower.exits import normal_exit
from ast_interp.lower.expressions import await_value
from ast_interp.lower.targets import store
from pyston_runtime.interfaces.typed import cast


def lower_with(b: Builder, node: ast.AST) -> None:
    """`with a as b, c as d: ...`: each item contains the following ones."""
    statement = cast(ast.With, node)
    _item(b, statement, 0, isinstance(node, ast.AsyncWith))


def _item(b: Builder, statement: ast.With, index: int, asynchronous: bool) -> None:
    if index == len(statement.items):
        statements(b, statement.body)
        return
    item = statement.items[index]
    outer = b.handler
    mark = b.top
    exit_slot = b.temporary()
    inner = b.top
    manager = expression(b, item.context_expr)
    b.at(item.context_expr if POINTS_AT_PARTS else statement)
    position = b.position
    enter = b.temporary()
    prefix = "__a" if asynchronous else "__"
    b.emit("load_special", enter, (manager,), f"{prefix}enter__", keep=(manager,))
    b.emit("load_special", exit_slot, (manager,), f"{prefix}exit__")
    b.top = inner
    value = b.temporary()
    b.emit("call", value, (enter,))
    if asynchronous:
        await_value(b, value, value, "__aenter__")
    handler = b.new_handler(inner)
    before = set(b.bound)
    block = Block(WITH, outer)
    block.slot = exit_slot
    block.asynchronous = asynchronous
    block.node = item.context_expr
    b.blocks = [*b.blocks, block]
    b.handler = handler
    if item.optional_vars is not None:
        store(b, item.optional_vars, value)
    else:
        b.emit("clear", operands=(value,))
    b.top = inner
    _item(b, statement, index + 1, asynchronous)
    b.blocks = b.blocks[:-1]
    b.handler = outer
    end = b.label()
    b.position = position
    falls = b.reachable()
    if falls:
        normal_exit(b, exit_slot, asynchronous)
        b.emit("jump", label=end)
    after = b.bound
    exception = b.place_handler(handler)
    saved = b.push_handled(exception)
    cleanup = b.new_handler(b.top)
    b.handler = cleanup
    handled = Block(HANDLED, outer)
    handled.slot = saved
    handled.exception_slot = exception
    b.blocks = [*b.blocks, handled]
    result = b.temporary()
    b.emit("call_exit", result, (exit_slot, exception), keep=(exception,))
    if asynchronous:
        await_value(b, result, result, "__aexit__")
    suppressed = b.label()
    b.emit("branch_true", operands=(result,), label=suppressed)
    b.blocks = b.blocks[:-1]
    b.handler = outer
    b.emit("pop_handled", operands=(saved,))
    b.emit("reraise", operands=(exception,))
    b.place(suppressed)
    b.emit("pop_handled", operands=(saved,))
    b.emit("clear", operands=(exception,))
    b.emit("jump", label=end)
    raised = b.place_handler(cleanup)
    b.emit("pop_handled", operands=(saved,))
    b.emit("reraise", operands=(raised,))
    b.bound = after & before if falls else before
    b.top = mark
    b.place(end)
