"""Helpers of generated code that decide whether something may be called while no frame stands for the caller.

They are compiled once, with the cold helpers of `library`.
"""

from __future__ import annotations

import sys
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    WrapperDescriptorType,
)
from typing import Final

from pyston_llvm_tier.llvm.notation import ERROR, address, memory
from pyston_llvm_tier.native.layouts import (
    CODE_CONSTANTS,
    CODE_FLAGS,
    FUNCTION_CODE,
    METHOD_FUNCTION,
    OB_SIZE,
    OB_TYPE,
    TUPLE_ITEMS,
    TYPE_FLAGS,
    TYPE_GETATTRO,
    TYPE_NAME,
    TYPE_NEW,
)
from pyston_runtime.dynamic.served import SERVED_FUNCTIONS

DECLARATIONS: Final = """
declare i1 @pyston_plain_callee(ptr, ptr)
declare i1 @pyston_unserved(ptr)
declare i1 @pyston_plain_method(ptr, ptr, ptr)
declare i1 @pyston_unserved_method(ptr, ptr)
declare i1 @pyston_initialised(ptr, i64, i64)
declare void @pyston_declined(ptr, ptr, ptr)
"""

#: Classes that are called without a second thought.
PLAIN_CLASSES: Final = (int, float, str, bool, bytes, list, tuple, dict, set, frozenset, range, enumerate, zip)
#: Classes whose `__new__` runs no code of the program's: those that inherit it are called likewise.
MADE_ALIKE: Final = (object, list, dict, set, frozenset, tuple, int, float, str, bytes, BaseException)
NATIVE: Final = (MethodDescriptorType, WrapperDescriptorType, MethodWrapperType, ClassMethodDescriptorType)
_HEAP_TYPE: Final = 1 << 9
#: In `co_flags`: calls make coroutines, which may note who made them.
CO_COROUTINE: Final = 0x80
_METHOD_DESCRIPTOR: Final = 1 << 17

_INITIALISED: Final = f"""
@not_none_text = private constant [44 x i8] c"__init__() should return None, not '%.200s'\\00"
declare ptr @PyErr_Format(ptr, ptr, ...)
define i1 @pyston_initialised(ptr %instance, i64 %value, i64 %tag) {{
  %failed = icmp eq i64 %tag, {ERROR}
  br i1 %failed, label %drop, label %answered
answered:
  %result = call ptr @pyston_box_tagged(i64 %value, i64 %tag)
  %right = icmp eq ptr %result, {address(None)}
  br i1 %right, label %fine, label %wrong
wrong:
  %type.at = getelementptr i8, ptr %result, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  %name.at = getelementptr i8, ptr %type, i64 {TYPE_NAME}
  %name = load ptr, ptr %name.at
  call ptr (ptr, ptr, ...) @PyErr_Format(ptr {address(TypeError)}, ptr @not_none_text, ptr %name)
  call void @decref(ptr %result)
  br label %drop
drop:
  call void @decref(ptr %instance)
  ret i1 false
fine:
  call void @decref(ptr %result)
  ret i1 true
}}
"""


#: What the interpreter does itself for guest callers.
SERVED: Final = (*SERVED_FUNCTIONS, type, FunctionType, super)


_DECLINED: Final = f"""
@declined_text = private constant [58 x i8] c"unsupported operand type(s) for %U: '%.100s' and '%.100s'\\00"
define void @pyston_declined(ptr %symbol, ptr %left, ptr %right) {{
  %left.at = getelementptr i8, ptr %left, i64 {TYPE_NAME}
  %left.name = load ptr, ptr %left.at
  %right.at = getelementptr i8, ptr %right, i64 {TYPE_NAME}
  %right.name = load ptr, ptr %right.at
  call ptr (ptr, ptr, ...) @PyErr_Format(ptr {address(TypeError)}, ptr @declined_text, ptr %symbol,
    ptr %left.name, ptr %right.name)
  ret void
}}
"""


