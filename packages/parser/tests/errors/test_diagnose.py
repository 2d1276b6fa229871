"""The error pass against the host's `ast.parse`."""

from __future__ import annotations

import ast
import sys
import warnings
from typing import Any

import pytest

from pyston_parser.errors import diagnose

HOST = sys.version_info[1]
Facts = tuple[str, str | None, int | None, int | None, int | None, int | None, str | None]


def facts(error: SyntaxError | None) -> Facts | None:
    if error is None:
        return None
    return (
        type(error).__name__,
        error.msg,
        error.lineno,
        error.offset,
        error.end_lineno,
        error.end_offset,
        error.text,
    )


def host(source: str | bytes, **options: Any) -> SyntaxError | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source, **options)
    except SyntaxError as error:
        return error
    return None


GENERIC = [
    "x = ",
    "x y",
    "a $ b",
    "a ? b",
    "pass 1",
    "x = = 1",
    "else:\n",
    "(a, b",
    "print 1",
    "exec 'a'",
    "  x",
    "x\n  y",
]
ASSIGNMENTS = """\
f() = 1
f() += 1
a + b = c
(a, f()) = 1
[a, b()] = 1
*a, f() = 1
x = f() = 1
None = 1
True: int = 1
f(): int
(a, b): int
[a]: int
a, b: int
yield = 1
x = yield = 1
(yield) += 1
a if b else c = 1
lambda: x = 1
'a' = 1
f'{a}' = 1
... = 1
{a} = 1
{a: b} = 1
(a for a in b) = 1
[a for a in b] = 1
-a = 1
a < b = 1
await a = 1
if a = 1: pass
if f() = 1: pass
if a.b = 1: pass
while a[0] = 1: pass
(f() := 1)
(a.b := 1)
(a := b := c)
del f()
del a, f()
del (a, *b)
del *a
del a + b
del (a, [b, f()])
for f() in x: pass
for a, f() in x: pass
for a + b in c: pass
[a for f() in x]
with a as f(): pass
with (a as b, c as f()): pass
import a.b as c.d
from a import (b, c
from a import b,
from a import *, b
import a from b
""".splitlines()
CALLS = """\
f(a b)
f(a, b c, d)
f(a for a in b, c)
f(c, a for a in b)
f(a=1, b)
f(**a, b)
f(**a, *b)
f(a.b=1)
f(True=1)
f(a=)
f(a=1 for a in b)
f(1=2)
f(a, b=c d)
f(lambda: x = 1)
f(*)
f(**)
f(a, , b)
f(a := 1, b := )
class A(a b): pass
class A(a for a in b, c): pass
""".splitlines()
DISPLAYS = """\
[a, b c]
[a b]
{a b}
{1: 2, 3}
{1: 2, 3 4}
{1: 2, 3: }
{1: *a}
{1:}
{1: 2, **}
{**a for a in b}
[*a for a in b]
(*a for a in b)
{*a for a in b}
[a, b for a in b]
[a, for a in b]
(*a)
(**a)
[x for x in 1, 2]
[x for x y in z]
(a, b for a in b)
x = (1 if 2)
x = (1 if 2 else)
f(1 if 2, 3)
(a, b
[a, (b]
{a: (b}
a = 3 b
(a not b)
(a, not)
a[b c]
a[1:2 3]
a[*b c]
""".splitlines()
FUNCTIONS = """\
def f(a=1, b): pass
def f(a, (b, c)): pass
def f((a)): pass
def f(/, a): pass
def f(a, /, b, /): pass
def f(*a, /): pass
def f(*, /): pass
def f(a / *b): pass
def f(*): pass
def f(*, **k): pass
def f(*a=1): pass
def f(**k=1): pass
def f(**k, a): pass
def f(**k, *a): pass
def f(*a, *b): pass
def f(a=): pass
def f(a, b=, c): pass
def f: pass
def f() pass
def f(
def f(a:): pass
def f() -> : pass
def (a): pass
def 1(): pass
async x
lambda a=1, b: 0
lambda (a): 0
lambda *: 0
lambda *a=1: 0
lambda **k=1: 0
lambda **k, a: 0
lambda *a, *b: 0
lambda a, /, b, /: 0
lambda a=: 0
lambda x
lambda
""".splitlines()
BLOCKS = [
    f"{head}:\n{rest}"
    for head in (
        "if a",
        "while a",
        "for a in b",
        "with a",
        "with (a as b)",
        "with a as b, c",
        "def f()",
        "async def f()",
        "class A",
        "class A(B)",
        "try",
        "match a",
        "if a:\n  b\nelif c",
        "if a:\n  b\nelse",
        "try:\n  a\nexcept",
        "try:\n  a\nexcept B",
        "try:\n  a\nexcept B as c",
        "try:\n  a\nexcept* B",
        "try:\n  a\nfinally",
        "match a:\n  case b",
        "match a:\n  case b if c",
    )
    for rest in ("x\n", "", "\n\nx = 1\n", "    x\n  y\n")
] + [
    f"{head}\n    x\n"
    for head in (
        "if a",
        "while a",
        "for a in b",
        "with a",
        "with (a as b)",
        "with a as b, c",
        "def f()",
        "class A",
        "class A(B)",
        "try",
        "match a",
        "if a:\n  b\nelif c",
        "if a:\n  b\nelse",
        "try:\n  a\nexcept",
        "try:\n  a\nexcept B",
        "try:\n  a\nexcept* B",
        "try:\n  a\nfinally",
        "match a:\n  case b",
        "match a:\n  case b if c",
    )
]
HANDLERS = [
    "try:\n  a\nx",
    "try:\n  a\nexcept a, b:\n  c\n",
    "try:\n  a\nexcept* a, b:\n  c\n",
    "try:\n  a\nexcept*:\n  c\n",
    "try:\n  a\nexcept:\n  b\nexcept* c:\n  d\n",
    "try:\n  a\nexcept* b:\n  c\nexcept d:\n  e\n",
    "try:\n  a\nexcept b as c.d:\n  e\n",
]
PATTERNS = [
    f"match a:\n  case {pattern}:\n    pass\n"
    for pattern in (
        "b as _",
        "b as c.d",
        "b as 1",
        "B(c=1, d)",
        "B(a, c=1, d, e)",
        "{**a, 'b': c}",
        "1 + 2",
        "1j + 2j",
        "-1 - 1",
        "a.b = 1",
        "f'{a}'",
        "[a, *b, *c",
        "a | b | ",
        "{a: b}",
        "*a",
    )
]
STRINGS = [
    "'\\x1'",
    "'\\u12'",
    "'\\U00110000'",
    "'\\N{no such name}'",
    "'\\N'",
    "'é\\x1'",
    "b'\\x1'",
    "b'é'",
    "'a' b'b'",
    "b'a' f'b'",
    "'abc",
    "x = 'abc\n'",
    "'''abc\n\n",
    'x = """a\nb',
    "r'\\'",
    "f'{}'",
    "f'{a'",
    "f'{a b}'",
    "f'}'",
    "f'{a}}'",
    "f'{a!}'",
    "f'{a!x}'",
    "f'{a!r:{b}'",
    "f'{a:{b:{c:{d}}}}'",
    "f'{!r}'",
    "f'{:x}'",
    "f'{=}'",
    "f'{a=!x}'",
    "f'{lambda x: 1}'",
    "f'{a $ b}'",
    "f'{a[}'",
    "f'{a)}'",
    "f'''{\na b\n}'''",
    "f'''\n\n{ (a b) }'''",
    "f'{1 +}'",
    "f'{*}'",
    "f'{a' 'b}'",
    "f'{a:b'",
    "f'{\"a\" b}'",
    "x = f'{a}' f'{'",
    "f'{a # b}'",
    "f'{a\\n}'",
    "f'{(a,b}'",
    "f'{yield = 1}'",
    "f'{a = b}'",
    "f'{a!r b}'",
    "f'{f(a b)}'",
    "rf'{a b}'",
]
TOKENS = [
    "x = 0777",
    "x = 1_",
    "x = 0x",
    "1abc",
    "1if",
    "x = 1__2",
    "a \\ b",
    "a \\",
    "\\",
    "é€",
    "x = “a”",
    "\x01",
    "x\u00a0y",
]
TYPES = ["type A[*T: int] = B", "def f[**P: int](): pass", "class A[]: pass", "type A[T = ] = B", "def f[a b](): pass"]
LAYOUT = [
    "if a:\n    b\n   c\n",
    "if a:\n        b\n\tc\n",
    "if a:\n\tb\n        c\n",
    "def f():\n    a\n  b\n    c\n",
    "(\n\n]",
    "{\n  'a': (\n  ]\n}",
    "f(a,\n  b\nx = 1\n",
    "f(a,\n  b\ndef g():\n  pass\n",
    "a = [\nb = 1 c\n",
    "x y\nz = 'abc\n",
    "x y\n(\n",
    "(x y\n\n\n)  ]",
]
EVERYTHING = [
    *GENERIC, *ASSIGNMENTS, *CALLS, *DISPLAYS, *FUNCTIONS, *BLOCKS, *HANDLERS, *PATTERNS, *STRINGS, *TOKENS, *TYPES,
    *LAYOUT,
]  # fmt: skip


