"""Attributes and items."""

from __future__ import annotations

from sys import intern

from ast_interp.ops.bases import BinaryOp, NamedOperandOp, NamedUseOp, SlotsOp, UnaryOp, UseOp, pull
from ast_interp.ops.calling import forget_callees
from ast_interp.run.activation import release
from ast_interp.run.machine import LAST_READ, NO_VALUE, NONE, RAISED, UNSET, Frame, Op, ReleasingOp, Value, operand_of
from ast_interp.run.unwind import fail, fail_within
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, final, i64


@final
class LoadAttribute(UnaryOp):
    """`object.name`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.name = intern(str(instruction.immediate))

    def get(self, frame: Frame) -> Any:
        slot = self.operand
        if slot >= 0:
            target = frame.slots[slot]
        elif slot == NONE:
            target = self.operand_value.get(frame)
            if target is RAISED:
                return RAISED
        else:
            slot = LAST_READ - slot
            target = frame.slots[slot]
            frame.slots[slot] = UNSET
        frame.at = self.index
        try:
            return getattr(target, self.name)
        except BaseException as error:
            frame.error = error
        frame.raiser = self
        return RAISED

    def run(self, frame: Frame) -> Op:
        value = self.get(frame)
        if value is RAISED:
            return fail_within(frame)
        frame.slots[self.destination] = value
        return self.next


@final
class StoreAttribute(NamedUseOp):
    """`object.name = value`; the value is evaluated before the object."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.value: i64 = instruction.operands[1]
        self.value_value: Value = NO_VALUE

    def attach(self, place: int, value: Value) -> bool:
        if place == 0:
            return super().attach(place, value)
        self.value = operand_of(value)
        self.value_value = value
        return True

    def run(self, frame: Frame) -> Op:
        slot = self.value
        if slot >= 0:
            value = frame.slots[slot]
        elif slot == NONE:
            value = self.value_value.get(frame)
            if value is RAISED:
                return fail_within(frame)
        else:
            slot = LAST_READ - slot
            value = frame.slots[slot]
            frame.slots[slot] = UNSET
        slot = self.operand
        if slot >= 0:
            target = frame.slots[slot]
        elif slot == NONE:
            target = self.operand_value.get(frame)
            if target is RAISED:
                return fail_within(frame)
        else:
            slot = LAST_READ - slot
            target = frame.slots[slot]
            frame.slots[slot] = UNSET
        frame.at = self.index
        try:
            setattr(target, self.name, value)
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
        frame.at = self.index
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
        frame.at = self.index
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

    def get(self, frame: Frame) -> Any:
        slot = self.left
        if slot >= 0:
            target = frame.slots[slot]
        elif slot == NONE:
            target = self.left_value.get(frame)
            if target is RAISED:
                return RAISED
        else:
            slot = LAST_READ - slot
            target = frame.slots[slot]
            frame.slots[slot] = UNSET
        slot = self.right
        if slot >= 0:
            key = frame.slots[slot]
        elif slot == NONE:
            key = self.right_value.get(frame)
            if key is RAISED:
                return RAISED
        else:
            slot = LAST_READ - slot
            key = frame.slots[slot]
            frame.slots[slot] = UNSET
        frame.at = self.index
        try:
            return target[key]
        except BaseException as error:
            frame.error = error
        frame.raiser = self
        return RAISED

    def run(self, frame: Frame) -> Op:
        value = self.get(frame)
        if value is RAISED:
            return fail_within(frame)
        frame.slots[self.destination] = value
        return self.next


@final
class StoreItem(UseOp):
    """`object[key] = value`; the value is evaluated before the object and the key."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.key: i64 = instruction.operands[1]
        self.key_value: Value = NO_VALUE
        self.value: i64 = instruction.operands[2]
        self.value_value: Value = NO_VALUE

    def attach(self, place: int, value: Value) -> bool:
        if place == 0:
            return super().attach(place, value)
        if place == 1:
            self.key = operand_of(value)
            self.key_value = value
        else:
            self.value = operand_of(value)
            self.value_value = value
        return True

    def run(self, frame: Frame) -> Op:
        value = pull(frame, self.value, self.value_value)
        if value is RAISED:
            return fail_within(frame)
        target = pull(frame, self.operand, self.operand_value)
        if target is RAISED:
            return fail_within(frame)
        key = pull(frame, self.key, self.key_value)
        if key is RAISED:
            return fail_within(frame)
        frame.at = self.index
        try:
            target[key] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class DeleteItem(SlotsOp):
    """`del object[key]`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
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
