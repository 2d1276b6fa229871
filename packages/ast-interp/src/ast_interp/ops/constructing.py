"""Calls of guest classes: make the instance here and enter `__init__`, where nothing else is asked for.

`C(a)`, where the metaclass is `type`, `__new__` is that of `object` and `__init__` is a plain guest function,
needs no call of the host's: the instance waits in `Frame.value` of the `__init__` frame, and `return` gives it to the
caller when `__init__` has returned None. Everything about the class is looked up at every call: it may have changed.
"""

from __future__ import annotations

from ast_interp.ops.calling import CallingOp, bind, call_special, copy_closure, enter, guest_code
from ast_interp.run.host import CODE_OF, NEW_INSTANCE
from ast_interp.run.kinds import FUNCTION
from ast_interp.run.machine import Frame, Op, new_frame
from ast_interp.run.unwind import fail
from pyston_runtime.interfaces.typed import Final, i64

_PLAIN_NEW: Final[object] = object.__new__


def construct(op: CallingOp, frame: Frame, callee: object, arguments: list[object]) -> Op:
    """Call a class that `look_up` has found to be a heap type of metaclass `type`."""
    initialize = getattr(callee, "__init__")
    if type(initialize) is not FUNCTION or getattr(callee, "__new__") is not _PLAIN_NEW:
        return call_special(op, frame, callee, arguments)
    stub = CODE_OF(initialize)
    if stub is op.initializer_code:
        function = op.initializer
    else:
        function = guest_code(initialize)
        op.initializer_code = CODE_OF(initialize)
        op.initializer = function
    if function is None or not function.plain:
        return call_special(op, frame, callee, arguments)
    inner: Frame | None = None
    try:
        instance: object = NEW_INSTANCE(callee)
        code = function.code
        if code is not None and function.arity == len(arguments) + 1:
            inner = new_frame(function, code)
            slots = inner.slots
            slots[0] = instance
            index: i64 = 1
            for argument in arguments:
                slots[index] = argument
                index += 1
            if function.captures:
                copy_closure(initialize, inner, code)
        else:
            inner = bind(function, initialize, [instance, *arguments], ())
        if inner is not None:
            inner.value = instance
            inner.constructs = True
    except BaseException as error:
        frame.error = error
    if frame.error is not None:
        return fail(frame, op)
    if inner is None:
        return call_special(op, frame, callee, arguments)
    return enter(op, frame, inner, inner.code)
