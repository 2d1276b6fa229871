"""`+=`: a string that no one else holds grows in place, as CPython makes it do."""

from __future__ import annotations

from ast_interp.ops.bases import AddOp, pull
from ast_interp.run.machine import RAISED, UNSET, Frame, Op
from ast_interp.run.unwind import fail, fail_within
from pyston_runtime.interfaces.typed import Any, final


@final
class Grow(AddOp):
    """`left += right`, where left is a local."""

    def run(self, frame: Frame) -> Op:
        right = pull(frame, self.right, self.right_value)
        if right is RAISED:
            return fail_within(frame)
        slots = frame.slots
        frame.at = self.index
        try:
            left = slots[self.left]
            if type(left) is str and type(right) is str:
                # the slot must not hold the string meanwhile: only an unshared one can grow
                slots[self.left] = UNSET
                text = left
                left = None
                text += right
                slots[self.left] = text
            else:
                value: Any = left
                value += right
                slots[self.left] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)
