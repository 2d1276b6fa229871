"""From a function's IR to the text of one LLVM module: a body by the native convention.

A module has either the body that starts the function, entered by compiled callers and by the interpreter, or one that
starts at a loop's head (OSR), entered by the interpreter alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from pyston_llvm_tier.build.flow import parameter_slots
from pyston_llvm_tier.ir.kinds import NO, Kind, holds_object
from pyston_llvm_tier.ir.model import Function, Instruction
from pyston_llvm_tier.llvm import (
    emit_calls,
    emit_displays,
    emit_fields,
    emit_host,
    emit_items,
    emit_iteration,
    emit_names,
    emit_numbers,
    emit_raising,
    emit_slots,
)
from pyston_llvm_tier.llvm.calling_out import OBJECTS
from pyston_llvm_tier.llvm.library import inlined, with_helpers
from pyston_llvm_tier.llvm.notation import BOOL, OBJECT, REFUSED, TAG_OF_BASE, address, memory
from pyston_llvm_tier.llvm.sites import Site
from pyston_llvm_tier.llvm.writer import PAIR, REGISTERS, Asked, Cells, Writer
from pyston_llvm_tier.native.layouts import LIST_ITEMS, Layout
from pyston_llvm_tier.options import OPTIONS
from pyston_runtime.interfaces.feedback import UnitFeedback

#: In place of an instruction: the C stack is nearly used up, and the interpreter shall run the frame from its start.
LOW_STACK: Final = -1


def module_text(
    function: Function,
    feedback: UnitFeedback,
    host: Layout,
    name: str,
    head: int,
    asked: Asked,
    cells: Cells,
    unset: object,
    current: int,
    code: int,
    sites: list[Site],
) -> str:
    """The module of a unit, started at block `head`.

    Args:
        function: the IR.
        feedback: for the namespaces of globals.
        host: the layout of objects.
        name: of the body.
        head: the block to start at; 0 for the function's start.
        asked: what is asked of the interpreter.
        cells: the addresses of other bodies.
        unset: the mark of an empty slot.
        current: where the address of the body stands that is entered now; 0 there for none.
        code: the number of this code among all whose calls can be seen.
        sites: gets the places from where it calls.
    """
    writer = Writer(function, asked)
    writer.feedback = feedback
    writer.cells = cells
    writer.current = (current, name)
    writer.code = code
    for block in _reachable(function, head):
        writer.label(f"b{block}")
        for instruction in function.blocks[block].instructions:
            writer.instruction = instruction
            EMIT[instruction.op](writer, instruction)
    entry_state = function.blocks[head].state
    starts = function.blocks[head].pc == 0 and 0 not in function.heads
    body = writer.lines
    writer.lines = []
    if starts:
        _parameters(writer, entry_state)
    else:
        _from_list(writer, entry_state, unset)
    writer.line(f"br label %b{head}")
    start = writer.lines
    writer.lines = []
    done: set[int] = set()
    while writer.used_exits - done:
        for number in sorted(writer.used_exits - done):
            done.add(number)
            writer.write_exit(number)
    if done:
        writer.write_leave()
    exits = writer.lines
    sites.extend(writer.sites)
    slots = parameter_slots(function.unit) if starts else []
    arguments = "".join(f", i64 %a{slot}, i64 %t{slot}" for slot in slots)
    lines = [f"define {PAIR} @{name}(ptr %caller, ptr %thread, i64 %depth{arguments}) {{", "entry:"]
    lines += writer.prologue() + start + body + exits + ["}"]
    return with_helpers("\n".join([*writer.globals, *lines]) + "\n", inlined(host))


def _reachable(function: Function, head: int) -> list[int]:
    found: list[int] = []
    pending = [head]
    while pending:
        block = pending.pop()
        if block in found:
            continue
        found.append(block)
        pending.extend(function.blocks[block].instructions[-1].targets)
        for instruction in function.blocks[block].instructions:
            if instruction.error in function.caught:
                pending.append(function.caught[instruction.error])
    return found


def _parameters(writer: Writer, state: tuple[Kind, ...]) -> None:
    """Take the arguments in the kinds wanted; otherwise the interpreter starts the frame."""
    slots = parameter_slots(writer.function.unit)
    writer.line("%sp = call ptr @llvm.frameaddress.p0(i32 0)")
    writer.line("%sp.int = ptrtoint ptr %sp to i64")
    limit = writer.value("load i64, ptr %thread")
    writer.line(f"%sp.low = icmp ult i64 %sp.int, {limit}")
    writer.line("br i1 %sp.low, label %low_stack, label %depth_check")
    writer.label("depth_check")
    writer.line("%too_deep = icmp slt i64 %depth, 0")
    writer.line("br i1 %too_deep, label %deep, label %take")
    writer.label("take")
    for slot in slots:
        _take(writer, slot, state[slot])
    for slot in slots:
        if state[slot].base == "bool":
            _drop_object(writer, slot)
    ready = writer.name("l")
    writer.line(f"br label %{ready}")
    writer.label("wrong_argument")
    writer.line("br label %again")
    writer.label("low_stack")
    writer.line("br label %again")
    writer.label("again")
    again = writer.value(f"phi i64 [ 0, %wrong_argument ], [ {LOW_STACK}, %low_stack ]")
    for slot in slots:
        writer.store_object(slot, writer.value(f"call ptr @pyston_box_tagged(i64 %a{slot}, i64 %t{slot})"))
    left = writer.value(
        f"call {PAIR} @pyston_leave(ptr %frame, i64 {writer.slots}, i64 {again}, ptr %caller, i64 0, "
        f"ptr {address(writer.resume)}, i64 %depth, ptr %thread)"
    )
    writer.line(f"ret {PAIR} {left}")
    writer.label("deep")
    for slot in slots:
        _drop_object(writer, slot)
    writer.line("call void @pyston_too_deep()")
    writer.line(f"ret {PAIR} zeroinitializer")
    writer.label(ready)


def _drop_object(writer: Writer, slot: int) -> None:
    """Release an argument if it came as an object."""
    some, done = writer.name("l"), writer.name("l")
    writer.branch(writer.value(f"icmp eq i64 %t{slot}, {OBJECT}"), some, done)
    writer.label(some)
    writer.line(f"call void @decref(ptr {writer.value(f'inttoptr i64 %a{slot} to ptr')})")
    writer.line(f"br label %{done}")
    writer.label(done)


def _take(writer: Writer, slot: int, kind: Kind) -> None:
    """Put one argument where the code expects it."""
    if kind.base == "obj":
        made = writer.value(f"call ptr @box_tagged(i64 %a{slot}, i64 %t{slot})")
        # boxed once: what follows must not box it again
        writer.store_object(slot, made)
        return
    suffix, llvm_kind = REGISTERS[kind.base][0]
    unboxed, other, from_object, done = (writer.name("l") for _ in range(4))
    writer.branch(writer.value(f"icmp eq i64 %t{slot}, {TAG_OF_BASE[kind.base]}"), unboxed, other)
    writer.label(unboxed)
    value = f"%a{slot}"
    if kind.base == "float":
        value = writer.value(f"bitcast i64 %a{slot} to double")
    elif kind.base == "bool":
        value = writer.value(f"icmp ne i64 %a{slot}, 0")
    writer.store(slot, suffix, llvm_kind, value)
    writer.line(f"br label %{done}")
    writer.label(other)
    writer.branch(writer.value(f"icmp eq i64 %t{slot}, {OBJECT}"), from_object, "wrong_argument")
    writer.label(from_object)
    passed = writer.value(f"inttoptr i64 %a{slot} to ptr")
    fine = writer.name("l")
    number, right = _unboxed(writer, passed, kind.base)
    writer.branch(right, fine, "wrong_argument")
    writer.label(fine)
    writer.store(slot, suffix, llvm_kind, number)
    if kind.boxed != NO:
        writer.store_object(slot, passed)
    writer.line(f"br label %{done}")
    writer.label(done)


def _unboxed(writer: Writer, value: str, base: str) -> tuple[str, str]:
    """A number's value, and whether the object is one."""
    if base == "bool":
        yes = writer.value(f"icmp eq ptr {value}, {address(True)}")
        no = writer.value(f"icmp eq ptr {value}, {address(False)}")
        return yes, writer.value(f"or i1 {yes}, {no}")
    kind = "i64" if base == "int" else "double"
    both = writer.value(f"call {{{kind}, i1}} @unbox_{base}(ptr {value})")
    return writer.value(f"extractvalue {{{kind}, i1}} {both}, 0"), writer.value(
        f"extractvalue {{{kind}, i1}} {both}, 1"
    )


