"""Slots and cells."""

from __future__ import annotations

from types import CellType

from ast_interp.ops.bases import NamedOperandOp, UnaryOp
from ast_interp.run.context import in_context
from ast_interp.run.machine import UNSET, Frame, Op, ReleasingOp
from ast_interp.run.unwind import raised
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import cast, final, i64


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

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        slots[self.destination] = slots[self.operand]
        if self.release < self.kept:
            slots[self.operand] = UNSET
        return self.next


@final
class Clear(UnaryOp):
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
        slots[self.operand] = UNSET
        return self.next


@final
class MakeCell(UnaryOp):
    """Wrap what a slot holds in a cell."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        value = slots[self.operand]
        slots[self.operand] = CellType() if value is UNSET else CellType(value)
        return self.next


class CellOp(ReleasingOp):
    """Works with a cell of this frame or of an enclosing one."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.cell: i64 = instruction.operands[0]
        immediate = cast("tuple[str, bool]", instruction.immediate)
        self.name = immediate[0]
        self.free = immediate[1]

    def unbound(self) -> NameError:
        """The error for an empty cell."""
        return unbound_free(self.name) if self.free else unbound_local(self.name)


@final
class LoadCell(CellOp):
    """Read a cell."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            cell: CellType = slots[self.cell]
            slots[self.destination] = cell.cell_contents
            return self.next
        except ValueError:
            pass
        return raised(frame, self, in_context(self.unbound()))


@final
class StoreCell(ReleasingOp):
    """Write a cell."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.cell: i64 = instruction.operands[0]
        self.operand: i64 = instruction.operands[1]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        cell: CellType = slots[self.cell]
        cell.cell_contents = slots[self.operand]
        if self.release < self.kept:
            slots[self.operand] = UNSET
        return self.next


@final
class DeleteCell(CellOp):
    """Empty a cell."""

    def run(self, frame: Frame) -> Op:
        cell: CellType = frame.slots[self.cell]
        try:
            _ = cell.cell_contents
            del cell.cell_contents
            return self.next
        except ValueError:
            pass
        return raised(frame, self, in_context(self.unbound()))
