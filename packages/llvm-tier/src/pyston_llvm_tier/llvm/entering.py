"""Helpers of generated code for the way in from the interpreter, compiled once, with the cold helpers of `library`.

The interpreter calls `pyston_enter`, a METH_FASTCALL function, with (slots, exit). Its `self` says which code it
enters: bytes with the address of the word where the current body's address stands, the number of arguments that the
body takes, and the slots that they are in. So a module has nothing but its body, and better code takes its place by one
store. A body that starts at a loop's head takes no arguments but the list, out of which it takes the slots itself.
"""

from __future__ import annotations

import struct
from typing import Final

from pyston_llvm_tier.llvm.calling_out import INNERMOST, OBJECTS, SITE
from pyston_llvm_tier.llvm.notation import (
    BOOL,
    FLOAT,
    INT,
    LEFT,
    LEFT_RAISING,
    OBJECT,
    REFUSED,
    STACK_MARGIN,
    address,
    each_slot,
)
from pyston_llvm_tier.native.layouts import BYTES_DATA, LIST_ITEMS
from pyston_runtime.interfaces.tier import REFUSED as REFUSED_INDEX

#: How many arguments are passed: as many as one of these, at least as many as the body takes. By the C convention the
#: caller gives the room for them back, so that those too many are not seen.
_PASSED: Final = (2, 5, 10, 24)
#: The most arguments, free variables' cells included, that a function may take to be compiled.
MOST_ARGUMENTS: Final = _PASSED[-1]

DECLARATIONS: Final = """
declare void @pyston_take(ptr nocapture, ptr nocapture, i64)
declare void @pyston_forget(ptr nocapture)
"""


def entry_data(word: int, slots: list[int]) -> bytes:
    """What `pyston_enter` is told about the code that it enters.

    Args:
        word: the address of the word that holds the current body's.
        slots: of the arguments.
    """
    return struct.pack(f"<{2 + len(slots)}Q", word, len(slots), *slots)


def entering_helpers(unset: object) -> str:
    """The text of the helpers."""
    return _take(unset) + _enter(unset) + _SET_EXIT


def _take(unset: object) -> str:
    """`pyston_take`: the objects of so many slots go from the interpreter's frame to the memory of compiled code."""
    mark = address(unset)
    return (
        """
define void @pyston_take(ptr %items, ptr %frame, i64 %count) {
"""
        + each_slot(f"""\
  %from = getelementptr ptr, ptr %items, i64 %index
  %value = load ptr, ptr %from
  %empty = icmp eq ptr %value, {mark}
  br i1 %empty, label %put, label %taken
taken:
  call void @incref(ptr {mark})
  store ptr {mark}, ptr %from
  br label %put
put:
  %kept = phi ptr [ null, %one ], [ %value, %taken ]
  %to = getelementptr ptr, ptr %frame, i64 %index
  store ptr %kept, ptr %to
""")
        + """  ret void
}
define void @pyston_forget(ptr %place) {
  %value = load ptr, ptr %place
  store ptr null, ptr %place
  call void @xdecref(ptr %value)
  ret void
}
"""
    )


