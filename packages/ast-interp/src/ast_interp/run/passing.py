"""Functions of namespaces that `exec` was given, which must be able to die with them.

A namespace holds its functions, they hold their stubs, and a stub's constants hold what it enters: a FunctionCode,
which holds the namespace. The collector does not look into code objects, so it would never free that circle. In such
a namespace a stub holds a `Handle` instead, which knows its FunctionCode weakly; the functions themselves keep it
alive, in a place that the collector does see and programs do not: their `__dict__`, of a class that has one attribute
more.

Functions of modules, which are not thrown away, do without: their stubs hold the FunctionCode itself.
"""

from __future__ import annotations

import builtins as host_builtins
import gc
from _weakref import ReferenceType

from ast_interp.run.entry import HOOKS, Steps, begin, bind_unit, enter, enter_class, start
from ast_interp.run.machine import UNBOUND, Frame, FunctionCode, Handle
from pyston_runtime.functions.stubs import StubHooks, make_stub
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.typed import Any, CodeType, Final, FunctionType, cast
from pyston_runtime.tracebacks.base import visible_frame

#: Keeps a FunctionCode for its functions, and can be referred to weakly.
_Owner: Final[Any] = type("Owner", (), {"__slots__": ("code", "__weakref__")})
#: The `__dict__` of a function that keeps its owner; shown as what it is to programs.
_Attributes: Final[Any] = type(
    "dict",
    (dict,),
    {
        "__slots__": ("owner",),
        "__module__": "builtins",
        "__reduce_ex__": lambda attributes, protocol: (dict, (dict(attributes),)),
    },
)


def new_owner(function: FunctionCode) -> object:
    """What keeps a FunctionCode for its functions."""
    owner = _Owner()
    owner.code = function
    return cast(object, owner)


def passing_stub(function: FunctionCode, owner: object) -> CodeType:
    """The stub of functions that can be thrown away, and that keep `owner`."""
    stub = function.stub()
    if stub is None:
        handle = Handle(function.unit, ReferenceType(owner))
        stub = make_stub(function.unit, handle, _PASSING_HOOKS, True)
        function.stub_reference = handle.stub_reference = ReferenceType(stub)
    return stub


def keep(function: FunctionType, owner: object) -> None:
    """Have a function keep what it enters."""
    attributes = _Attributes(function.__dict__)
    attributes.owner = owner
    setattr(function, "__dict__", attributes)


def unbound_handle(unit: CodeUnit) -> Handle:
    """A handle that no function keeps, for a stub that has one and was unpickled."""
    return Handle(unit, ReferenceType(_Owner()))


def code_of(handle: Handle) -> FunctionCode | None:
    """What a handle stands for; None when no function keeps it."""
    owner: Any = handle.reference()
    return None if owner is None else cast(FunctionCode, owner.code)


def kept_code(handle: Handle, function: FunctionType | None = None) -> FunctionCode:
    """The same for a stub that is called.

    Args:
        handle: in the stub.
        function: that is called, where it is known.
    """
    code = code_of(handle) or handle.spare
    if code is not None:
        handle.spare = None
        return code
    if function is not None:
        return _own_code(function, handle)
    frame = visible_frame()
    if _has_constant(frame.f_code, handle):
        # a generator's or coroutine's: they alone have visible frames
        return _passing_code(handle.unit, frame.f_globals, frame.f_builtins)
    code = _found_code(handle)
    if code is None:
        raise SystemError("a stub runs that no function has")
    return code


def _lost(handle: Handle) -> bool:
    """Whether what a handle stands for is gone. Its function is not: it was given another `__dict__`, was unpickled, or
    is called by a finaliser after the collector has cleared all references to what it is about to free.
    """
    return code_of(handle) is None


def _find(handle: Handle, maker: FunctionType) -> None:
    """Make it again for one call; once, for all that follow."""
    handle.missed += 1
    if handle.missed != 2 or _found_code(handle) is None:
        handle.spare = _passing_code(handle.unit, maker.__globals__, getattr(maker, "__builtins__"))


