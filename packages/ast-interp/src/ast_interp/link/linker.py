"""Link a body: make its ops and connect them.

Jumps disappear where they can: an op whose next instruction is a jump is linked to the jump's target.
"""

from __future__ import annotations

from ast_interp.link.table import MAKE
from ast_interp.ops.bases import BranchCompareOp, BranchOp
from ast_interp.ops.calling import CallMethodOp
from ast_interp.ops.control import BackEdge, Jump
from ast_interp.run.machine import UNSET, Catch, Code, FunctionCode, Op
from ast_interp.run.programs import Program
from pyston_runtime.interfaces.code import NONE, Body, CodeUnit
from pyston_runtime.interfaces.typed import cast


def link(function: FunctionCode) -> Code:
    """The linked code of a function's unit, lowered when this is the first time.

    Raises:
        SyntaxError: the unit holds what is not supported.
    """
    unit = function.unit
    code = link_body(unit, unit.body())
    function.code = code
    source = unit.source
    if isinstance(source, Program):
        source.add(code)
    return code


def unlink(code: Code) -> None:
    """Count a code out whose unit has run for the last time: its functions must not keep it."""
    source = code.unit.source
    if isinstance(source, Program):
        source.linked.discard(code)


def link_body(unit: CodeUnit, body: Body) -> Code:
    """Link a body, and note what its frames are made of."""
    template: list[object] = [UNSET] * body.slot_count
    template.extend(body.constants)
    code = Code(unit, template, body.slot_count, len(body.slot_names), len(body.slot_names) - len(unit.free_names))
    code.entry = _destination(connected_ops(body), body, 0)
    return code


def connected_ops(body: Body) -> list[Op]:
    """Make an op of every instruction, and connect them.

    Returns:
        The ops by instruction index; those of jumps are led around, but can be started from too.
    """
    ops, catches = make_ops(body)
    for index, op in enumerate(ops):
        if index + 1 < len(ops):
            op.next = _destination(ops, body, index + 1)
        target = body.instructions[index].target
        if target != NONE:
            set_target(op, _destination(ops, body, target))
    for catch, handler in zip(catches, body.handlers, strict=True):
        catch.entry = _destination(ops, body, handler.target)
    return ops


def make_ops(body: Body) -> tuple[list[Op], list[Catch]]:
    """Make an op of every instruction, and a catch of every handler; they are not connected yet."""
    catches = [Catch(handler.exception_slot) for handler in body.handlers]
    ops: list[Op] = []
    for index, instruction in enumerate(body.instructions):
        op = MAKE[instruction.operation](instruction)
        op.index = index
        if instruction.handler != NONE:
            op.handler = catches[instruction.handler]
        if index and isinstance(op, CallMethodOp) and isinstance(ops[index - 1], Jump):
            op.attribute = ops[index - 1]
        ops.append(op)
    return ops, catches


def _destination(ops: list[Op], body: Body, index: int) -> Op:
    """The op at an index, or where a chain of jumps from there leads."""
    seen = 0
    while body.instructions[index].operation == "jump" and seen < len(ops):
        index = body.instructions[index].target
        seen += 1
    return ops[index]


def set_target(op: Op, target: Op) -> None:
    """Set where an op jumps to."""
    if isinstance(op, (BranchOp, BranchCompareOp, BackEdge)):
        op.target = target
    else:
        cast(Jump, op).target = target
