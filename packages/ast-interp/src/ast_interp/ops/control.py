"""Jumps, branches, loops, returns."""

from __future__ import annotations

from ast_interp.ops.bases import BranchOp, SlotBranchOp, UnaryOp, UseOp, pull
from ast_interp.ops.naming import type_name
from ast_interp.process.polling import LIMITS, poll
from ast_interp.run.activation import empty, finish
from ast_interp.run.context import in_context
from ast_interp.run.machine import GO, LAST_READ, NONE, RAISED, SWITCH, UNSET, Frame, Op, ReleasingOp
from ast_interp.run.unwind import fail, fail_within, unwind
from ast_interp.run.wiring import MACHINE
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, Final, final, i64

_POLL_MASK: Final = 255


@final
class Jump(ReleasingOp):
    """Go to the target; the linker leaves most of them out."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.target: Op = SWITCH

    def run(self, frame: Frame) -> Op:
        return self.target


@final
class BackEdge(ReleasingOp):
    """Go back to a loop's head; count, and let signals and other threads in."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.target: Op = SWITCH
        self.head: i64 = instruction.target

    def run(self, frame: Frame) -> Op:
        code = frame.code
        count = code.back_edges + 1
        code.back_edges = count
        if count & _POLL_MASK == 0:
            try:
                if LIMITS.watched:
                    frame.op = self
                    MACHINE.poll_under(frame)
                else:
                    poll()
                hot = MACHINE.hot_loop
                if hot is not None:
                    following = hot(frame, int(self.head))
                    if following is not None:
                        self.target = following
                return self.target
            except BaseException as error:
                frame.error = error
            return fail(frame, self)
        return self.target


@final
class BranchTrue(BranchOp):
    """Go to the target where the operand is true."""

    def run(self, frame: Frame) -> Op:
        slot = self.operand
        if slot >= 0:
            value = frame.slots[slot]
        elif slot == NONE:
            value = self.operand_value.get(frame)
            if value is RAISED:
                return fail_within(frame)
        else:
            slot = LAST_READ - slot
            value = frame.slots[slot]
            frame.slots[slot] = UNSET
        if value is True:
            return self.target
        if value is False or value is None:
            return self.next
        frame.at = self.index
        try:
            return self.target if value else self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class BranchFalse(BranchOp):
    """Go to the target where the operand is false."""

    def run(self, frame: Frame) -> Op:
        slot = self.operand
        if slot >= 0:
            value = frame.slots[slot]
        elif slot == NONE:
            value = self.operand_value.get(frame)
            if value is RAISED:
                return fail_within(frame)
        else:
            slot = LAST_READ - slot
            value = frame.slots[slot]
            frame.slots[slot] = UNSET
        if value is True:
            return self.next
        if value is False or value is None:
            return self.target
        frame.at = self.index
        try:
            return self.next if value else self.target
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class BranchNone(BranchOp):
    """Go to the target where the operand is None."""

    def run(self, frame: Frame) -> Op:
        value = pull(frame, self.operand, self.operand_value)
        if value is RAISED:
            return fail_within(frame)
        return self.target if value is None else self.next


@final
class BranchNotNone(BranchOp):
    """Go to the target where the operand is not None."""

    def run(self, frame: Frame) -> Op:
        value = pull(frame, self.operand, self.operand_value)
        if value is RAISED:
            return fail_within(frame)
        return self.next if value is None else self.target


@final
class BranchUnset(SlotBranchOp):
    """Go to the target where the slot is empty."""

    def run(self, frame: Frame) -> Op:
        return self.target if frame.slots[self.operand] is UNSET else self.next


@final
class BranchStop(SlotBranchOp):
    """Go to the target where the exception is a StopAsyncIteration."""

    def run(self, frame: Frame) -> Op:
        return self.target if isinstance(frame.slots[self.operand], StopAsyncIteration) else self.next


@final
class GetIter(UnaryOp):
    """`iter(a)`."""

    def get(self, frame: Frame) -> Any:
        source = pull(frame, self.operand, self.operand_value)
        if source is RAISED:
            return RAISED
        frame.at = self.index
        try:
            return iter(source)
        except BaseException as error:
            frame.error = error
        frame.raiser = self
        return RAISED


@final
class ForNext(SlotBranchOp):
    """The next item, or on to the target at the end."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            # one step of a for loop: cheaper than `next`, which must raise StopIteration
            for value in slots[self.operand]:
                slots[self.destination] = value
                return self.next
            slots[self.operand] = UNSET
            return self.target
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class NextRound(Op):
    """The back-edge to a `ForNext`, and that op: one step of a for loop."""

    def __init__(self, back_edge: Instruction, head: Instruction, index: i64) -> None:
        super().__init__()
        self.head: i64 = back_edge.target
        self.step: i64 = index
        self.operand: i64 = head.operands[0]
        self.destination: i64 = head.destination
        self.target: Op = SWITCH
        self.gate: Op | None = None
        self.loop: Op = self

    def run(self, frame: Frame) -> Op:
        code = frame.code
        count = code.back_edges + 1
        code.back_edges = count
        if count & _POLL_MASK == 0 or self.gate is not None:
            return self.look_round(frame)
        slots = frame.slots
        frame.at = self.index
        try:
            for value in slots[self.operand]:
                slots[self.destination] = value
                return self.next
            slots[self.operand] = UNSET
            return self.target
        except BaseException as error:
            frame.error = error
        return fail(frame, self.loop)

    def look_round(self, frame: Frame) -> Op:
        """What `BackEdge` does now and then; the loop's head is run by itself then."""
        if self.gate is not None:
            return self.gate
        try:
            if LIMITS.watched:
                frame.op = self
                MACHINE.poll_under(frame)
            else:
                poll()
            hot = MACHINE.hot_loop
            if hot is not None:
                self.gate = hot(frame, int(self.head))
                if self.gate is not None:
                    return self.gate
            return self.loop
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class Return(UseOp):
    """Leave the frame with a value."""

    def run(self, frame: Frame) -> Op:
        slot = self.operand
        if slot >= 0:
            value = frame.slots[slot]
        elif slot == NONE:
            value = self.operand_value.get(frame)
            if value is RAISED:
                return fail_within(frame)
        else:
            slot = LAST_READ - slot
            value = frame.slots[slot]
            frame.slots[slot] = UNSET
        if frame.constructs:
            if value is not None:
                return refuse_result(frame, value)
            frame.constructs = False
            value = frame.value
            frame.value = None
        finish(frame, value)
        return SWITCH


def refuse_result(frame: Frame, value: object) -> Op:
    """`__init__` has returned something: the call that made the instance raises."""
    error = TypeError(f"__init__() should return None, not '{type_name(value)}'")
    caller = frame.back
    assert caller is not None
    frame.back = None
    empty(frame)
    following = unwind(caller, caller.op, in_context(error), True)
    if following is SWITCH:
        frame.mode = caller.mode
        frame.switch = caller if caller.switch is None else caller.switch
        return SWITCH
    caller.resume = following
    frame.mode = GO
    frame.switch = caller
    return SWITCH
