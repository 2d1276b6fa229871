"""Where the host enters guest code: what stubs call, and the running of whole units.

No exception leaves these functions as a host exception: a native function that raises adds itself to the traceback.
They return a mark, and the stub takes the exception and re-raises it in the guest's name.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from _weakref import ReferenceType

from ast_interp.process.polling import LIMITS
from ast_interp.run.activation import new_frame, park
from ast_interp.run.driver import drive
from ast_interp.run.machine import (
    DELEGATED,
    FAILED,
    RETURNED,
    RUNNING,
    UNBOUND,
    UNSET,
    YIELDED,
    Code,
    Frame,
    FunctionCode,
)
from ast_interp.run.runs import run_noted
from ast_interp.run.unwind import unwind
from ast_interp.run.wiring import MACHINE
from pyston_runtime.functions.stubs import StubHooks, make_stub
from pyston_runtime.interfaces.code import FUNCTION, PLAIN, CodeUnit
from pyston_runtime.interfaces.typed import Any, CodeType, Final, FunctionType, ModuleType, final, i64, partial
from pyston_runtime.tracebacks.entries import without_own

# a program may put something else in its place
_handled: Final = sys.exception


class Mark:
    """A result that is no value of the guest's."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled by name: it is a constant of stubs, which some pickle by value."""
        return _mark, (self.name,)


def _mark(name: str) -> Mark:
    """The mark of a name."""
    for mark in MARKS:
        if mark.name == name:
            return mark
    return ERROR


_HOT_MASK: Final = 1023
ERROR: Final = Mark("error")
MARKS: Final[list[Mark]] = [Mark("running"), Mark("returned"), Mark("yielded"), Mark("delegated"), Mark("failed")]

#: What a stub takes after a mark, by thread.
_pending: Final[dict[int, object]] = {}


def bind_unit(unit: CodeUnit, globals: dict[str, object], builtins: dict[str, object]) -> FunctionCode:
    """Bind a unit to its globals."""
    arity: i64 = -1
    if unit.kind == FUNCTION and unit.flavour == PLAIN and unit.signature.simple():
        arity = unit.signature.positional
    return FunctionCode(unit, globals, builtins, arity)


def stub_of(function: FunctionCode) -> CodeType:
    """Make the `__code__` of a function's or class body's unit; whoever asks keeps it."""
    if not function.plain and function.unit.flavour != PLAIN:
        show_suspended = MACHINE.show_suspended
        if show_suspended is not None:
            show_suspended()
    observed = MACHINE.observed_stub
    stub = None if observed is None else observed(function)
    if stub is None:
        stub = make_stub(function.unit, function, HOOKS)
    function.stub_reference = ReferenceType(stub)
    return stub


def unbound_stub(unit: CodeUnit) -> CodeType:
    """The code of a function or class body that is not defined yet: a constant of the code around it."""
    return stub_of(bind_unit(unit, UNBOUND, UNBOUND))


def linked_code(function: FunctionCode) -> Code:
    """The function's linked code; lowered and linked at the first call."""
    code = function.code
    return MACHINE.link(function) if code is None else code


def prepare(function: FunctionCode, cells: tuple[object, ...] | None, arguments: tuple[object, ...]) -> Frame:
    """A frame with its arguments and cells in place."""
    code = linked_code(function)
    frame = new_frame(function)
    slots = frame.slots
    index: i64 = 0
    for value in arguments:
        slots[index] = value
        index += 1
    if cells is not None:
        place: i64 = code.free_start
        for cell in cells:
            slots[place] = cell
            place += 1
    entries = code.entries + 1
    code.entries = entries
    if entries & _HOT_MASK == 0:
        hot = MACHINE.hot_entry
        if hot is not None:
            hot(frame)
    frame.back = None
    frame.depth = 0
    frame.status = RUNNING
    frame.resume = code.entry
    return frame


def enter(function: FunctionCode, cells: tuple[object, ...] | None, arguments: tuple[object, ...]) -> object:
    """Run a plain function; the result, or `ERROR`."""
    try:
        if LIMITS.observed and MACHINE.observes():
            call = MACHINE.observed_call(function, cells, arguments)
            if call is not None:
                return call()
        frame = prepare(function, cells, arguments)
    except BaseException as error:
        _pending[get_ident()] = error
        return ERROR
    left = run_noted(frame)
    if left.status == FAILED:
        _pending[get_ident()] = left.error
        left.error = None
        return ERROR
    value = frame.value
    frame.value = None
    park(frame)
    return value


