"""Structural pattern matching (PEP 634)."""

from __future__ import annotations

from ast_interp.ops.bases import SlotOp, SlotsOp
from ast_interp.ops.naming import type_name
from ast_interp.run.activation import release
from ast_interp.run.machine import UNSET, Frame, Op, ReleasingOp
from ast_interp.run.unwind import fail
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, Final, cast, final, i64

_SEQUENCE: Final = 1 << 5
_MAPPING: Final = 1 << 6
#: Types that a class pattern with one positional sub-pattern matches as a whole.
_SELF_MATCHING: Final = (
    bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple,
)  # fmt: skip


@final
class MatchSequence(SlotOp):
    """Whether the subject is a sequence, by its type's flag."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        value = cast(Any, type(slots[self.operand])).__flags__ & _SEQUENCE != 0
        release(slots, self.release, self.kept)
        slots[self.destination] = value
        return self.next


@final
class MatchMapping(SlotOp):
    """Whether the subject is a mapping, by its type's flag."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        value = cast(Any, type(slots[self.operand])).__flags__ & _MAPPING != 0
        release(slots, self.release, self.kept)
        slots[self.destination] = value
        return self.next


@final
class MatchKeys(SlotsOp):
    """The values under the keys, or None."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            keys = cast("tuple[object, ...]", slots[self.right])
            value = values_of(slots[self.left], keys)
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def values_of(subject: object, keys: tuple[object, ...]) -> tuple[object, ...] | None:
    """The values of a mapping under keys, found by `get`, so that a defaultdict makes none.

    Raises:
        ValueError: a key occurs twice.
    """
    seen: set[object] = set()
    get = cast(Any, subject).get
    missing = object()
    values: list[object] = []
    for key in keys:
        if key in seen:
            raise ValueError(f"mapping pattern checks duplicate key ({key!r})")
        seen.add(key)
        value = get(key, missing)
        if value is missing:
            return None
        values.append(value)
    return tuple(values)


@final
class MappingRest(SlotsOp):
    """A dict of what the keys leave over."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            value = dict(slots[self.left])
            for key in cast("tuple[object, ...]", slots[self.right]):
                del value[key]
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class GetLength(SlotOp):
    """`len(a)`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            value = len(slots[self.operand])
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class MatchClass(ReleasingOp):
    """The attributes that a class pattern looks at, or None."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.subject: i64 = instruction.operands[0]
        self.kind: i64 = instruction.operands[1]
        self.names: i64 = instruction.operands[2]
        self.positional = cast(int, instruction.immediate)

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            names = cast("tuple[str, ...]", slots[self.names])
            value = attributes_of(slots[self.subject], slots[self.kind], self.positional, names)
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def attributes_of(subject: object, kind: object, positional: int, names: tuple[str, ...]) -> tuple[object, ...] | None:
    """Match a class pattern (language reference 8.6.4.10).

    Raises:
        TypeError: not a class, a bad `__match_args__`, or an attribute matched twice.
    """
    if not isinstance(kind, type):
        raise TypeError("called match pattern must be a class")
    if not isinstance(subject, kind):
        return None
    values: list[object] = []
    seen: set[str] = set()
    if positional:
        match_args = getattr(kind, "__match_args__", UNSET)
        if match_args is UNSET:
            if _matches_itself(kind):
                if positional > 1:
                    _too_many(kind, 1, positional)
                values.append(subject)
                match_args = ()
                positional = 0
            else:
                match_args = ()
        if type(match_args) is not tuple:
            shown = type_name(match_args)
            raise TypeError(f"{kind.__name__}.__match_args__ must be a tuple (got {shown})")
        if positional > len(match_args):
            _too_many(kind, len(match_args), positional)
        for name in match_args[:positional]:
            if type(name) is not str:
                shown = type_name(name)
                raise TypeError(f"__match_args__ elements must be strings (got {shown})")
            if name in seen:
                raise TypeError(f"{kind.__name__}() got multiple sub-patterns for attribute {name!r}")
            seen.add(name)
            value = getattr(subject, name, UNSET)
            if value is UNSET:
                return None
            values.append(value)
    for name in names:
        if name in seen:
            raise TypeError(f"{kind.__name__}() got multiple sub-patterns for attribute {name!r}")
        seen.add(name)
        value = getattr(subject, name, UNSET)
        if value is UNSET:
            return None
        values.append(value)
    return tuple(values)


def _matches_itself(kind: type) -> bool:
    return any(base in _SELF_MATCHING for base in kind.__mro__)


def _too_many(kind: type, allowed: int, given: int) -> None:
    plural = "" if allowed == 1 else "s"
    raise TypeError(f"{kind.__name__}() accepts {allowed} positional sub-pattern{plural} ({given} given)")
