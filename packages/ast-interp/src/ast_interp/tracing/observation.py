"""Run guest code for its observers: under skeletons, whose frames are genuine.

When the first observer comes, every function and class of guest code gets a doubled stub (`pyston_runtime.tracing`),
which decides at each call which way to run; what is defined from then on has one from the start. A function
defined in an observed one is a guest function like any other.
"""

from __future__ import annotations

import gc
from _weakref import ReferenceType

from ast_interp.dynamic.frames import call_under_chain
from ast_interp.ops.calling import forget_callees, function_code
from ast_interp.ops.definitions import MakeFunction
from ast_interp.process import watch
from ast_interp.run.activation import empty, park
from ast_interp.run.entry import HOOKS
from ast_interp.run.machine import UNSET, Frame, FunctionCode
from ast_interp.run.wiring import MACHINE
from ast_interp.tracing.walking import skeleton_code
from pyston_runtime.interfaces.typed import Any, CellType, CodeType, FunctionType, cast, partial
from pyston_runtime.tracebacks.frames import run_code
from pyston_runtime.tracing.doubled import doubled_stub


def install() -> None:
    """Have the interpreter ask for observers from the next audit event on that tells of one."""
    MACHINE.observes = observes
    MACHINE.call_observed = call_observed
    MACHINE.observed_call = observed_call
    MACHINE.run_observed = run_observed
    MACHINE.make_observable = double
    watch.install()


def observes() -> bool:
    """Whether the running thread is observed; if it is the first, everything is made ready."""
    if not watch.observes():
        return False
    if MACHINE.observed_stub is None:
        MACHINE.observed_stub = observed_stub
        watch.quietly(_double_all)
    return True


def _double_all() -> None:
    """Give all guest functions that exist a doubled stub, and have definitions make new ones."""
    gc.unfreeze()
    for one in gc.get_objects():
        if type(one) is FunctionType:
            double(one)
        elif isinstance(one, MakeFunction):
            one.bound = None
    forget_callees()


def double(callee: FunctionType) -> None:
    """Give one function a doubled stub, if it is a guest's."""
    stub = callee.__code__
    function = function_code(stub)
    if function is None or stub.co_consts[-1] is function:
        return
    made = observed_stub(function)
    if made is not None:
        # `types.coroutine` adds a flag
        callee.__code__ = made if made.co_flags == stub.co_flags else made.replace(co_flags=stub.co_flags)


def observed_stub(function: FunctionCode) -> CodeType | None:
    """The doubled stub of a function's code; None where it cannot be observed."""
    stub = function.stub()
    if stub is not None and stub.co_consts[-1] is function:
        return stub
    return cast("CodeType | None", watch.quietly(partial(_make_stub, function)))


def _make_stub(function: FunctionCode) -> CodeType | None:
    try:
        host = skeleton_code(function)
    except SyntaxError:
        # what the function holds is refused when it is called
        return None
    stub = doubled_stub(function.unit, function, host, HOOKS)
    if stub is not None:
        function.stub_reference = ReferenceType(stub)
    return stub


def observed_call(
    function: FunctionCode, cells: tuple[object, ...] | None, arguments: tuple[object, ...]
) -> partial[object] | None:
    """A call of a function's skeleton with arguments that are bound already; None where it cannot be observed."""
    stub = observed_stub(function)
    if stub is None:
        return None
    callee = FunctionType(stub, function.globals, None, None, cast("tuple[CellType, ...] | None", cells))
    signature = function.unit.signature
    names = signature.names
    positional = list(arguments[: signature.positional])
    index = signature.positional
    keywords: dict[str, object] = {}
    while index < signature.positional + signature.keyword_only:
        keywords[names[index]] = arguments[index]
        index += 1
    if signature.variadic:
        positional.extend(cast("tuple[object, ...]", arguments[index]))
        index += 1
    if signature.keywords:
        keywords.update(cast("dict[str, object]", arguments[index]))
    return partial(cast(Any, callee), *positional, **keywords)


def call_observed(frame: Frame, inner: Frame) -> object:
    """Call the function of `inner`, whose arguments are in place, from `frame`.

    Returns:
        Its value; UNSET when it cannot be observed, and `inner` is to be run as ever.

    Raises:
        BaseException: what it raises.
    """
    function = inner.function
    unit = function.unit
    slots = inner.slots
    cells: tuple[object, ...] | None = None
    start = int(inner.code.free_start)
    if unit.free_names:
        cells = tuple(slots[start : start + len(unit.free_names)])
    call = observed_call(function, cells, tuple(slots[: len(unit.signature.names)]))
    if call is None:
        return UNSET
    if inner.constructs:
        call = partial(_initialize, call, inner.value)
    inner.constructs = False
    inner.value = None
    empty(inner)
    park(inner)
    return call_under_chain(frame, call)


def _initialize(call: partial[object], instance: object) -> object:
    """Call an instance's `__init__`; the instance is the result."""
    value = call()
    if value is not None:
        raise TypeError(f"__init__() should return None, not '{type(value).__name__}'")
    return instance


def run_observed(function: FunctionCode, namespace: object | None) -> object:
    """Run a module, expression or interactive unit under its skeleton.

    Returns:
        Its value; UNSET when it cannot be observed.
    """
    code = cast(CodeType, watch.quietly(partial(skeleton_code, function)))
    return run_code(code, function.globals, function.globals if namespace is None else namespace)
