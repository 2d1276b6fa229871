"""The stages of compiled units as text, for `pyston-cli ir|llvm|asm` and for tests.

What a unit becomes depends on what was recorded of it, so these dump what a tier has compiled in this process.
"""

from __future__ import annotations

from pyston_llvm_tier.ir.text import function_text
from pyston_llvm_tier.native.code import NativeCode
from pyston_llvm_tier.tier import LlvmTier


def compiled(tier: LlvmTier, name: str) -> list[NativeCode]:
    """The codes that a tier has made of units of a name or qualified name, oldest first."""
    return [code for code in tier.codes() if name in (code.unit.name, code.unit.qualname)]


def dump_ir(tier: LlvmTier, name: str) -> str:
    """The typed IR of all versions of a unit; empty when it was not compiled."""
    return "\n".join(function_text(code.function) for code in compiled(tier, name))


def dump_llvm(tier: LlvmTier, name: str) -> str:
    """The LLVM text of all entries of all versions of a unit, before LLVM's own passes."""
    return "\n".join(text for code in compiled(tier, name) for text, _ in code.texts())


def dump_asm(tier: LlvmTier, name: str) -> str:
    """The machine code of the same, as assembly."""
    return "\n".join(
        code.engine.source.generator().assembly(text, code_setting)
        for code in compiled(tier, name)
        for text, code_setting in code.texts()
    )
