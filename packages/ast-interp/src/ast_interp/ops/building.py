"""Make and fill containers and strings; spread iterables over slots."""

from __future__ import annotations

from ast_interp.ops.bases import BinaryOp, ManyOp, UnaryOp
from ast_interp.ops.naming import type_name
from ast_interp.run.machine import NONE, UNSET, Frame, Op, ReleasingOp, release
from ast_interp.run.unwind import fail
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, cast, final, i64


@final
class BuildTuple(ManyOp):
    """A tuple."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        value = tuple([slots[operand] for operand in self.operands])
        release(slots, self.release, self.kept)
        slots[self.destination] = value
        return self.next


@final
class BuildList(ManyOp):
    """A list."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        value = [slots[operand] for operand in self.operands]
        release(slots, self.release, self.kept)
        slots[self.destination] = value
        return self.next


@final
class BuildSet(ManyOp):
    """A set."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            value = {slots[operand] for operand in self.operands}
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class BuildDict(ManyOp):
    """A dict."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        operands = self.operands
        try:
            value: dict[object, object] = {}
            index = 0
            while index < len(operands):
                value[slots[operands[index]]] = slots[operands[index + 1]]
                index += 2
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class BuildString(ManyOp):
    """Concatenated strings."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        value = "".join([slots[operand] for operand in self.operands])
        release(slots, self.release, self.kept)
        slots[self.destination] = value
        return self.next


@final
class FormatValue(ReleasingOp):
    """A replacement field."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.operand: i64 = instruction.operands[0]
        self.spec: i64 = instruction.operands[1]
        self.conversion = cast(int, instruction.immediate)

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            value = slots[self.operand]
            conversion = self.conversion
            if conversion == 115:
                value = str(value)
            elif conversion == 114:
                value = repr(value)
            elif conversion == 97:
                value = ascii(value)
            if self.spec != NONE:
                value = format(value, cast(str, slots[self.spec]))
            elif type(value) is not str:
                value = format(value, "")
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class ListAppend(BinaryOp):
    """Append to a list under construction."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        items: list[object] = slots[self.left]
        items.append(slots[self.right])
        if self.release < self.kept:
            slots[self.right] = UNSET
        return self.next


@final
class ListExtend(BinaryOp):
    """Extend a list under construction by an iterable."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            source = slots[self.right]
            if not hasattr(source, "__iter__") and not hasattr(type(source), "__getitem__"):
                raise TypeError(f"Value after * must be an iterable, not {type_name(source)}")
            cast("list[object]", slots[self.left]).extend(cast(Any, source))
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class ListToTuple(UnaryOp):
    """A tuple of a list."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        value = tuple(cast("list[object]", slots[self.operand]))
        release(slots, self.release, self.kept)
        slots[self.destination] = value
        return self.next


@final
class SetAdd(BinaryOp):
    """Add to a set under construction."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            items: set[object] = slots[self.left]
            items.add(slots[self.right])
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class SetUpdate(BinaryOp):
    """Update a set under construction by an iterable."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            cast("set[object]", slots[self.left]).update(slots[self.right])
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class DictSet(ReleasingOp):
    """Store an entry of a dict under construction."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.target: i64 = instruction.operands[0]
        self.key: i64 = instruction.operands[1]
        self.value: i64 = instruction.operands[2]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            target: dict[object, object] = slots[self.target]
            target[slots[self.key]] = slots[self.value]
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class DictUpdate(BinaryOp):
    """Update a dict under construction by a mapping."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            source = slots[self.right]
            if not hasattr(source, "keys"):
                raise TypeError(f"'{type_name(source)}' object is not a mapping")
            cast("dict[object, object]", slots[self.left]).update(cast(Any, source))
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class Unpack(UnaryOp):
    """Spread exactly as many items over slots."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.targets: list[int] = list(cast("tuple[int, ...]", instruction.immediate))
        self.count: i64 = len(self.targets)

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        source = slots[self.operand]
        try:
            items = exactly(source, self.count)
            if self.release < self.kept:
                slots[self.operand] = UNSET
            for index, target in enumerate(self.targets):
                slots[target] = items[index]
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def exactly(source: object, count: i64) -> list[object] | tuple[object, ...]:
    """The items of an iterable, which must be `count`."""
    if type(source) is tuple or type(source) is list:
        length: i64 = len(source)
        if length != count:
            wrong_length(length, count)
        return source
    iterator = iterator_to_unpack(source)
    items: list[object] = []
    for value in cast(Any, iterator):
        if len(items) == count:
            raise ValueError(f"too many values to unpack (expected {count})")
        items.append(value)
    if len(items) < count:
        wrong_length(len(items), count)
    return items


def wrong_length(length: i64, count: i64) -> None:
    """Raise the ValueError for too many or too few items."""
    if length > count:
        raise ValueError(f"too many values to unpack (expected {count})")
    raise ValueError(f"not enough values to unpack (expected {count}, got {length})")


def iterator_to_unpack(source: object) -> object:
    """`iter(source)`, with unpacking's own error message."""
    try:
        return iter(cast(Any, source))
    except TypeError:
        if hasattr(type(source), "__iter__") or hasattr(type(source), "__getitem__"):
            raise
    raise TypeError(f"cannot unpack non-iterable {type_name(source)} object")


@final
class UnpackStar(UnaryOp):
    """Spread items over slots, the rest as a list."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        before, star, after = cast("tuple[tuple[int, ...], int, tuple[int, ...]]", instruction.immediate)
        self.before: list[int] = list(before)
        self.star = star
        self.after: list[int] = list(after)

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            items = list(cast(Any, iterator_to_unpack(slots[self.operand])))
            before, after = len(self.before), len(self.after)
            if len(items) < before + after:
                message = f"not enough values to unpack (expected at least {before + after}, got {len(items)})"
                raise ValueError(message)
            release(slots, self.release, self.kept)
            for index, target in enumerate(self.before):
                slots[target] = items[index]
            slots[self.star] = items[before : len(items) - after]
            for index, target in enumerate(self.after):
                slots[target] = items[len(items) - after + index]
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)
