"""What ops of one shape share: their operands.

An operand is a slot, or, where its number is negative, what the value op beside it gives (`name_value`). The linker
attaches those; the ops of `generated/` test for them in place, the others with `pull`. The former know by the number
(`operand_of`) where that is a temporary, and empty it themselves.
"""

from __future__ import annotations

from sys import intern

from ast_interp.run.machine import (
    LAST_READ,
    NO_VALUE,
    NONE,
    RAISED,
    SWITCH,
    UNSET,
    Frame,
    Op,
    ReleasingOp,
    Slot,
    Temporary,
    Value,
    operand_of,
)
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, Final, i64


def pull(frame: Frame, slot: i64, value: Value) -> Any:
    """An operand; `RAISED` when its value op has raised."""
    if slot >= 0:
        return frame.slots[slot]
    if slot == NONE:
        return value.get(frame)
    slot = LAST_READ - slot
    slots = frame.slots
    taken = slots[slot]
    slots[slot] = UNSET
    return taken


def pull_all(frame: Frame, values: list[Value]) -> list[object] | None:
    """Any number of operands; None when a value op has raised."""
    items: list[object] = []
    for value in values:
        item = value.get(frame)
        if item is RAISED:
            return None
        items.append(item)
    return items


#: Operands by slot: they hold nothing else, so all ops share them.
_slots: Final[dict[int, Slot]] = {}
_temporaries: Final[dict[int, Temporary]] = {}


def slot_operand(slot: int) -> Slot:
    """The operand that is what a slot holds."""
    found = _slots.get(slot)
    if found is None:
        found = _slots[slot] = Slot(slot)
    return found


def temporary_operand(slot: int) -> Temporary:
    """The operand that is what a temporary holds, read for the last time."""
    found = _temporaries.get(slot)
    if found is None:
        found = _temporaries[slot] = Temporary(slot)
    return found


def slots_of(operands: tuple[int, ...]) -> list[Value]:
    """Operands that are in slots."""
    return [slot_operand(slot) for slot in operands]


class BinaryOp(Value):
    """Makes a value of two."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction.destination)
        self.left: i64 = instruction.operands[0]
        self.right: i64 = instruction.operands[1]
        self.left_value: Value = NO_VALUE
        self.right_value: Value = NO_VALUE

    def attach(self, place: int, value: Value) -> bool:
        if place == 0:
            self.left = operand_of(value)
            self.left_value = value
        else:
            self.right = operand_of(value)
            self.right_value = value
        return True


class UnaryOp(Value):
    """Makes a value of one."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction.destination)
        self.operand: i64 = instruction.operands[0]
        self.operand_value: Value = NO_VALUE

    def attach(self, place: int, value: Value) -> bool:
        if place:
            return False
        self.operand = operand_of(value)
        self.operand_value = value
        return True


class ManyOp(Value):
    """Makes a value of any number."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction.destination)
        self.operands: list[Value] = slots_of(instruction.operands)

    def attach(self, place: int, value: Value) -> bool:
        self.operands[place] = value
        return True


class SlotOp(ReleasingOp):
    """Works with one slot."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.operand: i64 = instruction.operands[0]


class SlotsOp(ReleasingOp):
    """Works with two slots."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.left: i64 = instruction.operands[0]
        self.right: i64 = instruction.operands[1]


class UseOp(Op):
    """Does something with one operand."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__()
        self.operand: i64 = instruction.operands[0]
        self.operand_value: Value = NO_VALUE

    def attach(self, place: int, value: Value) -> bool:
        if place:
            return False
        self.operand = operand_of(value)
        self.operand_value = value
        return True


class AddOp(ReleasingOp):
    """Adds an operand to what a slot holds."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.left: i64 = instruction.operands[0]
        self.right: i64 = instruction.operands[1]
        self.right_value: Value = NO_VALUE

    def attach(self, place: int, value: Value) -> bool:
        if place != 1:
            return False
        self.right = operand_of(value)
        self.right_value = value
        return True


class BranchOp(UseOp):
    """Has one operand and may go to its target."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.target: Op = SWITCH


class SlotBranchOp(ReleasingOp):
    """Reads slots and may go to its target."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.operand: i64 = instruction.operands[0]
        self.target: Op = SWITCH


class BranchCompareOp(Op):
    """Compares two operands and goes to its target unless that holds.

    Attributes:
        exchanged: whether the instruction goes to its target where it holds: the linker exchanges the two ways.
    """

    def __init__(self, instruction: Instruction) -> None:
        super().__init__()
        self.target: Op = SWITCH
        self.exchanged = instruction.operation == "branch_compare_true"
        self.left: i64 = instruction.operands[0]
        self.right: i64 = instruction.operands[1]
        self.left_value: Value = NO_VALUE
        self.right_value: Value = NO_VALUE

    def attach(self, place: int, value: Value) -> bool:
        if place == 0:
            self.left = operand_of(value)
            self.left_value = value
        else:
            self.right = operand_of(value)
            self.right_value = value
        return True


class NameOp(ReleasingOp):
    """Works with a name."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.name = intern(str(instruction.immediate))


class NamedOperandOp(NameOp):
    """Works with a name and one slot."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.operand: i64 = instruction.operands[0]


class NameValue(Value):
    """Makes a value of what a name stands for."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction.destination)
        self.name = intern(str(instruction.immediate))


class NamedUseOp(UseOp):
    """Does something with a name and one operand."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.name = intern(str(instruction.immediate))
