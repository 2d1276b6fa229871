"""Attributes of instances and methods of classes, behind a guard of the exact type and its version."""

from __future__ import annotations

import sys
from typing import Final, cast

from pyston_llvm_tier.ir.kinds import NO
from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.notation import address, memory, word
from pyston_llvm_tier.llvm.unboxing import guarded_number
from pyston_llvm_tier.llvm.writer import Writer
from pyston_llvm_tier.native.fields import CACHED_KEYS, KEYS_ENTRIES, MANAGED_DICT, TYPE_VERSION, Field, Method
from pyston_llvm_tier.native.layouts import OB_TYPE
from pyston_llvm_tier.passes.known_classes import KNOWN


def guard_version_of(writer: Writer, instruction: Instruction, holder: type, version: int) -> None:
    """Guard that nothing in a class's method resolution order has changed."""
    now = writer.value(f"load i32, ptr {memory(id(holder) + TYPE_VERSION)}")
    wide = writer.value(f"zext i32 {now} to i64")
    writer.guard(writer.value(f"icmp eq i64 {wide}, {word(version)}"), instruction)


def _values(writer: Writer, value: str, without: str) -> str:
    """The address of an instance's values; control goes to `without`, if there is such, where it keeps a dict."""
    if sys.version_info < (3, 12):
        values = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 -32')}")
        there = f"icmp ne ptr {values}, null"
    elif sys.version_info < (3, 13):
        tag = writer.value(f"load i64, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {MANAGED_DICT}')}")
        values = writer.value(f"inttoptr i64 {writer.value(f'add i64 {tag}, 1')} to ptr")
        there = f"icmp ne i64 {writer.value(f'and i64 {tag}, 1')}, 0"
    else:
        values = writer.value(f"getelementptr i8, ptr {value}, i64 24")
        valid_at = writer.value(f"getelementptr i8, ptr {value}, i64 19")
        there = f"icmp ne i8 {writer.value(f'load i8, ptr {valid_at}')}, 0"
    if without:
        found = writer.name("l")
        writer.branch(writer.value(there), found, without, likely=True)
        writer.label(found)
    return values


def _place(writer: Writer, instruction: Instruction, without: str) -> str:
    """The address of a field, guarded to be one on the exact type of the holder, where that is not known.

    Control goes to `without` where the holder is an instance that keeps a dict in place of values.
    """
    fields = cast("tuple[Field, ...]", instruction.immediate)
    value = writer.object(instruction.args[0])
    if instruction.op.startswith(KNOWN):
        return _place_in(writer, instruction, fields[0], value, without)
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
        place = _place_in(writer, instruction, field, value, without)
        end = writer.name("l")
        writer.line(f"br label %{end}")
        writer.label(end)
        places.append((place, end))
        writer.line(f"br label %{found}")
        if miss:
            writer.label(miss)
    writer.label(found)
    return writer.value("phi ptr " + ", ".join(f"[ {place}, %{end} ]" for place, end in places))


def _place_in(writer: Writer, instruction: Instruction, field: Field, value: str, without: str) -> str:
    """The address of a field of an instance of its class."""
    if field.slot >= 0:
        return writer.value(f"getelementptr i8, ptr {value}, i64 {field.slot}")
    if field.strict:
        without = "" if instruction.op.startswith(KNOWN) else writer.exit(instruction.exit)
    return writer.value(f"getelementptr ptr, ptr {_values(writer, value, without)}, i64 {field.place}")


def _own(writer: Writer, value: str, name: str) -> str:
    """What the dict of an instance holds under a name, borrowed, or null."""
    return writer.value(f"call ptr @pyston_own(ptr {value}, ptr {address(writer.interned(name))})")


def field_get(writer: Writer, instruction: Instruction) -> None:
    """Read a field, as an object or at once unboxed."""
    fields = cast("tuple[Field, ...]", instruction.immediate)
    without = writer.name("l")
    value = writer.value(f"load ptr, ptr {_place(writer, instruction, without)}")
    if any(field.slot < 0 and not field.strict for field in fields):
        value = _or_own(writer, instruction, value, without, fields[0].name)
    writer.guard(writer.value(f"icmp ne ptr {value}, null"), instruction)
    if instruction.op.endswith("_get"):
        writer.line(f"call void @incref(ptr {value})")
        writer.result(instruction, (value,))
        return
    base = "int" if instruction.op.endswith("_int") else "float"
    writer.result(instruction, (guarded_number(writer, instruction, value, base),))


