"""f-strings made by chance, compared with the host's: their positions are the hardest of all."""

from __future__ import annotations

import ast
import random
import sys
import warnings

import pytest

from pyston_parser import parse

PIECES = [
    "a", "{{", "}}", "\\n", "é", "\n", "  ", "\\x41", "{x}", "{ x}", "{\n x}", "{\n  \n x.y}", "{x!r}", "{x=}",
    "{ x = }",
    "{x:>{w}}", "{x:{w}}", "{x=:>{w}a}", "{x=!s:a}", "{(x,\n y)}", "{x:}", "{x:a{y}b{z}c}", "{f(1)+ b}", "\\N{BULLET}",
    "\\{x}", "{x:é}", "{é=}", "{x!r:}", "{yield x}", "{*a, b}", "{x:{y!r:}}", "\\\n", "{a[1]:b}", "{lambda: 1}",
    "{(lambda: 1)}", "{a!=b}", "{x==y}", "{x>=1}", "{  }", "{x", "}", "{{}}{x}{{", "{x:{{}}}", "{x:\n}", "{x:%H:%M}",
    '{"a"}', '{f"b{x}"}', "{x:\\n}",
]  # fmt: skip


def literal(chance: random.Random) -> str:
    """A string literal, most often an f-string."""
    text = "".join(chance.choices(PIECES, k=chance.randint(0, 4)))
    quote = chance.choice(["'", '"', '"""', "'''"])
    return chance.choice(["f", "F", "rf", "fR", "", "u", "f", "f", "b"]) + quote + text + quote


def outcome(parser: object, source: str) -> object:
    """The dump, or the exception's type."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.dump(parser(source), include_attributes=True)  # type: ignore[operator]
        except SyntaxError as error:
            return type(error)


@pytest.mark.parametrize("seed", range(20))
def test_runs_of_literals(seed: int) -> None:
    chance = random.Random(seed)
    valid = 0
    for _ in range(60):
        run = " ".join(literal(chance) for _ in range(chance.choice([1, 1, 2, 3])))
        source = chance.choice([f"x = ({run})\n", f"if 1:\n    (a,\n  {run})\n"])
        expected = outcome(ast.parse, source)
        valid += isinstance(expected, str)
        assert outcome(parse, source) == expected, source
    assert valid > 10


@pytest.mark.skipif(sys.version_info < (3, 12), reason="f-strings nest since 3.12")
def test_nested_quotes_and_comments() -> None:
    source = 'x = f"""{\n  f"{a["b"]:{"c"}}"  # why\n  }{ {"d": 1}["d"]!r:>{w}}"""\n'
    assert outcome(parse, source) == outcome(ast.parse, source)
