"""Small sources, valid and not, on which this parser and the host's must agree: the tree, or the error's message."""

from __future__ import annotations

import ast
import gc
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from pyston_parser import parse

SINGLE = [
    "if x: pass\n",
    "if x: pass",
    "if x:\n  pass\n",
    "if x:\n  pass\n\n",
    "x",
    "x\n",
    "x;y\n",
    "\n",
    "",
    "x\ny",
    "# c\n",
    "x # c\n\n\n",
    "def f(): pass\n\n\n",
]
EVAL = [
    "1",
    " 1",
    "1,2",
    "*a",
    "1\n\n",
    "x:=1",
    "",
    "(yield)",
    "a\n b",
]
FUNC_TYPE = [
    "() -> int",
    "(int, *str, **Any) -> float",
    "(int, str) -> a\n",
    "(*int, a) -> b",
    "(a,) -> b",
]
TYPE_COMMENTS = [
    "x = 1 # type: int\n",
    "for x in y: # type: int\n  pass\n",
    (
        "def f(a, # type: int\n"
        "  b=1, # type: str\n"
        "  *, c, # type: x\n"
        " **k # type: z\n"
        "  ):\n"
        "  # type: (...) -> int\n"
        "  pass\n"
    ),
    "def f(): # type: () -> int\n  pass\n",
    "with a as b: # type: int\n  pass\n",
    "x # type: ignore\n# type: ignore[abc]\ny # type: ignored\n",
    "if x: # type: int\n  pass",
    "x = [ # type: int\n1]",
    "def f(a, *args # type: int\n): pass",
    "# type: int\nx=1",
    "def f(): # type: () -> int\n  # type: () -> int\n  pass\n",
]
FILES = [
    "x",
    "",
    "\n",
    "x = yield",
    "def f():\n\tif 1:\n\t\tx\n        y\n",
    "a = (b for c in d)\n",
    "with (a, b): pass",
    "with (a as b, c): pass",
    "with (yield): pass",
    "with (a) as b, c: pass",
    "with (a, b) as c: pass",
    "with (a.b(c)).d: pass",
    "with (a): pass",
    "with (a,): pass",
    "with (*a, b): pass",
    "with (a:=b): pass",
    "with (a for a in b): pass",
    "async with (a as b,): pass",
    "with a as (b, c), d as [e, *f]: pass",
    "with (a as b): pass",
    "with (a, b) , c: pass",
    "with (a)(b): pass",
    (
        "match x:\n"
        " case 1: pass\n"
        " case -1: pass\n"
        " case 1+2j: pass\n"
        " case 'a' 'b': pass\n"
        " case None|True: pass\n"
        " case a.b.c: pass\n"
        " case (a): pass\n"
        " case (a,): pass\n"
        " case [a,*_]: pass\n"
        " case *a, b: pass\n"
        " case {'a':1, **r}: pass\n"
        " case {}: pass\n"
        " case A(1, x=2,): pass\n"
        " case (a|b) as c if d: pass\n"
        " case _: pass\n"
        " case ():pass\n"
        " case {1+1j: a, None: b, a.b: c, }: pass\n"
        " case f'{x}': pass\n"
    ),
    (
        "match = 1\n"
        "match.x\n"
        "match[x]\n"
        "match(x)\n"
        "match (x):\n"
        " case y: pass\n"
        "match * a\n"
        "match -a\n"
        "match: int\n"
        "match, a = b\n"
        "match\n"
        "print(match)\n"
        "match *a, b:\n"
        "  case _: pass\n"
        "match x,:\n"
        "  case _: pass\n"
        "match -x:\n"
        " case 1: pass\n"
        "match {a:b}:\n"
        " case 1: pass\n"
        "match not a:\n"
        " case 1: pass\n"
        "match lambda: x:\n"
        " case 1: pass\n"
        "case = type = _ = 1\n"
        "type(x)\n"
        "type.x\n"
    ),
    "type X = int\ntype X[T: int, *Ts, **P] = a\ntype = 1\ntype\nclass A[T](B): pass\ndef f[T](x: T) -> T: pass\n",
    "type X[T = int, *Ts = *a, **P = [x]] = T",
    "try: pass\nexcept* A as e: pass\n",
    "try:\n pass\nexcept A: pass\nexcept: pass\nelse: pass\nfinally: pass;\n",
    "try: pass\nfinally: pass",
    "x[*a]",
    "x[*a, b:c, ::d]",
    "x[a:=1]",
    "x[a:=1, b]",
    "x[a:b, ]",
    "x[:]",
    "x[::]",
    "x[lambda: 1]",
    "x[a if b else c:d]",
    "def f(*args: *Ts): pass",
    "lambda a, /, b=1, *c, d, e=2, **f: 0",
    "lambda: (yield)",
    "lambda *, a: 0",
    "def f(a, b=1, /, c=2, *, d, e=3, **k) -> x: pass",
    "def f(*, **k): pass",
    "def f(a=1, b): pass",
    "def f(a, *): pass",
    "a = b = c, d = e",
    "*a, b = c",
    "*a = b",
    "*a",
    "(a): int",
    "(a.b): int = 1",
    "a.b: int",
    "a[b]: int = *c, d",
    "a, b: int",
    "(a) += 1",
    "a, b += 1",
    "[a, b] = c",
    "() = a",
    "[] = a",
    "(a, (b, [c, *d])) = x",
    "f() = 1",
    "a + 1 = 2",
    "x = *a, b",
    "x += *a, b",
    "x: int = yield",
    "return *a, b",
    "del a, (b, c), [d], e.f, g[h],",
    "del (a)",
    "del *a",
    "del f()",
    "for *a in b: pass",
    "for a, *b in c, *d: pass",
    "for a.b in c: pass",
    "for (a in b) in c: pass",
    "for x in *a, b: pass\nelse: pass",
    "import a.b.c as d, e",
    "from . import a",
    "from .... import a",
    "from ...a.b import (c as d, e,)",
    "from a import *",
    "from a import b,",
    "from . import *",
    "from .import a",
    "from a import (b)",
    "@a\n@b.c(d)\n@(e := f)\n@g[0]\ndef h(): pass",
    "@a\nclass B: pass",
    "@a\nasync def b(): pass",
    (
        "async def f():\n"
        " async for x in y: pass\n"
        " else: pass\n"
        " async with a as b: pass\n"
        " await x ** 2\n"
        " [x async for x in y if z if w for v in u]\n"
        " return await x\n"
    ),
    "a < b == c is not d not in e in f is g",
    "not a == b",
    "a and not b or c and d or e",
    "not not a in b",
    "a if b else c if d else e",
    "(a if b else c) if d else e",
    "lambda: a if b else c",
    "a if b else lambda: c",
    "-a ** -b ** c",
    "~-+a",
    "a ** b.c[d](e)",
    "await_ = 1",
    "a @ b @= c",
    "a @= b",
    "a<>b",
    "a | b ^ c & d << e >> f + g - h * i / j // k % l @ m",
    "a - b - c",
    "a * (b + c)",
    "{**a, 'b': 1}",
    "{a: b for c in d}",
    "{*a, b}",
    "{a for b in c}",
    "{a: b, c}",
    "{a:=1, b}",
    "{a:=1: b}",
    "{}",
    "(a, b for c in d)",
    "[*a for b in c]",
    "[a, b for c in d]",
    "(*a)",
    "(*a,)",
    "(a:=1, b)",
    "[a:=1]",
    "a := 1",
    "(yield a, b)",
    "(yield from a)",
    "f(a for b in c)",
    "f(a, b for c in d)",
    "f(a for b in c, d)",
    "f(a=1, *b, c=2, **d, e=3)",
    "f(a=1, b)",
    "f(**a, *b)",
    "f(**a, b)",
    "f(a:=1, *b, c,)",
    "f(a.b=1)",
    "f(*a, b)",
    "class A(*b, c=d, **e): pass",
    "class A(x for x in y): pass",
    "class A(): pass",
    "1_000 + 0x_ff + 0o17 + 0b1_0 + 1e5 + 1.5e-3j + .5 + 1. + 00 + 0_0 + 1_0.0_1e1_0 + 0j + 1E+5",
    "1__0",
    "0777",
    "0x",
    "1_",
    "1.e",
    "1if 1else 2",
    "0xfor x in y",
    "0b12",
    "0o8",
    "1_000j",
    "0e0",
    "09.5",
    "09",
    "1e",
    "0_7",
    "0b",
    "1or 2",
    "1.0_",
    "'a' b'b'",
    "u'a' 'b'",
    "'a' u'b'",
    "b'\\x41\\n\\101'",
    "'\\u1234\\U0001F600\\N{BULLET}\\x41\\101\\7\\e\\\n'",
    "'\\x4'",
    "'\\N{FOO}'",
    "r'\\n' 'a'",
    "rb'\\x' Rb'' bR\"\"",
    "b'é'",
    "'é' + é + ﬁ",
    "'''a\nb''' '''c\n'''",
    "u'a' f'{x}' 'b'",
    "'' f''",
    "f'' ''",
    "'\\ud800'",
    "'a\\\nb'",
    "'a\nb'",
    "'''a",
    "'\\400'",
    "b'\\400'",
    "global a, b\nnonlocal c",
    "assert a, b",
    "raise a from b",
    "raise",
    "raise a, b",
    "x;y;\nz",
    "if a: b; c\nelse: d",
    "while a: pass\nelse: pass",
    "if a:\n b\nelif c:\n d\nelif e: f\nelse:\n g\n",
    "\x0cx\n\x0c\n",
    "if 1:\n  x\n\x0c  y\n",
    "x = \\\n 1",
    "\\\nx",
    "  \\\n  x",
    "if 1:\n  \\\n   x\n",
    "x \\ y",
    "if 1:\n x\n  y",
    "if 1:\n  x\n y",
    " x",
    "x)",
    "(x",
    "(]",
    "x = $",
    "x = ?",
    "a!b",
    "x!",
    "\tx",
    "if 1:\n\tx\n        y",
    "if 1:\n        x\n\ty",
    "pass\r\nx\ry\n",
    "'''\r\n'''",
    "x\n#c",
    "...",
    "a...b",
    "a. b",
    "a .b",
    "1 .real",
    "1..real",
    "None.a = 1",
    "None = 1",
    "True: int",
    "print x",
    "exec 'a'",
    "a b",
    "def f(x):\n",
    "class A:\n  pass\n  \n",
    "else: pass",
    "pass\n  ",
    "x\n    # c\n  ",
    "except A, B: pass",
    "try: pass\nexcept A, B: pass",
    "async x",
    "await x",
    "await await x",
    "def f(a, (b, c)): pass",
    "0xZ",
    "@",
    "é€",
    "€",
    "a\xa0b",
    "x\x0b",
    "(a\n b)",
    "f(a\n=1)",
    "nonlocal",
    "lambda a,: 1",
    "lambda *a, **b,: 1",
    "lambda *: 1",
    "lambda a=1, b: 1",
    "def f(a,/,b,/): pass",
    "def f(/): pass",
    "def f(*a,*b): pass",
    "def f(**a, b): pass",
    "def f(a)(b): pass",
    "f(a)(b)[c].d",
    "x = (yield) = y",
    "(a, b): int",
    "a = yield = b",
]


