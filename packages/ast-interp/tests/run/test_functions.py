"""Guest functions are the host's: signatures, TypeErrors, attributes, closures beside many locals."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest

from ast_interp import Interpreter
from pyston_runtime.parsers.host import HostParser

PARAMETERS = [
    "",
    "a",
    "a, b=1",
    "a, /",
    "a, b=1, /, c=2, *d, e, f=3, **g",
    "*a",
    "**a",
    "*, a, b=1",
    "a: int = 1, *b: str, c: 'x' = 2, **d: None",
]
CALLS: list[tuple[tuple[int, ...], dict[str, int]]] = [
    ((), {}),
    ((1,), {}),
    ((1, 2), {}),
    ((1, 2, 3, 4), {}),
    ((), {"a": 1}),
    ((1,), {"a": 1}),
    ((1,), {"b": 2}),
    ((1, 2), {"e": 5}),
    ((1, 2), {"e": 5, "x": 6}),
    ((), {"a": 1, "c": 2}),
    ((), {"wrong": 1}),
]


def both(source: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The namespaces that a program makes here and on the host."""
    ours: dict[str, Any] = {"__name__": "guest"}
    theirs: dict[str, Any] = {"__name__": "guest"}
    interpreter = Interpreter(HostParser())
    interpreter.execute(interpreter.compile(source, "guest.py"), ours)
    exec(compile(source, "guest.py", "exec", dont_inherit=True), theirs)
    return ours, theirs


def outcome(function: Callable[..., object], arguments: tuple[object, ...], keywords: dict[str, Any]) -> object:
    try:
        return function(*arguments, **keywords)
    except TypeError as error:
        return str(error)


@pytest.mark.parametrize("parameters", PARAMETERS)
@pytest.mark.parametrize("where", ["module", "method", "lambda", "generator", "coroutine"])
def test_signatures_and_errors(parameters: str, where: str) -> None:
    if where == "lambda":
        if ":" in parameters:
            return
        source = f"f = lambda {parameters}: 1"
    elif where == "method":
        source = f"class C:\n    @staticmethod\n    def f({parameters}): 'doc'; return 1\nf = C.f"
    elif where == "generator":
        source = f"def f({parameters}): yield 1"
    elif where == "coroutine":
        source = f"async def f({parameters}): return 1"
    else:
        source = f"def f({parameters}):\n    'doc'\n    return 1"
    ours, theirs = both(source)
    function, expected = ours["f"], theirs["f"]
    assert type(function) is FunctionType
    assert inspect.signature(function) == inspect.signature(expected)
    for name in (
        "__name__",
        "__qualname__",
        "__module__",
        "__doc__",
        "__defaults__",
        "__kwdefaults__",
        "__annotations__",
    ):
        assert getattr(function, name) == getattr(expected, name), name
    code, expected_code = function.__code__, expected.__code__
    for name in ("co_argcount", "co_flags", "co_firstlineno", "co_filename", "co_name", "co_qualname", "co_freevars"):
        assert getattr(code, name) == getattr(expected_code, name), name
    for arguments, keywords in CALLS:
        actual = outcome(function, arguments, keywords)
        if where in ("generator", "coroutine"):
            wanted = outcome(expected, arguments, keywords)
            assert type(actual) is type(wanted)
            assert isinstance(actual, str) is isinstance(wanted, str)
            for made in (actual, wanted):
                if not isinstance(made, str):
                    made.close()  # type: ignore[attr-defined]
        else:
            assert actual == outcome(expected, arguments, keywords)


@pytest.mark.parametrize("count", [0, 3, 250, 256, 300, 2000])
def test_free_variables_beside_many_locals(count: int) -> None:
    assigned = "".join(f"        x{index} = {index}\n" for index in range(count))
    source = (
        f"def outer(a, b):\n    c = a + b\n    def f(d):\n{assigned}        return a, b, c, d, locals()\n    return f\n"
    )
    source += "f = outer(1, 2)\nresult = f(3), list(map(f, [4]))\n"
    ours, theirs = both(source)
    assert ours["result"] == theirs["result"]


def test_more_slots_than_a_byte_holds() -> None:
    names = [f"v{index}" for index in range(400)]
    source = "def f(" + ", ".join(names) + "):\n    return " + " + ".join(names) + "\nresult = f(*range(400))"
    ours, theirs = both(source)
    assert ours["result"] == theirs["result"]


def test_attributes_can_be_set() -> None:
    ours, theirs = both(
        "def f(a, b=1): return a, b\nf.note = 'x'\nf.__defaults__ = (2,)\nf.__name__ = 'g'\n"
        "f.__doc__ = 'new'\nresult = f(0), f.note, f.__name__, f.__doc__, repr(f)[:11]"
    )
    assert ours["result"] == theirs["result"]


def test_bound_in_other_globals() -> None:
    ours, theirs = both(
        "from types import FunctionType\nx = 1\ndef f(): return x\n"
        "g = FunctionType(f.__code__, {'x': 2, '__builtins__': __builtins__})\nresult = f(), g(), f(), g()"
    )
    assert ours["result"] == theirs["result"] == (1, 2, 1, 2)


def test_pickled_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from types import ModuleType

    module = ModuleType("guest")
    monkeypatch.setitem(sys.modules, "guest", module)
    interpreter = Interpreter(HostParser())
    interpreter.execute(interpreter.compile("def f(): return 1\nclass C: pass", "guest.py"), module.__dict__)
    assert pickle.loads(pickle.dumps(module.f)) is module.f
    assert pickle.loads(pickle.dumps(module.C)) is module.C
