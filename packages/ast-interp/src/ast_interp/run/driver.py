"""Run ops until the bottom frame returns, yields or fails."""

from __future__ import annotations

from ast_interp.run.machine import FAILED, SWITCH, Frame


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
            following = frame.switch
            if following is None:
                if frame.status != FAILED:
                    bottom = frame.back
                    if bottom is not None and bottom.status == FAILED:
                        frame.back = None
                        return bottom
                return frame
            frame.switch = None
            frame = following
            op = frame.resume
