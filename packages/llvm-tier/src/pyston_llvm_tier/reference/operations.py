"""What every IR op that computes something does, on plain Python values.

An op raises `GuardFailed` where its guard fails, and whatever it raises otherwise is the program's exception.
"""

from __future__ import annotations

import math
import operator

# Names of the module, so that a program that rebinds them in `builtins` does not change this one.
from builtins import (
    abs,
    bool,
    float,
    getattr,
    int,
    isinstance,
    iter,
    len,
    list,
    max,
    min,
    range,
    setattr,
    slice,
    tuple,
    type,
)
from collections.abc import Callable
from types import FunctionType
from typing import Any, Final, cast

from pyston_llvm_tier.build.callees import Construction
from pyston_llvm_tier.ir.kinds import BASE_OF_TYPE, fits
from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.reference.calls import call_with, construct

Values = tuple[Any, ...]
Operation = Callable[[Instruction, Values], Any]


class GuardFailed(Exception):
    """The guard of an instruction does not hold."""


def guard(holds: bool) -> None:
    """Fail unless `holds`."""
    if not holds:
        raise GuardFailed


_BINARY: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "@": operator.matmul,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "<<": operator.lshift,
    ">>": operator.rshift,
}
_INPLACE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.iadd,
    "-": operator.isub,
    "*": operator.imul,
    "/": operator.itruediv,
    "//": operator.ifloordiv,
    "%": operator.imod,
    "**": operator.ipow,
    "@": operator.imatmul,
    "&": operator.iand,
    "|": operator.ior,
    "^": operator.ixor,
    "<<": operator.ilshift,
    ">>": operator.irshift,
}
_UNARY: Final[dict[str, Callable[[Any], Any]]] = {"-": operator.neg, "+": operator.pos, "~": operator.invert}
_EXTREMES: Final[dict[str, Callable[..., Any]]] = {"min": min, "max": max}
COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "is": operator.is_,
    "is not": operator.is_not,
}


def _int(name: str) -> Operation:
    work = _BINARY[name]

    def run(instruction: Instruction, values: Values) -> int:
        left, right = values
        if name in ("//", "%"):
            guard(right != 0)
        if name in ("<<", ">>"):
            guard(0 <= right < 64)
        result = int(work(int(left), int(right)))
        guard(fits(result))
        return result

    return run


def _float(name: str) -> Operation:
    work = _BINARY[name]

    def run(instruction: Instruction, values: Values) -> float:
        for value, kind in zip(values, instruction.kinds, strict=True):
            if kind.base == "obj":
                guard(type(value) is float or (type(value) is int and abs(value) <= 2**53))
        left, right = float(values[0]), float(values[1])
        if name in ("/", "%"):
            guard(right != 0.0)
        if name == "**":
            guard(left > 0.0 and math.isfinite(left) and math.isfinite(right))
            try:
                power = work(left, right)
            except OverflowError:
                raise GuardFailed from None
            return float(power)
        return float(work(left, right))

    return run


def _true_division(instruction: Instruction, values: Values) -> float:
    left, right = int(values[0]), int(values[1])
    guard(right != 0 and abs(left) <= 2**53 and abs(right) <= 2**53)
    return left / right


def compare_numbers(operator_name: str, left: Any, right: Any) -> bool:
    """Compare unboxed numbers; a large int is not compared with a float."""
    if isinstance(left, float) != isinstance(right, float):
        whole = right if isinstance(left, float) else left
        guard(abs(int(whole)) <= 2**53)
    return bool(COMPARE[operator_name](left, right))


def compared(op: str, operator_name: str, left: Any, right: Any) -> Any:
    """The result of one of the comparing ops."""
    if op == "compare_numbers":
        return compare_numbers(operator_name, left, right)
    if op == "py_contains":
        return (left in right) == (operator_name == "in")
    return COMPARE[operator_name](left, right)


