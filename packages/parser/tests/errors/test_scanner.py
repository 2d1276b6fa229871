"""The error pass' scanner: tokens with their places, and the errors that only a version has."""

from __future__ import annotations

import pytest

from pyston_parser.errors import kinds
from pyston_parser.errors.scanner import Scanner


def scan(text: str, version: int = 12, type_comments: bool = False, single: bool = False) -> list[str]:
    scanner = Scanner(text, "<test>", version, False, type_comments, single)
    found: list[str] = []
    while True:
        token = scanner.next_token()
        text = token.text if token.number > kinds.UNKNOWN else repr(token.text)
        name = token.kind if token.number <= kinds.UNKNOWN else "OP"
        found.append(f"{name} {text} {token.line}:{token.column}-{token.end_line}:{token.end_column}")
        if token.number == kinds.ENDMARKER:
            return found


def error(text: str, version: int = 12) -> str:
    with pytest.raises(SyntaxError) as caught:
        scan(text, version)
    found = caught.value
    return f"{type(found).__name__}: {found.msg} {found.lineno}:{found.offset}"


def test_blocks() -> None:
    assert scan("if x:\n  y\n# no\nz\n", 11) == [
        "OP if 1:0-1:2",
        "NAME 'x' 1:3-1:4",
        "OP : 1:4-1:5",
        "NEWLINE '' 1:5-1:5",
        "INDENT '' 2:-1-2:-1",
        "NAME 'y' 2:2-2:3",
        "NEWLINE '' 2:3-2:3",
        "DEDENT '' 4:-1-4:-1",
        "NAME 'z' 4:0-4:1",
        "NEWLINE '' 4:1-4:1",
        "ENDMARKER '' 4:-1-4:-1",
    ]


def test_line_break_belongs_to_newline_from_3_12() -> None:
    assert scan("x\n", 11)[1] == "NEWLINE '' 1:1-1:1"
    assert scan("x\n", 12)[1] == "NEWLINE '\\n' 1:1-1:2"


def test_strings_over_lines() -> None:
    assert scan("x = '''a\nb''' 'c'\n")[2:4] == ["STRING \"'''a\\nb'''\" 1:4-2:4", "STRING \"'c'\" 2:5-2:8"]


def test_format_strings_before_3_12_are_one_token() -> None:
    assert scan("f'{x}'\n", 11)[0] == "STRING \"f'{x}'\" 1:0-1:6"


def test_format_strings_in_pieces() -> None:
    assert scan("f'a{x!r:>{y}}}}'\n")[:-2] == [
        'FSTRING_START "f\'" 1:0-1:2',
        "FSTRING_MIDDLE 'a' 1:2-1:3",
        "OP { 1:3-1:4",
        "NAME 'x' 1:4-1:5",
        "OP ! 1:5-1:6",
        "NAME 'r' 1:6-1:7",
        "OP : 1:7-1:8",
        "FSTRING_MIDDLE '>' 1:8-1:9",
        "OP { 1:9-1:10",
        "NAME 'y' 1:10-1:11",
        "OP } 1:11-1:12",
        "FSTRING_MIDDLE '' 1:12-1:12",
        "OP } 1:12-1:13",
        "FSTRING_MIDDLE '}' 1:13-1:14",
        'FSTRING_END "\'" 1:15-1:16',
    ]


def test_type_comments() -> None:
    text = "x = 1  # type: int\ny = 2  # type: ignore\n"
    assert "TYPE_COMMENT 'int' 1:15-1:18" in scan(text, type_comments=True)
    assert not any(token.startswith("TYPE_COMMENT 'ig") for token in scan(text, type_comments=True))
    assert not any(token.startswith("TYPE_COMMENT") for token in scan(text))


def test_single_statement_ends_without_line_break() -> None:
    kinds_found = [token.split()[0] for token in scan("if x:\n  y", single=True)]
    assert kinds_found == "OP NAME OP NEWLINE INDENT NAME NEWLINE DEDENT NEWLINE ENDMARKER".split()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0b12", "SyntaxError: invalid digit '2' in binary literal 1:4"),
        ("0o8", "SyntaxError: invalid digit '8' in octal literal 1:3"),
        ("0xg", "SyntaxError: invalid hexadecimal literal 1:2"),
        ("1__0", "SyntaxError: invalid decimal literal 1:2"),
        ("1e+", "SyntaxError: invalid decimal literal 1:3"),
        ("1jx", "SyntaxError: invalid imaginary literal 1:2"),
        ("1elsex", "SyntaxError: invalid decimal literal 1:1"),
        ("012", "SyntaxError: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal"
         " integers 1:1"),
        ("(]", "SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' 1:2"),
        ("(\n}", "SyntaxError: closing parenthesis '}' does not match opening parenthesis '(' on line 1 2:1"),
        ("]", "SyntaxError: unmatched ']' 1:1"),
        ("(\n", "SyntaxError: '(' was never closed 1:1"),
        ("x = 'a", "SyntaxError: unterminated string literal (detected at line 1) 1:5"),
        ("x = '''a\n\n", "SyntaxError: unterminated triple-quoted string literal (detected at line 2) 1:5"),
        ("x \\ y", "SyntaxError: unexpected character after line continuation character 1:4"),
        ("if x:\n    y\n  z\n", "IndentationError: unindent does not match any outer indentation level 3:4"),
        ("if x:\n        y\n\tz\n", "TabError: inconsistent use of tabs and spaces in indentation 3:1"),
        ("(" * 201, "SyntaxError: too many nested parentheses 1:201"),
        ("x = \x01", "SyntaxError: invalid non-printable character U+0001 1:5"),
        ("\xe2\x82\xac", "SyntaxError: invalid character '€' (U+20AC) 1:1"),
        ("f'{x", "SyntaxError: '{' was never closed 1:3"),
        ("f'{x'", "SyntaxError: f-string: expecting '}' 1:5"),
        ("f'}'", "SyntaxError: f-string: single '}' is not allowed 1:3"),
        ("f'{)}'", "SyntaxError: f-string: unmatched ')' 1:4"),
        ("f'a", "SyntaxError: unterminated f-string literal (detected at line 1) 1:1"),
    ],
)  # fmt: skip
def test_errors(text: str, message: str) -> None:
    assert error(text) == message


def test_advice_about_an_escaped_quote_from_3_13() -> None:
    assert error("'a\\'", 12).endswith("(detected at line 1) 1:1")
    assert error("'a\\'", 13).endswith("(detected at line 1); perhaps you escaped the end quote? 1:1")


def test_too_many_indents() -> None:
    text = "".join(" " * depth + "if x:\n" for depth in range(101))
    assert error(text).startswith("IndentationError: too many levels of indentation")
