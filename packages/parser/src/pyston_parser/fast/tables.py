"""What the expression grammar looks up by a token's kind: precedences, operator nodes, what can begin what."""

from __future__ import annotations

import _ast

from pyston_parser.tokens.kinds import (
    AMPERSAND,
    AT,
    AWAIT,
    CIRCUMFLEX,
    DOUBLE_SLASH,
    DOUBLE_STAR,
    ELLIPSIS,
    EQUAL_EQUAL,
    FALSE,
    FSTRING_START,
    GREATER,
    GREATER_EQUAL,
    IN,
    KIND_COUNT,
    LAMBDA,
    LEFT_BRACE,
    LEFT_BRACKET,
    LEFT_PARENTHESIS,
    LEFT_SHIFT,
    LESS,
    LESS_EQUAL,
    MINUS,
    NAME,
    NONE,
    NOT,
    NOT_EQUAL,
    NUMBER,
    PERCENT,
    PLUS,
    RIGHT_SHIFT,
    SLASH,
    STAR,
    STRING,
    TILDE,
    TRUE,
    VERTICAL_BAR,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final


def _by_kind(pairs: dict[int, Any], default: Any) -> list[Any]:
    return [pairs.get(kind, default) for kind in range(KIND_COUNT)]


PRECEDENCE: Final[list[int]] = _by_kind(
    {
        VERTICAL_BAR: 1, CIRCUMFLEX: 2, AMPERSAND: 3, LEFT_SHIFT: 4, RIGHT_SHIFT: 4, PLUS: 5, MINUS: 5,
        STAR: 6, SLASH: 6, DOUBLE_SLASH: 6, PERCENT: 6, AT: 6,
    },
    0,
)  # fmt: skip
OPERATORS: Final[list[Any]] = _by_kind(
    {
        VERTICAL_BAR: _ast.BitOr(), CIRCUMFLEX: _ast.BitXor(), AMPERSAND: _ast.BitAnd(), LEFT_SHIFT: _ast.LShift(),
        RIGHT_SHIFT: _ast.RShift(), PLUS: _ast.Add(), MINUS: _ast.Sub(), STAR: _ast.Mult(), SLASH: _ast.Div(),
        DOUBLE_SLASH: _ast.FloorDiv(), PERCENT: _ast.Mod(), AT: _ast.MatMult(), DOUBLE_STAR: _ast.Pow(),
    },
    None,
)  # fmt: skip
COMPARISONS: Final[list[Any]] = _by_kind(
    {
        EQUAL_EQUAL: _ast.Eq(), NOT_EQUAL: _ast.NotEq(), LESS: _ast.Lt(), GREATER: _ast.Gt(),
        LESS_EQUAL: _ast.LtE(), GREATER_EQUAL: _ast.GtE(), IN: _ast.In(),
    },
    None,
)  # fmt: skip
UNARY: Final[list[Any]] = _by_kind({PLUS: _ast.UAdd(), MINUS: _ast.USub(), TILDE: _ast.Invert()}, None)
POWER_NODE: Final[Any] = OPERATORS[DOUBLE_STAR]
NOT_IN_NODE: Final[Any] = _ast.NotIn()
IS_NODE: Final[Any] = _ast.Is()
IS_NOT_NODE: Final[Any] = _ast.IsNot()
NOT_NODE: Final[Any] = _ast.Not()
AND_NODE: Final[Any] = _ast.And()
OR_NODE: Final[Any] = _ast.Or()
CONSTANTS: Final[list[Any]] = _by_kind({TRUE: True, FALSE: False, ELLIPSIS: ...}, None)
# Kinds with which an expression, a starred one or a yield can begin.
STARTS: Final[list[bool]] = _by_kind(
    dict.fromkeys(
        (
            NAME, NUMBER, STRING, FSTRING_START, ELLIPSIS, LEFT_BRACE, TILDE, NONE, TRUE, FALSE,
            LAMBDA, AWAIT, NOT, PLUS, MINUS, LEFT_PARENTHESIS, LEFT_BRACKET, STAR,
        ),
        True,
    ),
    False,
)  # fmt: skip

# Kinds with which a primary begins.
ATOMS: Final[list[bool]] = _by_kind(
    dict.fromkeys(
        (
            NAME, NUMBER, STRING, FSTRING_START, ELLIPSIS, LEFT_BRACE, NONE, TRUE, FALSE, LEFT_PARENTHESIS,
            LEFT_BRACKET,
        ),
        True,
    ),
    False,
)  # fmt: skip

NAME_CLASS: Final = _ast.Name
ATTRIBUTE_CLASS: Final = _ast.Attribute
SUBSCRIPT_CLASS: Final = _ast.Subscript
STARRED_CLASS: Final = _ast.Starred
TUPLE_CLASS: Final = _ast.Tuple
LIST_CLASS: Final = _ast.List
