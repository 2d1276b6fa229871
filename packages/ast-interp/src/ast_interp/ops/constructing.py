"""Calls of guest classes: make the instance here and enter `__init__`, where nothing else is asked for.

`C(a)`, where the metaclass is `type`, `__new__` is that of a built-in class and `__init__` is a plain guest function,
needs no call of the host's: the instance waits in `Frame.value` of the `__init__` frame, and `return` gives it to the
caller when `__init__` has returned None. Where both are a built-in class's (most exceptions), no Python code runs, and
no frame has to stand for the caller's. Everything about the class is looked up at every call: it may have changed.
"""

from __future__ import annotations

import builtins

from ast_interp.ops.binding import bind
from ast_interp.ops.calling import (
    HEAP_TYPE,
    CallingOp,
    call_guest,
    call_host,
    call_host_keywords,
    call_special,
    call_special_keywords,
    deliver,
    enter,
    guest_code,
)
from ast_interp.run.activation import complete, copy_closure, empty, new_frame
from ast_interp.run.host import code_of, new_instance
from ast_interp.run.kinds import FUNCTION, WRAPPER_DESCRIPTOR
from ast_interp.run.machine import Frame, Op
from ast_interp.run.unwind import fail
from pyston_runtime.interfaces.typed import Final, cast, i64

_PLAIN_NEW: Final[object] = object.__new__
#: Of the built-in classes that run no Python code to make an instance and look at no frame.
_BUILT_IN: Final[tuple[type, ...]] = tuple(
    [
        kind
        for kind in builtins.__dict__.values()
        if type(kind) is type and kind is not type and kind is not super and not kind.__flags__ & HEAP_TYPE
    ]
)
_UNSEEING_NEW: Final[frozenset[object]] = frozenset([getattr(kind, "__new__") for kind in _BUILT_IN])
_UNSEEING_INIT: Final[frozenset[object]] = frozenset([getattr(kind, "__init__") for kind in _BUILT_IN])


def construct(op: CallingOp, frame: Frame, callee: object, arguments: list[object], names: tuple[str, ...] = ()) -> Op:
    """Call a class that `look_up` has found to be a heap type of metaclass `type`; `names` are the last arguments'."""
    initialize = getattr(callee, "__init__")
    make = getattr(callee, "__new__")
    if type(initialize) is WRAPPER_DESCRIPTOR and make in _UNSEEING_NEW and initialize in _UNSEEING_INIT:
        if names:
            return call_host_keywords(op, frame, callee, *separated(arguments, names))
        return call_host(op, frame, callee, arguments)
    if type(initialize) is not FUNCTION or (make is not _PLAIN_NEW and make not in _UNSEEING_NEW):
        return call_special_keywords(op, frame, callee, *separated(arguments, names))
    stub = code_of(initialize)
    if stub is op.initializer_code:
        function = op.initializer
    else:
        function = guest_code(initialize)
        op.initializer_code = code_of(initialize)
        op.initializer = function
    if function is None or not function.plain:
        return call_special_keywords(op, frame, callee, *separated(arguments, names))
    inner: Frame | None = None
    frame.at = op.index
    try:
        if make is _PLAIN_NEW:
            instance: object = new_instance(callee)
        else:
            given, keywords = separated(arguments, names)
            instance = make(callee, *given, **keywords)
            if not isinstance(instance, cast(type, callee)):
                return deliver(op, frame, instance)
        count = len(arguments) + 1
        if names:
            plan = op.plan_for(function, True, len(arguments), names)
            if plan.usable:
                inner = plan.bind(initialize, instance, arguments)
        elif count <= function.room:
            inner = new_frame(function)
            slots = inner.slots
            slots[0] = instance
            index: i64 = 1
            for argument in arguments:
                slots[index] = argument
                index += 1
            if function.takes != count and not complete(function, initialize, inner, count):
                empty(inner)
                inner = None
            elif function.captures:
                copy_closure(initialize, inner)
        else:
            inner = bind(function, initialize, [instance, *arguments])
        if inner is not None:
            inner.value = instance
            inner.constructs = True
    except BaseException as error:
        frame.error = error
    if frame.error is not None:
        return fail(frame, op)
    if inner is None:
        return call_special_keywords(op, frame, callee, *separated(arguments, names))
    return enter(op, frame, inner)


def separated(arguments: list[object], names: tuple[str, ...]) -> tuple[list[object], dict[str, object]]:
    """Arguments by position, and those by keyword."""
    count = len(arguments) - len(names)
    return arguments[:count], dict(zip(names, arguments[count:], strict=True))


def call_bound(op: CallingOp, frame: Frame, bound: object, arguments: list[object]) -> Op:
    """Call what an attribute gave that is neither a guest method nor certainly native."""
    function = op.look_up(bound)
    if function is not None:
        return call_guest(op, frame, bound, function, arguments)
    if op.constructs:
        return construct(op, frame, bound, arguments)
    if op.special is not None:
        return call_special(op, frame, bound, arguments)
    return call_host(op, frame, bound, arguments)
