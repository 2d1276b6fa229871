"""Lower `if`, `while`, `for` and `async for`.

`while a < b: body` becomes

  head:
    branch_compare_false < a, b -> end
    body
    back_edge -> head
  end:
"""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.blocks import LOOP, Block
from ast_interp.lower.builder import ANY, POINTS_AT_PARTS, Builder
from ast_interp.lower.conditions import branch
from ast_interp.lower.constants import fold
from ast_interp.lower.dispatch import expression, statements
from ast_interp.lower.iteration import async_next
from ast_interp.lower.targets import store, target_slot
from pyston_runtime.interfaces.typed import cast


def lower_if(b: Builder, node: ast.AST) -> None:
    """`if test: ... else: ...`."""
    statement = cast(ast.If, node)
    otherwise, end = b.label(), b.label()
    branch(b, statement.test, otherwise, False, node)
    bound = set(b.bound)
    statements(b, statement.body)
    body_falls = b.reachable()
    after_body = b.bound
    if statement.orelse and body_falls:
        b.emit("jump", label=end)
    b.bound = bound
    b.place(otherwise)
    statements(b, statement.orelse)
    if not b.reachable():
        b.bound = after_body
    elif body_falls:
        b.bound = b.bound & after_body
    b.place(end)


def lower_while(b: Builder, node: ast.AST) -> None:
    """`while test: ... else: ...`."""
    statement = cast(ast.While, node)
    block = _loop_block(b)
    end = b.label()
    constant = fold(statement.test)
    if constant is not None and constant.value:
        b.mark(statement.test)
        block.node = statement.test
    b.place(block.continue_label)
    bound = set(b.bound)
    if constant is None or not constant.value:
        branch(b, statement.test, end, False, node)
        bound = set(b.bound)
    b.blocks = [*b.blocks, block]
    statements(b, statement.body)
    b.blocks = b.blocks[:-1]
    if block.node is not None and b.reachable():
        b.mark(block.node)
    b.at(statement.test)
    b.emit("back_edge", label=block.continue_label)
    b.bound = set(bound)
    b.place(end)
    statements(b, statement.orelse)
    b.bound = bound
    b.place(block.break_label)


def lower_for(b: Builder, node: ast.AST) -> None:
    """`for target in iterable: ... else: ...`, and `async for`."""
    statement = cast(ast.For, node)
    asynchronous = isinstance(node, ast.AsyncFor)
    mark = b.top
    iterator = b.temporary()
    inner = b.top
    source = expression(b, statement.iter)
    b.at(statement.iter if POINTS_AT_PARTS else node)
    b.top = inner
    b.emit("get_aiter" if asynchronous else "get_iter", iterator, (source,))
    block = _loop_block(b)
    block.slot = iterator
    end = b.label()
    bound = set(b.bound)
    b.place(block.continue_label)
    b.at(statement.iter if POINTS_AT_PARTS else node)
    local = target_slot(b, statement.target)
    item = b.temporary() if local == ANY else local
    if asynchronous:
        async_next(b, item, iterator, end)
    else:
        b.emit("for_next", item, (iterator,), label=end, keep=(iterator,))
    store(b, statement.target, item)
    if local != ANY:
        # the item came there by itself
        b.at(statement.target)
        b.touch()
    b.top = inner
    b.blocks = [*b.blocks, block]
    statements(b, statement.body)
    b.blocks = b.blocks[:-1]
    b.at(statement.iter)
    b.emit("back_edge", label=block.continue_label)
    b.bound = set(bound)
    b.place(end)
    b.top = mark
    statements(b, statement.orelse)
    b.bound = bound
    b.place(block.break_label)


def _loop_block(b: Builder) -> Block:
    block = Block(LOOP, b.handler)
    block.continue_label = b.label()
    block.break_label = b.label()
    return block
