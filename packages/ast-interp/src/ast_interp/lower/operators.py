"""The operators, from their tree nodes to the immediates of register code."""

from __future__ import annotations

from pyston_runtime.interfaces.typed import Final

BINARY_OPERATORS: Final = {
    "Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%", "Pow": "**",
    "LShift": "<<", "RShift": ">>", "BitOr": "|", "BitXor": "^", "BitAnd": "&", "FloorDiv": "//",
}  # fmt: skip
UNARY_OPERATORS: Final = {"Invert": "~", "Not": "not", "UAdd": "+", "USub": "-"}
COMPARISONS: Final = {
    "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=",
    "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}  # fmt: skip