def _enter(unset: object) -> str:
    mark = address(unset)
    pair = "{i64, i64}"
    lines = [
        "define ptr @pyston_enter(ptr %self, ptr %args, i64 %given) {",
        "  %list = load ptr, ptr %args",
        "  %exit.at = getelementptr ptr, ptr %args, i64 1",
        "  %exit = load ptr, ptr %exit.at",
        f"  %items.at = getelementptr i8, ptr %list, i64 {LIST_ITEMS}",
        "  %items = load ptr, ptr %items.at",
        f"  %values = alloca [{MOST_ARGUMENTS} x i64]",
        f"  %record = alloca [{OBJECTS + 1} x ptr]",
        "  %thread = call ptr @pyston_thread()",
        "  %limit = load i64, ptr %thread",
        "  %sp = call ptr @llvm.frameaddress.p0(i32 0)",
        "  %sp.int = ptrtoint ptr %sp to i64",
        f"  %needed = add i64 %limit, {STACK_MARGIN}",
        "  %enough = icmp ugt i64 %sp.int, %needed",
        f"  %word.at = getelementptr i8, ptr %self, i64 {BYTES_DATA}",
        "  %word = load ptr, ptr %word.at",
        "  %body = load ptr, ptr %word",
        "  %there = icmp ne ptr %body, null",
        "  %enterable = and i1 %enough, %there",
        "  br i1 %enterable, label %go, label %refused",
        "go:",
        f"  %exit.items.at = getelementptr i8, ptr %exit, i64 {LIST_ITEMS}",
        "  %exit.items = load ptr, ptr %exit.items.at",
        "  %frames.at = getelementptr ptr, ptr %exit.items, i64 1",
        "  %frames = load ptr, ptr %frames.at",
        "  %depth = call i64 @PyLong_AsLongLong(ptr %frames)",
        f"  %innermost = getelementptr i8, ptr %thread, i64 {INNERMOST}",
        "  %outer = load ptr, ptr %innermost",
        "  store ptr %outer, ptr %record",
        f"  %site = getelementptr ptr, ptr %record, i64 {SITE}",
        "  store ptr null, ptr %site",
        f"  %list.at = getelementptr ptr, ptr %record, i64 {OBJECTS}",
        "  store ptr %list, ptr %list.at",
        f"  %count.at = getelementptr i8, ptr %self, i64 {BYTES_DATA + 8}",
        "  %count = load i64, ptr %count.at",
        f"  %slots = getelementptr i8, ptr %self, i64 {BYTES_DATA + 16}",
        "  br label %loop",
        "loop:",
        "  %index = phi i64 [ 0, %go ], [ %next, %one ]",
        "  %more = icmp slt i64 %index, %count",
        "  br i1 %more, label %one, label %call",
        "one:",
        "  %slot.at = getelementptr i64, ptr %slots, i64 %index",
        "  %slot = load i64, ptr %slot.at",
        "  %from = getelementptr ptr, ptr %items, i64 %slot",
        "  %object = load ptr, ptr %from",
        f"  call void @incref(ptr {mark})",
        f"  store ptr {mark}, ptr %from",
        "  %to = getelementptr ptr, ptr %values, i64 %index",
        "  store ptr %object, ptr %to",
        "  %next = add i64 %index, 1",
        "  br label %loop",
        "call:",
        f"  br label %ask{_PASSED[0]}",
    ]
    for count, larger in zip(_PASSED, (*_PASSED[1:], 0), strict=True):
        lines.append(f"ask{count}:")
        lines.append(f"  %few{count} = icmp ule i64 %count, {count}")
        lines.append(f"  br i1 %few{count}, label %with{count}, label %{f'ask{larger}' if larger else 'refused'}")
        lines.append(f"with{count}:")
        passed = ""
        for index in range(count):
            lines.append(f"  %at{count}.{index} = getelementptr i64, ptr %values, i64 {index}")
            lines.append(f"  %a{count}.{index} = load i64, ptr %at{count}.{index}")
            passed += f", i64 %a{count}.{index}, i64 {OBJECT}"
        lines.append(f"  %pair{count} = call {pair} %body(ptr %record, ptr %thread, i64 %depth{passed})")
        lines.append("  br label %back")
    answers = ", ".join(f"[ %pair{count}, %with{count} ]" for count in _PASSED)
    lines += [
        "back:",
        f"  %pair = phi {pair} {answers}",
        "  store ptr %outer, ptr %innermost",
        f"  %value = extractvalue {pair} %pair, 0",
        f"  %tag = extractvalue {pair} %pair, 1",
        f"  switch i64 %tag, label %raised [ i64 {OBJECT}, label %returned i64 {INT}, label %returned",
        f"    i64 {FLOAT}, label %returned i64 {BOOL}, label %returned i64 {LEFT}, label %left",
        f"    i64 {LEFT_RAISING}, label %raised i64 {REFUSED}, label %refused ]",
        "returned:",
        "  %result = call ptr @pyston_box_tagged(i64 %value, i64 %tag)",
        "  ret ptr %result",
        "refused:",
        "  br label %left",
        "left:",
        f"  %place = phi i64 [ %value, %back ], [ {REFUSED_INDEX}, %refused ]",
        "  call void @set_exit(ptr %exit, i64 %place)",
        f"  call void @incref(ptr {address(None)})",
        f"  ret ptr {address(None)}",
        "raised:",
        "  call void @set_exit(ptr %exit, i64 %value)",
        "  ret ptr null",
        "}",
        "declare i64 @PyLong_AsLongLong(ptr)",
    ]
    return "\n".join(lines) + "\n"


_SET_EXIT: Final = f"""
define internal void @set_exit(ptr %exit, i64 %index) {{
  %items.at = getelementptr i8, ptr %exit, i64 {LIST_ITEMS}
  %items = load ptr, ptr %items.at
  %old = load ptr, ptr %items
  %new = call ptr @PyLong_FromLongLong(i64 %index)
  store ptr %new, ptr %items
  call void @decref(ptr %old)
  ret void
}}
"""
