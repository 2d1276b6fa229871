"""`not`, which is no arithmetic."""

from __future__ import annotations

from ast_interp.ops.bases import UnaryOp, pull
from ast_interp.run.machine import RAISED, Frame
from pyston_runtime.interfaces.typed import Any, final


@final
class Not(UnaryOp):
    """`not a`."""

    def get(self, frame: Frame) -> Any:
        operand = pull(frame, self.operand, self.operand_value)
        if operand is RAISED:
            return RAISED
        frame.at = self.index
        try:
            return not operand
        except BaseException as error:
            frame.error = error
        frame.raiser = self
        return RAISED
