"""Attributes and items."""

from __future__ import annotations

from ast_interp.ops.bases import BinaryOp, NamedOperandOp
from ast_interp.ops.calling import forget_callees
from ast_interp.run.machine import NONE, UNSET, Frame, Op, ReleasingOp, release
from ast_interp.run.unwind import fail
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import final, i64


@final
class LoadAttribute(NamedOperandOp):
    """`object.name`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            slots[self.destination] = getattr(slots[self.operand], self.name)
            if self.release < self.kept:
                slots[self.operand] = UNSET
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class StoreAttribute(NamedOperandOp):
    """`object.name = value`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.value: i64 = instruction.operands[1]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            setattr(slots[self.operand], self.name, slots[self.value])
            if self.release < self.kept:
                release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class StoreCode(NamedOperandOp):
    """`function.__code__ = value`: calls of the function must find the new code."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.value: i64 = instruction.operands[1]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            setattr(slots[self.operand], self.name, slots[self.value])
            forget_callees()
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class DeleteAttribute(NamedOperandOp):
    """`del object.name`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            delattr(slots[self.operand], self.name)
            if self.release < self.kept:
                release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class LoadItem(BinaryOp):
    """`object[key]`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            slots[self.destination] = slots[self.left][slots[self.right]]
            if self.clears_left:
                slots[self.left] = UNSET
            if self.clears_right:
                slots[self.right] = UNSET
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class StoreItem(BinaryOp):
    """`object[key] = value`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.value: i64 = instruction.operands[2]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            slots[self.left][slots[self.right]] = slots[self.value]
            if self.release < self.kept:
                release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class DeleteItem(BinaryOp):
    """`del object[key]`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            del slots[self.left][slots[self.right]]
            if self.release < self.kept:
                release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class BuildSlice(ReleasingOp):
    """`start:stop:step`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.start: i64 = instruction.operands[0]
        self.stop: i64 = instruction.operands[1]
        self.step: i64 = instruction.operands[2]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        start = slots[self.start] if self.start != NONE else None
        stop = slots[self.stop] if self.stop != NONE else None
        step = slots[self.step] if self.step != NONE else None
        value = slice(start, stop, step)
        if self.release < self.kept:
            release(slots, self.release, self.kept)
        slots[self.destination] = value
        return self.next