def _from_list(writer: Writer, state: tuple[Kind, ...], unset: object) -> None:
    """OSR: check that the slots are what the code was made for, then take them out of the interpreter's frame."""
    mark = address(unset)
    given = writer.value(f"load ptr, ptr {writer.value(f'getelementptr ptr, ptr %caller, i64 {OBJECTS}')}")
    items = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {given}, i64 {LIST_ITEMS}')}")
    for slot, kind in enumerate(state):
        if kind.base == "obj" and kind.maybe and kind.detail is None:
            # whatever it is
            continue
        place = writer.value(f"getelementptr ptr, ptr {items}, i64 {slot}")
        _check_slot(writer, slot, kind, writer.value(f"load ptr, ptr {place}"), mark)
    writer.line(f"call void @pyston_take(ptr {items}, ptr %frame, i64 {writer.slots})")
    for slot, kind in enumerate(state):
        if kind.base != "unset" and not holds_object(kind):
            writer.line(f"call void @pyston_forget(ptr {writer.place(slot)})")
    ready = writer.name("l")
    writer.line(f"br label %{ready}")
    writer.label("refuse")
    writer.line(f"ret {PAIR} {{ i64 0, i64 {REFUSED} }}")
    writer.label(ready)


def _require(writer: Writer, condition: str) -> None:
    fine = writer.name("l")
    writer.branch(condition, fine, "refuse")
    writer.label(fine)


