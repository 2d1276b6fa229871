"""Ranges, and the steps of iterators."""

from __future__ import annotations

from typing import Final, cast

from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.notation import address
from pyston_llvm_tier.llvm.writer import Writer
from pyston_llvm_tier.native.layouts import (
    ENUMERATE_INDEX,
    ENUMERATE_ITERATOR,
    ITERATOR_INDEX,
    ITERATOR_SOURCE,
    LIST_ITEMS,
    OB_SIZE,
    OB_TYPE,
    TUPLE_ITEMS,
)


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


def item_next(writer: Writer, instruction: Instruction) -> None:
    """The next item of an exact iterator of a list or tuple; the end is the host's work."""
    more, over = writer.name("l"), writer.name("l")
    is_list = instruction.kinds[0].detail is type(iter([]))
    value = _step(writer, writer.load_object(instruction.args[0]), is_list, more, over)
    writer.result(instruction, (value,))
    writer.line(f"br label %b{instruction.targets[0]}")
    writer.label(over)
    iter_next(writer, instruction)


def _step(writer: Writer, iterator: str, is_list: bool, more: str, over: str) -> str:
    """Take the next item, owned, and go on at `more`; or go to `over`, nothing having been done."""
    source_at = writer.value(f"getelementptr i8, ptr {iterator}, i64 {ITERATOR_SOURCE}")
    source = writer.value(f"load ptr, ptr {source_at}")
    live = writer.name("l")
    writer.branch(writer.value(f"icmp eq ptr {source}, null"), over, live)
    writer.label(live)
    place = writer.value(f"getelementptr i8, ptr {iterator}, i64 {ITERATOR_INDEX}")
    index = writer.value(f"load i64, ptr {place}")
    size_at = writer.value(f"getelementptr i8, ptr {source}, i64 {OB_SIZE}")
    size = writer.value(f"load i64, ptr {size_at}")
    writer.branch(writer.value(f"icmp ult i64 {index}, {size}"), more, over)
    writer.label(more)
    items = writer.value(f"getelementptr i8, ptr {source}, i64 {LIST_ITEMS if is_list else TUPLE_ITEMS}")
    if is_list:
        items = writer.value(f"load ptr, ptr {items}")
    value = writer.value(f"load ptr, ptr {writer.value(f'getelementptr ptr, ptr {items}, i64 {index}')}")
    writer.line(f"call void @incref(ptr {value})")
    writer.line(f"store i64 {writer.value(f'add i64 {index}, 1')}, ptr {place}")
    return value


def enumerate_next(writer: Writer, instruction: Instruction) -> None:
    """The next number and item of an exact enumeration of a list, into two slots; the end is the host's work."""
    first, second = cast("tuple[int, int]", instruction.immediate)
    holder = writer.load_object(instruction.args[0])
    kind = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {holder}, i64 {OB_TYPE}')}")
    writer.guard(writer.value(f"icmp eq ptr {kind}, {address(enumerate)}"), instruction)
    inner_at = writer.value(f"getelementptr i8, ptr {holder}, i64 {ENUMERATE_ITERATOR}")
    inner = writer.value(f"load ptr, ptr {inner_at}")
    inner_kind = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {inner}, i64 {OB_TYPE}')}")
    writer.guard(writer.value(f"icmp eq ptr {inner_kind}, {address(type(iter([])))}"), instruction)
    place = writer.value(f"getelementptr i8, ptr {holder}, i64 {ENUMERATE_INDEX}")
    number = writer.value(f"load i64, ptr {place}")
    # beyond, the host counts by an object
    writer.guard(writer.value(f"icmp slt i64 {number}, {2**62}"), instruction)
    more, over = writer.name("l"), writer.name("l")
    value = _step(writer, inner, True, more, over)
    writer.line(f"store i64 {writer.value(f'add i64 {number}, 1')}, ptr {place}")
    old = [(slot, writer.load_object(slot)) for slot in instruction.drops]
    for slot, _ in old:
        writer.store_object(slot, "null")
    writer.store(first, "i", "i64", number)
    writer.store_object(second, value)
    for _, dropped in old:
        writer.line(f"call void @xdecref(ptr {dropped})")
    writer.line(f"br label %b{instruction.targets[0]}")
    writer.label(over)
    ended = writer.value(f"call ptr @PyIter_Next(ptr {holder})")
    writer.line(f"call void @xdecref(ptr {ended})")
    writer.store_object(instruction.args[0], "null")
    writer.line(f"call void @decref(ptr {holder})")
    writer.line(f"br label %b{instruction.targets[1]}")


EMIT: Final = {
    "range_new": range_new,
    "range_iter": range_iter,
    "range_next": range_next,
    "iter_next": iter_next,
    "item_next": item_next,
    "enumerate_next": enumerate_next,
}
