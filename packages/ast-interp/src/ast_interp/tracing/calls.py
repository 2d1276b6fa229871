"""Calls of observed code, which its skeleton makes.

A profiler sees the C functions that a frame calls, a monitor all callables, and an exception passes the frames between
the one that raises and the one that catches. So an observed call has to come from the skeleton itself, with nothing of
ours on the way: the walker only finds out what is called with what. Functions that the interpreter does in its own way
(`locals`, `exec`, `sys._getframe`) remain the op's.
"""

from __future__ import annotations

from ast_interp.dynamic.frames import call_observable
from ast_interp.ops.calling import SPECIALS, CallingOp, CallMethodOp
from ast_interp.run.kinds import BUILTIN
from ast_interp.run.machine import UNSET, Frame, Op
from pyston_runtime.interfaces.code import Body
from pyston_runtime.interfaces.typed import Final, FunctionType, MethodType, cast

#: Calls that the skeleton can make.
CALLS: Final = frozenset({"call", "call_keyword", "call_method", "call_method_keyword"})

#: Keyword arguments and positional ones, then the callee: in the order in which the host takes them off a sequence.
Call = tuple[tuple[dict[str, object], tuple[object, ...]], object]


def call_of(op: Op, frame: Frame, body: Body) -> Call | None:
    """What a call op calls with what; its operands are then used up. None where the op is to do it.

    Raises:
        AttributeError: the method is not there; or what looking it up raises.
    """
    if not isinstance(op, CallingOp):
        return None
    slots = frame.slots
    instruction = body.instructions[op.index]
    values: list[object] = [slots[slot] for slot in instruction.operands]
    names: tuple[str, ...] = ()
    first = values[0]
    if isinstance(op, CallMethodOp):
        callee: object = getattr(first, op.name)
        if instruction.operation == "call_method_keyword":
            names = cast("tuple[str, tuple[str, ...]]", instruction.immediate)[1]
    else:
        callee = first
        if instruction.operation == "call_keyword":
            names = cast("tuple[str, ...]", instruction.immediate)
    if callee is UNSET or _is_special(callee):
        return None
    count = len(values) - len(names)
    keywords: dict[str, object] = {}
    for index, name in enumerate(names):
        keywords[name] = values[count + index]
    for slot in instruction.released:
        slots[slot] = UNSET
    if instruction.destination in instruction.operands and instruction.destination >= len(body.slot_names):
        slots[instruction.destination] = UNSET
    given = tuple(values[1:count])
    if type(callee) is MethodType and type(callee.__func__) is BUILTIN:
        # the host does not look into a method for a function of C's where it spreads arguments
        return (keywords, (callee.__self__, *given)), callee.__func__
    return (keywords, given), callee


def _is_special(callee: object) -> bool:
    if type(callee) is MethodType:
        callee = callee.__func__
    if type(callee) in (BUILTIN, FunctionType, type):
        special = SPECIALS.functions.get(callee)
        return special is not None and special is not call_observable
    return False
