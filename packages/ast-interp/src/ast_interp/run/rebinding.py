"""Code for other globals: what `types.FunctionType(f.__code__, other)` asks for.

A stub enters a FunctionCode, which is bound to globals. A function made of it with globals of its own needs a stub that
enters another.
"""

from __future__ import annotations

import builtins as host_builtins
from _weakref import ReferenceType

from ast_interp.run.entry import bind_unit, stub_of
from ast_interp.run.machine import UNBOUND, FunctionCode, Handle
from ast_interp.run.passing import lasting_constants, take_in
from ast_interp.run.wiring import MACHINE
from pyston_runtime.interfaces.typed import Any, CodeType, FunctionType, cast


def rebound_code(code: CodeType, globals: dict[str, object], builtins: dict[str, object]) -> CodeType:
    """A guest function's code for other globals; other code unchanged."""
    for constant in code.co_consts:
        if isinstance(constant, Handle):
            function = bind_unit(constant.unit, globals, _builtins_of(globals, builtins))
            return _replaced(code, lasting_constants(code.co_consts, function), function)
        if isinstance(constant, FunctionCode) and constant.globals is not globals:
            function = bind_unit(constant.unit, globals, _builtins_of(globals, builtins))
            if code.co_consts[-1] is constant:
                return stub_of(function)
            constants = tuple([function if one is constant else one for one in code.co_consts])
            return _replaced(code, constants, function)
    return code


def _replaced(code: CodeType, constants: tuple[object, ...], function: FunctionCode) -> CodeType:
    stub = code.replace(co_consts=constants)
    function.stub_reference = ReferenceType(stub)
    return stub


def _builtins_of(globals: dict[str, object], builtins: dict[str, object]) -> dict[str, object]:
    found = globals.get("__builtins__", builtins)
    return found if isinstance(found, dict) else cast("dict[str, object]", cast(Any, found).__dict__)


def rebind(callee: FunctionType) -> FunctionCode | None:
    """Give a function of guest code that is bound to other globals code for its own."""
    for constant in callee.__code__.co_consts:
        if isinstance(constant, FunctionCode) and constant.globals is UNBOUND:
            return take_in(callee, constant.unit)
    globals = cast("dict[str, object]", callee.__globals__)
    found: Any = globals.get("__builtins__", host_builtins)
    code = rebound_code(callee.__code__, globals, found if isinstance(found, dict) else found.__dict__)
    callee.__code__ = code
    for constant in code.co_consts:
        if isinstance(constant, FunctionCode):
            return constant
    return None


MACHINE.rebind = rebind