def outcome(parser: Callable[..., ast.AST], source: str | bytes, **options: Any) -> object:
    """The dump of the tree, or the exception's type and message."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.dump(parser(source, **options), include_attributes=True)
        except (SyntaxError, ValueError) as error:
            return type(error), str(error)


@pytest.mark.parametrize("source", FILES)
def test_files(source: str) -> None:
    assert outcome(parse, source) == outcome(ast.parse, source)


@pytest.mark.parametrize("source", EVAL)
def test_expressions(source: str) -> None:
    assert outcome(parse, source, mode="eval") == outcome(ast.parse, source, mode="eval")


@pytest.mark.parametrize("source", SINGLE)
def test_interactive_statements(source: str) -> None:
    assert outcome(parse, source, mode="single") == outcome(ast.parse, source, mode="single")


@pytest.mark.parametrize("source", FUNC_TYPE)
def test_signatures(source: str) -> None:
    assert outcome(parse, source, mode="func_type") == outcome(ast.parse, source, mode="func_type")


@pytest.mark.parametrize("source", TYPE_COMMENTS)
def test_type_comments(source: str) -> None:
    assert outcome(parse, source, type_comments=True) == outcome(ast.parse, source, type_comments=True)


@pytest.mark.parametrize(
    "source",
    [
        b"x",
        b"\xef\xbb\xbfx",
        b"# coding: latin-1\n'\xe9' + \xe9",
        b"#!/usr/bin/python\n# -*- coding: cp1252 -*-\nx = '\x80'",
        b"x\n# coding: latin-1\n",
        b"\n# coding: utf-8\n'\xc3\xa9'",
        b"# coding: nothing\n",
        b"\xef\xbb\xbf# coding: latin-1\n",
        b"# coding: ascii\n'\xe9'",
        b"#\xff\nx",
        b"'\xff'",
        b"\xff",
        b"x\0",
        b"a\r\nb\rc\n",
        b"'''a\r\nb\rc'''",
        "x\0",
        "\ufeffx",
        "\u00e9 = '\u20ac' + \ufb01",
    ],
)
def test_encodings_and_line_ends(source: str | bytes) -> None:
    assert outcome(parse, source) == outcome(ast.parse, source)


def test_lone_surrogates_cannot_be_encoded() -> None:
    with pytest.raises(UnicodeEncodeError):
        parse("'\ud800'")


def test_fields_are_in_the_hosts_order() -> None:
    source = "class A(B, c=d):\n  @e\n  def f(g: h = 1, *i, j, **k) -> l: return [m for n in o if p]\n"
    for mine, theirs in zip(ast.walk(parse(source)), ast.walk(ast.parse(source)), strict=True):
        assert list(vars(mine)) == list(vars(theirs))


def test_unknown_modes_are_refused() -> None:
    with pytest.raises(ValueError, match="mode must be"):
        parse("x", mode="file")


@pytest.mark.parametrize(
    "source", ["'\\d'", "b'\\d'", "1if 2else 3", "f'\\d{x}'", "0x1for x in y", "'\\400'", "r'\\d'"]
)
def test_warnings(source: str) -> None:
    def issued(parser: Callable[..., ast.AST]) -> list[tuple[type[Warning], str, int, str]]:
        with warnings.catch_warnings(record=True) as found:
            warnings.simplefilter("always")
            try:
                parser(source, "file.py")
            except SyntaxError:
                return []
        # CPython may warn twice about a number that it reads twice.
        return sorted({(w.category, str(w.message), w.lineno, w.filename) for w in found}, key=str)

    assert issued(parse) == issued(ast.parse)


def test_a_warning_as_an_error_is_a_syntax_error() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(SyntaxError, match="invalid escape sequence"):
            parse("x = '\\d'")


def test_collection_is_left_as_it_was() -> None:
    assert gc.isenabled()
    parse("x")
    with pytest.raises(SyntaxError):
        parse("x x")
    assert gc.isenabled()
    gc.disable()
    try:
        parse("x")
        assert not gc.isenabled()
    finally:
        gc.enable()
