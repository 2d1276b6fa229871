"""Run ops until the bottom frame returns, yields or fails."""

from __future__ import annotations

from ast_interp.run.machine import ENTER, GO, LEAVE, SWITCH, Frame, park


def drive(frame: Frame) -> Frame:
    """Run from `frame.resume` on.

    Returns:
        The frame that the driver left with: `status` says why, `value` or `error` holds what. After a failure it is the
        bottom frame.
    """
    op = frame.resume
    while True:
        op = op.run(frame)
        if op is SWITCH:
            mode = frame.mode
            if mode == ENTER:
                inner = frame.switch
                assert inner is not None
                frame = inner
                op = inner.code.entry
            elif mode == LEAVE:
                back = frame.back
                assert back is not None
                park(frame)
                frame = back
                op = back.op.next
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
