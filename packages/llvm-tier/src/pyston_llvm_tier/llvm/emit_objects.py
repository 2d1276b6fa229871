"""Slots, guards, items, calls, and everything that goes through the host's C API."""

from __future__ import annotations

from typing import Final, cast

from pyston_llvm_tier.ir.kinds import NO, holds_object
from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.emit_fields import replace_object
from pyston_llvm_tier.llvm.library import address, memory
from pyston_llvm_tier.llvm.writer import REGISTERS, Writer
from pyston_llvm_tier.native.layouts import CELL_REF, DICT_VERSION, OB_SIZE

_NUMBER: Final = {
    "+": "Add",
    "-": "Subtract",
    "*": "Multiply",
    "/": "TrueDivide",
    "//": "FloorDivide",
    "%": "Remainder",
    "@": "MatrixMultiply",
    "&": "And",
    "|": "Or",
    "^": "Xor",
    "<<": "Lshift",
    ">>": "Rshift",
}
_UNARY: Final = {"-": "Negative", "+": "Positive", "~": "Invert"}


def declarations() -> str:
    """The number protocol."""
    two = "\n".join(
        f"declare ptr @PyNumber_{place}{name}(ptr, ptr)" for name in _NUMBER.values() for place in ("", "InPlace")
    )
    one = "\n".join(f"declare ptr @PyNumber_{name}(ptr)" for name in _UNARY.values())
    return f"{two}\n{one}\n"


# slots


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
        kind = "i64" if base == "int" else "double"
        both = writer.value(f"call {{{kind}, i1}} @unbox_{base}(ptr {value})")
        writer.guard(writer.value(f"extractvalue {{{kind}, i1}} {both}, 1"), instruction)
        writer.store(slot, "i" if base == "int" else "f", kind, writer.value(f"extractvalue {{{kind}, i1}} {both}, 0"))
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


# cells and globals


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
        f"call i1 @pyston_check_global(ptr {address(namespaces[0])}, ptr {address(namespaces[-1])}, "
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


# the host's protocols


def owned(writer: Writer, instruction: Instruction, call: str) -> None:
    """Finish with a new reference, null for an exception."""
    value = writer.value(call)
    writer.check_null(value, instruction)
    writer.result(instruction, (value,))


def status(writer: Writer, instruction: Instruction, call: str) -> None:
    """Finish with a status, negative for an exception."""
    failed = writer.value(call)
    writer.check(writer.value(f"icmp slt i32 {failed}, 0"), instruction)
    writer.result(instruction, ())


def py_binary(writer: Writer, instruction: Instruction) -> None:
    """An operator of any objects."""
    operation, name = cast("tuple[str, str]", instruction.immediate)
    left, right = writer.object(instruction.args[0]), writer.object(instruction.args[1])
    place = "InPlace" if operation == "inplace" else ""
    if name == "**":
        owned(writer, instruction, f"call ptr @PyNumber_{place}Power(ptr {left}, ptr {right}, ptr {address(None)})")
    else:
        owned(writer, instruction, f"call ptr @PyNumber_{place}{_NUMBER[name]}(ptr {left}, ptr {right})")


def py_unary(writer: Writer, instruction: Instruction) -> None:
    """A unary operator of any object."""
    name = _UNARY[str(instruction.immediate)]
    owned(writer, instruction, f"call ptr @PyNumber_{name}(ptr {writer.object(instruction.args[0])})")


def py_not(writer: Writer, instruction: Instruction) -> None:
    """`not` of any object."""
    answer = writer.value(f"call i32 @PyObject_Not(ptr {writer.object(instruction.args[0])})")
    writer.check(writer.value(f"icmp slt i32 {answer}, 0"), instruction)
    writer.result(instruction, (writer.value(f"icmp ne i32 {answer}, 0"),))


_TWO: Final = {"py_get_item": "PyObject_GetItem", "py_get_attr": "PyObject_GetAttr"}
_THREE: Final = {"py_set_item": "PyObject_SetItem", "py_set_attr": "PyObject_SetAttr"}


def py_get(writer: Writer, instruction: Instruction) -> None:
    """An item or attribute of any object."""
    first, second = [writer.object(ref) for ref in instruction.args]
    owned(writer, instruction, f"call ptr @{_TWO[instruction.op]}(ptr {first}, ptr {second})")


def py_set(writer: Writer, instruction: Instruction) -> None:
    """The same, written."""
    first, second, third = [writer.object(ref) for ref in instruction.args]
    status(writer, instruction, f"call i32 @{_THREE[instruction.op]}(ptr {first}, ptr {second}, ptr {third})")


def py_iter(writer: Writer, instruction: Instruction) -> None:
    """`iter(a)`."""
    owned(writer, instruction, f"call ptr @PyObject_GetIter(ptr {writer.object(instruction.args[0])})")


def display(writer: Writer, instruction: Instruction) -> None:
    """A tuple, list or slice."""
    values = [writer.object(ref) for ref in instruction.args]
    if instruction.op == "build_slice":
        owned(writer, instruction, "call ptr @PySlice_New(" + ", ".join(f"ptr {value}" for value in values) + ")")
        return
    name = "PyTuple_New" if instruction.op == "build_tuple" else "PyList_New"
    made = writer.value(f"call ptr @{name}(i64 {len(values)})")
    writer.check_null(made, instruction)
    items = writer.value(f"getelementptr i8, ptr {made}, i64 24")
    if name == "PyList_New" and values:
        items = writer.value(f"load ptr, ptr {items}")
    for index, value in enumerate(values):
        where = writer.value(f"getelementptr ptr, ptr {items}, i64 {index}")
        writer.line(f"call void @incref(ptr {value})")
        writer.line(f"store ptr {value}, ptr {where}")
    writer.result(instruction, (made,))


