"""Make and fill containers and strings; spread iterables over slots."""

from __future__ import annotations

from ast_interp.ops.bases import AddOp, ManyOp, SlotOp, SlotsOp, UnaryOp, UseOp, pull, pull_all
from ast_interp.ops.naming import type_name
from ast_interp.run.activation import release
from ast_interp.run.machine import NO_VALUE, NONE, RAISED, Frame, Op, Value, operand_of
from ast_interp.run.unwind import fail, fail_within
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, cast, final, i64


@final
class BuildTuple(ManyOp):
    """A tuple."""

    def get(self, frame: Frame) -> Any:
        items = pull_all(frame, self.operands)
        if items is None:
            return RAISED
        return tuple(items)


@final
class BuildList(ManyOp):
    """A list."""

    def get(self, frame: Frame) -> Any:
        items = pull_all(frame, self.operands)
        if items is None:
            return RAISED
        return items


@final
class BuildSet(ManyOp):
    """A set."""

    def get(self, frame: Frame) -> Any:
        items = pull_all(frame, self.operands)
        if items is None:
            return RAISED
        frame.at = self.index
        try:
            return set(items)
        except BaseException as error:
            frame.error = error
        frame.raiser = self
        return RAISED


@final
class BuildDict(ManyOp):
    """A dict."""

    def get(self, frame: Frame) -> Any:
        items = pull_all(frame, self.operands)
        if items is None:
            return RAISED
        frame.at = self.index
        try:
            value: dict[object, object] = {}
            index: i64 = 0
            count: i64 = len(items)
            while index < count:
                value[items[index]] = items[index + 1]
                index += 2
            return value
        except BaseException as error:
            frame.error = error
        frame.raiser = self
        return RAISED


@final
class BuildString(ManyOp):
    """Concatenated strings."""

    def get(self, frame: Frame) -> Any:
        items = pull_all(frame, self.operands)
        if items is None:
            return RAISED
        return "".join(cast("list[str]", items))


@final
class FormatValue(UnaryOp):
    """A replacement field."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.spec: i64 = instruction.operands[1]
        self.spec_value: Value | None = None
        self.conversion = cast(int, instruction.immediate)

    def attach(self, place: int, value: Value) -> bool:
        if place == 0:
            return super().attach(place, value)
        self.spec_value = value
        return True

    def get(self, frame: Frame) -> Any:
        value = pull(frame, self.operand, self.operand_value)
        if value is RAISED:
            return RAISED
        spec: Any = ""
        if self.spec_value is not None:
            spec = self.spec_value.get(frame)
            if spec is RAISED:
                return RAISED
        elif self.spec != NONE:
            spec = frame.slots[self.spec]
        frame.at = self.index
        try:
            conversion = self.conversion
            if conversion == 115:
                value = str(value)
            elif conversion == 114:
                value = repr(value)
            elif conversion == 97:
                value = ascii(value)
            if type(value) is int and not spec:
                return str(value)
            if type(value) is not str or spec:
                return format(value, spec)
            return value
        except BaseException as error:
            frame.error = error
        frame.raiser = self
        return RAISED


@final
class ListAppend(AddOp):
    """Append to a list under construction."""

    def run(self, frame: Frame) -> Op:
        slot = self.right
        if slot >= 0:
            item = frame.slots[slot]
        else:
            item = self.right_value.get(frame)
            if item is RAISED:
                return fail_within(frame)
        items: list[object] = frame.slots[self.left]
        items.append(item)
        return self.next


@final
class ListExtend(SlotsOp):
    """Extend a list under construction by an iterable."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
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
class ListToTuple(SlotOp):
    """A tuple of a list."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        value = tuple(cast("list[object]", slots[self.operand]))
        release(slots, self.release, self.kept)
        slots[self.destination] = value
        return self.next


@final
class SetAdd(AddOp):
    """Add to a set under construction."""

    def run(self, frame: Frame) -> Op:
        item = pull(frame, self.right, self.right_value)
        if item is RAISED:
            return fail_within(frame)
        frame.at = self.index
        try:
            items: set[object] = frame.slots[self.left]
            items.add(item)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class SetUpdate(SlotsOp):
    """Update a set under construction by an iterable."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            cast("set[object]", slots[self.left]).update(slots[self.right])
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class DictSet(AddOp):
    """Store an entry of a dict under construction."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.value: i64 = instruction.operands[2]
        self.value_value: Value = NO_VALUE

    def attach(self, place: int, value: Value) -> bool:
        if place < 2:
            return super().attach(place, value)
        self.value = operand_of(value)
        self.value_value = value
        return True

    def run(self, frame: Frame) -> Op:
        key = pull(frame, self.right, self.right_value)
        if key is RAISED:
            return fail_within(frame)
        value = pull(frame, self.value, self.value_value)
        if value is RAISED:
            return fail_within(frame)
        frame.at = self.index
        try:
            target: dict[object, object] = frame.slots[self.left]
            target[key] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class DictUpdate(SlotsOp):
    """Update a dict under construction by a mapping."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
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
class Unpack(UseOp):
    """Spread exactly as many items over slots.

    Attributes:
        targets: the slots.
        first: the first of them where they follow each other, else `NONE`.
    """

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.targets: list[int] = list(cast("tuple[int, ...]", instruction.immediate))
        self.count: i64 = len(self.targets)
        self.first: i64 = NONE
        if self.targets and self.targets == list(range(self.targets[0], self.targets[0] + len(self.targets))):
            self.first = self.targets[0]

    def run(self, frame: Frame) -> Op:
        source = pull(frame, self.operand, self.operand_value)
        if source is RAISED:
            return fail_within(frame)
        slots = frame.slots
        index: i64 = 0
        slot = self.first
        if slot >= 0 and type(source) is tuple and len(source) == self.count:
            for value in source:
                slots[slot] = value
                slot += 1
            return self.next
        frame.at = self.index
        try:
            items = exactly(source, self.count)
            if slot >= 0:
                while index < self.count:
                    slots[slot + index] = items[index]
                    index += 1
                return self.next
            for target in self.targets:
                slots[target] = items[index]
                index += 1
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def exactly(source: object, count: i64) -> list[object]:
    """The items of an iterable, which must be `count`."""
    if type(source) is list:
        # what the writing of slots destroys may change it
        items = source.copy()
        if len(items) != count:
            wrong_length(len(items), count)
        return items
    if type(source) is tuple:
        if len(source) != count:
            wrong_length(len(source), count)
        return list(source)
    iterator = iterator_to_unpack(source)
    items = []
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
class UnpackStar(SlotOp):
    """Spread items over slots, the rest as a list."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        before, star, after = cast("tuple[tuple[int, ...], int, tuple[int, ...]]", instruction.immediate)
        self.before: list[int] = list(before)
        self.star = star
        self.after: list[int] = list(after)

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
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
