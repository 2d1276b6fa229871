"""The stages of compiled units as text, for `pyston-cli ir|llvm|asm` and for tests.

What a unit becomes depends on what was recorded of it, so these dump what a tier has compiled in this process: every
version, oldest first, under a heading of its own.
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
    return "\n".join(
        f"{_heading(code, number)}\n{function_text(code.function)}" for number, code in enumerate(compiled(tier, name))
    )


def dump_llvm(tier: LlvmTier, name: str) -> str:
    """The LLVM text of all entries of all versions of a unit, before LLVM's own passes."""
    return "\n".join(
        f"{_heading(code, number)}, entered at {point.index}, {point.setting}\n{code.text(point)}"
        for number, code in enumerate(compiled(tier, name))
        for point in code.points.values()
        if point.setting
    )


def dump_asm(tier: LlvmTier, name: str) -> str:
    """The machine code of the same, as assembly."""
    return "\n".join(
        f"{_heading(code, number)}, entered at {point.index}, {point.setting}\n"
        + code.engine.source.generator().assembly(code.text(point), point.setting)
        for number, code in enumerate(compiled(tier, name))
        for point in code.points.values()
        if point.setting
    )


def _heading(code: NativeCode, number: int) -> str:
    """A comment in every form that follows it."""
    unit = code.unit
    return f"; {unit.qualname} ({unit.filename}:{unit.first_line}), version {number + 1}"
