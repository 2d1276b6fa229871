"""The two graphs of a unit that became hot: a plain one, where deopts resume, and an instrumented one.

In the instrumented graph a `Record` stands before every op, so that recording goes on across calls. In both, every
back-edge leads to the loop's gate.
"""

from __future__ import annotations

from ast_interp.link.linker import connected_ops, make_ops, set_target
from ast_interp.run.machine import Catch, Op
from ast_interp.tiering.profile import Profile, Record
from pyston_runtime.interfaces.code import NONE, Body
from pyston_runtime.interfaces.typed import Final

_BACK_EDGE: Final = "back_edge"


def loop_heads(body: Body) -> list[int]:
    """The indices that back-edges lead to, in order."""
    return sorted({instruction.target for instruction in body.instructions if instruction.operation == _BACK_EDGE})


def plain_ops(body: Body, gates: dict[int, Op]) -> list[Op]:
    """The op that begins with each instruction, connected; back-edges lead to `gates`."""
    return connected_ops(body, gates)


def recorded_ops(body: Body, profile: Profile, gates: dict[int, Op]) -> list[Op]:
    """The same, each op behind a `Record`; the records are what is returned."""
    ops, catches = make_ops(body)
    records: list[Op] = [Record(profile, index) for index in range(len(ops))]
    for op, record in zip(ops, records, strict=True):
        record.next = op
    _connect(body, ops, catches, records, gates)
    return records


def _connect(body: Body, ops: list[Op], catches: list[Catch], places: list[Op], gates: dict[int, Op]) -> None:
    """Link `ops` to each other through `places`, what stands at each index."""
    for index, op in enumerate(ops):
        instruction = body.instructions[index]
        if index + 1 < len(ops):
            op.next = places[index + 1]
        target = instruction.target
        if target != NONE:
            set_target(op, gates[target] if instruction.operation == _BACK_EDGE else places[target])
    for catch, handler in zip(catches, body.handlers, strict=True):
        catch.entry = places[handler.target]
