"""Fold what is constant: literals, signs, arithmetic on small numbers, tuples of constants, `__debug__`.

As CPython's optimiser does, folding never hides an error and never makes a large object out of a small text.
"""

from __future__ import annotations

import _ast as ast
import _operator as operator
import sys
from _collections_abc import Callable

from pyston_runtime.interfaces.typed import Final, cast, final

# a program may put something else in its place
_intern: Final = sys.intern

#: `__debug__` is a constant of the compiler's, whatever a program binds that name to in `builtins`.
DEBUG: Final = sys.flags.optimize == 0
_LARGEST_INT_BITS: Final = 128
_LONGEST: Final = 256

_BINARY: Final[dict[str, Callable[[object, object], object]]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mult": operator.mul,
    "Div": operator.truediv,
    "FloorDiv": operator.floordiv,
    "Mod": operator.mod,
    "BitOr": operator.or_,
    "BitXor": operator.xor,
    "BitAnd": operator.and_,
}


@final
class Folded:
    """A constant value (a class of its own, because None is a value too)."""

    def __init__(self, value: object) -> None:
        self.value = value


def interned(value: object) -> object:
    """A constant; a string that could be a name, or the rest of one, is interned, as CPython's compiler has it."""
    if type(value) is str:
        text = str(value)
        if text.isascii() and (text == "" or text.replace("_", "a").isalnum()):
            return _intern(text)
    return value


def fold(node: ast.AST) -> Folded | None:
    """The constant that `node` is, or None when it must be computed at run time."""
    kind = type(node).__name__
    if kind == "Constant":
        return Folded(interned(cast(ast.Constant, node).value))
    if kind == "Name" and cast(ast.Name, node).id == "__debug__":
        return Folded(DEBUG)
    if kind == "UnaryOp":
        return _fold_unary(cast(ast.UnaryOp, node))
    if kind == "BinOp":
        return _fold_binary(cast(ast.BinOp, node))
    if kind == "Tuple":
        return fold_tuple(cast(ast.Tuple, node).elts)
    return None


def fold_tuple(elements: list[ast.expr]) -> Folded | None:
    """The tuple of constant elements, or None."""
    values: list[object] = []
    for element in elements:
        folded = fold(element)
        if folded is None:
            return None
        values.append(folded.value)
    return Folded(tuple(values))


def _fold_unary(node: ast.UnaryOp) -> Folded | None:
    operand = fold(node.operand)
    if operand is None:
        return None
    value = operand.value
    kind = type(node.op).__name__
    if kind == "Not":
        return Folded(not value)
    if isinstance(value, (int, float, complex)):
        if kind == "USub":
            return Folded(-value)
        if kind == "UAdd":
            return Folded(+value)
        if kind == "Invert" and type(value) is int:
            return Folded(~value)
    return None


def _fold_binary(node: ast.BinOp) -> Folded | None:
    # the right side first: in a long chain of operators it is the short one
    right = fold(node.right)
    if right is None:
        return None
    left = fold(node.left)
    if left is None:
        return None
    first, second = left.value, right.value
    kind = type(node.op).__name__
    try:
        if isinstance(first, (int, float, complex)) and isinstance(second, (int, float, complex)):
            if kind == "Pow":
                return _fold_power(first, second)
            if kind in ("LShift", "RShift"):
                return _fold_shift(kind, first, second)
            function = _BINARY.get(kind)
            if function is None:
                return None
            result = function(first, second)
            if type(result) is int and result.bit_length() > _LARGEST_INT_BITS:
                return None
            return Folded(result)
        if kind == "Add" and type(first) is type(second) and isinstance(first, (str, bytes)):
            if len(first) + len(cast(str, second)) <= _LONGEST:
                return Folded(operator.add(first, second))
        if kind == "Mult" and isinstance(first, (str, bytes)) and type(second) is int:
            if 0 <= second and len(first) * second <= _LONGEST:
                return Folded(operator.mul(first, second))
    except (ArithmeticError, TypeError, ValueError):
        return None
    return None


def _fold_power(base: object, exponent: object) -> Folded | None:
    if type(base) is int and type(exponent) is int:
        if exponent < 0 or base.bit_length() * exponent > _LARGEST_INT_BITS:
            return None
        return Folded(operator.pow(base, exponent))
    if type(base) is float or type(exponent) is float:
        return Folded(operator.pow(base, exponent))
    return None


def _fold_shift(kind: str, value: object, count: object) -> Folded | None:
    if type(value) is not int or type(count) is not int or count < 0:
        return None
    if kind == "RShift":
        return Folded(value >> count)
    if value.bit_length() + count > _LARGEST_INT_BITS:
        return None
    return Folded(value << count)