def _check_slot(writer: Writer, slot: int, kind: Kind, value: str, mark: str) -> None:
    """Refuse unless a slot's object is of the kind; its number is put into the register."""
    empty = writer.value(f"icmp eq ptr {value}, {mark}")
    if kind.base == "unset":
        _require(writer, empty)
        return
    done = writer.name("l")
    if kind.maybe:
        some = writer.name("l")
        bound = writer.value(f"xor i1 {empty}, true")
        if kind.base in REGISTERS:
            writer.store(slot, "set", "i1", bound)
        writer.branch(empty, done, some)
        writer.label(some)
    else:
        _require(writer, writer.value(f"xor i1 {empty}, true"))
    type_at = writer.value(f"getelementptr i8, ptr {value}, i64 8")
    if kind.base == "const" and isinstance(kind.detail, int):
        _require(writer, writer.value(f"icmp eq ptr {value}, {address(writer.function.constants[kind.detail])}"))
    elif kind.base in ("int", "float", "bool"):
        number, right = _unboxed(writer, value, kind.base)
        _require(writer, right)
        suffix, llvm_kind = REGISTERS[kind.base][0]
        writer.store(slot, suffix, llvm_kind, number)
    elif kind.base == "range_iter":
        found = writer.value(f"load ptr, ptr {type_at}")
        _require(writer, writer.value(f"icmp eq ptr {found}, {address(type(iter(range(0))))}"))
        count = writer.value(f"load i64, ptr {value}")
        _require(writer, writer.value(f"icmp eq i64 {count}, 1"))
        _load_range_iter(writer, slot, value)
    elif kind.base == "range":
        _require(writer, "false")
    elif isinstance(kind.detail, type):
        found = writer.value(f"load ptr, ptr {type_at}")
        _require(writer, writer.value(f"icmp eq ptr {found}, {address(kind.detail)}"))
    writer.line(f"br label %{done}")
    writer.label(done)


def _load_range_iter(writer: Writer, slot: int, value: str) -> None:
    words = [
        writer.value(f"load i64, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {offset}')}")
        for offset in (16, 24, 32, 40)[: 4 if sys.version_info < (3, 12) else 3]
    ]
    if len(words) == 4:
        index, start, step, length = words
        current = writer.value(f"add i64 {start}, {writer.value(f'mul i64 {index}, {step}')}")
        left = writer.value(f"sub i64 {length}, {index}")
    else:
        current, step, left = words
    for suffix, word in zip(("r0", "r1", "r2"), (current, step, left), strict=True):
        writer.store(slot, suffix, "i64", word)


# ops without a file of their own


def _jump(writer: Writer, instruction: Instruction) -> None:
    writer.line(f"br label %b{instruction.targets[0]}")


def _leave(writer: Writer, instruction: Instruction) -> None:
    writer.line(f"br label %{writer.exit(instruction.exit)}")


