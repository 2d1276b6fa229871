"""Stubs look like the function they stand for, bind as the host binds, and hand over what they bound."""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from types import CellType, CodeType, FunctionType, GeneratorType
from typing import Any

import pytest

from pyston_runtime.functions.stubs import StubHooks, make_stub
from pyston_runtime.interfaces.code import (
    ASYNC_GENERATOR,
    COROUTINE,
    FUNCTION,
    GENERATOR,
    PLAIN,
    Body,
    CodeUnit,
    Signature,
)

PARAMETERS = [
    "",
    "a",
    "a, b",
    "a, b=1",
    "a, /",
    "a, /, b",
    "a, b=1, /, c=2",
    "*a",
    "**a",
    "*a, **b",
    "*, a",
    "*, a=1, b",
    "a, *b, c",
    "a, /, b, *c, d, e=1, **f",
    "a, /, *, b",
    ", ".join(f"p{index}" for index in range(300)),
]
CALLS: list[tuple[tuple[int, ...], dict[str, int]]] = [
    ((), {}),
    ((1,), {}),
    ((1, 2), {}),
    ((1, 2, 3), {}),
    ((1, 2, 3, 4), {}),
    ((), {"a": 1}),
    ((1,), {"a": 1}),
    ((1,), {"b": 2}),
    ((1,), {"c": 2}),
    ((1,), {"d": 2}),
    ((1, 2), {"d": 3, "x": 4}),
    ((), {"a": 1, "b": 2}),
    ((), {"x": 1}),
]


class Source:
    def lower(self, unit: CodeUnit) -> Body:
        raise AssertionError("a stub needs no body")


def unit_of(code: CodeType, flavour: str = PLAIN) -> CodeUnit:
    """A unit with the looks of a code object of the host's."""
    variadic, keywords = bool(code.co_flags & inspect.CO_VARARGS), bool(code.co_flags & inspect.CO_VARKEYWORDS)
    count = code.co_argcount + code.co_kwonlyargcount + variadic + keywords
    signature = Signature(
        code.co_varnames[:count],
        code.co_posonlyargcount,
        code.co_argcount,
        code.co_kwonlyargcount,
        variadic,
        keywords,
    )
    document = code.co_consts[0] if code.co_consts and isinstance(code.co_consts[0], str) else None
    return CodeUnit(
        code.co_name,
        code.co_qualname,
        code.co_filename,
        code.co_firstlineno,
        FUNCTION,
        flavour,
        signature,
        code.co_varnames,
        code.co_cellvars,
        code.co_freevars,
        document,
        code.co_flags & inspect.CO_NESTED,
        Source(),
        None,
    )


class Failure(Exception):
    """What the guest raises."""


def hooks(**others: object) -> StubHooks:
    """Hooks that give back what they are handed, or raise where the first argument says so."""

    def enter(code: object, cells: tuple[CellType, ...] | None, arguments: tuple[object, ...]) -> object:
        if arguments[:1] == ("raise",):
            return "error mark"
        return code, tuple(cell.cell_contents for cell in cells or ()), arguments

    return StubHooks({"ENTER": enter, "ERROR": "error mark", "TAKE_ERROR": lambda: Failure("guest"), **others})


def host_function(parameters: str, body: str = "pass", prefix: str = "def") -> FunctionType:
    namespace: dict[str, Any] = {}
    exec(compile(f"\n{prefix} f({parameters}):\n    {body}\n", "<host>", "exec", dont_inherit=True), namespace)
    function: FunctionType = namespace["f"]
    return function


