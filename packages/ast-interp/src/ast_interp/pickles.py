"""Guest code that leaves the process, and runs in our tiers where it is read: the ways in, found by their names.

Pickles by value (cloudpickle, dill) take a function's code object apart and pickle its constants: the guest's code is
one of them, and reduces itself to register code. What `marshal` was made to write calls `run`. The process that reads
may be one of the host's, in which there is no interpreter yet.
"""

from __future__ import annotations

from ast_interp.dynamic.portable import to_portable, unit_of_portable
from ast_interp.ops.calling import SPECIALS
from ast_interp.run.entry import bind_unit, execute_unit
from ast_interp.run.machine import UNBOUND, FunctionCode, Handle
from ast_interp.run.passing import unbound_handle
from pyston_runtime.interfaces.code import CLASS, FUNCTION, CodeUnit


def reduced(code: FunctionCode | Handle) -> tuple[object, ...]:
    """What `__reduce__` of a guest function's code gives.

    Raises:
        ValueError: something in it cannot be stored.
    """
    return restored if isinstance(code, FunctionCode) else restored_handle, (to_portable(code.unit),)


def restored(data: bytes) -> FunctionCode:
    """The code of a function that was pickled; it is bound when a function that has it is entered."""
    return bind_unit(_arrived(data), UNBOUND, UNBOUND)


def restored_handle(data: bytes) -> Handle:
    """The same for a function of a namespace that might have been thrown away."""
    return unbound_handle(_arrived(data))


def run(data: bytes, globals: dict[str, object], locals: object) -> object:
    """Run what `marshal` has written and the host has read.

    Raises:
        TypeError: it is the code of a function, of which host code cannot make one.
    """
    unit = _arrived(data)
    if unit.kind in (FUNCTION, CLASS):
        raise TypeError(f"the code of {unit.qualname} has to be read by guest code")
    return execute_unit(unit, globals, locals, 0)


def _arrived(data: bytes) -> CodeUnit:
    if not SPECIALS.functions:
        # a process of the host's, which was sent the code
        from ast_interp.interpreter import Interpreter
        from ast_interp.parsing import default_parser

        Interpreter(default_parser())
    return unit_of_portable(data)
