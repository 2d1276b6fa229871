"""The ops by family, in whole small programs: results, exceptions and the places they point at are the host's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Same = Callable[[str], None]

OPERANDS = ["1", "-7", "2.5", "True", "'ab'", "b'a'", "[1]", "(1,)", "{1}", "{'k': 1}", "None", "2 ** 70", "1j", "O()"]
DEFINITIONS = """
class O:
    def __add__(self, other): return "add", type(other).__name__
    def __radd__(self, other): return "radd", type(other).__name__
    def __iadd__(self, other): return "iadd", type(other).__name__
    def __mul__(self, other): return NotImplemented
    def __lt__(self, other): return "lt"
    def __eq__(self, other): raise ValueError("eq")
    def __neg__(self): return "neg"
    def __bool__(self): raise OSError("bool")
    def __repr__(self): return "O()"
    __hash__ = None
"""


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "//", "%", "@", "**", "<<", ">>", "&", "|", "^"])
def test_binary_and_inplace(same: Same, operator: str) -> None:
    lines = [DEFINITIONS, "operands = lambda: [" + ", ".join(OPERANDS) + "]", "def run(a, b):"]
    lines += ["    try:", f"        log.append(repr(a {operator} b))", "    except Exception as error:"]
    lines += ["        log.append(repr(error))"]
    lines += ["    try:", f"        a {operator}= b", "        log.append(repr(a))", "    except Exception as error:"]
    lines += ["        log.append(repr(error))", "count = len(operands())"]
    lines += ["for i in range(count):", "    for j in range(count):"]
    if operator in ("**", "<<"):
        lines += ["        if i == 11 or j == 11: continue"]
    lines += ["        run(operands()[i], operands()[j])"]
    same("\n".join(lines))


@pytest.mark.parametrize("operator", ["<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in"])
def test_compare_and_branch(same: Same, operator: str) -> None:
    lines = [DEFINITIONS, "operands = [" + ", ".join(OPERANDS) + "]", "def run(a, b):"]
    lines += ["    try:", f"        log.append(repr(a {operator} b))", "    except Exception as error:"]
    lines += ["        log.append(repr(error))"]
    lines += ["    try:", f"        if a {operator} b: log.append('yes')", "        else: log.append('no')"]
    lines += ["    except Exception as error:", "        log.append(repr(error))"]
    lines += ["    try:", f"        while not (a {operator} b):", "            log.append('round'); break"]
    lines += ["    except Exception as error:", "        log.append(repr(error))"]
    lines += ["for a in operands:", "    for b in operands:", "        run(a, b)"]
    same("\n".join(lines))


def test_unary(same: Same) -> None:
    lines = [DEFINITIONS]
    for operand in OPERANDS:
        for operator in ("-", "+", "~", "not "):
            lines += ["try:", f"    log.append(repr({operator}({operand})))", "except Exception as error:"]
            lines += ["    log.append(repr(error))"]
    same("\n".join(lines))


FAMILIES: dict[str, list[str]] = {
    "names": [
        "result = nothing",
        "def f():\n    return nothing\nf()",
        "def f():\n    print(x)\n    x = 1\nf()",
        "def f():\n    x = 1\n    del x\n    return x\nf()",
        "def f():\n    del x\n    x = 1\nf()",
        "def f():\n    def g(): return x\n    return g()\n    x = 1\nf()",
        "def f():\n    x = 1\n    def g():\n        nonlocal x\n        del x\n    g()\n    return x\nf()",
        "def f():\n    x = 1\n    def g():\n        nonlocal x\n        del x\n        del x\n    g()\nf()",
        "global x\ndel x",
        "def f():\n    global y\n    del y\nf()",
        "class C:\n    del x",
        "x = 1\nclass C:\n    y = x\n    x = 2\n    result = y, x\n    del x\n    z = x\nresult = C.y, C.z",
        "def f(x):\n    class C:\n        y = x\n        x = 3\n    return C.y, C.x\nresult = f(5)",
    ],
    "attributes": [
        "class C: __slots__ = ('a',)\nc = C()\nc.a = 1\nlog.append(c.a)\ndel c.a\nc.a",
        "class C: pass\nC().missing",
        "class C: pass\nc = C()\ndel c.missing",
        "(1).x = 2",
        "None.x",
        "class C:\n    @property\n    def p(self): return 1\nC().p = 2",
        "class C:\n    def __getattr__(self, name): return name * 2\nresult = C().ab",
        "import sys\nsys.no_such_thing",
    ],
    "items": [
        "[1, 2][5]",
        "{}['k']",
        "(1, 2)['x']",
        "None[0]",
        "a = [1, 2, 3]\na[0:2] = 'xyz'\ndel a[::2]\nresult = a, a[-1], a[True], 'abc'[::-1]",
        "(1,)[0] = 2",
        "a = {}\ndel a['k']",
        "del (1, 2)[0]",
        "class C:\n    def __getitem__(self, key): return key\nresult = C()[1:2, ...], C()[:], C()[::-1]",
        "[1][2 ** 70]",
    ],
    "displays": [
        "{[]: 1}",
        "{1, []}",
        "{**1}",
        "[*1]",
        "(*None,)",
        "{*1}",
        "result = {**{'a': 1}, 'a': 2, **{'b': 3}}, [*'ab', 1], {*(), 1}",
        "result = [1, 2, 3], (1, 2), {3}, {1: 2}, [], (), {}",
    ],
    "unpacking": [
        "a, b = 1",
        "a, b = [1]",
        "a, b = [1, 2, 3]",
        "a, b = iter([1, 2, 3])",
        "a, *b = ()",
        "a, *b, c = 'xyz'\nresult = a, b, c",
        "[a, (b, c)], d = (1, 'xy'), 2\nresult = a, b, c, d",
        "class C:\n    def __iter__(self): raise KeyError('iter')\na, b = C()",
        "class C:\n    def __iter__(self): return 5\na, b = C()",
        "class C:\n    def __getitem__(self, i):\n        if i > 1: raise IndexError\n        return i\n"
        "a, b = C()\nresult = a, b",
        "for a, b in [1]: pass",
        "(a, b), c = 1, 2",
    ],
    "iteration": [
        "for x in 1: pass",
        "for x in None: log.append(x)",
        "def g():\n    yield 1\n    raise ValueError('in iteration')\nfor x in g(): log.append(x)",
        "class C:\n    def __iter__(self): return self\n    def __next__(self): raise KeyError\nfor x in C(): pass",
        "a = {1: 2}\nfor x in a: a[x + 1] = 1",
        "result = [x for x in 5]",
        "result = [y for x in [1] for y in x]",
        "i = iter([1])\nfor x in i: pass\nfor x in i: log.append('again')\nresult = list(i)",
    ],
    "calls": [
        "def f(a, b): pass\nf()",
        "def f(a, b): pass\nf(1)",
        "def f(a, b): pass\nf(1, 2, 3)",
        "def f(a, b=1, *, c): pass\nf(1)",
        "def f(a, /): pass\nf(a=1)",
        "def f(a): pass\nf(1, a=2)",
        "def f(a): pass\nf(b=2)",
        "def f(**k): return k\nresult = f(**{'a': 1}, b=2)",
        "def f(**k): pass\nf(**{'a': 1}, a=2)",
        "def f(**k): pass\nf(**{'a': 1}, **{'a': 2})",
        "def f(**k): pass\nf(**{1: 2})",
        "def f(*a): return a\nresult = f(*'ab', 1, *[2])",
        "def f(): pass\nf(*1)",
        "def f(): pass\nf(**1)",
        "1()",
        "'x'.upper(1)",
        "len()",
        "class C:\n    def m(self, a): return a\nC().m()",
        "class C:\n    def m(self, a): return a\nC.m(1, 2)\nresult = C().m(a=1)",
        "class C:\n    def __init__(self, a): self.a = a\nlog.append(C(1).a)\nC()",
        "class C:\n    def __init__(self): return 1\nC()",
        "class C:\n    def __new__(cls, *a): return a\nresult = C(1, 2)",
        "class C:\n    def __call__(self, *a, **k): return a, k\nresult = C()(1, x=2)",
        "class C:\n    @staticmethod\n    def s(a): return a\n    @classmethod\n"
        "    def c(cls, a): return cls.__name__, a\n"
        "result = C.s(1), C().s(2), C.c(3), C().c(4)",
        "import functools\nresult = functools.partial(lambda a, b: (a, b), 1)(b=2)",
        "result = (lambda a, b=2, *c, d=4, **e: (a, b, c, d, e))(1, *[], **{})",
        "def f(n): return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as error:\n    result = 'deep'",
        "def f(a=[]):\n    a.append(1)\n    return a\nf()\nresult = f(), f.__defaults__",
        "def f(a=1, *, b=2): return a, b\nf.__defaults__ = (3,)\nf.__kwdefaults__ = {'b': 4}\nresult = f(), f(b=5)",
    ],
    "super": [
        "class A:\n    def m(self): return 'A'\nclass B(A):\n    def m(self): return super().m() + 'B'\n"
        "result = B().m()",
        "def f(): super()\nf()",
        "class A:\n    def m(): super().x\nA.m()",
        "class A:\n    def m(self):\n        del self\n        super()\nA().m()",
        "class A:\n    def m(self): super().missing\nA().m()",
        "class A:\n    def m(self): return super(A, self).__repr__.__name__\nresult = A().m()",
        "class A:\n    @classmethod\n    def m(cls): return super().__name__ if 0 else cls\nresult = A.m() is A",
        "class M(type):\n    def __new__(m, name, bases, names):\n"
        "        cls = super().__new__(m, name, bases, names)\n"
        "        cls.seen = True\n        return cls\nclass A(metaclass=M): pass\nresult = A.seen",
    ],
    "strings": [
        "result = f'{1!r:>5}|{\"a\"!s}|{[1]!a}|{1.5:.3f}|{{}}|{1}{2}'",
        "f'{1:x y}'",
        "f'{[]:>5}'",
        "w = 8\nresult = f'{\"x\":>{w}}'",
        "class C:\n    def __format__(self, spec): return 5\nf'{C()}'",
        "class C:\n    def __str__(self): raise KeyError('str')\nf'{C()!s}'",
        "x = 'a'\nfor i in range(100): x += str(i)\nresult = len(x), x[:5]",
        "x = y = 'a'\nx += 'b'\nresult = x, y",
        "x = 'a'\nx += 1",
    ],
    "exceptions": [
        "raise",
        "raise 1",
        "raise ValueError",
        "raise ValueError('x') from KeyError('y')",
        "raise ValueError from None",
        "raise ValueError from 1",
        "raise ValueError('x') from 1",
        "class C:\n    def __new__(cls): return 1\nclass E(Exception):\n    def __new__(cls): return 1\nraise E",
        "try:\n    1 / 0\nexcept 1:\n    pass",
        "try:\n    1 / 0\nexcept (KeyError, 'x'):\n    pass",
        "try:\n    1 / 0\nexcept KeyError:\n    pass",
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise",
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('second')",
        "try:\n    try:\n        1 / 0\n    finally:\n        {}['k']\nexcept KeyError as e:\n"
        "    result = repr(e.__context__)",
        "try:\n    pass\nexcept ZeroDivisionError as e:\n    pass\ne",
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    pass\ne",
        "def f():\n    try:\n        return 1\n    finally:\n        return 2\nresult = f()",
        "def f():\n    for i in range(3):\n        try:\n            1 / 0\n        except ZeroDivisionError:\n"
        "            continue\n        finally:\n            log.append(i)\nf()",
        "assert 1 == 2, 'message'",
        "assert []",
        "assert (1, 2) == (1, 2)",
        "AssertionError = None\nassert 0",
    ],
    "groups": [
        "raise ExceptionGroup('g', [ValueError(1), TypeError(2)])",
        "try:\n    raise ExceptionGroup('g', [ValueError(1), TypeError(2)])\nexcept* ValueError as e:\n"
        "    log.append(repr(e))",
        "try:\n    raise ValueError(1)\nexcept* ValueError as e:\n    log.append(repr(e))",
        "try:\n    raise ValueError(1)\nexcept* KeyError as e:\n    pass",
        "try:\n    raise ExceptionGroup('g', [ValueError(1)])\nexcept* ValueError:\n    raise",
        "try:\n    raise ExceptionGroup('g', [ValueError(1), KeyError(2)])\nexcept* ValueError:\n    raise OSError(3)",
        "try:\n    raise ExceptionGroup('g', [ValueError(1)])\nexcept* ExceptionGroup:\n    pass",
    ],
    "contexts": [
        "with 1: pass",
        "class C:\n    def __enter__(self): pass\nwith C(): pass",
        "class C:\n    def __exit__(self, *a): pass\nwith C(): pass",
        "class C:\n    def __enter__(self): return self\n    def __exit__(self, *a): log.append(a[0]); return True\n"
        "with C() as c:\n    1 / 0\nresult = 'suppressed'",
        "class C:\n    def __enter__(self): return self\n    def __exit__(self, *a): raise KeyError('exit')\n"
        "with C():\n    1 / 0",
        "class C:\n    def __enter__(self): raise KeyError('enter')\n    def __exit__(self, *a): log.append('never')\n"
        "with C(): pass",
        "class C:\n    def __enter__(self): return 1\n    def __exit__(self, *a): log.append(a)\n"
        "def f():\n    with C() as x:\n        return x\nresult = f()",
    ],
    "imports": [
        "import no_such_module",
        "import os.no_such_module",
        "from os import no_such_name",
        "from os.path import join as j, split\nresult = j('a', 'b'), split('a/b')",
        "import os.path as p, sys\nresult = p.__name__ in ('posixpath', 'ntpath'), sys.__name__",
        "from . import x",
        "from math import *\nresult = floor(1.5)",
    ],
    "matching": [
        "match [1, 2, 3]:\n    case [1, *rest]: result = rest",
        "match {'a': 1, 'b': 2}:\n    case {'a': x, **rest}: result = x, rest",
        "class P:\n    __match_args__ = ('x', 'y')\n    def __init__(self): self.x = 1; self.y = 2\n"
        "match P():\n    case P(1, y=z): result = z",
        "class P: pass\nmatch P():\n    case P(1): pass",
        "match 1:\n    case int(x): result = x",
        "match 1:\n    case str() | bytes(): pass\n    case int() as n if n > 5: pass\n    case _: result = 'else'",
        "match 'abc':\n    case [*_]: result = 'sequence'\n    case _: result = 'no sequence'",
        "match 1:\n    case 1.0: result = 'equal'",
        "x = 5\nmatch x:\n    case x.real: result = 'value'",
        "class P:\n    __match_args__ = ['x']\nmatch P():\n    case P(1): pass",
        "class P:\n    __match_args__ = ('x',)\n    x = 1\nmatch P():\n    case P(1, x=1): pass",
        "match (1, (2, 3)):\n    case (a, (b, c)) if a > b: result = 'no'\n    case (a, (b, c)): result = a, b, c",
        "x = 1\nmatch 5:\n    case {}: pass\nresult = x",
    ],
    "types of C code in messages": [
        "import datetime\na, b = datetime.date(2020, 1, 1)",
        "import datetime\nwith datetime.date(2020, 1, 1): pass",
        "import datetime\n[*datetime.date(2020, 1, 1)]",
        "import datetime\n{**datetime.date(2020, 1, 1)}",
        "import datetime\nprint(*datetime.date(2020, 1, 1))",
        "import datetime\nprint(**datetime.date(2020, 1, 1))",
        "import datetime\nasync def f(): await datetime.date(2020, 1, 1)\nf().send(None)",
        "import io\nasync def f():\n    async with io.StringIO(): pass\nf().send(None)",
        "import io\nasync def f():\n    async for x in io.StringIO(): pass\nf().send(None)",
    ],
    "truth": [
        "class C:\n    def __bool__(self): return 1\nif C(): pass",
        "class C:\n    def __len__(self): return -1\nnot C()",
        "class C:\n    def __bool__(self): raise KeyError('bool')\nresult = C() and 1",
        "class C:\n    def __bool__(self): raise KeyError('bool')\nwhile C(): pass",
        "result = [a and b or not a for a in (0, 1, [], 'x', None) for b in (0, 'y')]",
        "result = 1 < 2 < 3, 1 < 2 > 5, 1 if [] else 2",
    ],
}


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize(
    "source",
    [
        pytest.param(text, id=f"{family}-{number}")
        for family, texts in FAMILIES.items()
        for number, text in enumerate(texts)
    ],
)
def test_family(same: Same, source: str) -> None:
    same(source)
    # the same within a function, where names are slots
    if "result" in source and "class" not in source and "global" not in source and "import *" not in source:
        body = "\n".join("    " + line for line in source.split("\n"))
        same(f"def wrapped():\n{body}\n    return result\nresult = wrapped()")
