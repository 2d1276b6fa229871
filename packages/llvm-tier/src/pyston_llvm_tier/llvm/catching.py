"""Helpers of generated code for exceptions, compiled once, with the cold helpers of `library`.

Where an exception passes a frame, its traceback gets an entry that shows the frame's locals. The interpreter makes it:
`catch` is its function for the unit, which is handed the slots, the instruction and the exception, and gives the
exception that goes on.
"""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.llvm.notation import ERROR, address, each_slot
from pyston_llvm_tier.native.layouts import LIST_ITEMS, OB_SIZE, OB_TYPE, TUPLE_ITEMS, TYPE_FLAGS

DECLARATIONS: Final = """
declare i1 @pyston_is_exception(ptr)
declare i1 @pyston_catchable(ptr)
declare void @pyston_raise(ptr)
declare void @pyston_restore(ptr)
declare ptr @pyston_handled()
declare ptr @pyston_listed(ptr nocapture readonly, i64)
declare void @pyston_marked(ptr, i64)
declare ptr @pyston_caught(ptr nocapture, i64, i64, ptr)
declare {i64, i64} @pyston_raised(ptr nocapture, i64, i64, ptr)
declare void @PyErr_SetHandledException(ptr)
declare i32 @PyErr_GivenExceptionMatches(ptr, ptr)
"""

_EXCEPTION_CLASS: Final = 1 << 30
_TYPE_CLASS: Final = 1 << 31
_TUPLE_CLASS: Final = 1 << 26

_CLASSES: Final = f"""
define internal i1 @type_has(ptr %type, i64 %flag) {{
  %flags.at = getelementptr i8, ptr %type, i64 {TYPE_FLAGS}
  %flags = load i64, ptr %flags.at
  %bit = and i64 %flags, %flag
  %has = icmp ne i64 %bit, 0
  ret i1 %has
}}
define i1 @pyston_is_exception(ptr %value) {{
  %type.at = getelementptr i8, ptr %value, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  %is = call i1 @type_has(ptr %type, i64 {_EXCEPTION_CLASS})
  ret i1 %is
}}
define internal i1 @exception_class(ptr %kind) {{
  %type.at = getelementptr i8, ptr %kind, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  %is.class = call i1 @type_has(ptr %type, i64 {_TYPE_CLASS})
  br i1 %is.class, label %look, label %no
look:
  %is = call i1 @type_has(ptr %kind, i64 {_EXCEPTION_CLASS})
  ret i1 %is
no:
  ret i1 false
}}
define i1 @pyston_catchable(ptr %kind) {{
  %type.at = getelementptr i8, ptr %kind, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  %is.tuple = call i1 @type_has(ptr %type, i64 {_TUPLE_CLASS})
  br i1 %is.tuple, label %items, label %one
one:
  %single = call i1 @exception_class(ptr %kind)
  ret i1 %single
items:
  %size.at = getelementptr i8, ptr %kind, i64 {OB_SIZE}
  %size = load i64, ptr %size.at
  br label %loop
loop:
  %index = phi i64 [ 0, %items ], [ %next, %fine ]
  %more = icmp slt i64 %index, %size
  br i1 %more, label %look, label %yes
look:
  %offset = mul i64 %index, 8
  %from = add i64 %offset, {TUPLE_ITEMS}
  %item.at = getelementptr i8, ptr %kind, i64 %from
  %item = load ptr, ptr %item.at
  %right = call i1 @exception_class(ptr %item)
  br i1 %right, label %fine, label %no
fine:
  %next = add i64 %index, 1
  br label %loop
yes:
  ret i1 true
no:
  ret i1 false
}}
"""

