"""Take functions of ours out of sight of whoever walks the host's frames.

CPython counts a frame as complete, and shows it, from its code's first `RESUME` instruction on. A function without one
runs as ever, but is in no traceback, no `f_back` chain, no stack level of `warnings`, and no trace function sees it. So
the stubs that enter the interpreter, and in pure builds the interpreter itself, stand in nobody's way.

Generators keep theirs: their frames are always complete. So do functions with a zero-argument `super()`, which looks
for its caller's frame.
"""

from __future__ import annotations

import os
import sys
from opcode import opmap
from types import CodeType, FunctionType, ModuleType

from pyston_runtime.interfaces.typed import Final

_RESUME: Final = opmap["RESUME"]
_NOP: Final = opmap["NOP"]
#: CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR
_SUSPENDABLE: Final = 0x20 | 0x80 | 0x200
#: Set, it leaves the frames where they are: for debugging Pyston itself.
SHOW_VARIABLE: Final = "PYSTON_SHOW_FRAMES"


def hidden(code: CodeType) -> CodeType:
    """The code, and all code defined in it, with frames that nobody sees."""
    constants = tuple([hidden(one) if isinstance(one, CodeType) else one for one in code.co_consts])
    if code.co_flags & _SUSPENDABLE or "__class__" in code.co_freevars:
        return code.replace(co_consts=constants)
    return code.replace(co_consts=constants, co_code=without_resume(code.co_code))


def without_resume(instructions: bytes) -> bytes:
    """The instructions with `NOP` in place of `RESUME`."""
    changed = bytearray(instructions)
    for index in range(0, len(changed), 2):
        if changed[index] == _RESUME:
            changed[index] = _NOP
            changed[index + 1] = 0
    return bytes(changed)


_hidden_packages: Final[set[str]] = set()


def hide_package(name: str) -> None:
    """Hide the functions of a package's modules that are imported already; compiled ones have no frames to hide."""
    if name in _hidden_packages or os.environ.get(SHOW_VARIABLE):
        return
    _hidden_packages.add(name)
    for module_name, module in list(sys.modules.items()):
        if module_name == name or module_name.startswith(name + "."):
            if isinstance(module, ModuleType):
                _hide_all(module.__dict__, module_name)


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
