"""Link a body: make its ops and connect them.

The ops are those of the body's statements (`folding`). Jumps disappear: an op whose next instruction is a jump is
linked to the jump's target.
"""

from __future__ import annotations

import gc

from ast_interp.link.folding import Statement, fold, make_op, take_temporaries
from ast_interp.link.programs import Program
from ast_interp.lower.stored import pack
from ast_interp.ops.bases import BranchCompareOp, BranchOp, SlotBranchOp
from ast_interp.ops.control import BackEdge, ForNext, Jump, NextRound
from ast_interp.process.polling import LIMITS
from ast_interp.process.watch import quietly
from ast_interp.run.machine import UNBOUND, UNSET, Catch, Code, FunctionCode, Op
from ast_interp.run.passing import bind_unbound
from pyston_runtime.interfaces.code import FUNCTION, NONE, Body, CodeUnit
from pyston_runtime.interfaces.typed import Any, cast, partial
from pyston_runtime.tracebacks.frames import Owner


def link(function: FunctionCode) -> Code:
    """The linked code of a function's unit, lowered when this is the first time.

    Raises:
        SyntaxError: the unit holds what is not supported.
    """
    # a collection would go through the tree that is lowered, and find no garbage
    collecting = gc.isenabled()
    if collecting:
        gc.disable()
    try:
        if LIMITS.observed:
            return cast(Code, quietly(partial(_link, function)))
        return _link(function)
    finally:
        if collecting:
            gc.enable()


def _link(function: FunctionCode) -> Code:
    if function.globals is UNBOUND:
        bind_unbound(function)
    unit = function.unit
    asked_for = unit.has_body()
    code = link_body(unit, unit.body())
    reference = function.stub_reference
    if reference is not None and unit.kind == FUNCTION:
        code.owner = Owner(reference)
    function.code = code
    function.takes = function.arity
    if function.plain:
        function.room = function.positional
    source = unit.source
    if isinstance(source, Program):
        source.add(code)
        if not asked_for and unit.kind == FUNCTION:
            pack(unit)
        if function.passing:
            # its functions must be able to die; they know their unit, and through it the program
            unlink(code)
    return code


def unlink(code: Code) -> None:
    """Count a code out whose unit has run for the last time, or may be thrown away: its functions must not keep it."""
    source = code.unit.source
    if isinstance(source, Program):
        source.linked.discard(code)


def link_body(unit: CodeUnit, body: Body) -> Code:
    """Link a body, and note what its frames are made of."""
    template: list[object] = [UNSET] * body.slot_count
    template.extend(body.constants)
    code = Code(unit, template, body.slot_count, len(body.slot_names), len(body.slot_names) - len(unit.free_names))
    [code.entry] = joined_ops(body, [0])
    return code


def joined_ops(body: Body, places: list[int]) -> list[Op]:
    """The ops that run the body fastest, from the places at which one is to start: its beginning, heads of loops."""
    catches = make_catches(body)
    statements = fold(body, catches)
    starts: list[Op | None] = [None] * len(body.instructions)
    for statement in statements:
        starts[statement.first] = statement.op
    join_rounds(body, statements, starts)
    connect_statements(body, statements, starts, catches, {})
    return [destination(body, starts, place) for place in places]


def connected_ops(body: Body, gates: dict[int, Op] | None = None) -> list[Op]:
    """Ops to start from at any instruction.

    Args:
        body: the body.
        gates: what back-edges lead to instead of the loop's head with that index.

    Returns:
        The op that begins with each instruction. From one in the middle of a statement, control goes on instruction by
        instruction until the statement ends.
    """
    catches = make_catches(body)
    statements = fold(body, catches)
    starts: list[Op | None] = [None] * len(body.instructions)
    for statement in statements:
        starts[statement.first] = statement.op
    between = [index for index, op in enumerate(starts) if op is None]
    singles = [single_op(body, index, catches) for index in between]
    for index, op in zip(between, singles, strict=True):
        starts[index] = op
    for index, op in zip(between, singles, strict=True):
        connect(body, op, index, index, starts, gates or {})
    connect_statements(body, statements, starts, catches, gates or {})
    return [cast(Op, op) for op in starts]


def single_op(body: Body, index: int, catches: list[Catch]) -> Op:
    """The op of one instruction alone."""
    op = make_op(body, index, catches)
    take_temporaries(op, body, body.instructions[index])
    return op


def make_catches(body: Body) -> list[Catch]:
    """A catch of every handler; they are not connected yet."""
    return [Catch(handler.exception_slot) for handler in body.handlers]


def make_ops(body: Body) -> tuple[list[Op], list[Catch]]:
    """Make an op of every instruction, none folded, and a catch of every handler; they are not connected yet."""
    catches = make_catches(body)
    return [single_op(body, index, catches) for index in range(len(body.instructions))], catches


def join_rounds(body: Body, statements: list[Statement], starts: list[Op | None]) -> None:
    """Put back-edges to a `for_next` and that op together."""
    for statement in statements:
        if isinstance(statement.op, BackEdge):
            edge = body.instructions[statement.last]
            head = starts[edge.target]
            if isinstance(head, ForNext):
                joined = NextRound(edge, body.instructions[edge.target], edge.target)
                joined.index = statement.op.index
                joined.begins = statement.op.begins
                joined.handler = statement.op.handler
                joined.loop = head
                statement.op = joined
                starts[statement.first] = joined


def connect_statements(
    body: Body, statements: list[Statement], starts: list[Op | None], catches: list[Catch], gates: dict[int, Op]
) -> None:
    """Link the ops of statements, and what handlers lead to."""
    for statement in statements:
        op = statement.op
        if isinstance(op, NextRound):
            head = int(op.head)
            op.next = destination(body, starts, head + 1)
            op.target = destination(body, starts, body.instructions[head].target)
        else:
            connect(body, op, int(op.index), statement.last, starts, gates)
    for catch, handler in zip(catches, body.handlers, strict=True):
        catch.entry = destination(body, starts, handler.target)


def connect(body: Body, op: Op, index: int, last: int, starts: list[Op | None], gates: dict[int, Op]) -> None:
    """Link one op to what follows it, and to the target of its instruction."""
    if last + 1 < len(starts):
        op.next = destination(body, starts, last + 1)
    target = body.instructions[index].target
    if target != NONE:
        gate = gates.get(target) if isinstance(op, BackEdge) else None
        set_target(op, destination(body, starts, target) if gate is None else gate)


def destination(body: Body, starts: list[Op | None], index: int) -> Op:
    """The op that begins at an index, or where a chain of jumps from there leads."""
    seen = 0
    while body.instructions[index].operation == "jump" and seen < len(starts):
        index = body.instructions[index].target
        seen += 1
    op = starts[index]
    return Jump(body.instructions[index]) if op is None else op


def set_target(op: Op, target: Op) -> None:
    """Set where an op jumps to."""
    if isinstance(op, BranchCompareOp):
        if op.exchanged:
            op.target = op.next
            op.next = target
        else:
            op.target = target
    elif isinstance(op, (BranchOp, SlotBranchOp, BackEdge)):
        op.target = target
    else:
        # of a family that need not be there
        cast(Any, op).target = target
