"""The contract of `interfaces.interpreter.Interpreter`: the built-in `compile` and `exec` are the oracle."""

from __future__ import annotations

import ast
import builtins
import json
import traceback
from collections.abc import Callable
from types import FunctionType, GeneratorType
from typing import Final, cast

from pyston_runtime.interfaces.code import EXPRESSION, INTERACTIVE, MODULE, CodeUnit
from pyston_runtime.interfaces.contracts.code import check_positions, check_unit, nested_units
from pyston_runtime.interfaces.events import UnitEvent
from pyston_runtime.interfaces.interpreter import Interpreter

#: Programs that leave what they found out in `result`.
PROGRAMS: Final = (
    "result = [i * i for i in range(5) if i % 2]",
    "def f(a, /, b=2, *c, d, e=5, **g): return a, b, c, d, e, g\nresult = f(1, d=4), f(1, 2, 3, d=4, h=6)",
    "class C:\n    kind = 'c'\n    def __init__(self): self.x = 1\n    @property\n    def y(self): return self.x + 1\n"
    "class D(C):\n    def __init__(self):\n        super().__init__()\n        self.x += 1\nresult = D().y, D.kind",
    "def g():\n    try:\n        got = yield 1\n        yield got\n    finally:\n        yield 'end'\n"
    "i = g()\nresult = [next(i), i.send(2), *i]",
    "try:\n    {}['key']\nexcept KeyError as error:\n    result = repr(error)\nelse:\n    result = None",
    "def outer():\n    count = 0\n    def inner():\n        nonlocal count\n        count += 1\n        return count\n"
    "    return inner\nf = outer()\nresult = f(), f()",
    "from math import floor as down\nresult = sorted([3, 1, 2], key=lambda x: -down(x))",
    "match {'a': [1, 2, 3]}:\n    case {'a': [first, *rest]}:\n        result = first, rest",
    "class M:\n    def __enter__(self): return 'in'\n    def __exit__(self, *a): return True\n"
    "with M() as result:\n    raise ValueError",
    "result = (lambda *a, **k: (a, k))(*[1], **{'x': 2}), f'{1 + 1:>3}', not 1 < 2 < 3, 'a' if [] else 'b'",
)


