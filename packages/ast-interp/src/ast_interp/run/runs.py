"""The driver runs that are under way in a thread, and the frames of the host's that they stand on.

Host code that guest code calls may call guest code: that is another run of the driver. Who looks at frames from there
must also meet the guest frames of the runs below. So what enters guest code notes the run here; each stands on the
innermost host frame that can be seen then.

Generators and coroutines need no note: their host objects' frames can be seen, and hold the guest's.
"""

from __future__ import annotations

import sys
from _collections_abc import Callable
from _thread import get_ident

from ast_interp.run.driver import drive
from ast_interp.run.host import found_in_host
from ast_interp.run.machine import ENTER, Frame
from pyston_runtime.interfaces.typed import Any, Final, FrameType

_runs: Final[dict[int, list[tuple[Frame, int]]]] = {}


def _enter_run(frame: Frame) -> None:
    try:
        place = id(sys._getframe(1))
    except ValueError:
        # nothing is below
        place = 0
    _runs.setdefault(get_ident(), []).append((frame, place))


def _leave_run(frame: Frame) -> None:
    thread = get_ident()
    entered = _runs.get(thread, [])
    index = len(entered) - 1
    while index >= 0:
        if entered[index][0] is frame:
            del entered[index]
            break
        index -= 1
    if not entered:
        _runs.pop(thread, None)


def _runs_of_thread() -> list[tuple[Frame, int]]:
    return _runs.get(get_ident(), [])[::-1]


_ENTER_RUN: Final[Callable[[Frame], None]] = found_in_host("enter_run", _enter_run)
_LEAVE_RUN: Final[Callable[[Frame], None]] = found_in_host("leave_run", _leave_run)
#: The runs of this thread, the innermost first, and the places of the host frames that they stand on.
RUNS: Final[Callable[[], list[tuple[Any, int]]]] = found_in_host("runs", _runs_of_thread)
#: The place of a frame of the host's.
PLACE_OF: Final[Callable[[FrameType], int]] = found_in_host("place_of", id)


def run_noted(frame: Frame) -> Frame:
    """Run a frame that host code has called, and note that it runs; see `drive`."""
    _ENTER_RUN(frame)
    try:
        return drive(frame)
    finally:
        _LEAVE_RUN(frame)


def innermost_of(bottom: Frame) -> Frame:
    """The frame that runs in a driver run, or whose call of host code is under way, given its bottom frame."""
    frame = bottom
    while frame.mode == ENTER:
        inner = frame.switch
        if inner is None or inner.back is not frame:
            # the call has returned
            break
        frame = inner
    return frame