_HANDLED: Final = f"""
declare ptr @PyErr_GetHandledException()
declare void @PyErr_SetObject(ptr, ptr)
declare ptr @PyException_GetTraceback(ptr)
define void @pyston_raise(ptr %exception) {{
  %type.at = getelementptr i8, ptr %exception, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  call void @PyErr_SetObject(ptr %type, ptr %exception)
  ret void
}}
define void @pyston_restore(ptr %exception) {{
  %type.at = getelementptr i8, ptr %exception, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  call void @incref(ptr %type)
  %traceback = call ptr @PyException_GetTraceback(ptr %exception)
  call void @PyErr_Restore(ptr %type, ptr %exception, ptr %traceback)
  ret void
}}
define ptr @pyston_handled() {{
  %found = call ptr @PyErr_GetHandledException()
  %none = icmp eq ptr %found, null
  br i1 %none, label %nothing, label %some
nothing:
  call void @incref(ptr {address(None)})
  ret ptr {address(None)}
some:
  ret ptr %found
}}
define internal ptr @take_exception() {{
  %t = alloca ptr
  %e = alloca ptr
  %tb = alloca ptr
  call void @PyErr_Fetch(ptr %t, ptr %e, ptr %tb)
  call void @PyErr_NormalizeException(ptr %t, ptr %e, ptr %tb)
  %type = load ptr, ptr %t
  %exception = load ptr, ptr %e
  %traceback = load ptr, ptr %tb
  %some = icmp ne ptr %traceback, null
  br i1 %some, label %set, label %done
set:
  call i32 @PyException_SetTraceback(ptr %exception, ptr %traceback)
  call void @decref(ptr %traceback)
  br label %done
done:
  call void @xdecref(ptr %type)
  ret ptr %exception
}}
"""


def _caught(unset: object) -> str:
    mark = address(unset)
    return (
        f"""
define ptr @pyston_listed(ptr %frame, i64 %count) {{
  %list = call ptr @PyList_New(i64 %count)
  %items.at = getelementptr i8, ptr %list, i64 {LIST_ITEMS}
  %items = load ptr, ptr %items.at
"""
        + each_slot("""\
  %from = getelementptr ptr, ptr %frame, i64 %index
  %held = load ptr, ptr %from
  call void @xincref(ptr %held)
  %to = getelementptr ptr, ptr %items, i64 %index
  store ptr %held, ptr %to
  br label %put
put:
""")
        + """  ret ptr %list
}
define void @pyston_marked(ptr %items, i64 %count) {
"""
        + each_slot(f"""\
  %to = getelementptr ptr, ptr %items, i64 %index
  %held = load ptr, ptr %to
  %empty = icmp eq ptr %held, null
  br i1 %empty, label %mark, label %put
mark:
  call void @incref(ptr {mark})
  store ptr {mark}, ptr %to
  br label %put
put:
""")
        + f"""  ret void
}}
define ptr @pyston_caught(ptr %frame, i64 %count, i64 %pc, ptr %catch) {{
  %argv = alloca [3 x ptr]
  %exception = call ptr @take_exception()
  %list = call ptr @pyston_listed(ptr %frame, i64 %count)
  %items.at = getelementptr i8, ptr %list, i64 {LIST_ITEMS}
  %items = load ptr, ptr %items.at
  call void @pyston_marked(ptr %items, i64 %count)
  store ptr %list, ptr %argv
  %second = getelementptr ptr, ptr %argv, i64 1
  %place = call ptr @PyLong_FromLongLong(i64 %pc)
  store ptr %place, ptr %second
  %third = getelementptr ptr, ptr %argv, i64 2
  store ptr %exception, ptr %third
  %result = call ptr @PyObject_Vectorcall(ptr %catch, ptr %argv, i64 3, ptr null)
  call void @decref(ptr %list)
  call void @decref(ptr %place)
  call void @decref(ptr %exception)
  %failed = icmp eq ptr %result, null
  br i1 %failed, label %other, label %done
other:
  %raised = call ptr @take_exception()
  ret ptr %raised
done:
  ret ptr %result
}}
define {{i64, i64}} @pyston_raised(ptr %frame, i64 %count, i64 %pc, ptr %catch) {{
  %exception = call ptr @pyston_caught(ptr %frame, i64 %count, i64 %pc, ptr %catch)
"""
        + each_slot(
            """\
  %from = getelementptr ptr, ptr %frame, i64 %index
  %held = load ptr, ptr %from
  call void @xdecref(ptr %held)
""",
            last="one",
        )
        + f"""  call void @pyston_restore(ptr %exception)
  ret {{i64, i64}} {{ i64 0, i64 {ERROR} }}
}}
"""
    )


def catching_helpers(unset: object) -> str:
    """The text of the helpers."""
    return _CLASSES + _HANDLED + _caught(unset)