def _any_of(name: str, values: tuple[object, ...], subject: str) -> str:
    """Lines that compute `%name`: whether a pointer is one of some objects."""
    lines = [f"  %{name}.0 = icmp eq ptr {subject}, {address(values[0])}"]
    for index, value in enumerate(values[1:], 1):
        lines.append(f"  %{name}.e{index} = icmp eq ptr {subject}, {address(value)}")
        lines.append(f"  %{name}.{index} = or i1 %{name}.{index - 1}, %{name}.e{index}")
    lines.append(f"  %{name} = or i1 %{name}.{len(values) - 1}, false")
    return "\n".join(lines)


def _any_new(name: str, subject: str) -> str:
    """Lines that compute `%name`: whether a pointer is what makes instances of one of `MADE_ALIKE`."""
    lines = []
    for index, kind in enumerate(MADE_ALIKE):
        lines.append(f"  %{name}.l{index} = load ptr, ptr {memory(id(kind) + TYPE_NEW)}")
        lines.append(f"  %{name}.e{index} = icmp eq ptr {subject}, %{name}.l{index}")
        before = f"%{name}.{index - 1}" if index else "false"
        lines.append(f"  %{name}.{index} = or i1 {before}, %{name}.e{index}")
    lines.append(f"  %{name} = or i1 %{name}.{len(MADE_ALIKE) - 1}, false")
    return "\n".join(lines)


def calling_helpers() -> str:
    """The text of the helpers."""
    plain = _method("pyston_plain_method", ", ptr %stub", "call i1 @pyston_plain_callee(ptr %found, ptr %stub)")
    unserved = _method("pyston_unserved_method", "", "call i1 @pyston_unserved(ptr %found)")
    return _INITIALISED + _DECLINED + _plain_callee() + _METHODS + plain + unserved


def _plain_callee() -> str:
    return f"""
define i1 @pyston_unserved(ptr %callee) {{
{_any_of("served", SERVED, "%callee")}
  %unserved = xor i1 %served, true
  ret i1 %unserved
}}
declare ptr @_PyType_Lookup(ptr, ptr)
define i1 @pyston_plain_function(ptr %function, ptr %stub) {{
  %code.at = getelementptr i8, ptr %function, i64 {FUNCTION_CODE}
  %code = load ptr, ptr %code.at
  %constants.at = getelementptr i8, ptr %code, i64 {CODE_CONSTANTS}
  %constants = load ptr, ptr %constants.at
  %size.at = getelementptr i8, ptr %constants, i64 {OB_SIZE}
  %size = load i64, ptr %size.at
  %long = icmp sgt i64 %size, 2
  br i1 %long, label %look, label %no
look:
  %item.at = getelementptr i8, ptr %constants, i64 {TUPLE_ITEMS + 16}
  %item = load ptr, ptr %item.at
  %type.at = getelementptr i8, ptr %item, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  %same = icmp eq ptr %type, %stub
  %flags.at = getelementptr i8, ptr %code, i64 {CODE_FLAGS}
  %flags = load i32, ptr %flags.at
  %noting = and i32 %flags, {CO_COROUTINE}
  %notes.not = icmp eq i32 %noting, 0
  %plain = and i1 %same, %notes.not
  ret i1 %plain
no:
  ret i1 false
}}
define i1 @pyston_plain_class(ptr %class, ptr %stub) {{
{_any_of("known", PLAIN_CLASSES, "%class")}
  br i1 %known, label %yes, label %unknown
unknown:
  %flags.at = getelementptr i8, ptr %class, i64 {TYPE_FLAGS}
  %flags = load i64, ptr %flags.at
  %heap = and i64 %flags, {_HEAP_TYPE}
  %is_heap = icmp ne i64 %heap, 0
  br i1 %is_heap, label %made, label %no
made:
  %new.at = getelementptr i8, ptr %class, i64 {TYPE_NEW}
  %new = load ptr, ptr %new.at
{_any_new("ordinary", "%new")}
  br i1 %ordinary, label %initializer, label %no
initializer:
  %init = call ptr @_PyType_Lookup(ptr %class, ptr {address(sys.intern("__init__"))})
  %none = icmp eq ptr %init, null
  br i1 %none, label %no, label %look
look:
  %type.at = getelementptr i8, ptr %init, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  %function = icmp eq ptr %type, {address(FunctionType)}
  br i1 %function, label %guest, label %slot
guest:
  %answer = call i1 @pyston_plain_function(ptr %init, ptr %stub)
  ret i1 %answer
slot:
  %native = icmp eq ptr %type, {address(WrapperDescriptorType)}
  ret i1 %native
yes:
  ret i1 true
no:
  ret i1 false
}}
define i1 @pyston_plain_callee(ptr %callee, ptr %stub) {{
  %type.at = getelementptr i8, ptr %callee, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  %function = icmp eq ptr %type, {address(FunctionType)}
  br i1 %function, label %guest, label %other
guest:
  %plain = call i1 @pyston_plain_function(ptr %callee, ptr %stub)
  ret i1 %plain
other:
  %bound = icmp eq ptr %type, {address(MethodType)}
  br i1 %bound, label %method, label %third
method:
  %inner.at = getelementptr i8, ptr %callee, i64 {METHOD_FUNCTION}
  %inner = load ptr, ptr %inner.at
  %again = call i1 @pyston_plain_callee(ptr %inner, ptr %stub)
  ret i1 %again
third:
  %builtin = icmp eq ptr %type, {address(BuiltinFunctionType)}
  br i1 %builtin, label %observer, label %fourth
observer:
{_any_of("observes", SERVED_FUNCTIONS, "%callee")}
  %unseen = xor i1 %observes, true
  ret i1 %unseen
fourth:
  %is_class = icmp eq ptr %type, {address(type)}
  br i1 %is_class, label %class, label %fifth
class:
  %class.plain = call i1 @pyston_plain_class(ptr %callee, ptr %stub)
  ret i1 %class.plain
fifth:
{_any_of("native", NATIVE, "%type")}
  ret i1 %native
}}
"""