def enter_apart(function: FunctionCode, cells: tuple[object, ...] | None, arguments: tuple[object, ...]) -> bool:
    """Run a plain function for a stub without a local for the result; whether it raised. `take_value` gives it."""
    try:
        frame = prepare(function, cells, arguments)
    except BaseException as error:
        _pending[get_ident()] = error
        return True
    left = run_noted(frame)
    if left.status == FAILED:
        _pending[get_ident()] = left.error
        left.error = None
        return True
    _pending[get_ident()] = frame.value
    frame.value = None
    park(frame)
    return False


def observed() -> bool:
    """Whether a function is to run under its skeleton."""
    return LIMITS.observed and MACHINE.observes()


def enter_class(function: FunctionCode, cells: tuple[object, ...] | None, namespace: object) -> bool:
    """Run a class body in its namespace; whether it raised. `take_value` gives its cell."""
    try:
        frame = prepare(function, cells, ())
    except BaseException as error:
        _pending[get_ident()] = error
        return True
    frame.namespace = namespace
    left = run_noted(frame)
    if left.status == FAILED:
        _pending[get_ident()] = left.error
        left.error = None
        return True
    _pending[get_ident()] = frame.value
    return False


def enter_unit(unit: CodeUnit, maker: FunctionType, namespace: object) -> bool:
    """Run the unit of a code object; whether it raised. `take_value` gives its value.

    Args:
        unit: the unit.
        maker: any function of the frame that runs the code, for its globals.
        namespace: the locals.
    """
    try:
        _pending[get_ident()] = execute_unit(unit, maker.__globals__, namespace, 0)
    except BaseException as error:
        error.__traceback__ = without_own(error.__traceback__)
        _pending[get_ident()] = error
        return True
    return False


def take_pending() -> object:
    """What the mark just returned in this thread stands for."""
    return _pending.pop(get_ident())


@final
class Steps:
    """A generator's frame as the iterator of what it yields."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.sent: object = None

    def __iter__(self) -> Steps:
        return self

    def __next__(self) -> object:
        frame = self.frame
        sent = self.sent
        if sent is not None:
            self.sent = None
        if go_on(frame, sent) == YIELDED:
            value = frame.value
            frame.value = None
            return value
        raise StopIteration


def start(function: FunctionCode, cells: tuple[object, ...] | None, arguments: tuple[object, ...]) -> Steps:
    """The suspended frame of a generator."""
    return Steps(prepare(function, cells, arguments))


def begin(function: FunctionCode, cells: tuple[object, ...] | None, arguments: tuple[object, ...]) -> Frame:
    """The suspended frame of a coroutine."""
    return prepare(function, cells, arguments)


def send(steps: Steps, value: object) -> None:
    """Have a generator's frame get a value when it goes on."""
    steps.sent = value


def go_on(frame: Frame, sent: object) -> i64:
    """Go on in a suspended frame until it yields, delegates, returns or fails; which of them."""
    status = frame.status
    if status == RETURNED:
        return RETURNED
    error = frame.error
    if error is not None:
        frame.error = None
        following = unwind(frame, frame.op, error, True)
        if frame.status == FAILED:
            return FAILED
        frame.resume = following
    elif (status == YIELDED or status == DELEGATED) and frame.destination >= 0:
        frame.slots[frame.destination] = sent
    frame.status = RUNNING
    left = drive(frame)
    return left.status


def resume(frame: Frame, sent: object) -> object:
    """Go on in a coroutine's frame until it awaits, returns or fails: what it returned, or a mark."""
    status = go_on(frame, sent)
    return take_value(frame) if status == RETURNED else MARKS[status]


def status_of(steps: Steps) -> Mark:
    """Why a generator's frame has left."""
    return MARKS[steps.frame.status]


def take_value(frame: Frame) -> object:
    """What a frame delegates to or returned; one that has returned is done with."""
    value = frame.value
    frame.value = None
    if frame.status == RETURNED:
        park(frame)
    return value


