"""`not`, which is no arithmetic."""

from __future__ import annotations

from ast_interp.ops.bases import UnaryOp
from ast_interp.run.machine import Frame, Op, release
from ast_interp.run.unwind import fail
from pyston_runtime.interfaces.typed import final


@final
class Not(UnaryOp):
    """`not a`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            value = not slots[self.operand]
            if self.release < self.kept:
                release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)