_METHODS: Final = """
declare i32 @_PyObject_GetMethod(ptr, ptr, ptr)
declare void @PyErr_Clear()
"""


def _method(name: str, given: str, question: str) -> str:
    """A helper that asks a question of an attribute; finding that must have no effect: it will be found once more.

    Args:
        name: of the helper.
        given: what it takes besides the holder and the attribute's name.
        question: a call that answers it for `%found`.
    """
    return f"""
define i1 @{name}(ptr %holder, ptr %name{given}) {{
entry:
  %found.at = alloca ptr
  %type.at = getelementptr i8, ptr %holder, i64 {OB_TYPE}
  %type = load ptr, ptr %type.at
  %is.class = icmp eq ptr %type, {address(type)}
  br i1 %is.class, label %class, label %instance
class:
  %held = call ptr @_PyType_Lookup(ptr %holder, ptr %name)
  br label %looked
instance:
  %getattro.at = getelementptr i8, ptr %type, i64 {TYPE_GETATTRO}
  %getattro = load ptr, ptr %getattro.at
  %generic = load ptr, ptr {memory(id(object) + TYPE_GETATTRO)}
  %ordinary = icmp eq ptr %getattro, %generic
  br i1 %ordinary, label %look, label %no
look:
  %inherited = call ptr @_PyType_Lookup(ptr %type, ptr %name)
  br label %looked
looked:
  %descriptor = phi ptr [ %held, %class ], [ %inherited, %look ]
  %absent = icmp eq ptr %descriptor, null
  br i1 %absent, label %get, label %kind
kind:
  %kind.at = getelementptr i8, ptr %descriptor, i64 {OB_TYPE}
  %descriptor.type = load ptr, ptr %kind.at
  %flags.at = getelementptr i8, ptr %descriptor.type, i64 {TYPE_FLAGS}
  %flags = load i64, ptr %flags.at
  %method = and i64 %flags, {_METHOD_DESCRIPTOR}
  %is_method = icmp ne i64 %method, 0
{_any_of("harmless", (staticmethod, classmethod), "%descriptor.type")}
  %pure = or i1 %is_method, %harmless
  br i1 %pure, label %get, label %no
get:
  store ptr null, ptr %found.at
  %unbound = call i32 @_PyObject_GetMethod(ptr %holder, ptr %name, ptr %found.at)
  %found = load ptr, ptr %found.at
  %failed = icmp eq ptr %found, null
  br i1 %failed, label %clear, label %check
clear:
  call void @PyErr_Clear()
  ret i1 false
check:
  %answer = {question}
  call void @decref(ptr %found)
  ret i1 %answer
no:
  ret i1 false
}}
"""
