"""What the host's C API does in one step and Python in several: methods, instances, functions, cells, tracebacks.

Where the package is compiled, `_host.c` does it; elsewhere Python does, and this module has the same functions of it.

- `FIND_METHOD`: a method call of Python's makes a bound method, which costs more than the rest of the call. CPython's
  own instruction uses a function of the C API that makes none, and whose answer depends on everything that an
  attribute's does (the instance's own attributes, descriptors, `__getattribute__`): so nothing is remembered that could
  change.
- The others spare an argument tuple, the search for an attribute's descriptor, or an audit event.
"""

from __future__ import annotations

from _collections_abc import Callable

from pyston_runtime.exceptions.handled import set_handled
from pyston_runtime.interfaces.typed import Any, CellType, CodeType, Final, FrameType, FunctionType, TracebackType, cast


def _new_instance(cls: object) -> object:
    return cast(Any, object.__new__)(cls)


def _new_function(
    code: CodeType,
    globals: dict[str, object],
    defaults: tuple[object, ...] | None,
    closure: tuple[CellType, ...] | None,
) -> FunctionType:
    return FunctionType(code, globals, None, defaults, closure)


def _code_of(function: FunctionType) -> CodeType:
    return function.__code__


def _closure_of(function: FunctionType) -> tuple[object, ...] | None:
    return function.__closure__


def _defaults_of(function: FunctionType) -> tuple[object, ...] | None:
    return function.__defaults__


def _keyword_defaults_of(function: FunctionType) -> dict[str, object] | None:
    return function.__kwdefaults__


def _push_entry(error: BaseException, frame: FrameType, place: int, line: int) -> None:
    error.__traceback__ = TracebackType(error.__traceback__, frame, place, line)


def _matches(error: object, kind: object) -> bool:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    for one in kinds:
        if not isinstance(one, type) or BaseException not in one.__mro__:
            raise TypeError("catching classes that do not inherit from BaseException is not allowed")
    mro = type(error).__mro__
    return any([one in mro for one in kinds])


def found_in_host(name: str, otherwise: Any) -> Any:
    """A function of `_host.c`, or what stands for it where the package is not compiled."""
    try:
        from ast_interp.run import _host
    except ImportError:
        return otherwise
    return getattr(_host, name)


#: (object, name) -> the function or method descriptor that takes the object as its first argument; else a tuple of the
#: attribute alone. None where there is no such function.
FIND_METHOD: Final[Callable[[object, str], Any] | None] = found_in_host("find_method", None)
#: `object.__new__(cls)`.
NEW_INSTANCE: Final[Callable[[object], object]] = found_in_host("new_instance", _new_instance)
#: A function of code, globals, defaults and closure.
NEW_FUNCTION: Final[Callable[..., FunctionType]] = found_in_host("new_function", _new_function)
#: `function.__code__` and its like.
CODE_OF: Final[Callable[[FunctionType], CodeType]] = found_in_host("code_of", _code_of)
CLOSURE_OF: Final[Callable[[FunctionType], tuple[object, ...] | None]] = found_in_host("closure_of", _closure_of)
DEFAULTS_OF: Final[Callable[[FunctionType], tuple[object, ...] | None]] = found_in_host("defaults_of", _defaults_of)
KEYWORD_DEFAULTS_OF: Final[Callable[[FunctionType], dict[str, object] | None]] = found_in_host(
    "keyword_defaults_of", _keyword_defaults_of
)
#: Make an exception the handled one.
SET_HANDLED: Final[Callable[[BaseException | None], None]] = found_in_host("set_handled", set_handled)
#: Put an entry (of a frame at `tb_lasti` and a line) on top of an exception's traceback.
PUSH_ENTRY: Final[Callable[[BaseException, FrameType, int, int], None]] = found_in_host("push_entry", _push_entry)
#: Whether `except kind` catches an error: by inheritance alone, never by `__instancecheck__`.
MATCHES: Final[Callable[[object, object], bool]] = found_in_host("matches", _matches)
