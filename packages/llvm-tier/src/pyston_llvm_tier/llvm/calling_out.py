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
#: How a record is passed: it is read by whoever looks, and nobody keeps it.
RECORD: Final = "ptr nocapture readonly"

#: The functions themselves, for helpers and modules alike.
FUNCTIONS: Final = "\n" + "".join([f"declare {given} @{name}({taken})\n" for name, (given, taken) in CALLED.items()])


def _helper_name(given: str, taken: str) -> str:
    """What the helper for functions of a signature is called."""
    return f"pyston_out_{given}_{taken.replace(', ', '_')}"


#: One for each signature: LLVM's time is in proportion to them, and is the program's.
_SIGNATURES: Final = tuple(dict.fromkeys(CALLED.values()))
DECLARATIONS: Final = FUNCTIONS + "".join(
    [f"declare {given} @{_helper_name(given, taken)}({RECORD}, ptr, ptr, {taken})\n" for given, taken in _SIGNATURES]
)


def seen_call(text: str) -> str | None:
    """A call as its caller can be seen; None where nobody can look.

    Args:
        text: of the call: `call ptr @PyObject_Str(ptr %v1)`.
    """
    start, _, rest = text.partition("@")
    name, _, arguments = rest.partition("(")
    signature = CALLED.get(name)
    if signature is None:
        return None
    return f"{start}@{_helper_name(*signature)}({RECORD} %record, ptr %thread, ptr @{name}, {arguments}"


def calling_out_helpers() -> str:
    """The text of the helpers."""
    return FUNCTIONS + "".join([_helper(given, taken) for given, taken in _SIGNATURES])


def _helper(given: str, taken: str) -> str:
    passed = ", ".join([f"{kind} %a{index}" for index, kind in enumerate(taken.split(", "))])
    return f"""
define {given} @{_helper_name(given, taken)}(ptr %record, ptr %thread, ptr %function, {passed}) {{
  %innermost = getelementptr i8, ptr %thread, i64 {INNERMOST}
  store ptr %record, ptr %innermost
  %given = call {given} %function({passed})
  %caller = load ptr, ptr %record
  store ptr %caller, ptr %innermost
  ret {given} %given
}}
"""