class InterpreterContract:
    """What any interpreter must do; a subclass says how one is made."""

    def interpreter(self) -> Interpreter:
        """An interpreter under test."""
        raise NotImplementedError

    def test_programs(self) -> None:
        """The same results as the host."""
        for source in PROGRAMS:
            assert _run(self.interpreter(), source)["result"] == _run_on_host(source), source

    def test_sources(self) -> None:
        """Text, bytes in any encoding and trees are compiled alike."""
        interpreter = self.interpreter()
        for source in ("x = 'é'", "# coding: latin-1\nx = '\xe9'".encode("latin-1"), ast.parse("x = 'é'")):
            namespace: dict[str, object] = {}
            interpreter.execute(interpreter.compile(source, "name"), namespace)
            assert namespace["x"] == "é"

    def test_modes(self) -> None:
        """An expression has a value; an interactive statement shows its own."""
        interpreter = self.interpreter()
        unit = interpreter.compile("x + 1", "name", "eval")
        assert unit.kind == EXPRESSION
        assert interpreter.execute(unit, {"x": 1}) == 2
        unit = interpreter.compile("y = x\n", "name", "single")
        assert unit.kind == INTERACTIVE
        namespace: dict[str, object] = {"x": 1}
        assert interpreter.execute(unit, namespace) is None
        assert namespace["y"] == 1
        assert interpreter.compile("", "name").kind == MODULE

    def test_units(self) -> None:
        """Units are what the interfaces say, each with code that the verifier accepts."""
        interpreter = self.interpreter()
        for source in PROGRAMS:
            for unit in nested_units(interpreter.compile(source, "name")):
                assert unit.filename == "name"
                check_unit(unit)
                check_positions(unit, source.count("\n") + 1)

    def test_lowered_late(self) -> None:
        """A function that does not run is not lowered: what is wrong in its body shows only when it is asked for."""
        events = self.events("def f():\n    return 1\n")
        if events is not None:
            assert [event.unit.name for event in events if event.kind == "lowered"] == ["<module>"]

    def events(self, source: str) -> list[UnitEvent] | None:
        """Run a program with an observer; None where an interpreter has none."""
        return None

    def test_events(self) -> None:
        """Each unit is reported when it is lowered, once."""
        source = "def f(): return g()\ndef g(): return 1\nclass C: pass\nf(); f()"
        events = self.events(source)
        if events is None:
            return
        lowered = [event.unit.name for event in events if event.kind == "lowered"]
        assert sorted(lowered) == ["<module>", "C", "f", "g"]
        for event in events:
            assert event.kind in ("lowered", "compiled", "deopt", "invalidated", "refused")

    def test_namespaces(self) -> None:
        """A unit runs any number of times, in any namespaces, which it shares with nobody."""
        interpreter = self.interpreter()
        unit = interpreter.compile("def f(): return x\ny = f()", "name")
        first: dict[str, object] = {"x": 1}
        second: dict[str, object] = {"x": 2}
        for namespace in (first, second, first):
            interpreter.execute(unit, namespace)
        assert (first["y"], second["y"]) == (1, 2)
        assert cast(FunctionType, first["f"]).__globals__ is first

    def test_locals(self) -> None:
        """With a mapping for locals, names go there, and reading falls back to the globals."""

        class Names(dict[str, object]):
            def __missing__(self, name: str) -> object:
                if name == "made":
                    return "up"
                raise KeyError(name)

        interpreter = self.interpreter()
        names = Names()
        interpreter.execute(interpreter.compile("x = made, y, len", "name"), {"y": 1}, names)
        assert names["x"] == ("up", 1, len)

    def test_builtins(self) -> None:
        """A namespace without built-ins gets the host's; one with its own keeps them."""
        interpreter = self.interpreter()
        namespace: dict[str, object] = {}
        interpreter.execute(interpreter.compile("x = len", "name"), namespace)
        assert namespace["x"] is len
        assert namespace["__builtins__"] in (builtins, builtins.__dict__)
        own: dict[str, object] = {"__builtins__": {"len": 1}}
        interpreter.execute(interpreter.compile("x = len", "name"), own)
        assert own["x"] == 1

    def test_functions_are_the_hosts(self) -> None:
        """Guest functions, generators and classes are of the host's types, and host code can call them."""
        namespace = _run(self.interpreter(), "def f(a, b=2): return a + b\ndef g(): yield 1\nclass C: pass")
        function = cast(Callable[..., object], namespace["f"])
        assert type(function) is FunctionType
        assert function(1) == 3
        assert list(map(function, [1, 2])) == [3, 4]
        assert type(cast(Callable[..., object], namespace["g"])()) is GeneratorType
        assert type(namespace["C"]) is type

    def test_errors(self) -> None:
        """What the guest raises arrives as it is, and its traceback has the guest's entries alone."""
        interpreter = self.interpreter()
        unit = interpreter.compile("def f():\n    raise ValueError(1)\n\nf()", "the name")
        try:
            interpreter.execute(unit, {})
        except ValueError as error:
            entries = [
                (entry.filename, entry.lineno, entry.name) for entry in traceback.extract_tb(error.__traceback__)
            ]
            ours = [entry for entry in entries if entry[0] != __file__]
            assert ours == [("the name", 4, "<module>"), ("the name", 2, "f")]
        else:
            raise AssertionError("nothing was raised")

    def test_syntax_errors(self) -> None:
        """What the host refuses is refused with the same words and place, before anything runs."""
        for source in (
            "x = = 1",
            "return 1",
            "def f(a, a): pass",
            "break",
            "nonlocal x",
            "def f():\n  x = 1\n  global x",
        ):
            expected = _refused(lambda text=source: compile(text, "name", "exec"))  # type: ignore[misc]
            actual = _refused(lambda text=source: self.interpreter().compile(text, "name"))  # type: ignore[misc]
            assert actual == expected, source

    def test_statistics(self) -> None:
        """JSON-ready, and asking changes nothing."""
        interpreter = self.interpreter()
        namespace: dict[str, object] = {}
        # A function that is alive, since what was run once may be collected at any time.
        interpreter.execute(interpreter.compile("def f():\n    for i in range(3): pass\nf()", "name"), namespace)
        first, second = [json.loads(json.dumps(interpreter.statistics()))["units"] for _ in range(2)]
        of_f = [unit for unit in first if unit["name"] == "f"]
        assert len(of_f) == 1
        assert of_f == [unit for unit in second if unit["name"] == "f"]
        assert callable(namespace["f"])


def _run(interpreter: Interpreter, source: str) -> dict[str, object]:
    namespace: dict[str, object] = {"__name__": "contract"}
    unit: CodeUnit = interpreter.compile(source, "name")
    assert interpreter.execute(unit, namespace) is None
    return namespace


def _run_on_host(source: str) -> object:
    namespace: dict[str, object] = {"__name__": "contract"}
    exec(source, namespace)
    return namespace["result"]


def _refused(compile_it: Callable[[], object]) -> tuple[object, ...]:
    try:
        compile_it()
    except SyntaxError as error:
        return error.msg, error.filename, error.lineno, error.offset
    return ("accepted",)
