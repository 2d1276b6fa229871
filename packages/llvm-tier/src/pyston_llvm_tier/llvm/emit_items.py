"""Items of exact lists and tuples, sizes of exact containers."""

from __future__ import annotations

from typing import Final, cast

from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.emit_fields import replace_object
from pyston_llvm_tier.llvm.unboxing import guarded_number
from pyston_llvm_tier.llvm.writer import Writer
from pyston_llvm_tier.native.layouts import ARRAY_ITEMS, ARRAY_KIND, OB_SIZE, TUPLE_ITEMS
from pyston_llvm_tier.options import OPTIONS


def _index(writer: Writer, instruction: Instruction, holder: str) -> str:
    """The index of an item of a holder, counted from its start and guarded to be in range."""
    index = writer.integer(instruction.args[1], instruction.kinds[1])
    count = writer.value(f"load i64, ptr {writer.value(f'getelementptr i8, ptr {holder}, i64 {OB_SIZE}')}")
    below = writer.value(f"icmp slt i64 {index}, 0")
    added = writer.value(f"add i64 {index}, {count}")
    wanted = writer.value(f"select i1 {below}, i64 {added}, i64 {index}")
    writer.guard(writer.value(f"icmp ult i64 {wanted}, {count}"), instruction)
    return wanted


def _item_place(writer: Writer, instruction: Instruction) -> str:
    """The address of a list's or tuple's item, the index guarded."""
    holder = writer.object(instruction.args[0])
    wanted = _index(writer, instruction, holder)
    items = writer.value(f"getelementptr i8, ptr {holder}, i64 24")
    if not instruction.op.startswith("tuple"):
        items = writer.value(f"load ptr, ptr {items}")
    return writer.value(f"getelementptr ptr, ptr {items}, i64 {wanted}")


def item_get(writer: Writer, instruction: Instruction) -> None:
    """Read an item, as an object or at once unboxed."""
    value = writer.value(f"load ptr, ptr {_item_place(writer, instruction)}")
    if instruction.op.endswith("_get"):
        writer.line(f"call void @incref(ptr {value})")
        writer.result(instruction, (value,))
        return
    base = "int" if instruction.op.endswith("_int") else "float"
    writer.result(instruction, (guarded_number(writer, instruction, value, base),))


def list_set(writer: Writer, instruction: Instruction) -> None:
    """Write an item; a float that nobody else holds is overwritten in place."""
    place = _item_place(writer, instruction)
    old = writer.value(f"load ptr, ptr {place}")
    replace_object(writer, instruction, place, old, 2)
    writer.result(instruction, ())


def size(writer: Writer, instruction: Instruction) -> None:
    """`len` of an exact built-in container."""
    value = writer.object(instruction.args[0])
    if instruction.immediate in (set, frozenset):
        count = writer.value(f"call i64 @PyObject_Size(ptr {value})")
    else:
        where = writer.value(f"getelementptr i8, ptr {value}, i64 {OB_SIZE}")
        count = writer.value(f"load i64, ptr {where}")
    writer.result(instruction, (count,))


def slice_new(writer: Writer, instruction: Instruction) -> None:
    """A slice that has no object yet."""
    ends: list[str] = []
    for ref, kind in list(zip(instruction.args, instruction.kinds, strict=True))[:2]:
        absent = ref < 0 and writer.constant(ref) is None
        ends.append("0" if absent else writer.integer(ref, kind))
    writer.result(instruction, tuple(ends))


def _slice(writer: Writer, instruction: Instruction) -> str:
    """A list and the parts of a slice of it, as arguments."""
    slot, parts = instruction.args[1], instruction.kinds[1].detail
    ends = ", ".join(f"i64 {writer.load(slot, suffix, 'i64')}" for suffix in ("r0", "r1"))
    return f"ptr {writer.object(instruction.args[0])}, {ends}, i64 {parts}"


def list_slice(writer: Writer, instruction: Instruction) -> None:
    """A new list of a slice of a list."""
    made = writer.value(f"call ptr @pyston_list_slice({_slice(writer, instruction)})")
    writer.check_null(made, instruction)
    writer.result(instruction, (made,))


def list_slice_set(writer: Writer, instruction: Instruction) -> None:
    """Write over a slice of a list; the items of a list that dies with this are not copied."""
    value, dies = writer.object(instruction.args[2]), str(bool(instruction.immediate)).lower()
    failed = writer.value(f"call i32 @pyston_list_slice_set({_slice(writer, instruction)}, ptr {value}, i1 {dies})")
    writer.check(writer.value(f"icmp slt i32 {failed}, 0"), instruction)
    writer.result(instruction, ())


#: The item types of arrays of ints that are read here: how wide an item is, and how it becomes an i64.
_INT_ITEMS: Final = {
    "b": ("i8", "sext"),
    "B": ("i8", "zext"),
    "h": ("i16", "sext"),
    "H": ("i16", "zext"),
    "i": ("i32", "sext"),
    "I": ("i32", "zext"),
    "l": ("i64", ""),
    "q": ("i64", ""),
}


def _array_item(writer: Writer, instruction: Instruction) -> tuple[str, str, str]:
    """An array's type code, the address of its items, and the index, guarded."""
    holder = writer.object(instruction.args[0])
    kind = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {holder}, i64 {ARRAY_KIND}')}")
    code = writer.value(f"load i8, ptr {kind}")
    wanted = _index(writer, instruction, holder)
    items = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {holder}, i64 {ARRAY_ITEMS}')}")
    return code, items, wanted


