"""Where failures point: the range of every traceback entry is the host's, which differs between its versions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

#: `c` cannot be used for anything.
DEFINITIONS = """class C:
    def __bool__(self): raise KeyError
    def __iter__(self): raise KeyError
c = C()
f = 1
"""

FAILING = [
    "x = c if not c else 1",
    "if c == 1 and c: pass",
    "if 1 < c < 2: pass",
    "assert c and 0 == 1",
    "assert not 1 == 1 or 0",
    "while 1 == 1 and c: pass",
    "print(1, *c)",
    "print(*[1], *c)",
    "print(1, **c)",
    "{1, *[2], []}",
    "[1, *[2], c.x]",
    "try:\n  1/0\nexcept* 1:\n  pass",
    "if f(c) if c else 1: pass",
    "assert c if 0 else 0",
    "assert 0, f(1)",
    "x = (c and 1) if 1 else 2",
    "x = not (c and 1)",
    "[x for y in [1] if c == 2 for x in [1] if c]",
    "if c is None or c: pass",
    "match 1:\n  case x if 0 == 1 or c: pass",
    "async def f():\n  async for x in c: pass\nf().send(None)",
    "async def f():\n  [x async for x in c]\nf().send(None)",
    "async def f():\n  async with c: pass\nf().send(None)",
    "if c: pass",
    "if 1 and c: pass\nelse: pass",
    "if not c:\n  pass",
    "if 0: pass\nelif c: pass",
    "while c: pass",
    "x = 1 if c else 2",
    "[1 for x in [1] if c]",
    "assert c",
    "assert c, 1",
    "not c",
    "x = c or 1",
    "x = 1 and (c or 2)",
    "if c or 1: pass",
    "if (c if 1 else 2): pass",
    "assert not c",
    "assert 0",
    "assert 0 == 1",
    "for x in c: pass",
    "[x for x in c]",
    "[y for x in [1] for y in c]",
    "(y for y in c)",
    "[*c]",
    "x = {*c, 1}",
    "x = (1, *c)",
    "f(*c)",
    "for x in iter(c.__class__, 0):\n  break",
    "def g():\n    yield 1\n    raise KeyError\nfor x in g():\n    pass",
    "def g():\n    yield 1\n    raise KeyError\n[x for x in g()]",
    "def g():\n    yield 1\n    raise KeyError\n{x: y for y in [1] for x in g()}",
    "def g():\n    yield 1\n    raise KeyError\nlist(x for x in g())",
    "try:\n  c()\nexcept 1:\n  pass",
    "x: int = c.y",
    "for x, y in [(1,)]: pass",
    "[1 for x, y in [(1,)]]",
    "while 1:\n  if c:\n    break",
    "lambda: c\nmatch 1:\n  case x if c: pass",
    "with c: pass",
    "del c[0]",
    "c += 1",
    "x = f'{c:>{c.y}}'",
    "assert c == 2, c.x",
    "raise c",
    "import nothing_at_all",
    "from os import nothing",
    "class D(c): pass",
    "@c\ndef f(): pass",
    "@c\nclass D: pass",
    "def f(a: c.x): pass",
    "def f(a=c.x): pass",
    "a, b = c",
    "return_ = [c.a\n  .b]",
    "c.a.b.d",
    "c\\\n.x",
    "c[1][2]",
    "c(1)(2)",
    "-c",
    "c ** 2",
    "c < 1 < 2",
    "1 < c < 2",
    "1 in c",
    "print(*c)",
    "print(**c)",
    "x = [i for i in range(3) if i.z]",
    "global q\nq",
    "c.a = 1, 2 .b",
    "del zz",
    "del c.zz",
    "async def f(): await c\nf().send(None)",
]


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("source", FAILING)
def test_range(same: Callable[[str], None], source: str) -> None:
    same(DEFINITIONS + source)