@pytest.mark.skipif(HOST > 13, reason="the messages of later versions are not known yet")
@pytest.mark.parametrize("source", EVERYTHING)
def test_like_the_host(source: str) -> None:
    assert facts(diagnose(source, version=HOST)) == facts(host(source))


def test_most_of_the_sources_are_wrong() -> None:
    # The comparison above would hold for right ones too.
    refused = [source for source in EVERYTHING if diagnose(source, version=HOST) is not None]
    assert len(refused) > 0.95 * len(EVERYTHING)


@pytest.mark.skipif(HOST > 13, reason="the messages of later versions are not known yet")
@pytest.mark.parametrize(
    ("source", "options"),
    [
        ("a b", {"mode": "eval"}),
        ("a = 1", {"mode": "eval"}),
        ("", {"mode": "eval"}),
        ("x = 1\ny = 2\n", {"mode": "single"}),
        ("if a:\n  b", {"mode": "single"}),
        ("if a:\n  b\nc", {"mode": "single"}),
        ("", {"mode": "single"}),
        ("(int, str) -> ", {"mode": "func_type"}),
        ("(int", {"mode": "func_type"}),
        ("def f():\n  # type: () -> int\n  # type: () -> int\n  pass\n", {"type_comments": True}),
        ("def f(*, # type: int\n a): pass\n", {"type_comments": True}),
        ("x = 1 # type: int\ny z", {"type_comments": True}),
        ("x = 1^ # type: ignore\n", {"type_comments": True}),
        ("x = 1^ #type:ignore[a]\n", {"type_comments": True}),
        ("x = 1^ # type: ignored\n", {"type_comments": True}),
        ("match a:\n  case b\n    pass\n", {"feature_version": 9}),
        ("é = 1 $ 2", {}),
        ("x = 'é' y", {}),
        ("\tx", {}),
        ("a\rb c\r", {}),
        ("a b\r\n", {}),
        (b"x = 1 $ 2", {}),
        ("é = 1 $ 2".encode(), {}),
        (b"\xef\xbb\xbf" + "é = 1 $ 2".encode(), {}),
        (b"# coding: latin-1\n\xe9 = 1 $ 2", {}),
        (b"\xef\xbb\xbf# coding: latin-1\n", {}),
        (b"\xef\xbb\xbf# coding: utf-8\nx y", {}),
        (b"# coding: ISO_8859-1-x\nx \xe9", {}),
        (b"# coding: utf-16\nx", {}),
        (b"#\n# coding: no-such\n", {}),
        (b"#\n#\n# coding: no-such\nx y", {}),
        (b"# coding: no-such\n", {}),
        (b"# coding: no-such", {"mode": "eval"}),
        (b"# coding: rot13\n", {}),
        (b"# coding: ascii\n\xe9", {}),
        (b"x = '\xe9'", {}),
        (b"\xe9 = 1", {}),
        ("9" * 5000, {}),
    ],
)
def test_options_and_encodings_like_the_host(source: str | bytes, options: dict[str, Any]) -> None:
    assert facts(diagnose(source, version=HOST, **options)) == facts(host(source, **options))


NEWER = [
    "with (a as b): pass",
    "match a:\n  case b: pass\n",
    "match a:\n  case b\n",
    "try:\n  a\nexcept* b:\n  c\n",
    "type A = int",
    "def f[T](): pass",
    "class A[T = int]: pass",
]


@pytest.mark.skipif(HOST > 13, reason="the messages of later versions are not known yet")
@pytest.mark.parametrize("asked", range(8, HOST + 1))
@pytest.mark.parametrize("source", NEWER)
def test_feature_versions_like_the_host(source: str, asked: int) -> None:
    ours = diagnose(source, version=HOST, feature_version=asked)
    assert facts(ours) == facts(host(source, feature_version=(3, asked)))


def test_filename() -> None:
    error = diagnose("x y", "some/file.py", version=HOST)
    assert error is not None
    assert error.filename == "some/file.py"
