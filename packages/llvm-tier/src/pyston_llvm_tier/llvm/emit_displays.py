"""Displays, what comprehensions grow, and f-strings."""

from __future__ import annotations

from typing import Final, cast

from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.emit_host import owned, status
from pyston_llvm_tier.llvm.writer import Writer


def display(writer: Writer, instruction: Instruction) -> None:
    """A tuple, list or slice."""
    values = [writer.object(ref) for ref in instruction.args]
    if instruction.op == "build_slice":
        owned(writer, instruction, "call ptr @PySlice_New(" + ", ".join(f"ptr {value}" for value in values) + ")")
        return
    writer.result(instruction, (_sequence(writer, instruction, values, instruction.op == "build_list"),))


def _sequence(writer: Writer, instruction: Instruction, values: list[str], is_list: bool) -> str:
    made = writer.value(f"call ptr @{'PyList_New' if is_list else 'PyTuple_New'}(i64 {len(values)})")
    writer.check_null(made, instruction)
    items = writer.value(f"getelementptr i8, ptr {made}, i64 24")
    if is_list and values:
        items = writer.value(f"load ptr, ptr {items}")
    for index, value in enumerate(values):
        where = writer.value(f"getelementptr ptr, ptr {items}, i64 {index}")
        writer.line(f"call void @incref(ptr {value})")
        writer.line(f"store ptr {value}, ptr {where}")
    return made


def build_collection(writer: Writer, instruction: Instruction) -> None:
    """A set or a dict."""
    values = [writer.object(ref) for ref in instruction.args]
    is_set = instruction.op == "build_set"
    made = writer.value("call ptr @PySet_New(ptr null)" if is_set else "call ptr @PyDict_New()")
    writer.check_null(made, instruction)
    entries = [(value,) for value in values] if is_set else list(zip(values[::2], values[1::2], strict=True))
    for entry in entries:
        given = ", ".join(f"ptr {part}" for part in (made, *entry))
        failed = writer.value(f"call i32 @{'PySet_Add' if is_set else 'PyDict_SetItem'}({given})")
        bad, fine = writer.name("l"), writer.name("l")
        writer.branch(writer.value(f"icmp slt i32 {failed}, 0"), bad, fine)
        writer.label(bad)
        writer.line(f"call void @decref(ptr {made})")
        writer.line(f"br label %{writer.exit(instruction.error)}")
        writer.label(fine)
    writer.result(instruction, (made,))


def build_string(writer: Writer, instruction: Instruction) -> None:
    """The parts of an f-string, joined."""
    values = [writer.object(ref) for ref in instruction.args]
    parts = _sequence(writer, instruction, values, False)
    joined = writer.value(f"call ptr @PyUnicode_Join(ptr {writer.text('')}, ptr {parts})")
    writer.line(f"call void @decref(ptr {parts})")
    writer.check_null(joined, instruction)
    writer.result(instruction, (joined,))


def grow_text(writer: Writer, instruction: Instruction) -> None:
    """A text of a slot with another behind it, in place where it can be."""
    slot = instruction.args[0]
    right = writer.object(instruction.args[1])
    # not the slot itself: a place whose address is known elsewhere is read anew after every call
    place = writer.vector([writer.load_object(slot)])
    writer.store_object(slot, "null")
    writer.line(f"call void @PyUnicode_Append(ptr {place}, ptr {right})")
    grown = writer.value(f"load ptr, ptr {place}")
    writer.check_null(grown, instruction)
    writer.result(instruction, (grown,))


_CONVERSIONS: Final = {115: "PyObject_Str", 114: "PyObject_Repr", 97: "PyObject_ASCII"}


def format_value(writer: Writer, instruction: Instruction) -> None:
    """A replacement field."""
    value, spec = [writer.object(ref) for ref in instruction.args]
    conversion = _CONVERSIONS.get(cast(int, instruction.immediate))
    if conversion is None:
        owned(writer, instruction, f"call ptr @PyObject_Format(ptr {value}, ptr {spec})")
        return
    converted = writer.value(f"call ptr @{conversion}(ptr {value})")
    writer.check_null(converted, instruction)
    made = writer.value(f"call ptr @PyObject_Format(ptr {converted}, ptr {spec})")
    writer.line(f"call void @decref(ptr {converted})")
    writer.check_null(made, instruction)
    writer.result(instruction, (made,))


def list_to_tuple(writer: Writer, instruction: Instruction) -> None:
    """A tuple of a list's items."""
    owned(writer, instruction, f"call ptr @PyList_AsTuple(ptr {writer.object(instruction.args[0])})")


_GROW: Final = {
    "list_append": "PyList_Append",
    "set_add": "PySet_Add",
    "set_update": "_PySet_Update",
    "dict_set": "PyDict_SetItem",
}


def grow(writer: Writer, instruction: Instruction) -> None:
    """Add to what is under construction."""
    given = ", ".join(f"ptr {writer.object(ref)}" for ref in instruction.args)
    status(writer, instruction, f"call i32 @{_GROW[instruction.op]}({given})")


EMIT: Final = {
    "build_tuple": display,
    "build_list": display,
    "build_slice": display,
    "build_set": build_collection,
    "build_dict": build_collection,
    "build_string": build_string,
    "grow_text": grow_text,
    "format_value": format_value,
    "list_to_tuple": list_to_tuple,
    **dict.fromkeys(_GROW, grow),
}
