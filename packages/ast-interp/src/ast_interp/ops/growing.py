"""`+=`: a string that no one else holds grows in place, as CPython makes it do."""

from __future__ import annotations

from ast_interp.ops.bases import BinaryOp
from ast_interp.run.machine import UNSET, Frame, Op
from ast_interp.run.unwind import fail
from pyston_runtime.interfaces.typed import Any, final


@final
class InplaceAdd(BinaryOp):
    """`destination = left; destination += right`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            left = slots[self.left]
            right = slots[self.right]
            if type(left) is str and type(right) is str and self.left == self.destination:
                # the slot must not hold the string meanwhile: only an unshared one can grow
                slots[self.left] = UNSET
                text = left
                left = None
                text += right
                slots[self.destination] = text
            else:
                value: Any = left
                value += right
                slots[self.destination] = value
            if self.clears_left:
                slots[self.left] = UNSET
            if self.clears_right:
                slots[self.right] = UNSET
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)
