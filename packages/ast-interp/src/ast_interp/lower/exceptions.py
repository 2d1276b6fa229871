"""Lower `try`, `raise` and `assert`.

    try: body
    except E as e: handler

becomes (the handler regions in brackets)

    body                                [to 1]
    jump end
  1: exception in x
    s = push_handled x
    match_exception x, E -> 3           [to 2]
    e = move x
    handler                             [to the name's cleanup, then to 2]
    clear e; pop_handled s; clear x
    jump end
  3: pop_handled s; reraise x
  2: exception in y
    pop_handled s; reraise y
  end:
"""

from __future__ import annotations

import _ast as ast
import sys

from ast_interp.lower.blocks import FINALLY, HANDLED, NAMED, Block
from ast_interp.lower.builder import UNKNOWN_POSITION, Builder
from ast_interp.lower.conditions import POINTS_AROUND, branch
from ast_interp.lower.constants import DEBUG
from ast_interp.lower.dispatch import expression, statements
from ast_interp.lower.exits import forget_name
from ast_interp.lower.names import store_name
from ast_interp.scopes.scope import Variable
from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.typed import Final, cast

#: A failing `assert` points at its test, but for 3.12, and for 3.11, where it goes by `POINTS_AROUND`.
_POINTS_AT_STATEMENT: Final = sys.version_info[:2] == (3, 12)


def lower_try(b: Builder, node: ast.AST) -> None:
    """`try` with any of `except`, `except*`, `else`, `finally`."""
    statement = cast(ast.Try, node)
    b.mark(node)
    if statement.finalbody:
        _with_finally(b, statement)
    else:
        _with_handlers(b, statement)


def _with_finally(b: Builder, statement: ast.Try) -> None:
    outer = b.handler
    mark = b.top
    handler = b.new_handler(mark)
    block = Block(FINALLY, outer)
    block.statements = statement.finalbody
    before = set(b.bound)
    b.blocks = [*b.blocks, block]
    b.handler = handler
    if statement.handlers:
        _with_handlers(b, statement)
    else:
        statements(b, statement.body)
    b.blocks = b.blocks[:-1]
    b.handler = outer
    end = b.label()
    if b.reachable():
        statements(b, statement.finalbody)
        if b.reachable():
            b.emit("jump", label=end)
    after = b.bound
    b.bound = set(before)
    exception, saved, cleanup = _enter_handler(b, handler, outer)
    handled = _handled_block(outer, exception, saved)
    b.blocks = [*b.blocks, handled]
    statements(b, statement.finalbody)
    b.blocks = b.blocks[:-1]
    _leave_unhandled(b, exception, saved, outer)
    _place_cleanup(b, cleanup, saved, outer)
    b.bound = after
    b.top = mark
    b.place(end)


def _enter_handler(b: Builder, handler: int, outer: int) -> tuple[int, int, int]:
    """The entry of a handler: the exception becomes the handled one.

    Returns:
        The slots of the exception and of the one handled before, and the cleanup handler that now covers the code.
    """
    exception = b.place_handler(handler)
    b.handler = outer
    saved = b.push_handled(exception)
    cleanup = b.new_handler(b.top)
    b.handler = cleanup
    return exception, saved, cleanup


def _handled_block(outer: int, exception: int, saved: int) -> Block:
    block = Block(HANDLED, outer)
    block.slot = saved
    block.exception_slot = exception
    return block


def _leave_unhandled(b: Builder, exception: int, saved: int, outer: int) -> None:
    """The exception goes on to the handlers further out."""
    b.handler = outer
    if b.reachable():
        b.emit("pop_handled", operands=(saved,))
        b.emit("reraise", operands=(exception,))


def _place_cleanup(b: Builder, cleanup: int, saved: int, outer: int) -> None:
    """What runs when the handler itself raises."""
    exception = b.place_handler(cleanup)
    b.handler = outer
    b.emit("pop_handled", operands=(saved,))
    b.emit("reraise", operands=(exception,))


def _with_handlers(b: Builder, statement: ast.Try) -> None:
    if isinstance(statement, ast.TryStar):
        _with_star_handlers(b, statement)
        return
    outer = b.handler
    mark = b.top
    end = b.label()
    before = set(b.bound)
    ends: list[set[Variable]] = []
    handler = b.new_handler(mark)
    b.handler = handler
    # a jump out of the body leaves nothing behind, but the code on the way is not covered by these handlers
    block = Block(FINALLY, outer)
    b.blocks = [*b.blocks, block]
    statements(b, statement.body)
    b.blocks = b.blocks[:-1]
    b.handler = outer
    if b.reachable():
        statements(b, statement.orelse)
        if b.reachable():
            b.emit("jump", label=end)
            ends.append(b.bound)
    b.bound = set(before)
    exception, saved, cleanup = _enter_handler(b, handler, outer)
    handled = _handled_block(outer, exception, saved)
    b.blocks = [*b.blocks, handled]
    inner_mark = b.top
    catches_all = False
    for clause in statement.handlers:
        following = b.label()
        b.bound = set(before)
        b.handler = cleanup
        if clause.type is not None:
            kind = expression(b, clause.type)
            b.at(clause)
            b.top = inner_mark
            b.emit("match_exception", operands=(exception, kind), label=following, keep=(exception,))
        else:
            b.mark(clause)
            catches_all = True
        _clause_body(b, clause, exception)
        if b.reachable():
            b.handler = outer
            b.emit("pop_handled", operands=(saved,))
            b.emit("clear", operands=(exception,))
            b.emit("jump", label=end)
            ends.append(b.bound)
        b.top = inner_mark
        b.place(following)
    b.blocks = b.blocks[:-1]
    if not catches_all:
        b.handler = outer
        b.emit("pop_handled", operands=(saved,))
        b.emit("reraise", operands=(exception,))
    _place_cleanup(b, cleanup, saved, outer)
    _join(b, ends, before)
    b.top = mark
    b.place(end)