def _or_own(writer: Writer, instruction: Instruction, value: str, without: str, name: str) -> str:
    """A value, or what the holder's dict has where control has come to `without`."""
    near, far, found = writer.name("l"), writer.name("l"), writer.name("l")
    writer.line(f"br label %{near}")
    writer.label(near)
    writer.line(f"br label %{found}")
    writer.label(without)
    own = _own(writer, writer.object(instruction.args[0]), name)
    writer.line(f"br label %{far}")
    writer.label(far)
    writer.line(f"br label %{found}")
    writer.label(found)
    return writer.value(f"phi ptr [ {value}, %{near} ], [ {own}, %{far} ]")


def field_set(writer: Writer, instruction: Instruction) -> None:
    """Write a field; a float that nobody else holds is overwritten in place.

    A new attribute is written here where that is all there is to it, and is the host's work otherwise.
    """
    fields = cast("tuple[Field, ...]", instruction.immediate)
    slots = all(field.slot >= 0 for field in fields)
    there, new, hosts, done = (writer.name("l") for _ in range(4))
    place = _place(writer, instruction, hosts)
    old = writer.value(f"load ptr, ptr {place}")
    writer.branch(writer.value(f"icmp ne ptr {old}, null"), there, new)
    writer.label(there)
    replace_object(writer, instruction, place, old, 1)
    writer.line(f"br label %{done}")
    writer.label(new)
    if not slots:
        if len(fields) > 1:
            writer.line(f"br label %{hosts}")
        else:
            _note_order(writer, writer.object(instruction.args[0]), place, fields[0].place, hosts)
    if slots or len(fields) == 1:
        writer.line(f"store ptr {_owned_argument(writer, instruction, 1)}, ptr {place}")
        writer.line(f"br label %{done}")
    if not slots:
        writer.label(hosts)
        _set_new(writer, instruction)
        writer.line(f"br label %{done}")
    writer.label(done)
    writer.result(instruction, ())


def field_set_number(writer: Writer, instruction: Instruction) -> None:
    """Write a number over a number of the same type, in its object where nobody else holds that, or as a new attribute.

    The guard fails where anything else is in the field, or the instance keeps a dict: nothing is run by what dies.
    """
    fields = cast("tuple[Field, ...]", instruction.immediate)
    base, kind, exact = ("int", "i64", int) if instruction.op.endswith("_int") else ("float", "double", float)
    number = _number(writer, instruction, 1)
    there, new, done = (writer.name("l") for _ in range(3))
    away = writer.exit(instruction.exit)
    place = _place(writer, instruction, away)
    old = writer.value(f"load ptr, ptr {place}")
    several = len(fields) > 1
    writer.branch(writer.value(f"icmp ne ptr {old}, null"), there, away if several else new, likely=True)
    writer.label(there)
    type_at = writer.value(f"getelementptr i8, ptr {old}, i64 {OB_TYPE}")
    same = writer.value(f"icmp eq ptr {writer.value(f'load ptr, ptr {type_at}')}, {address(exact)}")
    writer.guard(same, instruction)
    _put_over(writer, place, old, base, f"{kind} {number}")
    writer.line(f"br label %{done}")
    if not several:
        writer.label(new)
        if fields[0].slot < 0:
            _note_order(writer, writer.object(instruction.args[0]), place, fields[0].place, away)
        writer.line(f"store ptr {_new_number(writer, base, number)}, ptr {place}")
        writer.line(f"br label %{done}")
    writer.label(done)
    writer.result(instruction, ())


def _note_order(writer: Writer, value: str, place: str, index: int, hosts: str) -> None:
    """Note that an instance gets the attribute with this index now: its dict shall have it in that order.

    Control goes to `hosts` where there is a dict already that shares the values (3.13).
    """
    if sys.version_info < (3, 13):
        # from two bytes before the values downwards; the first of them is how many there are
        count_at = writer.value(f"getelementptr i8, ptr {place}, i64 {-8 * index - 2}")
        step = -1
        start = count_at
    else:
        shared = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {MANAGED_DICT}')}")
        alone = writer.name("l")
        writer.branch(writer.value(f"icmp eq ptr {shared}, null"), alone, hosts, likely=True)
        writer.label(alone)
        # behind the values, of which there are as many as a byte in their head says
        count_at = writer.value(f"getelementptr i8, ptr {value}, i64 17")
        most = writer.value(f"load i8, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 16')}")
        wide = writer.value(f"zext i8 {most} to i64")
        behind = writer.value(f"getelementptr ptr, ptr {value}, i64 {wide}")
        start = writer.value(f"getelementptr i8, ptr {behind}, i64 23")
        step = 1
    count = writer.value(f"load i8, ptr {count_at}")
    more = writer.value(f"add i8 {count}, 1")
    distance = writer.value(f"mul i64 {writer.value(f'zext i8 {more} to i64')}, {step}")
    writer.line(f"store i8 {index}, ptr {writer.value(f'getelementptr i8, ptr {start}, i64 {distance}')}")
    writer.line(f"store i8 {more}, ptr {count_at}")


