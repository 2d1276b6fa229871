"""Operators and items of instances of guest classes: calls of the special methods that the classes define."""

from __future__ import annotations

from types import FunctionType
from typing import Final, cast

from pyston_llvm_tier.build.builder import STABLE_TYPES, Builder
from pyston_llvm_tier.build.callees import bind, is_guest
from pyston_llvm_tier.build.calls import native_call
from pyston_llvm_tier.native.fields import Method, special_method_of
from pyston_runtime.interfaces.code import Instruction

_NAMES: Final = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    "//": "floordiv",
    "%": "mod",
    "@": "matmul",
    "&": "and",
    "|": "or",
    "^": "xor",
    "<<": "lshift",
    ">>": "rshift",
}
#: Right operands that have no say in what an operator of a guest class means.
_SILENT: Final = frozenset({int, float, bool})


def call_special(builder: Builder, register: Instruction, name: str, arguments: tuple[int, ...]) -> bool:
    """Build the call of a special method of the first argument; whether the classes seen have one."""
    cases = _cases(builder, register, name, len(arguments))
    if cases is None:
        return False
    _guarded_call(builder, register, name, arguments, cases, "")
    return True


def call_operator(builder: Builder, register: Instruction, left: int, right: int) -> bool:
    """Build the call of an operator's method on the left operand; whether it is certain that only that one is asked."""
    symbol = str(register.immediate)
    seen = builder.seen()
    if symbol not in _NAMES or seen is None or len(seen.types[0]) != 1 or len(seen.types[1]) != 1:
        return False
    [first], [second] = seen.types
    if second is not first and second not in _SILENT:
        return False
    name = _NAMES[symbol]
    places = ("__i{}__", "__{}__") if register.operation == "inplace" else ("__{}__",)
    names = [place.format(name) for place in places if special_method_of(first, place.format(name)) is not None]
    # `a += b` asks __iadd__ first, and __add__ when that declines
    if len(names) != 1:
        return False
    cases = _cases(builder, register, names[0], 2)
    if cases is None:
        return False
    kind = builder.kind(right)
    if kind.base in ("obj", "const"):
        if not builder.guard_type(right, second):
            return False
    elif kind.base not in ("int", "float", "bool"):
        return False
    _guarded_call(builder, register, names[0], (left, right), cases, symbol + "=" * (register.operation == "inplace"))
    return True


def _cases(builder: Builder, register: Instruction, name: str, count: int) -> tuple[Method, ...] | None:
    seen = builder.seen()
    if seen is None or builder.avoided() or not seen.types[0]:
        return None
    if builder.kind(builder.ref(register.operands[0])).base not in ("obj", "const"):
        return None
    cases: list[Method] = []
    for kind in seen.types[0]:
        method = None if kind in STABLE_TYPES else special_method_of(kind, name)
        if method is None or not is_guest(method.function, builder.feedback):
            return None
        binding = bind(cast(FunctionType, method.function), count)
        if binding is None or binding.defaults is not None:
            return None
        cases.append(method)
    return tuple(cases)


def _guarded_call(
    builder: Builder,
    register: Instruction,
    name: str,
    arguments: tuple[int, ...],
    cases: tuple[Method, ...],
    symbol: str,
) -> None:
    builder.emit("guard_method", arguments[:1], immediate=cases, exit=builder.exit(f"another method {name}"))
    if len(cases) == 1:
        function = builder.constant(cases[0].function)
        native_call(builder, register, function, arguments, symbol=symbol)
    else:
        native_call(builder, register, arguments[0], arguments, cases, symbol)
