"""Lower `return`, `break` and `continue`: leave every construct around them, innermost first."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.blocks import FINALLY, HANDLED, LOOP, NAMED, SUBJECT, WITH, Block
from ast_interp.lower.builder import Builder
from ast_interp.lower.dispatch import expression, statements
from ast_interp.lower.expressions import await_value
from ast_interp.scopes.scope import GLOBAL_PLACE, Variable
from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.typed import cast


def lower_return(b: Builder, node: ast.AST) -> None:
    """`return value`: the value is safe from what the `finally` clauses on the way do."""
    value = cast(ast.Return, node).value
    mark = b.top
    slot = expression(b, value) if value is not None else b.constant(None)
    b.at(node)
    handler = b.handler
    if b.blocks:
        if not b.is_temporary(slot) and slot >= 0 and any(block.kind not in (LOOP, SUBJECT) for block in b.blocks):
            saved = b.temporary()
            b.emit("move", saved, (slot,))
            slot = saved
        if _runs_on_the_way(b.blocks):
            b.mark(node)
        held = Block(SUBJECT, b.handler)
        held.slot = slot if b.is_temporary(slot) else NONE
        _leave(b, 0, held)
    b.emit("return", operands=(slot,))
    b.handler = handler
    b.top = mark


def lower_break(b: Builder, node: ast.AST) -> None:
    """`break`."""
    _leave_loop(b, node, True)


def lower_continue(b: Builder, node: ast.AST) -> None:
    """`continue`."""
    _leave_loop(b, node, False)


def _leave_loop(b: Builder, node: ast.AST, breaks: bool) -> None:
    index = len(b.blocks) - 1
    while index >= 0 and b.blocks[index].kind != LOOP:
        index -= 1
    if index < 0:
        raise b.error("'break' outside loop" if breaks else "'continue' not properly in loop", node)
    loop = b.blocks[index]
    if not breaks or _runs_on_the_way(b.blocks[index:]):
        # what runs on the way stands on other lines, and a back-edge on none
        b.mark(node)
    b.at(node)
    handler = b.handler
    _leave(b, index if breaks else index + 1, None)
    if breaks:
        b.emit("jump", label=loop.break_label)
    else:
        if loop.node is not None:
            b.mark(loop.node)
        b.emit("back_edge", label=loop.continue_label)
    b.handler = handler


def _runs_on_the_way(blocks: list[Block]) -> bool:
    """Whether statements of the program or calls are on the way out of some blocks."""
    return any([block.kind == WITH or (block.kind == FINALLY and len(block.statements) > 0) for block in blocks])


def _leave(b: Builder, count: int, held: Block | None) -> None:
    """Emit the way out of all blocks but the outer `count` ones; afterwards the surroundings are as before.

    But for the exception handler: what follows on the way (a back-edge lets signals in) is covered by none of the
    blocks that have been left. The caller restores it. `held` is the value on its way out, which a `finally` clause may
    leave behind by a `return` or `continue` of its own; without one, control stays in the unit.
    """
    blocks, bound = b.blocks, set(b.bound)
    while len(b.blocks) > count:
        block = b.blocks[-1]
        outer = b.blocks[:-1]
        b.blocks = outer if held is None else [*outer, held]
        b.handler = block.outer_handler
        _leave_block(b, block)
        b.blocks = outer
    b.blocks = blocks
    if held is None:
        b.bound = bound


def _leave_block(b: Builder, block: Block) -> None:
    if block.kind in (LOOP, SUBJECT):
        if block.slot != NONE:
            b.emit("clear", operands=(block.slot,))
    elif block.kind == FINALLY:
        mark = b.top
        statements(b, block.statements)
        b.top = mark
    elif block.kind == HANDLED:
        b.emit("pop_handled", operands=(block.slot,))
        b.emit("clear", operands=(block.exception_slot,))
    elif block.kind == NAMED:
        forget_name(b, block.name)
    elif block.kind == WITH:
        assert block.node is not None
        b.at(block.node)
        normal_exit(b, block.slot, block.asynchronous)


def forget_name(b: Builder, name: str) -> None:
    """The end of `except ... as name`: the name is unbound, whether or not the handler unbound it itself."""
    identifier = b.mangled(name)
    place = b.scope.places.get(identifier, GLOBAL_PLACE)
    if isinstance(place, Variable):
        if place.captured:
            b.emit("store_cell", operands=(b.slots[place], b.constant(None)))
            b.emit("delete_cell", operands=(b.slots[place],), immediate=(identifier, place.scope.owner is not b.owner))
        else:
            b.emit("clear", operands=(b.slots[place],))
        return
    # what no statement of the program asks for stands on no line of its own
    stores, deletes = ("store_global", "delete_global") if place == GLOBAL_PLACE else ("store_name", "delete_name")
    b.emit(stores, operands=(b.constant(None),), immediate=identifier)
    b.emit(deletes, immediate=identifier)


def normal_exit(b: Builder, exit_slot: int, asynchronous: bool) -> None:
    """Call `__exit__(None, None, None)` of a `with` that is left without an exception."""
    none = b.constant(None)
    mark = b.top
    result = b.temporary()
    b.emit("call", result, (exit_slot, none, none, none))
    if asynchronous:
        await_value(b, result, result, "__aexit__")
    b.emit("clear", operands=(result,))
    b.top = mark