def _join(b: Builder, ends: list[set[Variable]], before: set[Variable]) -> None:
    """What is bound after the statement: what every way to its end has bound."""
    if not ends:
        b.bound = before
        return
    result = ends[0]
    for other in ends[1:]:
        result = result & other
    b.bound = result


def _clause_body(b: Builder, clause: ast.ExceptHandler, exception: int) -> None:
    """One handler's statements; a name bound to the exception is forgotten on every way out."""
    name = clause.name
    if name is None:
        statements(b, clause.body)
        return
    outer = b.handler
    mark = b.top
    b.at(clause)
    copy = b.temporary()
    b.emit("move", copy, (exception,), keep=(exception,))
    store_name(b, name, copy, clause)
    b.top = mark
    handler = b.new_handler(mark)
    block = Block(NAMED, outer)
    block.name = name
    b.blocks = [*b.blocks, block]
    b.handler = handler
    statements(b, clause.body)
    b.blocks = b.blocks[:-1]
    b.handler = outer
    after = b.label()
    b.position = UNKNOWN_POSITION
    if b.reachable():
        forget_name(b, name)
        b.emit("jump", label=after)
    raised = b.place_handler(handler)
    forget_name(b, name)
    b.emit("reraise", operands=(raised,))
    b.top = mark
    b.place(after)


def _with_star_handlers(b: Builder, statement: ast.TryStar) -> None:
    """`except*` (PEP 654): every clause takes its part of the group; what remains or was raised is raised together."""
    outer = b.handler
    mark = b.top
    end = b.label()
    before = set(b.bound)
    handler = b.new_handler(mark)
    b.handler = handler
    b.blocks = [*b.blocks, Block(FINALLY, outer)]
    statements(b, statement.body)
    b.blocks = b.blocks[:-1]
    b.handler = outer
    ends: list[set[Variable]] = []
    if b.reachable():
        statements(b, statement.orelse)
        if b.reachable():
            b.emit("jump", label=end)
            ends.append(b.bound)
    b.bound = set(before)
    exception = b.place_handler(handler)
    saved = b.push_handled(exception)
    cleanup = b.new_handler(b.top)
    rest = b.temporary()
    raised = b.temporary()
    matched = b.temporary()
    b.emit("move", rest, (exception,), keep=(exception,))
    b.emit("build_list", raised)
    b.blocks = [*b.blocks, _handled_block(outer, exception, saved)]
    inner_mark = b.top
    for clause in statement.handlers:
        following = b.label()
        b.bound = set(before)
        b.handler = cleanup
        assert clause.type is not None
        kind = expression(b, clause.type)
        b.at(clause)
        b.top = inner_mark
        b.emit("split_group", operands=(rest, kind), immediate=(matched, rest), keep=(rest,))
        b.emit("branch_none", operands=(matched,), label=following, keep=(matched,))
        clause_handler = b.new_handler(inner_mark)
        b.handler = clause_handler
        _clause_body(b, clause, matched)
        b.handler = cleanup
        if b.reachable():
            b.emit("jump", label=following)
        raising = b.place_handler(clause_handler)
        b.emit("list_append", operands=(raised, raising), keep=(raised,))
        b.top = inner_mark
        b.place(following)
    b.blocks = b.blocks[:-1]
    b.handler = cleanup
    b.bound = set(before)
    b.position = UNKNOWN_POSITION
    b.emit("clear", operands=(matched,))
    b.emit("list_append", operands=(raised, rest), keep=(raised,))
    result = b.temporary()
    b.emit("join_group", result, (exception, raised))
    b.handler = outer
    b.emit("pop_handled", operands=(saved,))
    reraise = b.label()
    b.emit("branch_not_none", operands=(result,), label=reraise, keep=(result,))
    b.emit("clear", operands=(result,))
    b.emit("clear", operands=(exception,))
    b.emit("jump", label=end)
    ends.append(set(before))
    b.place(reraise)
    b.emit("reraise", operands=(result,))
    _place_cleanup(b, cleanup, saved, outer)
    _join(b, ends, before)
    b.top = mark
    b.place(end)


def lower_raise(b: Builder, node: ast.AST) -> None:
    """`raise`, `raise exception`, `raise exception from cause`."""
    statement = cast(ast.Raise, node)
    mark = b.top
    exception = expression(b, statement.exc) if statement.exc is not None else NONE
    cause = expression(b, statement.cause) if statement.cause is not None else NONE
    b.at(node)
    b.emit("raise", operands=(exception, cause))
    b.top = mark


def lower_assert(b: Builder, node: ast.AST) -> None:
    """`assert test, message`, nothing under `-O`."""
    if not DEBUG:
        return
    statement = cast(ast.Assert, node)
    mark = b.top
    holds = b.label()
    branch(b, statement.test, holds, True, node)
    b.at(node if _POINTS_AT_STATEMENT else statement.test)
    if POINTS_AROUND:
        b.position = b.around
    position = b.position
    error = b.temporary()
    b.emit("load_assertion_error", error)
    bound = set(b.bound)
    if statement.msg is not None:
        message = expression(b, statement.msg)
        b.position = position
        b.top = error + 1
        b.emit("call", error, (error, message))
    b.emit("raise", operands=(error, NONE))
    b.bound = bound
    b.top = mark
    b.place(holds)
