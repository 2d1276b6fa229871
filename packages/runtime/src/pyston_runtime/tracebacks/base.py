"""Where a program's frames begin: what stands below was there before it, and is the host's to show."""

from __future__ import annotations

import sys
from _collections_abc import Callable

from pyston_runtime.interfaces.typed import Final, FrameType, FunctionType, cast
from pyston_runtime.templates import function_template
from pyston_runtime.tracebacks.entries import is_own
from pyston_runtime.tracebacks.hidden import without_resume

# a program may put something else in their place
_get_limit: Final = sys.getrecursionlimit
_set_limit: Final = sys.setrecursionlimit


def _make_innermost() -> Callable[[], FrameType | None]:
    """A function of the host's own that asks for the frame below it: `sys._getframe()` gives the frame that calls it
    even where it is one that nobody is to see, which compiled code of ours has of stubs.
    """
    text = "def innermost():\n    try:\n        return 'GET_FRAME'(1)\n    except 'VALUE_ERROR':\n        return None\n"
    code = function_template(text, "<innermost>")
    objects: dict[object, object] = {"GET_FRAME": sys._getframe, "VALUE_ERROR": ValueError}
    constants = tuple([objects.get(constant, constant) for constant in code.co_consts])
    # hidden itself, so that no observer is told of a call; a name of ours, should it be seen all the same
    hidden = code.replace(co_code=without_resume(code.co_code), co_consts=constants)
    function = FunctionType(hidden, {"__name__": __name__})
    return cast("Callable[[], FrameType | None]", function)


#: The innermost frame that can be seen, ours included; None where there is none.
innermost_frame: Final[Callable[[], FrameType | None]] = _make_innermost()


def visible_frame() -> FrameType:
    """The innermost frame that is not ours.

    Raises:
        ValueError: there is none.
    """
    frame = innermost_frame()
    while frame is not None and is_own(frame):
        frame = frame.f_back
    if frame is None:
        raise ValueError("call stack is not deep enough")
    return frame


def at_base() -> bool:
    """Whether nothing but frames of ours stands below this call."""
    frame = innermost_frame()
    while frame is not None:
        if not is_own(frame):
            return False
        frame = frame.f_back
    return True


def frames_below() -> int:
    """How many frames below this call are not ours."""
    count = 0
    frame = innermost_frame()
    while frame is not None:
        if not is_own(frame):
            count += 1
        frame = frame.f_back
    return count


def host_depth() -> int:
    """How deep the host counts this call to be; only its refusal of a limit that is too low tells."""
    limit = _get_limit()
    try:
        _set_limit(1)
    except RecursionError as error:
        depth = str(error).partition("depth ")[2].partition(":")[0]
        return int(depth) if depth.isdigit() else 0
    _set_limit(limit)
    return 0
