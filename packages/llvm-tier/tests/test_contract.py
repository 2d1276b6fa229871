"""The tiers against the contract that any tier is put through."""

from __future__ import annotations

from pyston_llvm_tier.ir_tier import IrTier
from pyston_llvm_tier.tier import LlvmTier
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.contracts.tiers import TierContract, host_function
from pyston_runtime.interfaces.feedback import InstructionFeedback, UnitFeedback


def small_ints(unit: CodeUnit) -> UnitFeedback:
    """Feedback of a unit that met nothing but ints."""
    seen: dict[int, InstructionFeedback] = {}
    for index, instruction in enumerate(unit.body().instructions):
        types = tuple((int,) for _ in instruction.operands)
        result = (int,) if instruction.destination >= 0 else ()
        seen[index] = InstructionFeedback(index, types, result, None)
    function = host_function(unit.signature.names)
    return UnitFeedback(100, 1000, seen, {}, {}, {}, function.__code__, frozenset())


class TestLlvmTier(TierContract):
    def tier(self) -> LlvmTier:
        return LlvmTier()

    def feedback(self, unit: CodeUnit) -> UnitFeedback:
        return small_ints(unit)


class TestIrTier(TierContract):
    def tier(self) -> IrTier:
        return IrTier()

    def feedback(self, unit: CodeUnit) -> UnitFeedback:
        return small_ints(unit)
