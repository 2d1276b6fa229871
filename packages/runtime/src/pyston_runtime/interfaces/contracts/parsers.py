"""The contract of `interfaces.parser.Parser`: the host's own parser is the oracle."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable
from typing import Final

from pyston_runtime.interfaces.parser import Parser

#: Programs of every version that is supported.
PROGRAMS: Final[tuple[str | bytes, ...]] = (
    "",
    "# nothing but a comment",
    "x = 1, 2.5, 3j, True, None, ..., 'é', b'\\xff', 0x10, 1_000\n",
    "f'{x!r:>{width}}{y=}' 'and more'\n",
    "for i in range(3):\n    if i: continue\n    else: break\nelse: pass\nwhile x: x -= 1\n",
    "def f(a, /, b: int = 1, *c, d, e=2, **g) -> None: 'doc'; return lambda x, *y: x\n",
    "@d\nclass C(B, metaclass=M):\n    x: int = 1\n    del x\n",
    "async def f():\n    async with a as b, c: await d\n    async for x in y: yield x\n    return\n",
    "try: pass\nexcept* (A, B) as e: raise e from None\nfinally: pass\n",
    "match x:\n    case {'a': 1, **r} if y: pass\n    case [_, *_] | C(1, b=-2) | None: pass\n",
    "with (a as b, c): from . import d as e, f\nglobal g; import h.i as j\nassert x, y\n",
    "x[1:2, ::3, *y] = {**a, 'b': 1} | {*c} | {k: v for k, v in d if k if v}\n(y := 1)\nx @= a if b else not c\n",
    b"# coding: latin-1\nx = '\xe9'\n",
    b"\xef\xbb\xbfx = 1\r\ny = 2\r\n",
    "if x:\n\tif y:\n\t\tpass\n",
)

#: What is no program; the host says why.
MISTAKES: Final[tuple[str | bytes, ...]] = (
    "x = = 1",
    "(",
    "x)",
    "if 1:\npass",
    "  x",
    "if 1:\n\tx\n        y",
    "'",
    "f(a for a in b, c)",
    "1 = x",
    "print 'x'",
    "def f(a, a=1, b): pass",
    "f(**a, *b)",
    "x = 1__0",
    "if x = 1: pass",
    "{1: 2, 3}",
    "async x",
    "€ = 1",
    "x\0y",
    b"# coding: foo",
    b"'\xff'",
)


class ParserContract:
    """What any parser must do; a subclass says how one is made."""

    def parser(self) -> Parser:
        """A parser under test."""
        raise NotImplementedError

    def test_name(self) -> None:
        """`--parser` needs one word."""
        name = self.parser().name
        assert name and name.split() == [name] and "," not in name

    def test_trees(self) -> None:
        """The same trees as the host, ranges included, which the host can compile."""
        parser = self.parser()
        for source in PROGRAMS:
            tree = parser.parse(source, "name")
            expected = ast.parse(source, "name")
            assert _shown(tree) == _shown(expected), source
            assert type(tree) is ast.Module
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(tree, "name", "exec", dont_inherit=True)

    def test_modes(self) -> None:
        """Each mode has its root."""
        parser = self.parser()
        cases = (("x + 1", "eval"), ("x = 1", "single"), ("if x:\n  pass\n\n", "single"), ("(int) -> str", "func_type"))
        for source, mode in cases:
            assert _shown(parser.parse(source, "name", mode)) == _shown(ast.parse(source, "name", mode)), source

    def test_type_comments(self) -> None:
        """Type comments are kept only when they are asked for."""
        source = "x = 1 # type: int\ny = 2 # type: ignore[a]\n"
        parser = self.parser()
        for wanted in (False, True):
            expected = ast.parse(source, "name", type_comments=wanted)
            assert _shown(parser.parse(source, "name", type_comments=wanted)) == _shown(expected)

    def test_feature_version(self) -> None:
        """An older grammar refuses what came after it; with which words is the parser's choice."""
        parser = self.parser()
        source = "match x:\n    case 1: pass"
        assert _outcome(lambda: parser.parse(source, "name", feature_version=(3, 9)))[0] == "SyntaxError"
        tree = parser.parse("x = y", "name", feature_version=(3, 9))
        assert _shown(tree) == _shown(ast.parse("x = y"))

    def test_errors(self) -> None:
        """The host's exceptions: type, words and ranges."""
        parser = self.parser()
        for source in MISTAKES:
            expected = _outcome(_parse_with_host, source)
            assert expected[0] != "tree", source
            assert _outcome(parser.parse, source, "name") == expected, source

    def test_depth(self) -> None:
        """No input may take the process down."""
        parser = self.parser()
        for source in ("(" * 5000, "[" * 150 + "]" * 150, "x = " + "-" * 3000 + "1", "if x:\n" * 2):
            kind = _outcome(parser.parse, source, "name")[0]
            assert kind in ("tree", "SyntaxError", "IndentationError", "MemoryError", "RecursionError"), source[:9]

    def test_many(self) -> None:
        """A parser keeps nothing of what it parsed before."""
        parser = self.parser()
        assert _outcome(parser.parse, "x = (", "name")[0] == "SyntaxError"
        assert _shown(parser.parse("x", "name")) == _shown(ast.parse("x"))


def _parse_with_host(source: str | bytes) -> ast.AST:
    tree: ast.AST = ast.parse(source, "name")
    return tree


def _shown(tree: ast.AST) -> str:
    return ast.dump(tree, include_attributes=True)


def _outcome(parse: Callable[..., ast.AST], *arguments: object) -> tuple[object, ...]:
    """The tree, or the exception with all that it says."""
    try:
        return "tree", _shown(parse(*arguments))
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return type(error).__name__, str(error), error.args
