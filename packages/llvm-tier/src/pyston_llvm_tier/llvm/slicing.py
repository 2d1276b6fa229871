"""Helpers of generated code for slices of lists, compiled once, with the cold helpers of `library`.

A slice comes as two ints and the parts that it has (`ir.kinds`), so that no object is made of it.
"""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.ir.kinds import BACKWARDS, START, STOP
from pyston_llvm_tier.llvm.notation import address
from pyston_llvm_tier.native.layouts import LIST_ITEMS, OB_SIZE, OB_TYPE

DECLARATIONS: Final = """
declare void @pyston_box_slice(ptr nocapture, i64, i64, i64)
declare ptr @pyston_list_slice(ptr, i64, i64, i64)
declare i32 @pyston_list_slice_set(ptr, i64, i64, i64, ptr, i1)
"""


def slicing_helpers() -> str:
    """The text of the helpers."""
    return _box() + _BOUNDS + _LIST_SLICE + _LIST_SLICE_SET


def _box() -> str:
    return f"""
define ptr @pyston_slice_part(i64 %number, i64 %parts, i64 %part) {{
  %bit = and i64 %parts, %part
  %given = icmp ne i64 %bit, 0
  br i1 %given, label %number.made, label %none
number.made:
  %made = call ptr @PyLong_FromLongLong(i64 %number)
  ret ptr %made
none:
  call void @incref(ptr {address(None)})
  ret ptr {address(None)}
}}
define void @pyston_box_slice(ptr %slot, i64 %start, i64 %stop, i64 %parts) {{
  %old = load ptr, ptr %slot
  %null = icmp eq ptr %old, null
  br i1 %null, label %make, label %done
make:
  %first = call ptr @pyston_slice_part(i64 %start, i64 %parts, i64 {START})
  %second = call ptr @pyston_slice_part(i64 %stop, i64 %parts, i64 {STOP})
  %back = and i64 %parts, {BACKWARDS}
  %forwards = icmp eq i64 %back, 0
  %step = select i1 %forwards, ptr {address(None)}, ptr {address(-1)}
  %slice = call ptr @PySlice_New(ptr %first, ptr %second, ptr %step)
  call void @decref(ptr %first)
  call void @decref(ptr %second)
  store ptr %slice, ptr %slot
  br label %done
done:
  ret void
}}
"""


#: The index of a slice's first item, the step, and how many items there are.
_BOUNDS: Final = f"""
declare i64 @llvm.smax.i64(i64, i64)
declare i64 @llvm.smin.i64(i64, i64)
define internal i64 @slice_bound(i64 %end, i64 %size, i64 %low, i64 %high) alwaysinline {{
  %negative = icmp slt i64 %end, 0
  %added = add i64 %end, %size
  %counted = select i1 %negative, i64 %added, i64 %end
  %most = call i64 @llvm.smin.i64(i64 %counted, i64 %high)
  %bound = call i64 @llvm.smax.i64(i64 %most, i64 %low)
  ret i64 %bound
}}
define internal {{i64, i64, i64}} @slice_bounds(i64 %size, i64 %start, i64 %stop, i64 %parts) alwaysinline {{
  %back.bit = and i64 %parts, {BACKWARDS}
  %back = icmp ne i64 %back.bit, 0
  %last = sub i64 %size, 1
  %low = select i1 %back, i64 -1, i64 0
  %high = select i1 %back, i64 %last, i64 %size
  %start.bit = and i64 %parts, {START}
  %start.given = icmp ne i64 %start.bit, 0
  %start.default = select i1 %back, i64 %high, i64 %low
  %start.bound = call i64 @slice_bound(i64 %start, i64 %size, i64 %low, i64 %high)
  %from = select i1 %start.given, i64 %start.bound, i64 %start.default
  %stop.bit = and i64 %parts, {STOP}
  %stop.given = icmp ne i64 %stop.bit, 0
  %stop.default = select i1 %back, i64 %low, i64 %high
  %stop.bound = call i64 @slice_bound(i64 %stop, i64 %size, i64 %low, i64 %high)
  %to = select i1 %stop.given, i64 %stop.bound, i64 %stop.default
  %up = sub i64 %to, %from
  %down = sub i64 %from, %to
  %distance = select i1 %back, i64 %down, i64 %up
  %count = call i64 @llvm.smax.i64(i64 %distance, i64 0)
  %step = select i1 %back, i64 -1, i64 1
  %a = insertvalue {{i64, i64, i64}} poison, i64 %from, 0
  %b = insertvalue {{i64, i64, i64}} %a, i64 %step, 1
  %c = insertvalue {{i64, i64, i64}} %b, i64 %count, 2
  ret {{i64, i64, i64}} %c
}}
"""