def stub_of(function: FunctionType, code: object = "code", flavour: str = PLAIN, **others: object) -> FunctionType:
    """The function that stands for a function of the host's."""
    stub = make_stub(unit_of(function.__code__, flavour), code, hooks(**others))
    made = FunctionType(stub, {"__name__": __name__}, None, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def outcome(function: Callable[..., object], arguments: tuple[object, ...], keywords: dict[str, Any]) -> object:
    try:
        result = function(*arguments, **keywords)
    except TypeError as error:
        return str(error)
    assert isinstance(result, tuple)
    return result[-1]


@pytest.mark.parametrize("parameters", PARAMETERS, ids=lambda text: text[:20] or "none")
def test_signature(parameters: str) -> None:
    function = host_function(parameters, "'the docstring'")
    stub = stub_of(function)
    assert inspect.signature(stub) == inspect.signature(function)
    ours, theirs = stub.__code__, function.__code__
    for attribute in (
        *("argcount", "posonlyargcount", "kwonlyargcount", "varnames", "name", "qualname", "filename"),
        *("firstlineno", "freevars", "cellvars", "flags", "nlocals"),
    ):
        shown = getattr(ours, f"co_{attribute}")
        if attribute in ("varnames", "nlocals"):
            # a stub of no parameter has a local of its own
            assert attribute == "nlocals" or shown[: len(theirs.co_varnames)] == theirs.co_varnames
        else:
            assert shown == getattr(theirs, f"co_{attribute}"), attribute
    assert stub.__doc__ == "the docstring"
    assert stub_of(host_function(parameters)).__doc__ is None


@pytest.mark.parametrize("parameters", PARAMETERS, ids=lambda text: text[:20] or "none")
def test_binding(parameters: str) -> None:
    names = ", ".join(inspect.signature(host_function(parameters)).parameters)
    order = unit_of(host_function(parameters).__code__).signature.names
    function = host_function(parameters, f"return ({', '.join(order)}{',' if order else ''}),")
    assert names.count(",") == max(len(order) - 1, 0)
    stub = stub_of(function)
    for arguments, keywords in CALLS:
        assert outcome(stub, arguments, keywords) == outcome(function, arguments, keywords), (arguments, keywords)


def closure(count: int, free: int) -> FunctionType:
    """A function with so many locals, and free variables that hold their own numbers."""
    names = [f"v{index}" for index in range(free)]
    text = "def outer():\n" + "".join(f"    {name} = {index}\n" for index, name in enumerate(names))
    text += "    def f(a):\n" + "".join(f"        x{index} = a\n" for index in range(count))
    text += f"        return ({', '.join(names)},)\n    return f\n"
    namespace: dict[str, Any] = {}
    exec(compile(text, "<host>", "exec", dont_inherit=True), namespace)
    function: FunctionType = namespace["outer"]()
    return function


@pytest.mark.parametrize("count", [0, 1, 2, 5, 100, 250, 253, 254, 255, 256, 300, 1000])
@pytest.mark.parametrize("free", [1, 2, 12])
def test_free_variables_beside_many_locals(count: int, free: int) -> None:
    function = closure(count, free)
    stub = stub_of(function)
    expected = tuple(sorted(range(free), key=lambda index: f"v{index}"))
    assert stub("argument") == ("code", expected, ("argument",))
    assert stub.__code__.co_freevars == function.__code__.co_freevars
    if count + free < 254:
        assert stub.__code__.co_varnames[: count + 1] == function.__code__.co_varnames


def test_many_free_variables() -> None:
    assert stub_of(closure(3, 300))("argument")[1] == tuple(sorted(range(300), key=lambda index: f"v{index}"))


def test_shapes_are_shared_but_not_what_is_called() -> None:
    assert stub_of(host_function("a"), "one")(1)[0] == "one"
    assert stub_of(host_function("b"), "other")(1)[0] == "other"


def test_an_exception_leaves_no_trace_of_the_stub() -> None:
    stub = stub_of(host_function("a"))
    try:
        try:
            raise KeyError
        except KeyError:
            stub("raise")
    except Failure as error:
        assert error.__context__ is None
        entries = inspect.getinnerframes(error.__traceback__)  # type: ignore[arg-type]
        assert [entry.function for entry in entries] == ["test_an_exception_leaves_no_trace_of_the_stub"]
    else:
        raise AssertionError("nothing was raised")


class Run:
    """A suspended frame that does what its script says: yields, delegates, fails."""

    def __init__(self, script: list[tuple[str, object]]) -> None:
        self.script = script
        self.value: object = None
        self.sent: object = None
        self.status = ""
        self.got: list[object] = []
        self.thrown: BaseException | None = None

    def __iter__(self) -> Run:
        return self

    def __next__(self) -> object:
        self.resume(self.sent)
        if self.status == "yielded":
            return self.value
        raise StopIteration

    def resume(self, sent: object) -> object:
        self.got.append(self.thrown if self.thrown is not None else sent)
        self.thrown = self.sent = None
        self.status, self.value = self.script.pop(0)
        return self.value if self.status == "returned" else self.status

    def send(self, value: object) -> None:
        self.sent = value

    def throw(self) -> None:
        import sys

        self.thrown = sys.exception()


def flavoured(flavour: str, prefix: str, script: list[tuple[str, object]]) -> tuple[FunctionType, list[Run]]:
    """A stub of a function that suspends, and the frames that it starts."""
    runs: list[Run] = []

    def start(code: object, cells: object, arguments: object) -> Run:
        first: list[tuple[str, object]] = [] if flavour == COROUTINE else [("yielded", arguments)]
        runs.append(Run([*first, *script]))
        return runs[-1]

    function = host_function("a", "yield" if "generator" in flavour else "return", prefix)
    stub = stub_of(
        function,
        "code",
        flavour,
        START=start,
        BEGIN=start,
        STATUS=lambda run: run.status,
        SEND=lambda run, value: run.send(value),
        TAKE_AWAITED=lambda run: run.value,
        RESUME=lambda run, sent: run.resume(sent),
        TAKE=lambda run: run.value,
        TAKE_FRAME_ERROR=lambda run: run.value,
        THROW=lambda run: run.throw(),
        BASE_EXCEPTION=BaseException,
        DELEGATED="delegated",
        RETURNED="returned",
        FAILED="failed",
    )
    assert stub.__code__.co_flags == function.__code__.co_flags
    return stub, runs


def test_generator() -> None:
    stub, runs = flavoured(GENERATOR, "def", [("delegated", iter("xy")), ("yielded", 5), ("returned", "end")])
    generator: Generator[object, object, object] = stub(7)
    assert isinstance(generator, GeneratorType)
    assert [next(generator), next(generator), next(generator)] == [(7,), "x", "y"]
    assert generator.send(None) == 5
    with pytest.raises(StopIteration) as stop:
        generator.send("sent")
    assert stop.value.value == "end"
    assert runs[0].got == [None, None, None, "sent"]


def test_generator_throws_and_fails() -> None:
    stub, runs = flavoured(GENERATOR, "def", [("yielded", "caught"), ("failed", Failure("own"))])
    generator: Generator[object, object, object] = stub(7)
    next(generator)
    thrown = KeyError("thrown")
    assert generator.throw(thrown) == "caught"
    with pytest.raises(Failure, match="own") as caught:
        next(generator)
    assert runs[0].got == [None, thrown, None]
    assert caught.value.__context__ is None
    assert list(generator) == []


def test_coroutine() -> None:
    async def inner() -> str:
        return "awaited"

    awaited = inner()
    stub, runs = flavoured(COROUTINE, "async def", [("delegated", awaited), ("returned", "end")])
    coroutine: Coroutine[object, object, object] = stub(7)
    assert inspect.iscoroutine(coroutine)
    with pytest.raises(StopIteration) as stop:
        coroutine.send(None)
    assert stop.value.value == "end"
    assert runs[0].got == [None, "awaited"]


def test_async_generator() -> None:
    stub, _ = flavoured(ASYNC_GENERATOR, "async def", [("yielded", 2), ("returned", None)])
    generator: AsyncGenerator[object, object] = stub(7)
    assert inspect.isasyncgen(generator)

    async def collect() -> list[object]:
        return [item async for item in generator]

    with pytest.raises(StopIteration) as stop:
        collect().send(None)
    assert stop.value.value == [(7,), 2]
