"""The embedding API, statistics, limits, signals, lifetimes."""

from __future__ import annotations

import builtins
import gc
import os
import signal
import sys
import weakref
from types import SimpleNamespace

import pytest

import ast_interp
from ast_interp import Interpreter
from ast_interp.run.entry import bind_unit
from ast_interp.run.stepping import advance, begin, finish
from pyston_runtime.parsers.host import HostParser


def interpreter() -> Interpreter:
    return Interpreter(HostParser())


def run(source: str, **names: object) -> dict[str, object]:
    return ast_interp.run(source, {"__name__": "guest", **names}, parser=HostParser())


def test_run() -> None:
    assert ast_interp.run("answer = 6 * 7")["answer"] == 42
    namespace: dict[str, object] = {"x": 1}
    assert ast_interp.run("y = x + 1", namespace) is namespace
    assert namespace["y"] == 2
    with pytest.raises(SyntaxError):
        ast_interp.run("x = = 1")
    with pytest.raises(ZeroDivisionError):
        ast_interp.run("1 / 0")


def test_statistics() -> None:
    made = interpreter()
    source = "def f(n):\n    for x in range(n): pass\n\nclass C: pass\nf(5)\nf(3)\n[y for y in range(4)]"
    namespace: dict[str, object] = {}
    made.execute(made.compile(source, "name"), namespace)
    statistics = made.statistics()
    assert statistics["totals"] == {"units": 3, "entries": 4, "back_edges": 12}
    assert statistics["collected"] == {"units": 0, "entries": 0, "back_edges": 0}
    units = statistics["units"]
    assert isinstance(units, list)
    assert units[0] == {
        "name": "f",
        "file": "name",
        "line": 1,
        "kind": "function",
        "entries": 2,
        "back_edges": 8,
        "tier": "interp",
    }
    assert [(unit["name"], unit["kind"]) for unit in units[1:]] == [("<module>", "module"), ("C", "class")]
    tiers = statistics["tiers"]
    assert isinstance(tiers, dict) and list(tiers) == ["interp"]


def test_statistics_of_what_is_gone() -> None:
    made = interpreter()
    for _ in range(10):
        made.execute(made.compile("for x in range(3): pass", "name"), {})
    gc.collect()
    statistics = made.statistics()
    assert statistics["units"] == []
    assert statistics["collected"] == statistics["totals"] == {"units": 10, "entries": 10, "back_edges": 30}


def test_interpreters_count_apart() -> None:
    one, other = interpreter(), interpreter()
    namespace: dict[str, object] = {}
    one.execute(one.compile("def f(): pass\nf()", "name"), namespace)
    assert other.statistics()["units"] == []


def test_a_unit_of_several_globals_counts_once() -> None:
    made = interpreter()
    unit = made.compile("x = 1", "name")
    for _ in range(3):
        made.execute(unit, {})
    units = made.statistics()["units"]
    assert isinstance(units, list)
    assert [(one["name"], one["entries"]) for one in units] == [("<module>", 3)]


def test_recursion_limit() -> None:
    limit = sys.getrecursionlimit()
    try:
        result = run(
            "import sys\nsys.setrecursionlimit(300)\ndef f(n):\n    global deepest\n    deepest = n\n"
            "    return f(n + 1)\n"
            "try:\n    f(0)\nexcept RecursionError as error:\n    message = str(error)\n"
            "def g(n): return n if n == 0 else g(n - 1)\nafter = g(50)"
        )
    finally:
        run(f"import sys; sys.setrecursionlimit({limit})")
    assert str(result["message"]).startswith("maximum recursion depth exceeded")
    assert isinstance(result["deepest"], int) and 100 < result["deepest"] <= 300
    assert result["after"] == 0


def test_deep_recursion_uses_no_host_stack() -> None:
    limit = sys.getrecursionlimit()
    source = "import sys\nsys.setrecursionlimit(50_000)\ndef f(n): return 0 if n == 0 else f(n - 1) + 1\n"
    try:
        assert run(source + "x = f(40_000)")["x"] == 40_000
    finally:
        run(f"import sys; sys.setrecursionlimit({limit})")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs POSIX timers")
@pytest.mark.parametrize("body", ["while True: pass", "def f(): pass\nwhile True: f()", "[0 for x in iter(int, 1)]"])
def test_a_loop_can_be_interrupted(body: str) -> None:
    class Alarm(Exception):
        pass

    def ring(number: int, frame: object) -> None:
        raise Alarm

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with pytest.raises(Alarm):
            run(body)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs signals")
def test_an_interrupt_leaves_each_with_block_once() -> None:
    """The jump of `continue` lets signals in when the block has been left already."""
    source = (
        "class C:\n    def __enter__(self): inside.append(1)\n    def __exit__(self, *details): inside.pop()\n"
        "for n in range(100_000):\n    with C():\n        if n == 255: strike()\n        continue\n"
    )
    for moment in range(200, 300, 7):
        inside: list[int] = []

        def strike() -> None:
            signal.raise_signal(signal.SIGINT)

        with pytest.raises(KeyboardInterrupt):
            run(source.replace("255", str(moment)), inside=inside, strike=strike)
        assert inside == []


def test_a_returned_frame_keeps_nothing() -> None:
    class Thing:
        pass

    things: list[weakref.ref[Thing]] = []

    def make() -> Thing:
        thing = Thing()
        thing.inner = SimpleNamespace(attribute=1)  # type: ignore[attr-defined]
        things.append(weakref.ref(thing))
        return thing

    run(
        "def local():\n    x = make()\n    return 1\n"
        "def matched():\n    match make():\n        case object(inner=y): return 1\n"
        "def looped():\n    for x in [make()]:\n        for y in [x]: return 1\n"
        "def failing():\n    x = make()\n    raise ValueError\n"
        "def caught():\n    try:\n        failing()\n    except ValueError as e:\n        return 1\n"
        "def superseded():\n    for i in [1]:\n        try:\n            return make()\n"
        "        finally:\n            continue\n"
        "def bound():\n    m = make().inner.__str__\n    m()\n"
        "def unpacked():\n    a, *b = make(), make()\n    return len(b)\n"
        "for f in (local, matched, looped, caught, superseded, bound, unpacked):\n    f()\n    f()\n"
        "    alive = [t for t in things if t() is not None]\n    assert not alive, f\n",
        make=make,
        things=things,
    )


def test_stepping_leaves_the_host_as_it_is() -> None:
    unit = interpreter().compile("try:\n    1 / 0\nexcept ZeroDivisionError:\n    x = 1\n    y = 2\n", "name")
    namespace: dict[str, object] = {"__builtins__": builtins}
    stand = begin(bind_unit(unit, namespace, builtins.__dict__))
    handled = []
    while stand.op is not None:
        advance(stand, 1)
        assert sys.exception() is None
        handled.append(stand.handled is not None)
    assert True in handled
    assert not handled[-1]
    assert finish(stand) is None
    assert namespace["y"] == 2
