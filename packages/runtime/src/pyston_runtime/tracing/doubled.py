"""Doubled stubs: a stub with a skeleton of the same function behind it.

Who traces, profiles or monitors a program wants CPython's events with its frame objects. An observed function is run
under a skeleton (`pyston_runtime.tracing.skeletons`), which has them; and for that its `__code__` becomes

    the stub:  if not OBSERVED(): enter the interpreter, as ever
    the seam:  what the skeleton does before its `RESUME`
    the rest:  the skeleton, as it is

The stub's part is in front of the first `RESUME`, where CPython sees no frame and fires no event; so all that is seen
of an observed activation is the skeleton's. Its places follow the stub's in the exception table; its constants come
first, which makes `co_consts` begin with the docstring. Both parts work on the same parameters and cells.
"""

from __future__ import annotations

import sys
from opcode import opmap

from pyston_runtime.functions.stubs import (
    CLASS_BODY,
    COROUTINE_BODY,
    GENERATOR_BODY,
    StubHooks,
    compiled_shape,
    patched,
    shape_of,
    shifted_cells,
)
from pyston_runtime.interfaces.code import PLAIN, CodeUnit
from pyston_runtime.interfaces.typed import CodeType, Final, final
from pyston_runtime.tracebacks.hidden import moved_exception_table

_PLAIN_TEXT: Final = """
        if not 'OBSERVED'():
            if 'ENTER_APART'('CODE', {cells}, {arguments}):
                raise 'TAKE_ERROR'()
            return 'TAKE_VALUE'()
"""


def _unless_observed(body: str) -> str:
    """The body of a stub, which never comes to its end, for as long as nobody observes the function."""
    lines = [f"    {line}\n" for line in body.splitlines() if line.strip() not in ("", "'DOC'")]
    return "\n        if not 'OBSERVED'():\n" + "".join(lines)


_CLASS_TEXT: Final = _unless_observed(CLASS_BODY)
_GENERATOR_TEXT: Final = _unless_observed(GENERATOR_BODY)
_COROUTINE_TEXT: Final = _unless_observed(COROUTINE_BODY)
_COPY_FREE_VARS: Final = opmap["COPY_FREE_VARS"]
_EXTENDED_ARG: Final = opmap["EXTENDED_ARG"]
_JUMP_FORWARD: Final = opmap["JUMP_FORWARD"]
_LOAD_CONST: Final = opmap["LOAD_CONST"]
_MAKE_CELL: Final = opmap["MAKE_CELL"]
_NOP: Final = opmap["NOP"]
_RESUME: Final = opmap["RESUME"]
_RETURN_GENERATOR: Final = opmap["RETURN_GENERATOR"]
_RETURN_CONST: Final = opmap.get("RETURN_CONST", -1)
_JUMPS_IF_TRUE: Final = frozenset({opmap.get("POP_JUMP_FORWARD_IF_TRUE", -1), opmap.get("POP_JUMP_IF_TRUE", -1)})
#: Instructions whose operand may be a cell's number.
_NUMBER_CELLS: Final = frozenset(
    opmap[name]
    for name in (
        "MAKE_CELL",
        "LOAD_CLOSURE",
        "LOAD_DEREF",
        "STORE_DEREF",
        "DELETE_DEREF",
        "LOAD_CLASSDEREF",
        "LOAD_FROM_DICT_OR_DEREF",
        "LOAD_FAST",
        "LOAD_FAST_CHECK",
        "LOAD_FAST_AND_CLEAR",
        "STORE_FAST",
        "DELETE_FAST",
    )
    if name in opmap
)
_LARGEST_OPERAND: Final = 255
#: What stands in front of the host's code is on no line, but for a generator's first instructions.
_NOWHERE: Final = 15
_NO_COLUMNS: Final = 13
#: How many cache entries follow a conditional jump.
_JUMP_CACHES: Final = 1 if sys.version_info >= (3, 13) else 0


@final
class Shape:
    """The stub of one signature and flavour.

    Attributes:
        code: compiled from the text, its placeholders still in its constants.
        instructions: its instructions, the skeleton's not yet behind them.
        gap: where it goes on into the skeleton.
        locals: how many locals it has.
    """

    def __init__(self, code: CodeType, instructions: bytes, gap: int) -> None:
        self.code = code
        self.instructions = instructions
        self.gap = gap
        self.locals = code.co_nlocals


_shapes: Final[dict[tuple[object, ...], Shape]] = {}