def array_get(writer: Writer, instruction: Instruction) -> None:
    """Read an item of an array of doubles."""
    code, items, index = _array_item(writer, instruction)
    writer.guard(writer.value(f"icmp eq i8 {code}, {ord('d')}"), instruction)
    place = writer.value(f"getelementptr double, ptr {items}, i64 {index}")
    writer.result(instruction, (writer.value(f"load double, ptr {place}"),))


def array_get_int(writer: Writer, instruction: Instruction) -> None:
    """Read an item of an array of ints."""
    code, items, index = _array_item(writer, instruction)
    done = writer.name("l")
    found: list[tuple[str, str]] = []
    for letter, (kind, widen) in _INT_ITEMS.items():
        hit, miss = writer.name("l"), writer.name("l")
        writer.branch(writer.value(f"icmp eq i8 {code}, {ord(letter)}"), hit, miss)
        writer.label(hit)
        place = writer.value(f"getelementptr {kind}, ptr {items}, i64 {index}")
        value = writer.value(f"load {kind}, ptr {place}")
        found.append((writer.value(f"{widen} {kind} {value} to i64") if widen else value, hit))
        writer.line(f"br label %{done}")
        writer.label(miss)
    writer.line(f"br label %{writer.exit(instruction.exit)}")
    writer.label(done)
    number = writer.value("phi i64 " + ", ".join(f"[ {value}, %{hit} ]" for value, hit in found))
    if OPTIONS.fails(instruction.exit):
        writer.guard("false", instruction)
    writer.result(instruction, (number,))


def array_set(writer: Writer, instruction: Instruction) -> None:
    """Write an item of an array of doubles."""
    code, items, index = _array_item(writer, instruction)
    writer.guard(writer.value(f"icmp eq i8 {code}, {ord('d')}"), instruction)
    place = writer.value(f"getelementptr double, ptr {items}, i64 {index}")
    writer.line(f"store double {writer.double(instruction.args[2], instruction.kinds[2])}, ptr {place}")
    writer.result(instruction, ())


def array_set_int(writer: Writer, instruction: Instruction) -> None:
    """Write an item of an array of ints of 32 or 64 bits."""
    code, items, index = _array_item(writer, instruction)
    value = writer.integer(instruction.args[2], instruction.kinds[2])
    wide, narrow, other, done = (writer.name("l") for _ in range(4))
    is_long = writer.value(f"icmp eq i8 {code}, {ord('l')}")
    is_quad = writer.value(f"icmp eq i8 {code}, {ord('q')}")
    writer.branch(writer.value(f"or i1 {is_long}, {is_quad}"), wide, other)
    writer.label(wide)
    writer.line(f"store i64 {value}, ptr {writer.value(f'getelementptr i64, ptr {items}, i64 {index}')}")
    writer.line(f"br label %{done}")
    writer.label(other)
    low = writer.value(f"trunc i64 {value} to i32")
    same = writer.value(f"icmp eq i64 {writer.value(f'sext i32 {low} to i64')}, {value}")
    is_int = writer.value(f"icmp eq i8 {code}, {ord('i')}")
    writer.guard(writer.value(f"and i1 {is_int}, {same}"), instruction)
    writer.line(f"br label %{narrow}")
    writer.label(narrow)
    writer.line(f"store i32 {low}, ptr {writer.value(f'getelementptr i32, ptr {items}, i64 {index}')}")
    writer.line(f"br label %{done}")
    writer.label(done)
    writer.result(instruction, ())


def guard_size(writer: Writer, instruction: Instruction) -> None:
    """Guard the number of items of a tuple or list."""
    place = writer.value(f"getelementptr i8, ptr {writer.object(instruction.args[0])}, i64 {OB_SIZE}")
    count = writer.value(f"load i64, ptr {place}")
    writer.guard(writer.value(f"icmp eq i64 {count}, {instruction.immediate}"), instruction)


def unpack(writer: Writer, instruction: Instruction) -> None:
    """Spread the items of a tuple or list over slots; only then what the slots held is released."""
    kind, slots = cast("tuple[type, tuple[int, ...]]", instruction.immediate)
    items = writer.value(f"getelementptr i8, ptr {writer.object(instruction.args[0])}, i64 {TUPLE_ITEMS}")
    if kind is list:
        items = writer.value(f"load ptr, ptr {items}")
    values: list[str] = []
    for index in range(len(slots)):
        place = writer.value(f"getelementptr ptr, ptr {items}, i64 {index}")
        values.append(writer.value(f"load ptr, ptr {place}"))
        writer.line(f"call void @incref(ptr {values[-1]})")
    old = [(slot, writer.load_object(slot)) for slot in instruction.drops]
    for slot, _ in old:
        writer.store_object(slot, "null")
    for slot, value in zip(slots, values, strict=True):
        writer.store_object(slot, value)
    for _, value in old:
        writer.line(f"call void @xdecref(ptr {value})")


EMIT: Final = {
    **dict.fromkeys("list_get list_get_int list_get_float tuple_get tuple_get_int tuple_get_float".split(), item_get),
    "list_set": list_set,
    "array_get": array_get,
    "array_get_int": array_get_int,
    "array_set": array_set,
    "array_set_int": array_set_int,
    "slice_new": slice_new,
    "list_slice": list_slice,
    "list_slice_set": list_slice_set,
    "size": size,
    "guard_size": guard_size,
    "unpack": unpack,
}