def list_append(writer: Writer, instruction: Instruction) -> None:
    """Append to an exact list."""
    holder, value = writer.object(instruction.args[0]), writer.object(instruction.args[1])
    status(writer, instruction, f"call i32 @PyList_Append(ptr {holder}, ptr {value})")


def size(writer: Writer, instruction: Instruction) -> None:
    """`len` of an exact built-in container."""
    value = writer.object(instruction.args[0])
    if instruction.immediate in (set, frozenset):
        count = writer.value(f"call i64 @PyObject_Size(ptr {value})")
    else:
        where = writer.value(f"getelementptr i8, ptr {value}, i64 {OB_SIZE}")
        count = writer.value(f"load i64, ptr {where}")
    writer.result(instruction, (count,))


# items


def _item_place(writer: Writer, instruction: Instruction) -> str:
    """The address of a list's or tuple's item, the index guarded."""
    holder = writer.object(instruction.args[0])
    index = writer.integer(instruction.args[1], instruction.kinds[1])
    count = writer.value(f"load i64, ptr {writer.value(f'getelementptr i8, ptr {holder}, i64 {OB_SIZE}')}")
    below = writer.value(f"icmp slt i64 {index}, 0")
    added = writer.value(f"add i64 {index}, {count}")
    wanted = writer.value(f"select i1 {below}, i64 {added}, i64 {index}")
    writer.guard(writer.value(f"icmp ult i64 {wanted}, {count}"), instruction)
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
    base, kind = ("int", "i64") if instruction.op.endswith("_int") else ("float", "double")
    both = writer.value(f"call {{{kind}, i1}} @unbox_{base}(ptr {value})")
    writer.guard(writer.value(f"extractvalue {{{kind}, i1}} {both}, 1"), instruction)
    writer.result(instruction, (writer.value(f"extractvalue {{{kind}, i1}} {both}, 0"),))


def list_set(writer: Writer, instruction: Instruction) -> None:
    """Write an item; a float that nobody else holds is overwritten in place."""
    place = _item_place(writer, instruction)
    old = writer.value(f"load ptr, ptr {place}")
    replace_object(writer, instruction, place, old, 2)
    writer.result(instruction, ())


# ranges and iteration


def range_new(writer: Writer, instruction: Instruction) -> None:
    """A range that has no object yet."""
    values = [writer.integer(ref, kind) for ref, kind in zip(instruction.args, instruction.kinds, strict=True)]
    start, stop, step = ("0", values[0], "1") if len(values) == 1 else (values[0], values[1], "1")
    if len(values) == 3:
        step = values[2]
        writer.guard(writer.value(f"icmp ne i64 {step}, 0"), instruction)
    ends = (start, stop, step) if len(values) == 3 else (start, stop)
    for end in ends:
        shifted = writer.value(f"add i64 {end}, {2**61}")
        writer.guard(writer.value(f"icmp ult i64 {shifted}, {2**62}"), instruction)
    writer.result(instruction, (start, stop, step))


def range_iter(writer: Writer, instruction: Instruction) -> None:
    """The iterator of such a range: where it is, its step, and how many remain."""
    source = instruction.args[0]
    start, stop, step = [writer.load(source, suffix, "i64") for suffix in ("r0", "r1", "r2")]
    up = writer.value(f"icmp sgt i64 {step}, 0")
    low = writer.value(f"select i1 {up}, i64 {start}, i64 {stop}")
    high = writer.value(f"select i1 {up}, i64 {stop}, i64 {start}")
    negated = writer.value(f"sub i64 0, {step}")
    stride = writer.value(f"select i1 {up}, i64 {step}, i64 {negated}")
    some = writer.value(f"icmp slt i64 {low}, {high}")
    span = writer.value(f"sub i64 {high}, {low}")
    less = writer.value(f"sub i64 {span}, 1")
    steps = writer.value(f"udiv i64 {less}, {stride}")
    count = writer.value(f"add i64 {steps}, 1")
    left = writer.value(f"select i1 {some}, i64 {count}, i64 0")
    writer.result(instruction, (start, step, left))


def range_next(writer: Writer, instruction: Instruction) -> None:
    """The next int of a range."""
    slot = instruction.args[0]
    left = writer.load(slot, "r2", "i64")
    more = writer.name("l")
    writer.branch(writer.value(f"icmp sgt i64 {left}, 0"), more, f"b{instruction.targets[1]}")
    writer.label(more)
    current, step = writer.load(slot, "r0", "i64"), writer.load(slot, "r1", "i64")
    writer.store(slot, "r0", "i64", writer.value(f"add i64 {current}, {step}"))
    writer.store(slot, "r2", "i64", writer.value(f"sub i64 {left}, 1"))
    writer.result(instruction, (current,))
    writer.line(f"br label %b{instruction.targets[0]}")


def iter_next(writer: Writer, instruction: Instruction) -> None:
    """The next item of any iterator; at the end it is released."""
    slot = instruction.args[0]
    iterator = writer.load_object(slot)
    value = writer.value(f"call ptr @PyIter_Next(ptr {iterator})")
    more, over, end = writer.name("l"), writer.name("l"), writer.name("l")
    writer.branch(writer.value(f"icmp eq ptr {value}, null"), over, more)
    writer.label(over)
    error = writer.value("call ptr @PyErr_Occurred()")
    writer.branch(writer.value(f"icmp eq ptr {error}, null"), end, writer.exit(instruction.error))
    writer.label(end)
    writer.store_object(slot, "null")
    writer.line(f"call void @decref(ptr {iterator})")
    writer.line(f"br label %b{instruction.targets[1]}")
    writer.label(more)
    writer.result(instruction, (value,))
    writer.line(f"br label %b{instruction.targets[0]}")
