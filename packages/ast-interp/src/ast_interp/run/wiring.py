"""What the running stage needs from others without importing them: the linker, and a way to raise unseen."""

from __future__ import annotations

from _collections_abc import Callable
from opcode import opmap
from types import CodeType, FunctionType

from ast_interp.run.machine import Code, Frame, FunctionCode, Op
from pyston_runtime.interfaces.typed import Final, NoReturn, cast, final


def _no_linker(function: FunctionCode) -> Code:
    raise AssertionError("no linker is installed")


def _no_rebinding(callee: FunctionType) -> FunctionCode | None:
    raise AssertionError("nothing rebinds functions")


def _no_poll(frame: Frame) -> None:
    raise AssertionError("nothing polls under frames")


def _make_reraise() -> Callable[[BaseException], NoReturn]:
    """A function of the host's that raises its argument, leaving traceback and context as they are."""
    module = compile("def reraise(error): raise error", "<reraise>", "exec", dont_inherit=True)
    code = next(constant for constant in module.co_consts if isinstance(constant, CodeType))
    changed = bytearray(code.co_code)
    for index in range(0, len(changed), 2):
        if changed[index] == opmap["RAISE_VARARGS"]:
            changed[index : index + 2] = bytes((opmap["RERAISE"], 0))
    function = FunctionType(code.replace(co_code=bytes(changed)), {"__name__": "ast_interp.run.wiring"})
    return cast("Callable[[BaseException], NoReturn]", function)


def _no_unlinking(code: Code) -> None:
    """Nothing was linked."""


@final
class Machine:
    """The hooks.

    Attributes:
        link: lowers and links a function's unit.
        unlink: counts a code out that will not run again; its program would keep it otherwise.
        rebind: gives a function whose code was bound to other globals code of its own.
        poll_under: lets signal handlers in where the frame that they are given is a guest's.
        reraise: raises an exception without touching it.
        hot_loop: told of another many rounds of a loop, by its head's index; the op to go on with at the head from now
            on.
        hot_entry: told of another many entries of a function, before its frame starts.
    """

    def __init__(self) -> None:
        self.link: Callable[[FunctionCode], Code] = _no_linker
        self.unlink: Callable[[Code], None] = _no_unlinking
        self.rebind: Callable[[FunctionType], FunctionCode | None] = _no_rebinding
        self.poll_under: Callable[[Frame], None] = _no_poll
        self.reraise: Callable[[BaseException], NoReturn] = _make_reraise()
        self.hot_loop: Callable[[Frame, int], Op | None] | None = None
        self.hot_entry: Callable[[Frame], None] | None = None


MACHINE: Final = Machine()
