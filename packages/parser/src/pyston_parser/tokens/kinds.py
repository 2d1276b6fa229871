"""Token kinds as small integers, ordered so that the parser can decide with one comparison.

Kinds below `FIRST_CONTINUATION` can never continue an expression after an atom: most atoms are followed by one of
those (a comma, a closing bracket, a line end), so `kinds[position + 1] < FIRST_CONTINUATION` ends an expression
at once.  Above it come, in this order, the ternary and boolean words, the comparison operators, the binary operators,
`**`, and last the three trailers.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


ENDMARKER: Final = 0
NEWLINE: Final = 1
INDENT: Final = 2
DEDENT: Final = 3
RIGHT_PARENTHESIS: Final = 4
RIGHT_BRACKET: Final = 5
RIGHT_BRACE: Final = 6
COMMA: Final = 7
COLON: Final = 8
SEMICOLON: Final = 9
EQUAL: Final = 10
ARROW: Final = 11
EXCLAMATION: Final = 12
COLON_EQUAL: Final = 13
ERROR: Final = 14
TYPE_COMMENT: Final = 15
TYPE_IGNORE: Final = 16

# Atoms.
NAME: Final = 17
NUMBER: Final = 18
STRING: Final = 19
FSTRING_START: Final = 20
FSTRING_MIDDLE: Final = 21
FSTRING_END: Final = 22
ELLIPSIS: Final = 23
LEFT_BRACE: Final = 24
TILDE: Final = 25
NONE: Final = 26
TRUE: Final = 27
FALSE: Final = 28
LAMBDA: Final = 29
AWAIT: Final = 30
YIELD: Final = 31

# Keywords that never continue an expression.
ELSE: Final = 32
FOR: Final = 33
ASYNC: Final = 34
AS: Final = 35
FROM: Final = 36
IMPORT: Final = 37

# First words of statements.
RETURN: Final = 38
DEF: Final = 39
CLASS: Final = 40
WHILE: Final = 41
TRY: Final = 42
EXCEPT: Final = 43
FINALLY: Final = 44
WITH: Final = 45
RAISE: Final = 46
PASS: Final = 47
BREAK: Final = 48
CONTINUE: Final = 49
DEL: Final = 50
GLOBAL: Final = 51
NONLOCAL: Final = 52
ASSERT: Final = 53
ELIF: Final = 54

# Augmented assignment, in the order of the binary operators below (see AUGMENTED_OFFSET).
VERTICAL_BAR_EQUAL: Final = 55
CIRCUMFLEX_EQUAL: Final = 56
AMPERSAND_EQUAL: Final = 57
LEFT_SHIFT_EQUAL: Final = 58
RIGHT_SHIFT_EQUAL: Final = 59
PLUS_EQUAL: Final = 60
MINUS_EQUAL: Final = 61
STAR_EQUAL: Final = 62
SLASH_EQUAL: Final = 63
DOUBLE_SLASH_EQUAL: Final = 64
PERCENT_EQUAL: Final = 65
AT_EQUAL: Final = 66
DOUBLE_STAR_EQUAL: Final = 67

FIRST_CONTINUATION: Final = 68
IF: Final = 68
OR: Final = 69
AND: Final = 70
NOT: Final = 71
IN: Final = 72
IS: Final = 73
EQUAL_EQUAL: Final = 74
NOT_EQUAL: Final = 75
LESS: Final = 76
GREATER: Final = 77
LESS_EQUAL: Final = 78
GREATER_EQUAL: Final = 79

FIRST_BINARY: Final = 80
VERTICAL_BAR: Final = 80
CIRCUMFLEX: Final = 81
AMPERSAND: Final = 82
LEFT_SHIFT: Final = 83
RIGHT_SHIFT: Final = 84
PLUS: Final = 85
MINUS: Final = 86
STAR: Final = 87
SLASH: Final = 88
DOUBLE_SLASH: Final = 89
PERCENT: Final = 90
AT: Final = 91
DOUBLE_STAR: Final = 92
FIRST_TRAILER: Final = 93
DOT: Final = 93
LEFT_PARENTHESIS: Final = 94
LEFT_BRACKET: Final = 95
KIND_COUNT: Final = 96

AUGMENTED_OFFSET: Final = VERTICAL_BAR - VERTICAL_BAR_EQUAL

KEYWORDS: Final[dict[str, int]] = {
    "None": NONE, "True": TRUE, "False": FALSE, "lambda": LAMBDA, "await": AWAIT, "yield": YIELD,
    "else": ELSE, "for": FOR, "async": ASYNC, "as": AS, "from": FROM, "import": IMPORT,
    "return": RETURN, "def": DEF, "class": CLASS, "while": WHILE, "try": TRY, "except": EXCEPT,
    "finally": FINALLY, "with": WITH, "raise": RAISE, "pass": PASS, "break": BREAK, "continue": CONTINUE,
    "del": DEL, "global": GLOBAL, "nonlocal": NONLOCAL, "assert": ASSERT, "elif": ELIF,
    "if": IF, "or": OR, "and": AND, "not": NOT, "in": IN, "is": IS,
}  # fmt: skip

OPERATOR_KINDS: Final[dict[str, int]] = {
    ")": RIGHT_PARENTHESIS, "]": RIGHT_BRACKET, "}": RIGHT_BRACE, ",": COMMA, ":": COLON, ";": SEMICOLON,
    "=": EQUAL, "->": ARROW, "!": EXCLAMATION, ":=": COLON_EQUAL, "...": ELLIPSIS, "{": LEFT_BRACE, "~": TILDE,
    "|=": VERTICAL_BAR_EQUAL, "^=": CIRCUMFLEX_EQUAL, "&=": AMPERSAND_EQUAL, "<<=": LEFT_SHIFT_EQUAL,
    ">>=": RIGHT_SHIFT_EQUAL, "+=": PLUS_EQUAL, "-=": MINUS_EQUAL, "*=": STAR_EQUAL, "/=": SLASH_EQUAL,
    "//=": DOUBLE_SLASH_EQUAL, "%=": PERCENT_EQUAL, "@=": AT_EQUAL, "**=": DOUBLE_STAR_EQUAL,
    "==": EQUAL_EQUAL, "!=": NOT_EQUAL, "<>": NOT_EQUAL, "<": LESS, ">": GREATER, "<=": LESS_EQUAL,
    ">=": GREATER_EQUAL, "|": VERTICAL_BAR, "^": CIRCUMFLEX, "&": AMPERSAND, "<<": LEFT_SHIFT, ">>": RIGHT_SHIFT,
    "+": PLUS, "-": MINUS, "*": STAR, "/": SLASH, "//": DOUBLE_SLASH, "%": PERCENT, "@": AT, "**": DOUBLE_STAR,
    ".": DOT, "(": LEFT_PARENTHESIS, "[": LEFT_BRACKET,
}  # fmt: skip


def _spellings() -> list[str]:
    spellings = [""] * KIND_COUNT
    for text, kind in KEYWORDS.items():
        spellings[kind] = text
    for text, kind in OPERATOR_KINDS.items():
        if text != "<>":
            spellings[kind] = text
    return spellings


def _labels() -> list[str]:
    labels = list(SPELLINGS)
    for kind, label in (
        (ENDMARKER, "ENDMARKER"), (NEWLINE, "NEWLINE"), (INDENT, "INDENT"), (DEDENT, "DEDENT"), (ERROR, "ERROR"),
        (TYPE_COMMENT, "TYPE_COMMENT"), (TYPE_IGNORE, "TYPE_IGNORE"), (NAME, "NAME"), (NUMBER, "NUMBER"),
        (STRING, "STRING"), (FSTRING_START, "FSTRING_START"), (FSTRING_MIDDLE, "FSTRING_MIDDLE"),
        (FSTRING_END, "FSTRING_END"),
    ):  # fmt: skip
        labels[kind] = label
    return labels


# The fixed spelling of each keyword and operator kind, "" for the kinds whose text varies.
SPELLINGS: Final[list[str]] = _spellings()
# What a dump of tokens calls each kind.
LABELS: Final[list[str]] = _labels()
