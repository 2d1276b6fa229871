"""What the running stage needs from others without importing them: the linker, and a way to raise unseen."""

from __future__ import annotations

from _collections_abc import Callable

from ast_interp.run.machine import Code, Frame, FunctionCode, Op
from pyston_runtime.interfaces.typed import CodeType, Final, FunctionType, NoReturn, cast, final, partial
from pyston_runtime.opcodes import INSTRUCTIONS
from pyston_runtime.templates import function_template
from pyston_runtime.tracebacks.hidden import without_resume


def _no_linker(function: FunctionCode) -> Code:
    raise AssertionError("no linker is installed")


def _no_rebinding(callee: FunctionType) -> FunctionCode | None:
    raise AssertionError("nothing rebinds functions")


def _no_poll(frame: Frame) -> None:
    raise AssertionError("nothing polls under frames")


def _no_observer() -> bool:
    raise AssertionError("nothing is observed")


def _no_change(callee: FunctionType) -> None:
    """Functions stay as they are."""


def _no_standing(frame: Frame, callee: partial[object]) -> object:
    raise AssertionError("nothing stands")


def _no_live_frame(frame: Frame, depth: int) -> object:
    raise AssertionError("nothing stands")


def _no_observed_call(frame: Frame, inner: Frame) -> object:
    raise AssertionError("nothing is observed")


def _no_observed_entry(
    function: FunctionCode, cells: tuple[object, ...] | None, arguments: tuple[object, ...]
) -> partial[object] | None:
    raise AssertionError("nothing is observed")


def _no_observed_unit(function: FunctionCode, namespace: object | None) -> object:
    raise AssertionError("nothing is observed")


def _make_reraise() -> Callable[[BaseException], NoReturn]:
    """A function of the host's that raises its argument, leaving traceback and context as they are."""
    code = function_template("def reraise(error): raise error", "<reraise>")
    changed = bytearray(code.co_code)
    for index in range(0, len(changed), 2):
        if changed[index] == INSTRUCTIONS["RAISE_VARARGS"]:
            changed[index : index + 2] = bytes((INSTRUCTIONS["RERAISE"], 0))
    function = FunctionType(code.replace(co_code=without_resume(bytes(changed))), {"__name__": "ast_interp.run.wiring"})
    return cast("Callable[[BaseException], NoReturn]", function)


def _no_unlinking(code: Code) -> None:
    """Nothing was linked."""


#: What `Machine.stand` gives when the calling frame must not go on itself: its `mode` and `switch` say where to.
TAKEN_OVER: Final = object()


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
        observes: whether somebody traces, profiles or monitors this thread; asked where `LIMITS.observed` is set.
        call_observed: calls, from a frame, the function whose arguments are in another, so that its observers see it.
        observed_call: such a call of a function with bound arguments; None where it cannot be observed.
        run_observed: runs a unit so. It and `call_observed` give `UNSET` where that cannot be.
        make_observable: gives a function of guest code the code that its frames have when they are observed.
        stand: calls something under genuine frames, any of which may go on as such; TAKEN_OVER when one does.
        live_frame: gives a frame object, likewise.
        show_suspended: has the frames of generators and coroutines show what their guest's do; None once they do.
        observed_stub: makes the stubs of functions that can be observed, once there was an observer.
        hot_entry: told of another many entries of a function, before its frame starts.
    """

    def __init__(self) -> None:
        self.link: Callable[[FunctionCode], Code] = _no_linker
        self.unlink: Callable[[Code], None] = _no_unlinking
        self.rebind: Callable[[FunctionType], FunctionCode | None] = _no_rebinding
        self.poll_under: Callable[[Frame], None] = _no_poll
        self.reraise: Callable[[BaseException], NoReturn] = _make_reraise()
        self.observes: Callable[[], bool] = _no_observer
        self.call_observed: Callable[[Frame, Frame], object] = _no_observed_call
        self.observed_call: Callable[
            [FunctionCode, tuple[object, ...] | None, tuple[object, ...]], partial[object] | None
        ] = _no_observed_entry
        self.run_observed: Callable[[FunctionCode, object | None], object] = _no_observed_unit
        self.stand: Callable[[Frame, partial[object]], object] = _no_standing
        self.live_frame: Callable[[Frame, int], object] = _no_live_frame
        self.make_observable: Callable[[FunctionType], None] = _no_change
        self.show_suspended: Callable[[], None] | None = None
        self.observed_stub: Callable[[FunctionCode], CodeType | None] | None = None
        self.hot_loop: Callable[[Frame, int], Op | None] | None = None
        self.hot_entry: Callable[[Frame], None] | None = None


MACHINE: Final = Machine()
