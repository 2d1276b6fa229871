"""Attributes of instances and methods of classes, behind a guard of the exact type and its version."""

from __future__ import annotations

import sys
from typing import Final, cast

from pyston_llvm_tier.ir.kinds import NO
from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.library import address, memory, word
from pyston_llvm_tier.llvm.writer import Writer
from pyston_llvm_tier.native.fields import CACHED_KEYS, KEYS_ENTRIES, TYPE_VERSION, Field, Method
from pyston_llvm_tier.native.layouts import OB_TYPE


def guard_version_of(writer: Writer, instruction: Instruction, holder: type, version: int) -> None:
    """Guard that nothing in a class's method resolution order has changed."""
    now = writer.value(f"load i32, ptr {memory(id(holder) + TYPE_VERSION)}")
    wide = writer.value(f"zext i32 {now} to i64")
    writer.guard(writer.value(f"icmp eq i64 {wide}, {word(version)}"), instruction)


def _values(writer: Writer, instruction: Instruction, value: str) -> str:
    """The address of an instance's values, guarded to be in use."""
    if sys.version_info < (3, 12):
        place = writer.value(f"getelementptr i8, ptr {value}, i64 -32")
        values = writer.value(f"load ptr, ptr {place}")
        writer.guard(writer.value(f"icmp ne ptr {values}, null"), instruction)
        return values
    if sys.version_info < (3, 13):
        place = writer.value(f"getelementptr i8, ptr {value}, i64 -24")
        tag = writer.value(f"load i64, ptr {place}")
        tagged = writer.value(f"and i64 {tag}, 1")
        writer.guard(writer.value(f"icmp ne i64 {tagged}, 0"), instruction)
        return writer.value(f"inttoptr i64 {writer.value(f'add i64 {tag}, 1')} to ptr")
    place = writer.value(f"getelementptr i8, ptr {value}, i64 19")
    valid = writer.value(f"load i8, ptr {place}")
    writer.guard(writer.value(f"icmp ne i8 {valid}, 0"), instruction)
    return writer.value(f"getelementptr i8, ptr {value}, i64 24")


def _place(writer: Writer, instruction: Instruction) -> str:
    """The address of a field, guarded to be one on the exact type of the holder."""
    fields = cast("tuple[Field, ...]", instruction.immediate)
    value = writer.object(instruction.args[0])
    kind = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {OB_TYPE}')}")
    found = writer.name("l")
    places: list[tuple[str, str]] = []
    for index, field in enumerate(fields):
        miss = ""
        same = writer.value(f"icmp eq ptr {kind}, {address(field.holder)}")
        if index == len(fields) - 1:
            writer.guard(same, instruction)
        else:
            hit, miss = writer.name("l"), writer.name("l")
            writer.branch(same, hit, miss)
            writer.label(hit)
        guard_version_of(writer, instruction, field.holder, field.version)
        if field.slot >= 0:
            place = writer.value(f"getelementptr i8, ptr {value}, i64 {field.slot}")
        else:
            values = _values(writer, instruction, value)
            place = writer.value(f"getelementptr ptr, ptr {values}, i64 {field.place}")
        end = writer.name("l")
        writer.line(f"br label %{end}")
        writer.label(end)
        places.append((place, end))
        writer.line(f"br label %{found}")
        if miss:
            writer.label(miss)
    writer.label(found)
    return writer.value("phi ptr " + ", ".join(f"[ {place}, %{end} ]" for place, end in places))


def field_get(writer: Writer, instruction: Instruction) -> None:
    """Read a field, as an object or at once unboxed."""
    value = writer.value(f"load ptr, ptr {_place(writer, instruction)}")
    writer.guard(writer.value(f"icmp ne ptr {value}, null"), instruction)
    if instruction.op == "field_get":
        writer.line(f"call void @incref(ptr {value})")
        writer.result(instruction, (value,))
        return
    base, kind = ("int", "i64") if instruction.op == "field_get_int" else ("float", "double")
    both = writer.value(f"call {{{kind}, i1}} @unbox_{base}(ptr {value})")
    writer.guard(writer.value(f"extractvalue {{{kind}, i1}} {both}, 1"), instruction)
    writer.result(instruction, (writer.value(f"extractvalue {{{kind}, i1}} {both}, 0"),))


