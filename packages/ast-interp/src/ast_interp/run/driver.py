"""Run ops until the bottom frame returns, yields or fails."""

from __future__ import annotations

from ast_interp.run.activation import leave
from ast_interp.run.machine import ENTER, GO, LEAVE, SWITCH, Frame, Op
from ast_interp.run.unwind import unwind
from pyston_runtime.interfaces.typed import cast, final


@final
class Interrupted(Op):
    """Stands for an op during which an exception came from outside."""

    def __init__(self, op: Op, error: BaseException) -> None:
        super().__init__()
        self.op = op
        self.error = error

    def run(self, frame: Frame) -> Op:
        return unwind(frame, self.op, self.error, True)


def drive(frame: Frame) -> Frame:
    """Run from `frame.resume` on.

    Returns:
        The frame that the driver left with: `status` says why, `value` or `error` holds what. After a failure it is the
        bottom frame.
    """
    op = frame.resume
    while True:
        try:
            while True:
                op = op.run(frame)
                if op is SWITCH:
                    mode = frame.mode
                    if mode == ENTER:
                        frame = cast(Frame, frame.switch)
                        op = frame.code.entry
                    elif mode == LEAVE:
                        frame = leave(frame)
                        op = frame.op.next
                    elif mode == GO:
                        following = frame.switch
                        assert following is not None
                        frame.switch = None
                        frame = following
                        op = following.resume
                    else:
                        bottom = frame.switch
                        if bottom is None:
                            return frame
                        frame.switch = None
                        return bottom
        except BaseException as error:
            # ops let none out: a signal handler's or another thread's, which the host raised between two instructions
            # of the interpreter itself (in a pure build); it is as if the op had raised it
            if isinstance(op, Interrupted):
                # and unwinding failed as well: at the host's recursion limit, say
                raise
            op = Interrupted(op, error)
