"""The numbers of the token kinds that the error pass works with.

Every operator and every hard keyword is a kind of its own, so that the grammar machine compares one small integer.
Soft keywords are NAME tokens and are compared by text.
"""

from __future__ import annotations

from typing import Final

CLASSES: Final = [
    "ENDMARKER",
    "NAME",
    "NUMBER",
    "STRING",
    "NEWLINE",
    "INDENT",
    "DEDENT",
    "TYPE_COMMENT",
    "FSTRING_START",
    "FSTRING_MIDDLE",
    "FSTRING_END",
    "TSTRING_START",
    "TSTRING_MIDDLE",
    "TSTRING_END",
    "UNKNOWN",
]
OPERATORS: Final = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ";",
    "+",
    "-",
    "*",
    "/",
    "|",
    "&",
    "<",
    ">",
    "=",
    ".",
    "%",
    "==",
    "!=",
    "<=",
    ">=",
    "~",
    "^",
    "<<",
    ">>",
    "**",
    "+=",
    "-=",
    "*=",
    "/=",
    "%=",
    "&=",
    "|=",
    "^=",
    "<<=",
    ">>=",
    "**=",
    "//",
    "//=",
    "@",
    "@=",
    "->",
    "...",
    ":=",
    "!",
]
KEYWORDS: Final = [
    "False",
    "None",
    "True",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
]

NAMES: Final = CLASSES + OPERATORS + KEYWORDS
NUMBERS: Final = {name: number for number, name in enumerate(NAMES)}
KEYWORD_NUMBERS: Final = {name: NUMBERS[name] for name in KEYWORDS}

ENDMARKER: Final = 0
NAME: Final = 1
NUMBER: Final = 2
STRING: Final = 3
NEWLINE: Final = 4
INDENT: Final = 5
DEDENT: Final = 6
TYPE_COMMENT: Final = 7
FSTRING_START: Final = 8
FSTRING_MIDDLE: Final = 9
FSTRING_END: Final = 10
TSTRING_START: Final = 11
TSTRING_MIDDLE: Final = 12
TSTRING_END: Final = 13
UNKNOWN: Final = 14


def soft_keywords(version: int) -> frozenset[str]:
    """The soft keywords of a minor version of Python 3."""
    return frozenset(("_", "case", "match", "type") if version >= 12 else ("_", "case", "match"))
