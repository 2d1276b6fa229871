"""Run guest code for its observers: as the host's own code, in genuine frames.

When the first observer comes, every function and class of guest code gets a doubled stub (`pyston_runtime.tracing`),
which decides at each call which way to run; what is defined from then on has one from the start. A function
defined in an observed one is a guest function like any other.
"""

from __future__ import annotations

import gc
from _weakref import ReferenceType
from types import CellType, CodeType, FunctionType

from ast_interp.ops.calling import forget_callees, function_code
from ast_interp.ops.definitions import MakeFunction
from ast_interp.run.entry import HOOKS, bind_unit
from ast_interp.run.machine import UNSET, Frame, FunctionCode, park
from ast_interp.run.unwind import empty
from ast_interp.run.wiring import MACHINE
from ast_interp.tracing import watch
from ast_interp.tracing.host_code import host_code_of, nested_units, unit_of_code
from pyston_runtime.interfaces.code import EXPRESSION, PLAIN, CodeUnit
from pyston_runtime.interfaces.typed import Any, cast, partial
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
    frozen = gc.get_freeze_count() > 0
    if frozen:
        gc.unfreeze()
    found = gc.get_objects()
    if frozen:
        gc.freeze()
    for one in found:
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
        callee.__code__ = made


def observed_stub(function: FunctionCode) -> CodeType | None:
    """The doubled stub of a function's code; None where it cannot be observed."""
    stub = function.stub()
    if stub is not None and stub.co_consts[-1] is function:
        return stub
    return cast("CodeType | None", watch.quietly(partial(_make_stub, function)))


def _make_stub(function: FunctionCode) -> CodeType | None:
    host = host_code_of(function.unit)
    if host is None or host.co_freevars != function.unit.free_names:
        return None
    host = _with_stubs(host, function)
    stub = doubled_stub(function.unit, function, host, HOOKS)
    if stub is None:
        # too large: from now on it is a function of the host's
        return host
    function.stub_reference = ReferenceType(stub)
    return stub


def defining_code(function: FunctionCode) -> CodeType | None:
    """The host's code of a unit, in which the functions that it defines are guest functions."""
    host = host_code_of(function.unit)
    if host is None or host.co_freevars != function.unit.free_names:
        return None
    return _with_stubs(host, function)


def _with_stubs(host: CodeType, function: FunctionCode) -> CodeType:
    """The host's code of a unit with the stubs of guest functions for the functions that it defines."""
    for constant in host.co_consts:
        if isinstance(constant, CodeType):
            return _with_stubs_of(host, nested_units(function.unit), function)
    return host


def _with_stubs_of(host: CodeType, units: dict[tuple[str, int], list[CodeUnit]], function: FunctionCode) -> CodeType:
    constants = [_stub_for(one, units, function) if isinstance(one, CodeType) else one for one in host.co_consts]
    return host.replace(co_consts=tuple(constants))


def _stub_for(host: CodeType, units: dict[tuple[str, int], list[CodeUnit]], function: FunctionCode) -> CodeType:
    """What stands for one nested code object: a stub, or, for what is called where it stands, the host's own code."""
    unit = unit_of_code(host, units)
    if unit is None:
        # a comprehension before 3.12
        return _with_stubs_of(host, units, function)
    bound = bind_unit(unit, function.globals, function.builtins)
    stub: CodeType | None = None
    if not host.co_name.startswith("<") or (host.co_name == "<lambda>" and unit.flavour == PLAIN):
        stub = observed_stub(bound)
    return _with_stubs(host, bound) if stub is None else stub


def observed_call(
    function: FunctionCode, cells: tuple[object, ...] | None, arguments: tuple[object, ...]
) -> partial[object] | None:
    """A call of a function's host code with arguments that are bound already; None where it cannot be observed."""
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
        Its value, or TAKEN_OVER; UNSET when it cannot be observed, and `inner` is to be run as ever.

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
    return MACHINE.stand(frame, call)


def _initialize(call: partial[object], instance: object) -> object:
    """Call an instance's `__init__`; the instance is the result."""
    value = call()
    if value is not None:
        raise TypeError(f"__init__() should return None, not '{type(value).__name__}'")
    return instance


def run_observed(function: FunctionCode, namespace: object | None) -> object:
    """Run a module, expression or interactive unit as its host code.

    Returns:
        Its value; UNSET when it cannot be observed.
    """
    host = cast("CodeType | None", watch.quietly(partial(host_code_of, function.unit)))
    if host is None:
        return UNSET
    code = watch.quietly(partial(_with_stubs, host, function))
    run: Any = eval if function.unit.kind == EXPRESSION else exec
    if namespace is None:
        return cast(object, run(code, function.globals))
    return cast(object, run(code, function.globals, namespace))
