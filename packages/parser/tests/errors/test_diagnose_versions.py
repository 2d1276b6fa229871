"""Messages of versions that need not be the host: what each says of the same source, and what it finds right."""

from __future__ import annotations

import sys

import pytest

from pyston_parser.errors import diagnose

HOST = sys.version_info[1]


@pytest.mark.parametrize(
    ("source", "version", "message"),
    [
        ("def f(a=1, b): pass", 11, "non-default argument follows default argument"),
        ("def f(a=1, b): pass", 12, "parameter without a default follows parameter with a default"),
        ("import a from b", 11, "invalid syntax"),
        ("import a from b", 12, "Did you mean to use 'from ... import ...' instead?"),
        ("f(a=)", 11, "invalid syntax"),
        ("f(a=)", 12, "expected argument value expression"),
        ("f'{a b}'", 11, "f-string: invalid syntax. Perhaps you forgot a comma?"),
        ("f'{a b}'", 12, "invalid syntax. Perhaps you forgot a comma?"),
        ("f'{}'", 11, "f-string: empty expression not allowed"),
        ("f'{}'", 12, "f-string: valid expression required before '}'"),
        ("1 + not 2", 12, "invalid syntax"),
        ("1 + not 2", 13, "'not' after an operator must be parenthesized"),
        ("[a for a b in c]", 12, "invalid syntax. Perhaps you forgot a comma?"),
        ("[a for a b in c]", 13, "'in' expected after for-loop variables"),
        ("type A = int", 11, "invalid syntax"),
        ("type A[] = int", 13, "Type parameter list cannot be empty"),
        ("t'{a b}'", 13, "invalid syntax"),
        ("t'{a b}'", 14, "invalid syntax. Perhaps you forgot a comma?"),
        ("t'{}'", 14, "t-string: valid expression required before '}'"),
        ("t'{a", 14, "'{' was never closed"),
        ("t'a", 14, "unterminated t-string literal (detected at line 1)"),
        ("t'a' 'b'", 14, "cannot mix t-string literals with string or bytes literals"),
        ("try:\n a\nexcept B, C:\n d\n", 13, "multiple exception types must be parenthesized"),
        ("try:\n a\nexcept B, C as d:\n e\n", 14, "multiple exception types must be parenthesized when using 'as'"),
        ("raise from a", 14, "did you forget an expression between 'raise' and 'from'?"),
        ("if a:\n b\nelse:\n c\nelif d:\n e\n", 14, "'elif' block follows an 'else' block"),
        ("match a:\n case b as c.d:\n  e\n", 14, "cannot use attribute as pattern target"),
    ],
)
def test_messages_of_versions_on_any_host(source: str, version: int, message: str) -> None:
    error = diagnose(source, version=version)
    assert error is not None
    assert error.msg == message


@pytest.mark.parametrize("source", ["", "\n", "x = 1", "if a:\n  b\nelse:\n  c\n", "# only a comment", "f'{a!r:>{b}}'"])
def test_nothing_is_said_of_right_sources(source: str) -> None:
    assert diagnose(source, version=HOST) is None


@pytest.mark.parametrize("source", ["x = t'{a}' rt'{b!r:>{w}}'", "try:\n a\nexcept B, C:\n d\n", "import a as b; c"])
def test_nothing_is_said_of_right_sources_of_3_14(source: str) -> None:
    assert diagnose(source, version=14) is None


@pytest.mark.parametrize("version", [12, 13])
def test_newer_syntax_than_asked_for(version: int) -> None:
    error = diagnose("type A = int", version=version, feature_version=11)
    assert error is not None
    assert error.msg == "Type statement is only supported in Python 3.12 and greater"
