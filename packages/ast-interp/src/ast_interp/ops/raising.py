"""Raise, catch, chain."""

from __future__ import annotations

from ast_interp.ops.bases import NamedOperandOp, NameOp, SlotOp, pull
from ast_interp.ops.special import special_method
from ast_interp.run.activation import release
from ast_interp.run.context import in_context
from ast_interp.run.host import handled, matches, set_handled
from ast_interp.run.kinds import BASE_EXCEPTION
from ast_interp.run.machine import NO_VALUE, NONE, RAISED, SWITCH, UNSET, Frame, Op, ReleasingOp, Value, operand_of
from ast_interp.run.unwind import fail, fail_within, unwind
from pyston_runtime.exceptions.groups import combine, split
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, cast, final, i64


def as_exception(value: object, what: str) -> BaseException:
    """The exception that `raise value` raises: an instance itself, a class called.

    Raises:
        TypeError: it is neither.
    """
    if isinstance(value, BASE_EXCEPTION):
        return value
    if isinstance(value, type) and issubclass(value, BASE_EXCEPTION):
        made: object = cast(Any, value)()
        if not isinstance(made, BaseException):
            shown = type(made)
            raise TypeError(f"calling {value!r} should have returned an instance of BaseException, not {shown!r}")
        return made
    raise TypeError(what)


@final
class Raise(ReleasingOp):
    """`raise [exception [from cause]]`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.exception: i64 = instruction.operands[0]
        self.cause: i64 = instruction.operands[1]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        error: BaseException | None = None
        if self.exception == NONE:
            error = handled()
            if error is None:
                return unwind(frame, self, RuntimeError("No active exception to reraise"), True)
            return unwind(frame, self, error, False)
        frame.at = self.index
        try:
            error = as_exception(slots[self.exception], "exceptions must derive from BaseException")
            if self.cause != NONE:
                cause = slots[self.cause]
                if cause is None:
                    error.__cause__ = None
                else:
                    error.__cause__ = as_exception(cause, "exception causes must derive from BaseException")
        except BaseException as problem:
            frame.error = problem
        if frame.error is not None:
            return fail(frame, self)
        assert error is not None
        release(slots, self.release, self.kept)
        return unwind(frame, self, in_context(error), True)


@final
class Reraise(SlotOp):
    """Go on unwinding."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        error = cast(BaseException, slots[self.operand])
        slots[self.operand] = UNSET
        return unwind(frame, self, error, False)


@final
class PushHandled(SlotOp):
    """Make an exception the handled one."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        slots[self.destination] = handled()
        set_handled(cast(BaseException, slots[self.operand]))
        return self.next


@final
class PopHandled(SlotOp):
    """Restore the handled exception."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        set_handled(cast("BaseException | None", slots[self.operand]))
        slots[self.operand] = UNSET
        return self.next


@final
class MatchException(Op):
    """Go to the target unless `except type` catches the exception."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__()
        self.exception: i64 = instruction.operands[0]
        self.kind: i64 = instruction.operands[1]
        self.kind_value: Value = NO_VALUE
        self.target: Op = SWITCH

    def attach(self, place: int, value: Value) -> bool:
        if place != 1:
            return False
        self.kind = operand_of(value)
        self.kind_value = value
        return True

    def run(self, frame: Frame) -> Op:
        kind = pull(frame, self.kind, self.kind_value)
        if kind is RAISED:
            return fail_within(frame)
        frame.at = self.index
        try:
            error_value = frame.slots[self.exception]
            if kind is type(error_value) or matches(error_value, kind):
                return self.next
            return self.target
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class SplitGroup(ReleasingOp):
    """`except*`: take the matching part."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.rest: i64 = instruction.operands[0]
        self.kind: i64 = instruction.operands[1]
        slots = cast("tuple[int, int]", instruction.immediate)
        self.matched: i64 = slots[0]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            matched, rest = split(slots[self.rest], slots[self.kind])
            release(slots, self.release, self.kept)
            slots[self.matched] = matched
            slots[self.rest] = rest
            if matched is not None:
                set_handled(matched)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class JoinGroup(ReleasingOp):
    """`except*`: what remains to be raised."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.original: i64 = instruction.operands[0]
        self.raised: i64 = instruction.operands[1]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            original = cast(BaseException, slots[self.original])
            value = combine(original, cast("list[BaseException | None]", slots[self.raised]))
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class LoadSpecial(NamedOperandOp):
    """A method that `with` needs, looked up on the type."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            value = special_method(slots[self.operand], self.name)
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class LoadAssertionError(NameOp):
    """AssertionError itself, whatever the name means."""

    def run(self, frame: Frame) -> Op:
        frame.slots[self.destination] = AssertionError
        return self.next