def _found_code(handle: Handle) -> FunctionCode | None:
    """What a handle stands for, kept from now on by the function that is found to have it."""
    stub = None if handle.stub_reference is None else handle.stub_reference()
    # the collector finds nothing that the program has frozen
    gc.unfreeze()
    for found in gc.get_objects() if stub is None else gc.get_referrers(stub):
        if type(found) is FunctionType and _has_constant(found.__code__, handle):
            return _own_code(found, handle)
    return None


def _own_code(function: FunctionType, handle: Handle) -> FunctionCode:
    """What a function keeps, or keeps from now on, for a handle that has lost it."""
    attributes: Any = function.__dict__
    if type(attributes) is _Attributes:
        owner = attributes.owner
    else:
        code = _passing_code(handle.unit, function.__globals__, getattr(function, "__builtins__"))
        code.stub_reference = handle.stub_reference = ReferenceType(function.__code__)
        owner = new_owner(code)
        keep(function, owner)
    handle.reference = ReferenceType(owner)
    return cast(FunctionCode, owner.code)


def _has_constant(code: CodeType, wanted: object) -> bool:
    return any([constant is wanted for constant in code.co_consts])


def _passing_code(unit: CodeUnit, globals: dict[str, object], builtins: dict[str, object]) -> FunctionCode:
    """A unit bound to globals that may be thrown away."""
    code = bind_unit(unit, globals, builtins)
    code.passing = True
    return code


def take_in(function: FunctionType, unit: CodeUnit) -> FunctionCode:
    """Give a function that was made of unbound code, such as one that was unpickled, code of its own."""
    code = _passing_code(unit, function.__globals__, getattr(function, "__builtins__"))
    owner = new_owner(code)
    function.__code__ = passing_stub(code, owner)
    keep(function, owner)
    return code


def bind_unbound(code: FunctionCode) -> None:
    """Bind unbound code that the host has entered, and every function that has it."""
    gc.unfreeze()
    for found in gc.get_objects():
        if type(found) is FunctionType and _has_constant(found.__code__, code):
            bound = take_in(found, code.unit)
            code.globals = bound.globals
            code.builtins = bound.builtins
    if code.globals is UNBOUND:
        # its stub was executed without a function
        code.globals = {}
        code.builtins = host_builtins.__dict__


def _enter(handle: Handle, cells: tuple[object, ...] | None, arguments: tuple[object, ...]) -> object:
    return enter(kept_code(handle), cells, arguments)


def _enter_class(handle: Handle, cells: tuple[object, ...] | None, namespace: object) -> bool:
    return enter_class(kept_code(handle), cells, namespace)


def _start(handle: Handle, cells: tuple[object, ...] | None, arguments: tuple[object, ...]) -> Steps:
    return start(kept_code(handle), cells, arguments)


def _begin(handle: Handle, cells: tuple[object, ...] | None, arguments: tuple[object, ...]) -> Frame:
    return begin(kept_code(handle), cells, arguments)


def _never_lost(function: FunctionCode) -> bool:
    """`_lost` for a stub that holds its FunctionCode itself."""
    return False


_PASSING_HOOKS: Final = StubHooks(
    {
        **HOOKS.objects,
        "ENTER": _enter,
        "ENTER_CLASS": _enter_class,
        "START": _start,
        "BEGIN": _begin,
        "LOST": _lost,
        "FIND": _find,
    }
)
#: What a stub calls that holds its FunctionCode itself, by what one with a handle calls.
_LASTING: Final[dict[object, object]] = {
    _enter: enter,
    _enter_class: enter_class,
    _start: start,
    _begin: begin,
    _lost: _never_lost,
}


def lasting_constants(constants: tuple[object, ...], function: FunctionCode) -> tuple[object, ...]:
    """The constants of a stub with a handle, as one that holds `function` has them."""
    found: list[object] = []
    for constant in constants:
        if isinstance(constant, Handle):
            found.append(function)
        elif callable(constant):
            found.append(_LASTING.get(constant, constant))
        else:
            found.append(constant)
    return tuple(found)
