"""Where a program's frames begin: what stands below was there before it, and is the host's to show."""

from __future__ import annotations

import sys

from pyston_runtime.interfaces.typed import FrameType
from pyston_runtime.tracebacks.entries import is_own


def visible_frame() -> FrameType:
    """The innermost frame that is not ours.

    Raises:
        ValueError: there is none.
    """
    frame: FrameType | None = sys._getframe()
    while frame is not None and is_own(frame):
        frame = frame.f_back
    if frame is None:
        raise ValueError("call stack is not deep enough")
    return frame


def at_base() -> bool:
    """Whether nothing but frames of ours stands below this call."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if not is_own(frame):
            return False
        frame = frame.f_back
    return True


def frames_below() -> int:
    """How many frames below this call are not ours."""
    count = 0
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if not is_own(frame):
            count += 1
        frame = frame.f_back
    return count


def host_depth() -> int:
    """How deep the host counts this call to be; only its refusal of a limit that is too low tells."""
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(1)
    except RecursionError as error:
        depth = str(error).partition("depth ")[2].partition(":")[0]
        return int(depth) if depth.isdigit() else 0
    sys.setrecursionlimit(limit)
    return 0
