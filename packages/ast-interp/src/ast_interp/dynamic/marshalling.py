"""`marshal.dump` and `dumps` for guest code: what is written is the host's own code of the same text.

A guest's code object holds what only this process has. Who writes code wants to read it later, anywhere: caches of
templates, say. What is read again is code of the host's, and runs there.
"""

from __future__ import annotations

from types import CodeType

from ast_interp.ops.calling import function_code
from ast_interp.run.machine import Frame
from ast_interp.run.programs import Program
from ast_interp.scopes.scope import MODULE
from pyston_runtime.dynamic.code_objects import unit_of_code
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.typed import Any, Final, cast
from pyston_runtime.templates import compiled_quietly

CO_FUTURE_ANNOTATIONS: Final = 0x1000000
_MODES: Final = {"Expression": "eval", "Interactive": "single"}


def write_code(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call `marshal.dump` or `dumps`."""
    given = list(arguments)
    code = given[0] if given else None
    if isinstance(code, CodeType):
        given[0] = _host_code(code) or code
    return cast(Any, callee)(*given, **keywords)


def _host_code(code: CodeType) -> CodeType | None:
    """The host's code for a guest's code object; None for one of the host's, and where there is none for certain."""
    unit: CodeUnit | None = unit_of_code(code)
    if unit is not None:
        return _program_code(unit)
    function = function_code(code)
    if function is None:
        return None
    program = _program_code(function.unit)
    found = [] if program is None else _nested(program, code)
    return found[0] if len(found) == 1 else None


def _nested(outer: CodeType, wanted: CodeType) -> list[CodeType]:
    """The code within `outer` that has the name and the first line of `wanted`."""
    found: list[CodeType] = []
    for constant in outer.co_consts:
        if isinstance(constant, CodeType):
            if (constant.co_qualname, constant.co_firstlineno) == (wanted.co_qualname, wanted.co_firstlineno):
                found.append(constant)
            found += _nested(constant, wanted)
    return found


def _program_code(unit: CodeUnit) -> CodeType | None:
    """The host's code of the program that a unit is part of; None where the host's compiler refuses it."""
    source = unit.source
    if not isinstance(source, Program):
        return None
    outer = source.outer
    while outer is not None:
        source = outer
        outer = source.outer
    flags = 0
    mode = "exec"
    text: object = source.text
    for tree, scope in source.scopes.items():
        if scope.kind == MODULE:
            mode = _MODES.get(type(tree).__name__, "exec")
            flags = CO_FUTURE_ANNOTATIONS if scope.future_annotations else 0
            if text is None:
                text = tree
            break
    try:
        return cast(CodeType, compiled_quietly(text, source.filename, mode, flags, -1))
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return None
