"""The contract of type feedback, whoever records it."""

from __future__ import annotations

from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.feedback import UnitFeedback


def check_feedback(unit: CodeUnit, feedback: UnitFeedback) -> None:
    """Assert that a unit's feedback fits its body.

    Raises:
        AssertionError: naming the instruction that does not.
    """
    instructions = unit.body().instructions
    assert feedback.entries >= 0 and feedback.back_edges >= 0
    for index, seen in feedback.instructions.items():
        assert seen.index == index
        assert 0 <= index < len(instructions), index
        instruction = instructions[index]
        where = f"{unit.qualname}, {index} {instruction.operation}"
        assert len(seen.types) == len(instruction.operands), where
        for types in (*seen.types, seen.result):
            assert len(types) <= 4, where
            assert all(isinstance(kind, type) for kind in types), where
            assert len(set(types)) == len(types), where