def field_set(writer: Writer, instruction: Instruction) -> None:
    """Write a field; a float that nobody else holds is overwritten in place, and a new attribute is the host's work."""
    place = _place(writer, instruction)
    old = writer.value(f"load ptr, ptr {place}")
    there, new, done = writer.name("l"), writer.name("l"), writer.name("l")
    writer.branch(writer.value(f"icmp ne ptr {old}, null"), there, new)
    writer.label(there)
    replace_object(writer, instruction, place, old, 1)
    writer.line(f"br label %{done}")
    writer.label(new)
    _set_new(writer, instruction)
    writer.line(f"br label %{done}")
    writer.label(done)
    writer.result(instruction, ())


def _set_new(writer: Writer, instruction: Instruction) -> None:
    """Give an instance an attribute that it has not got yet."""
    name = cast("tuple[Field, ...]", instruction.immediate)[0].name
    ref, kind = instruction.args[1], instruction.kinds[1]
    unboxed = kind.base == "float" and kind.boxed == NO
    if unboxed:
        value = writer.value(f"call ptr @PyFloat_FromDouble(double {writer.double(ref, kind)})")
    else:
        value = writer.object(ref)
    key = address(writer.interned(name))
    holder = writer.object(instruction.args[0])
    failed = writer.value(f"call i32 @PyObject_SetAttr(ptr {holder}, ptr {key}, ptr {value})")
    if unboxed:
        writer.line(f"call void @decref(ptr {value})")
    writer.check(writer.value(f"icmp slt i32 {failed}, 0"), instruction)


def replace_object(writer: Writer, instruction: Instruction, place: str, old: str, argument: int) -> None:
    """Put an argument where `old` is; an unboxed float goes into the old object where it is nobody else's."""
    ref, kind = instruction.args[argument], instruction.kinds[argument]
    done = writer.name("l")
    if kind.base == "float" and kind.boxed == NO:
        number = writer.double(ref, kind)
        alone, fresh, reuse = writer.name("l"), writer.name("l"), writer.name("l")
        type_at = writer.value(f"getelementptr i8, ptr {old}, i64 8")
        is_float = writer.value(f"icmp eq ptr {writer.value(f'load ptr, ptr {type_at}')}, {address(float)}")
        writer.branch(is_float, alone, fresh)
        writer.label(alone)
        count = writer.value(f"load i64, ptr {old}")
        writer.branch(writer.value(f"icmp eq i64 {count}, 1"), reuse, fresh)
        writer.label(reuse)
        writer.line(f"store double {number}, ptr {writer.value(f'getelementptr i8, ptr {old}, i64 16')}")
        writer.line(f"br label %{done}")
        writer.label(fresh)
        value = writer.value(f"call ptr @PyFloat_FromDouble(double {number})")
    else:
        value = writer.object(ref)
        writer.line(f"call void @incref(ptr {value})")
    writer.line(f"store ptr {value}, ptr {place}")
    writer.line(f"call void @decref(ptr {old})")
    writer.line(f"br label %{done}")
    writer.label(done)


def guard_no_own_attribute(writer: Writer, instruction: Instruction, value: str, method: Method) -> None:
    """Guard that no instance has an attribute of a method's name."""
    if method.keys:
        _values(writer, instruction, value)
        keys = writer.value(f"load i64, ptr {memory(id(method.holder) + CACHED_KEYS)}")
        writer.guard(writer.value(f"icmp eq i64 {keys}, {word(method.keys)}"), instruction)
        entries = writer.value(f"load i64, ptr {memory(method.keys + KEYS_ENTRIES)}")
        writer.guard(writer.value(f"icmp eq i64 {entries}, {method.entries}"), instruction)


EMIT: Final = {
    "field_get": field_get,
    "field_get_int": field_get,
    "field_get_float": field_get,
    "field_set": field_set,
}
