"""The driver runs that are under way in a thread, and the frames of the host's that they stand on.

Host code that guest code calls may call guest code: that is another run of the driver. Who looks at frames from there
must also meet the guest frames of the runs below. So what enters guest code notes the run here; each stands on the
innermost host frame that can be seen then. Compiled, `_runs.h` keeps them.

Generators and coroutines need no note: their host objects' frames can be seen, and hold the guest's.
"""

from __future__ import annotations

import sys
from _collections_abc import Callable
from _thread import get_ident

from ast_interp.run.driver import drive
from ast_interp.run.machine import ENTER, Frame
from pyston_runtime.interfaces.typed import Final, FrameType, final

# a program may put something else in its place
_get_frame: Final = sys._getframe


def _nothing_compiled(frame: Frame) -> list[Frame]:
    return []


@final
class Compiled:
    """What is known of compiled code.

    Attributes:
        standing: the frames that run compiled code which a frame has entered, the innermost first and itself the last.
    """

    def __init__(self) -> None:
        self.standing: Callable[[Frame], list[Frame]] = _nothing_compiled


COMPILED: Final = Compiled()
_runs: Final[dict[int, list[tuple[Frame, int]]]] = {}


def enter_run(frame: Frame) -> None:
    """Note that a run begins with a frame."""
    try:
        place = id(_get_frame(1))
    except ValueError:
        # nothing is below
        place = 0
    _runs.setdefault(get_ident(), []).append((frame, place))


def leave_run(frame: Frame) -> None:
    """Note that the run that began with a frame has ended."""
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


def runs_of_thread() -> list[tuple[Frame, int]]:
    """The runs of this thread, the innermost first, and the places of the host frames that they stand on."""
    return _runs.get(get_ident(), [])[::-1]


def place_of(frame: FrameType) -> int:
    """The place of a frame of the host's."""
    return id(frame)


def run_noted(frame: Frame) -> Frame:
    """Run a frame that host code has called, and note that it runs; see `drive`."""
    enter_run(frame)
    try:
        return drive(frame)
    finally:
        leave_run(frame)


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
