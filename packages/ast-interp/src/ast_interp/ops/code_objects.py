"""The code of functions and of their frames, which is not the same.

- Reading `function.__code__`: in a program that may observe, it is the code that the function's frames will have.
- Comparing `frame.f_code`, as in `frame.f_code in codes`: it is compared as the code of the frame's function.
"""

from __future__ import annotations

from ast_interp.ops.bases import NamedOperandOp, UnaryOp, pull
from ast_interp.run.machine import UNSET, Frame, Op
from ast_interp.run.unwind import fail
from ast_interp.run.wiring import MACHINE
from pyston_runtime.interfaces.typed import Any, CodeType, FunctionType, MethodType, final
from pyston_runtime.tracebacks.frames import code_of_function


@final
class FunctionCodeOf(UnaryOp):
    """The code of the function whose frame has some code."""

    def get(self, frame: Frame) -> Any:
        value = pull(frame, self.operand, self.operand_value)
        return code_of_function(value) if type(value) is CodeType else value


@final
class LoadCode(NamedOperandOp):
    """`function.__code__`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            owner: object = slots[self.operand]
            if type(owner) is MethodType:
                owner = owner.__func__
            if type(owner) is FunctionType:
                MACHINE.make_observable(owner)
            slots[self.destination] = getattr(slots[self.operand], self.name)
            if self.release < self.kept:
                slots[self.operand] = UNSET
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)