def take(steps: Steps) -> object:
    """The same of a generator's frame."""
    return take_value(steps.frame)


def take_frame_error(suspended: Frame | Steps) -> BaseException | None:
    """The exception that left the frame."""
    frame = suspended.frame if isinstance(suspended, Steps) else suspended
    error = frame.error
    frame.error = None
    return error


def throw(suspended: Frame | Steps) -> None:
    """Have the exception being handled raised in the frame when it goes on."""
    frame = suspended.frame if isinstance(suspended, Steps) else suspended
    error = _handled()
    assert error is not None
    traceback = error.__traceback__
    if traceback is not None:
        # the stub's own entry
        error.__traceback__ = without_own(traceback.tb_next)
    frame.error = error


HOOKS: Final = StubHooks(
    {
        "ENTER": enter,
        "ERROR": ERROR,
        "TAKE_ERROR": take_pending,
        "ENTER_APART": enter_apart,
        # profilers are told of calls of compiled functions, and not of what holds one
        "OBSERVED": observed if type(observed) is FunctionType else partial(observed),
        "ENTER_CLASS": enter_class,
        "ENTER_UNIT": enter_unit,
        "LOCALS": locals,
        "TAKE_VALUE": take_pending,
        "START": start,
        "STATUS": status_of,
        "SEND": send,
        "BEGIN": begin,
        "RESUME": resume,
        "DELEGATED": MARKS[DELEGATED],
        "RETURNED": MARKS[RETURNED],
        "FAILED": MARKS[FAILED],
        "TAKE": take,
        "TAKE_AWAITED": take_value,
        "TAKE_FRAME_ERROR": take_frame_error,
        "THROW": throw,
        "BASE_EXCEPTION": BaseException,
    }
)


def execute_unit(
    unit: CodeUnit, globals: dict[str, object], namespace: object, depth: int, passing: bool = True
) -> object:
    """Run a unit that is bound to no globals yet; `run_unit` says the rest.

    Args:
        unit: the unit.
        globals: they have their `__builtins__`.
        namespace: the locals.
        depth: how many guest frames are below.
        passing: whether the namespace may be thrown away while the program runs.
    """
    found: Any = globals["__builtins__"]
    if not isinstance(found, (dict, ModuleType)) and hasattr(found, "keys"):
        found = dict(found)
    if not isinstance(found, (dict, ModuleType)):
        raise TypeError(f"'{type(found).__name__}' object is not subscriptable")
    function = bind_unit(unit, globals, found if isinstance(found, dict) else found.__dict__)
    function.passing = passing
    try:
        return run_unit(function, None if namespace is globals else namespace, depth)
    finally:
        code = function.code
        if code is not None:
            MACHINE.unlink(code)


def run_unit(function: FunctionCode, namespace: object | None, depth: int = 0) -> object:
    """Run a module, expression or interactive unit.

    Args:
        function: the unit bound to its globals.
        namespace: the locals where they are not the globals.
        depth: how many guest frames are below.

    Returns:
        The value of an expression unit, else None.

    Raises:
        BaseException: what the guest raised; its traceback has the guest's entries alone above the caller's.
    """
    left = attempt_unit(function, namespace, depth)
    if isinstance(left, BaseException):
        MACHINE.reraise(left)
    value = left.value
    left.value = None
    return value


def attempt_unit(function: FunctionCode, namespace: object | None, depth: int = 0) -> Frame | BaseException:
    """Run a unit as `run_unit` does, for callers who raise what it raised (a native one would be in the traceback).

    Returns:
        The frame, which holds the value, or what the guest raised.
    """
    if LIMITS.observed and MACHINE.observes():
        try:
            value = MACHINE.run_observed(function, namespace)
        except BaseException as raised:
            raised.__traceback__ = without_own(raised.__traceback__)
            return raised
        if value is not UNSET:
            left = Frame(function, linked_code(function))
            left.value = value
            return left
    try:
        frame = prepare(function, None, ())
    except SyntaxError as refused:
        return refused.with_traceback(None)
    frame.namespace = namespace
    frame.depth = depth
    left = run_noted(frame)
    if left.status == FAILED:
        error = left.error
        left.error = None
        assert error is not None
        return error
    return frame
