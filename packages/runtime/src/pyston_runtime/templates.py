"""Compile the texts of which our own code objects are made.

Strings stand in them for objects: they are called and compared by identity, of which the host warns. That is nothing
for the program to see; nor is it to see us import or call `warnings` to say so: it may have an `__import__` or built-in
names of its own, which need these very texts to be run. So the filter is put in place by hand.

The built-in `compile` first makes the classes of `_ast`, all hundred of them, which takes as long as several hundred of
these texts. `exec` does not; but it runs what it compiles, which somebody may be watching.
"""

from __future__ import annotations

import _warnings
import sys

from pyston_runtime.interfaces.typed import Any, CodeType, Final, cast, partial

# a program may put something else in their place
_tracer: Final = sys.gettrace
_profiler: Final = sys.getprofile

#: The host's own: a program may bind these names to functions of its own.
_COMPILE: Final[Any] = compile
_EXEC: Final[Any] = exec
_IGNORED: Final = ("ignore", None, Warning, None, 0)
#: The flags that `exec` hands down from the code that is running (PyCF_MASK in Include/cpython/compile.h).
_INHERITED: Final = 0x1FF0000


def function_template(text: str, filename: str) -> CodeType:
    """The host's code of the one function that a text defines; see `compiled_template`.

    Args:
        text: the definition, without decorators, annotations and defaults.
        filename: what the code says where `exec` cannot be used.
    """
    if "_ast" in sys.modules or _watched():
        return defined_code(compiled_template(text, filename))
    namespace: dict[str, Any] = {}
    _without_warnings(partial(_EXEC, text, namespace))
    del namespace["__builtins__"]
    [function] = namespace.values()
    return _uninherited(function.__code__, filename)


def defined_code(code: CodeType) -> CodeType:
    """The one code object among the constants of another."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            return constant
    raise AssertionError("the text defines no function")


def _uninherited(code: CodeType, filename: str) -> CodeType:
    """The code as `compile` would have made it where no future features are inherited."""
    constants = tuple([_uninherited(one, filename) if isinstance(one, CodeType) else one for one in code.co_consts])
    return code.replace(co_flags=code.co_flags & ~_INHERITED, co_filename=filename, co_consts=constants)


def _watched() -> bool:
    """Whether somebody would see code that runs."""
    if _tracer() is not None or _profiler() is not None:
        return True
    if sys.version_info >= (3, 12):
        return any(sys.monitoring.get_tool(number) is not None for number in range(6))
    return False


def compiled_template(text: str, filename: str, mode: str = "exec") -> CodeType:
    """The host's code of a text, compiled without warnings; its placeholders are among its constants."""
    return cast(CodeType, _without_warnings(partial(_COMPILE, text, filename, mode, 0, True, 0)))


def _without_warnings(compiling: partial[Any]) -> object:
    native: Any = _warnings
    # the host asks a `warnings` that is being imported only once it has them
    filters = cast("list[object]", getattr(sys.modules.get("warnings"), "filters", native.filters))
    # the compiler's warnings ask no registry, so that nobody is told that the filters changed: the guest's warnings
    # would be shown once more
    filters.insert(0, _IGNORED)
    try:
        return compiling()
    finally:
        filters.remove(_IGNORED)