def _poll(writer: Writer, instruction: Instruction) -> None:
    """Now and then let the host in, and leave where other code is current by now."""
    if OPTIONS.osr and instruction.op == "poll":
        rest = writer.name("l")
        writer.branch("true", writer.exit(instruction.exit), rest)
        writer.label(rest)
    due, done = writer.name("l"), writer.name("l")
    ticks_at = "%ticks"
    if instruction.op == "poll_entry":
        # counted over all frames: one that calls itself need not have a loop
        ticks_at = "@entries"
        writer.globals.append(f"{ticks_at} = internal global i32 1024")
    ticks = writer.value(f"load i32, ptr {ticks_at}")
    less = writer.value(f"sub i32 {ticks}, 1")
    writer.line(f"store i32 {less}, ptr {ticks_at}")
    writer.branch(writer.value(f"icmp eq i32 {less}, 0"), due, done, likely=False)
    writer.label(due)
    writer.line(f"store i32 1024, ptr {ticks_at}")
    answer = writer.value(f"call ptr @PyObject_CallNoArgs(ptr {address(writer.poll)})")
    writer.check_null(answer, instruction)
    writer.line(f"call void @decref(ptr {answer})")
    writer.guard(writer.value(f"icmp eq ptr {answer}, {address(False)}"), instruction)
    place, body = writer.current
    now = writer.value(f"load ptr, ptr {memory(place)}")
    writer.guard(writer.value(f"icmp eq ptr {now}, @{body}"), instruction)
    writer.line(f"br label %{done}")
    writer.label(done)


def _return(writer: Writer, instruction: Instruction) -> None:
    ref, kind = instruction.args[0], instruction.kinds[0]
    tag = str(OBJECT)
    if ref < 0:
        value = address(writer.constant(ref))
        writer.line(f"call void @incref(ptr {value})")
        bits = writer.value(f"ptrtoint ptr {value} to i64")
    elif kind.base == "bool":
        bits, tag = writer.value(f"zext i1 {writer.truth(ref, kind)} to i64"), str(BOOL)
    elif kind.base in ("int", "float"):
        bits = writer.integer(ref, kind) if kind.base == "int" else writer.double(ref, kind)
        if kind.base == "float":
            bits = writer.value(f"bitcast double {bits} to i64")
        tag = str(TAG_OF_BASE[kind.base])
        if kind.boxed != NO:
            value = writer.load_object(ref)
            null = writer.value(f"icmp eq ptr {value}, null")
            tag = writer.value(f"select i1 {null}, i64 {tag}, i64 {OBJECT}")
            bits = writer.value(f"select i1 {null}, i64 {bits}, i64 {writer.value(f'ptrtoint ptr {value} to i64')}")
    else:
        bits = writer.value(f"ptrtoint ptr {writer.load_object(ref)} to i64")
    for slot in instruction.drops:
        writer.line(f"call void @xdecref(ptr {writer.load_object(slot)})")
    first = writer.value(f"insertvalue {PAIR} poison, i64 {bits}, 0")
    writer.line(f"ret {PAIR} {writer.value(f'insertvalue {PAIR} {first}, i64 {tag}, 1')}")


EMIT: Final[dict[str, Callable[[Writer, Instruction], None]]] = {
    **dict.fromkeys(
        "int_add int_sub int_mul int_floordiv int_mod int_and int_or int_xor int_lshift int_rshift".split(),
        emit_numbers.int_binary,
    ),
    "int_truediv": emit_numbers.int_truediv,
    **dict.fromkeys(
        "float_add float_sub float_mul float_truediv float_mod float_pow".split(), emit_numbers.float_binary
    ),
    **dict.fromkeys(
        "int_neg int_abs float_neg float_abs float_to_int to_float not_number".split(), emit_numbers.one_number
    ),
    "math": emit_numbers.math,
    "int_extreme": emit_numbers.extreme,
    "float_extreme": emit_numbers.extreme,
    **dict.fromkeys("compare_numbers compare_is py_compare py_contains".split(), emit_numbers.compare),
    "branch_compare": emit_numbers.branch_compare,
    "branch_truth": emit_numbers.branch_truth,
    "branch_is": emit_numbers.branch_is,
    **emit_slots.EMIT,
    **emit_names.EMIT,
    **emit_host.EMIT,
    **emit_displays.EMIT,
    **emit_items.EMIT,
    **emit_fields.EMIT,
    **emit_iteration.EMIT,
    **emit_calls.EMIT,
    **emit_raising.EMIT,
    "poll": _poll,
    "poll_entry": _poll,
    "jump": _jump,
    "leave": _leave,
    "return": _return,
}
