"""Where a hot unit's control goes through: the start of a function and the heads of its loops.

A gate first lets frames pass into the instrumented graph and counts them; once there is compiled code, it leads into
it, and out of it to the plain op at which compiled code gave up.
"""

from __future__ import annotations

from ast_interp.ops.control import refuse_result
from ast_interp.process.polling import LIMITS
from ast_interp.run.machine import LEAVE, STOP, SWITCH, Frame, Op
from ast_interp.run.machine import RETURNED as STATUS_RETURNED
from ast_interp.run.unwind import fail
from pyston_runtime.interfaces.tier import REFUSED, RETURNED, Entry
from pyston_runtime.interfaces.typed import final, i64


class Passage:
    """What a gate asks when it is passed; `control.HotUnit` implements it."""

    def passed(self, gate: Gate, frame: Frame) -> Op:
        """A frame has passed `gate` without compiled code: where it goes on."""
        raise NotImplementedError

    def left(self, frame: Frame, index: int, raised: bool) -> Op:
        """Compiled code gave up a frame at an instruction: the op to go on with, or the one that raised."""
        raise NotImplementedError

    def refused(self, gate: Gate, frame: Frame) -> Op:
        """Compiled code was not made for this frame's slots: the op to go on with."""
        raise NotImplementedError

    def plain_op(self, index: int) -> Op:
        """The op of an instruction that does nothing but run it."""
        raise NotImplementedError


@final
class Gate(Op):
    """The way into compiled code at one instruction.

    Attributes:
        unit: the hot unit.
        index: the instruction it stands before.
        count: how many frames have passed into the instrumented graph.
        met: whether a frame has passed that was recorded.
        entry: the way into compiled code, where there is one.
        closed: whether the compiled code there is has no way in here.
        tried: whether code was once made anew because of that.
        wait: how many more frames pass before the tier is asked again for code that it is still making.
        patience: how many that were when it was asked last; 0 when no code is being made.
        through: where frames go on without further ado, once the unit is left to the interpreter for good.
        spare: what compiled code was told and answered by, for the next frame.
    """

    def __init__(self, unit: Passage, index: int) -> None:
        super().__init__()
        self.unit = unit
        self.index = index
        self.begins = index
        self.count: i64 = 0
        self.met = False
        self.entry: Entry | None = None
        self.closed = False
        self.tried = False
        self.wait: i64 = 0
        self.patience: i64 = 0
        self.through: Op | None = None
        self.spare: list[int] | None = None

    def run(self, frame: Frame) -> Op:
        through = self.through
        if through is not None:
            return through
        entry = self.entry
        if entry is None or frame.namespace is not None or LIMITS.observed:
            try:
                return self.unit.passed(self, frame)
            except BaseException as error:
                # from a signal handler
                frame.error = error
            return fail(frame, self.unit.plain_op(int(self.index)))
        left = int(LIMITS.recursion - frame.depth)
        exit = self.spare
        if exit is None:
            exit = [RETURNED, left]
        else:
            self.spare = None
            exit[0] = RETURNED
            exit[1] = left
        value: object = None
        try:
            value = entry(frame.slots, exit)
        except BaseException as error:
            frame.error = error
        index = exit[0]
        self.spare = exit
        if frame.error is not None:
            return fail(frame, self.unit.left(frame, index, True))
        if index == RETURNED:
            return leave(frame, value)
        following = index if index != REFUSED else int(self.index)
        try:
            return self.unit.refused(self, frame) if index == REFUSED else self.unit.left(frame, index, False)
        except BaseException as error:
            frame.error = error
        return fail(frame, self.unit.plain_op(following))


def leave(frame: Frame, value: object) -> Op:
    """Leave a frame whose compiled code has returned; it has emptied all slots."""
    back = frame.back
    if frame.constructs:
        if value is not None:
            return refuse_result(frame, value)
        frame.constructs = False
        value = frame.value
        frame.value = None
    if back is None:
        frame.value = value
        frame.status = STATUS_RETURNED
        frame.switch = None
        frame.mode = STOP
        return SWITCH
    if frame.destination >= 0:
        back.slots[frame.destination] = value
    frame.mode = LEAVE
    return SWITCH
