"""Stubs: the `__code__` of guest functions.

A stub has the guest's signature, flags, names, file and first line, so that CPython binds arguments, and `inspect`,
`functools`, descriptors and TypeErrors work by themselves. Its body hands the bound arguments to the interpreter.
Only a handful of shapes exist (how many parameters of which kind, how many free variables, which flavour); each is
compiled once by the host from the text below, with strings standing for the objects that it calls. A stub is then a
`code.replace` of its shape, which costs about a microsecond.

Some instructions are changed on the way, which no source text can ask for:

- reading a free variable becomes reading its cell (`LOAD_DEREF` -> `LOAD_CLOSURE`, or `LOAD_FAST` from 3.13 on);
- `raise` becomes `RERAISE`, which neither adds the stub to the traceback nor touches `__context__`;
- `RESUME` goes where the flavour allows it, so that the stub's frame is seen by nobody
  (`pyston_runtime.tracebacks.hidden`);
- the namespace of a class body is fetched by `LOAD_LOCALS`, since `locals()` looks past hidden frames from 3.12 on;
- behind the last instruction, where nothing gets, the names of globals are mentioned: those who pickle functions by
  value look for them in the bytecode, and send along what they stand for.
"""

from __future__ import annotations

import sys

from pyston_runtime.interfaces.code import (
    ASYNC_GENERATOR,
    CLASS,
    COROUTINE,
    GENERATOR,
    PLAIN,
    CodeUnit,
    Signature,
)
from pyston_runtime.interfaces.typed import CodeType, Final, final
from pyston_runtime.opcodes import INSTRUCTIONS
from pyston_runtime.templates import defined_code, function_template
from pyston_runtime.tracebacks.hidden import without_resume

_READ_CELL: Final = INSTRUCTIONS["LOAD_FAST"] if sys.version_info >= (3, 13) else INSTRUCTIONS["LOAD_CLOSURE"]
_READ_FREE: Final = INSTRUCTIONS["LOAD_DEREF"]
_RAISE: Final = INSTRUCTIONS["RAISE_VARARGS"]
_RERAISE: Final = INSTRUCTIONS["RERAISE"]
_LOAD_CONST: Final = INSTRUCTIONS["LOAD_CONST"]
_LOAD_LOCALS: Final = INSTRUCTIONS["LOAD_LOCALS"]
_LOAD_FAST: Final = INSTRUCTIONS["LOAD_FAST"]
_STORE_FAST: Final = INSTRUCTIONS["STORE_FAST"]
_STORE_AND_LOAD: Final = INSTRUCTIONS["STORE_FAST_LOAD_FAST"]
_FOR_ITER: Final = INSTRUCTIONS["FOR_ITER"]
_CACHE: Final = INSTRUCTIONS["CACHE"]
_NOP: Final = INSTRUCTIONS["NOP"]
_DELETE_GLOBAL: Final = INSTRUCTIONS["DELETE_GLOBAL"]  # the shortest that names one

CO_OPTIMIZED: Final = 0x1
CO_NEWLOCALS: Final = 0x2
CO_NESTED: Final = 0x10
CO_HAS_DOCSTRING: Final = 0x4000000

_PLAIN_BODY: Final = """
        'DOC'
        {result} = 'ENTER'('CODE', {cells}, {arguments})
        if {result} is 'ERROR':
            raise 'TAKE_ERROR'()
        return {result}
"""
#: Of a function that may be thrown away: when it is, what it enters may be gone, and is made of its globals again.
_PASSING_BODY: Final = """
        'DOC'
        if 'LOST'('CODE'):
            'FIND'('CODE', lambda: 0)""" + _PLAIN_BODY.replace("        'DOC'\n", "")
CLASS_BODY: Final = """
        'DOC'
        if 'ENTER_CLASS'('CODE', {cells}, {locals}):
            raise 'TAKE_ERROR'()
        return 'TAKE_VALUE'()
"""
#: How a stub gets its namespace: an expression of the texts here.
LOCALS: Final = "'LOCALS'()" if _LOAD_LOCALS < 0 else "'LOAD_LOCALS'"

