"""Where each name lives, and what the symbol table refuses."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

import pytest

from ast_interp import dump_scopes
from ast_interp.scopes.analyse import analyse

if TYPE_CHECKING:
    from conftest import Case

CASES = "*.txt"

REFUSED = [
    "def f(a, a): pass",
    "def f():\n    x = 1\n    global x",
    "def f():\n    print(x)\n    global x",
    "def f(x):\n    global x",
    "def f(x):\n    nonlocal x",
    "def f():\n    nonlocal x",
    "nonlocal x",
    "def f():\n    global x\n    nonlocal x",
    "def f():\n    x: int\n    global x",
    "def f():\n    global x\n    x: int = 1",
    "class C:\n    nonlocal x",
    "def f():\n    def g():\n        nonlocal y\n        y = 1\n    x = 1",
    "[x := 1 for x in y]",
    "[a for a in (b := c)]",
    "class C: [x := a for a in b]",
    "lambda: (yield)\ndef f(): [(yield) for x in y]",
    "break",
    "continue",
    "def f():\n    while x:\n        def g(): break",
    "return 1",
    "class C: return 1",
    "yield 1",
    "await x",
    "def f(): await x",
    "def f():\n    async for x in y: pass",
    "async def f():\n    yield 1\n    return 2",
    "async def f(): yield from x",
    "from __future__ import nothing_like_it",
    "x = 1\nfrom __future__ import annotations",
    "def f(): from x import *",
    "__debug__ = 1",
    "def f(__debug__): pass",
    "del __debug__",
    "f(__debug__=1)",
    "x.__debug__ = 1",
    "try: pass\nexcept: pass\nexcept ValueError: pass",
    "for x in y:\n    try: pass\n    except* ValueError: break",
    "*a, *b = c",
    "*a = b",
    "f(*a for a in b)",
    "{**a for a in b}",
]


def test_places(case: Case) -> None:
    case.check(dump_scopes(ast.parse(case.source), "name"))


def host_error(source: str) -> tuple[object, ...] | None:
    try:
        compile(source, "name", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset
    return None


@pytest.mark.parametrize("source", REFUSED)
def test_refused(source: str) -> None:
    """The host's words and range, for what its parser accepts and its compiler does not."""
    expected = host_error(source)
    assert expected is not None
    try:
        tree = ast.parse(source, "name")
    except SyntaxError:
        return  # refused before scopes
    from ast_interp.lower.bodies import Lowering
    from pyston_runtime.interfaces.contracts.code import nested_units

    with pytest.raises(SyntaxError) as caught:
        list(nested_units(Lowering(analyse(tree, "name"), "name").unit(tree)))
    error = caught.value
    if "__debug__" in source and sys.version_info < (3, 12):
        assert error.msg == expected[0]  # 3.11 points at the whole statement or call around it
        return
    assert (error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset) == expected
