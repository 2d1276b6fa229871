"""What ops of one shape share: their operands."""

from __future__ import annotations

from ast_interp.run.machine import SWITCH, Op, ReleasingOp
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import i64


class BinaryOp(ReleasingOp):
    """Reads two slots, writes one."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.left: i64 = instruction.operands[0]
        self.right: i64 = instruction.operands[1]
        self.clears_left = instruction.operands[0] in instruction.released
        self.clears_right = instruction.operands[1] in instruction.released


class UnaryOp(ReleasingOp):
    """Reads one slot, and perhaps writes one."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.operand: i64 = instruction.operands[0]


class BranchOp(ReleasingOp):
    """Reads one slot and may go to its target."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.target: Op = SWITCH
        self.operand: i64 = instruction.operands[0]


class BranchCompareOp(ReleasingOp):
    """Compares two slots and may go to its target."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.target: Op = SWITCH
        self.left: i64 = instruction.operands[0]
        self.right: i64 = instruction.operands[1]
        self.clears_left = instruction.operands[0] in instruction.released
        self.clears_right = instruction.operands[1] in instruction.released


class NameOp(ReleasingOp):
    """Works with a name."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.name = str(instruction.immediate)


class NamedOperandOp(NameOp):
    """Works with a name and one slot."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.operand: i64 = instruction.operands[0]


class ManyOp(ReleasingOp):
    """Reads any number of slots."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.operands: list[int] = list(instruction.operands)
