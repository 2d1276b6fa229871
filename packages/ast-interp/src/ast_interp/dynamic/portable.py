"""Guest code as bytes that another process can read, and what `marshal` makes of it for guest code.

`marshal` writes no objects of others', so guest code is written as a code object of the host's, whose one constant is
register code and whose body hands it to `ast_interp.pickles.run`; guest code that reads it gets a genuine one again.
Nothing of the guest's is left for the host to execute, and everything is lowered first, since the text does not travel
along.
"""

from __future__ import annotations

import marshal
import sys

import ast_interp.run.rebinding  # noqa: F401
from ast_interp.link.programs import Program
from ast_interp.link.table import FAMILIES, load_rows
from ast_interp.lower.stored import FORMAT, from_bytes, to_bytes
from ast_interp.run.entry import unbound_stub
from ast_interp.run.machine import Counts, Frame, FunctionCode, Handle
from pyston_runtime.interfaces.code import CLASS, FUNCTION, CodeUnit
from pyston_runtime.interfaces.typed import Any, CodeType, Final, cast
from pyston_runtime.templates import compiled_template

#: What must be the same where the code is read: the form that it has, and the host's minor version.
_VERSION: Final = (FORMAT, sys.hexversion >> 16)
_TEXT: Final = "__import__('ast_interp.pickles', None, None, ('run',)).run('DATA', globals(), locals())"
#: Deeper than this `marshal` does not write.
_DEEPEST: Final = 2000

_templates: Final[list[CodeType]] = []
_ready: Final[list[bool]] = []


def to_portable(unit: CodeUnit) -> bytes:
    """A unit, whole.

    Raises:
        ValueError: something in it cannot be stored.
    """
    code = to_bytes(unit, True)
    if code is None:
        raise ValueError("unmarshallable object")
    return marshal.dumps((_VERSION, unit.filename, code))


def unit_of_portable(data: bytes) -> CodeUnit:
    """The unit that `to_portable` was given.

    Raises:
        ValueError: another version wrote it.
    """
    version, filename, code = cast("tuple[Any, ...]", marshal.loads(data))
    if version != _VERSION:
        raise ValueError("bad marshal data (guest code of another version)")
    if not _ready:
        load_rows(list(FAMILIES))
        _ready.append(True)
    return from_bytes(code, filename, Program(filename, (), Counts()))


def marshal_out(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """`marshal.dump` and `marshal.dumps` for guest code."""
    write = cast(Any, callee)
    try:
        return write(*arguments, **keywords)
    except ValueError:
        ready = _leaving(arguments[0], 0)
        if ready is arguments[0]:
            raise
    return write(ready, *arguments[1:], **keywords)


def marshal_in(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """`marshal.load` and `marshal.loads` for guest code."""
    return _arriving(cast(Any, callee)(*arguments, **keywords), set())


def _leaving(value: object, depth: int) -> object:
    """A value with code of the host's in place of the guest's, in as many containers as `marshal` goes into."""
    if isinstance(value, CodeType):
        unit = _unit_behind(value)
        return value if unit is None else _portable_code(unit)
    if depth > _DEEPEST:
        return value
    if type(value) is tuple or type(value) is list:
        items = [_leaving(item, depth + 1) for item in value]
        if any([new is not old for new, old in zip(items, value, strict=True)]):
            return tuple(items) if type(value) is tuple else items
    elif type(value) is dict:
        changed = {key: _leaving(item, depth + 1) for key, item in value.items()}
        if any([changed[key] is not item for key, item in value.items()]):
            return changed
    return value


def _arriving(value: object, seen: set[int]) -> object:
    """The reverse. Lists and dicts, which may hold themselves, are changed where they are: `seen` has those met."""
    if isinstance(value, CodeType):
        data = _data_of(value)
        if data is None:
            return value
        unit = unit_of_portable(data)
        if unit.kind in (FUNCTION, CLASS):
            return unbound_stub(unit)
        from ast_interp.dynamic.compiling import code_of

        return code_of(unit)
    if type(value) is tuple:
        items = [_arriving(item, seen) for item in value]
        return tuple(items) if any([new is not old for new, old in zip(items, value, strict=True)]) else value
    if id(value) in seen:
        return value
    if type(value) is list:
        seen.add(id(value))
        for index, item in enumerate(value):
            value[index] = _arriving(item, seen)
    elif type(value) is dict:
        seen.add(id(value))
        for key, item in value.items():
            value[key] = _arriving(item, seen)
    return value


def _unit_behind(code: CodeType) -> CodeUnit | None:
    """The unit of guest code; None for code of the host's."""
    for constant in code.co_consts:
        if isinstance(constant, CodeUnit):
            return constant
        if isinstance(constant, (FunctionCode, Handle)):
            return constant.unit
    return None


def _template() -> CodeType:
    if not _templates:
        _templates.append(compiled_template(_TEXT, "<portable>", "eval"))
    return _templates[0]


def _portable_code(unit: CodeUnit) -> CodeType:
    template = _template()
    data = to_portable(unit)
    return template.replace(
        co_name=unit.name,
        co_qualname=unit.qualname,
        co_filename=unit.filename,
        co_firstlineno=unit.first_line,
        co_consts=tuple([data if constant == "DATA" else constant for constant in template.co_consts]),
    )


def _data_of(code: CodeType) -> bytes | None:
    """The register code in a code object that `_portable_code` made; None for any other."""
    template = _template()
    if code.co_code == template.co_code and code.co_names == template.co_names:
        for constant, marker in zip(code.co_consts, template.co_consts, strict=False):
            if marker == "DATA" and isinstance(constant, bytes):
                return constant
    return None
