"""The two graphs of a unit that became hot: a plain one, where deopts resume, and an instrumented one.

In the instrumented graph a `Record` stands before every op, so that recording goes on across calls. In both, every
back-edge leads to the loop's gate.
"""

from __future__ import annotations

from ast_interp.link.linker import set_target
from ast_interp.link.table import MAKE
from ast_interp.run.machine import Catch, Op
from ast_interp.tiering.profile import Profile, Record
from pyston_runtime.interfaces.code import NONE, Body
from pyston_runtime.interfaces.typed import Final, final

_BACK_EDGE: Final = "back_edge"


@final
class Graph:
    """The ops of a body, by instruction index: where to go on, and where to go on recording."""

    def __init__(self, plain: list[Op], recorded: list[Op]) -> None:
        self.plain = plain
        self.recorded = recorded


def loop_heads(body: Body) -> list[int]:
    """The indices that back-edges lead to, in order."""
    return sorted({instruction.target for instruction in body.instructions if instruction.operation == _BACK_EDGE})


def plain_ops(body: Body, gates: dict[int, Op]) -> list[Op]:
    """One op an instruction, connected; back-edges lead to `gates`."""
    ops = _make(body)
    _connect(body, ops, ops, gates)
    return ops


def recorded_ops(body: Body, profile: Profile, gates: dict[int, Op]) -> list[Op]:
    """The same, each op behind a `Record`; the records are what is returned."""
    ops = _make(body)
    records: list[Op] = [Record(profile, index) for index in range(len(ops))]
    for op, record in zip(ops, records, strict=True):
        record.next = op
    _connect(body, ops, records, gates)
    return records


def _make(body: Body) -> list[Op]:
    catches = [Catch(handler.exception_slot) for handler in body.handlers]
    ops: list[Op] = []
    for index, instruction in enumerate(body.instructions):
        op = MAKE[instruction.operation](instruction)
        op.index = index
        if instruction.handler != NONE:
            op.handler = catches[instruction.handler]
        ops.append(op)
    return ops


def _connect(body: Body, ops: list[Op], places: list[Op], gates: dict[int, Op]) -> None:
    """Link `ops` to each other through `places`, what stands at each index."""
    for index, op in enumerate(ops):
        instruction = body.instructions[index]
        if index + 1 < len(ops):
            op.next = places[index + 1]
        if instruction.target != NONE:
            set_target(
                op, gates[instruction.target] if instruction.operation == _BACK_EDGE else places[instruction.target]
            )
        catch = op.handler
        if catch is not None:
            catch.entry = places[body.handlers[instruction.handler].target]
