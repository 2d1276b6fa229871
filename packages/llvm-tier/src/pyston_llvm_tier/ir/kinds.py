"""What is known of a slot at a point of the code: how its value is represented, and whether an object exists for it.

A number can be held unboxed, boxed, or both. The object it came from is kept beside the unboxed value wherever the
program could still see it, so that `x is y` and NaNs in containers behave as on the host.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: `Kind.boxed`: no object, perhaps one, one for certain.
NO: Final = 0
PERHAPS: Final = 1
YES: Final = 2

#: `Kind.detail` of a slice: it has a start, a stop, a step of -1.
START: Final = 1
STOP: Final = 2
BACKWARDS: Final = 4


class Kind(NamedTuple):
    """The kind of a slot.

    Attributes:
        base: "unset", "int" (fits 64 bits), "float", "bool", "obj", "const", "range", "range_iter" or "slice".
        boxed: whether an int or float has an object in the frame's memory besides its value.
        maybe: whether the slot may also be empty.
        detail: the exact type of an "obj" where known; the index into the constants of a "const"; which parts a
            "slice" has: the sum of `START`, `STOP` and `BACKWARDS`.
    """

    base: str
    boxed: int = NO
    maybe: bool = False
    detail: type | int | None = None

    def __str__(self) -> str:
        text = ("?" if self.maybe else "") + self.base + ("", "~", "*")[self.boxed]
        if isinstance(self.detail, type):
            return f"{text}<{self.detail.__name__}>"
        return text if self.detail is None else f"{text}#{self.detail}"


UNSET: Final = Kind("unset")
INT: Final = Kind("int")
FLOAT: Final = Kind("float")
BOOL: Final = Kind("bool")
OBJ: Final = Kind("obj")
RANGE: Final = Kind("range")
RANGE_ITER: Final = Kind("range_iter")

#: Bases of which the value lives in registers.
UNBOXED: Final = frozenset({"int", "float", "bool", "range", "range_iter", "slice"})

#: The exact types that are held unboxed.
BASE_OF_TYPE: Final[dict[type, str]] = {int: "int", float: "float", bool: "bool"}


def holds_object(kind: Kind) -> bool:
    """Whether the frame's memory may own an object for the slot."""
    return kind.base == "obj" or kind.boxed != NO


def fits(value: object) -> bool:
    """Whether an int fits 64 bits."""
    return isinstance(value, int) and -(2**63) <= value < 2**63


def of_constant(value: object, index: int) -> Kind:
    """The kind that a constant has once it is no constant any more: where it meets another kind."""
    if type(value) is int and fits(value):
        return INT
    if type(value) is float:
        return FLOAT
    if type(value) is bool:
        return BOOL
    return Kind("obj", detail=type(value) if type(value) in (str, tuple, bytes) else None)


def join(left: Kind, right: Kind, constants: list[object]) -> Kind:
    """The kind of a slot where two ways meet."""
    if left == right:
        return left
    if left.base == "unset":
        return _loosened(right, constants)
    if right.base == "unset":
        return _loosened(left, constants)
    left = general(left, constants)
    right = general(right, constants)
    maybe = left.maybe or right.maybe
    if left.base == right.base and left.base not in ("obj", "slice"):
        boxed = left.boxed if left.boxed == right.boxed else PERHAPS
        if left.base in ("range", "range_iter") and maybe:
            return Kind("obj", maybe=True)
        return Kind(left.base, PERHAPS if maybe and boxed else boxed, maybe)
    # a slice is used up by the instruction that follows
    same = left.base == right.base == "obj" and left.detail == right.detail
    return Kind("obj", maybe=maybe, detail=left.detail if same else None)


def general(kind: Kind, constants: list[object]) -> Kind:
    """The same kind, with any constant replaced by what all values like it share."""
    if kind.base == "const" and isinstance(kind.detail, int):
        return of_constant(constants[kind.detail], kind.detail)
    return kind


def _loosened(kind: Kind, constants: list[object]) -> Kind:
    """The same, perhaps empty."""
    kind = general(kind, constants)
    if kind.base in ("range", "range_iter"):
        return Kind("obj", maybe=True)
    return Kind(kind.base, PERHAPS if kind.boxed else NO, True, kind.detail)