#: The frame is an iterator, which is the shortest way through the host's bytecode: it gives what is yielded.
GENERATOR_BODY: Final = """
        'DOC'
        {frame} = 'START'('CODE', {cells}, {arguments})
        {forget}
        while True:
            for {step} in {frame}:
                try:
                    {sent} = yield {step}
                except 'BASE_EXCEPTION':
                    'THROW'({frame})
                else:
                    if {sent} is not None:
                        'SEND'({frame}, {sent})
                        {sent} = None
            {step} = 'STATUS'({frame})
            if {step} is 'DELEGATED':
                try:
                    {sent} = {delegate} 'TAKE'({frame})
                except 'BASE_EXCEPTION':
                    'THROW'({frame})
                else:
                    if {sent} is not None:
                        'SEND'({frame}, {sent})
                        {sent} = None
            elif {step} is 'RETURNED':
                {leave}
            else:
                raise 'TAKE_FRAME_ERROR'({frame})
"""
COROUTINE_BODY: Final = """
        'DOC'
        {frame} = 'BEGIN'('CODE', {cells}, {arguments})
        {forget}
        {sent} = None
        while True:
            {step} = 'RESUME'({frame}, {sent})
            {sent} = None
            if {step} is 'DELEGATED':
                try:
                    {sent} = await 'TAKE_AWAITED'({frame})
                except 'BASE_EXCEPTION':
                    'THROW'({frame})
            elif {step} is 'FAILED':
                raise 'TAKE_FRAME_ERROR'({frame})
            else:
                return {step}
"""


@final
class StubHooks:
    """What stubs call.

    Attributes:
        enter: (code, cells, arguments) -> the result, or `error` when the guest raised.
        error: the mark that `enter` returns for an exception.
        take_error: () -> the exception that was raised last in this thread.
        enter_class: (code, cells, namespace) -> whether the class body raised.
        take_value: () -> the value of the class body run last in this thread.
        start: (code, cells, arguments) -> a generator's suspended frame: an iterator of what is yielded, ended by
            anything else happens.
        status: (frame) -> what has ended it: one of the marks `delegated`, `returned`, `failed`.
        send: (frame, value) -> None; the value is what the suspended frame gets when it goes on.
        begin: (code, cells, arguments) -> a coroutine's suspended frame.
        resume: (frame, sent) -> what a coroutine returned, or one of the marks `delegated`, `failed`.
        take: (frame) -> what a generator delegated to, or what it returned.
        take_awaited: (frame) -> what a coroutine delegated to.
        lost: (code) -> whether what the stub enters is gone, while its function is.
        find: (code, function) -> None; it is made again, of the globals of a function that the stub defines.
        take_frame_error: (frame) -> the exception that left the frame.
        throw: (frame) -> None; the exception being handled is to be raised inside the frame when it goes on.
    """

    def __init__(self, objects: dict[str, object]) -> None:
        self.objects = objects


_LARGEST_OPERAND: Final = 255
_templates: Final[dict[tuple[object, ...], CodeType]] = {}
_shifted_code: Final[dict[tuple[object, ...], bytes]] = {}
#: By the number of instructions: stubs of one length share theirs.
_line_tables: Final[dict[int, bytes]] = {}


