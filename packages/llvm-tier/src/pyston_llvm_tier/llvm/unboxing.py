"""Numbers out of objects, guarded. A guard branches away where it fails: what is joined again is the number alone."""

from __future__ import annotations

import sys

from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.notation import address
from pyston_llvm_tier.llvm.writer import Writer
from pyston_llvm_tier.native.layouts import FLOAT_VALUE, INT_DIGITS, OB_SIZE, OB_TYPE


def guarded_number(writer: Writer, instruction: Instruction, value: str, base: str) -> str:
    """The number in an object.

    Args:
        writer: the text.
        instruction: whose guard fails where the object is of another type than `base`, or its number does not fit.
        value: the object, borrowed.
        base: "int" or "float".
    """
    exact = int if base == "int" else float
    type_at = writer.value(f"getelementptr i8, ptr {value}, i64 {OB_TYPE}")
    kind = writer.value(f"load ptr, ptr {type_at}")
    writer.guard(writer.value(f"icmp eq ptr {kind}, {address(exact)}"), instruction)
    if base == "float":
        return writer.value(f"load double, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {FLOAT_VALUE}')}")
    size = writer.value(f"load i64, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {OB_SIZE}')}")
    fast, slow, done = writer.name("l"), writer.name("l"), writer.name("l")
    if sys.version_info >= (3, 12):
        small = writer.value(f"icmp ult i64 {size}, 16")
    else:
        small = writer.value(f"icmp ult i64 {writer.value(f'add i64 {size}, 1')}, 3")
    writer.branch(small, fast, slow, likely=True)
    writer.label(slow)
    both = writer.value(f"call {{i64, i1}} @pyston_unbox_large(ptr {value})")
    writer.guard(writer.value(f"extractvalue {{i64, i1}} {both}, 1"), instruction)
    large = writer.value(f"extractvalue {{i64, i1}} {both}, 0")
    end = writer.name("l")
    writer.line(f"br label %{end}")
    writer.label(end)
    writer.line(f"br label %{done}")
    writer.label(fast)
    digit = writer.value(f"load i32, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {INT_DIGITS}')}")
    sign = size
    if sys.version_info >= (3, 12):
        sign = writer.value(f"sub i64 1, {writer.value(f'and i64 {size}, 3')}")
    number = writer.value(f"mul i64 {writer.value(f'zext i32 {digit} to i64')}, {sign}")
    writer.line(f"br label %{done}")
    writer.label(done)
    return writer.value(f"phi i64 [ {number}, %{fast} ], [ {large}, %{end} ]")
