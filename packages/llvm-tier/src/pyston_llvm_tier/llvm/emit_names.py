"""Cells and globals."""

from __future__ import annotations

from typing import Final, cast

from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.notation import address, memory
from pyston_llvm_tier.llvm.writer import Writer
from pyston_llvm_tier.native.layouts import CELL_REF, DICT_VERSION


def make_cell(writer: Writer, instruction: Instruction) -> None:
    """A new cell in place of a slot's value."""
    value = writer.object(instruction.args[0]) if instruction.args else "null"
    cell = writer.value(f"call ptr @PyCell_New(ptr {value})")
    writer.check_null(cell, instruction)
    writer.store_object(instruction.dest, cell)
    if instruction.args and instruction.args[0] >= 0:
        writer.line(f"call void @xdecref(ptr {value})")


def load_cell(writer: Writer, instruction: Instruction) -> None:
    """Read a cell."""
    where = writer.value(f"getelementptr i8, ptr {writer.object(instruction.args[0])}, i64 {CELL_REF}")
    value = writer.value(f"load ptr, ptr {where}")
    writer.guard(writer.value(f"icmp ne ptr {value}, null"), instruction)
    writer.line(f"call void @incref(ptr {value})")
    writer.result(instruction, (value,))


def store_cell(writer: Writer, instruction: Instruction) -> None:
    """Write a cell."""
    where = writer.value(f"getelementptr i8, ptr {writer.object(instruction.args[0])}, i64 {CELL_REF}")
    value = writer.object(instruction.args[1])
    old = writer.value(f"load ptr, ptr {where}")
    writer.line(f"call void @incref(ptr {value})")
    writer.line(f"store ptr {value}, ptr {where}")
    writer.line(f"call void @xdecref(ptr {old})")
    writer.result(instruction, ())


def guard_global(writer: Writer, instruction: Instruction) -> None:
    """Guard that a global is what it was."""
    name, in_globals, constant = cast("tuple[str, bool, int]", instruction.immediate)
    feedback = writer.feedback
    names = (feedback.globals,) if in_globals else (feedback.globals, feedback.builtins)
    guard_names(writer, instruction, names, name, constant)
    writer.result(instruction, ())


def guard_names(
    writer: Writer, instruction: Instruction, namespaces: tuple[dict[str, object], ...], name: str, constant: int
) -> None:
    """Guard what a name means: the namespaces' versions, or else a look-up in them, which notes the versions."""
    versions: list[tuple[str, str]] = []
    fresh = ""
    for namespace in namespaces:
        cell = "@" + writer.name("version")
        writer.globals.append(f"{cell} = internal global i64 0")
        now = writer.value(f"load i64, ptr {memory(id(namespace) + DICT_VERSION)}")
        noted = writer.value(f"load i64, ptr {cell}")
        same = writer.value(f"icmp eq i64 {now}, {noted}")
        fresh = same if not fresh else writer.value(f"and i1 {fresh}, {same}")
        versions.append((cell, now))
    slow, done = writer.name("l"), writer.name("l")
    writer.branch(fresh, done, slow)
    writer.label(slow)
    key = address(writer.interned(name))
    flag = "true" if len(namespaces) == 1 else "false"
    holds = writer.value(
        f"call preserve_allcc i1 @pyston_check_global(ptr {address(namespaces[0])}, ptr {address(namespaces[-1])}, "
        f"ptr {key}, ptr {address(writer.constant(constant))}, i1 {flag})"
    )
    writer.guard(holds, instruction)
    for cell, now in versions:
        writer.line(f"store i64 {now}, ptr {cell}")
    writer.line(f"br label %{done}")
    writer.label(done)


def load_global(writer: Writer, instruction: Instruction) -> None:
    """Look a global up."""
    key = address(writer.interned(str(instruction.immediate)))
    found, missing, done = writer.name("l"), writer.name("l"), writer.name("l")
    first = writer.value(f"call ptr @PyDict_GetItemWithError(ptr {address(writer.feedback.globals)}, ptr {key})")
    writer.line(f"br label %{found}")
    writer.label(found)
    writer.branch(writer.value(f"icmp eq ptr {first}, null"), missing, done)
    writer.label(missing)
    second = writer.value(f"call ptr @PyDict_GetItemWithError(ptr {address(writer.feedback.builtins)}, ptr {key})")
    writer.guard(writer.value(f"icmp ne ptr {second}, null"), instruction)
    after = writer.name("l")
    writer.line(f"br label %{after}")
    writer.label(after)
    writer.line(f"br label %{done}")
    writer.label(done)
    value = writer.value(f"phi ptr [ {first}, %{found} ], [ {second}, %{after} ]")
    writer.line(f"call void @incref(ptr {value})")
    writer.result(instruction, (value,))


def store_global(writer: Writer, instruction: Instruction) -> None:
    """Write a global."""
    key = address(writer.interned(str(instruction.immediate)))
    value = writer.object(instruction.args[0])
    failed = writer.value(f"call i32 @PyDict_SetItem(ptr {address(writer.feedback.globals)}, ptr {key}, ptr {value})")
    writer.check(writer.value(f"icmp slt i32 {failed}, 0"), instruction)
    writer.result(instruction, ())


EMIT: Final = {
    "make_cell": make_cell,
    "make_empty_cell": make_cell,
    "load_cell": load_cell,
    "store_cell": store_cell,
    "guard_global": guard_global,
    "load_global": load_global,
    "store_global": store_global,
}