def _unbox(instruction: Instruction, values: Values) -> Any:
    (value,) = values
    guard(BASE_OF_TYPE.get(type(value)) == instruction.immediate)
    guard(type(value) is not int or fits(value))
    return value


def _same(instruction: Instruction, values: Values) -> Any:
    return values[0]


def _guard_type(instruction: Instruction, values: Values) -> Any:
    guard(type(values[0]) is instruction.immediate)
    return values[0]


def _item(kind: type) -> Operation:
    def run(instruction: Instruction, values: Values) -> Any:
        holder, index = values
        guard(type(holder) is kind)
        items: Any = values[0]
        guard(-len(items) <= index < len(items))
        value = items[index]
        if instruction.op.endswith("_int"):
            guard(type(value) is int and fits(value))
        elif instruction.op.endswith("_float"):
            guard(type(value) is float)
        return value

    return run


def _list_set(instruction: Instruction, values: Values) -> None:
    holder, index, value = values
    guard(-len(holder) <= index < len(holder))
    holder[index] = value


def _array_get(instruction: Instruction, values: Values) -> float:
    holder, index = values
    guard(holder.typecode == "d" and -len(holder) <= index < len(holder))
    return float(holder[index])


def _array_get_int(instruction: Instruction, values: Values) -> int:
    holder, index = values
    guard(holder.typecode in "bBhHiIlq" and -len(holder) <= index < len(holder))
    return int(holder[index])


def _array_set_int(instruction: Instruction, values: Values) -> None:
    code, value = values[0].typecode, values[2]
    guard(code in "lq" or (code == "i" and -(2**31) <= value < 2**31))
    _list_set(instruction, values)


def _array_set(instruction: Instruction, values: Values) -> None:
    guard(values[0].typecode == "d")
    _list_set(instruction, values)


def _set_item(instruction: Instruction, values: Values) -> None:
    values[0][values[1]] = values[2]


def _set_attribute(instruction: Instruction, values: Values) -> None:
    setattr(values[0], values[1], values[2])


def _binary(instruction: Instruction, values: Values) -> Any:
    operation, name = cast("tuple[str, str]", instruction.immediate)
    return (_BINARY if operation == "binary" else _INPLACE)[name](*values)


def _negative(instruction: Instruction, values: Values) -> int:
    value: int = values[0]
    guard(value != -(2**63))
    return -value


def _absolute(instruction: Instruction, values: Values) -> int:
    guard(values[0] != -(2**63))
    return abs(int(values[0]))


def _to_int(instruction: Instruction, values: Values) -> int:
    guard(-9.2e18 < values[0] < 9.2e18)
    return int(values[0])


def _range(instruction: Instruction, values: Values) -> range:
    guard(all(-(2**61) <= value < 2**61 for value in values) and (len(values) < 3 or values[2] != 0))
    return range(*values)


def _guard_size(instruction: Instruction, values: Values) -> None:
    guard(len(values[0]) == instruction.immediate)


def _math(instruction: Instruction, values: Values) -> float:
    value = float(values[0])
    name = str(instruction.immediate)
    guard(name != "sqrt" or value >= 0.0)
    guard(name not in ("sin", "cos", "exp") or math.isfinite(value))
    try:
        return float(getattr(math, name)(value))
    except OverflowError:
        raise GuardFailed from None


def _append(instruction: Instruction, values: Values) -> None:
    values[0].append(values[1])


_CONVERSIONS: Final[dict[object, Callable[[Any], str]]] = {115: str, 114: repr, 97: ascii}


def _format(instruction: Instruction, values: Values) -> str:
    value, spec = values
    conversion = _CONVERSIONS.get(instruction.immediate)
    return format(value if conversion is None else conversion(value), spec)


