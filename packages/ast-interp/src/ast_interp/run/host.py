"""What the host's C API does in one step and Python in several: methods, instances, functions, cells, tracebacks.

Where the package is compiled, `_replaced.h` has these functions in C, which take the place of those here.

- `find_method`: a method call of Python's makes a bound method, which costs more than the rest of the call. CPython's
  own instruction uses a function of the C API that makes none, and whose answer depends on everything that an
  attribute's does (the instance's own attributes, descriptors, `__getattribute__`): so nothing is remembered that could
  change. Python has no such function: `FINDS_METHODS`.
- The others spare an argument tuple, the search for an attribute's descriptor, or an audit event.
"""

from __future__ import annotations

import sys

from pyston_runtime.exceptions.handled import set_handled as _set_handled
from pyston_runtime.interfaces.typed import (
    Any,
    CellType,
    CodeType,
    Final,
    FrameType,
    FunctionType,
    TracebackType,
    cast,
    i64,
)

# a program may put something else in its place
_handled: Final = sys.exception


def find_method(target: object, name: str) -> Any:
    """The function or method descriptor that takes the object as its first argument; else a tuple of the attribute."""
    return (getattr(target, name),)


def new_instance(cls: object) -> object:
    """`object.__new__(cls)`."""
    return cast(Any, object.__new__)(cls)


def new_function(
    code: CodeType,
    globals: dict[str, object],
    defaults: tuple[object, ...] | None,
    closure: tuple[CellType, ...] | None,
) -> FunctionType:
    """A function of code, globals, defaults and closure."""
    return FunctionType(code, globals, None, defaults, closure)


def code_of(function: FunctionType) -> CodeType:
    """`function.__code__`."""
    return function.__code__


def closure_of(function: FunctionType) -> tuple[object, ...] | None:
    """`function.__closure__`."""
    return function.__closure__


def defaults_of(function: FunctionType) -> tuple[object, ...] | None:
    """`function.__defaults__`."""
    return function.__defaults__


def keyword_defaults_of(function: FunctionType) -> dict[str, object] | None:
    """`function.__kwdefaults__`."""
    return function.__kwdefaults__


def handled() -> BaseException | None:
    """The exception that is being handled."""
    return _handled()


def set_handled(error: BaseException | None) -> None:
    """Make an exception the handled one."""
    _set_handled(error)


def push_entry(error: BaseException, frame: FrameType, place: int, line: int) -> None:
    """Put an entry (of a frame at `tb_lasti` and a line) on top of an exception's traceback."""
    error.__traceback__ = TracebackType(error.__traceback__, frame, place, line)


def shown_frame(function: FunctionType, values: list[object], slots: list[object], count: i64) -> FrameType:
    """A frame object that shows the first slots of a guest's frame.

    Args:
        function: makes frame objects (`pyston_runtime.tracebacks.frames.FrameMaker.function_for`).
        values: where it takes the values from.
        slots: these, and more.
        count: how many locals the frame shows.
    """
    if count:
        values.append(slots[:count])
    return cast(FrameType, function())


def matches(error: object, kind: object) -> bool:
    """Whether `except kind` catches an error: by inheritance alone, never by `__instancecheck__`.

    Raises:
        TypeError: the kind is no exception class, nor a tuple of such.
    """
    kinds = kind if isinstance(kind, tuple) else (kind,)
    for one in kinds:
        if not isinstance(one, type) or BaseException not in one.__mro__:
            raise TypeError("catching classes that do not inherit from BaseException is not allowed")
    mro = type(error).__mro__
    return any([one in mro for one in kinds])


#: Whether `find_method` ever finds one.
FINDS_METHODS: Final = type(find_method([], "append")) is not tuple
