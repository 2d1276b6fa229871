"""Suspend a frame, and find what to await."""

from __future__ import annotations

from ast_interp.ops.bases import NamedOperandOp, SlotOp, UseOp, pull
from ast_interp.ops.naming import type_name
from ast_interp.ops.special import call_special
from ast_interp.run.activation import release
from ast_interp.run.kinds import COROUTINE
from ast_interp.run.machine import DELEGATED, NONE, RAISED, STOP, SWITCH, YIELDED, Frame, Op
from ast_interp.run.unwind import fail, fail_within
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, CoroutineType, Final, GeneratorType, final, i64

CO_ITERABLE_COROUTINE: Final = 0x100


@final
class Yield(UseOp):
    """Suspend with a value; resuming writes what is sent into the destination."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.destination: i64 = instruction.destination

    def discard(self) -> bool:
        self.destination = NONE
        return True

    def run(self, frame: Frame) -> Op:
        value = pull(frame, self.operand, self.operand_value)
        if value is RAISED:
            return fail_within(frame)
        frame.value = value
        frame.status = YIELDED
        frame.op = self
        frame.resume = self.next
        frame.destination = self.destination
        frame.mode = STOP
        frame.switch = None
        return SWITCH


@final
class Delegate(SlotOp):
    """Suspend into another iterator or awaitable; its result goes into the destination."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.value = slots[self.operand]
        release(slots, self.release, self.kept)
        frame.status = DELEGATED
        frame.op = self
        frame.resume = self.next
        frame.destination = self.destination
        frame.mode = STOP
        frame.switch = None
        return SWITCH


@final
class GetAwaitable(NamedOperandOp):
    """The operand, if it can be awaited."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            value = slots[self.operand]
            check_awaitable(value, self.name)
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def check_awaitable(value: object, context: str) -> None:
    """Refuse what cannot be awaited, with CPython's words for the construct.

    Raises:
        TypeError: it cannot.
    """
    if type(value) is COROUTINE or hasattr(type(value), "__await__"):
        return
    if isinstance(value, GeneratorType) and value.gi_code.co_flags & CO_ITERABLE_COROUTINE:
        return
    name = type_name(value)
    if context in ("__aenter__", "__aexit__"):
        message = f"'async with' received an object from {context} that does not implement __await__: {name}"
        raise TypeError(message)
    raise TypeError(f"object {name} can't be used in 'await' expression")


@final
class GetAiter(SlotOp):
    """`aiter(a)`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            value = asynchronous_iterator(slots[self.operand])
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def asynchronous_iterator(source: object) -> object:
    """What `async for` iterates.

    Raises:
        TypeError: no `__aiter__`, or one that gives no asynchronous iterator.
    """
    getter = getattr(type(source), "__aiter__", None)
    if getter is None:
        name = type_name(source)
        raise TypeError(f"'async for' requires an object with __aiter__ method, got {name}")
    iterator = call_special(source, "__aiter__")
    if not hasattr(type(iterator), "__anext__"):
        name = type_name(iterator)
        message = f"'async for' received an object from __aiter__ that does not implement __anext__: {name}"
        raise TypeError(message)
    return iterator


@final
class GetAnext(SlotOp):
    """The awaitable of the next item."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            value = next_awaitable(slots[self.operand])
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def next_awaitable(iterator: object) -> object:
    """`type(iterator).__anext__(iterator)`, checked.

    Raises:
        TypeError: it cannot be awaited.
    """
    getter = getattr(type(iterator), "__anext__", None)
    if getter is None:
        name = type_name(iterator)
        raise TypeError(f"'async for' requires an iterator with __anext__ method, got {name}")
    value = call_special(iterator, "__anext__")
    if isinstance(value, CoroutineType):
        return value
    if isinstance(value, GeneratorType) and value.gi_code.co_flags & CO_ITERABLE_COROUTINE:
        return value
    getter = getattr(type(value), "__await__", None)
    cause: BaseException | None = None
    if getter is not None:
        try:
            steps = awaited_iterator(call_special(value, "__await__"))
            return value if steps is value else Awaiting(steps)
        except BaseException as error:
            cause = error
    invalid = TypeError(f"'async for' received an invalid object from __anext__: {type_name(value)}")
    if cause is not None:
        invalid.__cause__ = cause
        invalid.__context__ = cause
    raise invalid


def awaited_iterator(steps: object) -> object:
    """What `__await__` gave, checked.

    Raises:
        TypeError: it is a coroutine, or no iterator.
    """
    if isinstance(steps, CoroutineType):
        raise TypeError("__await__() returned a coroutine")
    if isinstance(steps, GeneratorType) and steps.gi_code.co_flags & CO_ITERABLE_COROUTINE:
        raise TypeError("__await__() returned a coroutine")
    if not hasattr(type(steps), "__next__"):
        raise TypeError(f"__await__() returned non-iterator of type '{type_name(steps)}'")
    return steps


@final
class Awaiting:
    """Lets the iterator of an awaitable be awaited: CPython asks for it before it suspends, and so must we."""

    def __init__(self, steps: object) -> None:
        self.steps = steps

    def __await__(self) -> Any:
        return self.steps
