"""Run a number of ops and stop: the driver for those who pause, step and look.

A driver of its own, so that the one that programs run in counts nothing. It stands still between two ops only: a call
from host code back into guest code (`sorted(key=...)`) is one step.
"""

from __future__ import annotations

import sys

from ast_interp.run.activation import park
from ast_interp.run.entry import prepare
from ast_interp.run.machine import ENTER, FAILED, GO, LEAVE, SWITCH, Frame, FunctionCode, Op
from ast_interp.run.wiring import MACHINE
from pyston_runtime.exceptions.handled import set_handled
from pyston_runtime.interfaces.typed import Final, final

# a program may put something else in its place
_handled: Final = sys.exception


@final
class Stand:
    """Where a stepped run stands.

    Attributes:
        frame: the innermost frame; at the end, the one that was left last.
        op: what runs next; None at the end.
        handled: the guest's handled exception; the host's own is not touched while the run stands.
    """

    def __init__(self, frame: Frame, op: Op | None, handled: BaseException | None) -> None:
        self.frame = frame
        self.op = op
        self.handled = handled

    def result(self) -> object:
        """The value at the end.

        Raises:
            BaseException: what the run raised, with its traceback as it is.
        """
        assert self.op is None, "the run has not come to its end"
        frame = self.frame
        error = frame.error
        if frame.status == FAILED and error is not None:
            MACHINE.reraise(error)
        return frame.value


def begin(
    function: FunctionCode,
    cells: tuple[object, ...] | None = None,
    arguments: tuple[object, ...] = (),
    namespace: object | None = None,
) -> Stand:
    """Stand before the first op of a function or unit."""
    frame = prepare(function, cells, arguments)
    frame.namespace = namespace
    return Stand(frame, frame.resume, None)


def advance(stand: Stand, count: int) -> None:
    """Run `count` ops, or fewer when the run ends before."""
    frame = stand.frame
    op = stand.op
    outside = _handled()
    set_handled(stand.handled)
    while op is not None and count > 0:
        count -= 1
        following = op.run(frame)
        if following is not SWITCH:
            op = following
        elif frame.mode == ENTER:
            assert frame.switch is not None
            frame = frame.switch
            op = frame.code.entry
        elif frame.mode == LEAVE:
            assert frame.back is not None
            back = frame.back
            park(frame)
            frame = back
            op = frame.op.next
        elif frame.mode == GO:
            assert frame.switch is not None
            switch = frame.switch
            frame.switch = None
            frame = switch
            op = frame.resume
        else:
            bottom = frame.switch
            frame.switch = None
            frame = frame if bottom is None else bottom
            op = None
    stand.frame = frame
    stand.op = op
    stand.handled = _handled()
    set_handled(outside)


def finish(stand: Stand) -> object:
    """Run to the end.

    Returns:
        The value of the bottom frame.

    Raises:
        BaseException: whatever the guest raises.
    """
    while stand.op is not None:
        advance(stand, 1 << 30)
    return stand.result()
