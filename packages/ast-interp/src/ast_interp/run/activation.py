"""What every call and return does to frames: set up, given arguments, left, emptied, kept for the next call.

Where the package is compiled, `_replaced.h` has these functions in C, which take the place of those here: what Python
checks at each step (indexes, `None`) holds for frames by how they are made.
"""

from __future__ import annotations

from ast_interp.run.host import closure_of, code_of, defaults_of, keyword_defaults_of
from ast_interp.run.machine import ENTER, LEAVE, RETURNED, STOP, UNSET, Frame, FunctionCode, Op
from pyston_runtime.interfaces.typed import Final, FunctionType, cast, i64

#: Frames deeper than this are not kept for reuse: a deep recursion must not hold its memory for ever.
_DEEPEST_PARKED: Final = 256
#: Where a stub's constants hold its FunctionCode.
CODE_CONSTANT: Final = 2


def new_frame(function: FunctionCode) -> Frame:
    """A frame of a linked function with empty slots, reused where one is parked."""
    frame = function.parked
    if frame is not None:
        function.parked = frame.back
        frame.back = None
        return frame
    code = function.code
    assert code is not None
    return Frame(function, code)


def park(frame: Frame) -> None:
    """Keep a frame that has returned, and so is empty, for the next call; most code that runs once runs no more."""
    if frame.namespace is not None:
        frame.namespace = None
    # one that was walked belongs to its walker
    if frame.depth < _DEEPEST_PARKED and frame.code.entries > 1 and not frame.walked:
        function = frame.function
        frame.back = function.parked
        function.parked = frame
    elif not frame.walked:
        # nobody waits for it any more: see `runs.innermost_of`
        frame.back = None


def leave(frame: Frame) -> Frame:
    """Park a frame that has returned; the one that called it."""
    back = frame.back
    assert back is not None
    park(frame)
    return back


def release(slots: list[object], start: i64, end: i64) -> None:
    """Empty the slots from `start` up to, not including, `end`."""
    while start < end:
        slots[start] = UNSET
        start += 1


def empty(frame: Frame) -> None:
    """Drop what the frame's slots hold."""
    release(frame.slots, 0, frame.code.clear)


def link(frame: Frame, op: Op, inner: Frame, destination: i64) -> i64:
    """Have `frame` wait at `op` for `inner`, which is entered next; how often its code was entered."""
    code = inner.code
    entries = code.entries + 1
    code.entries = entries
    inner.destination = destination
    inner.back = frame
    inner.depth = frame.depth + 1
    frame.op = op
    frame.switch = inner
    frame.mode = ENTER
    return entries


def finish(frame: Frame, value: object) -> None:
    """Give a frame's result to who waits for it, and empty its locals: its temporaries are empty."""
    back = frame.back
    if back is None:
        frame.value = value
        frame.status = RETURNED
        frame.switch = None
        frame.mode = STOP
    else:
        destination = frame.destination
        if destination >= 0:
            back.slots[destination] = value
        frame.mode = LEAVE
    release(frame.slots, 0, frame.named)


def copy_closure(callee: object, inner: Frame) -> None:
    """Put a function's cells into its frame."""
    cells = closure_of(cast(FunctionType, callee))
    if cells is not None:
        index = inner.code.free_start
        slots = inner.slots
        for cell in cells:
            slots[index] = cell
            index += 1


def held_code(callee: FunctionType) -> FunctionCode | None:
    """The FunctionCode that a function's stub holds, where it is bound to its globals; None where it must be asked."""
    constants = code_of(callee).co_consts
    if len(constants) > CODE_CONSTANT:
        found = constants[CODE_CONSTANT]
        if isinstance(found, FunctionCode) and found.globals is callee.__globals__:
            return found
    return None


def complete(function: FunctionCode, callee: object, inner: Frame, given: i64) -> bool:
    """Put defaults, and what `*args` and `**kwargs` are then, after arguments that were given by position.

    Args:
        function: what is called.
        callee: its function object.
        inner: its frame, whose first slots hold the arguments.
        given: how many these are; no more than the parameters.

    Returns:
        Whether every parameter has got a value; the frame is to be emptied where not.
    """
    slots = inner.slots
    place = given
    positional: i64 = function.positional
    total: i64 = function.named
    if place < positional:
        defaults = defaults_of(cast(FunctionType, callee))
        if defaults is None:
            return False
        first = positional - len(defaults)
        if place < first:
            return False
        while place < positional:
            slots[place] = defaults[place - first]
            place += 1
    if positional < total:
        place = positional
        keyword_defaults = keyword_defaults_of(cast(FunctionType, callee))
        if keyword_defaults is None:
            return False
        while place < total:
            name = function.names[place]
            if name not in keyword_defaults:
                return False
            slots[place] = keyword_defaults[name]
            place += 1
    if function.variadic:
        slots[total] = ()
        total += 1
    if function.keywords:
        slots[total] = {}
    return True
