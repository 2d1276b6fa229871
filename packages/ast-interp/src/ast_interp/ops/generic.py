"""PEP 695 type parameters and aliases (3.12 on), and interactive mode."""

from __future__ import annotations

import sys

from ast_interp.ops.bases import SlotOp, SlotsOp
from ast_interp.run.activation import release
from ast_interp.run.machine import NONE, Frame, Op, ReleasingOp
from ast_interp.run.unwind import fail
from pyston_runtime.functions.generics import make_alias, make_parameter
from pyston_runtime.imports.unseen import past_the_program
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, cast, final, i64, partial


@final
class MakeTypeParameter(ReleasingOp):
    """A TypeVar, ParamSpec or TypeVarTuple whose bound and default are evaluated when asked for."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.bound: i64 = instruction.operands[0]
        self.default: i64 = instruction.operands[1]
        kind, name = cast("tuple[str, str]", instruction.immediate)
        self.kind = kind
        self.name = name

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            bound = slots[self.bound] if self.bound != NONE else None
            default = slots[self.default] if self.default != NONE else None
            value = make_parameter(self.kind, self.name, bound, default, frame.globals)
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class MakeTypeAlias(ReleasingOp):
    """`type X = value`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.name: i64 = instruction.operands[0]
        self.parameters: i64 = instruction.operands[1]
        self.value: i64 = instruction.operands[2]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            parameters = slots[self.parameters] if self.parameters != NONE else ()
            value = make_alias(str(slots[self.name]), parameters, slots[self.value])
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def _generic(parameters: tuple[Any, ...]) -> object:
    import typing

    unpacked = [typing.Unpack[one] if isinstance(one, typing.TypeVarTuple) else one for one in parameters]
    return cast(Any, typing.Generic)[tuple(unpacked)]


@final
class MakeGeneric(SlotOp):
    """`typing.Generic[parameters]`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            value = past_the_program(partial(_generic, cast("tuple[Any, ...]", slots[self.operand])))
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class SetTypeParameters(SlotsOp):
    """`function.__type_params__ = parameters`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            slots[self.left].__type_params__ = slots[self.right]
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class PrintExpression(SlotOp):
    """Show a value in interactive mode."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            hook = getattr(sys, "displayhook", None)
            if hook is None:
                raise RuntimeError("lost sys.displayhook")
            hook(slots[self.operand])
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)
