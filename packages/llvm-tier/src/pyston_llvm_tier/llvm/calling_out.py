"""Calls of the host's functions that may run the program's code: who looks for frames there shall find their caller.

Each function whose code calls anything has a record in its C frame: the record of its compiled caller, the site where
it is, its objects, and the numbers among its locals that no object was made for. Before a call the site is noted, and
the numbers; the thread holds the innermost record while the call lasts. Nothing else happens until somebody looks
(`native.activations`), and code that calls nothing pays nothing.

The functions are called through helpers that put the record into the thread's place and take it out again: so LLVM is
told that nobody keeps the record or writes to it, and may keep in registers what it holds.
"""

from __future__ import annotations

from typing import Final

#: What a record holds, in words: the caller's record; the site, null in what the interpreter has entered; objects.
CALLER: Final = 0
SITE: Final = 1
OBJECTS: Final = 2
#: What a thread's memory holds, in bytes: the lowest address of the C stack that compiled code may use; the record.
STACK_LIMIT: Final = 0
INNERMOST: Final = 8
#: How much that is.
THREAD_SIZE: Final = 16

#: The functions of the C API that may run the program's code: what they return, and what they take.
CALLED: Final = {
    "PyObject_Vectorcall": ("ptr", "ptr, ptr, i64, ptr"),
    "PyObject_VectorcallMethod": ("ptr", "ptr, ptr, i64, ptr"),
    "PyObject_CallNoArgs": ("ptr", "ptr"),
    "PyObject_GetAttr": ("ptr", "ptr, ptr"),
    "PyObject_SetAttr": ("i32", "ptr, ptr, ptr"),
    "PyObject_GetItem": ("ptr", "ptr, ptr"),
    "PyObject_SetItem": ("i32", "ptr, ptr, ptr"),
    "PyObject_DelItem": ("i32", "ptr, ptr"),
    "PyObject_GetIter": ("ptr", "ptr"),
    "PyIter_Next": ("ptr", "ptr"),
    "PyObject_IsTrue": ("i32", "ptr"),
    "PyObject_Not": ("i32", "ptr"),
    "PyObject_Size": ("i64", "ptr"),
    "PyObject_RichCompare": ("ptr", "ptr, ptr, i32"),
    "PySequence_Contains": ("i32", "ptr, ptr"),
    "PySet_Add": ("i32", "ptr, ptr"),
    "_PySet_Update": ("i32", "ptr, ptr"),
    "PyDict_SetItem": ("i32", "ptr, ptr, ptr"),
    "PyObject_Format": ("ptr", "ptr, ptr"),
    "PyObject_Str": ("ptr", "ptr"),
    "PyObject_Repr": ("ptr", "ptr"),
    "PyObject_ASCII": ("ptr", "ptr"),
    "PyNumber_Power": ("ptr", "ptr, ptr, ptr"),
    "PyNumber_InPlacePower": ("ptr", "ptr, ptr, ptr"),
    **{
        f"PyNumber_{place}{name}": ("ptr", "ptr, ptr")
        for name in (
            *("Add", "Subtract", "Multiply", "TrueDivide", "FloorDivide", "Remainder"),
            *("And", "Or", "Xor", "Lshift", "Rshift", "MatrixMultiply"),
        )
        for place in ("", "InPlace")
    },
    **{f"PyNumber_{name}": ("ptr", "ptr") for name in ("Negative", "Positive", "Invert")},
}
#: What the helpers are called, before the function's name.
PREFIX: Final = "pyston_out_"
#: How a record is passed: it is read by whoever looks, and nobody keeps it.
RECORD: Final = "ptr nocapture readonly"

DECLARATIONS: Final = "\n" + "".join(
    [f"declare {given} @{PREFIX}{name}({RECORD}, ptr, {taken})\n" for name, (given, taken) in CALLED.items()]
)


def seen_call(text: str) -> str | None:
    """A call as its caller can be seen; None where nobody can look.

    Args:
        text: of the call: `call ptr @PyObject_Str(ptr %v1)`.
    """
    start, at, rest = text.partition("@")
    name, parenthesis, arguments = rest.partition("(")
    if not at or name not in CALLED:
        return None
    return f"{start}@{PREFIX}{name}{parenthesis}{RECORD} %record, ptr %thread, {arguments}"


def calling_out_helpers() -> str:
    """The text of the helpers."""
    return "".join([_helper(name, given, taken.split(", ")) for name, (given, taken) in CALLED.items()])


def _helper(name: str, given: str, taken: list[str]) -> str:
    passed = ", ".join([f"{kind} %{index}" for index, kind in enumerate(taken, 2)])
    return f"""
declare {given} @{name}({", ".join(taken)})
define {given} @{PREFIX}{name}(ptr %0, ptr %1, {passed}) {{
  %innermost = getelementptr i8, ptr %1, i64 {INNERMOST}
  store ptr %0, ptr %innermost
  %given = call {given} @{name}({passed})
  %caller = load ptr, ptr %0
  store ptr %caller, ptr %innermost
  ret {given} %given
}}
"""
