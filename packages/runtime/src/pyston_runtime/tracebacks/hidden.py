"""Take functions of ours out of sight of whoever walks the host's frames.

CPython counts a frame as complete, and shows it, from its code's first `RESUME` instruction on. A function without one
runs as ever, but is in no traceback, no `f_back` chain, no stack level of `warnings`, and no trace function sees it. So
the stubs that enter the interpreter, and in pure builds the interpreter itself, stand in nobody's way.

On 3.11 `RESUME` is also what makes a function specialise itself after some calls; without it our own code would run at
half its speed. There a `JUMP_BACKWARD`, the other instruction that does so, stands in its place.

Generators keep theirs: their frames are always complete. So do functions with a zero-argument `super()`, which looks
for its caller's frame.
"""

from __future__ import annotations

import builtins
import os
import sys

from pyston_runtime.interfaces.typed import CodeType, Final, FunctionType, ModuleType
from pyston_runtime.opcodes import INSTRUCTIONS

_RESUME: Final = INSTRUCTIONS["RESUME"]
_NOP: Final = INSTRUCTIONS["NOP"]
_RESUME_SPECIALISES: Final = sys.version_info < (3, 12)
_JUMP: Final = INSTRUCTIONS["JUMP_FORWARD"]
_JUMP_BACK: Final = INSTRUCTIONS["JUMP_BACKWARD"]
#: How many cache entries follow a `JUMP_BACKWARD`.
_JUMP_CACHES: Final = 1 if sys.version_info >= (3, 13) else 0
#: A location table's entry for an instruction that stands on no line.
_ONE_NOWHERE: Final = bytes((0x80 | 15 << 3,))
#: CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR
_SUSPENDABLE: Final = 0x20 | 0x80 | 0x200
#: Set, it leaves the frames where they are: for debugging Pyston itself.
SHOW_VARIABLE: Final = "PYSTON_SHOW_FRAMES"
#: Asked once: later there may be an observer, who would see it asked.
_SHOWN: Final = bool(os.environ.get(SHOW_VARIABLE))

#: A function of this name is left visible on 3.11, where a frame that ends keeps a dangling link to those below unless
#: it finds a complete one among them (fixed in 3.12: `take_ownership`); `f_back` would follow it.
LOWEST_NAME: Final = "hook"


def hidden(code: CodeType) -> CodeType:
    """The code, and all code defined in it, with frames that nobody sees."""
    constants = tuple([hidden(one) if isinstance(one, CodeType) else one for one in code.co_consts])
    if sys.version_info < (3, 12) and code.co_name == LOWEST_NAME:
        return code
    if code.co_flags & _SUSPENDABLE or "__class__" in code.co_freevars:
        return code.replace(co_consts=constants)
    if _RESUME_SPECIALISES:
        return specialising(code, constants)
    return code.replace(co_consts=constants, co_code=without_resume(code.co_code))


def specialising(code: CodeType, constants: tuple[object, ...]) -> CodeType:
    """The code with other constants, and with a `JUMP_BACKWARD` on its way in, in place of `RESUME`: over it, back,
    over both.

    Like `RESUME`, it looks at the eval breaker, and lets signal handlers and other threads in.
    """
    instructions = code.co_code
    for index in range(0, len(instructions), 2):
        if instructions[index] == _RESUME:
            break
    else:
        return code.replace(co_consts=constants)
    way_in = bytes((_JUMP, 1, _JUMP, 1 + _JUMP_CACHES, _JUMP_BACK, 2 + _JUMP_CACHES)) + b"\0\0" * _JUMP_CACHES
    return code.replace(
        co_consts=constants,
        co_code=instructions[:index] + way_in + instructions[index + 2 :],
        co_linetable=bytes((0x80 | 15 << 3 | 1 + _JUMP_CACHES,)) + code.co_linetable,
        co_exceptiontable=moved_exception_table(code.co_exceptiontable, 2 + _JUMP_CACHES),
    )


def moved_exception_table(table: bytes, distance: int) -> bytes:
    """An exception table (CPython: Objects/exception_handling_notes.txt) for code that begins later by some units."""
    values: list[int] = []
    position = 0
    while position < len(table):
        value = table[position] & 63
        while table[position] & 64:
            position += 1
            value = value << 6 | table[position] & 63
        position += 1
        values.append(value)
    moved = bytearray()
    for number, value in enumerate(values):
        kind = number % 4  # start, length, target, depth
        begin = len(moved)
        _append_number(moved, value + distance if kind in (0, 2) else value)
        if kind == 0:
            moved[begin] |= 128
    return bytes(moved)


def _append_number(table: bytearray, value: int) -> None:
    for shift in (24, 18, 12, 6):
        if value >> shift:
            table.append(64 | value >> shift & 63)
    table.append(value & 63)


def unannounced(code: CodeType) -> CodeType:
    """The code with its `RESUME` jumped over: its frame can be seen, but no trace function is called for it."""
    assert code.co_code[0] == _RESUME
    return code.replace(
        co_code=bytes((_JUMP, 1)) + code.co_code,
        co_linetable=_ONE_NOWHERE + code.co_linetable,
        co_exceptiontable=moved_exception_table(code.co_exceptiontable, 1),
    )


def without_resume(instructions: bytes) -> bytes:
    """The instructions with `NOP` in place of `RESUME`."""
    changed = bytearray(instructions)
    for index in range(0, len(changed), 2):
        if changed[index] == _RESUME:
            changed[index] = _NOP
            changed[index + 1] = 0
    return bytes(changed)


_hidden_modules: Final[set[str]] = set()


def hide_package(name: str) -> None:
    """Hide the functions of a package's modules that are imported by now; compiled ones have no frames to hide.

    Pure modules also get built-in names of their own: a program may bind `builtins.len` to guest code, which must not
    run in order to run guest code.
    """
    prefix = name + "."
    for module_name, module in list(sys.modules.items()):
        if module_name not in _hidden_modules and (module_name == name or module_name.startswith(prefix)):
            _hidden_modules.add(module_name)
            if isinstance(module, ModuleType):
                namespace = module.__dict__
                file = namespace.get("__file__")
                if isinstance(file, str) and file.endswith(".py") and not _SHOWN:
                    _hide_all(namespace, module_name)
                    _pin_builtins(namespace)


def hide_functions(functions: tuple[FunctionType, ...]) -> None:
    """Hide some functions of a module, as `hide_package` hides all: of a module that is not compiled, and of which a
    program sees nothing else.
    """
    if _SHOWN:
        return
    for function in functions:
        function.__code__ = hidden(function.__code__)
    _pin_builtins(functions[0].__globals__)


#: The host's own built-in names, as they are before any program.
_BUILTINS: Final = {name: value for name, value in builtins.__dict__.items() if not name.startswith("_")}


def _pin_builtins(namespace: dict[str, object]) -> None:
    namespace.update({**_BUILTINS, **namespace})


def _hide_all(namespace: dict[str, object], module_name: str) -> None:
    for value in list(namespace.values()):
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        if isinstance(value, FunctionType):
            if _module_of(value) == module_name:
                value.__code__ = hidden(value.__code__)
        elif isinstance(value, type) and _module_of(value) == module_name:
            _hide_all(dict(value.__dict__), module_name)


def _module_of(value: object) -> object:
    """Where a function or class says it is from; functions that dataclasses make in compiled modules say None."""
    return getattr(value, "__module__", None)
