"""Find the handler of an exception, through the frames that wait for each other, and write its traceback."""

from __future__ import annotations

from types import FrameType, TracebackType
from typing import cast

from mypy_extensions import i64

from ast_interp.run.machine import FAILED, GO, STOP, SWITCH, UNSET, Frame, Op
from pyston_runtime.interfaces.code import Inlined, Position
from pyston_runtime.tracebacks.entries import without_own
from pyston_runtime.tracebacks.frames import FrameMaker


def fail(frame: Frame, op: Op) -> Op:
    """The exception in `frame.error` was raised by `op`: go to its handler, or leave the frame."""
    error = frame.error
    assert error is not None
    frame.error = None
    return unwind(frame, op, error, True)


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
    while True:
        if record:
            add_entry(frame, op, error)
        catch = op.handler
        if catch is not None:
            slots = frame.slots
            index = catch.slot
            end = frame.code.clear
            while index < end:
                slots[index] = UNSET
                index += 1
            slots[catch.slot] = error
            if frame is start:
                return catch.entry
            frame.resume = catch.entry
            start.switch = frame
            start.mode = GO
            return SWITCH
        back = frame.back
        if back is None:
            frame.error = error
            frame.status = FAILED
            empty(frame)
            start.switch = frame
            start.mode = STOP
            return SWITCH
        frame.back = None
        empty(frame)
        frame = back
        op = frame.op
        record = True


def empty(frame: Frame) -> None:
    """Drop what the frame's slots hold."""
    slots = frame.slots
    index: i64 = 0
    end = frame.code.clear
    while index < end:
        slots[index] = UNSET
        index += 1


def add_entry(frame: Frame, op: Op, error: BaseException) -> None:
    """Put the frame on top of the exception's traceback."""
    traceback = without_own(error.__traceback__)
    code = frame.code
    index = int(op.index)
    body = code.unit.body()
    for inlined in body.inlined:
        if inlined.first <= index <= inlined.last:
            add_inlined_entries(frame, index, error, traceback)
            return
    maker = code.makers.get(None)
    if maker is None:
        maker = FrameMaker(
            code.unit,
            code.unit.name,
            code.unit.qualname,
            body.slot_names,
            [instruction.position for instruction in body.instructions],
        )
        code.makers[None] = maker
    position = body.instructions[index].position
    error.__traceback__ = _entry(cast(FrameMaker, maker), frame, index, position, traceback)


def _entry(
    maker: FrameMaker, frame: Frame, index: int, position: Position, traceback: TracebackType | None
) -> TracebackType:
    values = local_values(frame, maker.count)
    namespace = frame.namespace
    shown: FrameType = maker.make(frame.globals, values, frame.globals if namespace is None else namespace)
    return TracebackType(traceback, shown, maker.first + 2 * index, position.line)


def local_values(frame: Frame, count: int) -> tuple[object, ...]:
    """The first `count` slots, cells replaced by what they hold."""
    unit = frame.code.unit
    if not unit.cell_names and not unit.free_names:
        return tuple(frame.slots[:count])
    captured = set(unit.cell_names) | set(unit.free_names)
    values: list[object] = []
    for name, value in zip(unit.body().slot_names[:count], frame.slots, strict=False):
        if name in captured and type(value).__name__ == "cell":
            try:
                value = getattr(value, "cell_contents")
            except ValueError:
                value = UNSET
        values.append(value)
    return tuple(values)


def add_inlined_entries(frame: Frame, index: int, error: BaseException, traceback: TracebackType | None) -> None:
    """Entries for comprehensions that run in this frame but are shown as frames of their own (3.11)."""
    code = frame.code
    body = code.unit.body()
    position = body.instructions[index].position
    spans: list[Inlined] = [span for span in body.inlined if span.first <= index <= span.last]
    spans.sort(key=_span_length)
    for span in spans:
        traceback = _shown_entry(frame, span, span.name, span.qualname, position, traceback)
        position = span.position
    error.__traceback__ = _shown_entry(frame, None, code.unit.name, code.unit.qualname, position, traceback)


def _span_length(span: Inlined) -> int:
    return span.last - span.first


def _shown_entry(
    frame: Frame, span: Inlined | None, name: str, qualname: str, position: Position, traceback: TracebackType | None
) -> TracebackType:
    code = frame.code
    key = (span, position)
    maker = code.makers.get(key)
    if maker is None:
        maker = FrameMaker(code.unit, name, qualname, code.unit.body().slot_names, [position])
        code.makers[key] = maker
    return _entry(cast(FrameMaker, maker), frame, 0, position, traceback)
