"""Put frames that are running under skeletons of their own.

A program calls `sys.settrace` or `pdb.set_trace` in the middle of functions, and expects those very frames to be
observed from then on. Frames of the interpreter have no host frame; so the call is made inside of skeletons, one for
each guest frame that waits, each of which goes on with its guest frame where that stands.

Before: guest frames `main` -> `work`, `work` calling `set_trace`. After: the host's frames `main`, `work`, `set_trace`;
when the call returns, `work` is walked to its end, then `main`. What the driver then gets is the end of `main`.
"""

from __future__ import annotations

import sys

from ast_interp.dynamic.frames import call_under_chain, get_frame, host_frame
from ast_interp.process import watch
from ast_interp.run.machine import FAILED, GO, RETURNED, STOP, SWITCH, Frame
from ast_interp.run.unwind import unwind
from ast_interp.run.wiring import MACHINE, TAKEN_OVER
from ast_interp.tracing.walking import Course, course_of
from pyston_runtime.interfaces.code import CLASS, FUNCTION, PLAIN
from pyston_runtime.interfaces.typed import Any, CellType, Final, FunctionType, cast, partial
from pyston_runtime.tracebacks.entries import without_own
from pyston_runtime.tracebacks.frames import run_code

# a program may put something else in their place
_tracer: Final = sys.gettrace
_profiler: Final = sys.getprofile

#: How many frames are adopted at once: each costs the host's stack some C frames.
_MOST: Final = 64


def install() -> None:
    """Have calls that may bring an observer made here."""
    MACHINE.stand = stand
    MACHINE.live_frame = live_frame


def _entrance(frame: Frame, course: Course) -> partial[object]:
    """What goes on with a frame, which its course knows to be adopted, under a skeleton."""
    code = course.skeleton.code
    unit = frame.function.unit
    if unit.kind != FUNCTION:
        return partial(run_code, code, frame.globals, frame.globals if frame.namespace is None else frame.namespace)
    cells: tuple[object, ...] | None = None
    if unit.free_names:
        start = int(course.code.free_start)
        cells = tuple(frame.slots[start : start + len(unit.free_names)])
    function: Any = FunctionType(code, frame.globals, None, None, cast("tuple[CellType, ...] | None", cells))
    signature = unit.signature
    keywords = dict.fromkeys(signature.names[signature.positional :][: signature.keyword_only])
    return partial(function, *[None] * signature.positional, **keywords)


def stand(frame: Frame, callee: partial[object]) -> object:
    """Make a call that may bring an observer, from `frame`, which is at `frame.op`.

    Returns:
        Its value; or TAKEN_OVER when `frame` has run to its end: its `mode` and `switch` say how to go on.

    Raises:
        BaseException: what the call raises.
    """
    # `sys.settrace(None)`, `sys.monitoring.set_events(tool, 0)`
    given = callee.args
    removes = (len(given) == 1 and given[0] is None) or (len(given) == 2 and given[1] == 0 and type(given[1]) is int)
    if frame.walked or removes or observed():
        return call_under_chain(frame, callee)
    frames: list[Frame] = []
    courses: list[Course] = []
    current: Frame | None = frame
    while current is not None and len(frames) < _MOST:
        unit = current.function.unit
        if current.walked or unit.flavour != PLAIN or unit.kind == CLASS:
            break
        frames.append(current)
        courses.append(cast(Course, watch.quietly(partial(course_of, current))))
        current = current.back
    if not frames:
        return call_under_chain(frame, callee)
    # each skeleton calls the next one itself: an exception passes no frame of ours on its way out
    action = callee
    for one, course in zip(frames, courses, strict=True):
        course.adopt(one, action)
        action = _entrance(one, course)
    outermost = frames[-1]
    error: BaseException | None = None
    value: object = None
    destination = outermost.destination
    for one in frames:
        one.back = None
    try:
        value = action()
    except BaseException as raised:
        raised.__traceback__ = without_own(raised.__traceback__)
        error = raised
    frame.switch = None if outermost is frame else outermost
    frame.mode = STOP
    if current is None:
        outermost.status = RETURNED if error is None else FAILED
        outermost.value = value
        outermost.error = error
    else:
        deliver(frame, current, int(destination), value, error)
    return TAKEN_OVER


def deliver(frame: Frame, waiting: Frame, destination: int, value: object, error: BaseException | None) -> None:
    """Have the driver, which is in `frame`, go on in the frame that waited for the adopted ones."""
    frame.switch = waiting
    frame.mode = GO
    if error is None:
        if destination >= 0:
            waiting.slots[destination] = value
        waiting.resume = waiting.op.next
        return
    following = unwind(waiting, waiting.op, error, True)
    if following is not SWITCH:
        waiting.resume = following
        return
    frame.mode = waiting.mode
    if waiting.switch is not None:
        frame.switch = waiting.switch


def observed() -> bool:
    """Whether somebody observes this thread already: all frames that are to be adopted have been."""
    return _tracer() is not None or _profiler() is not None or watch.monitors_all()


def live_frame(frame: Frame, depth: int) -> object:
    """`sys._getframe(depth)` where what gets the frame may have it observed.

    Raises:
        ValueError: the call stack is not so deep.
    """
    if observed():
        return get_frame(frame, depth)
    return stand(frame, cast("partial[object]", partial(host_frame, depth)))
