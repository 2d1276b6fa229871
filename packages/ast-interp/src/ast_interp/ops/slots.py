"""Slots and cells."""

from __future__ import annotations

from ast_interp.ops.bases import AddOp, NamedOperandOp, SlotOp, UnaryOp, pull
from ast_interp.ops.calling import complains, drop
from ast_interp.run.context import in_context
from ast_interp.run.kinds import CELL
from ast_interp.run.machine import RAISED, UNSET, Frame, Op, ReleasingOp, Value
from ast_interp.run.unwind import fail_within, raised
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, CellType, cast, final, i64


def unbound_local(name: str) -> UnboundLocalError:
    """The error of reading an unbound local."""
    message = f"cannot access local variable '{name}' where it is not associated with a value"
    return UnboundLocalError(message)


def unbound_free(name: str) -> NameError:
    """The error of reading an empty cell of an enclosing scope."""
    message = f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
    return NameError(message, name=name)


@final
class Move(UnaryOp):
    """Copy a slot; a temporary moves."""

    def get(self, frame: Frame) -> Any:
        return pull(frame, self.operand, self.operand_value)

    def run(self, frame: Frame) -> Op:
        slot = self.operand
        if slot >= 0:
            value = frame.slots[slot]
        else:
            value = self.operand_value.get(frame)
            if value is RAISED:
                return fail_within(frame)
        frame.slots[self.destination] = value
        return self.next


@final
class Clear(SlotOp):
    """Empty a slot."""

    def run(self, frame: Frame) -> Op:
        frame.slots[self.operand] = UNSET
        return self.next


@final
class CheckBound(NamedOperandOp):
    """Refuse an unbound local."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        immediate = instruction.immediate
        self.free = isinstance(immediate, tuple)
        if isinstance(immediate, tuple):
            self.name = str(immediate[0])

    def run(self, frame: Frame) -> Op:
        if frame.slots[self.operand] is UNSET:
            error: NameError = unbound_free(self.name) if self.free else unbound_local(self.name)
            return raised(frame, self, in_context(error))
        return self.next


@final
class DeleteLocal(NamedOperandOp):
    """`del x` of a local."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        if slots[self.operand] is UNSET:
            return raised(frame, self, in_context(unbound_local(self.name)))
        if complains(slots[self.operand]):
            held = [slots[self.operand]]
            slots[self.operand] = UNSET
            drop(frame, self, held)
        else:
            slots[self.operand] = UNSET
        return self.next


@final
class MakeCell(SlotOp):
    """Wrap what a slot holds in a cell."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        value = slots[self.operand]
        slots[self.operand] = CELL() if value is UNSET else CELL(value)
        return self.next


def empty_cell(name: str, free: bool) -> NameError:
    """The error for an empty cell."""
    return unbound_free(name) if free else unbound_local(name)


@final
class LoadCell(Value):
    """Read a cell of this frame or of an enclosing one."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction.destination)
        self.cell: i64 = instruction.operands[0]
        immediate = cast("tuple[str, bool]", instruction.immediate)
        self.name = immediate[0]
        self.free = immediate[1]

    def get(self, frame: Frame) -> Any:
        try:
            return frame.slots[self.cell].cell_contents
        except ValueError:
            pass
        frame.error = in_context(empty_cell(self.name, self.free))
        frame.raiser = self
        return RAISED


@final
class StoreCell(AddOp):
    """Write a cell."""

    def run(self, frame: Frame) -> Op:
        value = pull(frame, self.right, self.right_value)
        if value is RAISED:
            return fail_within(frame)
        cell: CellType = frame.slots[self.left]
        cell.cell_contents = value
        return self.next


@final
class DeleteCell(ReleasingOp):
    """Empty a cell."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.cell: i64 = instruction.operands[0]
        immediate = cast("tuple[str, bool]", instruction.immediate)
        self.name = immediate[0]
        self.free = immediate[1]

    def run(self, frame: Frame) -> Op:
        cell: CellType = frame.slots[self.cell]
        try:
            _ = cell.cell_contents
            del cell.cell_contents
            return self.next
        except ValueError:
            pass
        return raised(frame, self, in_context(empty_cell(self.name, self.free)))
