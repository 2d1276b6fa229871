"""The code objects that `compile` gives guest code.

Each is genuine: it has the name, file, flags, names and nested code that the host's compiler would give it, and its
body enters the interpreter, so that `exec` and `eval` of it run in our tiers wherever it gets to. In the interpreter it
is recognised by the unit among its constants.
"""

from __future__ import annotations

from pyston_runtime.functions.stubs import LOCALS, StubHooks, patched
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.typed import CodeType, Final, cast
from pyston_runtime.opcodes import INSTRUCTIONS
from pyston_runtime.templates import compiled_template
from pyston_runtime.tracebacks.hidden import without_resume

#: A function made by the code knows its globals: `globals()` would look past a hidden frame.
_TEXT: Final = f"""
if 'ENTER_UNIT'('UNIT', lambda: 0, {LOCALS}):
    raise 'TAKE_ERROR'()
'TAKE_VALUE'()
"""
#: Instructions whose immediate is an entry of `co_names`.
_NAMED: Final = frozenset(
    {
        "load_name",
        "store_name",
        "delete_name",
        "load_global",
        "store_global",
        "delete_global",
        "load_attr",
        "store_attr",
        "delete_attr",
        "call_method",
        "import_name",
        "import_from",
    }
)

_LARGEST_OPERAND: Final = 255
_templates: Final[list[CodeType]] = []


def make_code_object(unit: CodeUnit, nested: tuple[CodeType, ...], hooks: StubHooks) -> CodeType:
    """Make the code object of a module, expression or interactive unit.

    Args:
        unit: the unit.
        nested: the code of the functions and classes that it defines.
        hooks: the interpreter's entry points.
    """
    if not _templates:
        _templates.append(_compile_template())
    template = _templates[0]
    replaced: list[object] = []
    for constant in template.co_consts:
        if constant == "UNIT":
            replaced.append(unit)
        elif isinstance(constant, str):
            replaced.append(hooks.objects.get(constant))
        elif isinstance(constant, CodeType):
            replaced.append(constant.replace(co_filename=unit.filename))
        else:
            replaced.append(constant)
    instructions = template.co_code
    if nested and len(nested) + len(replaced) <= _LARGEST_OPERAND:
        # nested code comes first, where the host's compiler puts it
        instructions = _shifted_constants(instructions, len(nested))
        replaced[:0] = nested
    else:
        replaced.extend(nested)
    # the program's literals, for those who read co_consts; last, since nothing refers to them
    replaced.extend(unit.body().constants)
    return template.replace(
        co_code=instructions,
        co_name=unit.name,
        co_qualname=unit.qualname,
        co_filename=unit.filename,
        co_firstlineno=unit.first_line,
        co_flags=unit.flags,
        co_consts=tuple(replaced),
        co_names=_names(unit),
    )


def unit_of_code(code: CodeType) -> CodeUnit | None:
    """The unit behind a code object that `make_code_object` made; None for any other."""
    for constant in code.co_consts:
        if isinstance(constant, CodeUnit):
            return constant
    return None


def _shifted_constants(code: bytes, distance: int) -> bytes:
    changed = bytearray(code)
    for index in range(0, len(changed), 2):
        if changed[index] == INSTRUCTIONS["LOAD_CONST"]:
            changed[index + 1] += distance
    return bytes(changed)


def _names(unit: CodeUnit) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for instruction in unit.body().instructions:
        operation = instruction.operation
        if operation in _NAMED:
            names[str(instruction.immediate)] = None
        elif operation == "call_method_keyword":
            names[cast("tuple[str, object]", instruction.immediate)[0]] = None
    return tuple(names)


def _compile_template() -> CodeType:
    code = compiled_template(_TEXT, "<unit>")
    instructions = bytearray(without_resume(patched(code.co_code, code.co_consts)))
    # the value of the last call is the code's own: NOP in place of dropping it and of loading None
    for index in range(0, len(instructions), 2):
        if instructions[index] == INSTRUCTIONS["POP_TOP"]:
            end = index
    instructions[end:] = bytes((INSTRUCTIONS["RETURN_VALUE"], 0)) * ((len(instructions) - end) // 2)
    return code.replace(co_code=bytes(instructions), co_stacksize=code.co_stacksize + 1)
