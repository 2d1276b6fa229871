"""Slots: copies, boxes, conversions between kinds, and guards of what a slot holds."""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.ir.kinds import NO, holds_object
from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.notation import address
from pyston_llvm_tier.llvm.unboxing import guarded_number
from pyston_llvm_tier.llvm.writer import REGISTERS, Writer


def convert(writer: Writer, instruction: Instruction) -> None:
    """From one kind to another, on the way between two blocks."""
    (have,), want, slot = instruction.kinds, instruction.result, instruction.dest
    assert want is not None
    if have.base == "unset":
        if want.base in REGISTERS:
            writer.store(slot, "set", "i1", "false")
        return
    if want.base == "obj":
        writer.box(slot, have)
        return
    if have.base == "const":
        constant = writer.constant(instruction.args[0])
        if want.base == "int":
            writer.store(slot, "i", "i64", writer.integer(instruction.args[0], have))
        elif want.base == "float":
            writer.store(slot, "f", "double", writer.double(instruction.args[0], have))
        else:
            writer.store(slot, "b", "i1", "true" if constant else "false")
    if want.maybe and not have.maybe:
        writer.store(slot, "set", "i1", "true")


def copy(writer: Writer, instruction: Instruction) -> None:
    """Copy a slot, or move it."""
    source, kind = instruction.args[0], instruction.kinds[0]
    value = "null"
    if source >= 0 and holds_object(kind):
        value = writer.load_object(source)
        if instruction.op == "move":
            writer.store_object(source, "null")
        else:
            writer.line(f"call void @xincref(ptr {value})")
    registers: tuple[str, ...] = ()
    if source >= 0 and kind.base in REGISTERS:
        registers = tuple([writer.load(source, suffix, kind_) for suffix, kind_ in REGISTERS[kind.base]])
        if kind.maybe:
            writer.store(instruction.dest, "set", "i1", writer.load(source, "set", "i1"))
    writer.result(instruction, (value,) if kind.base == "obj" else registers)
    if source >= 0 and kind.boxed != NO:
        writer.store_object(instruction.dest, value)


def box(writer: Writer, instruction: Instruction) -> None:
    """Make an object for an unboxed value."""
    kind = instruction.kinds[0]
    writer.box(instruction.dest, kind)


def clear(writer: Writer, instruction: Instruction) -> None:
    """Empty slots."""
    writer.result(instruction, ())


def unbox(writer: Writer, instruction: Instruction) -> None:
    """Guard a number's exact type and read its value."""
    slot, base = instruction.args[0], str(instruction.immediate)
    value = writer.load_object(slot)
    if base == "bool":
        yes = writer.value(f"icmp eq ptr {value}, {address(True)}")
        no = writer.value(f"icmp eq ptr {value}, {address(False)}")
        writer.guard(writer.value(f"or i1 {yes}, {no}"), instruction)
        writer.store(slot, "b", "i1", yes)
    else:
        ((suffix, kind),) = REGISTERS[base]
        writer.store(slot, suffix, kind, guarded_number(writer, instruction, value, base))
    if instruction.result is not None and instruction.result.boxed == NO:
        writer.store_object(slot, "null")
        writer.line(f"call void @decref(ptr {value})")


def guard_type(writer: Writer, instruction: Instruction) -> None:
    """Guard an object's exact type."""
    value = writer.object(instruction.args[0])
    where = writer.value(f"getelementptr i8, ptr {value}, i64 8")
    kind = writer.value(f"load ptr, ptr {where}")
    writer.guard(writer.value(f"icmp eq ptr {kind}, {address(instruction.immediate)}"), instruction)


def guard_is(writer: Writer, instruction: Instruction) -> None:
    """Guard an object's identity."""
    left, right = writer.object(instruction.args[0]), writer.object(instruction.args[1])
    writer.guard(writer.value(f"icmp eq ptr {left}, {right}"), instruction)


def guard_bound(writer: Writer, instruction: Instruction) -> None:
    """Guard that a local is bound."""
    slot, kind = instruction.args[0], instruction.kinds[0]
    if kind.base == "obj":
        writer.guard(writer.value(f"icmp ne ptr {writer.load_object(slot)}, null"), instruction)
    else:
        writer.guard(writer.load(slot, "set", "i1"), instruction)


EMIT: Final = {
    "convert": convert,
    "copy": copy,
    "move": copy,
    "box": box,
    "clear": clear,
    "unbox": unbox,
    "guard_type": guard_type,
    "guard_is": guard_is,
    "guard_bound": guard_bound,
}
