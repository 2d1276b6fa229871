"""Built-in functions and methods that have code of their own."""

from __future__ import annotations

import builtins
import math
from typing import Final

from pyston_llvm_tier.build.builder import Builder
from pyston_llvm_tier.ir.kinds import FLOAT, INT, NO, RANGE, Kind
from pyston_runtime.interfaces.code import Instruction

_SIZED: Final = (list, tuple, dict, str, bytes, set, bytearray, frozenset)

#: Functions of one float that the C library computes for the host too, and where that goes without an error.
_MATH: Final[dict[object, str]] = {
    math.sqrt: "sqrt",
    math.sin: "sin",
    math.cos: "cos",
    math.fabs: "fabs",
    math.exp: "exp",
    math.atan: "atan",
}


def call_builtin(builder: Builder, register: Instruction, target: object, arguments: tuple[int, ...]) -> bool:
    """Build a call of a built-in function; whether it was one that is known here."""
    seen = builder.seen()
    assert seen is not None
    if builder.avoided():
        return False
    bases = [builder.number_base(ref, types) for ref, types in zip(arguments, seen.types[1:], strict=True)]
    if target is range and 1 <= len(arguments) <= 3 and all(base == "int" for base in bases):
        for ref in arguments:
            builder.unbox(ref, "int")
        builder.finish("range_new", register, arguments, RANGE, exit=builder.exit("range too long"))
        return True
    if target in (builtins.min, builtins.max) and len(arguments) == 2 and bases[0] == bases[1] is not None:
        return _extreme(builder, register, target is builtins.max, arguments, str(bases[0]))
    if len(arguments) != 1:
        return False
    [ref] = arguments
    [base] = bases
    if target is builtins.len and len(seen.types[1]) == 1:
        if seen.types[1][0] in _SIZED and builder.guard_type(ref, seen.types[1][0]):
            builder.finish("size", register, arguments, INT, immediate=seen.types[1][0])
            return True
    if target is float and base in ("int", "bool"):
        builder.unbox(ref, base)
        builder.finish("to_float", register, arguments, FLOAT)
        return True
    if target is builtins.abs and base in ("int", "float"):
        builder.unbox(ref, base)
        exit = builder.exit("abs of the smallest int") if base == "int" else -1
        builder.finish(f"{base}_abs", register, arguments, INT if base == "int" else FLOAT, exit=exit)
        return True
    if target is int and base == "float":
        builder.unbox(ref, "float")
        builder.finish("float_to_int", register, arguments, INT, exit=builder.exit("too large for 64 bits"))
        return True
    name = _math(target)
    if name is not None and base in ("int", "float"):
        builder.unbox(ref, base)
        exit = builder.exit(f"{name} without a result")
        builder.finish("math", register, arguments, FLOAT, immediate=name, exit=exit)
        return True
    return False


def _math(target: object) -> str | None:
    for function, name in _MATH.items():
        if function is target:
            return name
    return None


def _extreme(builder: Builder, register: Instruction, largest: bool, arguments: tuple[int, ...], base: str) -> bool:
    """`min` or `max` of two numbers of one type that no object was seen of: it would have to be one of theirs."""
    kinds = [builder.kind(ref) for ref in arguments]
    if base not in ("int", "float") or any(kind.boxed != NO or kind.base not in (base, "const") for kind in kinds):
        return False
    immediate = "max" if largest else "min"
    builder.finish(f"{base}_extreme", register, arguments, INT if base == "int" else FLOAT, immediate=immediate)
    return True


def call_builtin_method(
    builder: Builder, register: Instruction, kind: type, name: str, arguments: tuple[int, ...]
) -> bool:
    """Build a call of a method of a built-in type, the receiver's type being certain; whether it is known here."""
    if kind is list and name == "append" and len(arguments) == 2:
        builder.boxed(arguments[1])
        result = Kind("const", detail=~builder.constant(None))
        builder.finish("list_append", register, arguments, result, error=builder.error())
        return True
    return False
