"""Find the handler of an exception, through the frames that wait for each other, and write its traceback."""

from __future__ import annotations

from ast_interp.run.activation import empty, release
from ast_interp.run.entries import add_entry, add_outer_entry, drop_own_entries, entry_maker
from ast_interp.run.kinds import EXCEPTION
from ast_interp.run.lookups import failure_of
from ast_interp.run.machine import FAILED, GO, RAISING, RERAISED, STOP, SWITCH, Catch, Frame, Op
from pyston_runtime.interfaces.typed import i64


def fail(frame: Frame, op: Op) -> Op:
    """The exception in `frame.error` was raised by `op`: go to its handler, or leave the frame."""
    error = frame.error
    assert error is not None
    frame.error = None
    return unwind(frame, op, error, True)


def fail_within(frame: Frame) -> Op:
    """A value op has returned `RAISED`: go to the handler of the one that raised, or leave the frame."""
    op = frame.raiser
    frame.raiser = SWITCH
    return fail(frame, op)


RAISING.lead = fail_within


def raised(frame: Frame, op: Op, error: BaseException) -> Op:
    """`op` raises `error`, which no host code has raised: a traceback entry is due, and the context is the caller's."""
    return unwind(frame, op, error, True)


def unwind(frame: Frame, op: Op, error: BaseException, record: bool) -> Op:
    """Unwind from `op` of `frame`.

    Args:
        frame: the running frame.
        op: where the exception comes from.
        error: the exception.
        record: whether the frame gets a traceback entry (a re-raise gives it none).

    Returns:
        The handler's first op when it is in `frame`, else `SWITCH` with `frame.mode` and `frame.switch` set.
    """
    start = frame
    if record:
        error = enter_traceback(frame, op.index, error, not frame.walked)
    if frame.walked:
        return halt(start, frame, op, error, record)
    while True:
        handler = op.handler
        if handler is not None:
            entry = catch(frame, handler, error)
            if frame is start:
                return entry
            frame.resume = entry
            start.switch = frame
            start.mode = GO
            return SWITCH
        back = frame.back
        if back is None:
            frame.error = error
            frame.status = FAILED
            empty(frame)
            start.switch = None if start is frame else frame
            start.mode = STOP
            return SWITCH
        frame.back = None
        empty(frame)
        frame = back
        op = frame.op
        if frame.walked:
            return halt(start, frame, op, error, True)
        add_outer_entry(frame, op.index, error)


def enter_traceback(frame: Frame, index: i64, error: BaseException, entry: bool = True) -> BaseException:
    """An instruction of a frame raises an exception: what there is to do before a handler is looked for.

    Args:
        frame: the frame.
        index: of the instruction.
        error: the exception.
        entry: whether the frame gets an entry in its traceback, which a walked frame's walker makes.

    Returns:
        The exception that goes on.
    """
    lookup = entry_maker(frame.code).lookups[index]
    if lookup is not None and isinstance(error, EXCEPTION):
        failure = failure_of(lookup, frame)
        if failure is not None:
            error = failure
            index = lookup.place
    if entry:
        add_entry(frame, index, error)
    return error


def halt(start: Frame, frame: Frame, op: Op, error: BaseException, record: bool) -> Op:
    """Stop a driver run at a walked frame, through which its walker sends the exception on."""
    if frame is start:
        drop_own_entries(error)
    frame.error = error
    frame.op = op
    frame.status = FAILED if record else RERAISED
    start.switch = None if start is frame else frame
    start.mode = STOP
    return SWITCH


def catch(frame: Frame, handler: Catch, error: BaseException) -> Op:
    """Give an exception to its handler; the handler's first op."""
    slots = frame.slots
    release(slots, handler.slot, frame.code.clear)
    slots[handler.slot] = error
    return handler.entry