OPERATIONS: Final[dict[str, Operation]] = {
    "unbox": _unbox,
    "box": _same,
    "convert": _same,
    "copy": _same,
    "move": _same,
    "guard_type": _guard_type,
    "guard_bound": _same,
    "int_add": _int("+"),
    "int_sub": _int("-"),
    "int_mul": _int("*"),
    "int_floordiv": _int("//"),
    "int_mod": _int("%"),
    "int_and": _int("&"),
    "int_or": _int("|"),
    "int_xor": _int("^"),
    "int_lshift": _int("<<"),
    "int_rshift": _int(">>"),
    "int_truediv": _true_division,
    "int_neg": _negative,
    "int_abs": _absolute,
    "float_add": _float("+"),
    "float_sub": _float("-"),
    "float_mul": _float("*"),
    "float_truediv": _float("/"),
    "float_mod": _float("%"),
    "float_pow": _float("**"),
    "float_neg": lambda instruction, values: -values[0],
    "float_abs": lambda instruction, values: abs(values[0]),
    "float_to_int": _to_int,
    "to_float": lambda instruction, values: float(values[0]),
    "not_number": lambda instruction, values: not values[0],
    "py_not": lambda instruction, values: not values[0],
    "py_unary": lambda instruction, values: _UNARY[str(instruction.immediate)](values[0]),
    "py_binary": _binary,
    "compare_numbers": lambda instruction, values: compared(instruction.op, str(instruction.immediate), *values),
    "compare_is": lambda instruction, values: compared(instruction.op, str(instruction.immediate), *values),
    "py_compare": lambda instruction, values: compared(instruction.op, str(instruction.immediate), *values),
    "py_contains": lambda instruction, values: compared(instruction.op, str(instruction.immediate), *values),
    "list_get": _item(list),
    "list_get_int": _item(list),
    "list_get_float": _item(list),
    "tuple_get": _item(tuple),
    "tuple_get_int": _item(tuple),
    "tuple_get_float": _item(tuple),
    "list_set": _list_set,
    "array_get": _array_get,
    "array_set": _array_set,
    "array_get_int": _array_get_int,
    "array_set_int": _array_set_int,
    "list_append": _append,
    "set_add": lambda instruction, values: values[0].add(values[1]),
    "set_update": lambda instruction, values: values[0].update(values[1]),
    "dict_set": _set_item,
    "py_del_item": lambda instruction, values: operator.delitem(values[0], values[1]),
    "py_del_attr": lambda instruction, values: delattr(values[0], values[1]),
    "build_set": lambda instruction, values: set(values),
    "build_dict": lambda instruction, values: dict(zip(values[::2], values[1::2], strict=True)),
    "grow_text": lambda instruction, values: values[0] + values[1],
    "build_string": lambda instruction, values: "".join(values),
    "format_value": _format,
    "list_to_tuple": lambda instruction, values: tuple(values[0]),
    "guard_size": _guard_size,
    "size": lambda instruction, values: len(values[0]),
    "py_get_item": lambda instruction, values: values[0][values[1]],
    "py_set_item": _set_item,
    "py_get_attr": lambda instruction, values: getattr(values[0], values[1]),
    "py_set_attr": _set_attribute,
    "py_call": lambda instruction, values: call_with(values[0], values[1:], instruction.immediate),
    "py_call_method": lambda instruction, values: call_with(
        getattr(values[1], values[0]), values[2:], instruction.immediate
    ),
    "construct": lambda instruction, values: construct(cast(Construction, instruction.immediate), values),
    "math": _math,
    "int_extreme": lambda instruction, values: _EXTREMES[str(instruction.immediate)](*values),
    "float_extreme": lambda instruction, values: _EXTREMES[str(instruction.immediate)](*values),
    "make_function": lambda instruction, values: FunctionType(values[0], values[1], None, *values[2:]),
    "py_iter": lambda instruction, values: iter(values[0]),
    "range_new": _range,
    "range_iter": lambda instruction, values: iter(values[0]),
    "build_tuple": lambda instruction, values: tuple(values),
    "build_list": lambda instruction, values: list(values),
    "build_slice": lambda instruction, values: slice(*values),
    "slice_new": lambda instruction, values: slice(*values),
    "list_slice": lambda instruction, values: values[0][values[1]],
    "list_slice_set": _set_item,
}