def doubled_stub(unit: CodeUnit, code: object, host: CodeType, hooks: StubHooks) -> CodeType | None:
    """Make the `__code__` of a function or class body that can be run both ways.

    Args:
        unit: the unit.
        code: what the hooks get as their first argument; it becomes the last constant.
        host: the unit's skeleton.
        hooks: the interpreter's entry points.

    Returns:
        The code, or None where the two do not fit behind each other (a few hundred constants or variables).
    """
    if host.co_freevars != unit.free_names:
        return None
    shape = _shape(unit)
    own = host.co_nlocals
    if host.co_nlocals < shape.locals:
        widened = _with_locals(host, shape.locals - host.co_nlocals)
        if widened is None:
            return None
        host = widened
    first_cell = host.co_nlocals + len([name for name in host.co_cellvars if name not in host.co_varnames])
    first_constant = len(host.co_consts)
    if first_cell + len(unit.free_names) > _LARGEST_OPERAND:
        return None
    if first_constant + len(shape.code.co_consts) > _LARGEST_OPERAND:
        return None
    front = bytearray(shape.instructions)
    if unit.free_names:
        front = bytearray(shifted_cells(bytes(front), shape.locals, first_cell - shape.locals))
    for index in range(0, len(front), 2):
        if front[index] in (_LOAD_CONST, _RETURN_CONST):
            front[index + 1] += first_constant
    seam, body = _seam(host.co_code, range(own, host.co_nlocals))
    distance = (len(front) - shape.gap) // 2 - 1
    if distance > _LARGEST_OPERAND or body > _LARGEST_OPERAND:
        return None
    front[shape.gap : shape.gap + 2] = bytes((_JUMP_FORWARD, distance))
    front += seam
    objects = hooks.objects
    constants: list[object] = list(host.co_consts)
    for constant in shape.code.co_consts:
        if constant == "CODE":
            constants.append(code)
        else:
            constants.append(objects.get(constant) if isinstance(constant, str) else constant)
    constants.append(code)
    units = len(front) // 2
    return host.replace(
        co_code=bytes(front) + host.co_code,
        co_consts=tuple(constants),
        co_stacksize=max(host.co_stacksize, shape.code.co_stacksize) + 1,
        co_linetable=_front_lines(units, unit.flavour != PLAIN) + host.co_linetable,
        co_exceptiontable=shape.code.co_exceptiontable + moved_exception_table(host.co_exceptiontable, units),
    )


def _with_locals(host: CodeType, count: int) -> CodeType | None:
    """The host's code with more locals than it needs, for the stub's; its cells, numbered behind them, move along."""
    instructions = bytearray(host.co_code)
    first = host.co_nlocals
    if len(host.co_cellvars) + len(host.co_freevars) > 0:
        for index in range(0, len(instructions), 2):
            if instructions[index] in _NUMBER_CELLS and instructions[index + 1] >= first:
                if instructions[index - 2] == _EXTENDED_ARG or instructions[index + 1] + count > _LARGEST_OPERAND:
                    return None
                instructions[index + 1] += count
    names = tuple([f"..{index}" for index in range(count)])
    return host.replace(
        co_code=bytes(instructions),
        co_varnames=host.co_varnames + names,
        co_cellvars=host.co_cellvars + names,
        co_nlocals=first + count,
    )


def _seam(instructions: bytes, unused: range) -> tuple[bytes, int]:
    """The host's code up to its `RESUME`, as it is to be done behind the stub, and how much of it is jumped over.

    The stub's own locals, which are `unused` from there on, hold empty cells: so they are neither unbound (a jump would
    bind them) nor shown.
    """
    cells = bytearray()
    for local in unused:
        cells += bytes((_MAKE_CELL, local))
    index = 0
    while instructions[index] != _RESUME:
        operation = instructions[index]
        if operation == _MAKE_CELL or operation == _EXTENDED_ARG:
            cells += instructions[index : index + 2]
        index += 2
    # to the `NOP` in front of it
    over = index // 2 - 1
    cells += bytes((_JUMP_FORWARD, over))
    return bytes(cells), over


def _front_lines(units: int, suspendable: bool) -> bytes:
    """The location table of the stub's part."""
    table = bytearray()
    if suspendable:
        # a generator that has not begun stands on its first line
        length = min(units, 3)
        table += bytes((0x80 | _NO_COLUMNS << 3 | length - 1, 0))
        units -= length
    while units > 0:
        length = min(units, 8)
        table.append(0x80 | _NOWHERE << 3 | length - 1)
        units -= length
    return bytes(table)


def _shape(unit: CodeUnit) -> Shape:
    key = shape_of(unit)
    shape = _shapes.get(key)
    if shape is None:
        shape = _compile_shape(unit)
        _shapes[key] = shape
    return shape


def _compile_shape(unit: CodeUnit) -> Shape:
    stub = compiled_shape(unit, _PLAIN_TEXT, _CLASS_TEXT, _GENERATOR_TEXT, _COROUTINE_TEXT)
    instructions = bytearray(patched(stub.co_code, stub.co_consts))
    for index in range(0, len(instructions), 2):
        if instructions[index] == _RESUME:
            # the first one only: those behind a `yield` are needed
            instructions[index : index + 2] = bytes((_NOP, 0))
            break
    return Shape(stub, bytes(instructions), _gap(instructions))


def _gap(instructions: bytearray) -> int:
    """Where the text's `if` comes out: `return None`, whose place the jump into the host's code takes."""
    for index in range(0, len(instructions), 2):
        if instructions[index] in _JUMPS_IF_TRUE:
            assert instructions[index - 2] != _EXTENDED_ARG
            target = index + 2 + 2 * (_JUMP_CACHES + instructions[index + 1])
            assert instructions[target] in (_LOAD_CONST, _RETURN_CONST)
            return target
    raise AssertionError("the stub's text has no `if`")