def make_stub(unit: CodeUnit, code: object, hooks: StubHooks, passing: bool = False) -> CodeType:
    """Make the `__code__` of a unit.

    Args:
        unit: a function or class unit.
        code: what the hooks get as their first argument.
        hooks: the interpreter's entry points.
        passing: whether `code` may be lost before the function is, which is asked for first.
    """
    key: tuple[object, ...] = (*shape_of(unit), passing)
    template = _templates.get(key)
    if template is None:
        template = _compile_template(unit, _PASSING_BODY if passing else _PLAIN_BODY)
        _templates[key] = template
    local_names = unit.local_names
    cell_names = unit.cell_names if unit.kind != CLASS else ()
    count = max(template.co_nlocals, len(local_names))
    if unit.free_names and count + len(cell_names) + len(unit.free_names) > _LARGEST_OPERAND:
        # the free variables' numbers would need a prefix instruction: show the parameters alone
        local_names = unit.signature.names
        cell_names = ()
        count = template.co_nlocals
    # cells that are no parameters stand between the locals and the free variables
    cells = len([name for name in cell_names if name not in local_names])
    code_bytes = template.co_code
    if unit.free_names and unit.kind != CLASS and count + cells > template.co_nlocals:
        shifted_key = (*key, count + cells)
        shifted = _shifted_code.get(shifted_key)
        if shifted is None:
            shifted = shifted_cells(template.co_code, template.co_nlocals, count + cells - template.co_nlocals)
            _shifted_code[shifted_key] = shifted
        code_bytes = shifted
    names_globals = unit.kind != CLASS and not template.co_names
    line_table = template.co_linetable
    if names_globals and unit.global_names:
        code_bytes += mentions(unit.global_names)
        line_table = _one_line(len(code_bytes) // 2)
    objects = hooks.objects
    documentation = unit.documentation if unit.kind != CLASS else None
    constants: list[object] = []
    for constant in template.co_consts:
        if constant == "CODE":
            constants.append(code)
        elif constant == "DOC":
            constants.append(documentation)
        elif isinstance(constant, str):
            constants.append(objects.get(constant))
        else:
            constants.append(constant)
    if names_globals and unit.inner_names:
        constants.append(_inner_code(unit, template))
    # the template's own locals keep their places behind the parameters; the guest's locals come to stand over them
    names = local_names + tuple([f"..{index}" for index in range(count - len(local_names))])
    flags = template.co_flags & ~(CO_NESTED | CO_HAS_DOCSTRING) | unit.flags
    if sys.version_info >= (3, 14) and documentation is not None:
        flags |= CO_HAS_DOCSTRING
    if unit.kind == CLASS:
        names = ()
        flags &= ~(CO_OPTIMIZED | CO_NEWLOCALS)
    return template.replace(
        co_name=unit.name,
        co_qualname=unit.qualname,
        co_filename=unit.filename,
        co_firstlineno=unit.first_line,
        co_flags=flags,
        co_code=code_bytes,
        co_consts=tuple(constants),
        co_linetable=line_table,
        co_varnames=names,
        co_nlocals=len(names),
        co_cellvars=cell_names,
        co_freevars=unit.free_names,
        co_names=template.co_names or unit.global_names,
    )


def mentions(names: tuple[str, ...]) -> bytes:
    """Instructions that name the first of a code object's `co_names`, of which there are as many as `names`."""
    return _MENTIONS[: 2 * len(names)] + _RETURN if names else b""


_RETURN: Final = bytes((INSTRUCTIONS["RETURN_VALUE"], 0))  # what code ends with
_MENTIONS: Final = b"".join([bytes((_DELETE_GLOBAL, index)) for index in range(_LARGEST_OPERAND + 1)])


def _inner_code(unit: CodeUnit, template: CodeType) -> CodeType:
    """What names the globals of the blocks inside a function, as their code does among CPython's constants."""
    code_bytes = template.co_code + mentions(unit.inner_names)
    return template.replace(
        co_name="<inner>",
        co_qualname=unit.qualname + ".<inner>",
        co_filename=unit.filename,
        co_firstlineno=unit.first_line,
        co_code=code_bytes,
        co_linetable=_one_line(len(code_bytes) // 2),
        co_consts=(None,) * len(template.co_consts),
        co_names=unit.inner_names,
    )


def _compile_template(unit: CodeUnit, plain: str) -> CodeType:
    """Compile the stub of a unit's shape, with placeholder names and constants."""
    stub = compiled_shape(unit, plain, CLASS_BODY, GENERATOR_BODY, COROUTINE_BODY)
    instructions = patched(stub.co_code, stub.co_consts)
    if unit.flavour == PLAIN:
        instructions = without_resume(instructions)
    return stub.replace(co_code=instructions, co_linetable=_one_line(len(instructions) // 2))


def shape_of(unit: CodeUnit) -> tuple[object, ...]:
    """What units must have in common for one compiled text to serve the stubs of all."""
    signature = unit.signature
    return (
        unit.kind == CLASS,
        unit.flavour,
        signature.positional_only,
        signature.positional,
        signature.keyword_only,
        signature.variadic,
        signature.keywords,
        len(unit.free_names),
    )


def compiled_shape(unit: CodeUnit, plain: str, namespace: str, generator: str, coroutine: str) -> CodeType:
    """Compile a text for a unit's shape, with placeholder names and constants.

    Args:
        unit: any unit of the shape.
        plain, namespace, generator, coroutine: the bodies for a plain function, a class, any generator, a coroutine.
    """
    flavour = unit.flavour
    names = [f"p{index}" for index in range(len(unit.signature.names))]
    free_names = [f"f{index:05}" for index in range(len(unit.free_names))]  # as the host sorts them
    cells = "(" + "".join(f"{name}, " for name in free_names) + ")" if free_names else "None"
    arguments = "(" + "".join(f"{name}, " for name in names) + ")" if names else "()"
    if unit.kind == CLASS:
        body = namespace.format(cells=cells, locals=LOCALS)
    elif flavour == PLAIN:
        body = plain.format(result=names[0] if names else "r", cells=cells, arguments=arguments)
    else:
        body = (coroutine if flavour == COROUTINE else generator).format(
            frame="r0",
            sent="r1",
            step="r2",
            cells=cells,
            arguments=arguments,
            forget="del " + ", ".join(names) if names else "pass",
            delegate="yield from" if flavour == GENERATOR else "await",
            leave="return" if flavour == ASYNC_GENERATOR else "return 'TAKE'(r0)",
        )
    define = "def" if flavour in (PLAIN, GENERATOR) else "async def"
    bind = " = ".join([*free_names, "None"]) if free_names else "pass"
    text = f"def outer():\n    {bind}\n    {define} stub({parameter_list(unit.signature, names)}):\n{body}"
    return defined_code(function_template(text, "<stub>"))


def parameter_list(signature: Signature, names: list[str]) -> str:
    """The parameters of a signature under other names, as text."""
    parts: list[str] = []
    for index in range(signature.positional):
        if index == signature.positional_only and index:
            parts.append("/")
        parts.append(names[index])
    if signature.positional_only and signature.positional_only == signature.positional:
        parts.append("/")
    after = signature.positional + signature.keyword_only
    if signature.variadic:
        parts.append("*" + names[after])
    elif signature.keyword_only:
        parts.append("*")
    parts.extend(names[signature.positional : after])
    if signature.keywords:
        parts.append("**" + names[-1])
    return ", ".join(parts)


def patched(code: bytes, constants: tuple[object, ...]) -> bytes:
    """Make cells out of free variables' values, RERAISE out of raise, LOAD_LOCALS out of its name.

    What a `for` loop is given and passes on is not kept in its variable.
    """
    changed = bytearray(code)
    for index in range(0, len(changed), 2):
        if changed[index] == _READ_FREE:
            changed[index] = _READ_CELL
        elif changed[index] == _RAISE and changed[index + 1] == 1:
            changed[index] = _RERAISE
            changed[index + 1] = 0
        elif changed[index] == _LOAD_CONST and constants[changed[index + 1]] == "LOAD_LOCALS":
            changed[index] = _LOAD_LOCALS
            changed[index + 1] = 0
        elif changed[index] == _FOR_ITER:
            first = index + 2
            while changed[first] == _CACHE:
                first += 2
            if changed[first] == _STORE_AND_LOAD:
                changed[first : first + 2] = bytes((_NOP, 0))
            elif changed[first] == _STORE_FAST:
                second = first + 2
                while changed[second] == _NOP:
                    second += 2
                if changed[second] == _LOAD_FAST and changed[second + 1] == changed[first + 1]:
                    changed[first : first + 2] = changed[second : second + 2] = bytes((_NOP, 0))
    return bytes(changed)


def shifted_cells(code: bytes, first: int, distance: int) -> bytes:
    """Cells are numbered behind the locals (from `first` on): make room for locals that the template does not have."""
    changed = bytearray(code)
    for index in range(0, len(changed), 2):
        if changed[index] == _READ_CELL and changed[index + 1] >= first:
            changed[index + 1] += distance
    return bytes(changed)


def _one_line(units: int) -> bytes:
    """A location table that puts every instruction on the first line (Objects/locations.md, form 13)."""
    known = _line_tables.get(units)
    if known is not None:
        return known
    table = bytearray()
    left = units
    while left > 0:
        length = min(left, 8)
        table += bytes((0x80 | 13 << 3 | length - 1, 0))
        left -= length
    _line_tables[units] = bytes(table)
    return _line_tables[units]
