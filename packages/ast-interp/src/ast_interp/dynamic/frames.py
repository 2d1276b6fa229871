"""Guest frames as the host's frame objects, and calls under them.

Guest-to-guest calls have no host frame. What looks for frames gets genuine ones, made for the occasion: the running
frame's, and those of the guest frames that wait for it. Calls of the host's Python code run under one (its immediate
caller), since what they call may look (`namedtuple`, `logging`, `warnings`).
"""

from __future__ import annotations

from ast_interp.dynamic.chains import USUAL, chain_of
from ast_interp.dynamic.places import Place, place_at, place_in_table, unbound_in
from ast_interp.ops.calling import CallingOp, HostCaller
from ast_interp.process.polling import LIMITS
from ast_interp.process.watch import quietly
from ast_interp.run.machine import Frame
from ast_interp.run.wiring import MACHINE
from pyston_runtime.interfaces.typed import Any, CodeType, Final, FrameType, cast, final, partial
from pyston_runtime.tracebacks.base import visible_frame
from pyston_runtime.tracebacks.entries import is_own
from pyston_runtime.tracebacks.standing import (
    HANDED,
    Link,
    Standing,
    call_standing,
    call_under_one,
    frame_of,
    take_back,
)

#: Held here too: names of other packages are slow to read.
_HANDED: Final[list[object]] = HANDED


def call_under_frame(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call what runs Python code of the host; its caller's frame can be seen."""
    if not callable(callee):
        return cast(Any, callee)(*arguments, **keywords)
    if keywords:
        callee = partial(callee, *arguments, **keywords)
        arguments = []
    return _call_under_place(frame, place_at(frame), callee, arguments)


@final
class UnderFrame(HostCaller):
    """Calls of ordinary code of the host."""

    def call(self, frame: Frame, op: CallingOp, callee: object, arguments: list[object]) -> object:
        """Call it under the frame of its caller, which is at `op`."""
        place = op.place
        if place is None:
            place = op.place = place_in_table(frame, int(op.index))
        return _call_under_place(frame, cast(Place, place), callee, arguments)


def _call_under_place(frame: Frame, place: Place, callee: object, arguments: list[object]) -> object:
    if not place.simple or frame.walked or LIMITS.observed or (frame.namespace is not None and not place.function):
        return call_under(chain_of(frame, USUAL)[0], partial(cast(Any, callee), *arguments))
    given = place.given(frame, callee, arguments)
    count = len(arguments)
    globals = frame.globals
    if place.count != count or place.globals is not globals or not place.fits(given):
        place.remember(globals, unbound_in(given), count)
    # the call may come here again, and have another one remembered
    standing = cast(Standing, place.standing)
    try:
        if place.at_once:
            _HANDED.append(given)
            return place.stands()
        return call_under_one(standing, globals, given)
    except BaseException as error:
        take_back(given)
        leave_out(error, [standing.code])
        raise


def call_under_all(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call what walks frames: all guest frames of this run can be seen."""
    return call_under(chain_of(frame)[0], partial(cast(Any, callee), *arguments, **keywords))


def call_observable(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call what may have guest frames observed: all of this run can be seen, and may go on. For call ops alone."""
    return MACHINE.stand(frame, partial(cast(Any, callee), *arguments, **keywords))


def call_under_chain(frame: Frame, callee: partial[object]) -> object:
    """Call something so that all guest frames of this run can be seen."""
    return call_under(chain_of(frame)[0], callee)


def call_under(links: list[Link], callee: partial[object]) -> object:
    """Call something under standing frames, which leave no traceback entries."""
    try:
        return call_standing(links, callee)
    except BaseException as error:
        leave_out(error, [link[0].code for link in links])
        raise


def leave_out(error: BaseException, codes: list[CodeType]) -> None:
    """Take the leading entries of ours, and of what stood, out of an exception's traceback."""
    traceback = error.__traceback__
    while traceback is not None and (_is_one_of(traceback.tb_frame.f_code, codes) or is_own(traceback.tb_frame)):
        traceback = traceback.tb_next
    error.__traceback__ = traceback


def _is_one_of(code: CodeType, codes: list[CodeType]) -> bool:
    # not `in`: code is compared at length, for which the host's recursion limit may leave no room
    return any([code is one for one in codes])


def get_frame(frame: Frame, depth: int) -> FrameType:
    """`sys._getframe(depth)` as the guest frame calls it.

    Raises:
        ValueError: the call stack is not so deep.
    """
    links, detached = chain_of(frame)
    find = partial(frame_of, links, depth, detached) if links else partial(host_frame, depth)
    return cast(FrameType, quietly(find)) if LIMITS.observed else find()


def host_frame(depth: int) -> FrameType:
    """The frame that stands for a walked one, or one further out."""
    found: FrameType | None = visible_frame()
    while found is not None and depth > 0:
        found = found.f_back
        depth -= 1
    if found is None:
        raise ValueError("call stack is not deep enough")
    return found