def _owned_argument(writer: Writer, instruction: Instruction, argument: int) -> str:
    """What is to be written, as an object, owned."""
    kind = instruction.kinds[argument]
    if kind.boxed == NO and kind.base in ("int", "float"):
        return _new_number(writer, kind.base, _number(writer, instruction, argument))
    value = writer.object(instruction.args[argument])
    writer.line(f"call void @incref(ptr {value})")
    return value


def _new_number(writer: Writer, base: str, number: str) -> str:
    made = "PyLong_FromLongLong(i64" if base == "int" else "PyFloat_FromDouble(double"
    return writer.value(f"call ptr @{made} {number})")


def _set_new(writer: Writer, instruction: Instruction) -> None:
    """Have the host set an attribute."""
    name = cast("tuple[Field, ...]", instruction.immediate)[0].name
    value = _owned_argument(writer, instruction, 1)
    key = address(writer.interned(name))
    holder = writer.object(instruction.args[0])
    failed = writer.value(f"call i32 @PyObject_SetAttr(ptr {holder}, ptr {key}, ptr {value})")
    writer.line(f"call void @decref(ptr {value})")
    writer.check(writer.value(f"icmp slt i32 {failed}, 0"), instruction)


def replace_object(writer: Writer, instruction: Instruction, place: str, old: str, argument: int) -> None:
    """Put an argument where `old` is; an unboxed number goes into the old object where it is nobody else's."""
    base = instruction.kinds[argument].base
    done = ""
    if instruction.kinds[argument].boxed == NO and base in ("int", "float"):
        over, fresh, done = writer.name("l"), writer.name("l"), writer.name("l")
        exact, kind = (int, "i64") if base == "int" else (float, "double")
        type_at = writer.value(f"getelementptr i8, ptr {old}, i64 {OB_TYPE}")
        same = writer.value(f"icmp eq ptr {writer.value(f'load ptr, ptr {type_at}')}, {address(exact)}")
        writer.branch(same, over, fresh, likely=True)
        writer.label(over)
        _put_over(writer, place, old, base, f"{kind} {_number(writer, instruction, argument)}")
        writer.line(f"br label %{done}")
        writer.label(fresh)
    value = _owned_argument(writer, instruction, argument)
    writer.line(f"store ptr {value}, ptr {place}")
    writer.line(f"call void @decref(ptr {old})")
    if done:
        writer.line(f"br label %{done}")
        writer.label(done)


def _put_over(writer: Writer, place: str, old: str, base: str, number: str) -> None:
    """Put a number over one of its type, in the object there where that is nobody else's."""
    convention = "preserve_allcc " if base == "int" else ""
    writer.line(f"call {convention}void @pyston_{base}_over(ptr {place}, ptr {old}, {number})")


def _number(writer: Writer, instruction: Instruction, argument: int) -> str:
    """An unboxed number that is to be written."""
    ref, kind = instruction.args[argument], instruction.kinds[argument]
    return writer.integer(ref, kind) if kind.base == "int" else writer.double(ref, kind)


def guard_no_own_attribute(writer: Writer, instruction: Instruction, value: str, method: Method) -> None:
    """Guard that an instance has no attribute of a method's name."""
    if not method.keys:
        return
    without, far, done = writer.name("l"), writer.name("l"), writer.name("l")
    _values(writer, value, without)
    keys = writer.value(f"load i64, ptr {memory(id(method.holder) + CACHED_KEYS)}")
    writer.guard(writer.value(f"icmp eq i64 {keys}, {word(method.keys)}"), instruction)
    entries = writer.value(f"load i64, ptr {memory(method.keys + KEYS_ENTRIES)}")
    writer.guard(writer.value(f"icmp eq i64 {entries}, {method.entries}"), instruction)
    writer.line(f"br label %{done}")
    writer.label(without)
    absent = writer.value(f"icmp eq ptr {_own(writer, value, method.name)}, null")
    writer.line(f"br label %{far}")
    writer.label(far)
    writer.guard(absent, instruction)
    writer.line(f"br label %{done}")
    writer.label(done)


_EMIT: Final = {
    "field_get": field_get,
    "field_get_int": field_get,
    "field_get_float": field_get,
    "field_set": field_set,
    "field_set_int": field_set_number,
    "field_set_float": field_set_number,
}
EMIT: Final = {**_EMIT, **{KNOWN + op: emit for op, emit in _EMIT.items()}}