#: Making the list may collect garbage (3.11), whose finalisers may change the source: it is the host's work then.
_LIST_SLICE: Final = f"""
define ptr @pyston_list_slice(ptr %list, i64 %start, i64 %stop, i64 %parts) {{
  %slice.at = alloca ptr
  %size.at = getelementptr i8, ptr %list, i64 {OB_SIZE}
  %size = load i64, ptr %size.at
  %bounds = call {{i64, i64, i64}} @slice_bounds(i64 %size, i64 %start, i64 %stop, i64 %parts)
  %from = extractvalue {{i64, i64, i64}} %bounds, 0
  %step = extractvalue {{i64, i64, i64}} %bounds, 1
  %count = extractvalue {{i64, i64, i64}} %bounds, 2
  %made = call ptr @PyList_New(i64 %count)
  %failed = icmp eq ptr %made, null
  br i1 %failed, label %none, label %check
none:
  ret ptr null
check:
  %now = load i64, ptr %size.at
  %same = icmp eq i64 %now, %size
  br i1 %same, label %begin, label %changed
changed:
  call void @decref(ptr %made)
  store ptr null, ptr %slice.at
  call void @pyston_box_slice(ptr %slice.at, i64 %start, i64 %stop, i64 %parts)
  %slice = load ptr, ptr %slice.at
  %answer = call ptr @PyObject_GetItem(ptr %list, ptr %slice)
  call void @decref(ptr %slice)
  ret ptr %answer
begin:
  %source.at = getelementptr i8, ptr %list, i64 {LIST_ITEMS}
  %source = load ptr, ptr %source.at
  %target.at = getelementptr i8, ptr %made, i64 {LIST_ITEMS}
  %target = load ptr, ptr %target.at
  br label %loop
loop:
  %index = phi i64 [ 0, %begin ], [ %next, %one ]
  %place = phi i64 [ %from, %begin ], [ %beyond, %one ]
  %more = icmp slt i64 %index, %count
  br i1 %more, label %one, label %done
one:
  %item.at = getelementptr ptr, ptr %source, i64 %place
  %item = load ptr, ptr %item.at
  call void @incref(ptr %item)
  %to.at = getelementptr ptr, ptr %target, i64 %index
  store ptr %item, ptr %to.at
  %next = add i64 %index, 1
  %beyond = add i64 %place, %step
  br label %loop
done:
  ret ptr %made
}}
"""

#: Of a list of the right size that nobody else holds, the items are exchanged: the old ones die with it.
_LIST_SLICE_SET: Final = f"""
define i32 @pyston_list_slice_set(ptr %list, i64 %start, i64 %stop, i64 %parts, ptr %value, i1 %dies) {{
  %slice.at = alloca ptr
  br i1 %dies, label %look, label %host
look:
  %type.at = getelementptr i8, ptr %value, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  %is_list = icmp eq ptr %type, {address(list)}
  %holders = load i64, ptr %value
  %alone = icmp eq i64 %holders, 1
  %fits.type = and i1 %is_list, %alone
  br i1 %fits.type, label %measure, label %host
measure:
  %size.at = getelementptr i8, ptr %list, i64 {OB_SIZE}
  %size = load i64, ptr %size.at
  %bounds = call {{i64, i64, i64}} @slice_bounds(i64 %size, i64 %start, i64 %stop, i64 %parts)
  %from = extractvalue {{i64, i64, i64}} %bounds, 0
  %step = extractvalue {{i64, i64, i64}} %bounds, 1
  %count = extractvalue {{i64, i64, i64}} %bounds, 2
  %given.at = getelementptr i8, ptr %value, i64 {OB_SIZE}
  %given = load i64, ptr %given.at
  %equal = icmp eq i64 %given, %count
  br i1 %equal, label %begin, label %host
begin:
  %target.at = getelementptr i8, ptr %list, i64 {LIST_ITEMS}
  %target = load ptr, ptr %target.at
  %source.at = getelementptr i8, ptr %value, i64 {LIST_ITEMS}
  %source = load ptr, ptr %source.at
  br label %loop
loop:
  %index = phi i64 [ 0, %begin ], [ %next, %one ]
  %place = phi i64 [ %from, %begin ], [ %beyond, %one ]
  %more = icmp slt i64 %index, %count
  br i1 %more, label %one, label %done
one:
  %new.at = getelementptr ptr, ptr %source, i64 %index
  %old.at = getelementptr ptr, ptr %target, i64 %place
  %new = load ptr, ptr %new.at
  %old = load ptr, ptr %old.at
  store ptr %old, ptr %new.at
  store ptr %new, ptr %old.at
  %next = add i64 %index, 1
  %beyond = add i64 %place, %step
  br label %loop
done:
  ret i32 0
host:
  store ptr null, ptr %slice.at
  call void @pyston_box_slice(ptr %slice.at, i64 %start, i64 %stop, i64 %parts)
  %slice = load ptr, ptr %slice.at
  %status = call i32 @PyObject_SetItem(ptr %list, ptr %slice, ptr %value)
  call void @decref(ptr %slice)
  ret i32 %status
}}
"""
